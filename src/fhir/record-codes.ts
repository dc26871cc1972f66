import { BASE } from './codes.ts';
import { isObject, listOf, type Resource } from './resource.ts';

/** The identifier that everything people document with the app carries, a random UUID: by it a write of unknown outcome is found again. */
export const RECORD_SYSTEM = `${BASE}/record`;
/** On an entry: the older entry that this one takes back, as a valueReference. It is itself entered in error and counts for nothing. */
export const VOIDS_EXTENSION = `${BASE}/StructureDefinition/voids`;

/** A document that holds a running timer where the EHR lets no Procedure be changed. */
export const TIMER_DOCUMENT_CODE = {
  system: `${BASE}/CodeSystem/document`,
  code: 'running-timer',
  display: 'Running timer of remote monitoring',
} as const;
/** A document that tells of logged time where the EHR takes no Procedure. */
export const NOTE_DOCUMENT_CODE = {
  system: `${BASE}/CodeSystem/document`,
  code: 'time-note',
  display: 'Note of remote monitoring time',
} as const;

/** On a timer's document: what is being done, as a valueCoding. Its start is `context.period.start`. */
export const TIMER_ACTIVITY_EXTENSION = `${BASE}/StructureDefinition/timer-activity`;

/** The values of our identifier that a resource carries. */
export function recordIdsOf(resource: Resource): string[] {
  return [...listOf(resource.identifier), ...listOf(resource.masterIdentifier)]
    .filter(isObject)
    .flatMap(({ system, value }) => (system === RECORD_SYSTEM && typeof value === 'string' ? [value] : []));
}
