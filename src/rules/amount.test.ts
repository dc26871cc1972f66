import { expect, test } from 'vitest';
import { amountOf, totalOf } from './amount.ts';

const FEES = { '99457': 48.1, '99458': 38.55 };

test.each<[string, { code: string; units: number }[], number | null]>([
  ['one unit', [{ code: '99457', units: 1 }], 48.1],
  [
    'units of two codes, to the cent',
    [
      { code: '99457', units: 1 },
      { code: '99458', units: 3 },
    ],
    163.75,
  ],
  [
    'one code in place of another',
    [
      { code: '99457', units: 1 },
      { code: '99458', units: -1 },
    ],
    9.55,
  ],
  [
    'a code without a fee: not known, not less',
    [
      { code: '99457', units: 1 },
      { code: '99470', units: 1 },
    ],
    null,
  ],
  ['nothing', [], 0],
])('%s', (_, items, amount) => {
  expect(amountOf(items, FEES)).toBe(amount);
});

test('a sum says how many amounts are not in it', () => {
  expect(totalOf([0.1, 0.2, null])).toEqual({ known: 0.3, unknown: 1 });
});
