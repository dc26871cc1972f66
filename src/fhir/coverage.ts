import * as z from 'zod/mini';
import type { Reference } from '../rules/ledger.ts';
import { DEFAULT_POLICY, type Policy } from '../rules/policy.ts';
import { type ReferenceParts, referenceSchema } from './reader.ts';
import { isResource, localReference, patientOf, type Resource, referenceOf } from './resource.ts';
import type { Settings } from './settings.ts';

const coverageSchema = z.object({
  status: z.literal('active'),
  order: z.optional(z.number()),
  payor: z.array(referenceSchema),
});

/**
 * The policy for a patient: the practice's own, and over it that of the first configured payer among the active Coverages, primary first.
 * With `patient`, the Coverages of others are passed over. What can't be read decides nothing.
 */
export function policyFor(resources: readonly unknown[], settings: Settings, patient?: Reference): Policy {
  const policy: Policy = { ...DEFAULT_POLICY, ...settings.policy, billingParties: settings.billingParties };
  if (settings.payers.length === 0) return policy;
  const names = organizationNames(resources);
  for (const { payor } of coverages(resources, patient)) {
    const said = new Set(payor.flatMap((payer) => namesOf(payer, names)).map(folded));
    const found = settings.payers.find(({ match }) => match.some((name) => said.has(folded(name))));
    if (found) return { ...policy, ...found.policy };
  }
  return policy;
}

function coverages(resources: readonly unknown[], patient: Reference | undefined) {
  const found: { reference: Reference; order: number; payor: ReferenceParts[] }[] = [];
  for (const resource of resources) {
    if (!isResource(resource) || resource.resourceType !== 'Coverage') continue;
    const reference = referenceOf(resource);
    if (reference === null || (patient !== undefined && patientOf(resource) !== patient)) continue;
    const { success, data } = z.safeParse(coverageSchema, resource);
    if (success) found.push({ reference, order: data.order ?? Number.MAX_SAFE_INTEGER, payor: data.payor });
  }
  return found.sort((a, b) => a.order - b.order || (a.reference < b.reference ? -1 : 1));
}

function organizationNames(resources: readonly unknown[]): ReadonlyMap<Reference, Resource> {
  const found = new Map<Reference, Resource>();
  for (const resource of resources) {
    if (!isResource(resource) || resource.resourceType !== 'Organization') continue;
    const reference = referenceOf(resource);
    if (reference) found.set(reference, resource);
  }
  return found;
}

const organizationSchema = z.object({
  name: z.optional(z.string()),
  identifier: z.optional(z.array(z.object({ system: z.optional(z.string()), value: z.optional(z.string()) }))),
});

/** All that a payer is called, by the Coverage and by its Organization where that is at hand. */
function namesOf(payer: ReferenceParts, organizations: ReadonlyMap<Reference, Resource>): string[] {
  const reference = localReference(payer.reference);
  const organization = reference ? z.safeParse(organizationSchema, organizations.get(reference)).data : undefined;
  const identifiers = [payer.identifier, ...(organization?.identifier ?? [])];
  return [
    payer.reference,
    reference,
    payer.display,
    organization?.name,
    ...identifiers.flatMap((each) => (each?.value ? [each.value, `${each.system ?? ''}|${each.value}`] : [])),
  ].filter((name) => typeof name === 'string');
}

function folded(name: string): string {
  return name.trim().toLowerCase();
}
