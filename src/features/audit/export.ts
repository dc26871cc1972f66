import { amountOf } from '../../rules/amount.ts';
import type { Column } from '../../ui/csv.ts';
import { type AuditRow, byMonthAndPatient, type JudgedRow, type Sorted, whyNot } from './judged.ts';
import { type AuditPlan, SEEDS } from './sample.ts';
import { stakeWords } from './words.ts';

/** What an audit was: with the panel, all that is needed to do it again. */
export interface AuditAbout {
  plan: AuditPlan;
  /** Epoch seconds: all months were judged as of this moment. */
  asOf: number;
  /** Patients on the list when it was drawn from, and where the list came from. */
  patients: number;
  source: string;
}

/** One line of the table: a finding, something unbilled, or a patient-month that could not be judged. */
export interface FindingLine {
  outcome: string;
  row: AuditRow;
}

/** The table's lines: findings, then what is unbilled, then what could not be judged. */
export function findingLines({ findings, unbilled, notJudged }: Sorted): FindingLine[] {
  return [
    ...findings.map((row) => ({ outcome: row.kept.finding?.kind ?? 'unmet', row })),
    ...unbilled.map((row) => ({ outcome: 'unbilled', row })),
    ...notJudged.map((row) => ({ outcome: 'not-judged', row })),
  ];
}

/** The columns of the table of findings; `docs/audit.md` lists them. Lists within a cell are parted by a bar. */
export const FINDING_COLUMNS: readonly Column<FindingLine>[] = [
  { name: 'month', about: 'Service month.', value: ({ row }) => row.month },
  { name: 'patient', about: 'Reference of the patient.', value: ({ row }) => row.patient },
  { name: 'name', about: 'Name in the chart.', value: ({ row }) => row.kept?.name ?? null },
  {
    name: 'outcome',
    about: '`unmet`, `unsupported`, `unknown`, `high-risk`: charges would not stand up; `unbilled`; `not-judged`.',
    value: ({ outcome }) => outcome,
  },
  {
    name: 'codes',
    about: 'What is at stake, or unbilled: codes and units.',
    value: ({ row: { kept } }) => kept && stakeWords(kept.finding?.stake ?? kept.unbilled),
  },
  {
    name: 'amount',
    about: 'The same by the configured fees; empty where a fee is missing.',
    value: ({ row: { kept } }) =>
      kept && (kept.finding ? kept.amounts.stake : kept.unbilled.length > 0 ? kept.amounts.unbilled : null),
  },
  {
    name: 'charges',
    about: 'References of the charges at stake.',
    value: ({ row: { kept } }) => listed((kept?.finding?.stake ?? []).flatMap(({ charges }) => charges)),
  },
  {
    name: 'reasons',
    about: 'Why, in sentences; for `not-judged` what could not be read.',
    value: ({ outcome, row }) =>
      listed(outcome === 'not-judged' ? whyNot(row) : (row.kept?.finding?.reasons ?? []).map(({ summary }) => summary)),
  },
  {
    name: 'missing',
    about: 'What would have met the requirements.',
    value: ({ row }) => listed((row.kept?.finding?.reasons ?? []).flatMap(({ missing }) => missing ?? [])),
  },
  {
    name: 'evidence',
    about: 'References of the resources that the reasons rest on.',
    value: ({ row }) => listed((row.kept?.finding?.reasons ?? []).flatMap(({ evidence }) => evidence)),
  },
  {
    name: 'sources',
    about: 'Where the rules behind the reasons are written.',
    value: ({ row }) => listed((row.kept?.finding?.reasons ?? []).flatMap(({ citations }) => citations)),
  },
  {
    name: 'rulebook',
    about: 'Date of the rules that the month was judged by.',
    value: ({ row }) => row.kept?.rulebook ?? null,
  },
];

function listed(items: readonly string[]): string {
  return [...new Set(items)].join(' | ');
}

/** The verdicts of what could be judged, in the order of month and patient, one a line, each as `npm run evaluate` writes it. */
export function verdictLines(sorted: Sorted): string {
  return rowsOf(sorted)
    .map(({ kept }) => `${kept.verdict}\n`)
    .join('');
}

/** Everything of an audit as JSON: how it was made, each finding, what could not be judged, and the verdicts. */
export function auditJson(
  { plan, asOf, patients, source }: AuditAbout,
  sorted: Sorted,
  fees: Readonly<Record<string, number>>,
): string {
  const one = ({ patient, month }: AuditRow) => ({ patient, month });
  const head = {
    audit: {
      ...plan,
      ...(plan.sample !== 'random' && { size: null, seed: null }),
      generator: plan.sample === 'random' ? `MT19937, seed below ${SEEDS}` : null,
      asOf: new Date(asOf * 1000).toISOString().replace('.000Z', 'Z'),
      patients,
      source,
      fees,
    },
    counts: Object.fromEntries(Object.entries(sorted).map(([name, rows]) => [name, rows.length])),
    findings: sorted.findings.map((row) => ({
      ...one(row),
      ...row.kept.finding,
      amount: row.kept.amounts.stake,
      rulebook: row.kept.rulebook,
    })),
    unbilled: rowsOf(sorted).flatMap((row) =>
      row.kept.unbilled.length > 0
        ? { ...one(row), lines: row.kept.unbilled, amount: amountOf(row.kept.unbilled, fees) }
        : [],
    ),
    notJudged: sorted.notJudged.map((row) => ({ ...one(row), why: whyNot(row) })),
  };
  const verdicts = rowsOf(sorted).map(({ kept }) => kept.verdict);
  // The verdicts stand as the command writes them, to the letter.
  return `${JSON.stringify(head, null, 1).slice(0, -2)},\n "verdicts": [\n${verdicts.join(',\n')}\n ]\n}\n`;
}

function rowsOf({ findings, unbilled, stands, nothing }: Sorted): JudgedRow[] {
  return [...findings, ...unbilled, ...stands, ...nothing].sort(byMonthAndPatient);
}

/** `audit-2026-01-to-2026-03-seed-42-findings.csv`; says nothing of a patient. */
export function fileName({ plan: { from, to, sample, seed } }: AuditAbout, what: string): string {
  return `audit-${from}-to-${to}-${sample === 'random' ? `seed-${seed}` : sample}-${what}`;
}
