import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PROFILES, type ProfileName } from '../../mocks/fhir/profiles.ts';
import { Sandbox } from '../../mocks/sandbox.ts';
import { chargeOf } from '../../src/ehr/charge/charge.ts';
import { chargeRequests } from '../../src/ehr/charge/lines.ts';
import { previewCharge } from '../../src/ehr/charge/routes.ts';
import { readMonth } from '../../src/ehr/read.ts';
import type { Attestation, ChargeRequest, Connection, Reread } from '../../src/ehr/types.ts';
import { DEFAULT_SETTINGS, policyFor, readLedger, serviceMonth } from '../../src/fhir/index.ts';
import { evaluate } from '../../src/rules/evaluate.ts';
import { type ConnectionOptions, connectionTo } from './connection.ts';

const month = serviceMonth('2026-03', 'America/New_York');
const settings = { ...DEFAULT_SETTINGS, timeZone: 'America/New_York' };
const sandbox = new Sandbox({ origin: 'http://ehr.test' });
beforeEach(() => sandbox.reset());
afterEach(() => vi.useRealTimers());

async function look(connection: Connection, chosen = settings) {
  const read = await readMonth(connection, month, { settings: chosen });
  const ledger = readLedger(read.resources, read.patient, month, chosen, read.unread);
  const at = Date.parse(sandbox.today) / 1000;
  return { read, verdict: evaluate(ledger, month, policyFor(read.resources, chosen, read.patient), at) };
}

const ATTESTATION: Attestation = {
  text: 'I have looked at this month, and it is right.',
  name: 'Synthetic Nurse',
  overrides: [],
};

/** A user who has looked at the month and is about to confirm its first line. */
async function user(options: ConnectionOptions) {
  const connection = connectionTo(sandbox, options);
  const { read, verdict } = await look(connection);
  const [request] = chargeRequests(connection, verdict, read, new Date(sandbox.today));
  if (request === undefined) throw new Error(`nothing to charge: ${verdict.summary}`);
  return { connection, request, verdict, read, charge: begin(connection, request) };
}

function begin(connection: Connection, request: ChargeRequest, reread?: () => Promise<Reread>) {
  return chargeOf(connection, request, reread ?? (() => look(connection)));
}

const WHERE: Record<ProfileName, { route: string; type: string }> = {
  full: { route: 'charge-item', type: 'ChargeItem' },
  'oracle-like': { route: 'charge-item-operation', type: 'ChargeItem' },
  'epic-like': { route: 'document', type: 'DocumentReference' },
};

const chargesIn = (profile: ProfileName) =>
  ['ChargeItem', 'Task', 'DocumentReference'].flatMap((type) =>
    sandbox
      .store(profile)
      .all(type)
      .filter((each) => JSON.stringify(each).includes('"Patient/billable"')),
  );

describe.each(PROFILES)('on %s', (profile) => {
  const { route, type } = WHERE[profile];

  it('a charge is previewed, written by the best route and found again: the month is billed', async () => {
    const { connection, request, charge } = await user({ profile });
    const preview = await previewCharge(connection, request);
    expect(preview?.choice.route).toBe(route);
    expect(preview?.words[0]).toMatch(/CPT 99457, 1 unit, service date 2026-03-/);
    expect(await charge.confirm(ATTESTATION)).toMatchObject({ step: 'done', by: 'written', duplicates: [] });
    expect(chargesIn(profile).map(({ resourceType }) => resourceType)).toEqual([type]);
    expect((await look(connection)).verdict.status).toBe('billed');
  });

  it('a practice that names in whose name it bills knows its own charge again, whoever entered it', async () => {
    const practice = { ...settings, billingParties: ['Organization/practice'] };
    const connection = { ...connectionTo(sandbox, { profile }), user: 'Practitioner/biller' };
    const { read, verdict } = await look(connection, practice);
    const [request] = chargeRequests(connection, verdict, read, new Date(sandbox.today));
    if (request === undefined) throw new Error(`nothing to charge: ${verdict.summary}`);
    expect(request.performers).not.toContain('Practitioner/biller');
    expect(request.performers.length).toBeGreaterThan(0);
    expect(request.billedBy).toBe('Organization/practice');
    const charge = begin(connection, request, () => look(connection, practice));
    expect(await charge.confirm(ATTESTATION)).toMatchObject({ step: 'done', by: 'written' });
    expect((await look(connection, practice)).verdict.status).toBe('billed');
  });

  it('two clicks make one charge', async () => {
    const { charge, connection, request } = await user({ profile });
    const again = begin(connection, request);
    const ends = await Promise.all([
      charge.confirm(ATTESTATION),
      again.confirm(ATTESTATION),
      charge.confirm(ATTESTATION),
    ]);
    expect(ends.map(({ step }) => step)).toEqual(['done', 'done', 'done']);
    expect(chargesIn(profile)).toHaveLength(1);
  });

  it('a second user is told that it is charged already, and nothing is written', async () => {
    const [first, second] = [await user({ profile }), await user({ profile })];
    await first.charge.confirm(ATTESTATION);
    expect(await second.charge.confirm(ATTESTATION)).toMatchObject({ step: 'done', by: 'found' });
    expect(chargesIn(profile)).toHaveLength(1);
  });

  it('an answer that got lost after the EHR had stored the charge is found by searching, not sent again', async () => {
    const { charge } = await user({ profile });
    sandbox.fault({ match: { method: 'POST' }, fault: 'cut-after', times: 1 });
    expect(await charge.confirm(ATTESTATION)).toMatchObject({ step: 'done', by: 'written' });
    expect(chargesIn(profile)).toHaveLength(1);
  });

  it('a charge that never arrived is never sent again by itself, and may be confirmed again when it can’t arrive any more', async () => {
    const { charge } = await user({ profile });
    sandbox.fault({ match: { method: 'POST' }, fault: 'cut', times: 1 });
    const first = await charge.confirm(ATTESTATION);
    expect(first).toMatchObject({ step: 'stopped' });
    expect(sandbox.log().filter(({ method }) => method === 'POST')).toHaveLength(1);
    if (first.step === 'stopped' && first.stop.reason === 'unknown-outcome') {
      expect(await charge.check()).toMatchObject({ stop: { reason: 'unknown-outcome' } });
      expect(await charge.confirm(ATTESTATION)).toMatchObject({ stop: { reason: 'unknown-outcome' } });
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 200_000 });
      expect(await charge.check()).toMatchObject({ stop: { reason: 'not-sent' }, again: 'confirm' });
    }
    expect(await charge.confirm(ATTESTATION)).toMatchObject({ step: 'done', by: 'written' });
    expect(chargesIn(profile)).toHaveLength(1);
  });

  it('evidence that changed after the confirmation stops it, and says what changed', async () => {
    const { charge } = await user({ profile });
    for (const entry of sandbox.store(profile).all('Procedure'))
      if (JSON.stringify(entry).includes('"Patient/billable"'))
        sandbox.store(profile).update({ ...entry, ...{ status: 'entered-in-error' } });
    expect(await charge.confirm(ATTESTATION)).toMatchObject({ step: 'stopped', stop: { reason: 'changed' } });
    expect(chargesIn(profile)).toEqual([]);
  });

  it.each(['401', '429:0', '403'])('a refusal (%s) at the write leaves no charge half written', async (fault) => {
    const { charge } = await user({ profile });
    sandbox.fault({ match: { method: 'POST' }, fault });
    expect(await charge.confirm(ATTESTATION)).toMatchObject({ step: fault === '403' ? 'slip' : 'stopped' });
    expect(chargesIn(profile)).toEqual([]);
  });

  it.each(['re-reading', 'searching'])('an EHR that fails while %s gets nothing written', async (step) => {
    const { connection, request, verdict, read } = await user({ profile });
    const charge = begin(connection, { ...request }, async () => {
      sandbox.fault({ match: { method: 'GET' }, fault: '500' });
      return step === 'searching' ? { verdict, read } : look(connection);
    });
    expect(await charge.confirm(ATTESTATION)).toMatchObject({ step: 'stopped' });
    expect(chargesIn(profile)).toEqual([]);
  });
});

describe('two users who confirm in the same moment', () => {
  /** Lets no write pass before both users have sent theirs. */
  function together() {
    let waiting = 0;
    let release: (() => void) | undefined;
    const both = new Promise<undefined>((resolve) => {
      release = () => resolve(undefined);
    });
    return ({ method }: Request) => {
      if (method !== 'POST') return undefined;
      waiting += 1;
      if (waiting === 2) release?.();
      return both;
    };
  }

  it.each(PROFILES)('on %s make one charge, or both are told of the second', async (profile) => {
    const intercept = together();
    const users = [await user({ profile, intercept }), await user({ profile, intercept })];
    const ends = await Promise.all(users.map(({ charge }) => charge.confirm(ATTESTATION)));
    const references = new Set(ends.map((end) => (end.step === 'done' ? end.charge.reference : end.step)));
    expect([...references]).toEqual([expect.stringContaining(`${WHERE[profile].type}/`)]);
    const duplicates = ends.flatMap((end) => (end.step === 'done' ? end.duplicates : []));
    // Only where the EHR itself keeps charges apart is there never a second one.
    const single = profile !== 'epic-like';
    expect(chargesIn(profile)).toHaveLength(single ? 1 : 2);
    expect(duplicates.length > 0).toBe(!single);
  });
});

it('an answer that got lost while another user charged the line is looked for until it can’t arrive any more', async () => {
  const [first, second] = [await user({ profile: 'epic-like' }), await user({ profile: 'epic-like' })];
  // The first user's request is cut off; before that is noticed, the second user's charge is in the chart.
  sandbox.fault({ match: { method: 'POST', nth: 1 }, fault: 'cut', times: 1 });
  let other: Promise<unknown> | undefined;
  first.charge.subscribe(() => {
    if (first.charge.getSnapshot().step === 'reconciling') other ??= second.charge.confirm(ATTESTATION);
  });
  const end = await first.charge.confirm(ATTESTATION);
  await other;
  expect(end).toMatchObject({ step: 'stopped', again: 'check' });
  expect(await first.charge.check()).toMatchObject({ stop: { detail: expect.stringContaining('Another charge') } });
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 200_000 });
  expect(await first.charge.check()).toMatchObject({ step: 'done', by: 'found', duplicates: [] });
  expect(chargesIn('epic-like')).toHaveLength(1);
});

describe('the next route', () => {
  it.each([
    ['ChargeItem.c withheld', 'task', { scope: 'patient/*.rs patient/Task.c patient/DocumentReference.c' }],
    ['Task.c withheld too', 'document', { scope: 'patient/*.rs patient/DocumentReference.c' }],
  ])('%s: %s', async (_, route, options) => {
    const { connection, request, charge } = await user(options);
    const preview = await previewCharge(connection, request);
    expect(preview?.choice).toMatchObject({ route, billerMust: expect.any(String) });
    expect(preview?.choice.passedOver[0]?.why).toContain('did not grant');
    expect(await charge.confirm(ATTESTATION)).toMatchObject({ step: 'done', charge: { route } });
    expect((await look(connection)).verdict.status).toBe('billed');
  });

  it.each(['403', '404', '405', '422'])(
    'is taken when the EHR refuses what it had offered (%s), and remembered',
    async (fault) => {
      const { connection, request, charge } = await user({
        intercept: ({ method, url }) =>
          method === 'POST' && url.endsWith('/ChargeItem') ? new Response(null, { status: Number(fault) }) : undefined,
      });
      expect(await charge.confirm(ATTESTATION)).toMatchObject({
        step: 'done',
        charge: { route: 'task' },
        choice: { route: 'task' },
      });
      expect((await previewCharge(connection, request))?.choice.route).toBe('task');
    },
  );

  it('is a slip to print when every one is ruled out: nothing is written, nothing counts as charged, a person must carry it', async () => {
    const { charge, connection, request } = await user({ scope: 'patient/*.rs' });
    expect(await previewCharge(connection, request)).toMatchObject({ choice: { route: 'slip' }, resource: null });
    const end = await charge.confirm(ATTESTATION);
    expect(end).toMatchObject({ step: 'slip', choice: { billerMust: expect.stringContaining('A person must carry') } });
    expect(end.step === 'slip' && end.slip.words.join(' ')).toContain(request.summary);
    expect(chargesIn('full')).toEqual([]);
    expect((await look(connection)).verdict.status).toBe('billable');
  });
});

describe('nothing may be charged', () => {
  it.each(['nineteen-fifty-nine', 'voicemail-only', 'already-billed', 'charge-requested'])('of %s', async (patient) => {
    const connection = connectionTo(sandbox, { patient });
    const { read, verdict } = await look(connection);
    expect(chargeRequests(connection, verdict, read)).toEqual([]);
  });

  it('while something is unknown', async () => {
    sandbox.fault({ match: { type: 'ChargeItem', method: 'GET' }, fault: '500' });
    const connection = connectionTo(sandbox);
    const { read, verdict } = await look(connection);
    expect(chargeRequests(connection, verdict, read)).toEqual([]);
  });

  it('for another patient or month than is shown', async () => {
    const { connection, request, verdict, read } = await user({});
    for (const other of [{ patient: 'Patient/forty-minutes' }, { month: '2026-02' }]) {
      const charge = begin(connection, { ...request, ...other }, async () => ({ verdict, read }));
      expect(await charge.confirm(ATTESTATION)).toMatchObject({ stop: { reason: 'not-allowed' } });
    }
    expect(chargesIn('full')).toEqual([]);
  });
});
