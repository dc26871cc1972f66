import type { ServiceMonth } from '../../rules/month.ts';
import { Hidden } from '../../ui/Hidden.tsx';
import styles from './DayStrip.module.css';
import { type DayReadings, type DayState, stateOf } from './days.ts';
import { dayWords, WORDS } from './words.ts';

const STATES: readonly DayState[] = ['device', 'self-reported', 'none', 'ahead'];

/** Each local day of the month: full where a device sent something, hollow where the patient told it, a dash where there is nothing. */
export function DayStrip({ days, month }: { days: DayReadings[]; month: ServiceMonth }) {
  const count = (state: DayState) => days.filter((day) => stateOf(day) === state).length;
  return (
    <div>
      <ol className={styles.strip} aria-label={WORDS.strip}>
        {days.map((day, index) => {
          const state = stateOf(day);
          const words = dayWords(day, month.days[index]?.start ?? month.start, month.timeZone, state);
          return (
            <li key={day.date} className={styles.day} title={words}>
              <span aria-hidden="true">
                <span className={styles.number}>{Number(day.date.slice(8))}</span>
                <Mark state={state} />
                <span className={styles.count}>{day.device + day.selfReported || ''}</span>
              </span>
              <Hidden>{words}</Hidden>
            </li>
          );
        })}
      </ol>
      <ul className={styles.legend}>
        {STATES.filter((state) => count(state) > 0).map((state) => (
          <li key={state}>
            <Mark state={state} />
            {WORDS.dayCount(state, count(state))}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Mark({ state }: { state: DayState }) {
  return (
    <svg className={styles.mark} viewBox="0 0 12 12" aria-hidden="true">
      {state === 'device' && <circle className={styles.full} cx="6" cy="6" r="5" />}
      {state === 'self-reported' && <circle className={styles.hollow} cx="6" cy="6" r="4" />}
      {state === 'none' && <path className={styles.dash} d="M2 6h8" />}
      {state === 'ahead' && <circle className={styles.dot} cx="6" cy="6" r="1" />}
    </svg>
  );
}
