import { describe, expect, it } from 'vitest';
import { emptyLedger } from '../../rules/ledger.ts';
import { DEFAULT_POLICY } from '../../rules/policy.ts';
import type { Verdict } from '../../rules/verdict.ts';
import type { PanelRow } from '../panel/usePanel.ts';
import { VERDICT } from '../verdict/verdict.fixture.ts';
import { totalOf, workRowOf } from './rows.ts';
import { isFitting } from './search.ts';
import { EVERYBODY, SHIPPED, type View } from './view.ts';

const FEES = { '99457': 50, '99458': 40 };
const line = {
  code: '99457',
  units: 1,
  thresholdSeconds: 1200,
  serviceDate: '2026-03-17',
  final: true,
  charged: null,
  chargedUnits: 0,
  summary: '',
} as const;

interface Has {
  verdict?: Partial<Verdict>;
  state?: PanelRow['state'];
  unread?: ('entries' | 'contacts')[];
  name?: string;
  assigned?: string;
}

function panel({
  verdict = {},
  state = 'read',
  unread = [],
  name = 'Synthetic García López',
  assigned,
}: Has = {}): PanelRow {
  const summary = { reference: 'Patient/p1', name, birthDate: '1950-01-01', sex: null, recordNumber: 'SYN-0042' };
  return {
    patient: 'Patient/p1',
    month: '2026-03',
    state,
    data: {
      read: { patient: 'Patient/p1', month: '2026-03', summary, unread, unreadTypes: [], notices: [], billedBy: null },
      ledger: emptyLedger('Patient/p1'),
      policy: DEFAULT_POLICY,
      verdict: { ...VERDICT, ...verdict },
      assigned: assigned === undefined ? null : { who: assigned, name: null, by: 'task' },
    },
    error: state === 'failed' ? 'No answer.' : null,
  };
}
const rowOf = workRowOf(FEES);
const criterion = (state: 'met' | 'unmet' | 'unknown') => ({
  id: 'minimum-time' as const,
  state,
  summary: '',
  missing: null,
  evidence: [],
  citations: [],
});

describe('where a row stands', () => {
  it.each<[string, PanelRow, string]>([
    ['as the verdict says', panel({ verdict: { status: 'billable' } }), 'billable'],
    ['waiting, until it was read', { ...panel({ state: 'waiting' }), data: null }, 'waiting'],
    ['as it was, while it is read again', panel({ state: 'waiting', verdict: { status: 'billed' } }), 'billed'],
    ['failed, even with an older verdict', panel({ state: 'failed', verdict: { status: 'not-billable' } }), 'failed'],
    [
      'unknown, where nobody knows the one thing that is open',
      panel({ verdict: { status: 'not-billable', criteria: [criterion('unknown')] } }),
      'unknown',
    ],
    [
      'not billable, where something is surely missing',
      panel({ verdict: { status: 'not-billable', criteria: [criterion('unknown'), criterion('unmet')] } }),
      'not-billable',
    ],
  ])('%s', (_, row, standing) => {
    expect(rowOf(row).standing).toBe(standing);
  });

  it('is the same object for the same reading', () => {
    const read = panel();
    expect(rowOf(read)).toBe(rowOf(read));
  });
});

describe('what a row would bring', () => {
  it.each<[string, Partial<Verdict>, number | null, string[]]>([
    ['units that are not charged', { lines: [line, { ...line, code: '99458', units: 3, chargedUnits: 1 }] }, 130, []],
    ['nothing for what is not final', { lines: [{ ...line, code: '99470', final: false }] }, null, []],
    ['nothing for what is charged', { lines: [{ ...line, charged: 'ChargeItem/c1', chargedUnits: 1 }] }, null, []],
    ['no guess without a fee', { lines: [{ ...line, code: '99470' }] }, null, ['99470']],
  ])('%s', (_, verdict, value, unpriced) => {
    expect(rowOf(panel({ verdict })).amount).toEqual({ value, unpriced });
  });

  it('adds up, and names each code without a fee once', () => {
    const total = totalOf([
      { value: 50, unpriced: ['99470'] },
      { value: null, unpriced: ['99470'] },
      { value: 40, unpriced: [] },
    ]);
    expect(total).toEqual({ value: 90, unpriced: ['99470'] });
  });
});

describe('who is on the list', () => {
  const fits = (has: Has, view: View, text = '', person: string | null = null) =>
    isFitting(rowOf(panel(has)), { view, text, person, me: 'Practitioner/me', at: 0 });

  it.each([
    ['garcia', true],
    ['LOP syn', true],
    ['0042', true],
    ['arcia', false],
    ['  ', true],
    ['garcia 7', false],
  ])('by name and number: %s', (text, expected) => {
    expect(fits({}, EVERYBODY, text)).toBe(expected);
  });

  it('by what is lacking', () => {
    expect(fits({}, { ...EVERYBODY, missing: ['clinical-decision'] })).toBe(true);
    expect(fits({}, { ...EVERYBODY, missing: ['consent'] })).toBe(false);
  });

  it('by whom it lies with', () => {
    expect(fits({ assigned: 'Practitioner/me' }, { ...EVERYBODY, assigned: 'me' })).toBe(true);
    expect(fits({ assigned: 'Practitioner/x' }, { ...EVERYBODY, assigned: 'me' })).toBe(false);
    expect(fits({}, { ...EVERYBODY, assigned: 'nobody' })).toBe(true);
    expect(fits({ assigned: 'Practitioner/x' }, EVERYBODY, '', 'Practitioner/x')).toBe(true);
    expect(fits({}, EVERYBODY, '', 'Practitioner/x')).toBe(false);
  });

  it('as failed, also where only a part was read', () => {
    expect(fits({ unread: ['contacts'] }, SHIPPED.failed)).toBe(true);
    expect(fits({ state: 'failed' }, SHIPPED.failed)).toBe(true);
    expect(fits({}, SHIPPED.failed)).toBe(false);
  });
});
