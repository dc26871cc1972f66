import type { Series } from '../../fhir/measurement-units.ts';
import type { Instant } from '../../rules/ledger.ts';
import type { LocalDate, ServiceMonth } from '../../rules/month.ts';
import type { Row, Trend } from './trend.ts';

/** More readings than this are a smear when each is drawn. */
const MOST_POINTS = 400;

/** What is drawn of one series. `low` and `high` are the day's range, where days are drawn. */
export interface PlotLine {
  series: Series;
  middle: (number | null)[];
  low: (number | null)[];
  high: (number | null)[];
}

export interface Plot {
  /** `readings`: each as it was taken. `days`: each local day's median, and its lowest and highest value. */
  of: 'readings' | 'days';
  at: Instant[];
  lines: PlotLine[];
  /** Whether the point at this index was told by the patient: drawn hollow. */
  told: boolean[];
}

/** What to draw of a trend: its readings, or its days when the readings are many. */
export function plotOf(trend: Trend, month: ServiceMonth): Plot {
  return trend.rows.length <= MOST_POINTS ? ofReadings(trend) : ofDays(trend, month);
}

function ofReadings({ rows, lines }: Trend): Plot {
  return {
    of: 'readings',
    at: rows.map(({ at }) => at),
    lines: lines.map(({ series }) => ({
      series,
      middle: rows.map(({ points }) => points[series]?.value ?? null),
      low: [],
      high: [],
    })),
    told: rows.map(({ measurement }) => measurement.selfReported),
  };
}

function ofDays({ rows, lines }: Trend, month: ServiceMonth): Plot {
  const byDate = new Map<LocalDate, Row[]>(month.days.map(({ date }) => [date, []]));
  for (const row of rows) byDate.get(row.date)?.push(row);
  const days = month.days.filter(({ date }) => byDate.get(date)?.length);
  const sorted = (series: Series, date: LocalDate) => valuesOf(series, byDate.get(date) ?? []);
  return {
    of: 'days',
    at: days.map(({ start, end }) => Math.floor((start + end) / 2)),
    lines: lines.map(({ series }) => {
      const values = days.map(({ date }) => sorted(series, date));
      return {
        series,
        middle: values.map((day) => day[Math.floor(day.length / 2)] ?? null),
        low: values.map((day) => day[0] ?? null),
        high: values.map((day) => day.at(-1) ?? null),
      };
    }),
    told: days.map(() => false),
  };
}

function valuesOf(series: Series, rows: readonly Row[]): number[] {
  return rows.flatMap(({ points }) => points[series]?.value ?? []).sort((a, b) => a - b);
}
