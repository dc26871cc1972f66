import { beforeEach, describe, expect, it } from 'vitest';
import { PROFILES, type ProfileName } from '../../mocks/fhir/profiles.ts';
import { Sandbox } from '../../mocks/sandbox.ts';
import { chargesToVoid, chooseVoid, voidingOf } from '../../src/ehr/charge/void.ts';
import type { Connection } from '../../src/ehr/types.ts';
import { parseChargeIdentifierValue } from '../../src/fhir/charge-codes.ts';
import { chargeAll, chargesIn, look, requestsOf } from './charge-user.ts';
import { type ConnectionOptions, connectionTo } from './connection.ts';

const sandbox = new Sandbox({ origin: 'http://ehr.test' });
beforeEach(() => sandbox.reset());

const RECIPIENT = 'Organization/clinic';

/** A connection whose EHR takes charge requests as messages only. */
function byMessage(profile: ProfileName): Connection {
  const connection = connectionTo(sandbox, { profile, scope: 'patient/*.rs patient/Communication.c' });
  return { ...connection, issuer: { ...connection.issuer, billingRecipient: RECIPIENT } };
}

const WAYS: [name: string, profile: ProfileName, connect: () => Connection][] = [
  ...PROFILES.map((profile): (typeof WAYS)[number] => [profile, profile, () => connectionTo(sandbox, { profile })]),
  ['full by Task', 'full', () => connectionTo(sandbox, { scope: 'patient/*.rs patient/Task.cu patient/Provenance.c' })],
  ...PROFILES.map((profile): (typeof WAYS)[number] => [`${profile} by message`, profile, () => byMessage(profile)]),
];

async function toVoid(connection: Connection, month?: string) {
  return chargesToVoid(connection, await look(sandbox, connection, month));
}

describe.each(WAYS)('on %s', (_, profile, connect) => {
  it('a charge is taken back with a reason, the month can be charged again, and the second charge is another one', async () => {
    const connection = connect();
    expect(await chargeAll(sandbox, connection)).toMatchObject([{ step: 'done', by: 'written' }]);
    expect((await look(sandbox, connection)).verdict.status).toBe('billed');

    const [first, ...others] = await toVoid(connection);
    expect(others).toEqual([]);
    expect(first).toMatchObject({ code: '99457', units: 1, why: 'none', changes: [] });
    if (first === undefined) return;
    const choice = await chooseVoid(connection, first);
    expect(choice.interaction).toEqual(expect.any(String));
    const end = await voidingOf(connection, first).confirm('Entered for the wrong month.');
    expect(end).toMatchObject({ step: 'done', by: 'voided', remarks: [] });
    expect((await look(sandbox, connection)).verdict.status).toBe('billable');
    expect(await toVoid(connection)).toEqual([]);

    expect(await chargeAll(sandbox, connection)).toMatchObject([{ step: 'done', by: 'written', duplicates: [] }]);
    expect((await look(sandbox, connection)).verdict.status).toBe('billed');
    expect(await toVoid(connection)).toHaveLength(1);
    const values = chargesIn(sandbox, profile, 'billable').flatMap((each) =>
      [JSON.stringify(each).match(/billable:2026-03:99457:\d/)?.[0] ?? []].flat(),
    );
    const generations = values.map((value) => parseChargeIdentifierValue(value)?.generation);
    // Oracle keeps no identifier of a charge.
    if (choice.name.includes('$credit')) expect(generations).toEqual([]);
    else expect(generations).toEqual([1, 2]);
  });

  it('a charge is taken back once, whoever asks again', async () => {
    const connection = connect();
    await chargeAll(sandbox, connection);
    const [first] = await toVoid(connection);
    if (first === undefined) throw new Error('nothing to take back');
    await voidingOf(connection, first).confirm('Not ours.');
    const before = sandbox.log().filter(({ method }) => method !== 'GET').length;
    expect(await voidingOf(connection, first).confirm('Not ours.')).toMatchObject({ step: 'done', by: 'found' });
    expect(sandbox.log().filter(({ method }) => method !== 'GET')).toHaveLength(before);
  });

  it.each(['cut', 'cut-after', '500', '429:0'])(
    'a fault (%s) leaves a charge that stands or not, never half: asking again ends it',
    async (fault) => {
      const connection = connect();
      await chargeAll(sandbox, connection);
      const [first] = await toVoid(connection);
      if (first === undefined) throw new Error('nothing to take back');
      for (const method of ['PUT', 'POST']) sandbox.fault({ match: { method }, fault, times: 1 });
      const voiding = voidingOf(connection, first);
      const end = await voiding.confirm('Not ours.');
      expect(['done', 'stopped']).toContain(end.step);
      if (end.step === 'stopped') expect(end.again).toBe('confirm');
      sandbox.faults.reset();
      expect(await voiding.confirm('Not ours.')).toMatchObject({ step: 'done' });
      expect((await look(sandbox, connection)).verdict.status).toBe('billable');
    },
  );
});

describe('taking back', () => {
  const begun = async (options: ConnectionOptions = {}) => {
    const connection = connectionTo(sandbox, options);
    await chargeAll(sandbox, connection);
    const [first] = await toVoid(connection);
    if (first === undefined) throw new Error('nothing to take back');
    return { connection, first };
  };

  it('needs a reason', async () => {
    const { connection, first } = await begun();
    expect(await voidingOf(connection, first).confirm('  ')).toMatchObject({ step: 'stopped', reason: 'not-allowed' });
  });

  it('is left to a person where the EHR lets no app do it, and where the charge is billed already', async () => {
    const { first } = await begun();
    const reader = connectionTo(sandbox, { scope: 'patient/*.rs' });
    expect(await voidingOf(reader, first).confirm('Not ours.')).toMatchObject({ step: 'by-hand' });
    const [charge] = sandbox
      .store('full')
      .all('ChargeItem')
      .filter(({ id }) => first.charge.reference.endsWith(id));
    if (charge === undefined) return;
    sandbox.store('full').update({ ...charge, ...{ status: 'billed' } });
    const connection = connectionTo(sandbox);
    expect(await voidingOf(connection, first).confirm('Not ours.')).toMatchObject({ step: 'by-hand' });
  });

  it('is seen when somebody else has changed the charge in between', async () => {
    const { first } = await begun();
    const connection = connectionTo(sandbox, {
      intercept: ({ method }) => {
        if (method !== 'PUT') return undefined;
        const [charge] = sandbox
          .store('full')
          .all('ChargeItem')
          .filter(({ id }) => first.charge.reference.endsWith(id));
        if (charge?.meta.versionId === '1') sandbox.store('full').update(charge);
        return undefined;
      },
    });
    const voiding = voidingOf(connection, first);
    expect(await voiding.confirm('Not ours.')).toMatchObject({ step: 'stopped', reason: 'conflict', again: 'confirm' });
    expect(await voiding.confirm('Not ours.')).toMatchObject({ step: 'done', by: 'voided' });
  });

  it('writes down who did it and why, where the EHR takes Provenance', async () => {
    const { connection, first } = await begun();
    await voidingOf(connection, first).confirm('Entered for the wrong month.');
    const written = sandbox
      .store('full')
      .all('Provenance')
      .filter((each) => JSON.stringify(each).includes(first.charge.reference));
    expect(written).toMatchObject([
      { activity: { coding: [{ code: 'CREATE' }] }, agent: [{ who: { reference: 'Practitioner/nurse' } }] },
      { activity: { coding: [{ code: 'NULLIFY' }] }, reason: [{ text: 'Entered for the wrong month.' }] },
    ]);
  });
});

describe('a month that is amended after it was charged', () => {
  /** Twenty more minutes for a patient. */
  function more(patient: string, minutes: number, start = '2026-03-24T14:00:00Z') {
    const [entry] = sandbox
      .store('full')
      .all('Procedure')
      .filter(
        (each) =>
          JSON.stringify(each).includes(`"Patient/${patient}"`) &&
          JSON.stringify(each).includes('trend-interpretation'),
      );
    if (entry === undefined) throw new Error('no entry to copy');
    const { id: _, meta: __, ...copy } = entry;
    const end = new Date(Date.parse(start) + minutes * 60_000).toISOString();
    sandbox.store('full').create({ ...copy, ...{ performedPeriod: { start, end } } });
  }

  it('by twenty minutes gets CPT 99458 beside its 99457', async () => {
    const connection = connectionTo(sandbox);
    await chargeAll(sandbox, connection);
    more('billable', 20);
    expect(await requestsOf(sandbox, connection)).toMatchObject([{ code: '99458', units: 1, generation: 1 }]);
    expect(await chargeAll(sandbox, connection)).toMatchObject([{ step: 'done', by: 'written' }]);
    expect((await look(sandbox, connection)).verdict.status).toBe('billed');
  });

  it('by a second unit has its 99458 corrected: taken back, then charged whole, never two that stand', async () => {
    const connection = connectionTo(sandbox, { patient: 'forty-minutes' });
    await chargeAll(sandbox, connection);
    more('forty-minutes', 20);
    const [, second] = await toVoid(connection);
    expect(second).toMatchObject({ code: '99458', units: 1, why: 'more-units', instead: { code: '99458', units: 2 } });
    expect(second?.changes).toMatchObject([{ what: 'new' }]);
    if (second === undefined) return;
    await voidingOf(connection, second).confirm('More time was logged.');
    expect(await requestsOf(sandbox, connection)).toMatchObject([
      { code: '99458', units: 2, generation: 2, replaces: second.charge.reference },
    ]);
    expect(await chargeAll(sandbox, connection)).toMatchObject([{ step: 'done', by: 'written', duplicates: [] }]);
    expect((await look(sandbox, connection)).verdict.lines).toMatchObject([{ chargedUnits: 1 }, { chargedUnits: 2 }]);
    const statuses = chargesIn(sandbox, 'full', 'forty-minutes').map((each) => JSON.parse(JSON.stringify(each)).status);
    expect(statuses.sort()).toEqual(['aborted', 'billable', 'billable']);
  });

  it('to twenty minutes has its 99470 give way to 99457, and can be gone on with after a failure in between', async () => {
    const connection = connectionTo(sandbox, { patient: 'ten-minutes' });
    expect(await chargeAll(sandbox, connection, '2026-02')).toMatchObject([{ step: 'done', by: 'written' }]);
    more('ten-minutes', 9, '2026-02-24T15:00:00Z');
    expect((await look(sandbox, connection, '2026-02')).verdict.status).toBe('needs-review');
    expect(await requestsOf(sandbox, connection, '2026-02')).toEqual([]);
    const [short] = await toVoid(connection, '2026-02');
    expect(short).toMatchObject({ code: '99470', why: 'other-code', instead: { code: '99457', units: 1 } });
    if (short === undefined) return;
    await voidingOf(connection, short).confirm('The month has reached 20 minutes.');
    // Here the session may end: the month is uncharged and says so, to whoever opens it next.
    const next = connectionTo(sandbox, { patient: 'ten-minutes' });
    expect((await look(sandbox, next, '2026-02')).verdict.status).toBe('billable');
    expect(await requestsOf(sandbox, next, '2026-02')).toMatchObject([
      { code: '99457', replaces: short.charge.reference },
    ]);
    expect(await chargeAll(sandbox, next, '2026-02')).toMatchObject([{ step: 'done', by: 'written' }]);
    expect((await look(sandbox, next, '2026-02')).verdict.status).toBe('billed');
  });

  it('whose evidence is gone says what changed since it was charged', async () => {
    const connection = connectionTo(sandbox);
    await chargeAll(sandbox, connection);
    for (const entry of sandbox.store('full').all('Procedure'))
      if (JSON.stringify(entry).includes('"Patient/billable"'))
        sandbox.store('full').update({ ...entry, ...{ status: 'entered-in-error' } });
    const { verdict } = await look(sandbox, connection);
    expect(verdict.risks).toContainEqual(expect.objectContaining({ id: 'charge-unsupported' }));
    const [charge] = await toVoid(connection);
    expect(charge).toMatchObject({ why: 'unsupported', instead: null });
    expect(charge?.changes).toContainEqual(
      expect.objectContaining({ what: 'changed', detail: expect.stringContaining('entered in error') }),
    );
  });
});
