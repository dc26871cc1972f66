import { Button } from '../../ui/Button.tsx';
import { HiddenStatus } from '../../ui/Hidden.tsx';
import { ErrorNote } from '../../ui/Notes.tsx';
import styles from './SweepProgress.module.css';
import type { Sweep } from './useSweep.ts';

interface SweepWords {
  announce: Record<Sweep<unknown, unknown>['state'], string>;
  progress: (done: number, of: number) => string;
  stop: string;
  goOn: string;
  stopped: (done: number, of: number) => string;
  ended: string;
  endedKept: string;
}

interface Props {
  words: SweepWords;
  sweep: Sweep<unknown, unknown>;
  expired: boolean;
  onStop: () => void;
  onGoOn: () => void;
}

/** How far it is, and a way to stop it. Only its beginning and its end are read out. */
export function SweepProgress({ words, sweep: { state, swept, wanted, problem }, expired, onStop, onGoOn }: Props) {
  return (
    <>
      <HiddenStatus>{words.announce[state]}</HiddenStatus>
      {state === 'running' && (
        <div className={styles.progress}>
          <label>
            {words.progress(swept.length, wanted.length)}
            <progress value={swept.length} max={Math.max(1, wanted.length)} />
          </label>
          <Button onClick={onStop}>{words.stop}</Button>
        </div>
      )}
      {state === 'stopped' && problem === null && (
        <div className={styles.progress}>
          <p>{words.stopped(swept.length, wanted.length)}</p>
          <Button onClick={onGoOn} disabled={expired}>
            {words.goOn}
          </Button>
        </div>
      )}
      {state === 'stopped' && problem !== null && (
        <ErrorNote title={words.ended} retry={expired ? undefined : { label: words.goOn, onRetry: onGoOn }}>
          <p>{problem}</p>
          <p>{words.endedKept}</p>
        </ErrorNote>
      )}
    </>
  );
}
