import type { Bundle, ChargeItem, Procedure } from '@medplum/fhirtypes';
import { beforeEach, describe, expect, it } from 'vitest';
import { Sandbox } from '../sandbox.ts';
import { problemsOf } from './definitions.ts';
import { PROFILES, type ProfileName } from './profiles.ts';

const sandbox = new Sandbox({ origin: 'http://sandbox.test', auth: false });
beforeEach(() => sandbox.reset());

interface Sent {
  method?: string;
  body?: unknown;
  headers?: Record<string, string>;
  profile?: ProfileName;
}

async function send(
  path: string,
  { method = 'GET', body, headers = {}, profile = 'full' }: Sent = {},
): Promise<Response> {
  const url = path.startsWith('http') ? path : `${sandbox.issuer(profile)}/${path}`;
  const init =
    body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/fhir+json', ...headers } };
  const response = await sandbox.handle(new Request(url, { method, headers, ...init }));
  if (!response) throw new Error(`Not the sandbox's: ${url}`);
  return response;
}

async function search(path: string, sent: Sent = {}): Promise<Bundle> {
  const response = await send(path, sent);
  expect(response.status).toBe(200);
  return response.json();
}

async function idsOf(path: string, sent: Sent = {}): Promise<string[]> {
  return ((await search(path, sent)).entry ?? []).map(({ resource }) => resource?.id ?? '');
}

const charge: ChargeItem = {
  resourceType: 'ChargeItem',
  identifier: [{ system: 'urn:charges', value: 'billable-2026-03-99457' }],
  status: 'billable',
  code: { coding: [{ system: 'http://www.ama-assn.org/go/cpt', code: '99457' }] },
  subject: { reference: 'Patient/billable' },
  context: { reference: 'Encounter/billable-rpm' },
  occurrenceDateTime: '2026-03-17',
  quantity: { value: 1 },
};

const entry: Procedure = {
  resourceType: 'Procedure',
  status: 'completed',
  subject: { reference: 'Patient/billable' },
  performedPeriod: { start: '2026-03-20T10:00:00-04:00', end: '2026-03-20T10:05:00-04:00' },
};

describe('search', () => {
  const SYSTEM = 'https://rpm-tally.example/fhir/CodeSystem/rpm-activity';
  it.each([
    ['Procedure?patient=billable', 4],
    ['Procedure?patient=Patient/billable', 4],
    ['Procedure?patient=http://sandbox.test/full/fhir/Patient/billable', 4],
    ['Procedure?subject:Patient=billable', 4],
    ['Procedure?patient=billable&date=ge2026-03-09&date=lt2026-03-17', 2],
    [`Procedure?patient=billable&code=${SYSTEM}|live-contact`, 1],
    ['Procedure?patient=billable&code=live-contact,alert-response', 2],
    ['Procedure?patient=billable&code=urn:other|live-contact', 0],
    ['Procedure?patient=billable&status:not=completed', 0],
    ['Procedure?patient=billable&part-of:missing=true', 4],
    ['Procedure?_id=billable-entry-1,billable-entry-2', 2],
    ['Procedure?patient=billable&_lastUpdated=ge2026-03-12', 2],
    ['Communication?part-of=Procedure/billable-entry-4', 1],
    ['Communication?recipient=Patient/billable&received=2026-03', 1],
    ['Communication?patient=billable&sent=ge2026-03-01&medium=PHONE', 1],
    ['Consent?patient=billable&category=https://rpm-tally.example/fhir/CodeSystem/consent-category|rpm', 1],
    ['ChargeItem?patient=already-billed&code=99457', 1],
    ['ChargeItem?context=Encounter/already-billed-rpm', 1],
    ['ChargeItem?account=Account/already-billed-account', 1],
    ['Observation?patient=billable&category=vital-signs&device=Device/billable-device&date=2026-03-05', 1],
    ['Encounter?patient=inpatient-stay&date=ge2026-03-12&date=le2026-03-12', 2],
    ['Patient?name=synthetic&family=bill', 1],
    ['Device?patient=billable', 1],
    ['Coverage?beneficiary=Patient/billable', 1],
  ])('%s finds %i', async (path, count) => {
    expect(await idsOf(path)).toHaveLength(count);
  });

  it('is the same by POST', async () => {
    const response = await send('Procedure/_search', {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    });
    expect(response.status).toBe(200);
    const request = new Request(`${sandbox.issuer('full')}/Procedure/_search`, {
      method: 'POST',
      body: new URLSearchParams({ patient: 'billable', code: 'live-contact' }),
    });
    expect(await (await sandbox.handle(request))?.json()).toMatchObject({ total: 1 });
  });

  it.each([
    'favourite=1',
    'patient:exact=billable',
    'date=yesterday',
    '_sort=date',
    '_include=Procedure:patient',
    'patient=',
  ])('refuses Procedure?%s', async (query) => {
    const response = await send(`Procedure?${query}`);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ resourceType: 'OperationOutcome', issue: [{ severity: 'error' }] });
  });

  it('gives every resource once over its pages, by links that say nothing', async () => {
    const found: string[] = [];
    let url: string | undefined = 'Observation?patient=billable&_count=20';
    const sizes: number[] = [];
    while (url !== undefined) {
      const bundle: Bundle = await search(url);
      expect(bundle.total).toBe(50);
      sizes.push(bundle.entry?.length ?? 0);
      found.push(...(bundle.entry ?? []).map(({ resource }) => resource?.id ?? ''));
      url = bundle.link?.find(({ relation }) => relation === 'next')?.url;
      expect(url ?? '').not.toContain('patient');
    }
    expect(sizes).toEqual([20, 20, 10]);
    expect(new Set(found).size).toBe(50);
  });

  it('shows a resource whose date cannot be read rather than hide it', async () => {
    expect(await idsOf('Observation?patient=messy-data&date=2026-03-01')).toHaveLength(2);
  });
});

describe('create', () => {
  it('gives id, version and where to find it', async () => {
    const response = await send('Procedure', { method: 'POST', body: entry });
    expect(response.status).toBe(201);
    expect(response.headers.get('ETag')).toBe('W/"1"');
    const location = response.headers.get('Location') ?? '';
    expect(await (await send(location.replace(/\/_history.*/, ''))).json()).toMatchObject(entry);
    expect(await (await send(location)).json()).toMatchObject({ meta: { versionId: '1' } });
  });

  it('answers with no body to a client that wants none', async () => {
    const response = await send('Procedure', { method: 'POST', body: entry, headers: { Prefer: 'return=minimal' } });
    expect([response.status, await response.text()]).toEqual([201, '']);
  });

  it.each([
    ['no subject', { ...entry, subject: undefined }],
    ['an unknown element', { ...entry, mood: 'good' }],
    ['a text for a period', { ...entry, performedPeriod: 'yesterday' }],
    ['another type', { ...entry, resourceType: 'Observation' }],
    ['no resource', []],
  ])('refuses %s', async (_what, body) => {
    expect((await send('Procedure', { method: 'POST', body })).status).toBe(400);
  });

  it('makes one charge for one condition', async () => {
    const headers = { 'If-None-Exist': 'identifier=urn:charges|billable-2026-03-99457' };
    const first = await send('ChargeItem', { method: 'POST', body: charge, headers });
    const second = await send('ChargeItem', { method: 'POST', body: charge, headers });
    expect([first.status, second.status]).toEqual([201, 200]);
    expect(await idsOf('ChargeItem?patient=billable')).toHaveLength(1);
  });
});

describe('update', () => {
  const change = (body: unknown, match: string, profile: ProfileName) =>
    send('Observation/billable-reading-1', { method: 'PUT', body, headers: { 'If-Match': match }, profile });

  it.each([
    ['full', 412],
    ['epic-like', 412],
    ['oracle-like', 409],
  ] as const)('of an old version is refused by %s with %i', async (profile, status) => {
    const old = await (await send('Observation/billable-reading-1', { profile })).json();
    const first = await change({ ...old, status: 'amended' }, 'W/"1"', profile);
    expect([first.status, first.headers.get('ETag')]).toEqual([200, 'W/"2"']);
    expect((await change({ ...old, status: 'corrected' }, 'W/"1"', profile)).status).toBe(status);
  });
});

describe('transaction', () => {
  const post = (resource: unknown, fullUrl: string, url: string) => ({
    fullUrl,
    resource,
    request: { method: 'POST', url },
  });

  it('creates resources that refer to each other', async () => {
    const contact = {
      resourceType: 'Communication',
      status: 'completed',
      subject: { reference: 'Patient/billable' },
      partOf: [{ reference: 'urn:uuid:entry' }],
    };
    const body = {
      resourceType: 'Bundle',
      type: 'transaction',
      entry: [post(contact, 'urn:uuid:contact', 'Communication'), post(entry, 'urn:uuid:entry', 'Procedure')],
    };
    const answer: Bundle = await (await send('', { method: 'POST', body })).json();
    expect(answer.entry?.map(({ response }) => response?.status)).toEqual(['201', '201']);
    expect(await idsOf(`Communication?part-of=Procedure/${answer.entry?.[1]?.resource?.id}`)).toHaveLength(1);
  });

  it('does nothing when one step fails', async () => {
    const body = {
      resourceType: 'Bundle',
      type: 'transaction',
      entry: [post(entry, 'urn:uuid:a', 'Procedure'), post({ resourceType: 'Procedure' }, 'urn:uuid:b', 'Procedure')],
    };
    expect((await send('', { method: 'POST', body })).status).toBe(400);
    expect(await idsOf('Procedure?patient=billable')).toHaveLength(4);
  });
});

describe('profiles', () => {
  it.each([
    ['epic-like', 'GET', 'ChargeItem?patient=billable', 404],
    ['epic-like', 'POST', 'Task', 403],
    ['epic-like', 'POST', 'Consent', 403],
    ['epic-like', 'POST', 'DocumentReference', 201],
    ['epic-like', 'POST', 'Procedure', 201],
    ['oracle-like', 'POST', 'ChargeItem', 403],
    ['oracle-like', 'GET', 'ChargeItem?patient=billable', 400],
    ['oracle-like', 'GET', 'ChargeItem?context=Encounter/already-billed-rpm', 200],
    ['oracle-like', 'GET', 'ChargeItem?context=Encounter/already-billed-rpm&-status=billable', 200],
    ['oracle-like', 'GET', 'Communication?patient=billable', 400],
    ['oracle-like', 'GET', 'Communication?recipient=Patient/billable', 200],
    ['oracle-like', 'GET', 'Task?patient=billable', 404],
    ['oracle-like', 'PUT', 'Procedure/billable-entry-1', 403],
    ['oracle-like', 'GET', 'Procedure?patient=billable&code=live-contact', 400],
    ['full', 'DELETE', 'Procedure/billable-entry-1', 405],
  ] as const)('%s answers %s %s with %i', async (profile, method, path, status) => {
    const bodies: Record<string, unknown> = {
      Procedure: entry,
      DocumentReference: {
        resourceType: 'DocumentReference',
        status: 'current',
        subject: { reference: 'Patient/billable' },
        content: [{ attachment: { contentType: 'text/plain', data: 'U1lOVEhFVElD' } }],
      },
    };
    const body = method === 'GET' || method === 'DELETE' ? undefined : (bodies[path] ?? {});
    expect((await send(path, { profile, method, body })).status).toBe(status);
  });

  it('say in the CapabilityStatement what they answer', async () => {
    const statement = await (await send('metadata', { profile: 'oracle-like' })).json();
    const types: { type: string; interaction: { code: string }[]; operation: { name: string }[] }[] =
      statement.rest[0].resource;
    const chargeItem = types.find(({ type }) => type === 'ChargeItem');
    expect(chargeItem?.interaction.map(({ code }) => code)).toEqual(['read', 'search-type']);
    expect(chargeItem?.operation.map(({ name }) => name)).toContain('create');
    expect(types.some(({ type }) => type === 'Task')).toBe(false);
  });

  it.each(PROFILES)('%s describes itself in valid R4', async (profile) => {
    expect(problemsOf(await (await send('metadata', { profile })).json())).toEqual([]);
  });

  it('refuse conditional create where it is not offered, rather than create a second resource', async () => {
    const headers = { 'If-None-Exist': 'identifier=x' };
    expect((await send('Procedure', { method: 'POST', body: entry, headers, profile: 'epic-like' })).status).toBe(412);
  });
});

describe("Oracle's ChargeItem/$create", () => {
  const transactionId = 'urn:uuid:9befb168-c01f-4336-9547-5d26f0100058';
  const parameters = (changes: object = {}, id = transactionId) => ({
    resourceType: 'Parameters',
    parameter: [
      { name: 'chargeItem', resource: { ...charge, identifier: undefined, status: 'unknown', ...changes } },
      { name: 'transactionId', valueUuid: id },
    ],
  });
  const create = (body: unknown, headers = {}) =>
    send('ChargeItem/$create', { method: 'POST', body, headers, profile: 'oracle-like' });

  it('makes one charge for one transaction, to be found by encounter only', async () => {
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const response = await create(parameters());
      expect([response.status, response.headers.get('Location')]).toEqual([200, null]);
    }
    expect(await idsOf('ChargeItem?context=Encounter/billable-rpm', { profile: 'oracle-like' })).toHaveLength(1);
    expect(await idsOf('ChargeItem?account=Account/billable-account', { profile: 'oracle-like' })).toHaveLength(1);
  });

  it('keeps what Oracle keeps: no identifier', async () => {
    await create(parameters({ identifier: charge.identifier, note: [{ text: 'lost' }] }));
    const bundle = await search('ChargeItem?context=Encounter/billable-rpm', { profile: 'oracle-like' });
    expect(bundle.entry?.[0]?.resource).toMatchObject({
      status: 'billable',
      code: charge.code,
      subject: charge.subject,
    });
    expect(bundle.entry?.[0]?.resource).not.toHaveProperty('identifier');
    expect(bundle.entry?.[0]?.resource).not.toHaveProperty('note');
  });

  it.each([
    ['a status that is not unknown', parameters({ status: 'billable' })],
    ['no encounter', parameters({ context: undefined })],
    ['an encounter nobody knows', parameters({ context: { reference: 'Encounter/none' } })],
    ['no moment', parameters({ occurrenceDateTime: undefined })],
    ['no quantity', parameters({ quantity: undefined })],
    ['two codes', parameters({ code: { coding: [{ code: '99457' }, { code: '99458' }] } })],
    ['a modifier extension', parameters({ modifierExtension: [{ url: 'urn:x', valueBoolean: true }] })],
    ['a transaction without UUID', parameters({}, '17')],
  ])('refuses %s with 422', async (_what, body) => {
    expect((await create(body)).status).toBe(422);
  });

  it('answers an Accept that is not JSON with 406 and nothing', async () => {
    const response = await create(parameters(), { Accept: 'application/fhir+xml' });
    expect([response.status, await response.text()]).toEqual([406, '']);
  });

  it('takes a charge back by $credit', async () => {
    await create(parameters());
    const [id] = await idsOf('ChargeItem?context=Encounter/billable-rpm', { profile: 'oracle-like' });
    const body = {
      resourceType: 'Parameters',
      parameter: [
        { name: 'chargeItem', resource: { resourceType: 'ChargeItem', id } },
        { name: 'transactionId', valueUuid: 'urn:uuid:00000000-0000-4000-8000-000000000002' },
      ],
    };
    expect((await send('ChargeItem/$credit', { method: 'POST', body, profile: 'oracle-like' })).status).toBe(200);
    expect(await (await send(`ChargeItem/${id}`, { profile: 'oracle-like' })).json()).toMatchObject({
      status: 'aborted',
    });
  });
});
