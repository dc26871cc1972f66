import type { Settings } from '../../fhir/settings.ts';
import type { Instant, Reference } from '../../rules/ledger.ts';
import type { CriterionId, Risk, Status, Verdict } from '../../rules/verdict.ts';
import type { Assigned } from '../panel/assigned.ts';
import type { PanelRow } from '../panel/usePanel.ts';
import { type Effort, effortFor, type Hopeless } from './effort.ts';

/**
 * Where a patient's month stands in the list. Beside the verdict's status: not read yet, not to be read, and `unknown` where a closed month
 * has nothing unmet but something that nobody knows: what was not seen is no reason to call it not billable.
 */
export type Standing = Status | 'unknown' | 'failed' | 'waiting';
export const STANDINGS = [
  'billable',
  'needs-review',
  'failed',
  'unknown',
  'in-progress',
  'not-billable',
  'billed',
  'waiting',
] as const satisfies readonly Standing[];

/** Of final lines that are not charged yet. */
export interface Amount {
  /** In the practice's currency; null where no line has a fee. */
  value: number | null;
  /** Codes without a configured fee. */
  unpriced: readonly string[];
}

/** A row of the list: all that is shown, sorted and filtered by. */
export interface WorkRow {
  panel: PanelRow;
  patient: Reference;
  name: string | null;
  recordNumber: string | null;
  birthDate: string | null;
  standing: Standing;
  /** Null until the month was read. */
  countedSeconds: number | null;
  missing: string | null;
  /** Criteria that are unmet or unknown. */
  lacks: readonly CriterionId[];
  amount: Amount;
  assigned: Assigned | null;
  highRisks: readonly Risk[];
  /** Something that the verdict depends on could not be read. */
  isPartial: boolean;
}

export type Fees = Settings['fees'];

/** The row for what was read; the same object for the same reading. */
export function workRowOf(fees: Fees): (panel: PanelRow) => WorkRow {
  const known = new WeakMap<PanelRow, WorkRow>();
  return (panel) => {
    const row = known.get(panel) ?? made(panel, fees);
    known.set(panel, row);
    return row;
  };
}

function made(panel: PanelRow, fees: Fees): WorkRow {
  const { patient, data } = panel;
  const verdict = data?.verdict;
  return {
    panel,
    patient,
    name: data?.read.summary.name ?? null,
    recordNumber: data?.read.summary.recordNumber ?? null,
    birthDate: data?.read.summary.birthDate ?? null,
    standing: standingOf(panel),
    countedSeconds: verdict?.countedSeconds ?? null,
    missing: verdict === undefined ? null : (verdict.missing ?? whatIsOpen(verdict)),
    lacks: verdict?.criteria.flatMap(({ id, state }) => (state === 'met' ? [] : id)) ?? [],
    amount: amountOf(
      verdict?.lines
        .filter(({ final }) => final)
        .map(({ code, units, chargedUnits }) => ({ code, units: units - chargedUnits })) ?? [],
      fees,
    ),
    assigned: data?.assigned ?? null,
    highRisks: verdict?.risks.filter(({ severity }) => severity === 'high') ?? [],
    isPartial: (data?.read.unread.length ?? 0) > 0,
  };
}

/** Where nothing is missing and yet nothing can be billed: what it waits for. */
function whatIsOpen({ status, summary }: Verdict): string | null {
  return status === 'in-progress' || status === 'needs-review' ? summary : null;
}

function standingOf({ state, data }: PanelRow): Standing {
  if (state === 'failed') return 'failed';
  if (data === null) return 'waiting';
  const { status, criteria } = data.verdict;
  const unknown = criteria.some((one) => one.state === 'unknown') && criteria.every((one) => one.state !== 'unmet');
  return status === 'not-billable' && unknown ? 'unknown' : status;
}

/** What units of codes are paid. */
export function amountOf(lines: readonly { code: string; units: number }[], fees: Fees): Amount {
  const due = lines.filter(({ units }) => units > 0);
  const priced = due.flatMap(({ code, units }) => (fees[code] === undefined ? [] : fees[code] * units));
  return {
    value: priced.length === 0 ? null : priced.reduce((sum, one) => sum + one, 0),
    unpriced: due.flatMap(({ code }) => (fees[code] === undefined ? code : [])),
  };
}

/** Amounts together; codes without a fee each once. */
export function totalOf(amounts: readonly Amount[]): Amount {
  const values = amounts.flatMap(({ value }) => value ?? []);
  return {
    value: values.length === 0 ? null : values.reduce((sum, one) => sum + one, 0),
    unpriced: [...new Set(amounts.flatMap(({ unpriced }) => unpriced))].sort(),
  };
}

/** What a row would bring: as it is, or where the question is who can still make it, by what it takes. */
export function amountIn(row: WorkRow, nearly: boolean, at: Instant, fees: Fees): Amount {
  const effort = nearly ? effortOf(row, at) : null;
  return effort === null || typeof effort === 'string' ? row.amount : amountOf(effort.gains, fees);
}

const efforts = new WeakMap<PanelRow, { at: Instant; effort: Effort | Hopeless | null }>();

/** What the month would take, worked out once a reading: two or three verdicts each. */
export function effortOf({ panel }: WorkRow, now: Instant): Effort | Hopeless | null {
  if (panel.data === null || panel.state === 'failed') return null;
  const known = efforts.get(panel);
  // The days that are left change the answer, minutes hardly ever do.
  if (known !== undefined && now - known.at < 3600) return known.effort;
  const effort = effortFor(panel.data, now);
  efforts.set(panel, { at: now, effort });
  return effort;
}
