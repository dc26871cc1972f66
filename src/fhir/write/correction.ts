import type { FhirResource, Procedure } from 'fhir/r4';
import type { Instant, Reference } from '../../rules/ledger.ts';
import { RECORDED_EXTENSION, REPLACES_EXTENSION } from '../codes.ts';
import { VOIDS_EXTENSION } from '../record-codes.ts';
import type { Resource } from '../resource.ts';
import { refer } from './charge-request.ts';
import { asSent, type EntryContent, entryProcedure, fhirTime, recordIdentifier } from './entry.ts';

/** Where no entry can be changed: a new one that stands in the place of an older one. */
export function correctingEntry(content: EntryContent, older: Reference): Procedure {
  const entry = entryProcedure(content);
  return {
    ...entry,
    extension: [...(entry.extension ?? []), { url: REPLACES_EXTENSION, valueReference: refer(older) }],
    partOf: [refer(older)],
  };
}

/** An entry taken back in place. */
export function voidedEntry(resource: Resource, reason: string): FhirResource & { id: string } {
  return asSent({ ...resource, status: 'entered-in-error', statusReason: { text: reason } });
}

export interface VoidContent {
  /** A random UUID. */
  id: string;
  /** The entry that is taken back, as the EHR sent it. */
  entry: Resource;
  older: Reference;
  patient: Reference;
  user: Reference;
  reason: string;
  recordedAt: Instant;
}

/** Where no entry can be changed: a Procedure that counts for nothing and says that an older one does neither. */
export function voidingEntry({ id, entry, older, patient, user, reason, recordedAt }: VoidContent): Procedure {
  const { code, performedPeriod } = entry as Partial<Procedure>; // as the EHR sent them
  return {
    resourceType: 'Procedure',
    extension: [
      { url: RECORDED_EXTENSION, valueDateTime: fhirTime(recordedAt) },
      { url: VOIDS_EXTENSION, valueReference: refer(older) },
    ],
    identifier: [recordIdentifier(id)],
    partOf: [refer(older)],
    status: 'entered-in-error',
    statusReason: { text: reason },
    ...(code !== undefined && { code }),
    subject: refer(patient),
    ...(performedPeriod !== undefined && { performedPeriod }),
    recorder: refer(user),
    note: [{ authorReference: refer(user), time: fhirTime(recordedAt), text: `Taken back: ${reason}` }],
  };
}
