import { describe, expect, test } from 'vitest';
import { contact, entry, exactly, goodLedger, MARCH, MARCH_OVER } from '../../../test/ledger-example.ts';
import { evaluate } from '../../rules/evaluate.ts';
import { emptyLedger, type Ledger } from '../../rules/ledger.ts';
import { DEFAULT_POLICY } from '../../rules/policy.ts';
import { figuresOf, lossGroups, programmeMonths, type Row, reasonsIn } from './figures.ts';

const FEES = { '99457': 48.1, '99470': 26.2 };

function row(patient: string, ledger: Ledger, month = '2026-03'): Row {
  const summary = { reference: patient, name: patient, birthDate: null, sex: null, recordNumber: null };
  const read = { patient, month, summary, unread: [], unreadTypes: [], notices: [], billedBy: null };
  const verdict = evaluate(ledger, MARCH, DEFAULT_POLICY, MARCH_OVER);
  const data = { read, ledger, policy: DEFAULT_POLICY, verdict, assigned: null };
  return { patient, month, kept: figuresOf(data, MARCH, MARCH_OVER, FEES), error: null };
}

const good = goodLedger(entry('Procedure/e1', 10, 1320));
const charge = {
  reference: 'ChargeItem/c57',
  code: '99457',
  units: 1,
  occurrence: exactly('2026-03-10T16:00:00Z'),
  parties: [],
};
const administrative = entry('Procedure/e2', 11, 600, { activity: 'scheduling', counting: 'administrative' });
const ROWS: Row[] = [
  row('Patient/billed', { ...good, charges: [charge] }),
  row('Patient/billable', { ...good, contacts: [contact('Communication/c1', 10), contact('Communication/c2', 12)] }),
  row('Patient/no-contact', { ...good, contacts: [] }),
  row('Patient/short', goodLedger(entry('Procedure/e1', 10, 559))),
  row('Patient/administrative', goodLedger(entry('Procedure/e1', 10, 300), administrative)),
  row('Patient/two', { ...goodLedger(entry('Procedure/e1', 10, 500)), contacts: [] }),
  row('Patient/away', emptyLedger('Patient/away')),
  { patient: 'Patient/failed', month: '2026-03', kept: null, error: 'The EHR answered 500.' },
];

describe('a month of the programme', () => {
  const [month] = programmeMonths(['2026-03'], ROWS, 9);

  test('what is read, what could not be, and what is still to come are three things', () => {
    expect(month).toMatchObject({ read: 7, failed: 1, wanted: 9 });
  });

  test('who is not under monitoring is in no share', () => {
    expect(month).toMatchObject({ enrolled: 6, billed: 1, billable: 1 });
  });

  test('time: counted, and taken off by reason', () => {
    expect(month?.countedSeconds).toBe(3 * 1320 + 559 + 300 + 500);
    expect(month?.reductions.administrative).toBe(600);
    expect(reasonsIn(month ? [month] : [])).toEqual(['administrative']);
  });

  test('contacts and readings: how many, and for how many patients', () => {
    expect(month).toMatchObject({ contacts: 5, contacted: 4, readingDays: 6, measured: 6 });
  });

  test('a month of which nothing was read is empty, not absent', () => {
    expect(programmeMonths(['2026-02'], ROWS, 9)[0]).toMatchObject({ month: '2026-02', read: 0, enrolled: 0 });
  });
});

describe('losses by what would have saved them', () => {
  test('each patient-month once, under the first change that would have done; two things apart', () => {
    const told = [...lossGroups(ROWS, ['one']), ...lossGroups(ROWS, ['two']), ...lossGroups(ROWS, ['not-enrolled'])];
    expect(
      told.map(({ id, rows }) => `${id}: ${rows.map(({ kept }) => `${kept.name} ${kept.amount}`).join(', ')}`),
    ).toEqual([
      'one+administrative-time: Patient/administrative 26.2',
      'one+contact-held: Patient/no-contact 48.1',
      'one+more-time: Patient/short 26.2',
      'two+contact-held+more-time: Patient/two 26.2',
      'not-enrolled: Patient/away 0',
    ]);
  });

  test('the most frequent first', () => {
    const more = [...ROWS, row('Patient/short-too', goodLedger(entry('Procedure/e1', 10, 500)))];
    expect(lossGroups(more, ['one'])[0]).toMatchObject({ id: 'one+more-time', rows: [{}, {}] });
  });

  test('within a group the newest month first, then by name', () => {
    const short = goodLedger(entry('Procedure/e1', 10, 559));
    const rows = [row('Patient/b', short), row('Patient/c', short, '2026-04'), row('Patient/a', short)];
    const [group] = lossGroups(rows, ['one']);
    expect(group?.rows.map(({ patient }) => patient)).toEqual(['Patient/c', 'Patient/a', 'Patient/b']);
  });
});
