import { getEnvironmentData, setEnvironmentData } from 'node:worker_threads';
import { isObject, listOf, localReference, type Resource, referenceOf } from '../fhir/resource.ts';
import { readInstant } from '../fhir/time.ts';
import type { Instant, Reference } from '../rules/ledger.ts';

/**
 * Resources that a later export says were deleted, and until when that holds: what was written after the export stands.
 * https://hl7.org/fhir/uv/bulkdata/export.html#bulk-data-output-manifest, `deleted`
 */
export type Deletions = Map<Reference, Instant>;

/** The references that a Bundle asks to delete; none where it is no such Bundle. */
export function deletionsIn(json: unknown): Reference[] {
  if (!isObject(json) || json.resourceType !== 'Bundle' || (json.type !== 'transaction' && json.type !== 'batch'))
    return [];
  return listOf(json.entry)
    .map((entry) => (isObject(entry) && isObject(entry.request) ? entry.request : {}))
    .map(({ method, url }) => (method === 'DELETE' ? localReference(url) : null))
    .filter((reference) => reference !== null);
}

/** Notes a deletion; of two, the later one holds. */
export function noteDeletion(deletions: Deletions, reference: Reference, until: Instant): void {
  deletions.set(reference, Math.max(until, deletions.get(reference) ?? until));
}

export function isDeleted(resource: Resource, deletions: Deletions): boolean {
  if (deletions.size === 0) return false;
  const until = deletions.get(referenceOf(resource) ?? '');
  return until !== undefined && until >= (lastUpdated(resource) ?? until);
}

/** When a server last wrote a resource, or null where it doesn't say. */
export function lastUpdated({ meta }: Resource): Instant | null {
  const at = isObject(meta) && typeof meta.lastUpdated === 'string' ? readInstant(meta.lastUpdated) : null;
  return typeof at === 'number' ? at : null;
}

const SHARED = 'deletions';

/** Gives the deletions to every thread that is started from now on; once a thread, not with every task. */
export function shareDeletions(deletions: Deletions): void {
  setEnvironmentData(SHARED, deletions);
}

export function sharedDeletions(): Deletions {
  const shared = getEnvironmentData(SHARED);
  return shared instanceof Map ? shared : new Map();
}
