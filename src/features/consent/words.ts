import type { ConsentState } from '../../rules/ledger.ts';
import type { Tone } from '../../ui/Badge.tsx';
import type { IconName } from '../../ui/Icon.tsx';
import type { Missing, ProgrammeState } from './programme.ts';
import type { Language } from './wording.ts';

/** Where a decision was found, by the type of its resource. */
const FROM: Record<string, string> = {
  Consent: 'from a consent in the chart',
  QuestionnaireResponse: 'from a filled-in form',
  DocumentReference: 'from a document in the chart',
  Procedure: 'from a procedure in the chart',
};

/** What the consent and enrolment screens say. What is said to the patient is in `wording.ts`. */
export const WORDS = {
  title: 'Enrolment',
  open: 'Consent and enrolment',
  dialog: 'Consent and enrolment',
  close: 'Close',
  loading: 'Opening',
  unsaved: 'A consent that you typed earlier in this tab is not saved yet.',
  goOn: 'Go on with it',

  state: {
    unknown: { word: 'Unknown', tone: 'unsure', icon: 'question' },
    'not-enrolled': { word: 'Not enrolled', tone: 'neutral', icon: 'info' },
    declined: { word: 'Declined', tone: 'bad', icon: 'cross' },
    consented: { word: 'Consented', tone: 'caution', icon: 'clock' },
    active: { word: 'Active', tone: 'good', icon: 'check' },
    withdrawn: { word: 'Withdrawn', tone: 'bad', icon: 'cross' },
  } satisfies Record<ProgrammeState, { word: string; tone: Tone; icon: IconName }>,
  sentence: {
    unknown: 'The consents could not be read, or one has no date.',
    'not-enrolled': 'No consent to the monitoring is documented.',
    declined: 'The patient declined the monitoring.',
    consented: 'The patient has consented; no device has sent a reading in what was read.',
    active: 'The patient has consented and readings arrive.',
    withdrawn: 'The patient has withdrawn the consent.',
  } satisfies Record<ProgrammeState, string>,

  programme: 'Programme',
  start: 'Monitored since',
  consents: 'Consent',
  noConsents: 'None is documented.',
  devices: 'Devices',
  noDevices: 'No device of the patient is known to this EHR.',
  since: (date: string) => `in use since ${date}`,
  sinceUnknown: 'since when is not known',
  ordering: 'Ordering practitioner',
  noOrder: 'Not found in the chart.',
  byOrder: 'by the order in the chart',
  byEncounter: 'named in the monitoring encounter',
  missing: 'Missing to start',
  missingWords: {
    consent: 'The patient’s consent.',
    device: 'A device assigned to the patient.',
    order: 'An order, or an encounter that names the practitioner.',
  } satisfies Record<Missing, string>,

  decided: {
    given: (day: string) => `Given on ${day}`,
    declined: (day: string) => `Declined on ${day}`,
    withdrawn: (day: string) => `Withdrawn on ${day}`,
  } satisfies Record<ConsentState, (day: string) => string>,
  ended: (day: string) => `ended on ${day}`,
  noDay: 'a day that nobody wrote down',
  from: FROM,

  record: 'Write down what the patient decided',
  noUser: 'The EHR did not say who you are',
  noUserWhy:
    'Consent is recorded by a person, so nothing can be written to the chart in this session. You can fill in the form and copy it as text.',
  noRoute: 'This EHR takes no consent from the app',
  noRouteWhy: 'You can fill in the form here and copy it as text into the chart. Nothing is sent.',
  route: (name: string) => `It will be written as ${name}.`,

  decision: 'What did the patient decide?',
  decisions: {
    given: 'Agrees to the monitoring',
    declined: 'Declines it',
    withdrawn: 'Withdraws an earlier consent',
  } satisfies Record<ConsentState, string>,
  method: 'How was it said?',
  language: 'In which language?',
  languages: { en: 'English', es: 'Español' } satisfies Record<Language, string>,
  points: 'What was explained',
  pointsHint: 'Read each point out, or see that it stands on the signed form, then tick it.',
  pointsFirst: 'Tick each point once it was explained; consent without it does not stand up in an audit.',
  decidedBy: 'Who decided',
  decidedByHint: 'Leave empty for the patient; else the name, and what entitles them.',
  askedBy: 'Who asked',
  askedByFirst: 'Say who asked the patient.',
  witness: 'Witness',
  witnessHint: 'If somebody else was there.',
  reason: 'Reason, if one was given',
  date: 'Day',
  time: 'Time',
  zone: (zone: string) => `On the practice’s clock (${zone.replaceAll('_', ' ')})`,
  timeFirst: 'Say on which day and at what time it was.',
  future: 'It lies in the future. Write it down when it has happened.',
  correct: 'It corrects an earlier record',
  correctNone: 'None: this is a new decision',
  correctHint: 'The older record stays in the chart and no longer counts.',
  signed: 'Keep the signed form and have it scanned into the chart.',

  effect: 'What this changes',
  ends: (day: string) => `Time from ${day} on no longer counts.`,
  changesNothing: 'It changes nothing in the month shown.',
  save: 'Save to the chart',
} as const;
