import type { Provenance } from 'fhir/r4';
import type { Instant, Reference } from '../../rules/ledger.ts';
import { refer } from './charge-request.ts';
import { fhirTime } from './entry.ts';

/** https://terminology.hl7.org/CodeSystem-v3-DataOperation.html */
const OPERATION_SYSTEM = 'http://terminology.hl7.org/CodeSystem/v3-DataOperation';
/** https://hl7.org/fhir/R4/codesystem-provenance-participant-type.html */
const PARTICIPANT_SYSTEM = 'http://terminology.hl7.org/CodeSystem/provenance-participant-type';

/** Who wrote something, and when. `target` may be a `urn:uuid:` of what is written with it. */
export function provenanceOf(
  target: Reference,
  operation: 'CREATE' | 'UPDATE' | 'NULLIFY',
  { patient, user, recordedAt }: { patient: Reference; user: Reference; recordedAt: Instant },
): Provenance {
  return {
    resourceType: 'Provenance',
    // The patient as well: R4 finds a patient's Provenance, and lets a patient's token write one, by its targets.
    target: [refer(target), refer(patient)],
    recorded: fhirTime(recordedAt),
    activity: { coding: [{ system: OPERATION_SYSTEM, code: operation }] },
    agent: [{ type: { coding: [{ system: PARTICIPANT_SYSTEM, code: 'author' }] }, who: refer(user) }],
  };
}
