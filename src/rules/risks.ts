import { unsupportedCharges } from './charges.ts';
import type { Facts } from './facts.ts';
import { type Entry, type Reference, referencesOf, type Visit } from './ledger.ts';
import { within } from './month.ts';
import { divide, merge } from './spans.ts';
import { daysOfVisit } from './time.ts';
import { BILLABLE_CODES, type Line, RISK_IDS, type Risk, type RiskId, type Severity } from './verdict.ts';
import { english as words } from './words.ts';

const SEVEN_DAYS = 7 * 24 * 3600;
const ALIKE = 3;
const UNUSUAL_UNITS = 3;
/** The codes of remote physiologic monitoring: whoever else bills one of them runs it too. */
const MONITORING_CODES: readonly string[] = ['99453', '99454', '99445', ...BILLABLE_CODES];

/** What a risk looks at: the facts, and what became of them. */
interface Outcome {
  facts: Facts;
  lines: readonly Line[];
  anyUnmet: boolean;
  /** The entries that contributed counted seconds. */
  counted: readonly Entry[];
}

/** A risk is there when it finds evidence. `n` is what its sentence counts, where that is not the evidence. */
interface Found {
  evidence: Reference[];
  n?: number;
}

interface Rule {
  severity: Severity;
  find(outcome: Outcome): Found;
}

const NONE: Found = { evidence: [] };

/** What invites a denial though no requirement is broken. Sources: the rulebook's `riskCitations`. */
const RULES: Readonly<Record<RiskId, Rule>> = {
  'contact-undocumented': {
    severity: 'high',
    find: ({ facts: { contacts } }) => ({
      evidence: [
        ...contacts.undocumentedEntries,
        ...referencesOf(contacts.live.filter(({ note }) => note === null)),
      ].sort(),
    }),
  },
  'contact-not-linked': {
    severity: 'low',
    find: ({ facts }) => ({ evidence: referencesOf(facts.contacts.unlinked) }),
  },
  'entry-without-note': {
    severity: 'medium',
    find: ({ counted }) => ({ evidence: referencesOf(counted.filter(({ note }) => note === null)) }),
  },
  'entries-identical-length': {
    severity: 'low',
    find: ({ counted }) => ({ evidence: alike(counted, ({ start, end }) => String(end - start), ALIKE) }),
  },
  'entry-logged-late': {
    severity: 'medium',
    find: ({ counted }) => ({
      evidence: referencesOf(counted.filter(({ recorded, end }) => recorded !== null && recorded - end > SEVEN_DAYS)),
    }),
  },
  'copied-note': {
    severity: 'medium',
    find: ({ counted }) => ({ evidence: alike(counted, ({ note }) => note && normalized(note), 2) }),
  },
  'timer-running': {
    severity: 'medium',
    find: ({ facts: { ledger, month } }) => ({
      evidence: referencesOf(
        ledger.timers.filter(({ start }) => start === null || (start >= month.start && start < month.end)),
      ),
    }),
  },
  'same-day-visit': {
    severity: 'medium',
    find: ({ facts }) => ({
      evidence: referencesOf(
        facts.ledger.visits.filter(
          (visit) => visit.kind === 'visit' && overlaps(facts, daysOfVisit(visit, facts.month)),
        ),
      ),
    }),
  },
  'inpatient-stay': {
    severity: 'high',
    find: ({ facts }) => ({
      evidence: referencesOf(
        facts.ledger.visits.filter((visit) => visit.kind === 'inpatient' && overlaps(facts, [stay(visit)])),
      ),
    }),
  },
  'self-reported-readings-only': {
    severity: 'high',
    find: ({ facts: { readings } }) =>
      readings.every(({ selfReported }) => selfReported) ? { evidence: referencesOf(readings) } : NONE,
  },
  'units-unusual': {
    severity: 'medium',
    find: ({ lines, counted }) => {
      const units = lines.find(({ code }) => code === '99458')?.units ?? 0;
      return units >= UNUSUAL_UNITS ? { evidence: referencesOf(counted), n: units } : NONE;
    },
  },
  'charge-unsupported': {
    severity: 'high',
    find: ({ facts, lines, anyUnmet }) => ({ evidence: referencesOf(unsupportedCharges(facts, lines, anyUnmet)) }),
  },
  'other-practitioner-active': {
    severity: 'medium',
    find: ({ facts: { ledger, month, otherCharges, policy } }) => ({
      evidence: referencesOf([
        ...otherCharges.filter(({ code, occurrence }) => MONITORING_CODES.includes(code) && within(month, occurrence)),
        ...ledger.consents.filter(
          ({ state, ended, given, organization }) =>
            state === 'given' &&
            (given === null || given.earliest < month.end) &&
            (ended === null || ended.latest >= month.start) &&
            organization !== null &&
            policy.billingParties.length > 0 &&
            !policy.billingParties.includes(organization),
        ),
      ]),
    }),
  },
  'patient-deceased': {
    severity: 'high',
    find: ({ facts, counted }) => {
      const { deceased } = facts.ledger;
      if (deceased === false) return NONE;
      const from = deceased === true ? -Infinity : deceased.latest;
      return { evidence: referencesOf(counted.filter(({ end }) => end > from)) };
    },
  },
};

/** The risks of the month, in the contract's order. */
export function risksOf(facts: Facts, lines: readonly Line[], anyUnmet: boolean): Risk[] {
  const contributing = new Set(
    facts.time.shares.filter(({ countedSeconds }) => countedSeconds > 0).map(({ reference }) => reference),
  );
  const counted = facts.ledger.entries.filter(({ reference }) => contributing.has(reference));
  return RISK_IDS.flatMap((id) => {
    const { severity, find } = RULES[id];
    const { evidence, n } = find({ facts, lines, anyUnmet, counted });
    if (evidence.length === 0) return [];
    return { id, severity, summary: words.risk[id](n ?? evidence.length), evidence };
  });
}

/** The entries that share a key with enough others. */
function alike(entries: readonly Entry[], keyOf: (entry: Entry) => string | null, enough: number): Reference[] {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) {
    const key = keyOf(entry);
    if (key !== null) groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  return referencesOf([...groups.values()].filter((group) => group.length >= enough).flat());
}

/** Notes are the same when nothing but case and white space tells them apart. */
function normalized(note: string): string {
  return note.trim().replace(/\s+/g, ' ').toLowerCase();
}

function overlaps({ time }: Facts, spans: readonly { start: number; end: number }[]): boolean {
  return divide(time.counted, merge(spans)).inside.length > 0;
}

function stay({ start, end }: Visit): { start: number; end: number } {
  return { start, end: end ?? Infinity };
}
