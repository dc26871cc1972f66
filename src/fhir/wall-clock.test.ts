import { describe, expect, test } from 'vitest';
import { instantAt, wallTimeOf } from './wall-clock.ts';

const NEW_YORK = 'America/New_York';

describe('a date and time of day in a time zone', () => {
  test.each([
    ['in winter', '2026-03-02', '09:30', '2026-03-02T09:30:00-05:00'],
    ['in summer', '2026-03-20', '14:05', '2026-03-20T14:05:00-04:00'],
    ['with seconds', '2026-03-20', '14:05:20', '2026-03-20T14:05:20-04:00'],
    ['in an hour that the zone skips', '2026-03-08', '02:30', '2026-03-08T03:30:00-04:00'],
    ['in an hour that the zone has twice', '2026-11-01', '01:30', '2026-11-01T01:30:00-04:00'],
  ])('%s is an instant: %s %s', (_, date, time, instant) => {
    expect(instantAt({ date, time }, NEW_YORK)).toBe(Date.parse(instant) / 1000);
  });

  test.each([
    ['2026-02-30', '09:30'],
    ['2026-03', '09:30'],
    ['', '09:30'],
    ['2026-03-20', ''],
    ['2026-03-20', '24:30'],
    ['2026-03-20', 'noon'],
  ])('is none while it is not whole: “%s” “%s”', (date, time) => {
    expect(instantAt({ date, time }, NEW_YORK)).toBeNull();
  });

  test('is shown again as it was typed', () => {
    expect(wallTimeOf(Date.parse('2026-03-20T14:05:59-04:00') / 1000, NEW_YORK)).toEqual({
      date: '2026-03-20',
      time: '14:05',
    });
  });
});
