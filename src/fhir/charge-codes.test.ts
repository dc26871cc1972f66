import { expect, test } from 'vitest';
import { chargeIdentifierValue, parseChargeIdentifierValue } from './charge-codes.ts';

test('a charge identifier says patient, month, code and generation, and is read back', () => {
  const key = { patientId: 'p1', month: '2026-03', code: '99457', generation: 2 };
  expect(chargeIdentifierValue(key)).toBe('p1:2026-03:99457:2');
  expect(parseChargeIdentifierValue('p1:2026-03:99457:2')).toEqual(key);
});

test('one without a generation, as the first were written, is the first of its line', () => {
  expect(parseChargeIdentifierValue('p1:2026-03:99457')).toMatchObject({ code: '99457', generation: 1 });
});

test.each([
  '',
  'p1',
  'p1:2026-13:99457',
  'p1:2026-03:9945',
  ':2026-03:99457',
  'a b:2026-03:99457',
  'p1:2026-03:99457:x',
  'p1:2026-03:99457:0',
  'p1:2026-03:99457:1:2',
])('“%s” is none of ours', (value) => {
  expect(parseChargeIdentifierValue(value)).toBeNull();
});
