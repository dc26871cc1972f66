import type { ChargeState } from '../../ehr/types.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNote, Note } from '../../ui/Notes.tsx';
import styles from './Charge.module.css';
import { WORDS } from './words.ts';

interface Props {
  state: ChargeState & { step: 'done' | 'stopped' };
  /** Looks again for a charge whose fate is unknown; never sends it again. */
  onCheck: () => void;
  /** Shows the month as it is now. */
  onShowMonth: () => void;
}

/** How it ended: charged, already charged, or stopped with what was kept and what to do next. */
export function Outcome({ state, onCheck, onShowMonth }: Props) {
  if (state.step === 'done') {
    const { by, charge, choice, duplicates, detail } = state;
    return (
      <div role="status" className={styles.part}>
        <Note tone="good" icon="check">
          <p>
            <strong>{WORDS[by](charge.reference)}</strong>
          </p>
          <p>{detail}</p>
          {choice?.billerMust != null && (
            <p>
              <strong>{WORDS.biller}:</strong> {choice.billerMust}
            </p>
          )}
        </Note>
        {duplicates.length > 0 && (
          <Note tone="caution" icon="warning">
            <p>{WORDS.duplicates}</p>
            <ul>
              {duplicates.map(({ reference }) => (
                <li key={reference}>{reference}</li>
              ))}
            </ul>
          </Note>
        )}
        <p>
          <Button look="primary" onClick={onShowMonth}>
            {WORDS.showMonth}
          </Button>
        </p>
      </div>
    );
  }
  const { stop, next } = state;
  return (
    <ErrorNote title={WORDS.stopped[stop.reason]}>
      <p>{stop.detail}</p>
      <p>{WORDS.kept[stop.reason]}</p>
      <p>
        <strong>{WORDS.next}:</strong> {next}
      </p>
      <p className={styles.actions}>
        {stop.reason === 'unknown-outcome' && <Button onClick={onCheck}>{WORDS.checkAgain}</Button>}
        <Button onClick={onShowMonth}>{WORDS.showMonth}</Button>
      </p>
    </ErrorNote>
  );
}
