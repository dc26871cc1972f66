import type { LocalDate } from '../month.ts';
import type { CriterionId, RiskId } from '../verdict.ts';
import type { CitationId } from './citations.ts';

/** A source. `verified`: somebody opened it and found the rule in it. */
export interface Citation {
  title: string;
  publisher: string;
  year: number;
  /** Section, page or paragraph of the law. */
  section: string;
  url: string | null;
  /** `primary`: the law or its authority itself; `secondary`: somebody writing about it. */
  kind: 'primary' | 'secondary';
  verified: boolean;
}

/** A value and the first day on which it holds. */
export interface DatedValue<T> {
  from: LocalDate;
  value: T;
  /** What holds, in a sentence for a biller. */
  says: string;
  citations: readonly CitationId[];
}

/**
 * One rule: what holds since when, and where that is written.
 * After OpenFisca's parameter files: the code that uses it names no date.
 */
export interface Parameter<T> {
  id: string;
  /** In a biller's words. */
  description: string;
  /** What the value counts, such as `seconds in 30 days`; `rule` where it counts nothing. */
  unit: string;
  /** Oldest first. */
  values: readonly [DatedValue<T>, ...DatedValue<T>[]];
  /** The criteria and risks whose explanation rests on this rule. */
  criteria?: readonly CriterionId[];
  risks?: readonly RiskId[];
}

/** A change that was proposed but of which nobody here has seen the outcome. No rule counts with it. */
export interface Announcement {
  from: LocalDate;
  says: string;
  citations: readonly CitationId[];
}

/** The dated value that holds on a day, or null before the first. */
export function entryAt<T>(parameter: Parameter<T>, day: LocalDate): DatedValue<T> | null {
  return parameter.values.findLast((dated) => dated.from <= day) ?? null;
}

/** The value that holds on a day (`2026-03-01`), or null before the first. */
export function valueAt<T>(parameter: Parameter<T>, day: LocalDate): T | null {
  return entryAt(parameter, day)?.value ?? null;
}
