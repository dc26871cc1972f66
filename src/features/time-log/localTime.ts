import type { Instant } from '../../rules/ledger.ts';

/** A date and a time on the practice's clock, as native fields give them: `2026-03-17` and `14:05` or `14:05:30`. */
export interface LocalTime {
  date: string;
  time: string;
}

/** What a local time means: one moment, two (the hour that comes twice), none (the hour that is skipped), or it is no time at all. */
export type LocalMoment =
  | { kind: 'one'; at: Instant }
  | { kind: 'two'; first: Instant; second: Instant }
  | { kind: 'skipped' }
  | { kind: 'missing' };

const DAY = 86_400;

/** @param timeZone IANA name */
export function momentOf({ date, time }: LocalTime, timeZone: string): LocalMoment {
  if (!/^\d{4}-\d\d-\d\d$/.test(date) || !/^\d\d:\d\d(:\d\d(\.\d+)?)?$/.test(time)) return { kind: 'missing' };
  const clock = `${time}:00`.slice(0, 8);
  const asUtc = Date.parse(`${date}T${clock}Z`) / 1000;
  // `Date` takes 30 February to be in March.
  if (Number.isNaN(asUtc) || new Date(asUtc * 1000).toISOString().slice(0, 10) !== date) return { kind: 'missing' };
  // A zone's offset changes at most once within two days: what holds before and after are all that can hold.
  const offsets = new Set([asUtc - DAY, asUtc + DAY].map((around) => offsetAt(around, timeZone)));
  const moments = [...offsets]
    .map((offset) => asUtc - offset)
    .filter((at) => isAt(at, { date, time: clock }, timeZone));
  const [first, second] = moments.sort((one, other) => one - other);
  if (first === undefined) return { kind: 'skipped' };
  return second === undefined ? { kind: 'one', at: first } : { kind: 'two', first, second };
}

/** The fields of a moment on the practice's clock, to the second. */
export function localTimeOf(at: Instant, timeZone: string): LocalTime {
  // The Swedish locale writes dates and times as ISO 8601 does.
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  const [date = '', time = ''] = format.format(at * 1000).split(' ');
  return { date, time };
}

export function dayAfter(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + DAY * 1000).toISOString().slice(0, 10);
}

/** Seconds by which the zone's clock is ahead of UTC. */
function offsetAt(at: Instant, timeZone: string): number {
  const { date, time } = localTimeOf(at, timeZone);
  return Date.parse(`${date}T${time}Z`) / 1000 - at;
}

function isAt(at: Instant, { date, time }: LocalTime, timeZone: string): boolean {
  const local = localTimeOf(at, timeZone);
  return local.date === date && local.time === time;
}
