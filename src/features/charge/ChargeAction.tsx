import { lazy, useId, useState } from 'react';
import type { Connection } from '../../ehr/types.ts';
import { Button } from '../../ui/Button.tsx';
import { LazyBoundary } from '../../ui/LazyBoundary.tsx';
import type { LoadMonth, MonthResult } from '../verdict/useMonth.ts';
import styles from './Charge.module.css';
import { WORDS } from './words.ts';

const ChargeDialog = lazy(() => import('./ChargeDialog.tsx'));

interface Props {
  connection: Connection;
  result: MonthResult;
  load: LoadMonth;
  /** The session has ended: nothing can be written. */
  expired: boolean;
  /** Reads the month again, after a charge or after the evidence has changed. */
  reload: () => void;
}

/** The way from a verdict to its charge; where there is none, the reason. */
export function ChargeAction({ connection, result, load, expired, reload }: Props) {
  const [open, setOpen] = useState(false);
  const reasonId = useId();
  const reason = expired ? WORDS.sessionOver : WORDS.notYet[result.verdict.status];
  return (
    <div className={styles.open}>
      <Button
        look="primary"
        disabled={reason !== ''}
        aria-describedby={reason === '' ? undefined : reasonId}
        onClick={() => setOpen(true)}
      >
        {WORDS.open}
      </Button>
      {reason !== '' && (
        <span id={reasonId} className={styles.muted}>
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
