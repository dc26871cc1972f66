import { describe, expect, it } from 'vitest';
import { compare, rangeOf } from './dates.ts';

/** Whether a resource's date is found by a search. */
function found(date: string, prefix: string, asked: string): boolean {
  const [resource, search] = [rangeOf(date), rangeOf(asked)];
  if (!resource || !search) throw new Error('no date');
  return compare(prefix, search, resource);
}

describe('search by date', () => {
  it.each([
    ['2026-03-05T10:00:00Z', 'eq', '2026-03', true],
    ['2026-03-05T10:00:00Z', 'eq', '2026-03-05', true],
    ['2026-03', 'eq', '2026-03-05', false],
    ['2026-03-31T23:30:00-04:00', 'eq', '2026-03', false],
    ['2026-03-01T00:00:00Z', 'ge', '2026-03-01', true],
    ['2026-02-28T23:59:59Z', 'ge', '2026-03-01', false],
    ['2026-03-01T10:00:00Z', 'gt', '2026-03-01', false],
    ['2026-03-31T23:59:59Z', 'le', '2026-03-31', true],
    ['2026-03-31T23:59:59Z', 'lt', '2026-04-01', true],
    ['2026-04-01T00:00:00Z', 'lt', '2026-04-01', false],
    ['2026-03-01T00:00:00-05:00', 'ge', '2026-03-01T00:00:00-05:00', true],
    ['2026-03-01T04:59:59Z', 'ge', '2026-03-01T00:00:00-05:00', false],
    ['2026-03-02', 'sa', '2026-03-01', true],
    ['2026-03-02', 'eb', '2026-03-03', true],
    ['2026-03-02', 'ne', '2026-03-02', false],
  ])('%s is found by %s%s: %s', (date, prefix, asked, expected) => {
    expect(found(date, prefix, asked)).toBe(expected);
  });

  it.each(['', 'yesterday', '2026-3-1', '2026-03-01 10:00', '2026-03-01T10'])('%j is no date', (text) => {
    expect(rangeOf(text)).toBeNull();
  });
});
