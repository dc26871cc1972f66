import type { Reference } from '../../rules/ledger.ts';
import { Button, TextButton } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { monthWords } from '../../ui/time.ts';
import type { PanelRow } from '../panel/usePanel.ts';
import styles from './Round.module.css';
import { nextOf, type Round } from './round.ts';
import { ROUND } from './roundWords.ts';

interface Props {
  round: Round;
  rows: readonly PanelRow[];
  onOpen: (patient: Reference) => void;
  onEnd: () => void;
}

/** A round as far as it went: what happened to each, and the way on or to its end. */
export function RoundNote({ round, rows, onOpen, onEnd }: Props) {
  const { month, queue, left } = round;
  const nameOf = (patient: Reference) =>
    rows.find((row) => row.patient === patient)?.data?.read.summary.name ?? patient;
  const next = nextOf(round);
  return (
    <Card title={ROUND.title(monthWords(month))} aside={ROUND.done(left.size, queue.length)}>
      {left.size === 0 ? (
        <p>{ROUND.nobody}</p>
      ) : (
        <ol className={styles.list} aria-label={ROUND.happened}>
          {queue.flatMap((patient) => {
            const how = left.get(patient);
            return how === undefined
              ? []
              : [
                  <li key={patient}>
                    <TextButton aria-label={ROUND.look(nameOf(patient))} onClick={() => onOpen(patient)}>
                      {nameOf(patient)}
                    </TextButton>{' '}
                    {ROUND.left[how.how]} {how.detail}
                  </li>,
                ];
          })}
        </ol>
      )}
      <div className={styles.actions}>
        {next !== null && (
          <Button look="primary" onClick={() => onOpen(next)}>
            {ROUND.goOn(nameOf(next))}
          </Button>
        )}
        <Button onClick={onEnd}>{ROUND.end}</Button>
        <p className={styles.memory}>{ROUND.memory}</p>
      </div>
    </Card>
  );
}
