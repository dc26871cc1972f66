import { useState } from 'react';
import type { Reference } from '../../rules/ledger.ts';
import { duration } from '../../rules/words.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Button, TextButton } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import type { PracticePageProps } from '../panel/page.ts';
import { STATUS } from '../verdict/words.ts';
import styles from './Close.module.css';
import type { ClosedRow } from './report.ts';
import { nameOf, OUTCOME, WORDS } from './words.ts';

/** A browser that lays out thousands of pages at once stands still. */
const MOST_PACKETS = 100;

interface Props extends Pick<PracticePageProps, 'expired' | 'onOpen'> {
  closed: readonly ClosedRow[];
  onPackets: (patients: readonly Reference[]) => void;
}

/** Everybody, with what the close came to, to open or to choose for a packet. */
export function PatientList({ closed, expired, onOpen, onPackets }: Props) {
  const [chosen, setChosen] = useState<ReadonlySet<Reference>>(new Set());
  const all = closed.map(({ row }) => row.patient);
  const charged = closed.filter(({ own }) => own.length > 0).map(({ row }) => row.patient);
  // In the order of the list, whatever the order of the clicks.
  const packets = all.filter((patient) => chosen.has(patient));
  const whyNot = expired
    ? WORDS.sessionOver
    : packets.length === 0
      ? WORDS.printNone
      : packets.length > MOST_PACKETS
        ? WORDS.printFewer(MOST_PACKETS)
        : null;
  return (
    <Card title={WORDS.patients} aside={String(closed.length)}>
      <p className={styles.muted}>{WORDS.patientsWhy}</p>
      <p className={styles.actions}>
        <Button onClick={() => setChosen(new Set(charged))} disabled={charged.length === 0}>
          {WORDS.chooseCharged}
        </Button>
        <Button onClick={() => setChosen(new Set(all))}>{WORDS.chooseAll}</Button>
        <Button onClick={() => setChosen(new Set())} disabled={packets.length === 0}>
          {WORDS.chooseNone}
        </Button>
        <Button look="primary" disabled={whyNot !== null} onClick={() => onPackets(packets)}>
          {WORDS.print(packets.length)}
        </Button>
      </p>
      {whyNot !== null && <p className={styles.muted}>{whyNot}</p>}
      <ul className={styles.patients} aria-label={WORDS.patients}>
        {closed.map((each) => (
          <Patient
            key={each.row.patient}
            closed={each}
            chosen={chosen.has(each.row.patient)}
            onChoose={(yes) => {
              const next = new Set(chosen);
              if (yes) next.add(each.row.patient);
              else next.delete(each.row.patient);
              setChosen(next);
            }}
            onOpen={() => onOpen(each.row.patient, all)}
          />
        ))}
      </ul>
    </Card>
  );
}

interface PatientProps {
  closed: ClosedRow;
  chosen: boolean;
  onChoose: (yes: boolean) => void;
  onOpen: () => void;
}

function Patient({ closed: { row, outcome }, chosen, onChoose, onOpen }: PatientProps) {
  const name = nameOf(row);
  const { word, tone, icon } = OUTCOME[outcome];
  const verdict = row.state === 'failed' ? undefined : row.data?.verdict;
  return (
    <li className={styles.patient}>
      <input
        type="checkbox"
        aria-label={WORDS.choose(name)}
        checked={chosen}
        onChange={(event) => onChoose(event.target.checked)}
      />
      <TextButton onClick={onOpen}>{name}</TextButton>
      <span className={styles.muted}>
        {verdict !== undefined && `${STATUS[verdict.status].word}, ${duration(verdict.countedSeconds)}`}
      </span>
      <Badge tone={tone} icon={icon}>
        {word}
      </Badge>
    </li>
  );
}
