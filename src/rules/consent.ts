import {
  type Consent,
  type Instant,
  type Ledger,
  type Reference,
  referencesOf,
  type Span,
  type When,
} from './ledger.ts';
import { dayOf, type ServiceMonth } from './month.ts';
import type { Policy } from './policy.ts';
import { merge } from './spans.ts';

/** When in the month the patient's consent holds. `covered` is null when that can't be told: then no time is reduced. */
export interface ConsentCover {
  state: 'met' | 'unmet' | 'unknown';
  covered: Span[] | null;
  evidence: Reference[];
  /** Why it is as it is, for the words that explain it. */
  because: 'given' | 'undated' | 'unread' | 'declined' | 'withdrawn' | 'later' | 'none';
}

/**
 * Consent in effect during the month.
 * Source: consent at the time that services are furnished, CY 2021 PFS final rule; the finer choices are contract and policy.
 */
export function consentCover(ledger: Ledger, month: ServiceMonth, policy: Policy, asOf: Instant): ConsentCover {
  const given = ledger.consents.filter((consent) => consent.state === 'given');
  const dated = given.filter((consent) => isDated(consent.given, month) && consent.given.earliest <= asOf);
  const holding = dated
    .map((consent) => ({ reference: consent.reference, span: spanOf(consent, ledger.consents, month, policy) }))
    .filter(({ span }) => span.end > span.start);
  if (holding.length > 0) {
    const evidence = holding.map(({ reference }) => reference).sort();
    return { state: 'met', covered: merge(holding.map(({ span }) => span)), evidence, because: 'given' };
  }
  const undated = given.filter((consent) => !isDated(consent.given, month) && mayReach(consent, month));
  if (undated.length > 0)
    return { state: 'unknown', covered: null, evidence: referencesOf(undated), because: 'undated' };
  if (ledger.unread.includes('consents')) return { state: 'unknown', covered: null, evidence: [], because: 'unread' };
  const because = ledger.consents.some(({ state }) => state === 'declined')
    ? 'declined'
    : ledger.consents.some((consent) => consent.state === 'withdrawn' || consent.ended)
      ? 'withdrawn'
      : ledger.consents.length > 0
        ? 'later'
        : 'none';
  return { state: 'unmet', covered: [], evidence: referencesOf(ledger.consents), because };
}

/** A date is enough; a month or a year is enough only when it ended before the service month. */
function isDated(given: When | null, month: ServiceMonth): given is When {
  if (given === null) return false;
  if (given.latest < month.start || given.earliest >= month.end) return true;
  const day = dayOf(month.days, given.earliest);
  return day !== null && given.latest < day.end;
}

/** Whether an undated consent can have anything to do with this month. */
function mayReach(consent: Consent, month: ServiceMonth): boolean {
  return consent.ended === null || consent.ended.earliest >= month.start;
}

function spanOf(consent: Consent, all: readonly Consent[], month: ServiceMonth, policy: Policy): Span {
  const given = consent.given ?? { earliest: month.end, latest: month.end };
  const refusals = all
    .filter(({ state }) => state === 'declined')
    .flatMap((refusal) => (refusal.given && refusal.given.earliest > given.latest ? [refusal.given.earliest] : []));
  const ends = consent.ended ? [consent.ended.earliest, ...refusals] : refusals;
  return {
    start: given.earliest < month.start ? month.start : startOf(given, month, policy),
    end: Math.min(month.end, ...ends.map((end) => dayOf(month.days, end)?.start ?? end)),
  };
}

function startOf(given: When, month: ServiceMonth, policy: Policy): Instant {
  if (given.earliest >= month.end) return month.end;
  switch (policy.consentTiming) {
    case 'month':
      return month.start;
    case 'instant':
      return given.latest;
    case 'same-day':
      return dayOf(month.days, given.earliest)?.start ?? given.earliest;
  }
}
