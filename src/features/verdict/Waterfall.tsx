import type { EntryShare, Stretch, Verdict } from '../../rules/verdict.ts';
import { duration } from '../../rules/words.ts';
import { Card } from '../../ui/Card.tsx';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { spanWords } from '../../ui/time.ts';
import { EvidenceLink } from './EvidenceLink.tsx';
import styles from './Waterfall.module.css';
import { activityWords, REDUCTION, WORDS } from './words.ts';

type Fate = Stretch['fate'];

/** Logged − each reduction = counted, each step down to its entries. */
export function Waterfall({ verdict }: { verdict: Verdict }) {
  const { loggedSeconds: logged, countedSeconds: counted, reductions, entries, timeZone } = verdict;
  if (logged === 0) {
    return (
      <Card title={WORDS.waterfall}>
        <p>{WORDS.nothingLogged}</p>
      </Card>
    );
  }
  const steps = reductions.map(({ reason, seconds }, at) => {
    const before = reductions.slice(0, at).reduce((sum, earlier) => sum + earlier.seconds, 0);
    return { reason, seconds, left: logged - before - seconds };
  });
  return (
    <Card title={WORDS.waterfall}>
      <ol className={styles.steps}>
        <Step
          title={WORDS.logged}
          amount={duration(logged)}
          from={0}
          length={logged}
          whole={logged}
          total
          bar={styles.logged}
        >
          <Shares entries={entries} timeZone={timeZone} />
        </Step>
        {steps.map(({ reason, seconds, left }) => (
          <Step
            key={reason}
            title={REDUCTION[reason].title}
            amount={`− ${duration(seconds)}`}
            from={left}
            length={seconds}
            whole={logged}
          >
            <p className={styles.why}>{REDUCTION[reason].why}</p>
            <Shares entries={entries} timeZone={timeZone} fate={reason} />
          </Step>
        ))}
        <Step
          title={WORDS.counted}
          amount={`= ${duration(counted)}`}
          from={0}
          length={counted}
          whole={logged}
          total
          bar={styles.counted}
        >
          <Shares entries={entries} timeZone={timeZone} fate="counted" />
        </Step>
      </ol>
    </Card>
  );
}

interface StepProps {
  title: string;
  amount: string;
  /** Where the step's bar begins, how long it is, and the length of the whole row, in seconds. */
  from: number;
  length: number;
  whole: number;
  total?: boolean;
  bar?: string | undefined;
  children: React.ReactNode;
}

function Step({ title, amount, from, length, whole, total = false, bar = styles.reduction, children }: StepProps) {
  return (
    <li className={total ? styles.total : undefined}>
      <Disclosure
        summary={
          <span className={styles.step}>
            <span>{title}</span>
            <svg className={styles.bar} aria-hidden="true">
              <rect
                className={bar}
                x={`${(100 * from) / whole}%`}
                width={`${(100 * length) / whole}%`}
                height="100%"
                rx="2"
              />
            </svg>
            <span className={styles.amount}>{amount}</span>
          </span>
        }
      >
        {children}
      </Disclosure>
    </li>
  );
}

/** What each entry contributed: all that it logged, or only the seconds of one fate. */
function Shares({ entries, timeZone, fate }: { entries: EntryShare[]; timeZone: string; fate?: Fate }) {
  const shares = entries
    .map((entry) => ({ entry, seconds: secondsOf(entry, fate) }))
    .filter(({ seconds }) => seconds > 0)
    .sort((a, b) => a.entry.start - b.entry.start);
  return (
    <ul className={styles.shares}>
      {shares.map(({ entry, seconds }) => (
        <li key={entry.reference} className={styles.share}>
          <span>
            <EvidenceLink reference={entry.reference} />
            <span className={styles.activity}>
              {activityWords(entry.activity)}, {spanWords(entry.start, entry.end, timeZone)}
            </span>
          </span>
          <span className={styles.amount}>{duration(seconds)}</span>
        </li>
      ))}
    </ul>
  );
}

function secondsOf(entry: EntryShare, fate: Fate | undefined): number {
  return entry.stretches
    .filter((stretch) => fate === undefined || stretch.fate === fate)
    .reduce((sum, stretch) => sum + stretch.end - stretch.start, 0);
}
