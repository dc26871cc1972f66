import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { mersenne } from 'pure-rand/generator/mersenne';
import type { Reference } from '../../rules/ledger.ts';
import type { PatientMonthId } from '../panel/useSweep.ts';
import { FIRST_MONTH, monthAfter } from '../verdict/months.ts';

/** Which patient-months are looked at. `high-risk` looks at all and keeps those with a high risk. */
export type SampleKind = 'all' | 'random' | 'high-risk';

/** What an audit looks at. Together with the panel it says exactly which patient-months. */
export interface AuditPlan {
  /** First and last month, `2026-01`. */
  from: string;
  to: string;
  sample: SampleKind;
  /** Patient-months drawn and the number that they were drawn by; for `random`. */
  size: number;
  seed: number;
}

/** Seeds are whole numbers below this: the generator takes 32 bits. */
export const SEEDS = 2 ** 32;

/** More than that is not kept in a browser's memory at once. */
export const MOST = 4000;

/** The months from the first to the last, both included; none where the last comes first. */
export function monthsBetween(from: string, to: string): string[] {
  const months: string[] = [];
  for (let month = from < FIRST_MONTH ? FIRST_MONTH : from; month <= to; month = monthAfter(month)) months.push(month);
  return months;
}

/** Every patient in every month, in one order whatever the order of the panel: by month, then by patient, by code units. */
export function frameOf(patients: readonly Reference[], { from, to }: AuditPlan): PatientMonthId[] {
  const sorted = [...new Set(patients)].sort();
  return monthsBetween(from, to).flatMap((month) => sorted.map((patient) => ({ patient, month })));
}

/** The patient-months that the plan looks at, in the order of the frame. */
export function sampleOf(patients: readonly Reference[], plan: AuditPlan): PatientMonthId[] {
  const frame = frameOf(patients, plan);
  return plan.sample === 'random' ? drawn(frame, plan.size, plan.seed) : frame;
}

/**
 * So many of a list, without putting any back, each choice equally likely: the first steps of a Fisher–Yates shuffle by a Mersenne
 * Twister (MT19937). The same list, size and seed give the same choice on every machine; `docs/audit.md` says how to draw it elsewhere.
 */
export function drawn<T>(list: readonly T[], size: number, seed: number): T[] {
  const generator = mersenne(seed);
  const order = list.map((_, at) => at);
  const chosen: number[] = [];
  for (let at = 0; at < Math.min(size, list.length); at++) {
    const other = uniformInt(generator, at, list.length - 1);
    const [here = at, there = other] = [order[at], order[other]];
    order[at] = there;
    order[other] = here;
    chosen.push(there);
  }
  const picked = new Set(chosen);
  return list.filter((_, at) => picked.has(at));
}
