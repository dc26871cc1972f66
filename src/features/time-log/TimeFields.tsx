import type { Form } from './form.ts';
import styles from './TimeLog.module.css';
import { WORDS } from './words.ts';

interface Props {
  form: Form;
  change: (part: Partial<Form>) => void;
  zone: string;
  /** The start lies in the hour that comes twice. */
  twice: boolean;
}

/** When the work was done: the browser's own fields, which each phone shows as people there know them. */
export function TimeFields({ form, change, zone, twice }: Props) {
  return (
    <fieldset className={styles.group}>
      <legend className={styles.muted}>{WORDS.zone(zone)}</legend>
      <div className={styles.row}>
        <label className={styles.field}>
          {WORDS.date}
          <input type="date" required value={form.date} onChange={(event) => change({ date: event.target.value })} />
        </label>
        <label className={styles.field}>
          {WORDS.start}
          <input
            type="time"
            step="1"
            required
            value={form.start}
            onChange={(event) => change({ start: event.target.value })}
          />
        </label>
      </div>
      {twice && (
        <label className={styles.field}>
          {WORDS.whichHour}
          <select
            value={form.hour}
            onChange={(event) => change({ hour: event.target.value === 'second' ? 'second' : 'first' })}
          >
            <option value="first">{WORDS.firstHour}</option>
            <option value="second">{WORDS.secondHour}</option>
          </select>
        </label>
      )}
      <div className={styles.row}>
        <label className={styles.field}>
          {WORDS.by}
          <select
            value={form.by}
            onChange={(event) => change({ by: event.target.value === 'end' ? 'end' : 'duration' })}
          >
            <option value="duration">{WORDS.byDuration}</option>
            <option value="end">{WORDS.byEnd}</option>
          </select>
        </label>
        {form.by === 'end' ? (
          <label className={styles.field}>
            {WORDS.end}
            <input
              type="time"
              step="1"
              required
              value={form.end}
              onChange={(event) => change({ end: event.target.value })}
            />
          </label>
        ) : (
          <>
            <label className={`${styles.field} ${styles.short}`}>
              {WORDS.minutes}
              <input
                type="number"
                inputMode="numeric"
                min="0"
                value={form.minutes}
                onChange={(event) => change({ minutes: event.target.value })}
              />
            </label>
            <label className={`${styles.field} ${styles.short}`}>
              {WORDS.seconds}
              <input
                type="number"
                inputMode="numeric"
                min="0"
                max="59"
                value={form.seconds}
                onChange={(event) => change({ seconds: event.target.value })}
              />
            </label>
          </>
        )}
      </div>
    </fieldset>
  );
}
