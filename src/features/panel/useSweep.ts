import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { EhrError } from '../../ehr/errors.ts';
import type { PracticeConnection } from '../../ehr/types.ts';
import type { Reference } from '../../rules/ledger.ts';

/** One patient in one month. */
export interface PatientMonthId {
  patient: Reference;
  month: string;
}

/** What was kept of one patient's month; or why it could not be read, in plain words. */
export type Swept<T> = PatientMonthId & ({ kept: T; error: null } | { kept: null; error: string });

/** Many patients' months gone through one after the other, with only a little kept of each. */
export interface Sweep<About, T> {
  /** What it is for: what was chosen on the page. */
  about: About;
  wanted: readonly PatientMonthId[];
  /** As they came. */
  swept: readonly Swept<T>[];
  /** `stopped`: by the person, or because the session ended, which `problem` says. */
  state: 'running' | 'stopped' | 'done';
  problem: string | null;
}

/** So many wait for the reader's turn at once. */
const AT_ONCE = 8;
/** The screen is told of progress no more often. */
const TELL_EVERY_MS = 250;

export interface Sweeping<About, T> {
  /** Null: nothing was asked for yet. */
  sweep: Sweep<About, T> | null;
  /** Forgets what was there, but for patient-months that are wanted again where `reuse` says so. */
  start: (about: About, wanted: readonly PatientMonthId[], reuse?: boolean) => void;
  stop: () => void;
  /** Goes on where it stopped; with `failed`, tries again what could not be read. */
  goOn: (failed?: 'failed') => void;
}

/**
 * Goes through many patients' months while the page is open, for pages that need more of them than a browser should keep whole. What was
 * kept outlives the page for the session, so that a chart can be opened in between: it goes on when the page is back.
 * @param keep reads one and makes of it what is kept
 */
export function useSweep<About, T>(
  { issuer }: PracticeConnection,
  name: string,
  keep: (one: PatientMonthId, about: About, signal: AbortSignal) => Promise<T>,
): Sweeping<About, T> {
  const cache = useQueryClient();
  const key = useMemo(() => ['sweep', name, issuer.iss], [name, issuer.iss]);
  const { data: sweep = null } = useQuery<Sweep<About, T>>({
    queryKey: key,
    queryFn: skipToken,
    gcTime: Number.POSITIVE_INFINITY,
  });
  const control = useRef<AbortController | null>(null);
  const keeper = useRef(keep);
  useEffect(() => {
    keeper.current = keep;
  }, [keep]);

  const run = useCallback(
    (begun: Sweep<About, T>) => {
      control.current?.abort();
      const current = new AbortController();
      control.current = current;
      void goThrough(
        begun,
        (one, signal) => keeper.current(one, begun.about, signal),
        current.signal,
        (next) => cache.setQueryData(key, next),
      );
    },
    [cache, key],
  );
  const known = useCallback(() => cache.getQueryData<Sweep<About, T>>(key) ?? null, [cache, key]);

  useEffect(() => {
    const before = known();
    if (before?.state === 'running') run(before);
    return () => control.current?.abort();
  }, [known, run]);

  return {
    sweep,
    start: (about, wanted, reuse = false) => {
      const ids = new Set(wanted.map(idOf));
      const swept = reuse ? (known()?.swept.filter((one) => one.error === null && ids.has(idOf(one))) ?? []) : [];
      run({ about, wanted, swept, state: 'running', problem: null });
    },
    stop: () => {
      control.current?.abort();
      const before = known();
      if (before !== null) cache.setQueryData(key, { ...before, state: 'stopped' });
    },
    goOn: (failed) => {
      const before = known();
      if (before === null) return;
      const swept = failed === undefined ? before.swept : before.swept.filter(({ error }) => error === null);
      run({ ...before, swept, state: 'running', problem: null });
    },
  };
}

/** Goes through what is still wanted, several at once, and tells of it now and then; silent once the signal has come. */
export async function goThrough<About, T>(
  begun: Sweep<About, T>,
  keep: (one: PatientMonthId, signal: AbortSignal) => Promise<T>,
  signal: AbortSignal,
  tell: (sweep: Sweep<About, T>) => void,
  clock: () => number = () => performance.now(),
): Promise<void> {
  const done = new Set(begun.swept.map(idOf));
  const left = begun.wanted.filter((one) => !done.has(idOf(one))).values();
  const swept = [...begun.swept];
  const ended = new AbortController();
  const stopped = AbortSignal.any([signal, ended.signal]);
  let problem: string | null = null;
  let told = Number.NEGATIVE_INFINITY;
  const say = (state: 'running' | 'stopped' | 'done') => {
    if (signal.aborted) return;
    told = clock();
    tell({ ...begun, swept: [...swept], state, problem });
  };
  const workers = Array.from({ length: AT_ONCE }, async () => {
    for (const one of left) {
      if (stopped.aborted) return;
      try {
        swept.push({ ...one, kept: await keep(one, stopped), error: null });
      } catch (error) {
        if (stopped.aborted) return;
        const message = error instanceof Error ? error.message : String(error);
        if (error instanceof EhrError && (error.kind === 'session' || error.kind === 'unauthorized')) {
          problem = message;
          ended.abort();
          return;
        }
        swept.push({ ...one, kept: null, error: message });
      }
      if (clock() - told >= TELL_EVERY_MS) say('running');
    }
  });
  say('running');
  await Promise.all(workers);
  say(problem === null ? 'done' : 'stopped');
}

function idOf({ patient, month }: PatientMonthId): string {
  return `${month} ${patient}`;
}
