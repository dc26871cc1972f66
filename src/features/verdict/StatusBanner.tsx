import type { ReactNode } from 'react';
import type { Verdict } from '../../rules/verdict.ts';
import { Badge } from '../../ui/Badge.tsx';
import { instantWords, monthWords } from '../../ui/time.ts';
import styles from './StatusBanner.module.css';
import { STATUS, WORDS } from './words.ts';

/** The answer: a word, the one sentence that matters, and what is missing. `children` is the action that follows from it. */
export function StatusBanner({ verdict, children }: { verdict: Verdict; children?: ReactNode }) {
  const { word, tone, icon } = STATUS[verdict.status];
  const { summary, missing } = verdict;
  return (
    <section className={`${styles.banner} ${styles[tone]}`} aria-label={monthWords(verdict.month)}>
      <p className={styles.status}>
        <Badge tone={tone} icon={icon}>
          {word}
        </Badge>
        <span className={styles.when}>
          {monthWords(verdict.month)}, {verdict.monthClosed ? WORDS.monthClosed : WORDS.monthOpen}
        </span>
      </p>
      <h2 className={styles.summary}>{summary}</h2>
      {missing !== null && !summary.includes(missing) && (
        <p>
          <strong>{WORDS.missing}:</strong> {missing}
        </p>
      )}
      {children}
      <p className={styles.asOf}>
        {WORDS.asOf} {instantWords(Date.parse(verdict.asOf) / 1000, verdict.timeZone)}
        {' · '}
        {verdict.rulebook === null ? WORDS.noRulebook : WORDS.rulebook(verdict.rulebook)}
      </p>
    </section>
  );
}
