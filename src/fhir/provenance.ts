import type { Instant, Reference } from '../rules/ledger.ts';
import { isObject, listOf, localReference, type Resource } from './resource.ts';
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
