import { REPLACES_EXTENSION } from './codes.ts';
import type { Context } from './reader.ts';
import { recordIdsOf, VOIDS_EXTENSION } from './record-codes.ts';
import { isObject, listOf, localReference, type Resource, referenceOf, valueAt } from './resource.ts';

/*
 * Where an EHR lets no entry be changed, a later Procedure corrects an older one or takes it back, and the ledger reads the pair as one.
 * It names the older one in an extension, and in `partOf` for servers that drop extensions; only our own records are believed by the latter.
 */

/** What a Procedure of ours corrects by its `partOf`, in the form of the extension. */
export function correctedBy(resource: Resource): { url: string; valueReference: { reference: string } }[] {
  if (resource.partOf === undefined) return [];
  return olderThan(resource).map((reference) => ({ url: REPLACES_EXTENSION, valueReference: { reference } }));
}

/** Notes what an entered-in-error Procedure takes back. */
export function noteVoided(resource: Resource, context: Context): void {
  const reference = referenceOf(resource);
  if (reference === null) return;
  const voids = listOf(resource.extension).filter(isObject);
  const named = voids
    .filter(({ url }) => url === VOIDS_EXTENSION)
    .flatMap((extension) => localReference(valueAt(extension, ['valueReference', 'reference'])) ?? []);
  // A correction that was itself marked as an error has its own extension, and takes nothing else back.
  for (const older of voids.length === 0 ? olderThan(resource) : named)
    if (older !== reference) context.replaced.set(older, reference);
}

function olderThan(resource: Resource): string[] {
  if (recordIdsOf(resource).length === 0) return [];
  return listOf(resource.partOf)
    .flatMap((part) => localReference(valueAt(part, ['reference'])) ?? [])
    .filter((reference) => reference.startsWith('Procedure/'));
}
