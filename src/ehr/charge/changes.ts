import {
  isObject,
  isResource,
  listOf,
  localReference,
  type Resource,
  referenceOf,
  valueAt,
} from '../../fhir/resource.ts';
import { readInstant } from '../../fhir/time.ts';
import type { Reference } from '../../rules/ledger.ts';
import type { EvidenceChange, Reread } from '../types.ts';
import { foundOf } from './carried.ts';

/** Where each kind of charge names its evidence. */
const EVIDENCE: Readonly<Record<string, (charge: Resource) => readonly unknown[]>> = {
  ChargeItem: (charge) => listOf(charge.supportingInformation),
  Task: (charge) =>
    listOf(charge.input)
      .filter((input) => valueAt(input, ['type', 'coding', 0, 'code']) === 'evidence')
      .map((input) => valueAt(input, ['valueReference'])),
  DocumentReference: (charge) => listOf(valueAt(charge, ['context', 'related'])),
  Communication: (charge) => listOf(charge.about),
};

/**
 * What of a charge's evidence is no longer as it was when it was charged: by the versions that the charge names; where the EHR keeps none, by
 * whether it was changed after the charge was made. Nothing where the charge names no evidence.
 * @param charge the charge's resource, as the EHR sent it
 */
export function changesSince(charge: Resource, { read, verdict }: Reread): EvidenceChange[] {
  const named = (EVIDENCE[charge.resourceType]?.(charge) ?? []).flatMap((each) => versioned(each) ?? []);
  if (named.length === 0) return [];
  const now = new Map(read.resources.filter(isResource).map((resource) => [referenceOf(resource), resource]));
  const charged = foundOf(charge, null)?.recorded ?? null;
  const changed = named.flatMap(({ reference, version }) => {
    const resource = now.get(reference);
    if (resource === undefined) return { reference, what: 'gone' as const, detail: `${reference} is no longer there.` };
    const detail = changeOf(resource, version, charged);
    return detail === null ? [] : { reference, what: 'changed' as const, detail: `${reference} ${detail}.` };
  });
  const known = new Set(named.map(({ reference }) => reference));
  const added = verdict.entries
    .filter(({ reference, countedSeconds }) => countedSeconds > 0 && !known.has(reference))
    .map(({ reference }) => ({ reference, what: 'new' as const, detail: `${reference} counts, and was not charged.` }));
  return [...changed, ...added];
}

function changeOf(resource: Resource, version: string | null, charged: number | null): string | null {
  if (resource.status === 'entered-in-error') return 'was marked as entered in error';
  const current = valueAt(resource, ['meta', 'versionId']);
  if (version !== null && typeof current === 'string')
    return current === version ? null : `was changed: it is version ${current}, and was ${version}`;
  const updated = valueAt(resource, ['meta', 'lastUpdated']);
  const at = typeof updated === 'string' ? readInstant(updated) : null;
  return typeof at === 'number' && charged !== null && at > charged ? 'was changed after it was charged' : null;
}

/** `Procedure/e1/_history/3` in its parts. */
function versioned(json: unknown): { reference: Reference; version: string | null } | null {
  const text = isObject(json) ? json.reference : null;
  const reference = localReference(text);
  if (typeof text !== 'string' || reference === null) return null;
  const [, version = null] = /\/_history\/([A-Za-z0-9\-.]+)$/.exec(text) ?? [];
  return { reference, version };
}
