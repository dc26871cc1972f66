import type { Instant, When } from '../rules/ledger.ts';
import type { Calendar } from './calendar.ts';

/** Why a FHIR date or time gives no moment. */
export type TimeProblem = 'imprecise-time' | 'no-time-zone-offset' | 'unreadable';

const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;
/** FHIR: offsets lie within ±14:00. */
const MOST_OFFSET_MINUTES = 14 * 60;
const NO_NUMBER = -1;

/**
 * The exact second of a FHIR dateTime or instant; fractions are cut. Seconds may be missing (some servers leave them out).
 * A leap second (`:60`) is read as `:59`, as clocks that don't know it do. The 24th hour doesn't exist in FHIR.
 */
export function readInstant(text: string): Instant | TimeProblem {
  const date = readDate(text);
  if (date === null) return 'unreadable';
  if (date.length < 10) return text.length === date.length ? 'imprecise-time' : 'unreadable';
  if (text.length === 10) return 'imprecise-time';
  const hour = digits(text, 11, 2);
  const minute = digits(text, 14, 2);
  if (text[10] !== 'T' || text[13] !== ':' || hour < 0 || hour > 23 || minute < 0 || minute > 59) return 'unreadable';
  let at = 16;
  let second = 0;
  if (text[at] === ':') {
    second = Math.min(digits(text, 17, 2), 59);
    if (second < 0 || digits(text, 17, 2) > 60) return 'unreadable';
    at = 19;
    if (text[at] === '.') {
      do at += 1;
      while (isDigit(text, at));
      if (at === 20) return 'unreadable';
    }
  }
  if (at === text.length) return 'no-time-zone-offset';
  const offset = readOffset(text, at);
  if (offset === null) return 'unreadable';
  return date.days * 86_400 + hour * 3600 + minute * 60 + second - offset * 60;
}

/**
 * A FHIR date, dateTime or instant as the span of seconds that it may mean. A date without a time is a local day of the calendar's zone,
 * `2026-03` and `2026` the whole local month and year.
 */
export function readWhen(text: string, calendar: Calendar): When | TimeProblem {
  const instant = readInstant(text);
  if (typeof instant === 'number') return { earliest: instant, latest: instant };
  if (instant !== 'imprecise-time') return instant;
  const { start, end } = calendar.span(text);
  return { earliest: start, latest: Math.max(start, end - 1) };
}

interface DateDigits {
  /** 4, 7 or 10: how much of the text is date. */
  length: number;
  /** Days since 1970-01-01; 0 unless the day is written. */
  days: number;
}

/** The date that the text begins with, or null when there is none on the calendar. */
function readDate(text: string): DateDigits | null {
  const year = digits(text, 0, 4);
  if (year < 1) return null;
  if (text[4] !== '-') return text.length === 4 ? { length: 4, days: 0 } : null;
  const month = digits(text, 5, 2);
  if (month < 1 || month > 12) return null;
  if (text[7] !== '-') return text.length === 7 ? { length: 7, days: 0 } : null;
  const day = digits(text, 8, 2);
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 1 : 0;
  if (day < 1 || day > (DAYS_IN_MONTH[month - 1] ?? 0) + leap) return null;
  return { length: 10, days: daysSinceEpoch(year, month, day) };
}

/** Minutes east of Greenwich of the offset that the text ends with, or null. */
function readOffset(text: string, at: number): number | null {
  if (text[at] === 'Z') return text.length === at + 1 ? 0 : null;
  const sign = text[at] === '+' ? 1 : text[at] === '-' ? -1 : 0;
  const hour = digits(text, at + 1, 2);
  const minute = digits(text, at + 4, 2);
  if (sign === 0 || text[at + 3] !== ':' || text.length !== at + 6 || hour < 0 || minute < 0 || minute > 59)
    return null;
  const minutes = hour * 60 + minute;
  return minutes <= MOST_OFFSET_MINUTES ? sign * minutes : null;
}

/** Proleptic Gregorian days since 1970-01-01, for any year from 1 on (Date.UTC moves the years before 100). */
function daysSinceEpoch(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const leapDays = Math.floor(shifted / 4) - Math.floor(shifted / 100) + Math.floor(shifted / 400);
  return shifted * 365 + leapDays + dayOfYear - 719_468;
}

function digits(text: string, from: number, count: number): number {
  let value = 0;
  for (let at = from; at < from + count; at += 1) {
    if (!isDigit(text, at)) return NO_NUMBER;
    value = value * 10 + text.charCodeAt(at) - 48;
  }
  return value;
}

/** False beyond the end of the text, where the char code is NaN. */
function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 48 && code <= 57;
}
