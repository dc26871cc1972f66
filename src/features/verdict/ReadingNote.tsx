import type { ReadProgress } from '../../ehr/types.ts';
import { ProgressNote } from '../../ui/Notes.tsx';
import { monthWords } from '../../ui/time.ts';
import styles from './ReadingNote.module.css';
import { WORDS } from './words.ts';

/** What is being read right now, with counts. */
export function ReadingNote({ month, ehr, progress }: { month: string; ehr: string; progress: ReadProgress }) {
  return (
    <ProgressNote title={WORDS.reading(monthWords(month), ehr)}>
      <ul className={styles.types}>
        {progress.map(({ type, label, state, count }) => (
          <li key={`${type} ${label}`} className={styles.type}>
            <span>{label}</span>
            <span className={styles.state}>{WORDS.readState[state](count)}</span>
          </li>
        ))}
      </ul>
    </ProgressNote>
  );
}
