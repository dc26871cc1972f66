import { Button } from '../../ui/Button.tsx';
import { ErrorNote } from '../../ui/Notes.tsx';
import type { Sweep } from '../panel/useSweep.ts';
import styles from './Audit.module.css';
import { WORDS } from './words.ts';

interface Props {
  sweep: Sweep<unknown, unknown>;
  expired: boolean;
  onStop: () => void;
  onGoOn: () => void;
}

/** How far it is, and a way to stop it. Only its beginning and its end are read out. */
export function Progress({ sweep: { state, swept, wanted, problem }, expired, onStop, onGoOn }: Props) {
  return (
    <>
      <p role="status" className={styles.hidden}>
        {WORDS.announce[state]}
      </p>
      {state === 'running' && (
        <div className={styles.progress}>
          <label>
            {WORDS.progress(swept.length, wanted.length)}
            <progress value={swept.length} max={Math.max(1, wanted.length)} />
          </label>
          <Button onClick={onStop}>{WORDS.stop}</Button>
        </div>
      )}
      {state === 'stopped' && problem === null && (
        <div className={styles.progress}>
          <p>{WORDS.stopped(swept.length, wanted.length)}</p>
          <Button onClick={onGoOn} disabled={expired}>
            {WORDS.goOn}
          </Button>
        </div>
      )}
      {state === 'stopped' && problem !== null && (
        <ErrorNote title={WORDS.ended} retry={expired ? undefined : { label: WORDS.goOn, onRetry: onGoOn }}>
          <p>{problem}</p>
          <p>{WORDS.endedKept}</p>
        </ErrorNote>
      )}
    </>
  );
}
