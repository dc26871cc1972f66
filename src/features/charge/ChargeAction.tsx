import { lazy, useId, useState } from 'react';
import type { Connection } from '../../ehr/types.ts';
import { Button } from '../../ui/Button.tsx';
import { LazyBoundary } from '../../ui/LazyBoundary.tsx';
import type { LoadMonth, MonthResult } from '../verdict/useMonth.ts';
import { WORDS } from './actionWords.ts';
import styles from './ChargeAction.module.css';
import { whyMayNotCharge, whyNotNow } from './mayCharge.ts';

const ChargeDialog = lazy(() => import('./ChargeDialog.tsx'));
const SendForReview = lazy(() => import('../review/SendForReview.tsx'));
const Reviews = lazy(() => import('../review/Reviews.tsx'));

interface Props {
  connection: Connection;
  result: MonthResult;
  load: LoadMonth;
  /** The session has ended: nothing can be written. */
  expired: boolean;
  /** Kinds of users or users that may charge; undefined: everybody. */
  mayCharge: readonly string[] | undefined;
  /** Reads the month again, after a charge or after the evidence has changed. */
  reload: () => void;
}

/** The ways on from a verdict: its charge, or where there is none the reason, and the billing team's review. */
export function ChargeAction({ connection, result, load, expired, mayCharge, reload }: Props) {
  const { verdict } = result;
  const [open, setOpen] = useState<'charge' | 'review' | null>(null);
  const close = () => setOpen(null);
  const reasonId = useId();
  const notMine = whyMayNotCharge(connection.user, mayCharge);
  const reason = expired ? WORDS.sessionOver : (whyNotNow(verdict) ?? notMine);
  const hasSomethingToReview = verdict.status === 'billable' || verdict.status === 'needs-review';
  return (
    <div className={styles.actions}>
      <Button
        look="primary"
        disabled={reason !== null}
        aria-describedby={reason === null ? undefined : reasonId}
        onClick={() => setOpen('charge')}
      >
        {WORDS.open}
      </Button>
      {hasSomethingToReview && !expired && <Button onClick={() => setOpen('review')}>{WORDS.review}</Button>}
      {reason !== null && (
        <span id={reasonId} className={styles.reason}>
          {reason}
        </span>
      )}
      <div className={styles.reviews}>
        <LazyBoundary loading={WORDS.loading}>
          <Reviews
            connection={connection}
            month={verdict.month}
            timeZone={verdict.timeZone}
            mayAnswer={notMine === null && !expired}
            onAccepted={() => {
              if (reason === null) setOpen('charge');
            }}
          />
        </LazyBoundary>
      </div>
      {open !== null && (
        <LazyBoundary loading={WORDS.loading}>
          {open === 'charge' ? (
            <ChargeDialog connection={connection} result={result} load={load} reload={reload} onClose={close} />
          ) : (
            <SendForReview connection={connection} verdict={verdict} onClose={close} />
          )}
        </LazyBoundary>
      )}
    </div>
  );
}
