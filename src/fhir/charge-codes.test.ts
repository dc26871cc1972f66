import { expect, test } from 'vitest';
import { chargeIdentifierValue, parseChargeIdentifierValue } from './charge-codes.ts';

test('a charge identifier says patient, month and code, and is read back', () => {
  const key = { patientId: 'p1', month: '2026-03', code: '99457' };
  expect(chargeIdentifierValue(key)).toBe('p1:2026-03:99457');
  expect(parseChargeIdentifierValue('p1:2026-03:99457')).toEqual(key);
});

test.each([
  '',
  'p1',
  'p1:2026-13:99457',
  'p1:2026-03:9945',
  ':2026-03:99457',
  'a b:2026-03:99457',
  'p1:2026-03:99457:x',
])('“%s” is none of ours', (value) => {
  expect(parseChargeIdentifierValue(value)).toBeNull();
});
