import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { contact, entry, exactly, goodLedger, MARCH, MARCH_OVER } from '../../../test/ledger-example.ts';
import type { UnreadType } from '../../ehr/types.ts';
import { evaluate } from '../../rules/evaluate.ts';
import type { Ledger } from '../../rules/ledger.ts';
import { DEFAULT_POLICY } from '../../rules/policy.ts';
import { csvOf } from '../../ui/csv.ts';
import { type AuditAbout, auditJson, FINDING_COLUMNS, fileName, findingLines, verdictLines } from './export.ts';
import { type AuditRow, highRiskOnly, judge, sorted, whyNot } from './judged.ts';

const FEES = { '99457': 48.1 };
const CHARGE = {
  reference: 'ChargeItem/c57',
  code: '99457',
  units: 1,
  occurrence: exactly('2026-03-10T16:00:00Z'),
  parties: [],
};
const UNREAD: UnreadType = {
  type: 'Encounter',
  label: 'visits',
  why: 'not-permitted',
  detail: 'The EHR did not grant the right to read visits.',
  evidence: ['visits'],
};

function row(patient: string, ledger: Ledger, unreadTypes: UnreadType[] = []): AuditRow {
  const summary = { reference: patient, name: `Synthetic ${patient}`, birthDate: null, sex: null, recordNumber: null };
  const read = { patient, month: '2026-03', summary, unread: [], unreadTypes, notices: [], billedBy: null };
  const verdict = evaluate(ledger, MARCH, DEFAULT_POLICY, MARCH_OVER);
  const month = { read, ledger, policy: DEFAULT_POLICY, verdict, assigned: null };
  return { patient, month: '2026-03', kept: judge(month, MARCH, MARCH_OVER, FEES), error: null };
}

const good = goodLedger(entry('Procedure/e1', 10, 1320));
const ROWS: AuditRow[] = [
  { patient: 'Patient/f', month: '2026-03', kept: null, error: 'The EHR answered 500.' },
  row('Patient/e', goodLedger()),
  row('Patient/d', { ...good, charges: [CHARGE], unread: ['visits'] }, [UNREAD]),
  row('Patient/c', { ...good, charges: [CHARGE] }),
  row('Patient/b', good),
  row('Patient/a', { ...good, charges: [CHARGE], contacts: [contact('Communication/c1', 10, { note: null })] }),
];
const SORTED = sorted(ROWS);
const ABOUT: AuditAbout = {
  plan: { from: '2026-03', to: '2026-03', sample: 'random', size: 6, seed: 42 },
  asOf: MARCH_OVER,
  patients: 6,
  source: 'the group “RPM”',
};

describe('what becomes of a sample', () => {
  test('each patient-month is in exactly one list, and in order', () => {
    expect(Object.values(SORTED).map((rows: AuditRow[]) => rows.map(({ patient }) => patient))).toEqual([
      ['Patient/a'],
      ['Patient/b'],
      ['Patient/c'],
      ['Patient/e'],
      ['Patient/d', 'Patient/f'],
    ]);
  });

  test('those with a high risk: and those of which it can’t be told', () => {
    expect(highRiskOnly(ROWS).map(({ patient }) => patient)).toEqual(['Patient/f', 'Patient/d', 'Patient/a']);
  });

  test('why one could not be judged', () => {
    expect(SORTED.notJudged.map(whyNot)).toEqual([[UNREAD.detail], ['The EHR answered 500.']]);
  });
});

describe('the files', () => {
  test('the table has a line for each finding, for what is unbilled and for what could not be judged', () => {
    const lines = csvOf(FINDING_COLUMNS, findingLines(SORTED)).trimEnd().split('\r\n');
    expect(lines).toHaveLength(5);
    expect(lines[1]).toContain(
      '"2026-03","Patient/a","Synthetic Patient/a","high-risk","99457 × 1","48.1","ChargeItem/c57","1 live contact is not documented',
    );
    expect(lines[2]).toContain('"Patient/b","Synthetic Patient/b","unbilled","99457 × 1","48.1",""');
    expect(lines[4]).toContain('"Patient/f","","not-judged","","","","The EHR answered 500."');
  });

  test('its columns stand in the documentation', () => {
    const documentation = readFileSync('docs/audit.md', 'utf8');
    for (const { name, about } of FINDING_COLUMNS) expect(documentation).toContain(`| \`${name}\` | ${about} |`);
  });

  test('the verdicts are those that were judged, as they are', () => {
    const verdicts = verdictLines(SORTED).trimEnd().split('\n');
    expect(verdicts).toHaveLength(4);
    expect(JSON.parse(verdicts[2] ?? '')).toEqual(
      JSON.parse(JSON.stringify(evaluate({ ...good, charges: [CHARGE] }, MARCH, DEFAULT_POLICY, MARCH_OVER))),
    );
  });

  test('the whole audit says how it was made, what it found, and what it could not tell', () => {
    const audit = JSON.parse(auditJson(ABOUT, SORTED, FEES));
    expect(audit).toMatchObject({
      audit: { from: '2026-03', sample: 'random', size: 6, seed: 42, asOf: '2026-04-01T12:00:00Z', fees: FEES },
      counts: { findings: 1, unbilled: 1, stands: 1, nothing: 1, notJudged: 2 },
      findings: [{ patient: 'Patient/a', kind: 'high-risk', amount: 48.1, rulebook: '2026-01-01' }],
      unbilled: [{ patient: 'Patient/b', lines: [{ code: '99457', units: 1 }], amount: 48.1 }],
      notJudged: [{ patient: 'Patient/d' }, { patient: 'Patient/f', why: ['The EHR answered 500.'] }],
    });
    expect(audit.verdicts).toHaveLength(4);
  });

  test('an audit of nothing is JSON as well', () => {
    expect(JSON.parse(auditJson(ABOUT, sorted([]), FEES)).verdicts).toEqual([]);
  });

  test('their names say which audit, and nothing of a patient', () => {
    expect(fileName(ABOUT, 'findings.csv')).toBe('audit-2026-03-to-2026-03-seed-42-findings.csv');
  });
});
