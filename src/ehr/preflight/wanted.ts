import type { Interaction } from '../capability.ts';

/** What the app wants of a resource type. */
export interface Wanted {
  type: string;
  use: string;
  interactions: readonly Interaction[];
}

const READ = ['read', 'search-type'] as const;
const ADD = [...READ, 'create'] as const;
const ALL = [...ADD, 'update'] as const;

/** Every resource type that the app touches, the ones that a verdict needs first. */
export const WANTED: readonly Wanted[] = [
  { type: 'Patient', use: 'whose chart it is', interactions: ['read'] },
  { type: 'Procedure', use: 'time entries', interactions: ALL },
  { type: 'Communication', use: 'live contacts; charge requests as messages', interactions: ADD },
  { type: 'Consent', use: 'consent', interactions: ADD },
  { type: 'QuestionnaireResponse', use: 'consent where no Consent is taken', interactions: ADD },
  { type: 'Observation', use: 'device readings', interactions: READ },
  { type: 'Encounter', use: 'visits of the same day, stays, charges by visit', interactions: READ },
  { type: 'ChargeItem', use: 'charges', interactions: ADD },
  { type: 'Task', use: 'charge requests, reservations and reviews', interactions: ALL },
  {
    type: 'DocumentReference',
    use: 'charge requests, consent and timers where nothing better is taken',
    interactions: ALL,
  },
  { type: 'Provenance', use: 'who attested to a charge', interactions: ADD },
  { type: 'Coverage', use: 'the payer’s own rules', interactions: READ },
  { type: 'Device', use: 'whether a device sent a reading', interactions: READ },
  { type: 'DeviceUseStatement', use: 'whose device it is', interactions: READ },
  { type: 'RelatedPerson', use: 'caregivers who were spoken to', interactions: READ },
  { type: 'ServiceRequest', use: 'the order for the monitoring', interactions: READ },
  { type: 'Practitioner', use: 'the name under an attestation', interactions: ['read'] },
];

/** For the pages across patients. */
export const WANTED_BY_PRACTICE: readonly Wanted[] = [
  ...WANTED,
  { type: 'Group', use: 'who is under remote monitoring', interactions: ['read'] },
];
