import type { ChargeState } from '../../ehr/types.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNote, Note } from '../../ui/Notes.tsx';
import styles from './Charge.module.css';
import { WORDS } from './words.ts';

interface Props {
  state: ChargeState & { step: 'done' | 'stopped' };
  /** Tries again after nothing was written. */
  onConfirm: () => void;
  /** Looks again for a charge whose fate is unknown; never sends it again. */
  onCheck: () => void;
  onClose: () => void;
}

/** How it ended: charged, already charged, or stopped with what was kept and what to do next. */
export function Outcome({ state, onConfirm, onCheck, onClose }: Props) {
  return state.step === 'done' ? (
    <Done state={state} onClose={onClose} />
  ) : (
    <Stopped state={state} onConfirm={onConfirm} onCheck={onCheck} onClose={onClose} />
  );
}

function Done({ state, onClose }: { state: ChargeState & { step: 'done' }; onClose: () => void }) {
  const { by, charge, choice, duplicates, detail } = state;
  return (
    <div role="status" className={styles.part}>
      <Note tone="good" icon="check">
        <p>
          <strong>{WORDS[by](charge.reference)}</strong>
        </p>
        <p>{detail}</p>
        {choice !== null && choice.billerMust !== null && (
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
        <Button look="primary" onClick={onClose}>
          {WORDS.showMonth}
        </Button>
      </p>
    </div>
  );
}

type StoppedProps = Omit<Props, 'state'> & { state: ChargeState & { step: 'stopped' } };

function Stopped({ state, onConfirm, onCheck, onClose }: StoppedProps) {
  const { stop, next, again } = state;
  return (
    <ErrorNote title={WORDS.stopped[stop.reason]}>
      <p>{stop.detail}</p>
      <p>{WORDS.kept[stop.reason]}</p>
      <p>
        <strong>{WORDS.next}:</strong> {next}
      </p>
      <p className={styles.actions}>
        {again === 'check' && <Button onClick={onCheck}>{WORDS.checkAgain}</Button>}
        {again === 'confirm' && stop.reason !== 'changed' && <Button onClick={onConfirm}>{WORDS.again}</Button>}
        <Button onClick={onClose}>{WORDS.showMonth}</Button>
      </p>
    </ErrorNote>
  );
}
