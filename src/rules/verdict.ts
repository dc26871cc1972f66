import type { Reference, SetAside } from './ledger.ts';
import type { LocalDate } from './month.ts';

/** The answer for one patient and month. It holds all that is shown; no one computes eligibility anywhere else. */
export interface Verdict {
  patient: Reference;
  month: string;
  timeZone: string;
  /** ISO 8601 in UTC. */
  asOf: string;
  monthClosed: boolean;
  status: Status;
  /** One sentence: the answer. */
  summary: string;
  /** One sentence: the smallest thing that would make the month billable; null when nothing is missing. */
  missing: string | null;
  loggedSeconds: number;
  countedSeconds: number;
  /** The next code or unit that more time would reach; null when the rulebook (or a cap) knows none. */
  next: Next | null;
  reductions: Reduction[];
  criteria: Criterion[];
  lines: Line[];
  risks: Risk[];
  setAside: SetAside[];
  readings: { days: number; count: number };
  /** What each logged entry contributed, second by second: the counted ones and the reduced ones. */
  entries: EntryShare[];
  /** Companion codes, as information only. */
  companions: Companion[];
  /** Date from which the rulebook of this month holds; null before there was one. */
  rulebook: LocalDate | null;
}

export const STATUSES = ['billed', 'billable', 'needs-review', 'in-progress', 'not-billable'] as const;
export type Status = (typeof STATUSES)[number];

/** In the order in which an entry's second meets them; the first that applies is its fate. */
export const REDUCTION_REASONS = [
  'outside-month',
  'future',
  'administrative',
  'passive',
  'other-program',
  'same-day-visit',
  'no-consent',
  'too-short',
  'overlap',
] as const;
export type ReductionReason = (typeof REDUCTION_REASONS)[number];

export interface Reduction {
  reason: ReductionReason;
  seconds: number;
  entries: Reference[];
}

export const CRITERION_IDS = [
  'consent',
  'physiologic-data',
  'minimum-time',
  'interactive-communication',
  'clinical-decision',
  'no-conflict',
] as const;
export type CriterionId = (typeof CRITERION_IDS)[number];

export type CriterionState = 'met' | 'unmet' | 'unknown';

export interface Criterion {
  id: CriterionId;
  state: CriterionState;
  summary: string;
  /** What would meet it; null when it is met. */
  missing: string | null;
  evidence: Reference[];
  citations: string[];
}

export const BILLABLE_CODES = ['99457', '99458', '99470'] as const;
export type BillableCode = (typeof BILLABLE_CODES)[number];

/** Whether a CPT code is one of those that this engine bills. */
export function isBillableCode(code: string): code is BillableCode {
  return BILLABLE_CODES.some((billable) => billable === code);
}

export interface Line {
  code: BillableCode;
  units: number;
  /** Counted seconds that reach these units. */
  thresholdSeconds: number;
  serviceDate: LocalDate;
  /** A line is final when more time in the month can't take it away. */
  final: boolean;
  /** The charge that already carries this code in this month. */
  charged: Reference | null;
  /** Units that the charges of this code carry. */
  chargedUnits: number;
  summary: string;
}

/** What more counted time would bring. */
export interface Next {
  code: BillableCode;
  /** Units of the code that would then be reached. */
  units: number;
  seconds: number;
  summary: string;
}

export type Severity = 'high' | 'medium' | 'low';

export const RISK_IDS = [
  'contact-undocumented',
  'contact-not-linked',
  'entry-without-note',
  'entries-identical-length',
  'entry-logged-late',
  'copied-note',
  'timer-running',
  'same-day-visit',
  'inpatient-stay',
  'self-reported-readings-only',
  'units-unusual',
  'charge-unsupported',
  'other-practitioner-active',
  'patient-deceased',
] as const;
export type RiskId = (typeof RISK_IDS)[number];

export interface Risk {
  id: RiskId;
  severity: Severity;
  summary: string;
  evidence: Reference[];
}

/** One stretch of an entry with one fate. */
export interface Stretch {
  start: number;
  end: number;
  fate: 'counted' | ReductionReason;
}

export interface EntryShare {
  reference: Reference;
  activity: string;
  start: number;
  end: number;
  countedSeconds: number;
  stretches: Stretch[];
}

export interface Companion {
  code: '99453' | '99454' | '99445' | '99091';
  /** `possible`: the chart would support it; `not-yet`: it does not (yet); `superseded`: another code stands in its place. */
  state: 'possible' | 'not-yet' | 'superseded';
  summary: string;
  evidence: Reference[];
}
