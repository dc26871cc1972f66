import type { Facts } from './facts.ts';
import { type Evidence, type Reference, referencesOf } from './ledger.ts';
import { localDate } from './month.ts';
import { type CriterionId, type CriterionState, isBillableCode } from './verdict.ts';
import { english as words } from './words.ts';

/** What one criterion found. `need` is a noun phrase for the sentence that sums up what the month lacks. */
export interface Finding {
  state: CriterionState;
  summary: string;
  missing: string | null;
  need: string | null;
  evidence: Reference[];
}

/** The criteria in the contract's order. Each looks at the facts alone; unknown is never treated as met. */
export const CRITERIA: Readonly<Record<CriterionId, (facts: Facts) => Finding>> = {
  consent: ({ consent }) =>
    finding(consent.state, {
      summary: words.criterion.consent[consent.because],
      missing: words.criterion.consentMissing[consent.because],
      need: words.need.consent,
      evidence: consent.evidence,
    }),

  'physiologic-data': (facts) => {
    const fromDevice = facts.readings.filter(({ device }) => device !== null);
    const days = readingDays(facts);
    const needed = facts.policy.readingsRequired;
    const evidence = fromDevice.map(({ reference }) => reference).sort();
    const say = words.criterion.data;
    if (fromDevice.length >= needed) return met(say.found(fromDevice.length, days), evidence);
    if (isUnread(facts, 'readings')) return unread(say.unread, evidence);
    const nothing = facts.readings.length > 0 ? say.selfReported : say.none;
    const need = words.need.readings(needed - fromDevice.length);
    const summary = fromDevice.length === 0 ? nothing : say.few(fromDevice.length, needed);
    return finding('unmet', { summary, missing: words.sentence(need), need, evidence });
  },

  'minimum-time': (facts) => {
    const { countedSeconds, loggedSeconds, reductions, shares } = facts.time;
    const outside = reductions.find(({ reason }) => reason === 'outside-month')?.seconds ?? 0;
    const found = words.criterion.time.found(countedSeconds, loggedSeconds - outside);
    const evidence = counted(shares);
    if (countedSeconds >= facts.rulebook.minimumSeconds) return met(found, evidence);
    if (isUnread(facts, 'entries')) return unread(words.criterion.time.unread(countedSeconds), evidence);
    const need = words.need.time(facts.rulebook.minimumSeconds - countedSeconds);
    return finding('unmet', { summary: found, missing: words.sentence(need), need, evidence });
  },

  'interactive-communication': (facts) => {
    const { live, unstated, undocumentedEntries, firstDate } = facts.contacts;
    const say = words.criterion.contact;
    if (firstDate !== null) return met(say.found(live.length, firstDate), referencesOf(live));
    const need = words.need.contact;
    if (unstated.length > 0)
      return finding('unknown', {
        summary: say.unstated,
        missing: say.missingMedium,
        need,
        evidence: referencesOf(unstated),
      });
    if (undocumentedEntries.length > 0)
      return finding('unknown', {
        summary: say.undocumented,
        missing: say.missingCommunication,
        need,
        evidence: undocumentedEntries,
      });
    if (isUnread(facts, 'contacts')) return unread(say.unread, []);
    return finding('unmet', { summary: say.none, missing: words.sentence(need), need, evidence: [] });
  },

  'clinical-decision': (facts) => {
    const say = words.criterion.decision;
    const noted = new Set(facts.ledger.entries.filter(({ note }) => note !== null).map(({ reference }) => reference));
    const clinical = counted(facts.time.shares.filter(({ activity }) => activity !== 'care-coordination'));
    const withNote = clinical.filter((reference) => noted.has(reference));
    if (withNote.length > 0) return met(say.found(withNote.length), withNote);
    const need = words.need.note;
    if (clinical.length > 0)
      return finding('unknown', { summary: say.noNote, missing: words.sentence(need), need, evidence: clinical });
    if (isUnread(facts, 'entries')) return unread(say.unread, []);
    const summary = facts.time.countedSeconds > 0 ? say.coordinationOnly : say.none;
    return finding('unmet', {
      summary,
      missing: words.sentence(words.need.clinicalTime),
      need: words.need.clinicalTime,
      evidence: [],
    });
  },

  'no-conflict': (facts) => {
    const say = words.criterion.conflict;
    const excluding = [...facts.ourCharges, ...facts.otherCharges].filter(({ code }) => excludedCodes(facts).has(code));
    const foreign = facts.otherCharges.filter(({ code }) => isBillableCode(code));
    const evidence = referencesOf([...excluding, ...foreign]);
    const conflict = { missing: say.missing, need: words.need.conflict, evidence };
    if (excluding.length > 0) return finding('unmet', { summary: say.excluded(codes(excluding)), ...conflict });
    if (foreign.length > 0) return finding('unmet', { summary: say.other(codes(foreign)), ...conflict });
    if (isUnread(facts, 'charges')) return unread(say.unread, []);
    return met(say.none, []);
  },
};

/** Distinct local days of the month with a reading from a device. */
export function readingDays({ readings, month }: Facts): number {
  const days = readings.filter(({ device }) => device !== null).map(({ taken }) => localDate(month, taken.earliest));
  return new Set(days).size;
}

function excludedCodes({ rulebook, policy }: Facts): Set<string> {
  return new Set([...rulebook.exclusions, ...(policy.excludes99091 === 'yes' ? rulebook.exclusionsByPolicy : [])]);
}

function isUnread(facts: Facts, evidence: Evidence): boolean {
  return facts.ledger.unread.includes(evidence);
}

function met(summary: string, evidence: Reference[]): Finding {
  return { state: 'met', summary, missing: null, need: null, evidence };
}

function unread(summary: string, evidence: Reference[]): Finding {
  return { state: 'unknown', summary, missing: words.criterion.again, need: null, evidence };
}

function finding(state: CriterionState, found: Omit<Finding, 'state'>): Finding {
  return state === 'met' ? met(found.summary, found.evidence) : { state, ...found };
}

function counted(shares: Facts['time']['shares']): Reference[] {
  return referencesOf(shares.filter(({ countedSeconds }) => countedSeconds > 0));
}

function codes(charges: readonly { code: string }[]): string[] {
  return [...new Set(charges.map(({ code }) => code))].sort();
}
