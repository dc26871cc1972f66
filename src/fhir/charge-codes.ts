import { BASE } from './codes.ts';

/**
 * How a charge is known again, whatever resource carries it.
 *
 * Every charge resource has an identifier of `CHARGE_IDENTIFIER_SYSTEM` (DocumentReference: masterIdentifier or identifier).
 * Task, DocumentReference and Communication also carry one extension `CHARGE_EXTENSION` with the parts of `CHARGE_PARTS`.
 * Where an EHR drops the extension, the identifier alone still says patient, month and code.
 */
export const CHARGE_IDENTIFIER_SYSTEM = `${BASE}/charge`;
export const CHARGE_EXTENSION = `${BASE}/StructureDefinition/charge-request`;
export const CHARGE_PARTS = {
  /** valueCoding: the CPT code */
  code: 'code',
  /** valuePositiveInt */
  units: 'units',
  /** valueDate or valueDateTime: the service date */
  occurrence: 'occurrence',
  /** valueReference, repeating: performers and performing organization */
  party: 'party',
} as const;

export interface ChargeKey {
  /** The logical id, without `Patient/`. */
  patientId: string;
  /** `2026-03` */
  month: string;
  /** CPT code. */
  code: string;
}

/**
 * The identifier's value: one per patient, month and code. Its parts are parted by what needs no escaping in a search: not every server
 * undoes the escape of `|`, and would then make a second charge of a conditional create.
 */
export function chargeIdentifierValue(key: ChargeKey): string {
  return `${key.patientId}:${key.month}:${key.code}`;
}

/** What an identifier's value says, or null when it isn't one of ours. */
export function parseChargeIdentifierValue(value: string): ChargeKey | null {
  const match = /^([A-Za-z0-9\-.]{1,64}):(\d{4}-(?:0[1-9]|1[0-2])):([0-9A-Z]{5})$/.exec(value);
  const [, patientId, month, code] = match ?? [];
  return patientId && month && code ? { patientId, month, code } : null;
}
