import { useEffect, useState } from 'react';
import type { Connection } from '../../ehr/types.ts';
import type { PanelRow } from '../../features/panel/usePanel.ts';
import { useKnownMonth } from '../../features/verdict/useMonth.ts';
import { RoundStep } from '../../features/worklist/RoundStep.tsx';
import { type Left, leftAs, nextOf, type Round, withLeft } from '../../features/worklist/round.ts';
import type { Reference } from '../../rules/ledger.ts';
import type { Verdict } from '../../rules/verdict.ts';
import { Button } from '../../ui/Button.tsx';
import { WORDS } from '../words.ts';
import styles from './ChartWay.module.css';

interface Props {
  connection: Connection;
  month: string;
  /** Who is gone through one by one; null, or without this patient: the chart was opened by itself. */
  round: Round | null;
  rows: readonly PanelRow[];
  onBack: (left: Left) => void;
  /** `next` null: it was the last one. */
  onNext: (left: Left, next: Reference | null) => void;
}

/** From a chart back to the page that it was opened from, or on to the next of those that are gone through. */
export function ChartWay({ connection, month, round, rows, onBack, onNext }: Props) {
  const { patient } = connection;
  const now = useKnownMonth(connection, month)?.verdict;
  // What was there when the chart was opened: only what came after it was done here.
  const [first, setFirst] = useState<Verdict | undefined>(now);
  useEffect(() => {
    if (now !== undefined) setFirst((before) => before ?? now);
  }, [now]);
  const left = leftAs(first, now);
  const isInRound = round?.queue.includes(patient) === true && round.month === month;
  const next = isInRound ? nextOf(withLeft(round, patient, left)) : null;
  return (
    <nav className={styles.way} aria-label={WORDS.way}>
      <Button onClick={() => onBack(left)}>{WORDS.back}</Button>
      {isInRound && (
        <RoundStep
          round={round}
          patient={patient}
          left={left}
          nextName={rows.find((row) => row.patient === next)?.data?.read.summary.name ?? next}
          onNext={() => onNext(left, next)}
        />
      )}
    </nav>
  );
}
