import * as z from 'zod/mini';
import type { Ledger, Reference } from '../rules/ledger.ts';
import { cptCodesOf } from './bill-codes.ts';
import {
  CHARGE_EXTENSION,
  CHARGE_IDENTIFIER_SYSTEM,
  CHARGE_PARTS,
  CHARGE_VOID_SYSTEM,
  type ChargeKey,
  GONE_STATUSES,
  OFFSET_EXTENSION,
  parseChargeIdentifierValue,
} from './charge-codes.ts';
import { isAttested } from './provenance.ts';
import {
  admit,
  type Context,
  partiesOf,
  periodSchema,
  type Reader,
  referenceSchema,
  setAside,
  shown,
  whenOrAside,
} from './reader.ts';
import { VOIDS_EXTENSION } from './record-codes.ts';
import { isObject, type Json, listOf, localReference, type Resource, referenceOf, valueAt } from './resource.ts';

const chargeItemSchema = z.object({
  status: z.string(),
  occurrenceDateTime: z.optional(z.string()),
  occurrencePeriod: z.optional(periodSchema),
  quantity: z.optional(z.object({ value: z.optional(z.number()) })),
  performer: z.optional(z.array(z.object({ actor: z.optional(referenceSchema) }))),
  performingOrganization: z.optional(referenceSchema),
});

/** A ChargeItem with a CPT code, in whatever system the site writes it, or with our identifier, that stands. */
export const readChargeItem: Reader = (resource, into, context) => {
  const codes = new Set(cptCodesOf(resource, context.codes.bill));
  const key = chargeKeyOf(resource);
  if (codes.size === 0 && key) codes.add(key.code);
  if (codes.size === 0 || isGone(resource)) return;
  const admitted = admit(resource, chargeItemSchema, into, context);
  if (admitted === null) return;
  const { reference, data } = admitted;
  const units = unitsOf(data.quantity?.value, resource, into);
  if (units === null) return;
  const date = data.occurrenceDateTime ?? data.occurrencePeriod?.start;
  const occurrence = whenOrAside(date, 'its date (occurrence)', resource, into, context);
  if (occurrence === null) return;
  const actors = data.performer?.map(({ actor }) => actor) ?? [];
  const parties = partiesOf([...actors, data.performingOrganization], context.billingParties);
  for (const code of codes)
    into.charges.push({ reference, code, units, occurrence, parties, ...(isAttested(resource) && { attested: true }) });
};

const partSchema = z.object({
  url: z.string(),
  valueCoding: z.optional(z.object({ code: z.optional(z.string()) })),
  valueCode: z.optional(z.string()),
  valuePositiveInt: z.optional(z.number()),
  valueDecimal: z.optional(z.number()),
  valueDate: z.optional(z.string()),
  valueDateTime: z.optional(z.string()),
  valueReference: z.optional(referenceSchema),
});
const carriedSchema = z.object({
  status: z.string(),
  extension: z.optional(z.array(z.object({ url: z.string(), extension: z.optional(z.array(partSchema)) }))),
});

/** A Task that asks for a charge. */
export const readTask: Reader = (resource, into, context) => {
  readCarriedCharge(resource, into, context);
};

/**
 * A charge that a Task, DocumentReference or Communication carries, known by our identifier; what an EHR dropped of it is taken from the
 * identifier itself: one unit, some day of the month. False when the resource carries none.
 */
export function readCarriedCharge(resource: Resource, into: Ledger, context: Context): boolean {
  const older = voidedBy(resource);
  if (older !== null) {
    const reference = referenceOf(resource);
    if (reference !== null) context.replaced.set(older, reference);
    return true;
  }
  const key = chargeKeyOf(resource);
  if (key === null) return false;
  if (isGone(resource)) return true;
  const admitted = admit(resource, carriedSchema, into, context);
  if (admitted === null) return true;
  if (`Patient/${key.patientId}` !== context.patient) {
    setAside(into, resource, 'wrong-patient', `its charge identifier names ${shown(key.patientId)}`);
    return true;
  }
  const parts = admitted.data.extension?.find(({ url }) => url === CHARGE_EXTENSION)?.extension ?? [];
  const part = (url: string) => parts.find((each) => each.url === url);
  const units = unitsOf(
    part(CHARGE_PARTS.units)?.valuePositiveInt ?? part(CHARGE_PARTS.units)?.valueDecimal,
    resource,
    into,
  );
  if (units === null) return true;
  const date = part(CHARGE_PARTS.occurrence)?.valueDate ?? part(CHARGE_PARTS.occurrence)?.valueDateTime ?? key.month;
  const occurrence = whenOrAside(date, 'its date (occurrence)', resource, into, context);
  if (occurrence === null) return true;
  const parties = parts.filter(({ url }) => url === CHARGE_PARTS.party).map(({ valueReference }) => valueReference);
  into.charges.push({
    reference: admitted.reference,
    code: part(CHARGE_PARTS.code)?.valueCoding?.code ?? key.code,
    units,
    occurrence,
    parties: partiesOf(parties, context.billingParties),
    ...(isAttested(resource) && { attested: true }),
  });
  return true;
}

/** Whether a charge was taken back in place, or never stood. */
export function isGone(resource: Resource): boolean {
  return (
    GONE_STATUSES.has(resource.status) ||
    resource.docStatus === 'entered-in-error' ||
    listOf(resource.extension).some((extension) => isObject(extension) && extension.url === OFFSET_EXTENSION)
  );
}

/** The charge that a record of ours takes back where the EHR lets no charge be changed; null when it takes none back. */
export function voidedBy(resource: Resource): Reference | null {
  if (resource.identifier === undefined && resource.masterIdentifier === undefined) return null;
  const named = identifiersOf(resource).find(({ system }) => system === CHARGE_VOID_SYSTEM);
  if (named === undefined || isGone(resource)) return null;
  const extension = listOf(resource.extension).find((each) => isObject(each) && each.url === VOIDS_EXTENSION);
  return localReference(valueAt(extension, ['valueReference', 'reference'])) ?? localReference(named.value);
}

/** What a charge of ours says by its identifier; null when the resource carries none. */
export function chargeKeyOf(resource: Resource): ChargeKey | null {
  if (resource.identifier === undefined && resource.masterIdentifier === undefined) return null;
  for (const { system, value } of identifiersOf(resource))
    if (system === CHARGE_IDENTIFIER_SYSTEM && typeof value === 'string') {
      const key = parseChargeIdentifierValue(value);
      if (key) return key;
    }
  return null;
}

function identifiersOf({ identifier, masterIdentifier }: Resource): Json[] {
  return [...listOf(identifier), ...listOf(masterIdentifier)].filter(isObject);
}

/** One when none are given; null when what is given is no number of units, and the resource set aside. */
function unitsOf(value: number | undefined, resource: Resource, into: Ledger): number | null {
  const units = value ?? 1;
  if (Number.isFinite(units) && units > 0) return units;
  setAside(into, resource, 'unreadable', `its quantity is ${shown(value)}`);
  return null;
}
