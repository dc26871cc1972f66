import { QueriesObserver, type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Panel } from '../../ehr/panel.ts';
import type { PracticeConnection } from '../../ehr/types.ts';
import type { Reference } from '../../rules/ledger.ts';
import type { PatientMonth, PracticeReader } from './reader.ts';

/** One patient of the practice in one month. */
export interface PanelRow {
  patient: Reference;
  month: string;
  state: 'waiting' | 'read' | 'failed';
  /** What was read last; it stays while it is read again. */
  data: PatientMonth | null;
  /** Why it could not be read, in plain words. */
  error: string | null;
}

/** Who is enrolled. */
export function usePatients(practice: PracticeConnection, reader: PracticeReader) {
  return useQuery<Panel>({
    queryKey: panelKey(practice),
    queryFn: ({ signal }) => reader.patients(signal),
  });
}

export function panelKey({ issuer }: PracticeConnection) {
  return ['panel', issuer.iss];
}

/** Rows come in by the hundred; the screen is told of them at most so often. */
const MILLISECONDS_BETWEEN_UPDATES = 250;

type Wanted = readonly { patient: Reference; month: string }[];

/**
 * Patients' months, read as they come: at most so many at once as the reader allows, in the order given. What is no longer asked for is
 * cancelled; what was read is kept for the session. A row that didn't change stays the same object.
 * @param stopped nothing more can be read, as after the session has ended: what waits is cancelled and stays `waiting`
 */
export function usePatientMonths(
  practice: PracticeConnection,
  reader: PracticeReader,
  wanted: Wanted,
  stopped = false,
): readonly PanelRow[] {
  const cache = useQueryClient();
  const queries = useMemo(
    () =>
      wanted.map(({ patient, month }) => ({
        queryKey: monthKey(practice, patient, month),
        queryFn: ({ signal }: { signal: AbortSignal }) => reader.month(patient, month, signal),
        staleTime: Number.POSITIVE_INFINITY,
        gcTime: Number.POSITIVE_INFINITY,
        // To compare two ledgers in depth costs more than to show a row anew.
        structuralSharing: false,
        enabled: !stopped,
      })),
    [practice, reader, wanted, stopped],
  );
  // React's own useQueries renders for every answer, each time with all rows.
  const [shown, setShown] = useState<{ wanted: Wanted; rows: readonly PanelRow[] } | null>(null);
  useEffect(() => {
    let timer = 0;
    const observer = new QueriesObserver(cache, queries);
    const show = () => {
      timer = 0;
      setShown((before) => ({ wanted, rows: rowsOf(cache, queries, wanted, before?.rows ?? []) }));
    };
    const stop = observer.subscribe(() => {
      timer ||= window.setTimeout(show, MILLISECONDS_BETWEEN_UPDATES);
    });
    show();
    return () => {
      window.clearTimeout(timer);
      stop();
    };
  }, [cache, queries, wanted]);
  const atFirst = useMemo(() => rowsOf(cache, queries, wanted, []), [cache, queries, wanted]);
  return shown?.wanted === wanted ? shown.rows : atFirst;
}

function rowsOf(
  cache: QueryClient,
  queries: readonly { queryKey: string[] }[],
  wanted: Wanted,
  before: readonly PanelRow[],
): PanelRow[] {
  return wanted.map(({ patient, month }, index) => {
    const found = cache.getQueryState<PatientMonth>(queries[index]?.queryKey ?? []);
    const { status = 'pending', fetchStatus = 'idle', data = null, error = null } = found ?? {};
    const waits = fetchStatus !== 'idle' || status === 'pending';
    const row: PanelRow = {
      patient,
      month,
      state: waits ? 'waiting' : status === 'error' ? 'failed' : 'read',
      data,
      error: error?.message ?? null,
    };
    const last = before[index];
    return last !== undefined && isSame(last, row) ? last : row;
  });
}

function isSame(one: PanelRow, other: PanelRow): boolean {
  return (
    one.patient === other.patient &&
    one.month === other.month &&
    one.state === other.state &&
    one.data === other.data &&
    one.error === other.error
  );
}

/** Reads a patient's month again, as after a charge; without a patient, every one that failed. */
export function useReadAgain(practice: PracticeConnection) {
  const cache = useQueryClient();
  return useCallback(
    (which: { patient: Reference; month: string } | 'failed') =>
      void cache.refetchQueries(
        which === 'failed'
          ? { queryKey: ['panel-month', practice.issuer.iss], predicate: ({ state }) => state.status === 'error' }
          : { queryKey: monthKey(practice, which.patient, which.month) },
      ),
    [cache, practice],
  );
}

function monthKey({ issuer }: PracticeConnection, patient: Reference, month: string) {
  return ['panel-month', issuer.iss, patient, month];
}
