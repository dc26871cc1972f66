import { lazy, type ReactNode, useMemo, useState } from 'react';
import type { Connection } from '../../ehr/types.ts';
import type { MeasurementSettings } from '../../fhir/measurement-settings.ts';
import { isResource, referenceOf } from '../../fhir/resource.ts';
import { HiddenStatus } from '../../ui/Hidden.tsx';
import { LazyBoundary } from '../../ui/LazyBoundary.tsx';
import { ErrorNote } from '../../ui/Notes.tsx';
import { monthWords } from '../../ui/time.ts';
import { ReadingsSection } from '../readings/ReadingsSection.tsx';
import { EvidenceAccess } from './EvidenceLink.tsx';
import { evidenceNames } from './evidenceNames.ts';
import { Notices } from './Notices.tsx';
import { ReadingNote } from './ReadingNote.tsx';
import { type LoadMonth, type MonthResult, useMonth } from './useMonth.ts';
import { VerdictView } from './VerdictView.tsx';
import { WORDS } from './words.ts';

const EvidenceDialog = lazy(() => import('./EvidenceDialog.tsx'));

interface Props {
  connection: Connection;
  month: string;
  load: LoadMonth;
  /** How the values of readings are shown. */
  measurements: MeasurementSettings;
  /** The step that follows from a verdict; `reload` reads the month again. */
  action: (result: MonthResult, reload: () => void) => ReactNode;
  /** The charges that the month has already. */
  charges?: (result: MonthResult, reload: () => void) => ReactNode;
  /** Where the month is documented: the time log and its companions, between the verdict's sentence and its reasons. */
  work?: (result: MonthResult, reload: () => void) => ReactNode;
}

/** A month from the first request to its verdict, with every state between. */
export function MonthScreen({ connection, month, load, measurements, action, charges, work }: Props) {
  const { result, progress } = useMonth(connection, month, load);
  const { data, error, isFetching } = result;
  const reload = () => void result.refetch();
  return (
    <>
      <HiddenStatus>{data !== undefined && !isFetching && WORDS.shown(monthWords(month))}</HiddenStatus>
      {isFetching && <ReadingNote month={month} ehr={connection.issuer.name} progress={progress} />}
      {error !== null && (
        <ErrorNote title={WORDS.failed(monthWords(month))} retry={{ label: WORDS.retry, onRetry: reload }}>
          <p>{error.message}</p>
          <p>{WORDS.failedKept}</p>
        </ErrorNote>
      )}
      {data !== undefined && (
        <Month
          key={month}
          connection={connection}
          result={data}
          reload={reload}
          measurements={measurements}
          action={action(data, reload)}
          charges={charges?.(data, reload)}
          work={work?.(data, reload)}
        />
      )}
    </>
  );
}

interface MonthProps {
  connection: Connection;
  result: MonthResult;
  reload: () => void;
  measurements: MeasurementSettings;
  action: ReactNode;
  charges: ReactNode;
  work: ReactNode;
}

function Month({ connection, result, reload, measurements, action, charges, work }: MonthProps) {
  const { read, ledger, verdict } = result;
  const [shown, setShown] = useState<string | null>(null);
  const access = useMemo(() => ({ ...evidenceNames(ledger, verdict), open: setShown }), [ledger, verdict]);
  return (
    <EvidenceAccess value={access}>
      <VerdictView
        verdict={verdict}
        notices={<Notices read={read} onRetry={reload} />}
        action={action}
        charges={charges}
        work={work}
      />
      <ReadingsSection connection={connection} result={result} settings={measurements} />
      {shown !== null && (
        <LazyBoundary loading={WORDS.opening}>
          <EvidenceDialog
            reference={shown}
            resource={read.resources.find((resource) => isResource(resource) && referenceOf(resource) === shown)}
            verdict={verdict}
            onClose={() => setShown(null)}
          />
        </LazyBoundary>
      )}
    </EvidenceAccess>
  );
}
