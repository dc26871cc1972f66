import { beforeAll, describe, expect, it } from 'vitest';
import { chargeOf } from '../../src/ehr/charge/charge.ts';
import { chargeRequests } from '../../src/ehr/charge/lines.ts';
import { previewCharge } from '../../src/ehr/charge/routes.ts';
import { chargesToVoid, voidingOf } from '../../src/ehr/charge/void.ts';
import type { Attestation, Connection } from '../../src/ehr/types.ts';
import { isResource } from '../../src/fhir/resource.ts';
import { type ConnectionOptions, chartOf, connectionTo, look, seed, seedStories, server, TODAY } from './chart.ts';

const COPIES = ['-item', '-task', '-document', '-cut', '-late', '-changed', '-both', '-reserved', '-reserved-both'];
beforeAll(async () => {
  await seedStories(['forty-minutes'], '-charged');
  for (const copy of COPIES) await seed(chartOf('billable', copy));
});

const ATTESTATION: Attestation = {
  text: 'I have looked at this month, and it is right.',
  name: 'Synthetic Nurse',
  overrides: [],
};

/** A user who has looked at the month and is about to confirm its first line. */
async function user(options: ConnectionOptions) {
  const connection = connectionTo(options);
  const { read, verdict } = await look(connection);
  const requests = chargeRequests(connection, verdict, read, new Date(TODAY));
  const charges = requests.map((request) => ({
    request,
    charge: chargeOf(connection, request, () => look(connection)),
  }));
  const [first] = charges;
  if (first === undefined) throw new Error(`nothing to charge: ${verdict.summary}`);
  return { connection, charges, ...first };
}

async function statusOf(connection: Connection) {
  return (await look(connection)).verdict.status;
}

async function chargesOf(patient: string) {
  const found = await Promise.all(
    ['ChargeItem', 'Task', 'DocumentReference'].map((type) => server.search(type, [['patient', patient]])),
  );
  return found.flatMap(({ resources }) => resources);
}

const ROUTES: [route: string, patient: string, without: readonly string[]][] = [
  ['charge-item', 'billable-item', []],
  ['task', 'billable-task', ['ChargeItem']],
  ['document', 'billable-document', ['ChargeItem', 'Task']],
];

describe.each(ROUTES)('by the route %s', (route, patient, without) => {
  it('a charge is written once, read back, and the month is billed; whoever comes after finds it', async () => {
    const first = await user({ patient, without });
    const second = await user({ patient, without });
    const preview = await previewCharge(first.connection, first.request);
    expect(preview?.choice).toMatchObject({ route, exactlyOnce: 'conditional-create' });
    expect(await first.charge.confirm(ATTESTATION)).toMatchObject({
      step: 'done',
      by: 'written',
      duplicates: [],
      charge: { route },
    });
    expect(await statusOf(first.connection)).toBe('billed');
    expect(await second.charge.confirm(ATTESTATION)).toMatchObject({
      step: 'done',
      by: 'found',
      duplicates: [],
      charge: { route },
    });
    expect(await chargesOf(patient)).toHaveLength(1);
  });

  it('it is taken back, the month is open again, and can be charged anew', async () => {
    const connection = connectionTo({ patient, without });
    const [standing, ...others] = chargesToVoid(connection, await look(connection));
    expect(others).toEqual([]);
    if (standing === undefined) throw new Error('No charge stands.');
    expect(await voidingOf(connection, standing).confirm('Synthetic: of another month.')).toMatchObject({
      step: 'done',
    });
    expect(await statusOf(connection)).toBe('billable');
    const again = await user({ patient, without });
    expect(await again.charge.confirm(ATTESTATION)).toMatchObject({ step: 'done', by: 'written', duplicates: [] });
    expect(await statusOf(again.connection)).toBe('billed');
    expect(await chargesOf(patient)).toHaveLength(2);
  });
});

it('where conditional create isn’t offered, a line is reserved by a Task, charged once, and the Task is ended', async () => {
  const { connection, charge, request } = await user({ patient: 'billable-reserved', conditional: false });
  expect((await previewCharge(connection, request))?.choice).toMatchObject({ exactlyOnce: 'reservation' });
  expect(await charge.confirm(ATTESTATION)).toMatchObject({ step: 'done', by: 'written', duplicates: [] });
  const charges = await chargesOf('billable-reserved');
  expect(charges).toMatchObject([{ resourceType: 'ChargeItem' }, { resourceType: 'Task', status: 'completed' }]);
});

it('all lines of a month are charged, each once', async () => {
  const { connection, charges } = await user({ patient: 'forty-minutes-charged' });
  expect(charges.map(({ request }) => request.code)).toEqual(['99457', '99458']);
  for (const { charge } of charges)
    expect(await charge.confirm(ATTESTATION)).toMatchObject({ step: 'done', by: 'written' });
  expect(await statusOf(connection)).toBe('billed');
  expect(await chargesOf('forty-minutes-charged')).toHaveLength(2);
});

/** Sends a write and loses the answer; or loses the write itself. */
function losing(what: 'answer' | 'write'): typeof fetch {
  let lost = false;
  return async (input, init) => {
    const request = new Request(input, init);
    if (request.method !== 'POST' || lost) return fetch(request);
    lost = true;
    if (what === 'answer') await fetch(request);
    throw new TypeError('fetch failed');
  };
}

it('a charge whose answer got lost is found, not sent again', async () => {
  const { charge } = await user({ patient: 'billable-cut', fetch: losing('answer') });
  expect(await charge.confirm(ATTESTATION)).toMatchObject({ step: 'done', by: 'written', duplicates: [] });
  expect(await chargesOf('billable-cut')).toHaveLength(1);
});

it('a charge that never arrived is sent only when it is confirmed again', async () => {
  const { charge } = await user({ patient: 'billable-late', fetch: losing('write') });
  expect(await charge.confirm(ATTESTATION)).toMatchObject({ step: 'stopped', again: 'confirm' });
  expect(await chargesOf('billable-late')).toEqual([]);
  expect(await charge.confirm(ATTESTATION)).toMatchObject({ step: 'done', by: 'written' });
  expect(await chargesOf('billable-late')).toHaveLength(1);
});

it('evidence that changed after the confirmation stops the charge', async () => {
  const { charge } = await user({ patient: 'billable-changed' });
  const [entry] = chartOf('billable', '-changed').filter(({ resourceType }) => resourceType === 'Procedure');
  if (entry === undefined) throw new Error('The story has no entries any more.');
  await seed([{ ...entry, ...{ status: 'entered-in-error' } }]);
  expect(await charge.confirm(ATTESTATION)).toMatchObject({ step: 'stopped', stop: { reason: 'changed' } });
  expect(await chargesOf('billable-changed')).toEqual([]);
});

/** Lets no write pass before two have been sent. */
function together(): typeof fetch {
  let waiting = 0;
  let release: (() => void) | undefined;
  const both = new Promise<void>((resolve) => {
    release = resolve;
  });
  return async (input, init) => {
    const request = new Request(input, init);
    if (request.method === 'POST') {
      waiting += 1;
      if (waiting === 2) release?.();
      await both;
    }
    return fetch(request);
  };
}

describe('two users who confirm in the same moment', () => {
  it('make one charge, and both come to name it', async () => {
    const options = { patient: 'billable-both', fetch: together() };
    const users = [await user(options), await user(options)];
    const ends = await Promise.all(users.map(({ charge }) => charge.confirm(ATTESTATION)));
    const references = ends.map((end) => (end.step === 'done' ? end.charge.reference : end));
    expect(references[0]).toEqual(expect.stringMatching(/^ChargeItem\//));
    expect(references[1]).toEqual(references[0]);
    expect(await chargesOf('billable-both')).toHaveLength(1);
  });

  it('make one at most where they have to reserve the line, and who made none is told why', async () => {
    const options = { patient: 'billable-reserved-both', conditional: false, fetch: together() };
    const users = [await user(options), await user(options)];
    const ends = await Promise.all(users.map(({ charge }) => charge.confirm(ATTESTATION)));
    const charged = (await chargesOf('billable-reserved-both')).filter(isChargeItem);
    expect(charged.length).toBeLessThanOrEqual(1);
    expect(ends.filter(({ step }) => step === 'done').length).toBeLessThanOrEqual(2 * charged.length);
    for (const end of ends)
      if (end.step !== 'done') expect(end).toMatchObject({ step: 'stopped', next: expect.any(String) });
  });
});

function isChargeItem(resource: unknown): boolean {
  return isResource(resource) && resource.resourceType === 'ChargeItem';
}
