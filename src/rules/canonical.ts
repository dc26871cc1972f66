import type { Verdict } from './verdict.ts';

/**
 * What of a verdict supports a charge, as JSON that is the same for the same support: keys in order, no spaces. Its SHA-256 goes into the
 * charge, and `docs/write-back.md` says how an auditor makes the same text of what `npm run evaluate` writes.
 *
 * Only what the chart can be asked for again, and what a charge rests on. Left out:
 * - `asOf` and what only depends on it (`monthClosed`, `final`): the auditor gives the time of the charge as `--as-of`;
 * - everything that the charge itself changes: `status`, `charged`, `no-conflict`, `risks`;
 * - the references of readings: devices send some of them days later, and one is enough;
 * - sentences, and time that doesn't count.
 */
export function basisOf(verdict: Verdict): string {
  const { patient, month, timeZone, rulebook, countedSeconds, criteria, lines, entries } = verdict;
  return canonicalJson({
    patient,
    month,
    timeZone,
    rulebook,
    countedSeconds,
    criteria: criteria
      .filter(({ id }) => id !== 'no-conflict')
      .map(({ id, state, evidence }) => (id === 'physiologic-data' ? { id, state } : { id, state, evidence })),
    lines: lines.map(({ code, units, serviceDate }) => ({ code, units, serviceDate })),
    entries: entries
      .filter((entry) => entry.countedSeconds > 0)
      .map((entry) => ({
        reference: entry.reference,
        start: entry.start,
        end: entry.end,
        countedSeconds: entry.countedSeconds,
      })),
  });
}

/** JSON with the keys of every object in order of their code units. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  );
}
