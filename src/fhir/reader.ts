import * as z from 'zod/mini';
import type { Instant, Ledger, Reference, SetAsideReason, When } from '../rules/ledger.ts';
import type { Calendar } from './calendar.ts';
import type { Codebook } from './codebook.ts';
import { REPLACES_EXTENSION } from './codes.ts';
import { isAbout, localReference, patientOf, type Resource, referenceOf, valueAt } from './resource.ts';
import { readWhen, type TimeProblem } from './time.ts';

/** What a reader needs besides the resource. */
export interface Context {
  patient: Reference;
  calendar: Calendar;
  codes: Codebook;
  maximumEntrySeconds: number;
  billingParties: readonly string[];
  /** When each resource was first written down, as Provenance tells. */
  recorded: ReadonlyMap<Reference, Instant>;
  /** Entries and consents that a later one corrects, and by which; readers add to it. */
  replaced: Map<Reference, Reference>;
  /** Records that end the consents given before, and since when; null: nobody wrote it down. Readers add to it. */
  withdrawals: { reference: Reference; on: When | null }[];
}

/** Puts what a resource says into the ledger, or sets it aside; a resource that is none of ours leaves no trace. Never throws. */
export type Reader = (resource: Resource, into: Ledger, context: Context) => void;

/** The parts of a Reference that are used. https://hl7.org/fhir/R4/references.html */
export const referenceSchema = z.object({
  reference: z.optional(z.string()),
  type: z.optional(z.string()),
  identifier: z.optional(z.object({ system: z.optional(z.string()), value: z.optional(z.string()) })),
  display: z.optional(z.string()),
});
export type ReferenceParts = z.infer<typeof referenceSchema>;

export const periodSchema = z.object({ start: z.optional(z.string()), end: z.optional(z.string()) });

/**
 * The checks that every resource of ours must pass first: its patient, its id, the shape of what is used.
 * What fails is set aside with its reason and null returned.
 */
export function admit<T>(
  resource: Resource,
  schema: z.ZodMiniType<T>,
  into: Ledger,
  context: Context,
): { reference: Reference; data: T } | null {
  const reference = admitted(resource, into, context);
  if (reference === null) return null;
  const result = z.safeParse(schema, resource);
  if (result.success) return { reference, data: result.data };
  const path = result.error.issues[0]?.path ?? [];
  setAside(into, resource, 'unreadable', `${path.join('.')} is ${shown(valueAt(resource, path))}`);
  return null;
}

/** The first half of `admit`: a resource of this patient that has an id. */
export function admitted(resource: Resource, into: Ledger, context: Context): Reference | null {
  const patient = isAbout(resource, context.patient) ? context.patient : patientOf(resource);
  if (patient !== null && patient !== context.patient) {
    setAside(into, resource, 'wrong-patient', `it is about ${shown(patient)}`);
    return null;
  }
  const reference = referenceOf(resource);
  if (reference === null) {
    setAside(into, resource, 'unreadable', `its id is ${shown(resource.id)}`);
    return null;
  }
  if (patient === null) {
    setAside(into, resource, 'unreadable', 'it names no patient');
    return null;
  }
  return reference;
}

/** The extensions that say what a resource corrects. */
export const replacesSchema = z.optional(
  z.array(z.object({ url: z.string(), valueReference: z.optional(referenceSchema) })),
);

/** Notes which older resources a resource says that it corrects. Of several corrections the first by name is told, whichever was read first. */
export function noteReplaced(reference: Reference, extension: z.infer<typeof replacesSchema>, context: Context): void {
  for (const { url, valueReference } of extension ?? []) {
    const older = url === REPLACES_EXTENSION ? localReference(valueReference?.reference) : null;
    if (older === null || older === reference) continue;
    const by = context.replaced.get(older);
    if (by === undefined || reference < by) context.replaced.set(older, reference);
  }
}

export function setAside(into: Ledger, resource: Resource, reason: SetAsideReason, detail: string): void {
  const reference = referenceOf(resource) ?? `${resource.resourceType.slice(0, 64)}/?`;
  into.setAside.push({ reference, reason, detail: cut(detail) });
}

/** A value found in a resource, in few words. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return `“${cut(value)}”`;
  if (value === undefined) return 'missing';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}

const LONGEST_DETAIL = 80;

function cut(text: string): string {
  return text.length <= LONGEST_DETAIL ? text : `${text.slice(0, LONGEST_DETAIL - 1)}…`;
}

/** A date that is there and can be read; otherwise null, and the resource set aside. */
export function whenOrAside(
  text: string | undefined,
  what: string,
  resource: Resource,
  into: Ledger,
  context: Context,
): When | null {
  if (text === undefined) {
    setAside(into, resource, 'no-period', `${what} is missing`);
    return null;
  }
  const when = readWhen(text, context.calendar);
  if (typeof when !== 'string') return when;
  setAside(into, resource, when, describeTime(what, text, when));
  return null;
}

export function describeTime(what: string, text: string, problem: TimeProblem): string {
  switch (problem) {
    case 'imprecise-time':
      return `${what} ${shown(text)} has no time of day`;
    case 'no-time-zone-offset':
      return `${what} ${shown(text)} has no time-zone offset`;
    case 'unreadable':
      return `${what} ${shown(text)} is no FHIR date or time`;
  }
}

/** Who a reference names, as exactly as it does: a resource, else `system|value`, else the words shown. */
export function partyOf(reference: ReferenceParts, known: readonly string[] = []): string | null {
  const local = localReference(reference.reference);
  if (local !== null && known.length === 0) return local;
  const { identifier } = reference;
  const names = [
    local,
    reference.reference,
    identifier?.value && (identifier.system ? `${identifier.system}|${identifier.value}` : identifier.value),
    reference.display,
  ].filter((name) => typeof name === 'string');
  return names.find((name) => known.includes(name)) ?? names.find((name) => name !== '') ?? null;
}

/** The parties named, once each. */
export function partiesOf(
  references: readonly (ReferenceParts | undefined)[],
  known: readonly string[] = [],
): string[] {
  const parties = references.map((reference) => (reference ? partyOf(reference, known) : null));
  return [...new Set(parties.filter((party) => party !== null))];
}

/** The texts that say something, one a line; null when none does. */
export function joined(texts: readonly (string | undefined)[]): string | null {
  return (
    texts
      .map((text) => text?.trim() ?? '')
      .filter((text) => text !== '')
      .join('\n') || null
  );
}
