import type { Reference } from '../../rules/ledger.ts';
import { Button } from '../../ui/Button.tsx';
import styles from './Round.module.css';
import type { Left, Round } from './round.ts';
import { ROUND } from './roundWords.ts';

interface Props {
  round: Round;
  patient: Reference;
  /** How the patient would be left now. */
  left: Left;
  /** Null: this is the last one. */
  nextName: string | null;
  onNext: () => void;
}

/** Where a chart stands in a round, what has happened here, and the way on. Nothing is written by going on. */
export function RoundStep({ round: { queue }, patient, left, nextName, onNext }: Props) {
  const at = queue.indexOf(patient) + 1;
  const isDone = left.how === 'charged' || left.how === 'already' || left.how === 'no-longer';
  const on = nextName === null ? ROUND.finish : isDone ? ROUND.next(nextName) : ROUND.skipTo(nextName);
  return (
    <div className={styles.step}>
      <label className={styles.progress}>
        <strong>{ROUND.position(at, queue.length)}</strong>
        <progress max={queue.length} value={at} />
      </label>
      <Button look={isDone ? 'primary' : 'plain'} onClick={onNext}>
        {on}
      </Button>
      <p role="status" className={styles.now}>
        {left.how === 'not-read' || left.how === 'not-charged'
          ? ROUND.verify
          : `${ROUND.left[left.how]} ${left.detail ?? ''}`}
      </p>
    </div>
  );
}
