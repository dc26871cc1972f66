import { type Kind, type Measurement, SERIES_OF } from '../../fhir/measurement.ts';
import { type Limits, limitsOf, type MeasurementSettings } from '../../fhir/measurement-settings.ts';
import { convert, type Quantity, type Series } from '../../fhir/measurement-units.ts';
import type { Instant } from '../../rules/ledger.ts';
import { dayOf, type LocalDate, type ServiceMonth } from '../../rules/month.ts';
import { eachUnhurried } from '../../ui/unhurried.ts';

export type Level = 'low' | 'high';

/** One value in a trend: as it was written, and in the trend's unit. */
export interface Point {
  written: Quantity;
  value: number;
  level: Level | null;
}

/** One reading in a trend. */
export interface Row {
  measurement: Measurement;
  /** When it was taken; the middle of its day where only the day is known. */
  at: Instant;
  date: LocalDate;
  points: Partial<Record<Series, Point>>;
  level: Level | null;
}

export interface Line {
  series: Series;
  limits: Limits | null;
  latest: number;
  /** When the latest was taken: readings may lack one of their values. */
  latestAt: Instant;
  lowest: number;
  highest: number;
}

/** The month's readings of one kind, in order of time, all in one unit. */
export interface Trend {
  kind: Kind;
  unit: string;
  lines: Line[];
  rows: Row[];
  /** Local days with readings, and those of them with a value beyond a limit. */
  days: number;
  daysBeyond: number;
  /** Readings that were written in another unit. */
  converted: number;
}

/** The trend of a kind; null when the month has no reading of it. The unit is that of most readings: nobody has to read converted values. */
export async function trendOf(
  kind: Kind,
  measurements: readonly Measurement[],
  month: ServiceMonth,
  settings: MeasurementSettings,
): Promise<Trend | null> {
  const own = measurements.filter((measurement) => measurement.kind === kind);
  const unit = mostWritten(own);
  if (unit === null) return null;
  const limits = new Map(SERIES_OF[kind].map((series) => [series, limitsIn(unit, series, settings)]));
  const rows: Row[] = [];
  await eachUnhurried(own, (measurement) => {
    const row = rowOf(measurement, unit, month, limits);
    if (row !== null) rows.push(row);
  });
  rows.sort((a, b) => a.at - b.at || (a.measurement.reference < b.measurement.reference ? -1 : 1));
  return {
    kind,
    unit,
    lines: SERIES_OF[kind].flatMap((series) => lineOf(series, rows, limits.get(series) ?? null) ?? []),
    rows,
    days: new Set(rows.map(({ date }) => date)).size,
    daysBeyond: new Set(rows.filter(({ level }) => level !== null).map(({ date }) => date)).size,
    converted: rows.filter(({ points }) => Object.values(points).some(({ written }) => written.unit !== unit)).length,
  };
}

function mostWritten(measurements: readonly Measurement[]): string | null {
  const counts = new Map<string, number>();
  for (const { values } of measurements)
    for (const { unit } of Object.values(values)) counts.set(unit, (counts.get(unit) ?? 0) + 1);
  const [most] = [...counts].sort(([one, a], [other, b]) => b - a || (one < other ? -1 : 1));
  return most?.[0] ?? null;
}

function limitsIn(unit: string, series: Series, settings: MeasurementSettings): Limits | null {
  const limits = limitsOf(series, settings);
  if (limits === null) return null;
  const inUnit = (value: number | null) =>
    value === null ? null : convert(series, { value, unit: limits.unit }, unit);
  return { ...limits, low: inUnit(limits.low), high: inUnit(limits.high), unit };
}

function rowOf(
  measurement: Measurement,
  unit: string,
  month: ServiceMonth,
  limits: ReadonlyMap<Series, Limits | null>,
): Row | null {
  const { earliest, latest } = measurement.taken;
  const date = dayOf(month.days, earliest)?.date;
  if (date === undefined) return null;
  const points: Partial<Record<Series, Point>> = {};
  let level: Level | null = null;
  for (const series of SERIES_OF[measurement.kind]) {
    const written = measurement.values[series];
    if (written === undefined) continue;
    const value = convert(series, written, unit);
    const point = { written, value, level: levelOf(value, limits.get(series) ?? null) };
    points[series] = point;
    level ??= point.level;
  }
  return { measurement, at: Math.floor((earliest + latest) / 2), date, points, level };
}

function levelOf(value: number, limits: Limits | null): Level | null {
  if (limits === null) return null;
  if (limits.low !== null && value < limits.low) return 'low';
  return limits.high !== null && value >= limits.high ? 'high' : null;
}

function lineOf(series: Series, rows: readonly Row[], limits: Limits | null): Line | null {
  const last = rows.findLast(({ points }) => points[series] !== undefined);
  const latest = last?.points[series]?.value;
  if (last === undefined || latest === undefined) return null;
  let [lowest, highest] = [latest, latest];
  // Not Math.min(...values): ten thousand arguments are too many for some browsers.
  for (const { points } of rows) {
    const value = points[series]?.value ?? latest;
    lowest = Math.min(lowest, value);
    highest = Math.max(highest, value);
  }
  return { series, limits, latest, latestAt: last.at, lowest, highest };
}
