import type { Kind, UnmeasuredReason } from '../../fhir/measurement.ts';
import type { Limits } from '../../fhir/measurement-settings.ts';
import { rounded, type Series, unitWords } from '../../fhir/measurement-units.ts';
import type { Instant, When } from '../../rules/ledger.ts';
import type { Look } from '../verdict/words.ts';
import type { DayReadings, DayState } from './days.ts';
import type { Level, Point, Row, Trend } from './trend.ts';

/** Everything that the readings section says. */

export const KIND: Record<Kind, string> = {
  'blood-pressure': 'Blood pressure',
  weight: 'Weight',
  pulse: 'Pulse',
  spo2: 'Oxygen saturation (SpO₂)',
  glucose: 'Glucose',
};

export const SERIES: Record<Series, string> = {
  systolic: 'Systolic',
  diastolic: 'Diastolic',
  weight: 'Weight',
  pulse: 'Pulse',
  spo2: 'SpO₂',
  glucose: 'Glucose',
};

export const LEVEL: Record<Level, Look> = {
  low: { word: 'Low', tone: 'caution', icon: 'warning' },
  high: { word: 'High', tone: 'caution', icon: 'warning' },
};

export const DAY: Record<DayState, string> = {
  device: 'Device',
  'self-reported': 'Self-reported only',
  none: 'None',
  ahead: 'Still to come',
};

export const UNMEASURED: Record<UnmeasuredReason, string> = {
  'other-kind': 'Of another kind than is drawn here',
  'no-value': 'Without a value that can be read',
  bound: 'Given as “less than” or “more than”',
  'unknown-unit': 'In a unit that is not known for it',
  implausible: 'No plausible value',
};

const plural = (count: number, one: string, many: string) =>
  `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;
export const readings = (count: number) => plural(count, 'reading', 'readings');
const days = (count: number) => plural(count, 'day', 'days');

export const WORDS = {
  title: 'Readings',
  unread:
    'The readings could not be read, or not all of them. What is missing here is unknown, which is not the same as absent.',
  none: 'No readings in this month.',
  total: (count: number, onDays: number) => `${readings(count)} on ${days(onDays)}`,
  strip: 'Readings by day',
  dayCount: (state: DayState, count: number) => `${DAY[state]}: ${days(count)}`,
  figures: 'Figures of the month',
  latest: 'Latest',
  lowest: 'Lowest',
  highest: 'Highest',
  limits: 'Limits',
  noLimits: 'none set',
  beyond: (beyond: number, all: number) => `Beyond a limit on ${beyond} of ${days(all)} with readings.`,
  neverBeyond: (all: number) => `Within the limits on all ${days(all)} with readings.`,
  onDays: (all: number) => `Measured on ${days(all)}.`,
  startingLimits: 'Limits: starting values of this app, without a source. The practice can set its own.',
  converted: (count: number, unit: string) =>
    `${readings(count)} ${count === 1 ? 'was' : 'were'} written in another unit: drawn in ${unit}, listed as written.`,
  drawnDays: (count: number) =>
    `${readings(count)}: the line is each day’s middle value, the band its lowest to highest. The table has every reading.`,
  toldPoint: 'hollow: self-reported',
  range: 'band: lowest to highest of the day',
  limitLine: 'dotted: limit',
  table: (count: number) => `Table of ${readings(count)}`,
  everyReading: (kind: string) => `${kind}, reading by reading`,
  from: 'From',
  to: 'To',
  onlyBeyond: 'Only beyond a limit',
  column: { taken: 'Taken', value: 'Value', limit: 'Limit', source: 'Source' },
  within: 'Within',
  pickPage: 'Select the readings on this page',
  pick: (taken: string, value: string) => `Select the reading of ${taken}: ${value}`,
  pickAll: (count: number) => `Select all ${count}`,
  nothingShown: 'No reading in these days.',
  previous: 'Previous',
  next: 'Next',
  pageOf: (first: number, last: number, all: number) =>
    `${first.toLocaleString('en-US')}–${last.toLocaleString('en-US')} of ${all.toLocaleString('en-US')}`,
  pages: 'Pages of the table',
  fromDevice: 'Device',
  selfReported: 'Self-reported',
  toldWithDevice: 'Self-reported, with a device',
  chosen: (count: number) => `${readings(count)} selected as the reason of a time entry`,
  clear: 'Clear the selection',
  left: (count: number) => `${readings(count)} not drawn`,
  leftWhy: 'They count as readings; only their values could not be used here.',
  noTime: 'time not recorded',
} as const;

const formats = new Map<string, Intl.DateTimeFormat>();

function format(timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${timeZone} ${JSON.stringify(options)}`;
  const known = formats.get(key);
  if (known) return known;
  // Making one takes longer than a thousand uses of it. en-US knows the names of the time zones of the United States.
  const made = new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', ...options });
  formats.set(key, made);
  return made;
}

function words(at: Instant, timeZone: string, options: Intl.DateTimeFormatOptions): Partial<Record<string, string>> {
  return Object.fromEntries(
    format(timeZone, options)
      .formatToParts(at * 1000)
      .map(({ type, value }) => [type, value]),
  );
}

/** `17 Mar` on the clock of the time zone. */
export function dayName(at: Instant, timeZone: string): string {
  const { day, month } = words(at, timeZone, { day: 'numeric', month: 'short' });
  return `${day}\u00a0${month}`;
}

/** `17 Mar, 09:05 EDT`; the zone tells the two hours of an autumn night apart. */
export function takenWords({ earliest, latest }: When, timeZone: string): string {
  if (earliest !== latest) return `${dayName(earliest, timeZone)}, ${WORDS.noTime}`;
  const { hour, minute, timeZoneName } = words(earliest, timeZone, {
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  });
  return `${dayName(earliest, timeZone)}, ${hour}:${minute}\u00a0${timeZoneName}`;
}

/** `138/84 mmHg`, and for a value in another unit than the trend’s: `198.4 lb (90 kg)`. */
export function valueWords({ points }: Row, { lines, unit }: Trend): string {
  const shown = lines.map(({ series }) => ({ series, point: points[series] }));
  const first = shown.find(({ point }) => point !== undefined);
  if (first?.point === undefined) return '';
  const text = (part: (point: Point, series: Series) => string) =>
    shown.map(({ series, point }) => (point ? part(point, series) : '–')).join('/');
  const written = `${text(({ written: { value } }) => String(value))} ${unitWords(first.series, first.point.written.unit)}`;
  if (first.point.written.unit === unit) return written;
  return `${written} (${text(({ value }, series) => rounded(series, value, unit))} ${unitWords(first.series, unit)})`;
}

/** `< 90, ≥ 130`: what is low and what is high. */
export function limitWords(series: Series, limits: Limits | null): string {
  if (limits === null || (limits.low === null && limits.high === null)) return WORDS.noLimits;
  const bound = (sign: string, value: number | null) =>
    value === null ? [] : [`${sign}\u00a0${rounded(series, value, limits.unit)}`];
  return [...bound('<', limits.low), ...bound('≥', limits.high)].join(', ');
}

/** `17 Mar: 3 from a device, 1 self-reported` */
export function dayWords(day: DayReadings, start: Instant, timeZone: string, state: DayState): string {
  const counts = [
    day.device > 0 ? `${day.device} from a device` : '',
    day.selfReported > 0 ? `${day.selfReported} self-reported` : '',
  ].filter((text) => text !== '');
  return `${dayName(start, timeZone)}: ${counts.join(', ') || DAY[state].toLowerCase()}`;
}

export function sourceWords({ device, selfReported }: { device: string | null; selfReported: boolean }): string {
  if (!selfReported) return WORDS.fromDevice;
  return device === null ? WORDS.selfReported : WORDS.toldWithDevice;
}

/** The trend in words, for those who can't see it. */
export function trendText({ kind, rows, lines, unit, days: all, daysBeyond }: Trend, timeZone: string): string {
  const last = rows.at(-1);
  const ranges = lines.map(
    ({ series, latest, lowest, highest }) =>
      `${SERIES[series]} ${rounded(series, lowest, unit)} to ${rounded(series, highest, unit)} ${unitWords(series, unit)}, latest ${rounded(series, latest, unit)}`,
  );
  return [
    `${KIND[kind]}, ${readings(rows.length)}${last ? ` until ${takenWords(last.measurement.taken, timeZone)}` : ''}.`,
    `${ranges.join('. ')}.`,
    lines.some(({ limits }) => limits !== null)
      ? daysBeyond > 0
        ? WORDS.beyond(daysBeyond, all)
        : WORDS.neverBeyond(all)
      : '',
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}
