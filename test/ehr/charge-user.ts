import type { ProfileName } from '../../mocks/fhir/profiles.ts';
import type { StoredResource } from '../../mocks/fhir/resource.ts';
import type { Sandbox } from '../../mocks/sandbox.ts';
import { chargeOf } from '../../src/ehr/charge/charge.ts';
import { chargeRequests } from '../../src/ehr/charge/lines.ts';
import { readMonth } from '../../src/ehr/read.ts';
import type { Attestation, ChargeRequest, Connection, Reread } from '../../src/ehr/types.ts';
import { DEFAULT_SETTINGS, policyFor, readLedger, serviceMonth } from '../../src/fhir/index.ts';
import { evaluate } from '../../src/rules/evaluate.ts';

const settings = { ...DEFAULT_SETTINGS, timeZone: 'America/New_York' };

export const ATTESTATION: Attestation = {
  text: 'I have looked at this month, and it is right.',
  name: 'Synthetic Nurse',
  overrides: [],
};

/** Reads a month and judges it, as the app does. */
export async function look(
  sandbox: Sandbox,
  connection: Connection,
  id = '2026-03',
  at = sandbox.today,
): Promise<Reread> {
  const month = serviceMonth(id, 'America/New_York');
  const read = await readMonth(connection, month);
  const ledger = readLedger(read.resources, read.patient, month, settings, read.unread);
  return {
    read,
    verdict: evaluate(ledger, month, policyFor(read.resources, settings, read.patient), Date.parse(at) / 1000),
  };
}

/** What may be charged now. */
export async function requestsOf(sandbox: Sandbox, connection: Connection, id?: string): Promise<ChargeRequest[]> {
  const { verdict, read } = await look(sandbox, connection, id);
  return chargeRequests(connection, verdict, read, new Date(sandbox.today));
}

/** Charges all open lines of a month, one after the other. */
export async function chargeAll(sandbox: Sandbox, connection: Connection, id?: string) {
  const ends = [];
  for (const request of await requestsOf(sandbox, connection, id)) {
    const charge = chargeOf(connection, request, () => look(sandbox, connection, id));
    ends.push(await charge.confirm(ATTESTATION));
  }
  return ends;
}

/** A patient's resources of the types that can be charges. */
export function chargesIn(sandbox: Sandbox, profile: ProfileName, patient: string): StoredResource[] {
  return ['ChargeItem', 'Task', 'DocumentReference', 'Communication'].flatMap((type) =>
    sandbox
      .store(profile)
      .all(type)
      .filter((each) => JSON.stringify(each).includes(`"Patient/${patient}"`))
      .filter((each) => type !== 'Communication' || JSON.stringify(each).includes('CodeSystem/message')),
  );
}
