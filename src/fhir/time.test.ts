import { describe, expect, test } from 'vitest';
import { calendarOf } from './calendar.ts';
import { readInstant, readWhen } from './time.ts';

const NEW_YORK = calendarOf('America/New_York');

describe('a FHIR time', () => {
  test.each([
    ['in UTC', '2026-03-10T10:00:00Z', '2026-03-10T10:00:00Z'],
    ['west of Greenwich', '2026-03-10T10:00:00-05:00', '2026-03-10T15:00:00Z'],
    ['by half an hour', '2026-03-10T10:00:00+05:30', '2026-03-10T04:30:00Z'],
    ['by a quarter', '2026-03-10T10:00:00+05:45', '2026-03-10T04:15:00Z'],
    ['at the widest offset', '2026-03-10T10:00:00+14:00', '2026-03-09T20:00:00Z'],
    ['without seconds', '2026-03-10T10:00Z', '2026-03-10T10:00:00Z'],
    ['with a fraction, which is cut', '2026-03-10T10:00:00.999999999Z', '2026-03-10T10:00:00Z'],
    ['in a leap second', '2016-12-31T23:59:60Z', '2016-12-31T23:59:59Z'],
    ['on a leap day', '2028-02-29T00:00:00Z', '2028-02-29T00:00:00Z'],
    ['on the leap day of a century', '2000-02-29T12:00:00Z', '2000-02-29T12:00:00Z'],
    ['before 1970', '1969-12-31T23:59:59Z', '1969-12-31T23:59:59Z'],
    ['in year 9999', '9999-12-31T23:59:59Z', '9999-12-31T23:59:59Z'],
    ['before year 100', '0099-03-01T00:00:00Z', '0099-03-01T00:00:00Z'],
  ])('%s is an exact second: %s', (_, text, expected) => {
    expect(readInstant(text)).toBe(Date.parse(expected) / 1000);
  });

  test.each<[string, string]>([
    ['2026', 'imprecise-time'],
    ['2026-03', 'imprecise-time'],
    ['2026-03-10', 'imprecise-time'],
    ['2026-03-10T10:00:00', 'no-time-zone-offset'],
    ['2026-03-10T10:00:00.5', 'no-time-zone-offset'],
    ['2026-03-10T10:00', 'no-time-zone-offset'],
    ...[
      '',
      '2026-',
      '2026-3-10',
      '2026-00-10',
      '2026-13-10',
      '2026-02-29',
      '1900-02-29',
      '2026-04-31',
      '2026-03-00',
      '0000-01-01',
      '20260310',
      '2026-03-10T',
      '2026-03-10T10',
      '2026-03-10T24:00:00Z',
      '2026-03-10T10:60:00Z',
      '2026-03-10T10:00:61Z',
      '2026-03-10T10:00:00.Z',
      '2026-03-10T10:00:00z',
      '2026-03-10t10:00:00Z',
      '2026-03-10 10:00:00Z',
      '2026-03-10T10:00:00+14:01',
      '2026-03-10T10:00:00-05:60',
      '2026-03-10T10:00:00-0500',
      '2026-03-10T10:00:00-05',
      '2026-03-10T10:00:00Zulu',
      ' 2026-03-10T10:00:00Z',
      '+12026-03-10',
      '٢٠٢٦-03-10',
    ].map((text): [string, string] => [text, 'unreadable']),
  ])('“%s” is %s', (text, problem) => {
    expect(readInstant(text)).toBe(problem);
  });

  test('agrees with the platform on every day from 1900 to 2100', () => {
    for (let day = Date.UTC(1900, 0, 1); day < Date.UTC(2100, 0, 1); day += 86_400_000) {
      const text = new Date(day).toISOString();
      if (readInstant(text) !== day / 1000) expect(text).toBe(readInstant(text));
    }
  });
});

describe('a date without a time is the whole local', () => {
  test.each([
    ['day', '2026-03-10', '2026-03-10T04:00:00Z', '2026-03-11T04:00:00Z'],
    ['day of 23 hours', '2026-03-08', '2026-03-08T05:00:00Z', '2026-03-09T04:00:00Z'],
    ['day of 25 hours', '2026-11-01', '2026-11-01T04:00:00Z', '2026-11-02T05:00:00Z'],
    ['month', '2026-03', '2026-03-01T05:00:00Z', '2026-04-01T04:00:00Z'],
    ['year', '2026', '2026-01-01T05:00:00Z', '2027-01-01T05:00:00Z'],
    ['last year there is', '9999', '9999-01-01T05:00:00Z', '+010000-01-01T05:00:00Z'],
  ])('%s', (_, text, start, end) => {
    expect(readWhen(text, NEW_YORK)).toEqual({
      earliest: Date.parse(start) / 1000,
      latest: Date.parse(end) / 1000 - 1,
    });
  });

  test('and an exact time is one second', () => {
    expect(readWhen('1970-01-01T00:01:00Z', NEW_YORK)).toEqual({ earliest: 60, latest: 60 });
  });
});
