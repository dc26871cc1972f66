import { lazy } from 'react';
import type { Connection } from '../../ehr/types.ts';
import { LazyBoundary } from '../../ui/LazyBoundary.tsx';
import type { MonthResult } from '../verdict/useMonth.ts';
import { WORDS } from './actionWords.ts';
import { whyMayNotCharge } from './mayCharge.ts';

const Charged = lazy(() => import('./Charged.tsx'));

interface Props {
  connection: Connection;
  result: MonthResult;
  expired: boolean;
  mayCharge: readonly string[] | undefined;
  reload: () => void;
}

/** Below the lines, where the month has charges. */
export function ChargedSection({ connection, result, expired, mayCharge, reload }: Props) {
  if (result.ledger.charges.length === 0) return null;
  const whyNot = expired ? WORDS.sessionOver : whyMayNotCharge(connection.user, mayCharge);
  return (
    <LazyBoundary loading={WORDS.loading}>
      <Charged connection={connection} result={result} whyNot={whyNot} reload={reload} />
    </LazyBoundary>
  );
}
