import type { Communication, DocumentReference, Reference as FhirReference } from 'fhir/r4';
import type { Instant, Reference } from '../../rules/ledger.ts';
import { PARTICIPATION_MODE_SYSTEM } from '../codes.ts';
import { refer } from './charge-request.ts';
import { fhirTime, recordIdentifier } from './entry.ts';
import { base64 } from './text.ts';

/** An attempt to speak with the patient's side, whether it came to a conversation or not. */
export interface ContactContent {
  /** A random UUID. */
  id: string;
  patient: Reference;
  /** Who called, and writes it down. */
  user: Reference;
  encounter: Reference | null;
  medium: 'PHONE' | 'VIDEOCONF';
  /** `no-answer` and `voicemail` are recorded, and are no contact. */
  outcome: 'spoke' | 'no-answer' | 'voicemail';
  /** Who it was besides the patient; a caregiver who isn't in the chart has a name only. */
  caregiver: { reference: Reference | null; name: string } | null;
  start: Instant;
  end: Instant;
  /** What was said and decided, in plain words. */
  note: string;
  /** The entry with its time; a `urn:uuid:` of what is written with it. */
  partOf: Reference;
}

/** https://hl7.org/fhir/R4/communication.html; `communication.ts` reads it as a contact when they spoke. */
export function contactCommunication(content: ContactContent): Communication {
  const { id, patient, user, encounter, medium, outcome, start, end, note, partOf } = content;
  const spoke = outcome === 'spoke';
  return {
    resourceType: 'Communication',
    identifier: [recordIdentifier(id)],
    partOf: [refer(partOf)],
    status: spoke ? 'completed' : 'not-done',
    ...(!spoke && { statusReason: { text: REASONS[outcome] } }),
    medium: [{ coding: [{ system: PARTICIPATION_MODE_SYSTEM, code: medium }] }],
    subject: refer(patient),
    ...(encounter !== null && { encounter: refer(encounter) }),
    sent: fhirTime(start),
    ...(spoke && { received: fhirTime(end) }),
    sender: refer(user),
    recipient: recipientsOf(content),
    payload: [{ contentString: note }],
  };
}

/** A note for people, where the EHR takes neither contacts nor entries. Our readers make nothing of it. */
export function contactDocument({ id, patient, user, encounter, start, end, note }: ContactContent): DocumentReference {
  return {
    resourceType: 'DocumentReference',
    masterIdentifier: recordIdentifier(id),
    identifier: [recordIdentifier(id)],
    status: 'current',
    docStatus: 'final',
    // https://loinc.org/34748-4
    type: { coding: [{ system: 'http://loinc.org', code: '34748-4', display: 'Telephone encounter Note' }] },
    subject: refer(patient),
    date: fhirTime(end),
    author: [refer(user)],
    content: [{ attachment: { contentType: 'text/plain; charset=utf-8', data: base64(note) } }],
    context: {
      ...(encounter !== null && { encounter: [refer(encounter)] }),
      period: { start: fhirTime(start), end: fhirTime(end) },
    },
  };
}

const REASONS = {
  'no-answer': 'No answer: nobody was reached',
  voicemail: 'Voicemail: a message was left, nobody was spoken to',
} as const;

/** The patient always: some EHRs find a Communication by its recipient only. */
function recipientsOf({ patient, caregiver }: ContactContent): FhirReference[] {
  if (caregiver === null) return [refer(patient)];
  const { reference, name } = caregiver;
  const other = reference === null ? { type: 'RelatedPerson' } : refer(reference);
  return [refer(patient), { ...other, ...(name !== '' && { display: name }) }];
}
