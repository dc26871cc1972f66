import { describe, expect, it } from 'vitest';
import { emptyLedger } from '../../rules/ledger.ts';
import { evidenceNames } from './evidenceNames.ts';
import { VERDICT } from './verdict.fixture.ts';

const at = (iso: string) => Date.parse(iso) / 1000;

describe('names of evidence', () => {
  const ledger = emptyLedger('Patient/p1');
  ledger.readings.push({
    reference: 'Observation/o1',
    taken: { earliest: at('2026-04-01T03:30:00Z'), latest: at('2026-04-01T03:30:00Z') },
    device: null,
    selfReported: false,
  });
  ledger.consents.push({
    reference: 'Consent/c0',
    state: 'given',
    given: { earliest: at('2025-11-03T15:00:00Z'), latest: at('2025-11-03T15:00:00Z') },
    ended: null,
    organization: null,
  });
  const { name, at: when } = evidenceNames(ledger, VERDICT);

  it('say the kind and the local day', () => {
    expect(name('Observation/o1')).toBe('Reading, 31 Mar');
  });

  it('say the year where it is another than that of the month', () => {
    expect(name('Consent/c0')).toBe('Consent, 3 Nov 2025');
  });

  it('know what comes first, and put what has no day last', () => {
    const unordered = ['Procedure/unknown', 'Observation/o1', 'Consent/c0'];
    expect(unordered.toSorted((a, b) => when(a) - when(b))).toEqual(unordered.toReversed());
  });

  it('say the kind alone where the day is not known', () => {
    expect(name('Consent/c1')).toBe('Consent');
  });
});
