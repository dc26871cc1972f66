import type { ConsentCover } from './consent.ts';
import type { Entry, Instant, Ledger, Span, Visit } from './ledger.ts';
import type { ServiceMonth } from './month.ts';
import type { Policy } from './policy.ts';
import { complement, divide, merge, secondsOf } from './spans.ts';
import { type EntryShare, REDUCTION_REASONS, type Reduction, type ReductionReason, type Stretch } from './verdict.ts';

/** The month's time, second by second. `counted` are the counted seconds in the order in which they were worked. */
export interface MonthTime {
  loggedSeconds: number;
  countedSeconds: number;
  reductions: Reduction[];
  shares: EntryShare[];
  counted: Span[];
}

/** One reason for which seconds don't count, and the seconds that it takes from an entry. */
interface Sieve {
  reason: ReductionReason;
  takes(entry: Entry, left: readonly Span[]): readonly Span[];
}

const NOTHING: readonly Span[] = [];
const EVERYTHING: readonly Span[] = [{ start: -Infinity, end: Infinity }];

/**
 * Gives every logged second one fate, the first that applies, so that
 * `loggedSeconds = countedSeconds + Σ reductions.seconds` always holds.
 * Source: the contract's arithmetic. `asOf` is the first second that has not happened yet.
 */
export function countTime(
  ledger: Ledger,
  month: ServiceMonth,
  policy: Policy,
  consent: ConsentCover,
  asOf: Instant,
): MonthTime {
  const outside = complement([month]);
  const future = [{ start: asOf, end: Infinity }];
  const otherPrograms = merge(ledger.otherPrograms);
  const visitDays =
    policy.sameDayVisit === 'exclude'
      ? merge(ledger.visits.flatMap((visit) => (visit.kind === 'visit' ? daysOfVisit(visit, month) : [])))
      : NOTHING;
  const noConsent = consent.covered === null ? NOTHING : complement(consent.covered);
  // Entries come by their start, so seconds counted before it can't be met again: only the rest is compared.
  const counted: Span[] = [];
  let stillAhead: Span[] = [];

  const sieves: Sieve[] = [
    { reason: 'outside-month', takes: () => outside },
    { reason: 'future', takes: () => future },
    { reason: 'administrative', takes: ({ counting }) => (counting === 'administrative' ? EVERYTHING : NOTHING) },
    { reason: 'passive', takes: ({ counting }) => (counting === 'passive' ? EVERYTHING : NOTHING) },
    { reason: 'other-program', takes: () => otherPrograms },
    { reason: 'same-day-visit', takes: () => visitDays },
    { reason: 'no-consent', takes: () => noConsent },
    {
      reason: 'too-short',
      takes: (_, left) => (secondsOf(left) < policy.minimumEntrySeconds ? EVERYTHING : NOTHING),
    },
    { reason: 'overlap', takes: () => stillAhead },
  ];

  const shares = [...ledger.entries].sort(byStartThenReference).map((entry): EntryShare => {
    counted.push(...stillAhead.filter(({ end }) => end <= entry.start));
    stillAhead = stillAhead.filter(({ end }) => end > entry.start);
    const { stretches, left } = sift(entry, sieves);
    stillAhead = merge([...stillAhead, ...left]);
    return {
      reference: entry.reference,
      activity: entry.activity,
      start: entry.start,
      end: entry.end,
      countedSeconds: secondsOf(left),
      stretches: [...stretches, ...left.map((span): Stretch => ({ ...span, fate: 'counted' }))].sort(
        (a, b) => a.start - b.start,
      ),
    };
  });

  counted.push(...stillAhead);
  return {
    loggedSeconds: secondsOf(ledger.entries),
    countedSeconds: secondsOf(counted),
    reductions: reductionsOf(shares),
    shares,
    counted,
  };
}

/** Passes an entry through the sieves; what is left over counts. */
function sift(entry: Entry, sieves: readonly Sieve[]): { stretches: Stretch[]; left: Span[] } {
  const stretches: Stretch[] = [];
  let left: Span[] = entry.end > entry.start ? [{ start: entry.start, end: entry.end }] : [];
  for (const { reason, takes } of sieves) {
    if (left.length === 0) break;
    const { inside, outside } = divide(left, takes(entry, left));
    for (const span of inside) stretches.push({ ...span, fate: reason });
    left = outside;
  }
  return { stretches, left };
}

function reductionsOf(shares: readonly EntryShare[]): Reduction[] {
  return REDUCTION_REASONS.flatMap((reason) => {
    const hit = shares
      .map(({ reference, stretches }) => ({
        reference,
        seconds: secondsOf(stretches.filter(({ fate }) => fate === reason)),
      }))
      .filter(({ seconds }) => seconds > 0);
    if (hit.length === 0) return [];
    return {
      reason,
      seconds: hit.reduce((sum, { seconds }) => sum + seconds, 0),
      entries: hit.map(({ reference }) => reference).sort(),
    };
  });
}

/** Local days of the month on which the patient had an office or home visit; an open one is its first day. */
export function daysOfVisit({ start, end }: Visit, month: ServiceMonth): Span[] {
  const lastSecond = end === null ? start : Math.max(start, end - 1);
  return month.days.filter((day) => day.end > start && day.start <= lastSecond);
}

/** Earlier start first, then reference order: the entry that comes first counts a shared second. */
function byStartThenReference(a: Entry, b: Entry): number {
  return a.start - b.start || (a.reference < b.reference ? -1 : a.reference > b.reference ? 1 : 0);
}
