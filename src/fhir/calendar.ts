// The polyfill's functions, because its classes weigh ten kilobytes more in the browser.
import * as TemporalInstant from 'temporal-polyfill/fns/Instant';
import * as PlainDate from 'temporal-polyfill/fns/PlainDate';
import * as ZonedDateTime from 'temporal-polyfill/fns/ZonedDateTime';
import type { Instant, Span } from '../rules/ledger.ts';
import type { LocalDate, LocalDay, ServiceMonth } from '../rules/month.ts';

/** Days before the month that its 30-day windows may reach into. */
const DAYS_BEFORE = 62;
/** Dates kept per zone; hostile input names every date there is. */
const MOST_CACHED = 20_000;

/** A year, month or day as FHIR writes it: `2026`, `2026-03`, `2026-03-17`. */
type PartialDate = string;

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
  const first = plainDate(id);
  const days = listDays(calendar, first, PlainDate.addMonths(first, 1));
  const month: ServiceMonth = {
    id,
    timeZone,
    ...calendar.span(id),
    days,
    before: listDays(calendar, PlainDate.subtractDays(first, DAYS_BEFORE), first),
  };
  if (months.size > 1_000) months.clear();
  months.set(key, month);
  return month;
}

function listDays(calendar: Calendar, from: PlainDate.Record, until: PlainDate.Record): LocalDay[] {
  const days: LocalDay[] = [];
  for (let date = from; PlainDate.compare(date, until) < 0; date = PlainDate.addDays(date, 1)) {
    const span = { start: calendar.startOf(date), end: calendar.startOf(PlainDate.addDays(date, 1)) };
    if (span.end > span.start) days.push({ date: PlainDate.toString(date), ...span });
  }
  return days;
}

/** The local days of one time zone, looked up once each. */
export interface Calendar {
  timeZone: string;
  /** The first instant of a day, in whole seconds. */
  startOf(date: PlainDate.Record): Instant;
  /** The first instant of a local year, month or day that exists, to the first instant of the next. */
  span(date: PartialDate): Span;
  /** The local date that holds an instant. */
  dateOf(at: Instant): LocalDate;
}

/** @throws RangeError naming the zone when there is none of that name */
export function calendarOf(timeZone: string): Calendar {
  const known = calendars.get(timeZone);
  if (known) return known;
  try {
    TemporalInstant.toZonedDateTimeISO(TemporalInstant.fromEpochMilliseconds(0), timeZone);
  } catch (cause) {
    throw new RangeError(`“${timeZone.slice(0, 40)}” is no time zone; write it like America/New_York`, { cause });
  }
  const spans = new Map<PartialDate, Span>();
  const calendar: Calendar = {
    timeZone,
    // Temporal gives a skipped midnight's day its first real instant.
    startOf: (date) => Math.floor(PlainDate.toZonedDateTime(date, timeZone).epochMilliseconds / 1000),
    span(date) {
      const cached = spans.get(date);
      if (cached) return cached;
      const first = plainDate(date);
      const step = date.length === 4 ? PlainDate.addYears : date.length === 7 ? PlainDate.addMonths : PlainDate.addDays;
      const next = step(first, 1);
      const span = { start: calendar.startOf(first), end: calendar.startOf(next) };
      if (spans.size > MOST_CACHED) spans.clear();
      spans.set(date, span);
      return span;
    },
    dateOf: (at) =>
      PlainDate.toString(
        ZonedDateTime.toPlainDate(
          TemporalInstant.toZonedDateTimeISO(TemporalInstant.fromEpochMilliseconds(at * 1000), timeZone),
        ),
      ),
  };
  calendars.set(timeZone, calendar);
  return calendar;
}

/** The first day of a year or month, or the day itself. @throws RangeError when there is no such day */
function plainDate(date: PartialDate): PlainDate.Record {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  return PlainDate.create(year, month, day);
}
