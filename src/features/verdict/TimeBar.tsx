import { rulebookAt } from '../../rules/rulebook/index.ts';
import type { Verdict } from '../../rules/verdict.ts';
import { duration } from '../../rules/words.ts';
import { Card } from '../../ui/Card.tsx';
import styles from './TimeBar.module.css';
import { WORDS } from './words.ts';

const MARKS = [10, 20, 40, 60];
const HOUR = 3600;

/** Counted seconds against the marks that matter; logged seconds that don't count are hatched. */
export function TimeBar({ verdict }: { verdict: Verdict }) {
  const { countedSeconds: counted, loggedSeconds: logged } = verdict;
  const scale = Math.max(HOUR, logged);
  const share = (seconds: number) => (100 * seconds) / scale;
  const codes = codesAt(verdict.month);
  return (
    <Card title={WORDS.time} aside={`${WORDS.logged} ${duration(logged)}`}>
      <p className={styles.counted}>
        <strong>{duration(counted)}</strong> {WORDS.counted.toLowerCase()}
        {verdict.next !== null && <span className={styles.next}>{verdict.next.summary}</span>}
      </p>
      <svg className={styles.bar} role="img" aria-label={barText(counted, logged)}>
        <defs>
          <pattern id="not-counted" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect className={styles.hatch} width="2" height="6" />
          </pattern>
        </defs>
        <rect className={styles.track} width="100%" height="16" y="4" rx="3" />
        <rect
          x={`${share(counted)}%`}
          width={`${share(logged - counted)}%`}
          height="16"
          y="4"
          fill="url(#not-counted)"
        />
        <rect className={styles.fill} width={`${share(counted)}%`} height="16" y="4" rx="3" />
        {MARKS.map((minutes) => (
          <line
            key={minutes}
            className={counted >= minutes * 60 ? styles.reached : styles.mark}
            x1={`${share(minutes * 60)}%`}
            x2={`${share(minutes * 60)}%`}
            y1="0"
            y2="24"
          />
        ))}
        {MARKS.map((minutes) => (
          <text
            key={minutes}
            className={styles.tick}
            x={`${share(minutes * 60)}%`}
            y="38"
            textAnchor={minutes * 60 === scale ? 'end' : 'middle'}
          >
            {minutes === 60 ? WORDS.bar.minutes(minutes) : minutes}
            <tspan className={styles.code} x={`${share(minutes * 60)}%`} dy="14">
              {codes.get(minutes * 60)}
            </tspan>
          </text>
        ))}
      </svg>
      {logged > counted && (
        <p className={styles.legend}>
          <svg className={styles.key} aria-hidden="true">
            <rect className={styles.track} width="100%" height="100%" rx="2" />
            <rect width="100%" height="100%" fill="url(#not-counted)" />
          </svg>
          {WORDS.bar.notCounted}: {duration(logged - counted)}
        </p>
      )}
    </Card>
  );
}

/** Which code each mark reaches, by its counted seconds, under the rulebook of the month. */
function codesAt(month: string): ReadonlyMap<number, string> {
  const { '99457': first, '99458': further, '99470': short } = rulebookAt(month).codes;
  const units = further === null ? [] : [1, 2].map((unit) => further.afterSeconds + unit * further.eachSeconds);
  return new Map([
    ...(short === null ? [] : [[short.fromSeconds, '99470'] as const]),
    ...(first === null ? [] : [[first.firstSeconds, '99457'] as const]),
    ...units.map((seconds) => [seconds, '99458'] as const),
  ]);
}

/** The bar in words, for those who can't see it. */
function barText(counted: number, logged: number): string {
  const reached = MARKS.findLast((minutes) => counted >= minutes * 60);
  const next = MARKS.find((minutes) => counted < minutes * 60);
  return [
    WORDS.bar.text(duration(counted), duration(logged)),
    reached === undefined ? '' : WORDS.bar.reached(reached),
    next === undefined ? '' : WORDS.bar.next(next, duration(next * 60 - counted)),
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}
