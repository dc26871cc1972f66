import { beforeEach, describe, expect, it, test } from 'vitest';
import { Sandbox } from '../../mocks/sandbox.ts';
import { chargesAmong } from '../../src/ehr/charge/carried.ts';
import { chargeOf } from '../../src/ehr/charge/charge.ts';
import { findCharges } from '../../src/ehr/charge/find.ts';
import { chargeRequests } from '../../src/ehr/charge/lines.ts';
import { previewCharge } from '../../src/ehr/charge/routes.ts';
import { chargesToVoid } from '../../src/ehr/charge/to-void.ts';
import { readMonth } from '../../src/ehr/read.ts';
import type { Connection } from '../../src/ehr/types.ts';
import type { BillCode } from '../../src/fhir/bill-codes.ts';
import { policyFor, readLedger, serviceMonth } from '../../src/fhir/index.ts';
import { parseSettings } from '../../src/fhir/settings.ts';
import { evaluate } from '../../src/rules/evaluate.ts';
import { ATTESTATION } from './charge-user.ts';
import { connectionTo } from './connection.ts';

const SITE = 'https://fhir.cerner.com/ec2458f2-1e24-41c8-b71b-0e701af7583d';
const BILL: BillCode = {
  cpt: '99457',
  system: `${SITE}/CodeSystem/BillCodes-CDM_SCHED`,
  code: '4410099',
  schedule: { system: `${SITE}/codeSet/14002`, code: '667687' },
};
const month = serviceMonth('2026-03', 'America/New_York');
const settings = parseSettings({ timeZone: 'America/New_York', codes: { bill: [BILL] } });
const sandbox = new Sandbox({ origin: 'http://ehr.test' });
beforeEach(() => sandbox.reset());

function connect(): Connection {
  const connection = connectionTo(sandbox, { profile: 'oracle-like' });
  return { ...connection, issuer: { ...connection.issuer, billCodes: [BILL] } };
}

async function look(connection: Connection) {
  const read = await readMonth(connection, month, { settings });
  const ledger = readLedger(read.resources, read.patient, month, settings, read.unread);
  const at = Date.parse(sandbox.today) / 1000;
  return { read, verdict: evaluate(ledger, month, policyFor(read.resources, settings, read.patient), at) };
}

async function user() {
  const connection = connect();
  const { read, verdict } = await look(connection);
  const [request] = chargeRequests(connection, verdict, read, new Date(sandbox.today));
  if (request === undefined) throw new Error(`nothing to charge: ${verdict.summary}`);
  return { connection, request, charge: chargeOf(connection, request, () => look(connection)) };
}

const charges = () =>
  sandbox
    .store('oracle-like')
    .all('ChargeItem')
    .filter((each) => JSON.stringify(each).includes('"Patient/billable"'));

describe('a site whose charge master has a code of its own for CPT 99457', () => {
  it('is sent that code alone, with the schedule it belongs to', async () => {
    const { connection, request, charge } = await user();
    const { resource } = await previewCharge(connection, request);
    expect(JSON.stringify(resource)).toContain('4410099');
    expect(await charge.confirm(ATTESTATION)).toMatchObject({ step: 'done', by: 'written', duplicates: [] });
    const schedule = {
      url: 'https://fhir-ehr.cerner.com/r4/StructureDefinition/bill-code-schedule',
      valueCoding: BILL.schedule,
    };
    expect(charges()).toMatchObject([
      { code: { coding: [{ extension: [schedule], system: BILL.system, code: BILL.code }] } },
    ]);
  });

  it('has its month billed by it, and nobody charges it again', async () => {
    const [first, second] = [await user(), await user()];
    await first.charge.confirm(ATTESTATION);
    expect((await look(first.connection)).verdict.status).toBe('billed');
    expect(await second.charge.confirm(ATTESTATION)).toMatchObject({ step: 'done', by: 'found' });
    expect(charges()).toHaveLength(1);
  });

  it('finds a charge whose answer was lost, and can take it back', async () => {
    const { connection, charge } = await user();
    sandbox.fault({ match: { method: 'POST' }, fault: 'cut-after', times: 1 });
    expect(await charge.confirm(ATTESTATION)).toMatchObject({ step: 'done', by: 'written' });
    expect(chargesToVoid(connection, await look(connection))).toMatchObject([{ code: '99457', why: 'none' }]);
  });
});

test('is looked for under that code also where the EHR narrows a search by code', async () => {
  const connection = connectionTo(sandbox, { profile: 'full' });
  const entered = {
    resourceType: 'ChargeItem',
    status: 'billable',
    subject: { reference: 'Patient/billable' },
    code: { coding: [{ system: BILL.system, code: BILL.code }] },
    occurrenceDateTime: '2026-03-17',
  };
  sandbox.store('full').create(entered);
  const sought = {
    patient: 'Patient/billable',
    month: '2026-03',
    code: '99457',
    encounter: null,
    attempt: null,
  } as const;
  const knowing = { ...connection, issuer: { ...connection.issuer, billCodes: [BILL] } };
  expect((await findCharges(knowing, sought)).active).toHaveLength(1);
  expect((await findCharges(connection, sought)).active).toHaveLength(0);
});

describe('a charge that somebody else entered is one of CPT 99457', () => {
  const line = { patient: 'Patient/p1', month: '2026-03', code: '99457', billCodes: [BILL] } as const;
  const entered = { resourceType: 'ChargeItem', id: 'c', status: 'billable', subject: { reference: 'Patient/p1' } };
  const day = { occurrenceDateTime: '2026-03-17T10:00:00Z' };
  const coded = (system: string, code: string) => ({ coding: [{ system, code }] });
  const procedure = {
    url: 'https://fhir-ehr.cerner.com/r4/StructureDefinition/procedure-code',
    extension: [
      { url: 'code', valueCodeableConcept: coded(`${SITE}/CodeSystem/BillCodes-CPT`, '99457') },
      { url: 'priority', valueUnsignedInt: 1 },
    ],
  };

  it.each<[string, object, number]>([
    ['in CPT', { code: coded('http://www.ama-assn.org/go/cpt', '99457') }, 1],
    ['in the site’s own code', { code: coded(BILL.system, BILL.code) }, 1],
    [
      'in any Oracle Health site’s CPT',
      { code: coded('https://fhir.cerner.com/x/CodeSystem/BillCodes-CPT', '99457') },
      1,
    ],
    ['beside a code that nobody configured', { code: coded(BILL.system, '1'), extension: [procedure] }, 1],
    ['not in another system that has such a code', { code: coded('https://other.example', BILL.code) }, 0],
    [
      'not in a system that only looks like one',
      { code: coded(`https://x.example/?https://fhir.cerner.com/x/CodeSystem/BillCodes-CPT`, '99457') },
      0,
    ],
  ])('%s', (_, charge, count) => {
    expect(chargesAmong([{ ...entered, ...day, ...charge }], line)).toHaveLength(count);
    const { charges } = readLedger([{ ...entered, ...day, ...charge }], 'Patient/p1', month, settings, []);
    expect(charges.map(({ code }) => code)).toEqual(count === 1 ? ['99457'] : []);
  });
});
