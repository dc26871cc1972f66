import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { consentCover } from '../src/rules/consent.ts';
import { evaluate } from '../src/rules/evaluate.ts';
import type { Entry, Instant, Ledger } from '../src/rules/ledger.ts';
import type { Policy } from '../src/rules/policy.ts';
import { REDUCTION_REASONS, type ReductionReason } from '../src/rules/verdict.ts';
import { anyLedger, anyPolicy, second, TOY_MONTH } from './ledger-arbitrary.ts';

type Question = [ledger: Ledger, policy: Policy, asOf: Instant];
const question: fc.Arbitrary<Question> = fc.tuple(anyLedger, anyPolicy, second);

/** Holds for any ledger, policy and moment. */
function always(name: string, holds: (...question: Question) => void) {
  test(name, () => {
    fc.assert(
      fc.property(question, (asked) => holds(...asked)),
      { numRuns: Number(process.env.PROPERTY_RUNS ?? 500) },
    );
  });
}

describe('any ledger of any month', () => {
  always('keeps every logged second: logged = counted + reductions', (ledger, policy, asOf) => {
    const { loggedSeconds, countedSeconds, reductions, entries } = evaluate(ledger, TOY_MONTH, policy, asOf);
    expect(loggedSeconds).toBe(countedSeconds + reductions.reduce((sum, { seconds }) => sum + seconds, 0));
    for (const share of entries) {
      const covered = share.stretches.reduce((sum, { start, end }) => sum + end - start, 0);
      expect(covered).toBe(share.end - share.start);
    }
  });

  always('counts as a clerk would who looks at one second after the other', (ledger, policy, asOf) => {
    const verdict = evaluate(ledger, TOY_MONTH, policy, asOf);
    expect({
      countedSeconds: verdict.countedSeconds,
      reductions: verdict.reductions.map(({ reason, seconds }) => [reason, seconds]),
    }).toEqual(secondBySecond(ledger, policy, asOf));
  });

  always('gives the same verdict in whatever order things are listed', (ledger, policy, asOf) => {
    const backwards = Object.fromEntries(
      Object.entries(ledger).map(([key, value]) => [key, Array.isArray(value) ? [...value].reverse() : value]),
    );
    expect(evaluate({ ...ledger, ...backwards }, TOY_MONTH, policy, asOf)).toEqual(
      evaluate(ledger, TOY_MONTH, policy, asOf),
    );
  });

  always('counts nothing more when an entry is logged twice', (ledger, policy, asOf) => {
    const copies = ledger.entries.map((entry) => ({ ...entry, reference: `${entry.reference}-copy` }));
    const twice = { ...ledger, entries: [...ledger.entries, ...copies] };
    expect(evaluate(twice, TOY_MONTH, policy, asOf).countedSeconds).toBe(
      evaluate(ledger, TOY_MONTH, policy, asOf).countedSeconds,
    );
  });

  always('counts the same when administrative time is added', (ledger, policy, asOf) => {
    const scheduling: Entry = {
      reference: 'Entry/admin',
      start: TOY_MONTH.start,
      end: TOY_MONTH.end,
      activity: 'scheduling',
      counting: 'administrative',
      performers: [],
      note: null,
      recorded: null,
    };
    const more = { ...ledger, entries: [...ledger.entries, scheduling] };
    expect(evaluate(more, TOY_MONTH, policy, asOf).countedSeconds).toBe(
      evaluate(ledger, TOY_MONTH, policy, asOf).countedSeconds,
    );
  });

  always(
    'is billable only when every criterion is met, a final line waits and no risk is high',
    (ledger, policy, asOf) => {
      const { status, criteria, lines, risks } = evaluate(ledger, TOY_MONTH, policy, asOf);
      if (status !== 'billable') return;
      expect(criteria.map(({ state }) => state)).toEqual(Array(6).fill('met'));
      expect(lines.some(({ final, charged }) => final && charged === null)).toBe(true);
      expect(risks.filter(({ severity }) => severity === 'high')).toEqual([]);
    },
  );

  always(
    'says what is missing of each criterion that is not met, and nothing of one that is',
    (ledger, policy, asOf) => {
      for (const { state, missing, summary } of evaluate(ledger, TOY_MONTH, policy, asOf).criteria) {
        expect(summary).not.toBe('');
        if (state === 'met') expect(missing).toBeNull();
        else expect(missing).toMatch(/\w/);
      }
    },
  );
});

/** The contract's arithmetic, read literally: each second of each entry gets the first fate that applies. */
function secondBySecond(ledger: Ledger, policy: Policy, asOf: number) {
  const { covered } = consentCover(ledger, TOY_MONTH, policy, asOf);
  const inSome = (spans: readonly { start: number; end: number }[], at: number) =>
    spans.some(({ start, end }) => at >= start && at < end);
  const visitDays = TOY_MONTH.days.filter((day) =>
    ledger.visits.some(
      ({ kind, start, end }) =>
        kind === 'visit' && start < day.end && (end === null ? start : Math.max(start, end - 1)) >= day.start,
    ),
  );
  const fateBeforeOverlap = (entry: Entry, at: number): ReductionReason | null => {
    if (at < TOY_MONTH.start || at >= TOY_MONTH.end) return 'outside-month';
    if (at >= asOf) return 'future';
    if (entry.counting !== 'counts') return entry.counting;
    if (inSome(ledger.otherPrograms, at)) return 'other-program';
    if (policy.sameDayVisit === 'exclude' && inSome(visitDays, at)) return 'same-day-visit';
    if (covered !== null && !inSome(covered, at)) return 'no-consent';
    return null;
  };
  const tally = new Map<ReductionReason, number>();
  const claimed = new Set<number>();
  const order = [...ledger.entries].sort((a, b) => a.start - b.start || (a.reference < b.reference ? -1 : 1));
  for (const entry of order) {
    const seconds = Array.from({ length: entry.end - entry.start }, (_, i) => entry.start + i);
    const fates = seconds.map((at) => fateBeforeOverlap(entry, at));
    const tooShort = fates.filter((fate) => fate === null).length < policy.minimumEntrySeconds;
    seconds.forEach((at, i) => {
      const fate = fates[i] ?? (tooShort ? 'too-short' : claimed.has(at) ? 'overlap' : null);
      if (fate === null) claimed.add(at);
      else tally.set(fate, (tally.get(fate) ?? 0) + 1);
    });
  }
  return {
    countedSeconds: claimed.size,
    reductions: REDUCTION_REASONS.flatMap((reason) => (tally.has(reason) ? [[reason, tally.get(reason)]] : [])),
  };
}
