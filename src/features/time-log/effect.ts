import { policyFor, serviceMonth } from '../../fhir/index.ts';
import type { Settings } from '../../fhir/settings.ts';
import type { Contact, Entry, Instant, Ledger, Reference } from '../../rules/ledger.ts';
import type { ServiceMonth } from '../../rules/month.ts';
import type { Policy } from '../../rules/policy.ts';
import type { BillableCode, CriterionId, Next, ReductionReason, Risk } from '../../rules/verdict.ts';
import { whatIf } from '../../rules/what-if.ts';
import type { MonthResult } from '../verdict/useMonth.ts';

/** What an entry that does not exist yet would change, all of it by the engine's own word. */
export interface Effect {
  /** Seconds of the entry that would count. */
  counted: number;
  /** Seconds of it that would not, by reason. */
  reductions: { reason: ReductionReason; seconds: number }[];
  /** How many more (or fewer) seconds the whole month would count than now. */
  added: number;
  completes: { code: BillableCode; at: Instant }[];
  meets: CriterionId[];
  /** Risks that come with it. */
  risks: Risk[];
  /** What still more counted time would bring then. */
  next: Next | null;
  /** The smallest thing that is still missing then. */
  missing: string | null;
}

/** What an effect is judged by: the month as it is shown. */
export interface Basis {
  result: MonthResult;
  month: ServiceMonth;
  policy: Policy;
}

export function basisOf(result: MonthResult, settings: Settings): Basis {
  const { verdict, read } = result;
  const month = serviceMonth(verdict.month, verdict.timeZone);
  return { result, month, policy: policyFor(read.resources, settings, verdict.patient) };
}

/**
 * @param replaced the entry that it would stand in the place of, or null
 * @param contacts what would be written with it
 */
export function effectOf(
  { result: { ledger, verdict }, month, policy }: Basis,
  entry: Entry,
  now: Instant,
  replaced: Reference | null = null,
  contacts: readonly Contact[] = [],
): Effect {
  const added = { entries: [entry], contacts };
  const { after, completes, meets } = whatIf(without(ledger, replaced), month, policy, now, added);
  const own = new Set([entry, ...contacts].map(({ reference }) => reference));
  const share = after.entries.find(({ reference }) => reference === entry.reference);
  const seconds = new Map<ReductionReason, number>();
  for (const { fate, start, end } of share?.stretches ?? [])
    if (fate !== 'counted') seconds.set(fate, (seconds.get(fate) ?? 0) + end - start);
  const had = (code: BillableCode) => verdict.lines.find((line) => line.code === code)?.units ?? 0;
  const has = (code: BillableCode) => after.lines.find((line) => line.code === code)?.units ?? 0;
  const known = new Set(verdict.risks.map(riskKey));
  return {
    counted: share?.countedSeconds ?? 0,
    reductions: [...seconds].map(([reason, sum]) => ({ reason, seconds: sum })),
    added: after.countedSeconds - verdict.countedSeconds,
    completes: completes.filter(({ code }) => has(code) > had(code)),
    meets: meets.filter((id) => verdict.criteria.find((criterion) => criterion.id === id)?.state !== 'met'),
    risks: after.risks.filter((risk) => risk.evidence.some((one) => own.has(one)) && !known.has(riskKey(risk))),
    next: after.next,
    missing: after.missing,
  };
}

/** The entries of others and one's own that lie at the same time. */
export function overlapping({ entries }: Ledger, entry: Entry, replaced: Reference | null = null): Entry[] {
  return entries.filter(
    ({ start, end, reference }) => reference !== replaced && start < entry.end && end > entry.start,
  );
}

function without(ledger: Ledger, reference: Reference | null): Ledger {
  if (reference === null) return ledger;
  const others = ({ reference: one }: { reference: Reference }) => one !== reference;
  return { ...ledger, entries: ledger.entries.filter(others), timers: ledger.timers.filter(others) };
}

function riskKey({ id, evidence }: Risk): string {
  return `${id} ${evidence.join(' ')}`;
}
