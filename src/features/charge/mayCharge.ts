import type { Reference } from '../../rules/ledger.ts';
import type { Verdict } from '../../rules/verdict.ts';
import { CRITERION } from '../verdict/words.ts';
import { WORDS } from './actionWords.ts';

/**
 * Whether a setting of `roles` names the user.
 * @param user as the EHR names them, `Practitioner/p1`; null when it doesn't
 * @param among kinds of users (`PractitionerRole`) or users (`Practitioner/p1`); undefined: everybody
 */
export function isAmong(user: Reference | null, among: readonly string[] | undefined): boolean {
  if (among === undefined) return true;
  const [type] = user?.split('/') ?? [];
  return user !== null && among.some((one) => one === user || one === type);
}

/**
 * Why the signed-in user may not charge in this practice; null when they may.
 * @param user as the EHR names them, `Practitioner/p1`; null when it doesn't
 */
export function whyMayNotCharge(user: Reference | null, mayCharge: readonly string[] | undefined): string | null {
  if (mayCharge === undefined) return null;
  if (user === null) return WORDS.userUnknown;
  return isAmong(user, mayCharge) ? null : WORDS.notYourRole;
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
