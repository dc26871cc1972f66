import { type ComponentProps, type ReactNode, useId } from 'react';
import styles from './Fields.module.css';

interface Labelled {
  label: string;
  /** What to think of; read out with the field. */
  hint?: string | undefined;
  /** What is wrong with it, once the person has tried to save. */
  error?: string | undefined;
}

/** Gives a control its label, its hint and its error, as assistive technology knows them. */
function useLabels({ hint, error }: Labelled) {
  const id = useId();
  const describedBy = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined;
  return { id, control: { id, 'aria-describedby': describedBy, 'aria-invalid': error ? true : undefined } };
}

function Field({ id, label, hint, error, children }: Labelled & { id: string; children: ReactNode }) {
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      {hint && (
        <p id={`${id}-hint`} className={styles.hint}>
          {hint}
        </p>
      )}
      {children}
      {error && (
        <p id={`${id}-error`} className={styles.error}>
          {error}
        </p>
      )}
    </div>
  );
}

type TextProps = Labelled & Omit<ComponentProps<'input'>, 'value' | 'onChange'> & Value;
interface Value {
  value: string;
  onChange: (value: string) => void;
}

/** One line, a date or a time of day. */
export function TextField({ label, hint, error, onChange, ...rest }: TextProps) {
  const { id, control } = useLabels({ label, hint, error });
  return (
    <Field id={id} label={label} hint={hint} error={error}>
      <input className={styles.input} {...control} {...rest} onChange={(event) => onChange(event.target.value)} />
    </Field>
  );
}

/** Several lines. */
export function TextArea({ label, hint, error, value, onChange, rows = 2 }: Labelled & Value & { rows?: number }) {
  const { id, control } = useLabels({ label, hint, error });
  return (
    <Field id={id} label={label} hint={hint} error={error}>
      <textarea
        className={styles.input}
        rows={rows}
        {...control}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  );
}

interface Option {
  value: string;
  label: string;
}

export function SelectField({
  label,
  hint,
  error,
  value,
  onChange,
  options,
}: Labelled & Value & { options: readonly Option[] }) {
  const { id, control } = useLabels({ label, hint, error });
  return (
    <Field id={id} label={label} hint={hint} error={error}>
      <select className={styles.input} {...control} value={value} onChange={(event) => onChange(event.target.value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </Field>
  );
}

/** A group of controls under one name. */
export function FieldGroup({ label, hint, error, children }: Labelled & { children: ReactNode }) {
  const { id, control } = useLabels({ label, hint, error });
  return (
    <fieldset className={styles.group} aria-describedby={control['aria-describedby']}>
      <legend>{label}</legend>
      {hint && (
        <p id={`${id}-hint`} className={styles.hint}>
          {hint}
        </p>
      )}
      <div className={styles.choices}>{children}</div>
      {error && (
        <p id={`${id}-error`} className={styles.error}>
          {error}
        </p>
      )}
    </fieldset>
  );
}

/** One of several. */
export function Choices<V extends string>({
  value,
  onChange,
  options,
  ...labels
}: Labelled & { value: V | ''; onChange: (value: V) => void; options: readonly { value: V; label: string }[] }) {
  const name = useId();
  return (
    <FieldGroup {...labels}>
      {options.map((option) => (
        <label key={option.value} className={styles.choice}>
          <input type="radio" name={name} checked={option.value === value} onChange={() => onChange(option.value)} />
          <span>{option.label}</span>
        </label>
      ))}
    </FieldGroup>
  );
}

/** Yes or no. */
export function Checkbox({
  label,
  checked,
  onChange,
}: {
  label: ReactNode;
  checked: boolean;
  onChange: (yes: boolean) => void;
}) {
  return (
    <label className={styles.choice}>
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.target.checked)} />
      <span>{label}</span>
    </label>
  );
}

/** Fields that stand beside each other where there is room. */
export function FieldRow({ children }: { children: ReactNode }) {
  return <div className={styles.row}>{children}</div>;
}
