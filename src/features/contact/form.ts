import * as z from 'zod/mini';
import type { ContactRecord } from '../../ehr/record/contact.ts';
import { activityChoices } from '../../fhir/activities.ts';
import { composeNote } from '../../fhir/note-templates.ts';
import type { RelatedPerson } from '../../fhir/related-person.ts';
import type { ContactContent } from '../../fhir/write/contact.ts';
import type { Contact, Entry, Reference, Span } from '../../rules/ledger.ts';
import { emptyForm, formSchema as timeSchema } from '../time-log/form.ts';
import type { Log } from '../time-log/log.ts';
import { contactFieldsOf } from './templates.ts';
import { WORDS } from './words.ts';

/** What stands in the fields, as it was typed. */
export const formSchema = z.object({
  /** The identifier of the entry that goes with the contact; made once, so that neither is doubled. */
  entryId: z.uuid(),
  outcome: z.enum(['spoke', 'no-answer', 'voicemail']),
  medium: z.enum(['PHONE', 'VIDEOCONF']),
  /** `patient`, `other`, or a RelatedPerson's reference. */
  who: z.string(),
  name: z.string(),
  time: timeSchema,
});
export type Form = z.output<typeof formSchema>;

export function emptyContact(today: string): Form {
  return {
    entryId: crypto.randomUUID(),
    outcome: 'spoke',
    medium: 'PHONE',
    who: 'patient',
    name: '',
    time: emptyForm('live-contact', today),
  };
}

/** What keeps a contact from being saved, beside its time. */
export function troubleOf(form: Form, settings: Log['settings']): string | null {
  if (form.who === 'other' && form.name.trim() === '') return WORDS.nameFirst;
  return form.outcome === 'spoke' && answersOf(form, settings) === '' ? WORDS.noteFirst : null;
}

/** The whole note: who was spoken to and how, then the answers. */
export function noteOf(form: Form, settings: Log['settings'], caregivers: readonly RelatedPerson[]): string {
  const { outcome, medium } = form;
  const caregiver = caregiverOf(form, caregivers);
  const who = caregiver === null ? WORDS.thePatient : WORDS.caregiver(caregiver.name);
  return [WORDS.headline(outcome, WORDS.media[medium], who), answersOf(form, settings)]
    .filter((part) => part !== '')
    .join('\n');
}

function answersOf({ outcome, time }: Form, settings: Log['settings']): string {
  return composeNote(contactFieldsOf(settings, outcome === 'spoke'), time.answers, time.free);
}

function caregiverOf({ who, name }: Form, caregivers: readonly RelatedPerson[]): ContactContent['caregiver'] {
  if (who === 'patient') return null;
  const known = caregivers.find(({ reference }) => reference === who);
  return known ? { reference: known.reference, name: known.name } : { reference: null, name: name.trim() };
}

interface Known {
  id: string;
  user: Reference;
  span: Span;
  caregivers: readonly RelatedPerson[];
  reasons: readonly Reference[];
}

/** What a form says, ready to be written; null when the practice knows no activity for it. */
export function recordOf(
  { connection, settings, now }: Pick<Log, 'connection' | 'settings' | 'now'>,
  form: Form,
  { id, user, span, caregivers, reasons }: Known,
): ContactRecord | null {
  const { outcome, medium, entryId } = form;
  const wanted = outcome === 'spoke' ? 'live-contact' : 'unsuccessful-outreach';
  const activity = activityChoices(settings).find((choice) => choice.activity === wanted);
  if (activity === undefined) return null;
  return {
    id,
    entryId,
    patient: connection.patient,
    user,
    encounter: connection.encounter,
    outcome,
    medium,
    caregiver: caregiverOf(form, caregivers),
    activity,
    ...span,
    note: noteOf(form, settings, caregivers),
    reasons,
    recordedAt: Math.floor(now() / 1000),
  };
}

/** The record as the rules would see it, though it does not exist yet. An attempt is no contact. */
export function supposed(record: ContactRecord): { entry: Entry; contacts: Contact[] } {
  const { id, entryId, activity, user, start, end, note, recordedAt, outcome } = record;
  const reference = `Procedure/${entryId}`;
  const sent = { earliest: start, latest: start };
  const contact: Contact = { reference: `Communication/${id}`, medium: 'live', sent, note, partOf: [reference] };
  return {
    entry: {
      reference,
      start,
      end,
      activity: activity.activity,
      counting: activity.counting,
      performers: [user],
      note,
      recorded: recordedAt,
    },
    contacts: outcome === 'spoke' ? [contact] : [],
  };
}
