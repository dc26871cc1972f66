import { expect, test } from 'vitest';
import { at, entry, goodLedger, MARCH, MARCH_OVER } from '../../test/ledger-example.ts';
import { basisOf, canonicalJson } from './canonical.ts';
import { evaluate } from './evaluate.ts';
import type { Ledger } from './ledger.ts';
import { DEFAULT_POLICY } from './policy.ts';

test('canonical JSON has its keys in order at every depth, and its lists as they are', () => {
  expect(canonicalJson({ b: 1, a: { d: null, c: ['z', { y: 1, x: 'é' }] }, e: 'text' })).toBe(
    '{"a":{"c":["z",{"x":"é","y":1}],"d":null},"b":1,"e":"text"}',
  );
});

const basis = (ledger: Ledger, asOf = MARCH_OVER) => basisOf(evaluate(ledger, MARCH, DEFAULT_POLICY, asOf));
const ledger = goodLedger(
  entry('Procedure/e1', 10, 1325),
  entry('Procedure/admin', 11, 60, { counting: 'administrative' }),
);

test('what supports a charge: criteria, lines and counted entries', () => {
  const parsed: Record<string, unknown> = JSON.parse(basis(ledger));
  expect(parsed).toMatchObject({
    patient: 'Patient/p1',
    month: '2026-03',
    lines: [{ code: '99457', units: 1, serviceDate: '2026-03-10' }],
    entries: [{ reference: 'Procedure/e1' }],
  });
  expect(JSON.stringify(parsed.entries)).not.toContain('admin');
  expect(parsed.criteria).toEqual([
    { id: 'consent', state: 'met', evidence: ['Consent/k1'] },
    { id: 'physiologic-data', state: 'met' },
    { id: 'minimum-time', state: 'met', evidence: ['Procedure/e1'] },
    { id: 'interactive-communication', state: 'met', evidence: ['Communication/c1'] },
    { id: 'clinical-decision', state: 'met', evidence: ['Procedure/e1'] },
  ]);
});

test('it is the same when looked at later, and another when the evidence is another', () => {
  expect(basis(ledger, at('2026-04-20T12:00:00Z'))).toBe(basis(ledger));
  expect(basis(goodLedger(entry('Procedure/e1', 10, 1326)))).not.toBe(basis(ledger));
});
