import { isResource, listOf, localReference, type Resource, referenceOf, valueAt } from '../../fhir/resource.ts';
import { chargeIdentifier } from '../../fhir/write/charge-request.ts';
import { basisOf } from '../../rules/canonical.ts';
import type { Evidence, Reference } from '../../rules/ledger.ts';
import type { Line, Risk, RiskId, Verdict } from '../../rules/verdict.ts';
import type { ChargeRequest, ChargeStop, Connection, MonthRead, Reread, UnreadType } from '../types.ts';
import { voidedIn } from './carried.ts';

/**
 * The lines of a verdict that may be charged now, in its order: none unless every criterion is met and all was read that could speak against
 * it. `unknown` is never charged. Where a risk is high the request names it, and takes a reason for each. A line that carries a charge
 * already is none, also when it has another number of units now: `chargesToVoid` says what is to be taken back first.
 * @param now when the request is made
 */
export function chargeRequests(
  connection: Connection,
  verdict: Verdict,
  read: MonthRead,
  now = new Date(),
): ChargeRequest[] {
  if (whyNot({ verdict, read }) !== null || verdict.patient !== connection.patient) return [];
  const { named, more } = evidenceOf(verdict);
  return verdict.lines.filter(isOpen).map((line) => {
    const among = { patient: verdict.patient, month: verdict.month, billCodes: connection.issuer.billCodes };
    const voided = voidedIn(read, among, line.code);
    const gaveWay = line.code === '99457' ? voidedIn(read, among, '99470') : [];
    return {
      patient: verdict.patient,
      month: verdict.month,
      code: line.code,
      units: line.units,
      serviceDate: line.serviceDate,
      performers: performersIn(read, verdict),
      billedBy: read.billedBy,
      enterer: connection.user !== null && PRACTITIONER.test(connection.user) ? connection.user : null,
      encounter: connection.encounter ?? encounterIn(read, verdict),
      evidence: named,
      summary: line.summary,
      attempt: crypto.randomUUID(),
      requestedAt: `${now.toISOString().slice(0, 19)}Z`,
      generation: voided.length + 1,
      replaces: [...voided, ...gaveWay].at(-1) ?? null,
      versions: versionsIn(read, named),
      moreReadings: more,
      rulebook: verdict.rulebook,
      basis: basisOf(verdict),
      basisHash: null,
      highRisks: highRisksOf(verdict).map(({ id }) => id),
      attestation: null,
    };
  });
}

const PRACTITIONER = /^Practitioner(Role)?\//;

/** Who did the counted work, each once, in the order of the work. */
function performersIn({ resources }: MonthRead, { entries }: Verdict): Reference[] {
  const byReference = new Map(resources.filter(isResource).map((resource) => [referenceOf(resource), resource]));
  const counted = entries.filter(({ countedSeconds }) => countedSeconds > 0).map(({ reference }) => reference);
  const actors = counted
    .flatMap((reference) => listOf(byReference.get(reference)?.performer))
    .map((performer) => localReference(valueAt(performer, ['actor', 'reference'])));
  return [...new Set(actors.filter((actor) => actor !== null && PRACTITIONER.test(actor)))].filter(
    (actor) => actor !== null,
  );
}

function isOpen({ final, charged }: Line): boolean {
  return final && charged === null;
}

/**
 * What may turn out to speak against a charge: more entries, consents or charges can. Contacts and readings can't: what was read of them
 * either meets its criterion, whatever else there is, or the criterion is unknown. A kind of consent record that a health system never opens
 * to the app is no reason either.
 */
const CAN_OBJECT: ReadonlySet<Evidence> = new Set(['entries', 'consents', 'charges', 'visits', 'other-programs']);

/** What was not read and may speak against a charge, if anything. */
export function unreadAgainst({ unreadTypes }: Pick<MonthRead, 'unreadTypes'>): UnreadType | undefined {
  return unreadTypes.find(({ evidence, why }) =>
    evidence.some((one) => CAN_OBJECT.has(one) && (one !== 'consents' || why === 'failed' || why === 'incomplete')),
  );
}

/** Why nothing of the month may be charged, in a sentence; null when something may. */
export function whyNot({ verdict, read }: Reread): string | null {
  const { status, criteria, summary, risks, lines } = verdict;
  if (verdict.patient !== read.patient || verdict.month !== read.month)
    return 'The verdict is of another patient or month than what was read.';
  const notMet = criteria.find(({ state }) => state !== 'met');
  if (notMet) return `${notMet.summary} What is ${notMet.state} can’t be charged.`;
  const unread = unreadAgainst(read);
  if (unread) return `${unread.detail} What was not read may speak against the charge.`;
  const unsupported = risks.find(({ id }) => id === 'charge-unsupported');
  if (unsupported) return `${unsupported.summary} It has to be taken back first.`;
  return status === 'billable' || lines.some(isOpen) ? null : summary;
}

function highRisksOf({ risks }: Verdict): Risk[] {
  return risks.filter(({ id, severity }) => severity === 'high' && id !== 'charge-unsupported');
}

/** Readings that are named one by one; of more, the first and the last half of so many. Thousands would prove no more. */
const MOST_READINGS = 40;

interface NamedEvidence {
  /** What a charge names: each once, in order. */
  named: Reference[];
  /** All that it may name. */
  all: ReadonlySet<Reference>;
  /** What it must name: all but readings. */
  required: readonly Reference[];
  /** Readings that it doesn't name. */
  more: number;
}

/** What the criteria rest on and every entry of which a second counts. */
function evidenceOf({ criteria, entries }: Verdict): NamedEvidence {
  const counted = entries.filter(({ countedSeconds }) => countedSeconds > 0).map(({ reference }) => reference);
  const others = criteria.filter(({ id }) => id !== 'physiologic-data').flatMap(({ evidence }) => evidence);
  const required = [...new Set([...counted, ...others])];
  const readings = [...new Set(criteria.find(({ id }) => id === 'physiologic-data')?.evidence)];
  const half = MOST_READINGS / 2;
  const shown = readings.length <= MOST_READINGS ? readings : [...readings.slice(0, half), ...readings.slice(-half)];
  const named = [...new Set([...required, ...shown])];
  return { named, required, all: new Set([...required, ...readings]), more: readings.length - shown.length };
}

/** The version of each resource, where the EHR tells it. */
export function versionsIn({ resources }: MonthRead, references: Iterable<Reference>): Record<Reference, string> {
  const wanted = new Set(references);
  const versions: Record<Reference, string> = {};
  for (const resource of resources.filter(isResource)) {
    const reference = referenceOf(resource);
    const version = valueAt(resource, ['meta', 'versionId']);
    if (reference !== null && wanted.has(reference) && typeof version === 'string') versions[reference] = version;
  }
  return versions;
}

/** The encounter of a counted entry, else the first of the month: some EHRs take no charge without. */
function encounterIn({ resources }: MonthRead, { entries }: Verdict): Reference | null {
  const counted = new Set(entries.map(({ reference }) => reference));
  const all: Resource[] = resources.filter(isResource);
  const ofEntry = all
    .filter((resource) => counted.has(referenceOf(resource) ?? ''))
    .map((resource) => localReference(valueAt(resource, ['encounter', 'reference'])));
  const encounters = all.filter(({ resourceType }) => resourceType === 'Encounter').map(referenceOf);
  return [...ofEntry, ...encounters].find((reference) => reference !== null) ?? null;
}

/** What the second reading says of a confirmed request: it may be written, it is charged already, or it must not be written. */
export type Check =
  | { answer: 'same' }
  | { answer: 'charged'; reference: Reference }
  | { answer: 'stop'; stop: ChargeStop };

/** Compares what was confirmed with what the chart says now. Whatever differs stops the charge. */
export function checkAgain(connection: Connection, request: ChargeRequest, { verdict, read }: Reread): Check {
  if (request.patient !== connection.patient || verdict.patient !== request.patient || verdict.month !== request.month)
    return stop({ reason: 'not-allowed', detail: `This session is about ${connection.patient}, ${verdict.month}.` });
  const line = verdict.lines.find(({ code }) => code === request.code);
  if (line?.charged) return { answer: 'charged', reference: line.charged };
  const unattested = whyUnattested(request);
  if (unattested !== null) return stop({ reason: 'not-allowed', detail: unattested });
  const problem =
    whyNot({ verdict, read }) ??
    newRisk(request, highRisksOf(verdict)) ??
    differences(request, { verdict, read }, line);
  return problem === null ? { answer: 'same' } : stop({ reason: 'changed', verdict, detail: problem });
}

/** Nothing is charged before a person has put their name to it and given a reason for every high risk. */
function whyUnattested({ attestation, highRisks }: ChargeRequest): string | null {
  if (attestation === null || attestation.text.trim() === '') return 'Nobody has attested to this charge.';
  const given = new Set<RiskId>(
    attestation.overrides.filter(({ reason }) => reason.trim() !== '').map(({ risk }) => risk),
  );
  const without = highRisks.find((risk) => !given.has(risk));
  return without === undefined ? null : `A reason is missing for a high risk: ${without.replaceAll('-', ' ')}.`;
}

function newRisk({ highRisks }: ChargeRequest, now: readonly Risk[]): string | null {
  return now.find(({ id }) => !highRisks.includes(id))?.summary ?? null;
}

function differences(request: ChargeRequest, { verdict, read }: Reread, line: Line | undefined): string | null {
  if (line === undefined || !line.final) return `CPT ${request.code} is no longer reached.`;
  if (line.units !== request.units)
    return `It is ${line.units} units of CPT ${request.code} now, not ${request.units}.`;
  if (line.serviceDate !== request.serviceDate)
    return `The service date is ${line.serviceDate} now, not ${request.serviceDate}.`;
  const { all, required } = evidenceOf(verdict);
  const now = versionsIn(read, request.evidence);
  const gone = request.evidence.filter((reference) => !all.has(reference));
  const added = required.filter((reference) => !request.evidence.includes(reference));
  const changed = request.evidence.filter(
    (reference) => request.versions[reference] !== undefined && request.versions[reference] !== now[reference],
  );
  const words = [
    gone.length > 0 && `No longer there: ${gone.join(', ')}.`,
    added.length > 0 && `New: ${added.join(', ')}.`,
    changed.length > 0 && gone.length === 0 && `Changed: ${changed.join(', ')}.`,
  ].filter((sentence) => sentence !== false);
  if (words.length > 0) return words.join(' ');
  return basisOf(verdict) === request.basis ? null : 'What supports the charge is no longer what was shown.';
}

function stop(why: ChargeStop): Check {
  return { answer: 'stop', stop: why };
}

/** Under which a charge is the same one in this session, for everything that must happen only once. */
export function keyOf(request: ChargeRequest): string {
  return chargeIdentifier({ ...request, generation: 1 }).value;
}
