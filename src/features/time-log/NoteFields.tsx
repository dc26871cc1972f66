import type { Form } from './form.ts';
import styles from './TimeLog.module.css';
import { WORDS } from './words.ts';

interface Props {
  form: Form;
  fields: readonly { label: string; hint: string }[];
  change: (part: Partial<Form>) => void;
}

/** The note, a question at a time, then whatever fits none. Hints are shown, never written. */
export function NoteFields({ form, fields, change }: Props) {
  return (
    <fieldset className={styles.group}>
      <legend>{WORDS.note}</legend>
      {fields.map(({ label, hint }) => (
        <label key={label} className={styles.field}>
          <span>
            {label}
            {hint !== '' && <span className={styles.hint}> {hint}</span>}
          </span>
          <textarea
            rows={2}
            value={form.answers[label] ?? ''}
            onChange={(event) => change({ answers: { ...form.answers, [label]: event.target.value } })}
          />
        </label>
      ))}
      <label className={styles.field}>
        {WORDS.free}
        <textarea rows={2} value={form.free} onChange={(event) => change({ free: event.target.value })} />
      </label>
    </fieldset>
  );
}
