import { useState } from 'react';
import { amountWords } from '../../ui/amount.ts';
import { Button, TextButton } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import type { PracticePageProps } from '../panel/page.ts';
import styles from './Close.module.css';
import type { Group, PatientFinding } from './report.ts';
import { chargesWords, DIFFERENCE, evidenceWords, nameOf, WORDS } from './words.ts';

/** So many are shown until somebody asks for all. */
const SHOWN = 50;

type Props = { group: Group } & Pick<PracticePageProps, 'onOpen'>;

/** All differences of one kind. A patient's name opens the chart, with the others of the kind to come after. */
export function Differences({ group: { difference, findings }, onOpen }: Props) {
  const [all, setAll] = useState(false);
  const { title, why } = DIFFERENCE[difference];
  const queue = [...new Set(findings.map(({ row }) => row.patient))];
  return (
    <Card title={title} aside={String(findings.length)}>
      <p className={styles.muted}>{why}</p>
      <ul className={styles.list} aria-label={title}>
        {(all ? findings : findings.slice(0, SHOWN)).map((found) => (
          <Item
            key={keyOf(found)}
            found={found}
            todo={DIFFERENCE[difference].todo}
            onOpen={() => onOpen(found.row.patient, queue)}
          />
        ))}
      </ul>
      {!all && findings.length > SHOWN && (
        <p>
          <Button onClick={() => setAll(true)}>{WORDS.showAll(findings.length)}</Button>
        </p>
      )}
    </Card>
  );
}

function Item({ found, todo, onOpen }: { found: PatientFinding; todo: string; onOpen: () => void }) {
  const { row, finding } = found;
  return (
    <li className={styles.item}>
      <p className={styles.who}>
        <TextButton onClick={onOpen}>{nameOf(row)}</TextButton>
        {finding?.code != null && <span className={styles.code}>{finding.code}</span>}
        {finding?.amount != null && finding.amount > 0 && (
          <span className={styles.amount}>{amountWords(finding.amount)}</span>
        )}
      </p>
      <dl className={styles.sides}>
        <div>
          <dt>{WORDS.evidence}</dt>
          <dd>{evidenceWords(found)}</dd>
        </div>
        <div>
          <dt>{WORDS.charges}</dt>
          <dd>{chargesWords(found)}</dd>
        </div>
        <div>
          <dt>{WORDS.todo}</dt>
          <dd>{todo}.</dd>
        </div>
      </dl>
    </li>
  );
}

function keyOf({ row, finding }: PatientFinding): string {
  return [row.patient, finding?.code ?? '', ...(finding?.charges ?? [])].join(' ');
}
