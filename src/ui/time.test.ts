import { describe, expect, it } from 'vitest';
import { dateWords, dayWords, instantWords, isoInstant, monthWords, shortMonthWords, spanWords } from './time.ts';

const at = (iso: string) => Date.parse(iso) / 1000;

describe('dates and times', () => {
  it('a local date stays what it is in every time zone', () => {
    expect(dateWords('2026-03-17')).toBe('17 Mar 2026');
    expect(monthWords('2026-01')).toBe('January 2026');
    expect(shortMonthWords('2026-09')).toBe('Sep 2026');
  });

  it.each([
    ['America/New_York', '31 Mar 2026', '31 Mar 2026, 23:59:59 EDT'],
    ['Asia/Kolkata', '1 Apr 2026', '1 Apr 2026, 09:29:59 GMT+5:30'],
  ])('one instant reads on the clock of the practice: %s', (timeZone, day, moment) => {
    expect(dayWords(at('2026-04-01T03:59:59Z'), timeZone)).toBe(day);
    expect(instantWords(at('2026-04-01T03:59:59Z'), timeZone)).toBe(moment);
  });

  it('midnight is 00:00:00', () => {
    expect(instantWords(at('2026-03-01T05:00:00Z'), 'America/New_York')).toBe('1 Mar 2026, 00:00:00 EST');
  });

  it.each([
    ['2026-03-17T13:18:20Z', '17 Mar, 09:00:00–09:18:20'],
    ['2026-03-18T04:10:00Z', '17 Mar, 09:00:00 – 18 Mar, 00:10:00'],
  ])('a stretch until %s names its day once, or both days', (end, words) => {
    expect(spanWords(at('2026-03-17T13:00:00Z'), at(end), 'America/New_York')).toBe(words);
  });

  it.each([
    ['America/New_York', '2026-03-31T23:59:59-04:00'],
    ['Asia/Kolkata', '2026-04-01T09:29:59+05:30'],
    ['UTC', '2026-04-01T03:59:59+00:00'],
  ])('an instant is written for programs on the clock of %s', (timeZone, iso) => {
    expect(isoInstant(at('2026-04-01T03:59:59Z'), timeZone)).toBe(iso);
  });

  it('the two hours of an autumn night are told apart', () => {
    const hours = ['2026-11-01T05:30:00Z', '2026-11-01T06:30:00Z'].map((iso) =>
      isoInstant(at(iso), 'America/New_York'),
    );
    expect(hours).toEqual(['2026-11-01T01:30:00-04:00', '2026-11-01T01:30:00-05:00']);
  });
});
