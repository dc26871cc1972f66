import type { Reference } from '../rules/ledger.ts';
import type { Connection, PracticeConnection } from './types.ts';

/** One patient's chart within a session of the whole practice. The EHR shows no chart around it, so the app names the patient. */
export function chartOf(practice: PracticeConnection, patient: Reference): Connection {
  return { ...practice, patient, encounter: null, needPatientBanner: true };
}
