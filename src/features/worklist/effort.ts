import { serviceMonth } from '../../fhir/calendar.ts';
import type { Entry, Instant } from '../../rules/ledger.ts';
import type { ServiceMonth } from '../../rules/month.ts';
import type { BillableCode, CriterionId, Verdict } from '../../rules/verdict.ts';
import { type Hypothesis, whatIf } from '../../rules/what-if.ts';
import type { PatientMonth } from '../panel/reader.ts';

/** What it would take to bill a month that can't be billed yet, by the same rules as the verdict. */
export interface Effort {
  /** Clinical time that is missing, in seconds. */
  seconds: number;
  /** Criteria to be met beside it. */
  criteria: CriterionId[];
  /** What would then be billed. */
  gains: { code: BillableCode; units: number }[];
  /** Only once the month has closed: CPT 99470. */
  atMonthEnd: boolean;
  /** What it is ranked by: a guess of the work in seconds, from `ALLOWANCE`. */
  work: number;
}

/** Why a month can't make it any more. */
export type Hopeless =
  | 'month-over'
  | 'unclear'
  | 'conflict'
  | 'consent-refused'
  | 'review'
  | 'no-time-left'
  | 'more-missing';

/** Seconds of work that meeting a criterion takes, as a rule of thumb for ranking only. Time that a call takes is clinical time as well. */
const ALLOWANCE: Record<CriterionId, number> = {
  consent: 300,
  'physiologic-data': 300,
  'minimum-time': 0,
  'interactive-communication': 300,
  'clinical-decision': 60,
  'no-conflict': 0,
};
const CLINICAL = 'trend-interpretation';

/**
 * What a month that is in progress still needs; or why it can't make it. Null: it is not the question (billable, billed, under review of
 * charges).
 * @param now in epoch seconds
 */
export function effortFor(month: PatientMonth, now: Instant): Effort | Hopeless | null {
  const { ledger, policy, verdict } = month;
  if (verdict.status === 'billed' || verdict.status === 'billable') return null;
  if (verdict.monthClosed) return 'month-over';
  if (verdict.risks.some(({ severity }) => severity === 'high')) return 'review';
  if (verdict.criteria.some(({ state }) => state === 'unknown')) return 'unclear';
  const unmet = verdict.criteria.filter(({ state }) => state === 'unmet').map(({ id }) => id);
  if (unmet.includes('no-conflict')) return 'conflict';
  if (unmet.includes('consent') && ledger.consents.some(({ state }) => state !== 'given')) return 'consent-refused';
  const service = serviceMonth(verdict.month, verdict.timeZone);
  const criteria = unmet.filter((id) => id !== 'minimum-time');
  const ask = (seconds: number) => whatIf(ledger, service, policy, now, hypothesis(now, seconds, criteria)).after;

  // First without more time: what has been done already may be enough, or may be all that can count.
  const without = criteria.length === 0 ? verdict : ask(0);
  const missing = secondsMissing(without, criteria);
  const isInTime = now + missing < service.end;
  const withTime = missing > 0 && isInTime ? ask(missing) : without;
  const then = reachesMore(withTime, without) ? withTime : without;
  const seconds = then === without ? 0 : missing;
  const gains = gained(verdict, then);
  if (gains.length === 0 && !isInTime) return 'no-time-left';
  if (gains.length === 0 || !isMet(then)) return 'more-missing';
  return {
    seconds,
    criteria,
    gains: gains.map(({ code, units }) => ({ code, units })),
    atMonthEnd: gains.every(({ final }) => !final),
    work: Math.max(seconds, allowanceOf(criteria)),
  };
}

/** None, where lines wait for nothing but the other criteria, or where no code is ahead; else up to the next code. */
function secondsMissing({ lines, next }: Verdict, criteria: readonly CriterionId[]): number {
  const isReached = lines.some(({ final, charged }) => final && charged === null);
  if (isReached && criteria.length > 0) return 0;
  return next === null ? 0 : next.seconds + lengthOf(0, criteria);
}

function reachesMore(one: Verdict, other: Verdict): boolean {
  const unitsOf = (code: BillableCode) => other.lines.find((line) => line.code === code)?.units ?? 0;
  return one.lines.some(({ code, units }) => units > unitsOf(code));
}

/** Lines that could then be charged and can't now. */
function gained(before: Verdict, after: Verdict) {
  const had = (code: BillableCode) =>
    isMet(before) ? (before.lines.find((line) => line.code === code && line.final)?.units ?? 0) : 0;
  return after.lines.filter(({ code, units, chargedUnits }) => units > Math.max(had(code), chargedUnits));
}

function isMet({ criteria }: Verdict): boolean {
  return criteria.every(({ state }) => state === 'met');
}

function allowanceOf(criteria: readonly CriterionId[]): number {
  return criteria.reduce((sum, id) => sum + ALLOWANCE[id], 0);
}

/** A note alone meets the criterion of clinical work, on however little counted time. */
function lengthOf(seconds: number, criteria: readonly CriterionId[]): number {
  return Math.max(seconds, criteria.includes('clinical-decision') ? 1 : 0);
}

/** What somebody would do from now on: work of so many seconds with a note, and whatever meets the criteria. */
function hypothesis(now: Instant, seconds: number, criteria: readonly CriterionId[]): Hypothesis {
  const when = { earliest: now, latest: now };
  const length = lengthOf(seconds, criteria);
  const entry: Entry = {
    reference: 'Procedure/what-if',
    activity: CLINICAL,
    counting: 'counts',
    start: now,
    end: now + length,
    performers: [],
    note: 'What if.',
    recorded: now,
  };
  const on = (id: CriterionId) => criteria.includes(id);
  return {
    entries: length > 0 ? [entry] : [],
    contacts: on('interactive-communication')
      ? [
          {
            reference: 'Communication/what-if',
            medium: 'live',
            sent: when,
            note: 'What if.',
            partOf: [entry.reference],
          },
        ]
      : [],
    consents: on('consent')
      ? [{ reference: 'Consent/what-if', state: 'given', given: when, ended: null, organization: null }]
      : [],
    readings: on('physiologic-data')
      ? [{ reference: 'Observation/what-if', taken: when, device: 'Device/what-if', selfReported: false }]
      : [],
  };
}

/** Whole and begun days of the month that are left, today included; 0 when it is over. */
export function daysLeft({ days, end }: ServiceMonth, now: Instant): number {
  return now >= end ? 0 : days.filter((day) => day.end > now).length;
}
