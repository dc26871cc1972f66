/** Times as people read them. English for now; the one place to change for another language. */

const LOCALE = 'en-US';

/** `18 min 20 s`, `20 min`, `45 s`: never rounded, never hours, because the codes are in minutes. */
export function duration(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  const rest = seconds % 60;
  if (minutes === 0) return `${rest} s`;
  return rest === 0 ? `${minutes} min` : `${minutes} min ${rest} s`;
}

/** `Mar 17, 2026` for a local date `2026-03-17`, which has no time zone. */
export function dateWords(date: string): string {
  return new Intl.DateTimeFormat(LOCALE, { dateStyle: 'medium', timeZone: 'UTC' }).format(
    new Date(`${date}T00:00:00Z`),
  );
}

/** `March 2026` for a month `2026-03`. */
export function monthWords(month: string): string {
  return new Intl.DateTimeFormat(LOCALE, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${month}-01T00:00:00Z`),
  );
}

/** `Tue, Mar 17, 9:05:20 AM` of an instant in epoch seconds, on the clock of the given time zone. */
export function instantWords(at: number, timeZone: string): string {
  return new Intl.DateTimeFormat(LOCALE, {
    weekday: 'short',
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    second: '2-digit',
    timeZone,
  }).format(new Date(at * 1000));
}

/** `Mar 17, 2026` of an instant in epoch seconds, on the calendar of the given time zone. */
export function dayWords(at: number, timeZone: string): string {
  return new Intl.DateTimeFormat(LOCALE, { dateStyle: 'medium', timeZone }).format(new Date(at * 1000));
}

/** `Mar 17, 9:05:20 AM – 9:25:00 AM` of a stretch in epoch seconds, on the clock of the given time zone. */
export function spanWords(start: number, end: number, timeZone: string): string {
  return new Intl.DateTimeFormat(LOCALE, {
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    second: '2-digit',
    timeZone,
  }).formatRange(new Date(start * 1000), new Date(end * 1000));
}

/** `Apr 1, 2026, 8:00:00 AM EDT` of an ISO 8601 instant, in the given time zone. */
export function momentWords(iso: string, timeZone: string): string {
  return new Intl.DateTimeFormat(LOCALE, {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    second: '2-digit',
    timeZone,
    timeZoneName: 'short',
  }).format(new Date(iso));
}
