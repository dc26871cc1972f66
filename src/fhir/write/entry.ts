import type { DocumentReference, FhirResource, Procedure } from 'fhir/r4';
import type { Instant, Reference } from '../../rules/ledger.ts';
import type { ActivityChoice } from '../activities.ts';
import { RECORDED_EXTENSION } from '../codes.ts';
import { NOTE_DOCUMENT_CODE, RECORD_SYSTEM, TIMER_ACTIVITY_EXTENSION, TIMER_DOCUMENT_CODE } from '../record-codes.ts';
import type { Resource } from '../resource.ts';
import { refer } from './charge-request.ts';
import { base64 } from './text.ts';

/** A stretch of time as a person logs it. */
export interface EntryContent {
  /** A random UUID, made when the draft begins. */
  id: string;
  patient: Reference;
  /** Who did it and writes it down. */
  user: Reference;
  activity: ActivityChoice;
  start: Instant;
  /** Null: a running timer. */
  end: Instant | null;
  note: string;
  encounter: Reference | null;
  /** Readings and other resources that were the reason. */
  reasons: readonly Reference[];
  recordedAt: Instant;
}

/** R4's types that `Procedure.reasonReference` may name. https://hl7.org/fhir/R4/procedure.html */
const REASON_TYPES = ['Condition/', 'Observation/', 'Procedure/', 'DiagnosticReport/', 'DocumentReference/'];

/** An entry, running or completed. Never coded as CPT: that would be a charge. */
export function entryProcedure(content: EntryContent): Procedure {
  const { id, patient, user, encounter, recordedAt } = content;
  return {
    resourceType: 'Procedure',
    extension: [{ url: RECORDED_EXTENSION, valueDateTime: fhirTime(recordedAt) }],
    identifier: [recordIdentifier(id)],
    subject: refer(patient),
    ...(encounter !== null && { encounter: refer(encounter) }),
    recorder: refer(user),
    performer: [{ actor: refer(user) }],
    ...entryParts(content),
  };
}

/** The parts of an entry that a person types, and can change. */
export type EntryParts = Pick<EntryContent, 'activity' | 'start' | 'end' | 'note' | 'reasons' | 'user' | 'recordedAt'>;

/**
 * The EHR's own Procedure with other content: a timer that ends, an entry that is changed. Everything else of it stays.
 * @param resource as the EHR sent it, with its id
 */
export function changedEntry(resource: Resource, parts: EntryParts): FhirResource & { id: string } {
  const { note: _, reasonReference: __, ...others } = resource;
  return asSent({ ...others, ...entryParts(parts) });
}

function entryParts({ activity, start, end, note, reasons, user, recordedAt }: EntryParts) {
  const why = reasons.filter((reference) => REASON_TYPES.some((type) => reference.startsWith(type))).map(refer);
  return {
    status: end === null ? ('in-progress' as const) : ('completed' as const),
    code: { coding: [activity.coding], text: activity.activity.replaceAll('-', ' ') },
    performedPeriod: { start: fhirTime(start), ...(end !== null && { end: fhirTime(end) }) },
    ...(note !== '' && { note: [{ authorReference: refer(user), time: fhirTime(recordedAt), text: note }] }),
    ...(why.length > 0 && { reasonReference: why }),
  };
}

/** A running timer where the EHR lets no Procedure be changed. */
export function timerDocument({ id, patient, user, activity, start, recordedAt }: EntryContent): DocumentReference {
  const text = `Timer of remote monitoring: ${activity.activity.replaceAll('-', ' ')}, running since ${fhirTime(start)}. Its entry follows when it is stopped.`;
  return {
    resourceType: 'DocumentReference',
    extension: [{ url: TIMER_ACTIVITY_EXTENSION, valueCoding: activity.coding }],
    masterIdentifier: recordIdentifier(id),
    identifier: [recordIdentifier(id)],
    status: 'current',
    docStatus: 'preliminary',
    type: { coding: [TIMER_DOCUMENT_CODE], text: TIMER_DOCUMENT_CODE.display },
    subject: refer(patient),
    date: fhirTime(recordedAt),
    author: [refer(user)],
    description: text,
    content: [{ attachment: { contentType: 'text/plain', title: TIMER_DOCUMENT_CODE.display, data: base64(text) } }],
    context: { period: { start: fhirTime(start) } },
  };
}

/** A stretch of work as a note, where the EHR takes no Procedure: for people to read, and of no weight in the ledger. */
export function entryNote(content: EntryContent): DocumentReference {
  const { id, patient, user, encounter, activity, start, end, note, recordedAt } = content;
  const title = `Remote monitoring: ${activity.activity.replaceAll('-', ' ')}`;
  const text = [`${title}, ${fhirTime(start)} to ${end === null ? '' : fhirTime(end)}`, note].join('\n').trim();
  return {
    resourceType: 'DocumentReference',
    masterIdentifier: recordIdentifier(id),
    identifier: [recordIdentifier(id)],
    status: 'current',
    docStatus: 'final',
    type: { coding: [NOTE_DOCUMENT_CODE], text: NOTE_DOCUMENT_CODE.display },
    subject: refer(patient),
    date: fhirTime(recordedAt),
    author: [refer(user)],
    description: title,
    content: [{ attachment: { contentType: 'text/plain; charset=utf-8', title, data: base64(text) } }],
    context: {
      ...(encounter !== null && { encounter: [refer(encounter)] }),
      period: { start: fhirTime(start), ...(end !== null && { end: fhirTime(end) }) },
    },
  };
}

/** The timer's document once its entry is written, or the timer was given up. */
export function closedTimerDocument(resource: Resource): FhirResource & { id: string } {
  return asSent({ ...resource, status: 'superseded', docStatus: 'final' });
}

/** A resource as the EHR sent it, with what we changed: of what else is in it we know nothing, and the EHR will look at it again. */
export function asSent(resource: Resource): FhirResource & { id: string } {
  return resource as unknown as FhirResource & { id: string };
}

export function recordIdentifier(value: string): { system: string; value: string } {
  return { system: RECORD_SYSTEM, value };
}

/** `2026-03-17T14:05:00Z` */
export function fhirTime(at: Instant): string {
  return `${new Date(at * 1000).toISOString().slice(0, 19)}Z`;
}
