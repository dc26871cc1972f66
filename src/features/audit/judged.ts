import type { UnreadType } from '../../ehr/types.ts';
import type { Settings } from '../../fhir/settings.ts';
import { amountOf } from '../../rules/amount.ts';
import { type AuditedMonth, auditMonth } from '../../rules/audit.ts';
import type { Instant } from '../../rules/ledger.ts';
import type { ServiceMonth } from '../../rules/month.ts';
import type { PatientMonth } from '../panel/reader.ts';
import type { Swept } from '../panel/useSweep.ts';

/** What an audit keeps of one patient's month: little, for it goes through thousands. */
export interface Judged extends Omit<AuditedMonth, 'verdict'> {
  name: string | null;
  /** The verdict as the command writes it, in one line of JSON. */
  verdict: string;
  /** Date from which the rules of the month hold. */
  rulebook: string | null;
  /** By the configured fees; null where one is missing. */
  amounts: { charged: number | null; stake: number | null; unbilled: number | null };
  /** What could not be read, in words; the month may have been judged without it. */
  unread: Pick<UnreadType, 'label' | 'detail' | 'evidence'>[];
}

/** Judges a patient's month as it was read, as of one moment for the whole audit: the command needs it as `--as-of`. */
export function judge(
  { ledger, policy, read }: PatientMonth,
  month: ServiceMonth,
  asOf: Instant,
  fees: Settings['fees'],
): Judged {
  const { verdict, ...audited } = auditMonth(ledger, month, policy, asOf);
  return {
    ...audited,
    name: read.summary.name,
    verdict: JSON.stringify(verdict),
    rulebook: verdict.rulebook,
    amounts: {
      charged: amountOf(audited.charged, fees),
      stake: amountOf(audited.finding?.stake ?? [], fees),
      unbilled: amountOf(audited.unbilled, fees),
    },
    unread: read.unreadTypes.map(({ label, detail, evidence }) => ({ label, detail, evidence })),
  };
}

/** One patient-month of the sample, judged; or not, with the reason. */
export type AuditRow = Swept<Judged>;
export type JudgedRow = AuditRow & { kept: Judged };

/** What became of a sample: each patient-month in exactly one list, in order of month and patient. */
export interface Sorted {
  findings: JudgedRow[];
  unbilled: JudgedRow[];
  /** Charged, and what is charged would stand up. */
  stands: JudgedRow[];
  /** Nothing is charged and nothing could be. */
  nothing: JudgedRow[];
  /** Could not be read, or not enough of it: neither fine nor a finding. */
  notJudged: AuditRow[];
}

/** A month with a finding is listed there, though units of another code may be unbilled in it as well. */
export function sorted(rows: readonly AuditRow[]): Sorted {
  const found: Sorted = { findings: [], unbilled: [], stands: [], nothing: [], notJudged: [] };
  for (const row of [...rows].sort(byMonthAndPatient)) {
    if (!isJudged(row)) found.notJudged.push(row);
    else if (row.kept.finding !== null) found.findings.push(row);
    else if (row.kept.unbilled.length > 0) found.unbilled.push(row);
    else if (row.kept.charged.length > 0) found.stands.push(row);
    else found.nothing.push(row);
  }
  return found;
}

/** Those with a high risk, and those of which it can't be told. */
export function highRiskOnly(rows: readonly AuditRow[]): AuditRow[] {
  return rows.filter((row) => !isJudged(row) || row.kept.risks.some(({ severity }) => severity === 'high'));
}

export function isJudged(row: AuditRow): row is JudgedRow {
  return row.kept !== null && row.kept.unjudged.length === 0;
}

/** Why a patient-month could not be judged, in words. */
export function whyNot({ kept, error }: AuditRow): string[] {
  if (kept === null) return [error];
  const behind = kept.unread.filter(({ evidence }) => evidence.some((one) => kept.unjudged.includes(one)));
  return behind.map(({ detail }) => detail);
}

export function byMonthAndPatient(a: AuditRow, b: AuditRow): number {
  if (a.month !== b.month) return a.month < b.month ? -1 : 1;
  return a.patient < b.patient ? -1 : a.patient > b.patient ? 1 : 0;
}
