import { amountOf } from '../../rules/amount.ts';
import type { Instant } from '../../rules/ledger.ts';
import { type ChangeId, type Loss, lossOf } from '../../rules/losses.ts';
import type { ServiceMonth } from '../../rules/month.ts';
import { REDUCTION_REASONS, type ReductionReason, type Status } from '../../rules/verdict.ts';
import type { PatientMonth } from '../panel/reader.ts';
import type { Swept } from '../panel/useSweep.ts';

/** What the programme's figures keep of one patient's month. */
export interface MonthFigures {
  name: string | null;
  status: Status;
  countedSeconds: number;
  reductions: Partial<Record<ReductionReason, number>>;
  /** Live contacts. */
  contacts: number;
  readingDays: number;
  loss: Loss | null;
  /** What the loss is worth by the configured fees; null where a fee is missing. */
  amount: number | null;
}

export type Row = Swept<MonthFigures>;
export type ReadRow = Row & { kept: MonthFigures };

export function figuresOf(
  { ledger, policy, verdict, read }: PatientMonth,
  month: ServiceMonth,
  asOf: Instant,
  fees: Readonly<Record<string, number>>,
): MonthFigures {
  const loss = lossOf(ledger, month, policy, asOf);
  const contact = verdict.criteria.find(({ id }) => id === 'interactive-communication');
  return {
    name: read.summary.name,
    status: verdict.status,
    countedSeconds: verdict.countedSeconds,
    reductions: Object.fromEntries(
      verdict.reductions
        // Time of another month is that month's.
        .filter(({ reason }) => reason !== 'outside-month')
        .map(({ reason, seconds }) => [reason, seconds]),
    ),
    contacts: contact?.state === 'met' ? contact.evidence.length : 0,
    readingDays: verdict.readings.days,
    loss,
    amount: loss && amountOf(loss.gain, fees),
  };
}

/** One month of the whole programme. */
export interface ProgrammeMonth {
  month: string;
  /** Patient-months that are read, and that could not be. */
  read: number;
  failed: number;
  wanted: number;
  /** Patients under monitoring in the month: with consent, or with anything done or measured. */
  enrolled: number;
  billed: number;
  billable: number;
  countedSeconds: number;
  reductions: Record<ReductionReason, number>;
  contacts: number;
  /** Patients with at least one live contact. */
  contacted: number;
  readingDays: number;
  /** Patients with at least one reading of a device. */
  measured: number;
}

/** The months in their order, each with what is read of it so far. */
export function programmeMonths(months: readonly string[], rows: readonly Row[], patients: number): ProgrammeMonth[] {
  return months.map((month) => {
    const ofMonth = rows.filter((row) => row.month === month);
    const enrolled = ofMonth.filter(isRead).filter(({ kept: { loss } }) => loss?.kind !== 'not-enrolled');
    const sum = (value: (figures: MonthFigures) => number) =>
      enrolled.reduce((total, { kept }) => total + value(kept), 0);
    const count = (holds: (figures: MonthFigures) => boolean) => enrolled.filter(({ kept }) => holds(kept)).length;
    return {
      month,
      read: ofMonth.filter(isRead).length,
      failed: ofMonth.filter((row) => !isRead(row)).length,
      wanted: patients,
      enrolled: enrolled.length,
      billed: count(({ status }) => status === 'billed'),
      billable: count(({ status }) => status === 'billable'),
      countedSeconds: sum(({ countedSeconds }) => countedSeconds),
      reductions: reductionsOf((reason) => sum(({ reductions }) => reductions[reason] ?? 0)),
      contacts: sum(({ contacts }) => contacts),
      contacted: count(({ contacts }) => contacts > 0),
      readingDays: sum(({ readingDays }) => readingDays),
      measured: count(({ readingDays }) => readingDays > 0),
    };
  });
}

export function isRead(row: Row): row is ReadRow {
  return row.kept !== null;
}

function reductionsOf(seconds: (reason: ReductionReason) => number): Record<ReductionReason, number> {
  return {
    'outside-month': seconds('outside-month'),
    future: seconds('future'),
    administrative: seconds('administrative'),
    passive: seconds('passive'),
    'other-program': seconds('other-program'),
    'same-day-visit': seconds('same-day-visit'),
    'no-consent': seconds('no-consent'),
    'too-short': seconds('too-short'),
    overlap: seconds('overlap'),
  };
}

/** The reasons that took any time off in these months. */
export function reasonsIn(months: readonly ProgrammeMonth[]): ReductionReason[] {
  return REDUCTION_REASONS.filter((reason) => months.some(({ reductions }) => reductions[reason] > 0));
}

/** Patient-months that were lost for one reason. */
export interface LossGroup {
  /** `more-time`, or `consent-earlier+more-time` for two things. */
  id: string;
  kind: Loss['kind'];
  changes: ChangeId[];
  /** The newest month first, then by name. */
  rows: ReadRow[];
}

/**
 * The losses of the months by what would have saved them, each patient-month in exactly one group: under the first change that would have
 * done alone; where two were needed, under both together. The most frequent first.
 */
export function lossGroups(rows: readonly Row[], kinds: readonly Loss['kind'][]): LossGroup[] {
  const groups = new Map<string, LossGroup>();
  for (const row of rows.filter(isRead)) {
    const { loss } = row.kept;
    if (loss === null || !kinds.includes(loss.kind)) continue;
    const changes = loss.changes.slice(0, loss.kind === 'two' ? 2 : 1).map(({ id }) => id);
    const id = [loss.kind, ...changes].join('+');
    const group = groups.get(id) ?? { id, kind: loss.kind, changes, rows: [] };
    group.rows.push(row);
    groups.set(id, group);
  }
  return [...groups.values()]
    .map((group) => ({ ...group, rows: group.rows.sort(newestThenName) }))
    .sort((a, b) => b.rows.length - a.rows.length || (a.id < b.id ? -1 : 1));
}

function newestThenName(a: ReadRow, b: ReadRow): number {
  if (a.month !== b.month) return a.month > b.month ? -1 : 1;
  const [one = '', other = ''] = [a, b].map(({ kept, patient }) => `${kept.name ?? ''} ${patient}`);
  return one < other ? -1 : 1;
}
