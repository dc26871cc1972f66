import { describe, expect, it } from 'vitest';
import { monthAfter, monthAt, monthBefore, monthsUntil, validMonth } from './months.ts';

describe('months', () => {
  it('follow each other over the turn of the year', () => {
    expect(monthAfter('2025-12')).toBe('2026-01');
    expect(monthBefore('2026-01')).toBe('2025-12');
  });

  it('run from the first month of the code to the current one, the newest first', () => {
    expect(monthsUntil('2019-03')).toEqual(['2019-03', '2019-02', '2019-01']);
  });

  it.each([
    ['America/New_York', '2026-03'],
    ['Asia/Kolkata', '2026-04'],
  ])('the current month is that of the practice: in %s it is %s', (timeZone, month) => {
    expect(monthAt(Date.parse('2026-04-01T03:59:59Z'), timeZone)).toBe(month);
  });

  it.each([
    ['2026-03', '2026-03'],
    ['2026-05', null],
    ['2018-12', null],
    ['2026-13', null],
    ['patient', null],
  ])('an address that says %s shows %s in April 2026', (text, month) => {
    expect(validMonth(text, '2026-04')).toBe(month);
  });
});
