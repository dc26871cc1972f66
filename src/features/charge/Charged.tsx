import { useState } from 'react';
import { chargesToVoid } from '../../ehr/charge/void.ts';
import type { ChargeToVoid, Connection } from '../../ehr/types.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNote } from '../../ui/Notes.tsx';
import type { MonthResult } from '../verdict/useMonth.ts';
import styles from './Charge.module.css';
import { ChargeFacts } from './ChargeFacts.tsx';
import { VoidDialog } from './VoidDialog.tsx';
import { WORDS } from './words.ts';

interface Props {
  connection: Connection;
  result: MonthResult;
  /** Why this person may take no charge back; null when they may. */
  whyNot: string | null;
  reload: () => void;
}

/** The charges of the month: whether each still stands on its evidence, what has changed, and the way to take it back. */
export default function Charged({ connection, result, whyNot, reload }: Props) {
  const [open, setOpen] = useState<ChargeToVoid | null>(null);
  const charges = chargesToVoid(connection, result);
  if (charges.length === 0) return null;
  const duplicates = charges.filter(({ why }) => why === 'duplicate').length;
  return (
    <div className={styles.charged}>
      <h3>{WORDS.charged.title}</h3>
      {duplicates > 0 && (
        <ErrorNote title={WORDS.charged.duplicates(duplicates)}>
          <p>{WORDS.charged.duplicatesWhy}</p>
        </ErrorNote>
      )}
      <ul className={styles.items} aria-label={WORDS.charged.title}>
        {charges.map((charge) => (
          <li key={charge.charge.reference} className={styles.charge}>
            <ChargeFacts charge={charge} />
            <Button disabled={whyNot !== null} title={whyNot ?? undefined} onClick={() => setOpen(charge)}>
              {charge.instead === null ? WORDS.charged.void(charge.code) : WORDS.charged.correct(charge.code)}
            </Button>
          </li>
        ))}
      </ul>
      {whyNot !== null && <p className={styles.muted}>{whyNot}</p>}
      {open !== null && (
        <VoidDialog connection={connection} toVoid={open} onChange={reload} onClose={() => setOpen(null)} />
      )}
    </div>
  );
}
