import { describe, expect, it } from 'vitest';
import { entry, exactly, goodLedger, MARCH, MARCH_OVER } from '../../../test/ledger-example.ts';
import { readCsv } from '../../../test/read-csv.ts';
import type { UnreadType } from '../../ehr/types.ts';
import { evaluate } from '../../rules/evaluate.ts';
import type { Charge, Ledger } from '../../rules/ledger.ts';
import { DEFAULT_POLICY } from '../../rules/policy.ts';
import { csvOf } from '../../ui/csv.ts';
import type { PatientMonth } from '../panel/reader.ts';
import type { PanelRow } from '../panel/usePanel.ts';
import { differenceColumns, fileName, monthColumns } from './columns.ts';
import { closedRows, groupsOf, outcomesOf } from './report.ts';
import { chargesWords, evidenceWords, nameOf } from './words.ts';

const FEES = { '99457': 50.1, '99458': 40 };
const ZONE = MARCH.timeZone;

const CHARGE: Charge = {
  reference: 'ChargeItem/c1',
  code: '99457',
  units: 1,
  occurrence: exactly('2026-03-17T15:00:00Z'),
  parties: ['Organization/theirs'],
  attested: true,
};

interface Told {
  minutes?: number;
  charges?: Charge[];
  unreadTypes?: UnreadType[];
  name?: string;
  more?: Partial<Ledger>;
  policy?: typeof DEFAULT_POLICY;
}

/** A patient of the panel that was read. */
function read(id: string, told: Told = {}): PanelRow {
  const {
    minutes = 22,
    charges = [],
    unreadTypes = [],
    name = `Synthetic ${id}`,
    more,
    policy = DEFAULT_POLICY,
  } = told;
  const patient = `Patient/${id}`;
  const unread = unreadTypes.flatMap(({ evidence }) => evidence);
  const ledger = { ...goodLedger(entry('Procedure/e1', 10, minutes * 60)), patient, charges, unread, ...more };
  const summary = { reference: patient, name, birthDate: '1950-01-01', sex: null, recordNumber: '007' };
  const data: PatientMonth = {
    ledger,
    policy,
    verdict: evaluate(ledger, MARCH, policy, MARCH_OVER),
    read: { patient, month: '2026-03', summary, unread, unreadTypes, notices: [], billedBy: null },
    assigned: null,
  };
  return { patient, month: '2026-03', state: 'read', data, error: null };
}

const FAILED: PanelRow = { patient: 'Patient/f', month: '2026-03', state: 'failed', data: null, error: 'No answer.' };
const WAITING: PanelRow = { patient: 'Patient/w', month: '2026-03', state: 'waiting', data: null, error: null };
const NO_VISITS: UnreadType = {
  type: 'Encounter',
  label: 'visits',
  why: 'failed',
  detail: 'The EHR answered 500.',
  evidence: ['visits'],
};
const NO_ENTRIES: UnreadType = { ...NO_VISITS, type: 'Procedure', label: 'time entries', evidence: ['entries'] };
const NO_CHARGES: UnreadType = { ...NO_VISITS, type: 'ChargeItem', label: 'charges', evidence: ['charges'] };

const close = (...rows: PanelRow[]) => closedRows(rows, MARCH, FEES);

describe('a month’s close', () => {
  it('counts who could not be read as not known, and who was not read yet as neither', () => {
    const closed = close(read('a', { charges: [CHARGE] }), read('b'), read('c', { minutes: 5 }), FAILED, WAITING);
    expect(outcomesOf(closed)).toEqual({ agrees: 1, differs: 1, 'nothing-due': 1, 'not-known': 1, waiting: 1 });
  });

  it('never takes a patient who could not be read again for what was read before', () => {
    const [closed] = close({ ...read('a', { charges: [CHARGE] }), state: 'failed', error: 'No answer.' });
    expect(closed).toMatchObject({ outcome: 'not-known', findings: [], own: [] });
  });

  it('keeps what was found while a patient is read again', () => {
    const [closed] = close({ ...read('a', { charges: [CHARGE] }), state: 'waiting' });
    expect(closed?.outcome).toBe('agrees');
  });

  it('takes what was not read and may speak against a charge for not known', () => {
    expect(close(read('a', { charges: [CHARGE], unreadTypes: [NO_VISITS] }))[0]?.outcome).toBe('not-known');
  });

  it('lists the kinds of difference, the most pressing first, with whose they are and what is at stake', () => {
    const twice = [CHARGE, { ...CHARGE, reference: 'Task/t1' }];
    const groups = groupsOf(close(read('a'), read('b', { charges: twice }), FAILED, read('c', { minutes: 12 })));
    expect(
      groups.map(({ difference, amount, findings }) => [difference, amount, findings.map(({ row }) => row.patient)]),
    ).toEqual([
      ['not-known', null, ['Patient/f']],
      ['duplicate', 50.1, ['Patient/b']],
      // 99470 has no fee here.
      ['unbilled', 50.1, ['Patient/a', 'Patient/c']],
    ]);
  });
});

describe('a difference in words', () => {
  const words = (...rows: PanelRow[]) =>
    groupsOf(close(...rows)).flatMap(({ findings }) =>
      findings.map((found) => [evidenceWords(found), chargesWords(found)]),
    );

  it.each<[string, PanelRow, string, string]>([
    [
      'ready',
      read('a'),
      '22 min counted of 22 min logged; reaches 99457 × 1, service date 10 Mar 2026.',
      'None found.',
    ],
    [
      'too little time',
      read('a', { minutes: 5, charges: [CHARGE] }),
      '5 min counted of 5 min logged; does not reach 99457. Minimum time: 5 min counted.',
      '99457 × 1, 17 Mar 2026 (charge ChargeItem/c1).',
    ],
    [
      'by two routes',
      read('a', { charges: [CHARGE, { ...CHARGE, reference: 'Task/t1' }] }),
      '22 min counted of 22 min logged; reaches 99457 × 1, service date 10 Mar 2026.',
      '99457 × 1, 17 Mar 2026 (charge ChargeItem/c1); 99457 × 1, 17 Mar 2026 (request as a task Task/t1).',
    ],
    [
      'in another’s name',
      read('a', { charges: [CHARGE], policy: { ...DEFAULT_POLICY, billingParties: ['Organization/ours'] } }),
      '22 min counted of 22 min logged; reaches 99457 × 1, service date 10 Mar 2026. No conflicting charge: Somebody else charged 99457 in this month.',
      '99457 × 1, 17 Mar 2026, in the name of Organization/theirs (charge ChargeItem/c1).',
    ],
    [
      'not read',
      read('a', { unreadTypes: [NO_CHARGES] }),
      'Charges: could not be read. The EHR answered 500. No conflicting charge unknown: Charges could not be read.',
      'Not read.',
    ],
    ['not read at all', FAILED, 'No answer.', 'Not read.'],
  ])('%s', (_, row, evidence, charges) => {
    expect(words(row)).toEqual([[evidence, charges]]);
  });

  it('calls a patient without a name by the reference', () => {
    expect(nameOf(FAILED)).toBe('Patient f');
  });
});

describe('the tables', () => {
  const monthTable = (...rows: PanelRow[]) => objects(csvOf(monthColumns('2026-03', ZONE, FEES), close(...rows)));
  const objects = (csv: string) => {
    const [header = [], ...rows] = readCsv(csv);
    return rows.map((cells) => Object.fromEntries(header.map((name, at) => [name, cells[at]])));
  };

  it('have a row for each patient, in seconds and in words', () => {
    expect(monthTable(read('a', { minutes: 41, charges: [CHARGE] }))).toEqual([
      expect.objectContaining({
        month: '2026-03',
        time_zone: 'America/New_York',
        patient: 'Patient/a',
        name: 'Synthetic a',
        birth_date: '1950-01-01',
        record_number: '007',
        status: 'billable',
        outcome: 'differs',
        unknown_reason: '',
        as_of: '2026-04-01T08:00:00-04:00',
        month_closed: 'true',
        logged_seconds: '2460',
        counted: '41 min',
        overlap_seconds: '0',
        readings: '1',
        consent: 'met',
        '99457_units': '1',
        '99457_service_date': '2026-03-10',
        '99457_charged_units': '1',
        '99457_charge': 'ChargeItem/c1',
        '99457_amount': '50.1',
        '99458_units': '1',
        '99458_charged_units': '0',
        '99470_units': '0',
        '99470_amount': '',
        differences: 'unbilled',
      }),
    ]);
  });

  it('say of who could not be read that it is unknown and why, and nothing else', () => {
    const [row = {}] = monthTable(FAILED);
    const said = Object.entries(row).filter(([, cell]) => cell !== '');
    expect(Object.fromEntries(said)).toEqual({
      month: '2026-03',
      time_zone: 'America/New_York',
      patient: 'Patient/f',
      status: 'unknown',
      outcome: 'not-known',
      unknown_reason: 'No answer.',
      consent: 'unknown',
      physiologic_data: 'unknown',
      minimum_time: 'unknown',
      interactive_communication: 'unknown',
      clinical_decision: 'unknown',
      no_conflict: 'unknown',
      differences: 'not-known',
    });
  });

  it('leave a figure empty whose evidence was not read: it would look like all there is', () => {
    const [noEntries] = monthTable(read('a', { minutes: 5, unreadTypes: [NO_ENTRIES] }));
    expect(noEntries).toMatchObject({ outcome: 'not-known', logged_seconds: '', counted: '', '99457_units': '' });
    expect(noEntries?.not_read).toBe('time entries');
    expect(monthTable(read('a', { unreadTypes: [NO_CHARGES] }))[0]).toMatchObject({ '99457_charged_units': '' });
  });

  it('have a row for each difference, also for who could not be read', () => {
    const groups = groupsOf(close(read('a', { charges: [CHARGE, { ...CHARGE, reference: 'Task/t1' }] }), FAILED));
    const findings = groups.flatMap((group) => group.findings);
    expect(objects(csvOf(differenceColumns('2026-03', ZONE), findings))).toEqual([
      expect.objectContaining({ patient: 'Patient/f', difference: 'not-known', evidence: 'No answer.', amount: '' }),
      expect.objectContaining({
        patient: 'Patient/a',
        difference: 'duplicate',
        difference_words: 'Charged more than once',
        code: '99457',
        reached_units: '1',
        charged_units: '2',
        amount: '50.1',
        charges: 'ChargeItem/c1 Task/t1',
        to_do: 'Take back all but the oldest',
      }),
    ]);
  });

  it('hold a name that would be a formula as text', () => {
    const csv = csvOf(monthColumns('2026-03', ZONE, {}), close(read('a', { name: '=HYPERLINK("https://x","y")' })));
    expect(csv).toContain(`"'=HYPERLINK(""https://x"",""y"")"`);
    expect(objects(csv)[0]?.name).toBe('=HYPERLINK("https://x","y")');
  });

  it('name each column once, and files without a patient', () => {
    for (const columns of [monthColumns('2026-03', ZONE, FEES), differenceColumns('2026-03', ZONE)]) {
      const names = columns.map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
    }
    expect(fileName('2026-03', 'month')).toBe('rpm-tally-2026-03-month.csv');
  });
});
