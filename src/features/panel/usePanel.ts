import { useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
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
    queryKey: ['panel', practice.issuer.iss],
    queryFn: ({ signal }) => reader.patients(signal),
  });
}

/**
 * Patients' months, read as they come: at most so many at once as the reader allows, in the order given. What is no longer asked for is
 * cancelled; what was read is kept for the session.
 */
export function usePatientMonths(
  practice: PracticeConnection,
  reader: PracticeReader,
  wanted: readonly { patient: Reference; month: string }[],
): PanelRow[] {
  const results = useQueries({
    queries: wanted.map(({ patient, month }) => ({
      queryKey: monthKey(practice, patient, month),
      queryFn: ({ signal }: { signal: AbortSignal }) => reader.month(patient, month, signal),
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: Number.POSITIVE_INFINITY,
    })),
  });
  return useMemo(
    () =>
      wanted.map(({ patient, month }, index) => {
        const { data = null, error = null, isFetching = true } = results[index] ?? {};
        const state = isFetching ? 'waiting' : error !== null ? 'failed' : 'read';
        return { patient, month, state, data, error: error?.message ?? null };
      }),
    [wanted, results],
  );
}

/** Reads a patient's month again, as after a charge; without a patient, every one that failed. */
export function useReadAgain(practice: PracticeConnection) {
  const cache = useQueryClient();
  return useCallback(
    (which: { patient: Reference; month: string } | 'failed') =>
      void cache.refetchQueries(
        which === 'failed'
          ? {
              queryKey: ['panel-month', practice.issuer.iss],
              predicate: ({ state }) => state.status === 'error' || state.error !== null,
            }
          : { queryKey: monthKey(practice, which.patient, which.month) },
      ),
    [cache, practice],
  );
}

function monthKey({ issuer }: PracticeConnection, patient: Reference, month: string) {
  return ['panel-month', issuer.iss, patient, month];
}
