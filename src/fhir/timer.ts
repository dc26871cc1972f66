import type { Instant, Ledger, Reference } from '../rules/ledger.ts';
import { codebookOf, codingsOf, firstMeaning } from './codebook.ts';
import { admitted, type Context } from './reader.ts';
import { recordIdsOf, TIMER_ACTIVITY_EXTENSION, TIMER_DOCUMENT_CODE } from './record-codes.ts';
import { isResource, listOf, localReference, type Resource, referenceOf, valueAt } from './resource.ts';
import type { Settings } from './settings.ts';
import { readInstant } from './time.ts';

/** A running timer as the EHR holds it: an entry in progress or, where no entry can be changed, a document. */
export interface Timer {
  reference: Reference;
  /** The identifier of the record, which its entry will carry as well; null when another program began it. */
  record: string | null;
  activity: string | null;
  start: Instant | null;
  performers: Reference[];
  resource: Resource;
}

/** The running timers among a patient's resources, the oldest first. */
export function runningTimers(resources: readonly unknown[], settings: Settings): Timer[] {
  const { activities } = codebookOf(settings);
  const all = resources.filter(isResource);
  const finished = finishedRecords(all);
  return all
    .flatMap((resource): Timer[] => {
      const reference = referenceOf(resource);
      const record = recordIdsOf(resource)[0] ?? null;
      if (reference === null) return [];
      if (isTimerDocument(resource)) {
        if (!isOpen(resource) || (record !== null && finished.has(record))) return [];
        const coding = listOf(resource.extension).find((one) => valueAt(one, ['url']) === TIMER_ACTIVITY_EXTENSION);
        const code = { coding: listOf(valueAt(coding, ['valueCoding'])) };
        const activity = firstMeaning(code, activities)?.activity ?? null;
        const performers = listOf(resource.author);
        return [
          { reference, record, activity, start: startOf(resource), performers: referencesIn(performers), resource },
        ];
      }
      if (resource.resourceType !== 'Procedure' || resource.status !== 'in-progress') return [];
      // Its twin, which arrived with it, has been stopped or is the one that stands.
      if (record !== null && (finished.has(record) || isTwin(all, resource, record))) return [];
      const activity = firstMeaning(resource.code, activities)?.activity;
      if (activity === undefined) return [];
      const performers = listOf(resource.performer).map((performer) => valueAt(performer, ['actor']));
      return [
        { reference, record, activity, start: startOf(resource), performers: referencesIn(performers), resource },
      ];
    })
    .sort((one, other) => (one.start ?? 0) - (other.start ?? 0));
}

/** A document of ours that holds a running timer is a timer of the ledger. False when it is no such document. */
export function readTimerDocument(resource: Resource, into: Ledger, context: Context): boolean {
  if (!isTimerDocument(resource)) return false;
  if (isOpen(resource)) {
    const reference = admitted(resource, into, context);
    if (reference !== null) into.timers.push({ reference, start: startOf(resource) });
  }
  return true;
}

/** Takes out the timers of documents that nobody closed though their entry is written. */
export function dropFinishedTimers(ledger: Ledger, resources: readonly unknown[]): void {
  if (!ledger.timers.some(({ reference }) => reference.startsWith('DocumentReference/'))) return;
  const all = resources.filter(isResource);
  const finished = finishedRecords(all);
  const over = new Set(
    all
      .filter((resource) => isTimerDocument(resource) && recordIdsOf(resource).some((id) => finished.has(id)))
      .map(referenceOf),
  );
  ledger.timers = ledger.timers.filter(({ reference }) => !over.has(reference));
}

function finishedRecords(resources: readonly Resource[]): Set<string> {
  const entries = resources.filter(
    ({ resourceType, status }) => resourceType === 'Procedure' && status !== 'in-progress',
  );
  return new Set(entries.flatMap(recordIdsOf));
}

function isTimerDocument(resource: Resource): boolean {
  const { system, code } = TIMER_DOCUMENT_CODE;
  return (
    resource.resourceType === 'DocumentReference' &&
    codingsOf(resource.type).some((coding) => coding.code === code && coding.system === system)
  );
}

function isOpen({ status, docStatus }: Resource): boolean {
  return status === 'current' && docStatus !== 'entered-in-error' && docStatus !== 'final';
}

/** Whether the same record stands under an earlier name. */
function isTwin(all: readonly Resource[], resource: Resource, record: string): boolean {
  const reference = referenceOf(resource) ?? '';
  return all.some(
    (other) =>
      other.resourceType === resource.resourceType &&
      recordIdsOf(other).includes(record) &&
      (referenceOf(other) ?? reference) < reference,
  );
}

function startOf(resource: Resource): Instant | null {
  const text = valueAt(
    resource,
    resource.resourceType === 'Procedure' ? ['performedPeriod', 'start'] : ['context', 'period', 'start'],
  );
  const start = typeof text === 'string' ? readInstant(text) : null;
  return typeof start === 'number' ? start : null;
}

function referencesIn(references: readonly unknown[]): Reference[] {
  return references.flatMap((reference) => localReference(valueAt(reference, ['reference'])) ?? []);
}
