import * as TemporalInstant from 'temporal-polyfill/fns/Instant';
import * as PlainDateTime from 'temporal-polyfill/fns/PlainDateTime';
import * as ZonedDateTime from 'temporal-polyfill/fns/ZonedDateTime';
import type { Instant } from '../rules/ledger.ts';

/** A date and a time of day as a person types them and as `<input type="date">` and `<input type="time">` hold them. */
export interface WallTime {
  /** `2026-03-17` */
  date: string;
  /** `14:05` or `14:05:20` */
  time: string;
}

/**
 * The instant at which a clock on the wall of a time zone shows this; null while it is no whole date and time.
 * An hour that a zone skips is read as the one after it, an hour that it has twice as the first.
 */
export function instantAt({ date, time }: WallTime, timeZone: string): Instant | null {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date)?.map(Number) ?? [];
  const [, hour, minute, second = 0] =
    /^(\d{2}):(\d{2})(?::(\d{2}))?$/.exec(time)?.map((part) => Number(part ?? 0)) ?? [];
  if (year === undefined || month === undefined || day === undefined || hour === undefined || minute === undefined)
    return null;
  try {
    const local = PlainDateTime.create(year, month, day, hour, minute, second);
    return Math.floor(PlainDateTime.toZonedDateTime(local, timeZone).epochMilliseconds / 1000);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** What the clock on the wall shows at an instant, to the minute. */
export function wallTimeOf(at: Instant, timeZone: string): WallTime {
  const zoned = TemporalInstant.toZonedDateTimeISO(TemporalInstant.fromEpochMilliseconds(at * 1000), timeZone);
  const [date = '', time = ''] = PlainDateTime.toString(ZonedDateTime.toPlainDateTime(zoned)).split('T');
  return { date, time: time.slice(0, 5) };
}
