import type { Reference } from '../rules/ledger.ts';
import { recordIdsOf } from './record-codes.ts';
import { isObject, type Resource } from './resource.ts';
import { readInstant } from './time.ts';

/** The newer of two copies of one resource; the choice doesn't depend on which came first. */
function newerOf(one: Resource, other: Resource): Resource {
  const order = updated(one) - updated(other) || version(one) - version(other);
  if (order !== 0) return order > 0 ? one : other;
  return canonical(one) >= canonical(other) ? one : other;
}

/** Each resource once, by reference. */
export function keepNewest(kept: Map<Reference, Resource>, reference: Reference, resource: Resource): void {
  const known = kept.get(reference);
  kept.set(reference, known === undefined ? resource : newerOf(known, resource));
}

/**
 * The copies of what was written once: a browser sends a request again by itself when its connection breaks off, and an EHR that knows no
 * conditional create then stores it twice. Of those that carry the same identifier of ours the newest stands.
 * @returns each other copy, and which one stands for it
 */
export function copiesIn(resources: Iterable<readonly [Reference, Resource]>): Map<Reference, Reference> {
  const groups = new Map<string, (readonly [Reference, Resource])[]>();
  for (const one of resources) {
    const [, resource] = one;
    // Most have neither, and there are many.
    if (resource.identifier === undefined && resource.masterIdentifier === undefined) continue;
    const [id] = recordIdsOf(resource);
    if (id === undefined) continue;
    const key = `${resource.resourceType} ${id}`;
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  const copies = new Map<Reference, Reference>();
  for (const group of groups.values()) {
    const [stands] = group.reduce((left, right) => (newerOf(left[1], right[1]) === left[1] ? left : right));
    for (const [reference] of group) if (reference !== stands) copies.set(reference, stands);
  }
  return copies;
}

function updated({ meta }: Resource): number {
  const at = isObject(meta) && typeof meta.lastUpdated === 'string' ? readInstant(meta.lastUpdated) : null;
  return typeof at === 'number' ? at : Number.MIN_SAFE_INTEGER;
}

/** Servers that count their versions; others' version ids have no order. */
function version({ meta }: Resource): number {
  return isObject(meta) && typeof meta.versionId === 'string' && /^\d{1,15}$/.test(meta.versionId)
    ? Number(meta.versionId)
    : 0;
}

/** Deeper than any FHIR element that is read; what lies below isn't compared. */
const DEEPEST = 50;

/** JSON with its keys in order, to a bounded depth. */
function canonical(value: unknown, depth = 0): string {
  if (depth > DEEPEST) return '…';
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item, depth + 1)).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value) ?? 'null';
  const members = Object.keys(value).sort();
  return `{${members.map((key) => `${JSON.stringify(key)}:${canonical(value[key], depth + 1)}`).join(',')}}`;
}
