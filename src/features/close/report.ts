import { unreadAgainst } from '../../ehr/charge/lines.ts';
import type { Charge } from '../../rules/ledger.ts';
import type { ServiceMonth } from '../../rules/month.ts';
import {
  DIFFERENCES,
  type Difference,
  type Reconciliation,
  type ReconciliationFinding,
  reconcile,
} from '../../rules/reconcile.ts';
import type { PatientMonth } from '../panel/reader.ts';
import type { PanelRow } from '../panel/usePanel.ts';

/** One patient of the close. Who could not be read is `not-known`, never fine; `waiting`: not read yet. */
export interface ClosedRow {
  row: PanelRow;
  outcome: Reconciliation['outcome'] | 'waiting';
  findings: readonly ReconciliationFinding[];
  /** The charges of the month that are ours, as far as they were read. */
  own: readonly Charge[];
}

/** One difference, and whose it is. `finding` is null where the patient could not be read at all. */
export interface PatientFinding {
  row: PanelRow;
  finding: ReconciliationFinding | null;
}

/** All findings of one kind; `amount` is null where no fee is configured for any. */
export interface Group {
  difference: Difference;
  findings: PatientFinding[];
  amount: number | null;
}

type Fees = Readonly<Record<string, number>>;

/** Holds each patient's charges against the evidence. A patient's month that is being read again keeps what was found last. */
export function closedRows(rows: readonly PanelRow[], month: ServiceMonth, fees: Fees): ClosedRow[] {
  return rows.map((row) => {
    if (row.state === 'failed') return { row, outcome: 'not-known', findings: [], own: [] };
    if (row.data === null) return { row, outcome: 'waiting', findings: [], own: [] };
    return { row, ...reconciliationOf(row.data, month, fees) };
  });
}

const known = new WeakMap<PatientMonth, { fees: Fees; found: Reconciliation }>();

/** Once for each reading: the list of rows is made anew whenever any patient arrives. */
function reconciliationOf(data: PatientMonth, month: ServiceMonth, fees: Fees): Reconciliation {
  const last = known.get(data);
  if (last?.fees === fees) return last.found;
  const { ledger, verdict, read } = data;
  const found = reconcile({ ledger, verdict, month, fees, incomplete: unreadAgainst(read) !== undefined });
  known.set(data, { fees, found });
  return found;
}

/** The findings by kind, the most pressing first; kinds without any are left out. */
export function groupsOf(closed: readonly ClosedRow[]): Group[] {
  return DIFFERENCES.flatMap((difference) => {
    const findings = closed.flatMap(({ row, findings }): PatientFinding[] => [
      ...(difference === 'not-known' && row.state === 'failed' ? [{ row, finding: null }] : []),
      ...findings.filter((finding) => finding.difference === difference).map((finding) => ({ row, finding })),
    ]);
    const amounts = findings.map(({ finding }) => finding?.amount ?? null).filter((amount) => amount !== null);
    const amount = amounts.length === 0 ? null : amounts.reduce((sum, each) => sum + each, 0);
    return findings.length === 0 ? [] : [{ difference, findings, amount }];
  });
}

/** How many patients there are of each outcome. */
export function outcomesOf(closed: readonly ClosedRow[]): Record<ClosedRow['outcome'], number> {
  const counts = { agrees: 0, 'nothing-due': 0, differs: 0, 'not-known': 0, waiting: 0 };
  for (const { outcome } of closed) counts[outcome] += 1;
  return counts;
}
