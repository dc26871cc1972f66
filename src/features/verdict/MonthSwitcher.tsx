import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { monthWords } from '../../ui/time.ts';
import styles from './MonthSwitcher.module.css';
import { FIRST_MONTH, monthAfter, monthBefore, monthsUntil } from './months.ts';
import { WORDS } from './words.ts';

interface Props {
  month: string;
  /** The newest month that may be shown: the current one. */
  current: string;
  onChange: (month: string) => void;
}

/** From the first month of the code until the current one; never beyond. */
export function MonthSwitcher({ month, current, onChange }: Props) {
  return (
    <div className={styles.switcher}>
      <Button
        look="icon"
        aria-label={WORDS.previousMonth}
        disabled={month <= FIRST_MONTH}
        onClick={() => onChange(monthBefore(month))}
      >
        <Icon name="previous" />
      </Button>
      <select
        className={styles.select}
        aria-label={WORDS.month}
        value={month}
        onChange={(event) => onChange(event.target.value)}
      >
        {monthsUntil(current).map((choice) => (
          <option key={choice} value={choice}>
            {monthWords(choice)}
          </option>
        ))}
      </select>
      <Button
        look="icon"
        aria-label={WORDS.nextMonth}
        disabled={month >= current}
        onClick={() => onChange(monthAfter(month))}
      >
        <Icon name="next" />
      </Button>
    </div>
  );
}
