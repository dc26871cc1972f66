import { lazy, type ReactNode, useId, useState } from 'react';
import type { Connection } from '../../ehr/types.ts';
import { Button } from '../../ui/Button.tsx';
import { LazyBoundary } from '../../ui/LazyBoundary.tsx';
import type { LoadMonth, MonthResult } from '../verdict/useMonth.ts';
import { WORDS } from './actionWords.ts';
import styles from './ChargeAction.module.css';
import { whyMayNotCharge, whyNotNow } from './mayCharge.ts';

const ChargeDialog = lazy(() => import('./ChargeDialog.tsx'));

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
  /** Another way on from the verdict: sending it for review. */
  children?: ReactNode;
}

/** The way from a verdict to its charge; where there is none, the reason. */
export function ChargeAction({ connection, result, load, expired, mayCharge, reload, children }: Props) {
  const [open, setOpen] = useState(false);
  const reasonId = useId();
  const reason = expired
    ? WORDS.sessionOver
    : (whyNotNow(result.verdict) ?? whyMayNotCharge(connection.user, mayCharge));
  return (
    <div className={styles.actions}>
      <Button
        look="primary"
        disabled={reason !== null}
        aria-describedby={reason === null ? undefined : reasonId}
        onClick={() => setOpen(true)}
      >
        {WORDS.open}
      </Button>
      {children}
      {reason !== null && (
        <span id={reasonId} className={styles.reason}>
          {reason}
        </span>
      )}
      {open && (
        <LazyBoundary loading={WORDS.loading}>
          <ChargeDialog
            connection={connection}
            result={result}
            load={load}
            reload={reload}
            onClose={() => setOpen(false)}
          />
        </LazyBoundary>
      )}
    </div>
  );
}
