import { amountWords } from '../../ui/amount.ts';
import { type Fees, totalOf, type WorkRow } from './rows.ts';
import styles from './Worklist.module.css';
import { WORDS } from './words.ts';

/** What can be billed now, and what it is expected to bring: an estimate, called so. */
export function Totals({ rows, fees }: { rows: readonly WorkRow[]; fees: Fees }) {
  const billable = rows.filter(({ standing }) => standing === 'billable');
  const unread = rows.filter(({ standing }) => standing === 'waiting' || standing === 'failed').length;
  const { value, unpriced } = totalOf(billable.map(({ amount }) => amount));
  const hasFees = Object.keys(fees).length > 0;
  return (
    <div className={styles.totals}>
      <p>
        <strong>{WORDS.billable(billable.length)}</strong>
        {value !== null && (
          <>
            {' · '}
            <strong>{WORDS.expected(amountWords(value))}</strong>
          </>
        )}
      </p>
      <p className={styles.muted}>
        {hasFees ? WORDS.estimate : WORDS.noFees} {hasFees && unpriced.length > 0 && WORDS.noFee(unpriced)}{' '}
        {unread > 0 && WORDS.stillUnknown(unread)}
      </p>
    </div>
  );
}
