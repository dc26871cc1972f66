import { beforeAll, describe, expect, it } from 'vitest';
import { EhrError } from '../../src/ehr/errors.ts';
import { type FhirServer, fhirServer } from '../../src/ehr/server.ts';
import { isObject } from '../../src/fhir/resource.ts';
import { base, chartOf, connectionTo, seed, seedStories, server } from './chart.ts';

const PATIENT = 'billable-protocol';
const about = ['patient', PATIENT] as const;
beforeAll(() => seedStories(['billable'], '-protocol'));

/** A server that remembers what it was asked. */
function watched(): { asked: string[]; server: FhirServer } {
  const asked: string[] = [];
  const watching: typeof fetch = (input, init) => {
    const request = new Request(input, init);
    asked.push(request.url);
    return fetch(request);
  };
  return { asked, server: fhirServer(base, { fetch: watching, retryDelayMilliseconds: 1 }) };
}

async function failure(promise: Promise<unknown>): Promise<EhrError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof EhrError) return error;
    throw error;
  }
  throw new Error('It was expected to fail.');
}

const isStory = (type: string) => chartOf('billable', '-protocol').filter(({ resourceType }) => resourceType === type);

describe('a search', () => {
  it.each(['7', '25'])(
    'by pages of %s follows HAPI’s opaque next links to the end, each reading once',
    async (count) => {
      const { asked, server: watching } = watched();
      const result = await watching.search('Observation', [about, ['_count', count]]);
      const readings = isStory('Observation');
      expect(result).toMatchObject({ incomplete: null, pages: Math.ceil(readings.length / Number(count)) });
      expect(result.resources.map(idOf).sort()).toEqual(readings.map(({ id }) => id).sort());
      expect(asked[1]).toMatch(/\?_getpages=/);
    },
  );

  it('asks for more on a page than HAPI gives, and gets all the same', async () => {
    const result = await server.search('Observation', [about, ['_count', '200']]);
    expect(result.resources).toHaveLength(isStory('Observation').length);
  });

  it('by a window of dates finds what lies in it', async () => {
    const found = await server.search('Observation', [about, ['date', 'ge2026-03-05'], ['date', 'lt2026-03-08']]);
    const days = new Set(
      found.resources.map((one) => (isObject(one) ? String(one.effectiveDateTime).slice(0, 10) : '')),
    );
    expect([...days].sort()).toEqual(['2026-03-05', '2026-03-06', '2026-03-07']);
  });

  it('by a period finds what overlaps the window', async () => {
    const on = async (from: string, to: string) =>
      (await server.search('Procedure', [about, ['date', `ge${from}`], ['date', `lt${to}`]])).resources.map(idOf);
    expect(await on('2026-03-03', '2026-03-04')).toEqual([`${PATIENT}-entry-1`]);
    expect(await on('2026-03-04', '2026-03-05')).toEqual([]);
  });

  it('by a parameter that HAPI doesn’t know is refused with its reason', async () => {
    const error = await failure(server.search('Observation', [about, ['colour', 'red']]));
    expect(error).toMatchObject({ kind: 'refused', status: 400 });
    expect(error.message).toContain('Unknown search parameter "colour"');
  });

  it('knows all types and parameters that the app asks by', async () => {
    const { types } = await connectionTo({ patient: PATIENT }).capabilities();
    for (const [type, parameters] of Object.entries(ASKED))
      expect([type, ...parameters.filter((one) => !types.get(type)?.searchParams.has(one))]).toEqual([type]);
  });
});

/** By what `src/ehr` searches where it can choose. */
const ASKED: Record<string, string[]> = {
  Procedure: ['patient', 'date', 'identifier'],
  Communication: ['patient', 'sent', 'identifier'],
  Consent: ['patient'],
  Observation: ['patient', 'category', 'code', 'date'],
  Encounter: ['patient', 'date'],
  ChargeItem: ['patient', 'occurrence', 'code', 'identifier'],
  Task: ['patient', 'code', 'identifier'],
  DocumentReference: ['patient', 'type', 'category', 'identifier'],
  QuestionnaireResponse: ['patient', 'questionnaire', 'identifier'],
  Device: ['patient'],
  DeviceUseStatement: ['patient'],
  Coverage: ['patient'],
  Provenance: ['patient', 'target'],
};

describe('a write', () => {
  const identifier = (value: string) => ({ system: 'https://rpm-tally.example/fhir/interop', value });
  const message = (value: string) => ({
    resourceType: 'Communication' as const,
    identifier: [identifier(value)],
    status: 'completed' as const,
    subject: { reference: `Patient/${PATIENT}` },
  });
  const by = (value: string) => [['identifier', `${identifier(value).system}|${value}`]] as const;

  it('is a new resource whose place HAPI tells', async () => {
    const written = await server.create(message('plain'));
    expect(written).toMatchObject({ created: true, reference: expect.stringMatching(/^Communication\/\d+$/) });
    expect((await server.search('Communication', by('plain'))).resources.map(idOf)).toEqual([
      written.reference?.replace('Communication/', ''),
    ]);
  });

  it.each(['plain-value', 'with:colons:2026-03', 'with|bar', 'with,comma', 'with$dollar'])(
    'on the condition that nothing has the identifier %s is made once',
    async (value) => {
      const escaped = value.replaceAll(/[\\,|$]/g, '\\$&');
      const condition = [['identifier', `${identifier(value).system}|${escaped}`]] as const;
      const first = await server.create(message(value), condition);
      const second = await server.create(message(value), condition);
      expect([first.created, second.created]).toEqual([true, false]);
      expect(second.reference).toBe(first.reference);
    },
  );

  it('on a condition that several meet is a conflict', async () => {
    await server.create(message('twice'));
    await server.create(message('twice'));
    expect(await failure(server.create(message('twice'), by('twice')))).toMatchObject({
      kind: 'conflict',
      status: 412,
    });
  });

  it('of a version that somebody changed is a conflict, and changes nothing', async () => {
    const reference = `Procedure/${PATIENT}-entry-1`;
    const [entry] = isStory('Procedure');
    // @types/fhir and @medplum/fhirtypes describe the same R4 resources in two ways.
    const changed = (text: string) =>
      ({ ...entry, note: [{ text }] }) as unknown as Parameters<FhirServer['update']>[0];
    expect(await server.update(changed('first'), '1')).toMatchObject({ reference });
    const error = await failure(server.update(changed('second'), '1'));
    expect(error).toMatchObject({ kind: 'conflict' });
    expect(await server.get(reference)).toMatchObject({ meta: { versionId: '2' }, note: [{ text: 'first' }] });
  });

  it('of what names a resource that isn’t there is refused with its reason', async () => {
    const error = await failure(
      server.create({ ...message('dangling'), subject: { reference: 'Patient/nobody-of-that-name' } }),
    );
    expect(error).toMatchObject({ kind: 'refused', status: 400 });
    expect(error.message).toContain('Patient/nobody-of-that-name');
  });

  it('of an element that R4 doesn’t have is stored without it: HAPI is lenient', async () => {
    // What a mistake of ours would look like.
    const { reference } = await server.create({ ...message('lenient'), ...{ colour: 'red' } });
    expect(await server.get(reference ?? '')).not.toHaveProperty('colour');
  });

  it('of several resources that name each other is all or nothing', async () => {
    const entry = (value: string, subject: string) => ({
      fullUrl: `urn:uuid:0b8f4f7e-6d0a-4c3e-9a51-2f6a1c0d000${value.length}`,
      resource: { ...message(value), subject: { reference: subject } },
      request: { method: 'POST' as const, url: 'Communication' },
    });
    const bundle = (one: string, other: string, subject: string) => ({
      resourceType: 'Bundle' as const,
      type: 'transaction' as const,
      entry: [entry(one, `Patient/${PATIENT}`), entry(other, subject)],
    });
    await failure(server.transaction(bundle('a', 'ab', 'Patient/nobody-of-that-name')));
    expect((await server.search('Communication', by('a'))).resources).toEqual([]);
    await server.transaction(bundle('abc', 'abcd', `Patient/${PATIENT}`));
    expect((await server.search('Communication', by('abcd'))).resources).toHaveLength(1);
  });
});

it('a resource that isn’t there is not found; one that was deleted neither', async () => {
  expect(await failure(server.get('Procedure/nothing-of-that-name'))).toMatchObject({ kind: 'not-found', status: 404 });
  await seed([{ resourceType: 'Device', id: `${PATIENT}-gone` }]);
  await fetch(`${base}/Device/${PATIENT}-gone`, { method: 'DELETE' });
  expect(await failure(server.get(`Device/${PATIENT}-gone`))).toMatchObject({ kind: 'not-found', status: 410 });
});

function idOf(resource: unknown): unknown {
  return isObject(resource) ? resource.id : undefined;
}
