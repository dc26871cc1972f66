import type { Connection } from '../../ehr/types.ts';
import { duration } from '../../rules/words.ts';
import { Badge } from '../../ui/Badge.tsx';
import { TextButton } from '../../ui/Button.tsx';
import { instantWords, monthWords } from '../../ui/time.ts';
import { type LoadMonth, type MonthResult, useKnownPatient, useMonth } from '../verdict/useMonth.ts';
import { STATUS } from '../verdict/words.ts';
import styles from './CompactVerdict.module.css';
import { WORDS } from './words.ts';

interface Props {
  connection: Connection;
  month: string;
  load: LoadMonth;
  /** The session has ended: what was read stays, and can't be read again. */
  expired: boolean;
}

/** A month in one line, for a frame of 120 px in a chart's sidebar or a report: the verdict and what is missing. It writes nothing. */
export function CompactVerdict({ connection, month, load, expired }: Props) {
  const { result, progress } = useMonth(connection, month, load);
  const known = useKnownPatient(connection);
  const { data, error, isFetching } = result;
  const read = progress.filter(({ state }) => state === 'read' || state === 'unread').length;
  return (
    <main className={styles.compact} aria-label={WORDS.title(monthWords(month))}>
      <div className={styles.head}>
        {connection.needPatientBanner && known !== undefined && <strong>{known.patient.name ?? WORDS.noName}</strong>}
        <h1 className={styles.month}>{monthWords(month)}</h1>
        {data !== undefined && <Status result={data} />}
        {!expired && (
          <TextButton className={styles.again} disabled={isFetching} onClick={() => void result.refetch()}>
            {WORDS.readAgain}
          </TextButton>
        )}
      </div>
      <div role="status">
        {isFetching && data === undefined && <p className={styles.wait}>{WORDS.reading(read, progress.length)}</p>}
        {data !== undefined && <p>{data.verdict.missing ?? data.verdict.summary}</p>}
        {expired && <p>{WORDS.expired}</p>}
      </div>
      {error !== null && (
        <p role="alert" className={styles.error}>
          {WORDS.failed} {error.message}
        </p>
      )}
    </main>
  );
}

function Status({ result: { verdict, read } }: { result: MonthResult }) {
  const { word, tone, icon } = STATUS[verdict.status];
  return (
    <>
      <Badge tone={tone} icon={icon}>
        {word}
      </Badge>
      <span>{WORDS.counted(duration(verdict.countedSeconds))}</span>
      <span className={styles.muted}>
        {WORDS.asOf(instantWords(Date.parse(verdict.asOf) / 1000, verdict.timeZone))}
        {read.unread.length > 0 && ` · ${WORDS.unread}`}
      </span>
    </>
  );
}
