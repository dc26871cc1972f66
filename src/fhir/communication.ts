import * as z from 'zod/mini';
import type { ContactMedium, Reference } from '../rules/ledger.ts';
import { readCarriedCharge } from './chargeitem.ts';
import { codingsOf, meaningOf } from './codebook.ts';
import { admit, type Context, joined, type Reader, referenceSchema, setAside, shown, whenOrAside } from './reader.ts';
import { isObject, listOf, localReference, patientOf, type Resource } from './resource.ts';

const schema = z.object({
  status: z.string(),
  sent: z.optional(z.string()),
  medium: z.optional(z.array(z.object({}))),
  sender: z.optional(referenceSchema),
  recipient: z.optional(z.array(referenceSchema)),
  partOf: z.optional(z.array(referenceSchema)),
  payload: z.optional(z.array(z.object({ contentString: z.optional(z.string()) }))),
});

/** A Communication is a contact, a charge request, or none of ours. */
export const readCommunication: Reader = (resource, into, context) => {
  if (readCarriedCharge(resource, into, context)) return;
  if (NO_CONTACT.has(resource.status)) return;
  const medium = mediumOf(resource.medium, context);
  if (medium === null || !betweenPatientAndPractice(resource)) return;
  const admitted = admit(resource, schema, into, context);
  if (admitted === null) return;
  const { reference, data } = admitted;
  if (data.status !== 'completed') {
    setAside(into, resource, 'not-completed', `its status is ${shown(data.status)}`);
    return;
  }
  const sent = whenOrAside(data.sent, 'its time (sent)', resource, into, context);
  if (sent === null) return;
  if (data.sent !== undefined && data.sent.length < SHORTEST_DAY) {
    setAside(into, resource, 'imprecise-time', `its time (sent) ${shown(data.sent)} names no day`);
    return;
  }
  into.contacts.push({
    reference,
    medium,
    sent,
    note: joined(data.payload?.map(({ contentString }) => contentString) ?? []),
    partOf: (data.partOf ?? []).flatMap((part) => localReference(part.reference) ?? []),
  });
};

const NO_CONTACT: ReadonlySet<unknown> = new Set(['entered-in-error', 'not-done']);
/** `2026-03-17` */
const SHORTEST_DAY = 10;

/** How they talked, or null when it was by something else, such as a letter. Words without a code say nothing that can be relied on. */
function mediumOf(media: unknown, context: Context): ContactMedium | null {
  const codings = codingsOf(media).filter(({ system }) => system !== '');
  if (codings.length === 0) return 'unstated';
  const known = codings.map((coding) => meaningOf(coding, context.codes.contactMedia));
  if (known.includes('live')) return 'live';
  return known.includes('in-person') ? 'in-person' : null;
}

function betweenPatientAndPractice(resource: Resource): boolean {
  const patient = patientOf(resource);
  const participants = [resource.sender, ...listOf(resource.recipient)];
  const sides = participants.map((participant) => sideOf(participant, patient, resource.contained));
  return sides.includes('patient') && sides.includes('practice');
}

type Side = 'patient' | 'practice';

const SIDES: ReadonlyMap<string, Side> = new Map([
  ['Patient', 'patient'],
  ['RelatedPerson', 'patient'],
  ['Practitioner', 'practice'],
  ['PractitionerRole', 'practice'],
  ['CareTeam', 'practice'],
  ['Organization', 'practice'],
]);

/** Whose side a participant is on; a patient whom the Communication isn't about is on nobody's. */
function sideOf(participant: unknown, patient: Reference | null, contained: unknown): Side | null {
  if (!isObject(participant)) return null;
  const { reference, type } = participant;
  const local = localReference(reference);
  if (local?.startsWith('Patient/')) return local === patient ? 'patient' : null;
  const named =
    typeof reference === 'string' && reference.startsWith('#')
      ? containedType(contained, reference.slice(1))
      : (local?.split('/', 1)[0] ?? type);
  return typeof named === 'string' ? (SIDES.get(named) ?? null) : null;
}

function containedType(contained: unknown, id: string): unknown {
  const found = listOf(contained).find((resource) => isObject(resource) && resource.id === id);
  return isObject(found) ? found.resourceType : undefined;
}
