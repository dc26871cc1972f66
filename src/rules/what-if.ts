import { evaluate } from './evaluate.ts';
import type { Consent, Contact, Entry, Instant, Ledger, Reading } from './ledger.ts';
import type { ServiceMonth } from './month.ts';
import type { Policy } from './policy.ts';
import { nthSecond } from './spans.ts';
import type { BillableCode, CriterionId, Verdict } from './verdict.ts';

/** What somebody thinks of adding to the month; nothing of it exists yet. */
export interface Hypothesis {
  entries?: readonly Entry[];
  contacts?: readonly Contact[];
  consents?: readonly Consent[];
  readings?: readonly Reading[];
}

/** What the addition would change. */
export interface WhatIf {
  before: Verdict;
  after: Verdict;
  /** Counted seconds that it would add. */
  addedSeconds: number;
  /** Criteria that it would meet. */
  meets: CriterionId[];
  /** Codes that it would reach, and the second at which the last counted second of each has passed. */
  completes: { code: BillableCode; at: Instant }[];
}

/**
 * Answers "what if" by the same rules as the verdict: the hypothesis is added to the ledger and both are evaluated.
 * It may lie in the future of `asOf`; the month is then looked at from its end.
 */
export function whatIf(
  ledger: Ledger,
  month: ServiceMonth,
  policy: Policy,
  asOf: Instant,
  { entries = [], contacts = [], consents = [], readings = [] }: Hypothesis,
): WhatIf {
  const then = Math.max(
    asOf,
    ...entries.map(({ end }) => end),
    ...contacts.map(({ sent }) => sent.earliest),
    ...readings.map(({ taken }) => taken.earliest),
  );
  const before = evaluate(ledger, month, policy, asOf);
  const after = evaluate(
    {
      ...ledger,
      entries: [...ledger.entries, ...entries],
      contacts: [...ledger.contacts, ...contacts],
      consents: [...ledger.consents, ...consents],
      readings: [...ledger.readings, ...readings],
    },
    month,
    policy,
    then,
  );
  return {
    before,
    after,
    addedSeconds: after.countedSeconds - before.countedSeconds,
    meets: after.criteria.flatMap(({ id, state }, i) =>
      state === 'met' && before.criteria[i]?.state !== 'met' ? id : [],
    ),
    completes: after.lines.flatMap(({ code, units, thresholdSeconds }) => {
      const had = before.lines.find((line) => line.code === code)?.units ?? 0;
      const last = nthSecond(countedSpans(after), thresholdSeconds);
      return units > had && last !== null ? { code, at: last + 1 } : [];
    }),
  };
}

function countedSpans({ entries }: Verdict): { start: Instant; end: Instant }[] {
  return entries
    .flatMap(({ stretches }) => stretches.filter(({ fate }) => fate === 'counted'))
    .sort((a, b) => a.start - b.start);
}
