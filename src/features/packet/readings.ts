import { KINDS } from '../../fhir/measurement.ts';
import type { MeasurementSettings } from '../../fhir/measurement-settings.ts';
import { rounded, type Series, unitWords } from '../../fhir/measurement-units.ts';
import type { LocalDate, ServiceMonth } from '../../rules/month.ts';
import { dayReadings } from '../readings/days.ts';
import { measureAll } from '../readings/measured.ts';
import { type Trend, trendOf } from '../readings/trend.ts';
import { KIND, limitWords, SERIES } from '../readings/words.ts';
import type { MonthResult } from '../verdict/useMonth.ts';

/** The readings of a month, short enough for paper. */
export interface PacketReadings {
  /** A line for each thing that is measured. */
  series: {
    name: string;
    unit: string;
    count: number;
    days: number;
    lowest: string;
    highest: string;
    limits: string;
  }[];
  /** What the columns of `days` measure. */
  kinds: string[];
  /** Every local day of the month that has a reading. */
  days: { date: LocalDate; device: number; selfReported: number; values: string[] }[];
  /** Readings whose value could not be shown; they count all the same. */
  unmeasured: number;
}

/** Values are in the unit of most readings; a day's are its lowest to its highest. */
export async function packetReadings(
  { read, ledger, verdict }: MonthResult,
  month: ServiceMonth,
  settings: MeasurementSettings,
): Promise<PacketReadings> {
  const asOf = Math.floor(Date.parse(verdict.asOf) / 1000);
  const inMonth = ledger.readings.filter(({ taken }) => taken.earliest >= month.start && taken.latest < month.end);
  const { measurements, unmeasured } = await measureAll(inMonth, read.resources, settings);
  const trends: Trend[] = [];
  for (const kind of KINDS) {
    const trend = await trendOf(kind, measurements, month, settings);
    if (trend !== null) trends.push(trend);
  }
  return {
    series: trends.flatMap((trend) =>
      trend.lines.map(({ series, lowest, highest, limits }) => {
        const rows = trend.rows.filter(({ points }) => points[series] !== undefined);
        return {
          name: SERIES[series],
          unit: unitWords(series, trend.unit),
          count: rows.length,
          days: new Set(rows.map(({ date }) => date)).size,
          lowest: rounded(series, lowest, trend.unit),
          highest: rounded(series, highest, trend.unit),
          limits: limitWords(series, limits),
        };
      }),
    ),
    kinds: trends.map(({ kind, unit, lines }) => {
      const [first] = lines;
      return first === undefined ? KIND[kind] : `${KIND[kind]}, ${unitWords(first.series, unit)}`;
    }),
    days: dayReadings(month, ledger.readings, asOf)
      .filter(({ device, selfReported }) => device + selfReported > 0)
      .map(({ date, device, selfReported }) => ({
        date,
        device,
        selfReported,
        values: trends.map((trend) => rangesOn(trend, date)),
      })),
    unmeasured: unmeasured.length,
  };
}

/** `128–140 / 76–82` for a blood pressure. */
function rangesOn({ rows, lines, unit }: Trend, date: LocalDate): string {
  const own = rows.filter((row) => row.date === date);
  if (own.length === 0) return '';
  const range = (series: Series) => {
    const values = own.flatMap(({ points }) => points[series]?.value ?? []);
    if (values.length === 0) return '–';
    // Not Math.min(...values): ten thousand arguments are too many for some browsers.
    const low = rounded(
      series,
      values.reduce((one, other) => Math.min(one, other)),
      unit,
    );
    const high = rounded(
      series,
      values.reduce((one, other) => Math.max(one, other)),
      unit,
    );
    return low === high ? low : `${low}–${high}`;
  };
  return lines.map(({ series }) => range(series)).join(' / ');
}
