import { expect, test } from 'vitest';
import { fuzz } from './fuzz/check.ts';
import { Hostile } from './fuzz/hostile.ts';

/** `npm run fuzz` runs a million. */
test('20,000 hostile resources break no promise', { timeout: 120_000 }, () => {
  fuzz(20_000, 1);
});

test('the same seed makes the same resources', () => {
  expect(JSON.stringify(new Hostile(7).bundle())).toBe(JSON.stringify(new Hostile(7).bundle()));
});
