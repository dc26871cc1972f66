import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Connection, MonthRead, PatientSummary, ReadProgress } from '../../ehr/types.ts';
import { isResource, listOf, referenceOf, valueAt } from '../../fhir/resource.ts';
import type { Ledger } from '../../rules/ledger.ts';
import type { Verdict } from '../../rules/verdict.ts';

/** One month as read, as understood and as judged. */
export interface MonthResult {
  read: MonthRead;
  ledger: Ledger;
  verdict: Verdict;
}

/** Reads and judges a month; `app/` makes it of the connection and the settings. */
export type LoadMonth = (month: string, options: LoadOptions) => Promise<MonthResult>;

export interface LoadOptions {
  signal: AbortSignal;
  onProgress: (progress: ReadProgress) => void;
}

interface KnownPatient {
  patient: PatientSummary;
  synthetic: boolean;
}

const patientKey = ({ issuer, patient }: Connection) => ['patient', issuer.iss, patient];

/** Who the patient is, as soon as any month has been read. */
export function useKnownPatient(connection: Connection): KnownPatient | undefined {
  return useQuery<KnownPatient>({ queryKey: patientKey(connection), queryFn: skipToken }).data;
}

const monthKey = ({ issuer, patient }: Connection, month: string) => ['month', issuer.iss, patient, month];

/** What was last read of a month, by whatever part of the screen; undefined until it was. */
export function useKnownMonth(connection: Connection, month: string): MonthResult | undefined {
  return useQuery<MonthResult>({ queryKey: monthKey(connection, month), queryFn: skipToken }).data;
}

/** Labelled HTEST: test data, no real person (http://terminology.hl7.org/CodeSystem/v3-ActReason). Servers label or tag it. */
export function isSynthetic({ resources, patient }: MonthRead): boolean {
  return resources.some(
    (resource) =>
      isResource(resource) &&
      referenceOf(resource) === patient &&
      [...listOf(valueAt(resource, ['meta', 'security'])), ...listOf(valueAt(resource, ['meta', 'tag']))].some(
        (tag) => valueAt(tag, ['code']) === 'HTEST',
      ),
  );
}

/** The month's verdict, what is being read meanwhile, and a way to read again. Cancelled when the month is left. */
export function useMonth(connection: Connection, month: string, load: LoadMonth) {
  const cache = useQueryClient();
  const progressKey = ['progress', connection.issuer.iss, connection.patient, month];
  const progress = useQuery<ReadProgress>({ queryKey: progressKey, queryFn: skipToken });
  const result = useQuery({
    queryKey: monthKey(connection, month),
    // To look for what stayed the same among ten thousand readings takes longer than to show them.
    structuralSharing: false,
    queryFn: async ({ signal }) => {
      const loaded = await load(month, { signal, onProgress: (reached) => cache.setQueryData(progressKey, reached) });
      cache.setQueryData<KnownPatient>(patientKey(connection), {
        patient: loaded.read.summary,
        synthetic: isSynthetic(loaded.read),
      });
      return loaded;
    },
  });
  return { result, progress: progress.data ?? [] };
}
