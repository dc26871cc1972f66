import type { ChargeState } from '../../ehr/types.ts';
import type { Reference } from '../../rules/ledger.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNote, Note } from '../../ui/Notes.tsx';
import styles from './Charge.module.css';
import { readable } from './plainWords.ts';
import { WORDS } from './words.ts';

interface Props {
  state: ChargeState & { step: 'done' | 'stopped' };
  /** A resource of the month, as people call it. */
  nameOf: (reference: Reference) => string;
  /** Tries again after nothing was written. */
  onConfirm: () => void;
  /** Looks again for a charge whose fate is unknown; never sends it again. */
  onCheck: () => void;
  onClose: () => void;
}

/** How it ended: charged, already charged, or stopped with what was kept and what to do next. */
export function Outcome({ state, ...rest }: Props) {
  return state.step === 'done' ? <Done state={state} {...rest} /> : <Stopped state={state} {...rest} />;
}

type DoneProps = Omit<Props, 'state'> & { state: ChargeState & { step: 'done' } };

function Done({ state, onClose }: DoneProps) {
  const { by, charge, choice, duplicates, detail, remarks = [] } = state;
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
        {remarks.map((remark) => (
          <p key={remark}>
            {WORDS.beside}: {remark}
          </p>
        ))}
      </Note>
      {duplicates.length > 0 && (
        <ErrorNote title={WORDS.duplicates}>
          <p>{WORDS.duplicatesWhy}</p>
          <ul>
            {duplicates.map(({ reference }) => (
              <li key={reference}>{reference}</li>
            ))}
          </ul>
        </ErrorNote>
      )}
      <p className={styles.actions}>
        <Button look="primary" onClick={onClose}>
          {WORDS.showMonth}
        </Button>
      </p>
    </div>
  );
}

type StoppedProps = Omit<Props, 'state'> & { state: ChargeState & { step: 'stopped' } };

function Stopped({ state, nameOf, onConfirm, onCheck, onClose }: StoppedProps) {
  const { stop, next, again } = state;
  return (
    <ErrorNote title={WORDS.stopped[stop.reason]}>
      <p>{readable(stop.detail, nameOf)}</p>
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
