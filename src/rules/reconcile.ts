import type { Charge, Ledger, Reference } from './ledger.ts';
import { unitsOf } from './lines.ts';
import { type ServiceMonth, within } from './month.ts';
import { BILLABLE_CODES, type BillableCode, isBillableCode, type Line, type Verdict } from './verdict.ts';

/** What a month's evidence and its charges can differ in, the most pressing first. */
export const DIFFERENCES = [
  /** What decides it is unknown or was not read: it may be right or wrong, and is never taken as right. */
  'not-known',
  /** More than one charge stands for the code, by whatever route. */
  'duplicate',
  /** Charged, and the evidence doesn't support it. */
  'unsupported',
  /** More units charged than reached. */
  'units-over',
  /** One of our codes is charged in the name of somebody who doesn't bill for us. */
  'another-party',
  /** A code is charged that excludes ours. */
  'excluded',
  /** Reached, all met, not charged. */
  'unbilled',
  /** Fewer units charged than reached. */
  'units-under',
  /** Reached and not charged; nothing is unmet, but a high risk wants a person's look first. */
  'to-review',
  /** Charged, and nobody's word is kept with the charge. */
  'not-attested',
] as const;
export type Difference = (typeof DIFFERENCES)[number];

/** One difference between the evidence and the charges of a patient's month. */
export interface ReconciliationFinding {
  difference: Difference;
  /** CPT code; null where it is about the whole month. */
  code: string | null;
  /** Units of the code that the counted time reaches. */
  reached: number;
  /** Units of the code that are charged, by the charges named. */
  charged: number;
  charges: Reference[];
  /** What is at stake by the configured fees: to be charged, or to be paid back; null where no fee is known. */
  amount: number | null;
}

export interface Reconciliation {
  /** `agrees`: what is reached is charged, and the other way round. `nothing-due`: nothing is (surely) reached and nothing charged. */
  outcome: 'agrees' | 'nothing-due' | 'differs' | 'not-known';
  findings: ReconciliationFinding[];
  /** Our charges of the month, the first one first. */
  own: Charge[];
}

export interface Books {
  ledger: Ledger;
  verdict: Verdict;
  month: ServiceMonth;
  /** Something could not be read that may speak against a charge. */
  incomplete: boolean;
  /** What a unit of a code is paid. */
  fees: Readonly<Record<string, number>>;
}

/**
 * Holds a month's charges against its evidence, for one patient. It decides nothing anew: what is reached, met and ours is what the
 * verdict says. A month has one charge a code, so that a second one is a duplicate even where both together have the units of the line.
 */
export function reconcile(books: Books): Reconciliation {
  const { verdict, ledger, incomplete } = books;
  const { own, foreign, excluding } = chargesOf(books);
  const unknown = verdict.criteria.some(({ state }) => state === 'unknown');
  const open = verdict.lines.filter(({ final, charged }) => final && charged === null);
  const inPlay = own.length > 0 || open.length > 0;
  const notKnown = unknown ? inPlay || ledger.unread.length > 0 : inPlay && (incomplete || mayReachMore(ledger));
  const findings = [
    ...(notKnown ? [notKnownOf(books, own, open)] : []),
    ...BILLABLE_CODES.flatMap((code) => [
      ...differencesOf(
        code,
        own.filter((charge) => charge.code === code),
        books,
        notKnown,
      ),
      ...ofOthers(
        'another-party',
        foreign.filter((charge) => charge.code === code),
        books,
      ),
    ]),
    ...(inPlay || verdict.lines.length > 0 ? ofOthers('excluded', excluding, books) : []),
  ].sort((a, b) => DIFFERENCES.indexOf(a.difference) - DIFFERENCES.indexOf(b.difference));
  const outcome = notKnown ? 'not-known' : findings.length > 0 ? 'differs' : own.length > 0 ? 'agrees' : 'nothing-due';
  return { outcome, findings, own };
}

/** Entries that were not read may reach a line that seems to be missing. Contacts can't: without one that was read, its criterion is unknown. */
function mayReachMore({ unread }: Ledger): boolean {
  return unread.includes('entries');
}

/** The month's charges: ours, those of our codes in another's name, and those of codes that exclude ours. */
function chargesOf({ ledger, verdict, month }: Books) {
  const conflicting = new Set(verdict.criteria.find(({ id }) => id === 'no-conflict')?.evidence);
  const all = ledger.charges
    .filter(({ occurrence }) => within(month, occurrence))
    .sort((a, b) => a.occurrence.earliest - b.occurrence.earliest || (a.reference < b.reference ? -1 : 1));
  const ofOurCodes = all.filter(({ code }) => isBillableCode(code));
  return {
    own: ofOurCodes.filter(({ reference }) => !conflicting.has(reference)),
    foreign: ofOurCodes.filter(({ reference }) => conflicting.has(reference)),
    excluding: all.filter(({ code, reference }) => !isBillableCode(code) && conflicting.has(reference)),
  };
}

function notKnownOf({ fees }: Books, own: readonly Charge[], open: readonly Line[]): ReconciliationFinding {
  const amounts = open.map(({ code, units }) => amountOf(fees, code, units)).filter((amount) => amount !== null);
  return {
    difference: 'not-known',
    code: null,
    reached: 0,
    charged: unitsOf(own),
    charges: own.map(({ reference }) => reference),
    amount: amounts.length === 0 ? null : amounts.reduce((sum, amount) => sum + amount, 0),
  };
}

function differencesOf(code: BillableCode, own: readonly Charge[], books: Books, notKnown: boolean) {
  const { verdict, ledger, fees } = books;
  const line = verdict.lines.find((each) => each.code === code);
  const reached = line?.units ?? 0;
  const unmet = verdict.criteria.some(({ state }) => state === 'unmet');
  const maybeMore = mayReachMore(ledger);
  const finding = (difference: Difference, units: number, charges = own): ReconciliationFinding => ({
    difference,
    code,
    reached,
    charged: unitsOf(charges),
    charges: charges.map(({ reference }) => reference),
    amount: amountOf(fees, code, units),
  });
  const [first, ...further] = own;
  if (first === undefined) {
    if (unmet || notKnown || !line?.final) return [];
    const risky = verdict.risks.some(({ id, severity }) => severity === 'high' && id !== 'charge-unsupported');
    return [finding(risky ? 'to-review' : 'unbilled', reached)];
  }
  const supported = unmet ? 0 : reached;
  const over = first.units - supported;
  return [
    ...(further.length > 0 ? [finding('duplicate', unitsOf(further))] : []),
    ...(supported === 0 && (unmet || !maybeMore) ? [finding('unsupported', first.units, [first])] : []),
    ...(supported > 0 && over > 0 && !maybeMore ? [finding('units-over', over, [first])] : []),
    ...(supported > 0 && over < 0 ? [finding('units-under', -over, [first])] : []),
    ...own
      .filter(({ attested }) => attested !== true)
      .map((charge) => ({ ...finding('not-attested', 0, [charge]), amount: null })),
  ];
}

function ofOthers(difference: Difference, charges: readonly Charge[], { verdict }: Books): ReconciliationFinding[] {
  return charges.map(({ code, units, reference }) => ({
    difference,
    code,
    reached: verdict.lines.find((line) => line.code === code)?.units ?? 0,
    charged: units,
    charges: [reference],
    amount: null,
  }));
}

/** Units × fee, in cents exactly; null where no fee is configured. */
export function amountOf(fees: Books['fees'], code: string, units: number): number | null {
  const fee = fees[code];
  return fee === undefined ? null : Math.round(fee * units * 100) / 100;
}
