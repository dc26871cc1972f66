import type { Instant, Reference } from '../rules/ledger.ts';
import { CHARGE_EXTENSION, CHARGE_PARTS } from './charge-codes.ts';
import { isObject, listOf, localReference, type Resource, valueAt } from './resource.ts';
import { readInstant } from './time.ts';

/** Keeps, for each target of a Provenance, the earliest time at which anything about it was written down. */
export function noteRecorded(provenance: Resource, recorded: Map<Reference, Instant>): void {
  if (typeof provenance.recorded !== 'string') return;
  const at = readInstant(provenance.recorded);
  if (typeof at !== 'number') return;
  for (const target of listOf(provenance.target)) {
    const reference = isObject(target) ? localReference(target.reference) : null;
    if (reference) recorded.set(reference, Math.min(at, recorded.get(reference) ?? at));
  }
}

/** Keeps the charges that a Provenance says somebody attested to: where an EHR drops what a charge itself says of it. */
export function noteAttested(provenance: Resource, attested: Set<Reference>): void {
  if (!isAttested(provenance)) return;
  for (const target of listOf(provenance.target)) {
    const reference = localReference(valueAt(target, ['reference']));
    if (reference !== null) attested.add(reference);
  }
}

/** Whether a charge, or the Provenance beside it, carries the words that somebody put their name to. */
export function isAttested(resource: Resource): boolean {
  const carried = listOf(resource.extension).find((each) => valueAt(each, ['url']) === CHARGE_EXTENSION);
  return listOf(valueAt(carried, ['extension'])).some((part) => valueAt(part, ['url']) === CHARGE_PARTS.attestation);
}
