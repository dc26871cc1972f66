import { useId, useState } from 'react';
import type { Attestation, Override } from '../../ehr/types.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/Fields.tsx';
import styles from './Charge.module.css';
import { WORDS } from './words.ts';

interface Props {
  /** `CPT 99457 × 1` */
  line: string;
  month: string;
  /** Null: the EHR doesn't tell, and the person types it. */
  userName: string | null;
  nameIsComing: boolean;
  /** How many items of the checklist are still open. */
  left: number;
  overrides: readonly Override[];
  attested: Attestation | null;
  onAttested: (attestation: Attestation | null) => void;
  confirmLabel: string;
  onConfirm: (attestation: Attestation) => void;
}

/** Nothing is written before a person has put their name to it, in words. */
export function Attest(props: Props) {
  const { line, month, userName, nameIsComing, left, overrides, attested, onAttested, confirmLabel, onConfirm } = props;
  const [typed, setTyped] = useState('');
  const hint = useId();
  const name = userName ?? typed.trim();
  const statement = WORDS.attestation(name === '' ? WORDS.yourName : name, line, month);
  const why =
    left > 0 ? WORDS.itemsLeft(left) : name === '' ? WORDS.nameFirst : attested === null ? WORDS.attestFirst : null;

  return (
    <section className={styles.attestation}>
      <h3>{WORDS.attest}</h3>
      {userName === null && !nameIsComing && (
        <TextField
          label={WORDS.name}
          hint={WORDS.nameHint}
          autoComplete="name"
          value={typed}
          onChange={(value) => {
            onAttested(null);
            setTyped(value);
          }}
        />
      )}
      <label className={styles.choice}>
        <input
          type="checkbox"
          checked={attested !== null}
          disabled={left > 0 || name === ''}
          aria-describedby={why === null ? undefined : hint}
          onChange={(event) => onAttested(event.target.checked ? { text: statement, name, overrides } : null)}
        />
        <span>{statement}</span>
      </label>
      <div className={styles.open}>
        <Button
          look="primary"
          disabled={attested === null}
          aria-describedby={why === null ? undefined : hint}
          onClick={() => {
            if (attested !== null) onConfirm(attested);
          }}
        >
          {confirmLabel}
        </Button>
        {why !== null && (
          <span id={hint} className={styles.muted}>
            {why}
          </span>
        )}
      </div>
    </section>
  );
}
