import type { Reference } from '../../rules/ledger.ts';
import type { Verdict } from '../../rules/verdict.ts';

/**
 * Patients gone through one by one, each with the same verification as ever. It lives in memory only: no list of patients outlives the page,
 * and what was charged meanwhile is in the chart, so that a round begun anew has only the others in it.
 */
export interface Round {
  month: string;
  queue: readonly Reference[];
  /** What happened to each that was left. */
  left: ReadonlyMap<Reference, Left>;
}

/** How a patient of a round was left. */
export interface Left {
  /**
   * `charged`: every line, in this round. `partly`: some of them. `already`: somebody had charged them before. `not-charged`: could have been.
   * `no-longer`: the chart as read again can't be charged. `not-read`: left before the chart was read.
   */
  how: 'charged' | 'partly' | 'already' | 'not-charged' | 'no-longer' | 'not-read';
  /** In a sentence, where there is more to say. */
  detail: string | null;
}

/**
 * How a patient is left.
 * @param first the verdict when the chart was opened
 * @param last the verdict now
 */
export function leftAs(first: Verdict | undefined, last: Verdict | undefined): Left {
  if (first === undefined || last === undefined) return { how: 'not-read', detail: null };
  const codes = newlyCharged(first, last);
  if (last.status === 'billed')
    return { how: codes.length > 0 ? 'charged' : 'already', detail: codes.join(', ') || null };
  if (codes.length > 0) return { how: 'partly', detail: `${codes.join(', ')}. ${last.summary}` };
  return last.status === 'billable' ? { how: 'not-charged', detail: null } : { how: 'no-longer', detail: last.summary };
}

function newlyCharged(first: Verdict, last: Verdict): string[] {
  const unitsBefore = (code: string) => first.lines.find((line) => line.code === code)?.chargedUnits ?? 0;
  return last.lines.filter(({ code, chargedUnits }) => chargedUnits > unitsBefore(code)).map(({ code }) => code);
}

/** The round with one more patient left; who was charged before stays charged, however often the chart is looked at again. */
export function withLeft(round: Round, patient: Reference, now: Left): Round {
  const before = round.left.get(patient);
  const keep = before?.how === 'charged' && now.how === 'already';
  return { ...round, left: new Map(round.left).set(patient, keep ? before : now) };
}

/** Who comes next: the first who wasn't left yet. Null: the round is over. */
export function nextOf({ queue, left }: Round): Reference | null {
  return queue.find((patient) => !left.has(patient)) ?? null;
}
