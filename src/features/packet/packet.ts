import type { MeasurementSettings } from '../../fhir/measurement-settings.ts';
import { isResource, type Resource, referenceOf } from '../../fhir/resource.ts';
import { sha256 } from '../../fhir/write/charge-request.ts';
import { basisOf } from '../../rules/canonical.ts';
import type { Charge, Reference, When } from '../../rules/ledger.ts';
import { type ServiceMonth, within } from '../../rules/month.ts';
import type { Policy } from '../../rules/policy.ts';
import { POLICIES, type PolicyText } from '../../rules/rulebook/policies.ts';
import type { EntryShare, Verdict } from '../../rules/verdict.ts';
import { duration } from '../../rules/words.ts';
import { instantWords, spanWords } from '../../ui/time.ts';
import { nameOf } from '../time-log/log.ts';
import { type Fact, factsOf } from '../verdict/facts.ts';
import { isSynthetic, type MonthResult } from '../verdict/useMonth.ts';
import { activityWords, kindOf, REDUCTION, SET_ASIDE, WORDS as VERDICT_WORDS } from '../verdict/words.ts';
import { type PacketCharge, packetCharges } from './charges.ts';
import { type PacketReadings, packetReadings } from './readings.ts';
import { WORDS } from './words.ts';

/** Everything that a month's charge rests on, in words, for paper. It holds no resource: many packets fit in memory. */
export interface Packet {
  patient: MonthResult['read']['summary'];
  synthetic: boolean;
  verdict: Verdict;
  /** When, by what and by whom it was made. */
  about: Fact[];
  notRead: string[];
  remarks: string[];
  /** How a piece of evidence is called in this packet: `E1`, `C2`; readings and what isn't listed by kind. */
  labels: ReadonlyMap<Reference, string>;
  entries: PacketEntry[];
  contacts: PacketItem[];
  consents: PacketItem[];
  readings: PacketReadings;
  charges: PacketCharge[];
  /** Charges of the month that are not of our codes. */
  others: Charge[];
  chargesUnread: boolean;
  setAside: Fact[];
  policy: Fact[];
}

export interface PacketEntry {
  label: string;
  reference: Reference;
  when: string;
  who: string;
  activity: string;
  logged: string;
  counted: string;
  /** Each fate but being counted, with its seconds: `Overlapping: 4 min 10 s`. */
  lost: string[];
  note: string | null;
}

/** A contact or a consent: what its resource says. */
export interface PacketItem {
  label: string;
  reference: Reference;
  facts: Fact[];
}

interface Material {
  result: MonthResult;
  month: ServiceMonth;
  policy: Policy;
  measurements: MeasurementSettings;
  made: { by: string | null; ehr: string; version: string | null };
}

/** Puts a packet together of what was read. Shows the verdict and decides nothing. */
export async function packetOf({ result, month, policy, measurements, made }: Material): Promise<Packet> {
  const { read, ledger, verdict } = result;
  const resources = byReference(read.resources);
  const item = (prefix: string) => (reference: Reference, at: number) => ({
    label: `${prefix}${at + 1}`,
    reference,
    facts: factsOf(resources.get(reference), verdict),
  });
  const entries = verdict.entries
    .toSorted((a, b) => a.start - b.start || (a.reference < b.reference ? -1 : 1))
    .map((entry, at) => entryOf(entry, at, result, verdict.timeZone));
  const contacts = inOrder(
    ledger.contacts.filter(({ sent }) => within(month, sent)),
    ({ sent }) => sent,
  ).map(item('C'));
  const consents = inOrder(ledger.consents, ({ given }) => given).map(item('K'));
  const labels = new Map([...entries, ...contacts, ...consents].map(({ reference, label }) => [reference, label]));
  const { name } = read.summary;
  const nameFor = (reference: Reference) => labels.get(reference) ?? (reference === read.patient ? name : null);
  const withNames = (facts: readonly Fact[]) =>
    facts.map(({ term, text }) => {
      const known = nameFor(text);
      return { term, text: known === null ? text : `${known} (${text})` };
    });
  const conflicting = verdict.criteria.find(({ id }) => id === 'no-conflict')?.evidence ?? [];
  const charges = await packetCharges(result, month, policy);
  const shown = new Set(charges.map(({ charge }) => charge.reference));
  return {
    patient: read.summary,
    synthetic: isSynthetic(read),
    verdict,
    about: await aboutOf(result, made),
    notRead: read.unreadTypes
      .filter(({ evidence }) => evidence.length > 0)
      .map(({ label, why, detail }) => `${label}: ${VERDICT_WORDS.unreadWhy[why]}. ${detail}`),
    remarks: read.notices.map(({ type, text }) => `${type}: ${text}`),
    labels,
    entries,
    contacts: contacts.map((one) => ({ ...one, facts: withNames(one.facts) })),
    consents: consents.map((one) => ({ ...one, facts: withNames(one.facts) })),
    readings: await packetReadings(result, month, measurements),
    charges: charges.map((one) => ({ ...one, enteredBy: named(one.enteredBy, result) })),
    others: ledger.charges.filter(
      ({ reference, occurrence }) =>
        !shown.has(reference) && (within(month, occurrence) || conflicting.includes(reference)),
    ),
    chargesUnread: ledger.unread.includes('charges'),
    setAside: verdict.setAside.map(({ reference, reason, detail }) => ({
      term: reference,
      text: `${SET_ASIDE[reason]}: ${detail}`,
    })),
    policy: policyFacts(policy),
  };
}

async function aboutOf({ read, verdict }: MonthResult, { by, ehr, version }: Material['made']): Promise<Fact[]> {
  const { month, timeZone, monthClosed, asOf, rulebook } = verdict;
  const fact = (term: string, text: string | null): Fact[] => (text === null ? [] : [{ term, text }]);
  return [
    ...fact(WORDS.about.month, WORDS.month(month, timeZone, monthClosed)),
    ...fact(WORDS.about.sex, read.summary.sex),
    ...fact(WORDS.about.reference, read.patient),
    ...fact(WORDS.about.ehr, ehr),
    ...fact(WORDS.about.asOf, instantWords(Date.parse(asOf) / 1000, timeZone)),
    ...fact(WORDS.about.rulebook, rulebook ?? WORDS.about.noRulebook),
    ...fact(WORDS.about.printedBy, by),
    ...fact(WORDS.about.version, version),
    ...fact(WORDS.about.hash, await sha256(basisOf(verdict))),
  ];
}

function entryOf(entry: EntryShare, at: number, result: MonthResult, timeZone: string): PacketEntry {
  const read = result.ledger.entries.find(({ reference }) => reference === entry.reference);
  const lost = new Map<string, number>();
  for (const { fate, start, end } of entry.stretches)
    if (fate !== 'counted') {
      const { title } = REDUCTION[fate];
      lost.set(title, (lost.get(title) ?? 0) + end - start);
    }
  return {
    label: `E${at + 1}`,
    reference: entry.reference,
    when: spanWords(entry.start, entry.end, timeZone),
    who: (read?.performers ?? []).map((performer) => nameOf(result, performer)).join(', '),
    activity: activityWords(entry.activity),
    logged: duration(entry.end - entry.start),
    counted: duration(entry.countedSeconds),
    lost: [...lost].map(([title, seconds]) => `${title}: ${duration(seconds)}`),
    note: read?.note ?? null,
  };
}

/** By name where the chart gives one. */
function named(enteredBy: PacketCharge['enteredBy'], result: MonthResult): PacketCharge['enteredBy'] {
  if (enteredBy === null || enteredBy.name !== null) return enteredBy;
  const name = nameOf(result, enteredBy.reference);
  return { ...enteredBy, name: name === enteredBy.reference ? null : name };
}

/** Evidence of a statement, as it is called in the packet; readings by their number, since there may be thousands. */
export function evidenceWords(references: readonly Reference[], labels: Packet['labels']): string {
  const readings = references.filter((reference) => reference.startsWith('Observation/'));
  const others = references.filter((reference) => !reference.startsWith('Observation/'));
  return [
    ...others.map((reference) => labels.get(reference) ?? `${kindOf(reference)} ${reference}`),
    ...(readings.length === 0 ? [] : [WORDS.readingsEvidence(readings.length)]),
  ].join(', ');
}

function policyFacts(policy: Policy): Fact[] {
  return Object.entries<PolicyText<unknown>>(POLICIES).map(([key, { name, choices }]) => {
    const value: unknown = Reflect.get(policy, key);
    const json = JSON.stringify(value);
    const same = choices.find((choice) => JSON.stringify(choice.value) === json);
    if (same !== undefined) return { term: name, text: same.means };
    const other = choices.find((choice) => choice.value === null)?.means ?? '';
    return { term: name, text: WORDS.policyOther(Array.isArray(value) ? value.join(', ') : String(value), other) };
  });
}

function inOrder<T extends { reference: Reference }>(items: readonly T[], when: (item: T) => When | null): Reference[] {
  const at = (item: T) => when(item)?.earliest ?? Number.MAX_SAFE_INTEGER;
  return items
    .toSorted((a, b) => at(a) - at(b) || (a.reference < b.reference ? -1 : 1))
    .map(({ reference }) => reference);
}

function byReference(resources: readonly unknown[]): Map<Reference, Resource> {
  const found = new Map<Reference, Resource>();
  for (const resource of resources.filter(isResource)) {
    const reference = referenceOf(resource);
    if (reference !== null) found.set(reference, resource);
  }
  return found;
}
