import { isResource, localReference, referenceOf, valueAt } from '../../fhir/resource.ts';
import { chargeIdentifier } from '../../fhir/write/charge-request.ts';
import type { Reference } from '../../rules/ledger.ts';
import type { Line, Verdict } from '../../rules/verdict.ts';
import type { ChargeRequest, ChargeStop, Connection, MonthRead } from '../types.ts';

/**
 * The lines of a verdict that may be charged now, in its order: none unless the month is billable and every criterion is met. `unknown` is
 * never charged.
 * @param now when the request is made
 */
export function chargeRequests(
  connection: Connection,
  verdict: Verdict,
  read: MonthRead,
  now = new Date(),
): ChargeRequest[] {
  if (whyNot(verdict) !== null || verdict.patient !== connection.patient) return [];
  return verdict.lines.filter(isOpen).map((line) => ({
    patient: verdict.patient,
    month: verdict.month,
    code: line.code,
    units: line.units,
    serviceDate: line.serviceDate,
    performer: connection.user !== null && /^Practitioner(Role)?\//.test(connection.user) ? connection.user : null,
    encounter: connection.encounter ?? encounterIn(read, verdict),
    evidence: evidenceOf(verdict),
    summary: line.summary,
    attempt: crypto.randomUUID(),
    requestedAt: `${now.toISOString().slice(0, 19)}Z`,
    generation: 1,
    replaces: null,
    versions: {},
    moreReadings: 0,
    rulebook: verdict.rulebook,
    basis: '',
    basisHash: null,
    highRisks: [],
    attestation: null,
  }));
}

function isOpen({ final, charged }: Line): boolean {
  return final && charged === null;
}

/** Why nothing of the month may be charged; null when something may. */
function whyNot({ status, criteria, summary }: Verdict): string | null {
  const unknown = criteria.find(({ state }) => state !== 'met');
  if (unknown) return `${unknown.summary} What is ${unknown.state} can’t be charged.`;
  return status === 'billable' ? null : summary;
}

/** What the criteria rest on and every entry of which a second counts; each once, in order. */
function evidenceOf({ criteria, entries }: Verdict): Reference[] {
  const counted = entries.filter(({ countedSeconds }) => countedSeconds > 0).map(({ reference }) => reference);
  const readings = new Set(criteria.find(({ id }) => id === 'physiologic-data')?.evidence);
  const others = criteria.filter(({ id }) => id !== 'physiologic-data').flatMap(({ evidence }) => evidence);
  // Hundreds of readings prove no more than the first and the last.
  const [first, ...rest] = [...readings];
  return [...new Set([...counted, ...others, ...[first, rest.at(-1)].filter((one) => one !== undefined)])];
}

/** The encounter of a counted entry, else the first of the month: some EHRs take no charge without. */
function encounterIn({ resources }: MonthRead, { entries }: Verdict): Reference | null {
  const counted = new Set(entries.map(({ reference }) => reference));
  const all = resources.filter(isResource);
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
export function checkAgain(connection: Connection, request: ChargeRequest, verdict: Verdict): Check {
  if (request.patient !== connection.patient || verdict.patient !== request.patient || verdict.month !== request.month)
    return stop({ reason: 'not-allowed', detail: `This session is about ${connection.patient}, ${verdict.month}.` });
  const line = verdict.lines.find(({ code }) => code === request.code);
  if (line?.charged) return { answer: 'charged', reference: line.charged };
  const problem = whyNot(verdict) ?? differences(request, verdict, line);
  return problem === null ? { answer: 'same' } : stop({ reason: 'changed', verdict, detail: problem });
}

function differences(request: ChargeRequest, verdict: Verdict, line: Line | undefined): string | null {
  if (line === undefined || !line.final) return `CPT ${request.code} is no longer reached.`;
  if (line.units !== request.units)
    return `It is ${line.units} units of CPT ${request.code} now, not ${request.units}.`;
  if (line.serviceDate !== request.serviceDate)
    return `The service date is ${line.serviceDate} now, not ${request.serviceDate}.`;
  const now = new Set(evidenceOf(verdict));
  const gone = request.evidence.filter((reference) => !now.has(reference));
  const added = [...now].filter((reference) => !request.evidence.includes(reference));
  if (gone.length + added.length === 0) return null;
  const words = [
    gone.length > 0 && `No longer there: ${gone.join(', ')}.`,
    added.length > 0 && `New: ${added.join(', ')}.`,
  ];
  return words.filter(Boolean).join(' ');
}

function stop(why: ChargeStop): Check {
  return { answer: 'stop', stop: why };
}

/** Under which a charge is the same one, for everything that must happen only once. */
export function keyOf(request: ChargeRequest): string {
  return chargeIdentifier(request).value;
}
