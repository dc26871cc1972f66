import { memo, useMemo } from 'react';
import { rounded, unitWords } from '../../fhir/measurement-units.ts';
import type { ServiceMonth } from '../../rules/month.ts';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { Scroll } from '../../ui/Scroll.tsx';
import { Chart } from './Chart.tsx';
import { plotOf } from './plot.ts';
import { type Choice, ReadingsTable } from './ReadingsTable.tsx';
import styles from './TrendView.module.css';
import type { Trend } from './trend.ts';
import { dayName, KIND, limitWords, readings, SERIES, WORDS } from './words.ts';

interface Props extends Choice {
  trend: Trend;
  month: ServiceMonth;
  onOpen: (reference: string) => void;
}

/** One kind of reading in the month: its figures, its trend, and all of it as a table. */
export const TrendView = memo(function TrendView({ trend, month, ...choice }: Props) {
  const plot = useMemo(() => plotOf(trend, month), [trend, month]);
  const [first] = trend.lines;
  const unit = first ? unitWords(first.series, trend.unit) : '';
  return (
    <section className={styles.trend} aria-label={KIND[trend.kind]}>
      <header className={styles.head}>
        <h3>
          {KIND[trend.kind]} <span className={styles.unit}>{unit}</span>
        </h3>
        <span className={styles.unit}>{readings(trend.rows.length)}</span>
      </header>
      <Figures trend={trend} timeZone={month.timeZone} />
      <Chart trend={trend} plot={plot} month={month} />
      {plot.of === 'days' && <p className={styles.small}>{WORDS.drawnDays(trend.rows.length)}</p>}
      {trend.converted > 0 && <p className={styles.small}>{WORDS.converted(trend.converted, unit)}</p>}
      <p className={styles.small}>{limitsSource(trend)}</p>
      <Disclosure summary={WORDS.table(trend.rows.length)}>
        <ReadingsTable trend={trend} month={month} {...choice} />
      </Disclosure>
    </section>
  );
});

function Figures({ trend: { lines, rows, unit, days, daysBeyond }, timeZone }: { trend: Trend; timeZone: string }) {
  const limited = lines.some(({ limits }) => limits !== null);
  const beyond = daysBeyond > 0 ? WORDS.beyond(daysBeyond, days) : WORDS.neverBeyond(days);
  return (
    <>
      <Scroll label={WORDS.figures}>
        <table className={styles.figures} aria-label={WORDS.figures}>
          <thead>
            <tr>
              <td />
              <th scope="col">{WORDS.latest}</th>
              <th scope="col">{WORDS.lowest}</th>
              <th scope="col">{WORDS.highest}</th>
              <th scope="col">{WORDS.limits}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map(({ series, limits, ...line }) => (
              <tr key={series}>
                <th scope="row">{SERIES[series]}</th>
                <td>
                  <strong>{rounded(series, line.latest, unit)}</strong>
                  {line.latestAt !== rows.at(-1)?.at && ` (${dayName(line.latestAt, timeZone)})`}
                </td>
                <td>{rounded(series, line.lowest, unit)}</td>
                <td>{rounded(series, line.highest, unit)}</td>
                <td>{limitWords(series, limits)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      <p>{limited ? beyond : WORDS.onDays(days)}</p>
    </>
  );
}

/** Where the limits come from, each source once. */
function limitsSource({ lines }: Trend): string {
  const limited = lines.flatMap(({ limits }) => (limits === null ? [] : [limits]));
  const sources = new Set(limited.map(({ source }) => source ?? WORDS.startingLimits));
  return [...sources].join(' ');
}
