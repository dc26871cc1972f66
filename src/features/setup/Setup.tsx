import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { preflight } from '../../ehr/preflight/preflight.ts';
import { preflightReport } from '../../ehr/preflight/report.ts';
import type { Finding, Preflight } from '../../ehr/preflight/types.ts';
import type { Connection, PracticeConnection } from '../../ehr/types.ts';
import { serviceMonth } from '../../fhir/calendar.ts';
import type { Settings } from '../../fhir/settings.ts';
import { Card } from '../../ui/Card.tsx';
import { ErrorNote, ProgressNote } from '../../ui/Notes.tsx';
import { instantWords } from '../../ui/time.ts';
import { GradeBadge } from './GradeBadge.tsx';
import { Report } from './Report.tsx';
import { Resources } from './Resources.tsx';
import styles from './Setup.module.css';
import { WORDS } from './words.ts';

interface Props {
  /** A session of the whole practice has no patient to try with. */
  connection: Connection | PracticeConnection;
  settings: Settings & { timeZone: string; worklist: { group?: string } };
  month: string;
}

/** What the connected EHR can and can't do for the app, for those who bring it into use. Only reads, and shows nothing of a patient. */
export default function Setup({ connection, settings, month }: Props) {
  const cache = useQueryClient();
  const heading = useRef<HTMLHeadingElement>(null);
  // The link that led here is gone.
  useEffect(() => heading.current?.focus(), []);
  const key = ['preflight', connection.issuer.iss, connection.patient];
  const reached = useQuery<{ done: number; of: number }>({ queryKey: ['progress', ...key], enabled: false });
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: key,
    queryFn: ({ signal }) =>
      preflight(connection, {
        month: serviceMonth(month, settings.timeZone),
        settings,
        // The EHR's clock is compared with the real one, not with a sandbox's.
        clock: () => Date.now() / 1000,
        signal,
        onProgress: (done, of) => cache.setQueryData(['progress', ...key], { done, of }),
      }),
  });
  return (
    <>
      <h2 ref={heading} tabIndex={-1} className={styles.title}>
        {WORDS.title(connection.issuer.name)}
      </h2>
      <p>{connection.patient === null ? WORDS.introWithoutPatient : WORDS.intro}</p>
      {isFetching && (
        <ProgressNote title={WORDS.looking}>
          {reached.data !== undefined && <p>{WORDS.progress(reached.data.done, reached.data.of)}</p>}
        </ProgressNote>
      )}
      {error !== null && (
        <ErrorNote title={WORDS.failed} retry={{ label: WORDS.again, onRetry: () => void refetch() }}>
          <p>{error.message}</p>
          <p>{WORDS.failedKept}</p>
        </ErrorNote>
      )}
      {data !== undefined && <Seen seen={data} timeZone={settings.timeZone} onAgain={() => void refetch()} />}
    </>
  );
}

function Seen({ seen, timeZone, onAgain }: { seen: Preflight; timeZone: string; onAgain: () => void }) {
  const moment = instantWords(seen.at, timeZone);
  return (
    <>
      <p className={styles.where}>
        {seen.iss}
        {seen.software !== null && ` · ${seen.software}`} · {moment}
      </p>
      <Findings title={WORDS.features} findings={seen.features} />
      <Findings title={WORDS.signIn} findings={seen.signIn} />
      <Findings title={WORDS.server} findings={seen.server} />
      <Resources types={seen.types} />
      <Report text={preflightReport(seen, moment)} onAgain={onAgain} />
    </>
  );
}

function Findings({ title, findings }: { title: string; findings: readonly Finding[] }) {
  if (findings.length === 0) return null;
  return (
    <Card title={title}>
      <ul className={styles.findings}>
        {findings.map(({ title: what, grade, found, means }) => (
          <li key={what} className={styles.finding}>
            <GradeBadge grade={grade} />
            <div>
              <p>
                <strong>{what}</strong>: {found}
              </p>
              {means !== null && <p className={styles.means}>{means}</p>}
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}
