import type { ContactContent } from '../../fhir/write/contact.ts';

type Outcome = ContactContent['outcome'];

/** What the contact form says. */
export const WORDS = {
  title: 'Live contact',
  open: 'Record a contact',
  dialog: 'Record a contact',
  close: 'Close',
  loading: 'Opening the form',
  unsaved: 'A contact that you typed earlier in this tab is not saved yet.',
  goOn: 'Go on with it',
  asking: 'Asking what this EHR takes',

  noUser: 'The EHR did not say who you are',
  noUserWhy:
    'A contact is recorded by a person, so nothing can be written to the chart in this session. You can write the note here and copy it as text.',
  noRoute: 'This EHR takes no contacts from the app',
  noRouteWhy: 'You can write the note here and copy it as text into the chart. Nothing is sent.',
  lessRoute: (name: string) => `This EHR takes it as ${name}.`,

  outcome: 'What came of it?',
  outcomes: {
    spoke: 'We spoke, live',
    'no-answer': 'No answer',
    voicemail: 'I left a voicemail',
  } satisfies Record<Outcome, string>,
  attempt:
    'An attempt is recorded, and counts for nothing: neither as the live contact nor as time. Only a conversation in real time does.',
  medium: 'How?',
  media: { PHONE: 'Telephone', VIDEOCONF: 'Video' },
  who: 'With whom?',
  patient: 'The patient',
  someoneElse: 'A caregiver who is not in the chart',
  name: 'Name of the caregiver',
  nameHint: 'And who that is to the patient, such as “Ann Doe, daughter”.',

  timer: 'When?',
  timerHint: 'While the call is under way, take its times from the clock; else type them.',
  startsNow: 'It starts now',
  endsNow: 'It ends now',
  began: (time: string) => `Started at ${time}. Press “It ends now” when you hang up.`,

  note: 'What was said',
  free: 'Anything else',
  noteFirst: 'Write down what was said: an undocumented call is the most common reason for a denial.',
  nameFirst: 'Say with whom you spoke.',

  save: 'Save the contact',
  saveAttempt: 'Save the attempt',

  /** The first line of the note, by which it stands alone. */
  headline: (outcome: Outcome, medium: string, who: string) =>
    ({
      spoke: `${medium} call with ${who}.`,
      'no-answer': `${medium} call to ${who}: no answer.`,
      voicemail: `${medium} call to ${who}: voicemail left, nobody was spoken to.`,
    })[outcome],
  thePatient: 'the patient',
  caregiver: (name: string) => `${name} (caregiver)`,
} as const;
