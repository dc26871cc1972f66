import type { Instant, Span, When } from './ledger.ts';

/** A local calendar date, `2026-03-17`. Dates compare as strings. */
export type LocalDate = string;

/** One calendar day in the practice's time zone: 23, 24 or 25 hours, more or less where a zone jumped. */
export interface LocalDay extends Span {
  date: LocalDate;
}

/**
 * A service month: the calendar month of the practice's time zone, from its first instant to the first instant of the next.
 * `days` are its local days in order. `before` are the days that led to it, for 30-day windows that began earlier.
 * It is data, so that the rules need no time-zone library; `fhir/calendar.ts` makes it.
 */
export interface ServiceMonth extends Span {
  /** `2026-03` */
  id: string;
  timeZone: string;
  days: readonly LocalDay[];
  before: readonly LocalDay[];
}

/** The local date of an instant within the month, or null outside of it. */
export function localDate(month: ServiceMonth, at: Instant): LocalDate | null {
  return dayOf(month.days, at)?.date ?? null;
}

/** The day of an ordered list that holds the instant (binary search), or null. */
export function dayOf(days: readonly LocalDay[], at: Instant): LocalDay | null {
  let low = 0;
  let high = days.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const day = days[middle];
    if (day === undefined) return null;
    if (at < day.start) high = middle - 1;
    else if (at >= day.end) low = middle + 1;
    else return day;
  }
  return null;
}

/** Whether a moment surely falls in the span, however exactly it is known. */
export function within(span: Span, when: When): boolean {
  return when.earliest >= span.start && when.latest < span.end;
}
