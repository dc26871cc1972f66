import { Temporal } from 'temporal-polyfill';
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
  const first = Temporal.PlainDate.from(`${id}-01`);
  const days = listDays(calendar, first, first.add({ months: 1 }));
  const month: ServiceMonth = {
    id,
    timeZone,
    ...calendar.span(id),
    days,
    before: listDays(calendar, first.subtract({ days: DAYS_BEFORE }), first),
  };
  if (months.size > 1_000) months.clear();
  months.set(key, month);
  return month;
}

function listDays(calendar: Calendar, from: Temporal.PlainDate, until: Temporal.PlainDate): LocalDay[] {
  const days: LocalDay[] = [];
  for (let date = from; Temporal.PlainDate.compare(date, until) < 0; date = date.add({ days: 1 })) {
    const span = { start: calendar.startOf(date), end: calendar.startOf(date.add({ days: 1 })) };
    if (span.end > span.start) days.push({ date: date.toString(), ...span });
  }
  return days;
}

/** The local days of one time zone, looked up once each. */
export interface Calendar {
  timeZone: string;
  /** The first instant of a day, in whole seconds. */
  startOf(date: Temporal.PlainDate): Instant;
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
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(timeZone);
  } catch (cause) {
    throw new RangeError(`“${timeZone.slice(0, 40)}” is no time zone; write it like America/New_York`, { cause });
  }
  const spans = new Map<PartialDate, Span>();
  const calendar: Calendar = {
    timeZone,
    // Temporal gives a skipped midnight's day its first real instant.
    startOf: (date) => Math.floor(date.toZonedDateTime(timeZone).epochMilliseconds / 1000),
    span(date) {
      const cached = spans.get(date);
      if (cached) return cached;
      const first = Temporal.PlainDate.from(`${date}-01-01`.slice(0, 10));
      const next = first.add(date.length === 4 ? { years: 1 } : date.length === 7 ? { months: 1 } : { days: 1 });
      const span = { start: calendar.startOf(first), end: calendar.startOf(next) };
      if (spans.size > MOST_CACHED) spans.clear();
      spans.set(date, span);
      return span;
    },
    dateOf: (at) =>
      Temporal.Instant.fromEpochMilliseconds(at * 1000)
        .toZonedDateTimeISO(timeZone)
        .toPlainDate()
        .toString(),
  };
  calendars.set(timeZone, calendar);
  return calendar;
}
