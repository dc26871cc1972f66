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
import { type Difference, type ReconciliationFinding, reconcile } from './reconcile.ts';
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
 * Why charges would not stand up, the worst first: a criterion is unmet; more is charged than the evidence reaches, or twice; a criterion
 * is unknown; or a high risk stands.
 */
export const FINDING_KINDS = ['unmet', 'unsupported', 'unknown', 'high-risk'] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

export interface Finding {
  kind: FindingKind;
  /** What would have to be paid back. */
  stake: Stake[];
  reasons: Reason[];
}

/** One reason in a sentence; what would have met it, where the rules can tell. */
export interface Reason {
  id: CriterionId | RiskId | Excess;
  summary: string;
  missing: string | null;
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

/** How charges can go beyond the evidence; `reconcile.ts` tells. */
const EXCESS = ['duplicate', 'unsupported', 'units-over'] as const;
type Excess = (typeof EXCESS)[number];

const SAY: Record<Excess, (code: string, charged: number, reached: number) => string> = {
  duplicate: (code) => `${code} is charged more than once; a month has one charge of a code.`,
  unsupported: (code) => `${code} is charged, and the evidence does not reach it.`,
  'units-over': (code, charged, reached) => `${charged} units of ${code} are charged; the evidence reaches ${reached}.`,
};

/**
 * Looks at a past month again: whether its charges stand up, and what was not charged. Under the rulebook of the month and the policy given,
 * with what the ledger shows now; it decides nothing anew (`evaluate.ts`, `reconcile.ts`). Pure. `asOf` is the first second that has not
 * happened yet.
 */
export function auditMonth(ledger: Ledger, month: ServiceMonth, policy: Policy, asOf: Instant): AuditedMonth {
  const facts = factsOf(ledger, month, policy, asOf);
  const verdict = evaluate(ledger, month, policy, asOf);
  const { findings: differences } = reconcile({ ledger, verdict, month, incomplete: false, fees: {} });
  const own = facts.ourCharges.filter(({ code }) => isBillableCode(code));
  const unjudged = missingEvidence(verdict, own, ledger);
  const known = unjudged.length === 0;
  const entries = entriesOf(
    verdict.entries.map(({ reference }) => reference),
    ledger,
  );
  return {
    verdict,
    charged: stakesOf(own),
    finding: known && own.length > 0 ? findingOf(facts, verdict, own, differences) : null,
    unbilled: known && verdict.monthClosed ? unbilledOf(verdict, differences) : [],
    unjudged,
    risks: verdict.risks.map((risk) => markOf(risk, ledger)),
    logged: entries.map(({ performers, activity }) => ({ persons: performers, activity })),
  };
}

/** Evidence that may speak against a charge that looks well: a stay in hospital, a consent's end, another programme's time. */
const AGAINST: readonly Evidence[] = ['visits', 'consents', 'other-programs'];

/** Without the charges nothing can be compared; and what the EHR held back may turn what is unknown, too little, or seemingly well. */
function missingEvidence(verdict: Verdict, own: readonly Charge[], ledger: Ledger): Evidence[] {
  const { criteria, risks } = verdict;
  const high = risks.filter(({ severity }) => severity === 'high').map(({ id }) => id);
  const certain = criteria.some(({ state }) => state === 'unmet') || high.some((id) => id !== 'charge-unsupported');
  if (certain && own.length > 0) return [];
  const beyondEvidence = high.includes('charge-unsupported');
  const wanted = new Set<Evidence>([
    'charges',
    ...unreadBehind(verdict, ledger),
    ...(beyondEvidence ? (['entries'] as const) : own.length > 0 ? AGAINST : []),
  ]);
  return ledger.unread.filter((evidence) => wanted.has(evidence));
}

function findingOf(
  facts: Facts,
  { criteria, risks }: Verdict,
  own: readonly Charge[],
  differences: readonly ReconciliationFinding[],
): Finding | null {
  const unmet = criteria.filter(({ state }) => state === 'unmet');
  const unknown = criteria.filter(({ state }) => state === 'unknown');
  const excess = differences.filter(({ difference }) => isExcess(difference));
  const others = risks.filter(({ id, severity }) => severity === 'high' && id !== 'charge-unsupported');
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
    stake: onlyExcess ? beyond(own, excess) : stakesOf(own),
    reasons: [
      ...unmet.map(reasonOfCriterion),
      ...excess.flatMap((difference) => reasonOfExcess(difference, facts)),
      ...unknown.map(reasonOfCriterion),
      ...others.map((risk) => reasonOfRisk(risk, facts)),
    ],
  };
}

function worstOf(found: readonly (readonly [FindingKind, readonly unknown[]])[]): FindingKind | null {
  return found.find(([, items]) => items.length > 0)?.[0] ?? null;
}

function isExcess(difference: Difference): difference is Excess {
  return EXCESS.some((one) => one === difference);
}

/** The units beyond the evidence and the charges to blame: of several for one code, the first keeps what is reached. */
function beyond(own: readonly Charge[], excess: readonly ReconciliationFinding[]): Stake[] {
  return BILLABLE_CODES.flatMap((code) => {
    const found = excess.filter((each) => each.code === code);
    const [first, ...further] = own.filter((charge) => charge.code === code);
    if (first === undefined || found.length === 0) return [];
    const kept = found.reduce(
      (least, each) => Math.min(least, each.difference === 'duplicate' ? first.units : each.reached),
      first.units,
    );
    const toBlame = first.units > kept ? [first, ...further] : further;
    return { code, units: first.units - kept + unitsOf(further), charges: referencesOf(toBlame) };
  });
}

function stakesOf(charges: readonly Charge[]): Stake[] {
  return BILLABLE_CODES.flatMap((code) => {
    const same = charges.filter((charge) => charge.code === code);
    return same.length === 0 ? [] : { code, units: unitsOf(same), charges: referencesOf(same) };
  });
}

/** A month with something unmet, unknown or of high risk has nothing that could simply be charged. */
function unbilledOf({ criteria, risks }: Verdict, differences: readonly ReconciliationFinding[]): Stake[] {
  const held =
    criteria.some(({ state }) => state !== 'met') ||
    risks.some(({ id, severity }) => severity === 'high' && id !== 'charge-unsupported');
  if (held) return [];
  return differences.flatMap(({ difference, code, reached, charged, charges }) =>
    (difference === 'unbilled' || difference === 'units-under') && code !== null && isBillableCode(code)
      ? { code, units: reached - charged, charges }
      : [],
  );
}

function reasonOfCriterion({ id, summary, missing, evidence, citations }: Criterion): Reason {
  return { id, summary, missing, evidence, citations };
}

function reasonOfExcess(
  { difference, code, charged, reached, charges }: ReconciliationFinding,
  { rulebook }: Facts,
): Reason[] {
  if (!isExcess(difference) || code === null) return [];
  const citations = rulebook.riskCitations['charge-unsupported'];
  const summary = SAY[difference](code, charged, reached);
  return [{ id: difference, summary, missing: null, evidence: [...charges], citations }];
}

function reasonOfRisk({ id, summary, evidence }: Risk, { rulebook }: Facts): Reason {
  return { id, summary, missing: null, evidence, citations: rulebook.riskCitations[id] };
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
