import { evaluate } from './evaluate.ts';
import { type Facts, factsOf } from './facts.ts';
import type { Contact, Entry, Instant, Ledger, Reading, Span } from './ledger.ts';
import { dayOf, type ServiceMonth, within } from './month.ts';
import type { Policy } from './policy.ts';
import { complement, divide, merge, secondsOf } from './spans.ts';
import { daysOfVisit } from './time.ts';
import { unreadBehind } from './unread.ts';
import type { BillableCode, CriterionId, Verdict } from './verdict.ts';

/**
 * One thing that could have been different. In the order in which they are preferred where several would do alone:
 * first what was done and only not written down, then what took counted time away, then what would have asked for more work.
 */
export const CHANGE_IDS = [
  'contact-documented',
  'note-written',
  'consent-dated',
  'consent-earlier',
  'no-overlap',
  'other-program-apart',
  'visit-day-apart',
  'administrative-time',
  'passive-time',
  'conflict-resolved',
  'clinical-work',
  'readings-sent',
  'contact-held',
  'more-time',
] as const;
export type ChangeId = (typeof CHANGE_IDS)[number];

export interface Change {
  id: ChangeId;
  /** Seconds of time that it is about; null where it is about none. */
  seconds: number | null;
  /** Days by which a consent would have had to be earlier; null where there was none, or where it is about none. */
  days: number | null;
}

/** Units of a code that would have been billed; below zero for a code that would have given way to another. */
export interface Gain {
  code: BillableCode;
  units: number;
}

/**
 * What a month lost, and what would have saved it.
 * - `one`: each of the changes alone would have made it billable; the first is the one it is counted under;
 * - `two`: none alone, but these two together;
 * - `more`: no two changes either;
 * - `review`: nothing that is missing, but a risk that a person must weigh;
 * - `unread`: what the EHR did not give might be all that was missing;
 * - `not-enrolled`: no consent and nothing done or measured: there was no month to bill;
 * - `nothing-done`: the consent held, and nothing was done or measured;
 * - `next-code`: billable, and a little more time would have reached the next code.
 */
export interface Loss {
  kind: 'one' | 'two' | 'more' | 'review' | 'unread' | 'not-enrolled' | 'nothing-done' | 'next-code';
  changes: Change[];
  /** What the first change of `one`, the two of `two`, or the time of `next-code` would have brought. */
  gain: Gain[];
}

/** A month so close to its next code is worth naming. */
export const NEXT_CODE_SECONDS = 5 * 60;

/** A month and all that its verdict depends on. */
interface Case {
  ledger: Ledger;
  month: ServiceMonth;
  policy: Policy;
  asOf: Instant;
}

/** The same month with something different, and how much of it. */
type Changed = Omit<Change, 'id'> & { ledger: Ledger };

/**
 * What a patient's month lost, by the same rules that judge it; null when it is billed or can be billed and no next code was close.
 * A month still open is looked at as if nothing more happened in it.
 * Charged months are never lost here, supported or not: whether a charge stands is the audit's question.
 */
export function lossOf(ledger: Ledger, month: ServiceMonth, policy: Policy, asOf: Instant): Loss | null {
  const question: Case = {
    ledger: withFewReadings(ledger, month, policy),
    month,
    policy,
    asOf: Math.max(asOf, month.end),
  };
  const facts = factsFor(question);
  const verdict = judge(question);
  if (verdict.status === 'billable' || verdict.status === 'billed') return nextCodeLoss(question, verdict);
  if (verdict.risks.some(({ id }) => id === 'charge-unsupported')) return null;
  if (unreadBehind(verdict, ledger).length > 0) return { kind: 'unread', changes: [], gain: [] };
  if (isNothingDone(facts))
    return { kind: facts.consent.state === 'unmet' ? 'not-enrolled' : 'nothing-done', changes: [], gain: [] };
  return oneChange(question) ?? twoChanges(question) ?? { kind: leftOver(verdict), changes: [], gain: [] };
}

/**
 * The month with no more readings than can matter here: it is judged many times over, and devices send thousands. Of each kind so many are
 * kept as the policy asks for.
 */
function withFewReadings(ledger: Ledger, month: ServiceMonth, { readingsRequired }: Policy): Ledger {
  const enough = Math.max(1, readingsRequired);
  const kept = new Map<string, number>();
  const readings = ledger.readings.filter(({ taken, device, selfReported }) => {
    if (!within(month, taken)) return false;
    const kind = `${device !== null} ${selfReported}`;
    const before = kept.get(kind) ?? 0;
    kept.set(kind, before + 1);
    return before < enough;
  });
  return { ...ledger, readings };
}

function oneChange(question: Case): Loss | null {
  const found = CHANGE_IDS.flatMap((id) => {
    const changed = CHANGES[id](question);
    const after = changed && judge({ ...question, ledger: changed.ledger });
    return changed && after && isBillable(after) ? { id, changed, after } : [];
  });
  const [first] = found;
  if (first === undefined) return null;
  return {
    kind: 'one',
    changes: found.map(({ id, changed: { seconds, days } }) => ({
      id,
      seconds,
      days: id === 'consent-earlier' ? fewestDays(question) : days,
    })),
    gain: gained(first.after),
  };
}

/** Each change may lean on the one before: time can only be found where there is consent. */
function twoChanges(question: Case): Loss | null {
  for (const [at, one] of CHANGE_IDS.entries()) {
    const first = CHANGES[one](question);
    if (first === null) continue;
    for (const other of CHANGE_IDS.slice(at + 1)) {
      const second = CHANGES[other]({ ...question, ledger: first.ledger });
      if (second === null) continue;
      const after = judge({ ...question, ledger: second.ledger });
      if (isBillable(after))
        return {
          kind: 'two',
          changes: [
            { id: one, seconds: first.seconds, days: first.days },
            { id: other, seconds: second.seconds, days: second.days },
          ],
          gain: gained(after),
        };
    }
  }
  return null;
}

/** Nothing but a weighty risk stands in the way, or there is more amiss than two changes would mend. */
function leftOver({ criteria }: Verdict): Loss['kind'] {
  return criteria.every(({ state }) => state === 'met') ? 'review' : 'more';
}

function nextCodeLoss(question: Case, before: Verdict): Loss | null {
  const seconds = before.next?.seconds ?? Number.POSITIVE_INFINITY;
  if (seconds > NEXT_CODE_SECONDS) return null;
  const longer = withTime(question, seconds);
  if (longer === null) return null;
  const gain = difference(before, judge({ ...question, ledger: longer }));
  return gain.length === 0 ? null : { kind: 'next-code', changes: [{ id: 'more-time', seconds, days: null }], gain };
}

function judge({ ledger, month, policy, asOf }: Case): Verdict {
  return evaluate(ledger, month, policy, asOf);
}

function isBillable({ status }: Verdict): boolean {
  return status === 'billable';
}

function gained({ lines }: Verdict): Gain[] {
  return lines.flatMap(({ code, units, final, charged }) => (final && charged === null ? { code, units } : []));
}

function difference(before: Verdict, after: Verdict): Gain[] {
  const units = new Map<BillableCode, number>(after.lines.map((line) => [line.code, line.units]));
  for (const line of before.lines) units.set(line.code, (units.get(line.code) ?? 0) - line.units);
  return [...units].flatMap(([code, more]) => (more === 0 ? [] : { code, units: more }));
}

function isNothingDone({ ledger, time, contacts, readings }: Facts): boolean {
  const logged = secondsOf(time.shares.flatMap(({ stretches }) => stretches.filter(inMonth)));
  return logged + contacts.live.length + contacts.unstated.length + readings.length + ledger.timers.length === 0;
}

function inMonth({ fate }: { fate: string }): boolean {
  return fate !== 'outside-month' && fate !== 'future';
}

/** What each change makes of a month; null where there is nothing that it could change. */
const CHANGES: Readonly<Record<ChangeId, (question: Case) => Changed | null>> = {
  'contact-documented': (question) => {
    const { live, unstated, undocumentedEntries } = factsFor(question).contacts;
    const unnoted = live.filter(({ note }) => note === null);
    if (unstated.length + undocumentedEntries.length + unnoted.length === 0) return null;
    const { ledger } = question;
    const toMend = new Set([...unstated, ...unnoted]);
    return changed({
      ...ledger,
      contacts: [
        ...ledger.contacts.map(
          (contact): Contact =>
            toMend.has(contact)
              ? { ...contact, medium: contact.medium === 'unstated' ? 'live' : contact.medium, note: NOTE }
              : contact,
        ),
        ...(undocumentedEntries.length > 0 ? [aContact(question, undocumentedEntries)] : []),
      ],
    });
  },

  'note-written': (question) => {
    const { evidence = [] } = criterion(question, 'clinical-decision', 'unknown') ?? {};
    const [reference] = evidence;
    if (reference === undefined) return null;
    return changed(withEntries(question.ledger, (entry) => entry.reference === reference, { note: NOTE }));
  },

  'consent-dated': (question) => {
    const { because, evidence } = factsFor(question).consent;
    if (because !== 'undated') return null;
    return changed({
      ...question.ledger,
      consents: question.ledger.consents.map((consent) =>
        evidence.includes(consent.reference) ? { ...consent, given: beforeMonth(question) } : consent,
      ),
    });
  },

  'consent-earlier': (question) => {
    const { because, covered } = factsFor(question).consent;
    // The patient's own refusal is not something that the practice lost.
    if (because === 'declined' || because === 'withdrawn' || covered === null) return null;
    if (because === 'given' && (covered[0]?.start ?? 0) <= question.month.start) return null;
    return changed(consentGiven(question, beforeMonth(question)));
  },

  'no-overlap': (question) => reducedTime(question, 'overlap', (seconds) => withTime(question, seconds)),
  'other-program-apart': (question) =>
    reducedTime(question, 'other-program', () => ({ ...question.ledger, otherPrograms: [] })),
  'visit-day-apart': (question) =>
    reducedTime(question, 'same-day-visit', () => ({
      ...question.ledger,
      visits: question.ledger.visits.filter(({ kind }) => kind !== 'visit'),
    })),
  'administrative-time': (question) => recounted(question, 'administrative'),
  'passive-time': (question) => recounted(question, 'passive'),

  'conflict-resolved': (question) => {
    const conflict = criterion(question, 'no-conflict', 'unmet');
    if (conflict === null) return null;
    const { ledger } = question;
    return changed({ ...ledger, charges: ledger.charges.filter((c) => !conflict.evidence.includes(c.reference)) });
  },

  'clinical-work': (question) => {
    if (criterion(question, 'clinical-decision', 'unmet') === null) return null;
    const [coordination] = factsFor(question).time.shares.filter(({ countedSeconds }) => countedSeconds > 0);
    if (coordination === undefined) return null;
    const change = { activity: 'trend-interpretation', note: NOTE };
    return changed(withEntries(question.ledger, ({ reference }) => reference === coordination.reference, change));
  },

  'readings-sent': (question) => {
    const verdict = judge(question);
    const unmet = verdict.criteria.some(({ id, state }) => id === 'physiologic-data' && state === 'unmet');
    const selfReported = verdict.risks.some(({ id }) => id === 'self-reported-readings-only');
    if (!unmet && !selfReported) return null;
    const missing = Math.max(1, question.policy.readingsRequired - verdict.readings.count);
    const taken = { earliest: question.month.start, latest: question.month.start };
    const readings = Array.from({ length: missing }, (_, n): Reading => {
      return { reference: `Observation/what-if-${n}`, taken, device: 'Device/what-if', selfReported: false };
    });
    return changed({ ...question.ledger, readings: [...question.ledger.readings, ...readings] });
  },

  'contact-held': (question) => {
    if (criterion(question, 'interactive-communication', 'unmet') === null) return null;
    const { ledger } = question;
    const first = ledger.entries[0];
    return changed({ ...ledger, contacts: [...ledger.contacts, aContact(question, first ? [first.reference] : [])] });
  },

  'more-time': (question) => {
    const { time, rulebook } = factsFor(question);
    const seconds = rulebook.minimumSeconds - time.countedSeconds;
    const ledger = seconds > 0 ? withTime(question, seconds) : null;
    return ledger && { ledger, seconds, days: null };
  },
};

/** What stands where a person would have written something. */
const NOTE = 'What was seen, decided and done.';

function changed(ledger: Ledger, seconds: number | null = null): Changed {
  return { ledger, seconds, days: null };
}

function factsFor({ ledger, month, policy, asOf }: Case): Facts {
  return factsOf(ledger, month, policy, asOf);
}

function criterion(question: Case, id: CriterionId, state: 'unmet' | 'unknown') {
  return judge(question).criteria.find((one) => one.id === id && one.state === state) ?? null;
}

function withEntries(ledger: Ledger, which: (entry: Entry) => boolean, change: Partial<Entry>): Ledger {
  return { ...ledger, entries: ledger.entries.map((entry) => (which(entry) ? { ...entry, ...change } : entry)) };
}

/** Seconds that were taken off for one reason, and the month without that reason. */
function reducedTime(
  question: Case,
  reason: 'overlap' | 'other-program' | 'same-day-visit' | 'administrative' | 'passive',
  without: (seconds: number) => Ledger | null,
): Changed | null {
  const seconds = factsFor(question).time.reductions.find((reduction) => reduction.reason === reason)?.seconds ?? 0;
  const ledger = seconds > 0 ? without(seconds) : null;
  return ledger && changed(ledger, seconds);
}

/** The month with the time that doesn't count spent on work that does. */
function recounted(question: Case, counting: 'administrative' | 'passive'): Changed | null {
  return reducedTime(question, counting, () =>
    withEntries(question.ledger, (entry) => entry.counting === counting, { counting: 'counts' }),
  );
}

/** A documented live contact in the month, part of the given entries. */
function aContact({ ledger, month }: Case, partOf: string[]): Contact {
  const starts = ledger.entries.filter(({ reference }) => partOf.includes(reference)).map(({ start }) => start);
  const at = Math.min(Math.max(month.start, ...starts), month.end - 1);
  return { reference: 'Communication/what-if', medium: 'live', sent: { earliest: at, latest: at }, note: NOTE, partOf };
}

function beforeMonth({ month }: Case) {
  return { earliest: month.start - 1, latest: month.start - 1 };
}

/** The month with a consent given at a moment; it ends where the patient's own consent did. */
function consentGiven({ ledger }: Case, given: { earliest: Instant; latest: Instant }): Ledger {
  const ended = ledger.consents.flatMap((consent) => consent.ended ?? []).sort((a, b) => a.earliest - b.earliest)[0];
  const consent = {
    reference: 'Consent/what-if',
    state: 'given',
    given,
    ended: ended ?? null,
    organization: null,
  } as const;
  return { ...ledger, consents: [...ledger.consents, consent] };
}

/** The fewest days by which the month's first consent would have had to be earlier; null where there was none in it. */
function fewestDays(question: Case): number | null {
  const { ledger, month } = question;
  const given = ledger.consents
    .flatMap((one) => (one.state === 'given' && one.given ? one.given.latest : []))
    .sort(byNumber);
  const first = given.find((at) => at >= month.start);
  if (first === undefined) return null;
  const date = dayOf(month.days, first)?.date;
  // A consent after the month counts from the day after its end.
  const at = date === undefined ? month.days.length : month.days.findIndex((day) => day.date === date);
  for (let days = 1; days <= at; days++) {
    const day = month.days[at - days];
    if (day === undefined) break;
    const ledgerThen = consentGiven(question, { earliest: day.start, latest: day.start });
    if (isBillable(judge({ ...question, ledger: ledgerThen }))) return days;
  }
  return at + 1;
}

function byNumber(a: number, b: number): number {
  return a - b;
}

/** The month with so many more seconds of documented clinical work, where they count; null where there is no room for them. */
function withTime(question: Case, seconds: number): Ledger | null {
  const { ledger, policy } = question;
  let left = Math.max(seconds, policy.minimumEntrySeconds);
  const entries: Entry[] = [];
  for (const { start, end } of roomFor(question)) {
    const take = Math.min(left, end - start, policy.maximumEntrySeconds);
    if (take < policy.minimumEntrySeconds) continue;
    const reference = `Procedure/what-if-${entries.length}`;
    const span: Span = { start, end: start + take };
    entries.push({
      reference,
      ...span,
      activity: 'trend-interpretation',
      counting: 'counts',
      performers: [],
      note: NOTE,
      recorded: null,
    });
    left -= take;
    if (left <= 0) return { ...ledger, entries: [...ledger.entries, ...entries] };
  }
  return null;
}

/** Where in the month more time would count and raise no risk. */
function roomFor(question: Case): Span[] {
  const { ledger, month, policy } = question;
  const { consent } = factsFor(question);
  const deadFrom =
    ledger.deceased === true ? month.start : ledger.deceased === false ? month.end : ledger.deceased.earliest;
  const visits = ledger.visits.flatMap((visit): readonly Span[] => {
    if (visit.kind === 'inpatient') return [{ start: visit.start, end: visit.end ?? Number.POSITIVE_INFINITY }];
    return policy.sameDayVisit === 'exclude' ? daysOfVisit(visit, month) : [];
  });
  const noConsent = consent.covered === null ? [] : complement(consent.covered);
  const taken = merge([...ledger.entries, ...ledger.otherPrograms, ...visits, ...noConsent]);
  return divide([{ start: month.start, end: Math.min(month.end, deadFrom) }], taken).outside;
}
