/**
 * Dates and times as the verdict's sentences write them: day before month, 24-hour clock.
 * Every instant is in epoch seconds and is shown on the clock of the given IANA time zone.
 */

type Parts = Partial<Record<Intl.DateTimeFormatPartTypes, string>>;

/** Making one takes longer than a hundred uses of it. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify(options);
  // en-US is the locale whose time-zone names people in the United States know (EDT, not GMT-4).
  const format = formats.get(key) ?? new Intl.DateTimeFormat('en-US', { hourCycle: 'h23', ...options });
  formats.set(key, format);
  return format;
}

function parts(at: number, options: Intl.DateTimeFormatOptions): Parts {
  const format = formatOf(options);
  return Object.fromEntries(format.formatToParts(at * 1000).map(({ type, value }) => [type, value]));
}

function day(at: number, timeZone: string): string {
  const { day, month } = parts(at, { timeZone, day: 'numeric', month: 'short' });
  return `${day} ${month}`;
}

function clock(at: number, timeZone: string): string {
  const { hour, minute, second } = parts(at, { timeZone, hour: '2-digit', minute: '2-digit', second: '2-digit' });
  return `${hour}:${minute}:${second}`;
}

/** `17 Mar 2026` for a local date `2026-03-17`, which has no time zone; what is no whole date (`2026-03`) stays as it is. */
export function dateWords(date: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return date;
  return dayWords(Date.parse(`${date}T00:00:00Z`) / 1000, 'UTC');
}

/** `March 2026` for a month `2026-03`. */
export function monthWords(id: string): string {
  const { month, year } = parts(Date.parse(`${id}-01T00:00:00Z`) / 1000, {
    timeZone: 'UTC',
    month: 'long',
    year: 'numeric',
  });
  return `${month} ${year}`;
}

/** `Mar 2026` for a month `2026-03`. */
export function shortMonthWords(id: string): string {
  return `${monthWords(id).slice(0, 3)} ${id.slice(0, 4)}`;
}

/** `17 Mar 2026` */
export function dayWords(at: number, timeZone: string): string {
  return `${day(at, timeZone)} ${parts(at, { timeZone, year: 'numeric' }).year}`;
}

/** `17 Mar`, with the year where it is another than that of `beside`, a month such as `2026-03`. */
export function shortDayWords(at: number, timeZone: string, beside: string): string {
  const { year } = parts(at, { timeZone, year: 'numeric' });
  return year === beside.slice(0, 4) ? day(at, timeZone) : `${day(at, timeZone)} ${year}`;
}

/** `17 Mar 2026, 09:05:20 EDT` */
export function instantWords(at: number, timeZone: string): string {
  const { timeZoneName } = parts(at, { timeZone, hour: 'numeric', timeZoneName: 'short' });
  return `${dayWords(at, timeZone)}, ${clock(at, timeZone)} ${timeZoneName}`;
}

/** `17 Mar, 09:05:20–09:25:00`, or with both days where the stretch crosses midnight. */
export function spanWords(start: number, end: number, timeZone: string): string {
  const first = `${day(start, timeZone)}, ${clock(start, timeZone)}`;
  return day(start, timeZone) === day(end, timeZone)
    ? `${first}–${clock(end, timeZone)}`
    : `${first} – ${day(end, timeZone)}, ${clock(end, timeZone)}`;
}

/** `2026-03-17T09:05:20-04:00`: ISO 8601 on the clock of the time zone, for programs. */
export function isoInstant(at: number, timeZone: string): string {
  // The Swedish locale writes dates as ISO 8601 does.
  const local = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(
    at * 1000,
  );
  const { timeZoneName = 'GMT' } = parts(at, { timeZone, timeZoneName: 'longOffset' });
  return `${local.replace(' ', 'T')}${timeZoneName.slice(3) || '+00:00'}`;
}
