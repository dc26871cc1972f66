import { Button } from '../../ui/Button.tsx';
import type { PanelRow } from '../panel/usePanel.ts';
import styles from './Worklist.module.css';
import { WORDS } from './words.ts';

interface Props {
  rows: readonly PanelRow[];
  /** The session has ended. */
  stopped: boolean;
  onRetry: () => void;
}

/** How far the list has been read, and what could not be. Read out only at its end: numbers that race help nobody. */
export function Reading({ rows, stopped, onRetry }: Props) {
  const waiting = rows.filter(({ state }) => state === 'waiting').length;
  const failed = rows.filter(({ state }) => state === 'failed').length;
  const done = rows.length - waiting;
  return (
    <div className={waiting > 0 || failed > 0 ? styles.reading : styles.hidden}>
      {waiting > 0 && (
        <>
          <progress aria-label={WORDS.progress} max={rows.length} value={done} />
          <span>{WORDS.reading(done, rows.length)}</span>
        </>
      )}
      {waiting > 0 && stopped && <span>{WORDS.stopped}</span>}
      <span role="status">
        {waiting === 0 && rows.length > 0 && failed === 0 && WORDS.allRead(rows.length)}
        {failed > 0 && WORDS.failed(failed)}
      </span>
      {failed > 0 && !stopped && <Button onClick={onRetry}>{WORDS.retry}</Button>}
    </div>
  );
}
