import type { Reference } from '../../rules/ledger.ts';
import type { Verdict } from '../../rules/verdict.ts';
import { CRITERION } from '../verdict/words.ts';
import { WORDS } from './actionWords.ts';

/**
 * Why the signed-in user may not charge in this practice; null when they may.
 * @param user as the EHR names them, `Practitioner/p1`; null when it doesn't
 * @param mayCharge kinds of users (`PractitionerRole`) or users (`Practitioner/p1`); undefined: everybody
 */
export function whyMayNotCharge(user: Reference | null, mayCharge: readonly string[] | undefined): string | null {
  if (mayCharge === undefined) return null;
  if (user === null) return WORDS.userUnknown;
  const [type] = user.split('/');
  return mayCharge.some((one) => one === user || one === type) ? null : WORDS.notYourRole;
}

/** Why nothing of the month can be charged now, and what to do; null when there is something for a person to verify. */
export function whyNotNow({ status, criteria, risks, lines }: Verdict): string | null {
  const isShort = lines.some(({ charged, chargedUnits, units }) => charged !== null && chargedUnits < units);
  if (status === 'billed' && isShort) return WORDS.unitsFirst;
  if (status !== 'needs-review') return WORDS.notYet[status];
  const unknown = criteria.find(({ state }) => state === 'unknown');
  if (unknown) return WORDS.unknown(CRITERION[unknown.id], unknown.missing);
  if (risks.some(({ id }) => id === 'charge-unsupported')) return WORDS.unsupportedFirst;
  return lines.some(({ final, charged }) => final && charged === null) ? null : WORDS.notYet['not-billable'];
}
