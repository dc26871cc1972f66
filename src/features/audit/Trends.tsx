import { useMemo } from 'react';
import type { PracticeConnection } from '../../ehr/types.ts';
import { RISK_IDS } from '../../rules/verdict.ts';
import { type Bar, BarChart, type Part } from '../../ui/BarChart.tsx';
import { Card } from '../../ui/Card.tsx';
import { monthWords, shortMonthWords } from '../../ui/time.ts';
import { activityWords } from '../verdict/words.ts';
import styles from './Audit.module.css';
import { type AuditRow, isJudged } from './judged.ts';
import { risksIn, type Tally, type Trend, trendOf } from './trend.ts';
import { usePersonNames } from './usePersonNames.ts';
import { numberWords, RISK, WORDS } from './words.ts';

const PARTS: readonly Part[] = [
  { name: WORDS.severity.high, look: 'backed' },
  { name: WORDS.severity.medium, look: 'striped' },
  { name: WORDS.severity.low, look: 'pale' },
];

/** How denial risks spread over months, people and activities. */
export function Trends({ rows, practice }: { rows: readonly AuditRow[]; practice: PracticeConnection }) {
  const trend = useMemo(
    () => trendOf(rows.filter(isJudged).map(({ month, kept: { risks, logged } }) => ({ month, risks, logged }))),
    [rows],
  );
  const persons = useMemo(() => trend.byPerson.flatMap(({ of }) => of ?? []), [trend]);
  const names = usePersonNames(practice, persons);
  const chart = (tallies: readonly Tally[], label: (of: string) => string, what: 'entries' | 'months') => ({
    parts: PARTS,
    bars: tallies.map((tally) => barOf(tally, label, what)),
    text: textOf(tallies, label),
    format: numberWords,
  });

  if (trend.byMonth.length === 0) return null;
  return (
    <Card title={WORDS.trend}>
      <p className={styles.muted}>{WORDS.trendWhy}</p>
      {trend.byMonth.every((tally) => risksIn(tally) === 0) ? (
        <p>{WORDS.noRisks}</p>
      ) : (
        <div className={styles.charts}>
          <BarChart title={WORDS.byMonth} labels={WORDS.month} {...chart(trend.byMonth, shortMonthWords, 'months')} />
          <BarChart
            title={WORDS.byPerson}
            labels={WORDS.person}
            lying
            {...chart(trend.byPerson, (of) => names.get(of) ?? of, 'entries')}
          />
          <BarChart
            title={WORDS.byActivity}
            labels={WORDS.activity}
            lying
            {...chart(trend.byActivity, activityWords, 'entries')}
          />
          <Kinds byMonth={trend.byMonth} />
        </div>
      )}
      <p className={styles.muted}>{WORDS.trendNote}</p>
    </Card>
  );
}

function barOf(tally: Tally, label: (of: string) => string, what: 'entries' | 'months'): Bar {
  const { of, base, bySeverity } = tally;
  return {
    label: of === null ? WORDS.nobody : label(of),
    values: [bySeverity.high, bySeverity.medium, bySeverity.low],
    remark: of === null ? undefined : WORDS.ofBase(base, what),
  };
}

function textOf(tallies: readonly Tally[], label: (of: string) => string): string {
  const all = tallies.reduce((sum, tally) => sum + risksIn(tally), 0);
  const high = tallies.reduce((sum, { bySeverity }) => sum + bySeverity.high, 0);
  const [most] = tallies
    .filter((tally) => tally.of !== null && risksIn(tally) > 0)
    .sort((a, b) => risksIn(b) - risksIn(a));
  const named = most === undefined || most.of === null ? null : `${label(most.of)} (${numberWords(risksIn(most))})`;
  return WORDS.trendText(all, high, named);
}

/** Kind of risk by month. */
function Kinds({ byMonth }: Pick<Trend, 'byMonth'>) {
  const kinds = RISK_IDS.filter((id) => byMonth.some(({ byRisk }) => byRisk[id] !== undefined));
  return (
    <div>
      <h3>{WORDS.byKind}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard (WCAG 2.1.1). */}
      <section className={styles.scroll} aria-label={WORDS.byKind} tabIndex={0}>
        <table className={styles.figures}>
          <thead>
            <tr>
              <th scope="col">{WORDS.kind}</th>
              {byMonth.map(({ of }) => (
                <th key={of} scope="col">
                  <abbr title={monthWords(of ?? '')}>{shortMonthWords(of ?? '')}</abbr>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {kinds.map((id) => (
              <tr key={id}>
                <th scope="row">{RISK[id]}</th>
                {byMonth.map(({ of, byRisk }) => (
                  <td key={of}>{byRisk[id] ?? 0}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}
