import { amountWords } from '../../ui/amount.ts';
import { Card } from '../../ui/Card.tsx';
import styles from './Close.module.css';
import type { Group } from './report.ts';
import { DIFFERENCE, WORDS } from './words.ts';

interface Props {
  groups: readonly Group[];
  hasFees: boolean;
  /** Everybody was read. */
  complete: boolean;
}

/** How many differences of each kind there are, and what is at stake. */
export function Totals({ groups, hasFees, complete }: Props) {
  if (groups.length === 0) {
    return (
      <Card title={WORDS.totals}>
        <p>{complete ? WORDS.allAgree : WORDS.allAgreeSoFar}</p>
      </Card>
    );
  }
  return (
    <Card title={WORDS.totals}>
      <table className={styles.totals}>
        <thead>
          <tr>
            <th scope="col">{WORDS.difference}</th>
            <th scope="col">{WORDS.count}</th>
            {hasFees && <th scope="col">{WORDS.amount}</th>}
          </tr>
        </thead>
        <tbody>
          {groups.map(({ difference, findings, amount }) => (
            <tr key={difference}>
              <th scope="row">{DIFFERENCE[difference].title}</th>
              <td>{findings.length}</td>
              {hasFees && <td>{amount === null ? '–' : amountWords(amount)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles.muted}>{hasFees ? WORDS.amountsWhy : WORDS.noFees}</p>
    </Card>
  );
}
