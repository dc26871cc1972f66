import type { ActivityChoice } from '../../fhir/activities.ts';
import { type ContactContent, contactCommunication, contactDocument } from '../../fhir/write/contact.ts';
import { type EntryContent, entryProcedure } from '../../fhir/write/entry.ts';
import { provenanceOf } from '../../fhir/write/provenance.ts';
import type { RecordRequest, Step } from './types.ts';

/** A call as it is written down: what was said, and the time that it took. */
export interface ContactRecord extends Omit<ContactContent, 'partOf'> {
  /** A random UUID for the entry; `id` is the Communication's. */
  entryId: string;
  activity: ActivityChoice;
  reasons: EntryContent['reasons'];
  recordedAt: EntryContent['recordedAt'];
}

/**
 * The entry first, then the Communication that is part of it: a Communication that came alone would meet a criterion without its time, while
 * an entry that came alone is shown as undocumented until the rest follows.
 */
export function contactRequest(record: ContactRecord): RecordRequest {
  const { id, entryId } = record;
  const entry: Step = { kind: 'create', id: entryId, resource: entryProcedure(entryOf(record)) };
  const contact = contactCommunication({ ...record, partOf: `urn:uuid:${entryId}` });
  const { partOf: _, ...alone } = contact;
  return {
    routes: [
      {
        id: 'entry-and-contact',
        name: 'a contact and its time in the chart (Communication and Procedure)',
        next: null,
        steps: [entry, { kind: 'create', id, resource: contact }, noted(`urn:uuid:${entryId}`, record)],
      },
      {
        id: 'contact',
        name: 'a contact in the chart (Communication), without its time',
        next: 'This EHR takes no time entries from the app: the minutes of this call do not count until they are logged in the EHR.',
        steps: [{ kind: 'create', id, resource: alone }, noted(`urn:uuid:${id}`, record)],
      },
      {
        id: 'entry',
        name: 'an entry in the chart (Procedure), with what was said as its note',
        next: 'This EHR takes no contacts from the app: the time counts, but the live contact stays unknown until it is recorded in the EHR.',
        steps: [entry, noted(`urn:uuid:${entryId}`, record)],
      },
      {
        id: 'document',
        name: 'a note in the chart (DocumentReference)',
        next: 'This EHR takes neither contacts nor time entries from the app: the note documents the call, and does not count.',
        steps: [{ kind: 'create', id, resource: contactDocument({ ...record, partOf: `urn:uuid:${entryId}` }) }],
      },
    ],
  };
}

/** The time of the call. */
function entryOf({ entryId, ...record }: ContactRecord): EntryContent {
  return { ...record, id: entryId };
}

function noted(target: string, { id, ...author }: ContactRecord): Step {
  return {
    kind: 'create',
    id: `${id}-create-provenance`,
    optional: true,
    resource: provenanceOf(target, 'CREATE', author),
  };
}
