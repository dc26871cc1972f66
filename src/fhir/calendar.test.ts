import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { localDate } from '../rules/month.ts';
import { calendarOf, serviceMonth } from './calendar.ts';

const at = (text: string) => Date.parse(text) / 1000;

describe('a service month', () => {
  test.each([
    ['2026-03', 'America/New_York', '2026-03-01T05:00:00Z', '2026-04-01T04:00:00Z', 31],
    ['2026-11', 'America/New_York', '2026-11-01T04:00:00Z', '2026-12-01T05:00:00Z', 30],
    ['2026-04', 'Australia/Sydney', '2026-03-31T13:00:00Z', '2026-04-30T14:00:00Z', 30],
    ['2026-10', 'Australia/Sydney', '2026-09-30T14:00:00Z', '2026-10-31T13:00:00Z', 31],
    ['2026-04', 'Australia/Lord_Howe', '2026-03-31T13:00:00Z', '2026-04-30T13:30:00Z', 30],
    ['2026-02', 'Asia/Kolkata', '2026-01-31T18:30:00Z', '2026-02-28T18:30:00Z', 28],
    ['2028-02', 'Asia/Kathmandu', '2028-01-31T18:15:00Z', '2028-02-29T18:15:00Z', 29],
    ['2026-12', 'UTC', '2026-12-01T00:00:00Z', '2027-01-01T00:00:00Z', 31],
    // Clocks that went forward at midnight: the day begins at one o'clock.
    ['2018-11', 'America/Sao_Paulo', '2018-11-01T03:00:00Z', '2018-12-01T02:00:00Z', 30],
    ['2026-03', 'Asia/Beirut', '2026-02-28T22:00:00Z', '2026-03-31T21:00:00Z', 31],
    ['2025-04', 'Africa/Cairo', '2025-03-31T22:00:00Z', '2025-04-30T21:00:00Z', 30],
    // Samoa went over the date line: there was no 30 December.
    ['2011-12', 'Pacific/Apia', '2011-12-01T10:00:00Z', '2011-12-31T10:00:00Z', 30],
    ['1969-07', 'UTC', '1969-07-01T00:00:00Z', '1969-08-01T00:00:00Z', 31],
    ['9999-12', 'UTC', '9999-12-01T00:00:00Z', '+010000-01-01T00:00:00Z', 31],
  ])('%s in %s', (id, timeZone, start, end, days) => {
    const month = serviceMonth(id, timeZone);
    expect([month.start, month.end, month.days.length]).toEqual([at(start), at(end), days]);
  });

  test.each(['America/New_York', 'America/Sao_Paulo', 'Pacific/Apia', 'Australia/Lord_Howe', 'Africa/Cairo'])(
    'in %s is its days without a gap, and the 62 days before lead up to it',
    (timeZone) => {
      for (const id of ['2011-12', '2012-01', '2018-02', '2018-11', '2024-02', '2025-04', '2026-03', '2026-11']) {
        const { start, end, days, before } = serviceMonth(id, timeZone);
        const all = [...before, ...days];
        all.forEach((day, index) => {
          expect(day.end).toBe(all[index + 1]?.start ?? end);
        });
        expect(days[0]?.start).toBe(start);
        expect(before.length).toBe(timeZone === 'Pacific/Apia' && id === '2012-01' ? 61 : 62);
      }
    },
  );

  test('begins a day whose midnight is skipped at its first instant', () => {
    const day = serviceMonth('2018-11', 'America/Sao_Paulo').days[3];
    expect(day).toEqual({ date: '2018-11-04', start: at('2018-11-04T03:00:00Z'), end: at('2018-11-05T02:00:00Z') });
  });

  test('tells the local date of its instants, and of no others', () => {
    const month = serviceMonth('2026-03', 'America/New_York');
    expect(localDate(month, at('2026-03-01T04:59:59Z'))).toBeNull();
    expect(localDate(month, at('2026-03-01T05:00:00Z'))).toBe('2026-03-01');
    expect(localDate(month, at('2026-04-01T03:59:59Z'))).toBe('2026-03-31');
    expect(localDate(month, at('2026-04-01T04:00:00Z'))).toBeNull();
  });

  test.each([
    ['2026-13', 'UTC', '“2026-13” is no month'],
    ['March', 'UTC', '“March” is no month'],
    ['2026-03', 'Mars/Olympus', '“Mars/Olympus” is no time zone'],
    ['2026-03', '', '“” is no time zone'],
  ])('refuses %s in “%s”', (id, timeZone, message) => {
    expect(() => serviceMonth(id, timeZone)).toThrow(message);
  });
});

test('a calendar tells the local date of any instant', () => {
  expect(calendarOf('Pacific/Apia').dateOf(at('2011-12-30T10:00:00Z'))).toBe('2011-12-31');
  expect(calendarOf('America/New_York').dateOf(at('1969-12-31T04:59:59Z'))).toBe('1969-12-30');
});

test('a day that a zone skipped takes no time', () => {
  const { start, end } = calendarOf('Pacific/Apia').span('2011-12-30');
  expect([start, end]).toEqual([at('2011-12-30T10:00:00Z'), at('2011-12-30T10:00:00Z')]);
});

test('agrees with Temporal on every zone, on days of all years and on those about each change of the clocks', () => {
  const zones = Intl.supportedValuesOf('timeZone');
  const FIRST = Temporal.PlainDate.from('1900-01-01');
  const DAYS = 365 * 200;
  fc.assert(
    fc.property(fc.constantFrom(...zones), fc.nat(DAYS), fc.nat(86_399), (timeZone, days, second) => {
      const change = FIRST.add({ days }).toZonedDateTime(timeZone).getTimeZoneTransition('next');
      for (const date of [FIRST.add({ days }), change?.toPlainDate(), change?.toPlainDate().add({ days: 1 })]) {
        if (date === undefined) continue;
        const start = Math.floor(date.toZonedDateTime(timeZone).epochMilliseconds / 1000);
        expect(calendarOf(timeZone).span(date.toString()).start).toBe(start);
        const at = start + second;
        const local = Temporal.Instant.fromEpochMilliseconds(at * 1000)
          .toZonedDateTimeISO(timeZone)
          .toPlainDate();
        expect(calendarOf(timeZone).dateOf(at)).toBe(local.toString());
      }
    }),
    { numRuns: 500 },
  );
});
