import { evaluate } from '../rules/evaluate.ts';
import type { Evidence, Instant, Reference } from '../rules/ledger.ts';
import type { Verdict } from '../rules/verdict.ts';
import { serviceMonth } from './calendar.ts';
import { policyFor } from './coverage.ts';
import { readWithPolicy } from './read.ts';
import type { Settings } from './settings.ts';

export interface Question {
  /** `2026-03` */
  month: string;
  /** IANA name of the practice's time zone. */
  timeZone: string;
  asOf: Instant;
  settings: Settings;
  /** What the EHR could not be asked for: unknown, not absent. */
  unread?: readonly Evidence[];
}

/**
 * The verdict on a patient's month from the FHIR resources at hand.
 * @throws RangeError when the month or time zone can't be understood; never because of a resource
 */
export function evaluateResources(
  resources: readonly unknown[],
  patient: Reference,
  { month: id, timeZone, asOf, settings, unread = [] }: Question,
): Verdict {
  const month = serviceMonth(id, timeZone);
  const policy = policyFor(resources, settings, patient);
  return evaluate(readWithPolicy(resources, patient, month, settings, policy, unread), month, policy, asOf);
}
