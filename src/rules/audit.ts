import { evaluate } from './evaluate.ts';
import { type Facts, factsOf } from './facts.ts';
import {
  type Charge,
  type Entry,
  type Evidence,
  type Instant,
  type Ledger,
  type Reference,
  referencesOf,
} from './ledger.ts';
import { unitsOf } from './lines.ts';
import type { ServiceMonth } from './month.ts';
import type { Policy } from './policy.ts';
import { unreadBehind } from './unread.ts';
import {
  BILLABLE_CODES,
  type BillableCode,
  type Criterion,
  type CriterionId,
  isBillableCode,
  type Risk,
  type RiskId,
  type Severity,
  type Verdict,
} from './verdict.ts';

/** What an audit says of one patient's month, looked at again under the rules of its time. */
export interface AuditedMonth {
  verdict: Verdict;
  /** Our charges of the codes that this engine bills, as they stand. */
  charged: Stake[];
  /** Why the charges would not stand up; null where they would, and where there are none. */
  finding: Finding | null;
  /** Units that the evidence supports and nobody charged. */
  unbilled: Stake[];
  /** What the EHR held back without which this month can't be judged; empty where it could. It is then neither fine nor a finding. */
  unjudged: Evidence[];
  /** Every risk of the month and whose work it is about. */
  risks: RiskMark[];
  /** What was logged in the month, counted or not: what the risks are to be compared with. */
  logged: { persons: Reference[]; activity: string }[];
}

/** Units of one code, and the charges that carry them. */
export interface Stake {
  code: BillableCode;
  units: number;
  charges: Reference[];
}

/**
 * Why charges would not stand up, the worst first: a criterion is unmet; more is charged than the evidence reaches; a criterion is
 * unknown; or a high risk stands.
 */
export type FindingKind = 'unmet' | 'unsupported' | 'unknown' | 'high-risk';

export interface Finding {
  kind: FindingKind;
  /** What would have to be paid back. */
  stake: Stake[];
  reasons: Reason[];
}

/** One reason, in the words of the verdict. */
export interface Reason {
  id: CriterionId | RiskId;
  summary: string;
  evidence: Reference[];
  citations: readonly string[];
}

/** A risk of one month. `persons` and `activities` are those of the entries that it is about; empty where it is about none. */
export interface RiskMark {
  id: RiskId;
  severity: Severity;
  persons: Reference[];
  activities: string[];
}

/**
 * Looks at a past month again: whether its charges stand up, and what was not charged. Under the rulebook of the month and the policy given,
 * with what the ledger shows now. Pure. `asOf` is the first second that has not happened yet.
 */
export function auditMonth(ledger: Ledger, month: ServiceMonth, policy: Policy, asOf: Instant): AuditedMonth {
  const facts = factsOf(ledger, month, policy, asOf);
  const verdict = evaluate(ledger, month, policy, asOf);
  const ours = facts.ourCharges.filter(({ code }) => isBillableCode(code));
  const unjudged = missingEvidence(verdict, ledger);
  return {
    verdict,
    charged: stakesOf(ours),
    finding: unjudged.length > 0 || ours.length === 0 ? null : findingOf(facts, verdict, ours),
    unbilled: unjudged.length > 0 ? [] : unbilledOf(verdict),
    unjudged,
    risks: verdict.risks.map((risk) => markOf(risk, ledger)),
    logged: entriesOf(
      verdict.entries.map(({ reference }) => reference),
      ledger,
    ).map(({ performers, activity }) => ({
      persons: performers,
      activity,
    })),
  };
}

/** Without the charges nothing can be compared; with more time entries, what is unknown might be met and what is charged be reached. */
function missingEvidence(verdict: Verdict, ledger: Ledger): Evidence[] {
  const short =
    verdict.risks.some(({ id }) => id === 'charge-unsupported') &&
    verdict.criteria.every(({ state }) => state !== 'unmet');
  const behind = unreadBehind(verdict, ledger);
  return ledger.unread.filter(
    (evidence) => evidence === 'charges' || behind.includes(evidence) || (short && evidence === 'entries'),
  );
}

function findingOf(facts: Facts, { criteria, lines, risks }: Verdict, ours: readonly Charge[]): Finding | null {
  const unmet = criteria.filter(({ state }) => state === 'unmet');
  const unknown = criteria.filter(({ state }) => state === 'unknown');
  const excess = BILLABLE_CODES.flatMap((code) => excessOf(code, ours, lines));
  const high = risks.filter(({ severity }) => severity === 'high');
  const others = high.filter(({ id }) => id !== 'charge-unsupported');
  const kind = worstOf([
    ['unmet', unmet],
    ['unsupported', excess],
    ['unknown', unknown],
    ['high-risk', others],
  ]);
  if (kind === null) return null;
  const onlyExcess = unmet.length + unknown.length + others.length === 0;
  return {
    kind,
    stake: onlyExcess ? excess : stakesOf(ours),
    reasons: [
      ...unmet.map(reasonOfCriterion),
      ...high.filter(({ id }) => id === 'charge-unsupported').map((risk) => reasonOfRisk(risk, facts)),
      ...unknown.map(reasonOfCriterion),
      ...others.map((risk) => reasonOfRisk(risk, facts)),
    ],
  };
}

function worstOf(found: readonly (readonly [FindingKind, readonly unknown[]])[]): FindingKind | null {
  return found.find(([, items]) => items.length > 0)?.[0] ?? null;
}

/** Units charged beyond what the evidence reaches, and the charges to blame: those that came first keep theirs. */
function excessOf(code: BillableCode, ours: readonly Charge[], lines: Verdict['lines']): Stake[] {
  const charges = ours.filter((charge) => charge.code === code);
  const supported = lines.find((line) => line.code === code)?.units ?? 0;
  const units = unitsOf(charges) - supported;
  if (units <= 0) return [];
  let left = supported;
  const toBlame = charges.filter((charge) => {
    left -= charge.units;
    return left < 0;
  });
  return [{ code, units, charges: referencesOf(toBlame) }];
}

function stakesOf(charges: readonly Charge[]): Stake[] {
  return BILLABLE_CODES.flatMap((code) => {
    const same = charges.filter((charge) => charge.code === code);
    return same.length === 0 ? [] : { code, units: unitsOf(same), charges: referencesOf(same) };
  });
}

/** A month with something unmet, unknown or of high risk has nothing that could simply be charged. */
function unbilledOf({ monthClosed, criteria, risks, lines }: Verdict): Stake[] {
  const held =
    criteria.some(({ state }) => state !== 'met') ||
    risks.some(({ id, severity }) => severity === 'high' && id !== 'charge-unsupported');
  if (!monthClosed || held) return [];
  return lines.flatMap(({ code, units, chargedUnits, charged }) =>
    chargedUnits < units ? { code, units: units - chargedUnits, charges: charged === null ? [] : [charged] } : [],
  );
}

function reasonOfCriterion({ id, summary, missing, evidence, citations }: Criterion): Reason {
  return { id, summary: missing === null ? summary : `${summary} ${missing}`, evidence, citations };
}

function reasonOfRisk({ id, summary, evidence }: Risk, { rulebook }: Facts): Reason {
  return { id, summary, evidence, citations: rulebook.riskCitations[id] };
}

function markOf({ id, severity, evidence }: Risk, ledger: Ledger): RiskMark {
  const partOf = ledger.contacts.flatMap((contact) => (evidence.includes(contact.reference) ? contact.partOf : []));
  const entries = entriesOf([...evidence, ...partOf], ledger);
  return {
    id,
    severity,
    persons: onceEach(entries.flatMap(({ performers }) => performers)),
    activities: onceEach(entries.map(({ activity }) => activity)),
  };
}

function entriesOf(references: readonly Reference[], ledger: Ledger): Entry[] {
  const named = new Set(references);
  return ledger.entries.filter(({ reference }) => named.has(reference));
}

function onceEach(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}
