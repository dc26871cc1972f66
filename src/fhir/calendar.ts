import type { Instant, Span } from '../rules/ledger.ts';
import type { LocalDate, LocalDay, ServiceMonth } from '../rules/month.ts';

// By the browser's own time zones (Intl). A Temporal polyfill would be seven of the 170 kilobytes that may be loaded before the verdict;
// the test holds these sixty lines against one.

const DAY_SECONDS = 86_400;
/** Days before the month that its 30-day windows may reach into. */
const DAYS_BEFORE = 62;
/** Dates kept per zone; hostile input names every date there is. */
const MOST_CACHED = 20_000;

/** A year, month or day as FHIR writes it, that exists: `2026`, `2026-03`, `2026-03-17`. */
type PartialDate = string;
/** A local date as the number of days since 1970-01-01. */
type DayNumber = number;

const months = new Map<string, ServiceMonth>();
const calendars = new Map<string, Calendar>();

/**
 * The calendar month of a time zone, its days and the 62 days before it.
 * A day that a zone skipped (Apia, 2011-12-30) isn't listed; a day whose midnight is skipped begins at its first instant.
 * @param id `2026-03`
 * @param timeZone IANA name
 * @throws RangeError naming the month or the zone that can't be understood
 */
export function serviceMonth(id: string, timeZone: string): ServiceMonth {
  const key = `${id}|${timeZone}`;
  const known = months.get(key);
  if (known) return known;
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(id))
    throw new RangeError(`“${id.slice(0, 40)}” is no month; write it like 2026-03`);
  const calendar = calendarOf(timeZone);
  const [first, next] = daysOf(id);
  const month: ServiceMonth = {
    id,
    timeZone,
    ...calendar.span(id),
    days: listDays(calendar, first, next),
    before: listDays(calendar, first - DAYS_BEFORE, first),
  };
  if (months.size > 1_000) months.clear();
  months.set(key, month);
  return month;
}

function listDays(calendar: Calendar, from: DayNumber, until: DayNumber): LocalDay[] {
  const days: LocalDay[] = [];
  for (let day = from; day < until; day += 1) {
    const date = dateAt(day * DAY_SECONDS);
    const span = calendar.span(date);
    if (span.end > span.start) days.push({ date, ...span });
  }
  return days;
}

/** The local days of one time zone, looked up once each. */
export interface Calendar {
  timeZone: string;
  /** The first instant of a local year, month or day that exists, to the first instant of the next. */
  span(date: PartialDate): Span;
  /** The local date that holds an instant. */
  dateOf(at: Instant): LocalDate;
}

/** @throws RangeError naming the zone when there is none of that name */
export function calendarOf(timeZone: string): Calendar {
  const known = calendars.get(timeZone);
  if (known) return known;
  const offsetAt = offsetsOf(timeZone);
  const spans = new Map<PartialDate, Span>();
  const calendar: Calendar = {
    timeZone,
    span(date) {
      const cached = spans.get(date);
      if (cached) return cached;
      const [first, next] = daysOf(date);
      const span = { start: startOf(first, offsetAt), end: startOf(next, offsetAt) };
      if (spans.size > MOST_CACHED) spans.clear();
      spans.set(date, span);
      return span;
    },
    dateOf: (at) => dateAt(at + offsetAt(at)),
  };
  calendars.set(timeZone, calendar);
  return calendar;
}

/** Seconds by which a zone's clocks are ahead of UTC at an instant. */
type Offsets = (at: Instant) => number;

/** @throws RangeError when there is no such zone */
function offsetsOf(timeZone: string): Offsets {
  const format = offsetFormat(timeZone);
  const atDayStart = new Map<DayNumber, number>();

  function read(at: Instant): number {
    // `3/17/2026, GMT-04:00`; `GMT` alone is UTC; before zones were agreed on, seconds as well.
    const [, sign, hours = 0, minutes = 0, seconds = 0] =
      /GMT(?:([+-])(\d+):(\d+)(?::(\d+))?)?/.exec(format.format(at * 1000)) ?? [];
    return (sign === '-' ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds));
  }

  function readOnce(day: DayNumber): number {
    const cached = atDayStart.get(day);
    if (cached !== undefined) return cached;
    if (atDayStart.size > MOST_CACHED) atDayStart.clear();
    const offset = read(day * DAY_SECONDS);
    atDayStart.set(day, offset);
    return offset;
  }

  return (at) => {
    const day = Math.floor(at / DAY_SECONDS);
    const offset = readOnce(day);
    // No zone changes its clocks and changes them back within a day.
    return offset === readOnce(day + 1) ? offset : read(at);
  };
}

function offsetFormat(timeZone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  } catch (cause) {
    throw new RangeError(`“${timeZone.slice(0, 40)}” is no time zone; write it like America/New_York`, { cause });
  }
}

/** The first instant of a local day: its midnight, the earlier one of two, or when its clocks went forward over it the first that it has. */
function startOf(day: DayNumber, offsetAt: Offsets): Instant {
  const midnight = day * DAY_SECONDS;
  let before = midnight - DAY_SECONDS;
  let after = midnight + DAY_SECONDS;
  const midnights = [before, after].map((at) => midnight - offsetAt(at)).filter((at) => at + offsetAt(at) === midnight);
  if (midnights.length > 0) return Math.min(...midnights);
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (middle + offsetAt(middle) < midnight) before = middle;
    else after = middle;
  }
  return after;
}

/** The first day of a year or month, or the day itself, and the first day of the next. */
function daysOf(date: PartialDate): [DayNumber, DayNumber] {
  const [year = 0, month, day] = date.split('-').map(Number);
  const first = dayNumber(year, month, day);
  if (month === undefined) return [first, dayNumber(year + 1)];
  return [first, day === undefined ? dayNumber(year, month + 1) : first + 1];
}

function dayNumber(year: number, month = 1, day = 1): DayNumber {
  // Date.UTC would take the years 0 to 99 for those of the 20th century.
  return new Date(0).setUTCFullYear(year, month - 1, day) / (DAY_SECONDS * 1000);
}

/** `2026-03-17`, from the seconds since 1970 on the local clock. */
function dateAt(localSeconds: number): LocalDate {
  return new Date(localSeconds * 1000).toISOString().replace(/T.*/, '');
}
