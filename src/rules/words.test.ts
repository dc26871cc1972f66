import { describe, expect, test } from 'vitest';
import { dayName, duration, english, monthName } from './words.ts';

describe('durations are never rounded', () => {
  test.each([
    [0, '0 s'],
    [45, '45 s'],
    [60, '1 min'],
    [1100, '18 min 20 s'],
    [1199, '19 min 59 s'],
    [1200, '20 min'],
    [7261, '121 min 1 s'],
  ])('%i s is %s', (seconds, text) => {
    expect(duration(seconds)).toBe(text);
  });
});

test('days and months have their names', () => {
  expect(dayName('2026-03-01')).toBe('1 March');
  expect(dayName('2026-12-31')).toBe('31 December');
  expect(monthName('2026-01')).toBe('January 2026');
});

test('needs are joined into one phrase', () => {
  expect(english.need.by(['a'], null)).toBe('a');
  expect(english.need.by(['a', 'b'], '2026-03-31')).toBe('a and b by 31 March');
  expect(english.need.by(['a', 'b', 'c'], null)).toBe('a, b and c');
});
