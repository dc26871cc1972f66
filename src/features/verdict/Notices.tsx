import type { MonthRead } from '../../ehr/types.ts';
import { Button } from '../../ui/Button.tsx';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { Note } from '../../ui/Notes.tsx';
import styles from './Notices.module.css';
import { WORDS } from './words.ts';

/** What could not be read, before anything that depends on it; then what the EHR said about its answers. */
export function Notices({ read, onRetry }: { read: MonthRead; onRetry: () => void }) {
  const unknown = read.unreadTypes.filter(({ evidence }) => evidence.length > 0);
  const harmless = read.unreadTypes.filter(({ evidence }) => evidence.length === 0);
  const remarks = [
    ...read.notices.map(({ type, text }) => `${type}: ${text}`),
    ...harmless.map(({ label, why, detail }) => `${label}: ${WORDS.unreadWhy[why]}. ${detail}`),
  ];
  return (
    <>
      {unknown.length > 0 && (
        <Note tone="unsure" icon="question">
          <h2>{WORDS.unreadTitle}</h2>
          <ul>
            {unknown.map(({ type, label, why, detail }) => (
              <li key={`${type} ${label}`}>
                <strong className={styles.label}>{label}</strong>: {WORDS.unreadWhy[why]}. {detail}
              </li>
            ))}
          </ul>
          <p>{WORDS.unreadMeans}</p>
          {unknown.some(({ why }) => why === 'failed' || why === 'incomplete') && (
            <p>
              <Button onClick={onRetry}>{WORDS.retry}</Button>
            </p>
          )}
        </Note>
      )}
      {remarks.length > 0 && (
        <Disclosure summary={WORDS.ehrSays}>
          <ul className={styles.remarks}>
            {remarks.map((remark) => (
              <li key={remark}>{remark}</li>
            ))}
          </ul>
        </Disclosure>
      )}
    </>
  );
}
