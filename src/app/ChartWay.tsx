import type { PanelRow } from '../features/panel/usePanel.ts';
import type { Reference } from '../rules/ledger.ts';
import { Button } from '../ui/Button.tsx';
import styles from './ChartWay.module.css';
import { WORDS } from './words.ts';

interface Props {
  patient: Reference;
  /** Who is gone through one by one. */
  queue: readonly Reference[];
  rows: readonly PanelRow[];
  onBack: () => void;
  onNext: (patient: Reference) => void;
}

/** From a chart back to the page that it was opened from, or on to the next of those that are gone through. */
export function ChartWay({ patient, queue, rows, onBack, onNext }: Props) {
  const at = queue.indexOf(patient);
  const next = at < 0 ? undefined : queue[at + 1];
  const name = rows.find((row) => row.patient === next)?.data?.read.summary.name ?? WORDS.noName;
  return (
    <nav className={styles.way} aria-label={WORDS.way}>
      <Button onClick={onBack}>{WORDS.back}</Button>
      {at >= 0 && <span>{WORDS.position(at + 1, queue.length)}</span>}
      {next !== undefined && <Button onClick={() => onNext(next)}>{WORDS.next(name)}</Button>}
    </nav>
  );
}
