import styles from './WorkTable.module.css';

const MARKS = [10, 20, 40];
const SCALE = 3600;

/** The time bar in small, with the marks that the codes stand at. The words beside it say the same. */
export function TimeMark({ seconds }: { seconds: number }) {
  return (
    <svg className={styles.bar} aria-hidden="true" focusable="false">
      <rect className={styles.track} width="100%" height="6" y="3" rx="3" />
      <rect className={styles.fill} width={`${Math.min(100, (100 * seconds) / SCALE)}%`} height="6" y="3" rx="3" />
      {MARKS.map((minutes) => (
        <line
          key={minutes}
          className={styles.mark}
          x1={`${(6000 * minutes) / SCALE}%`}
          x2={`${(6000 * minutes) / SCALE}%`}
          y1="0"
          y2="12"
        />
      ))}
    </svg>
  );
}
