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
  /** valueDate: the rulebook by which it was judged */
  rulebook: 'rulebook',
  /** valueString: SHA-256, in hex, of what of the verdict supports the charge; `rules/canonical.ts` */
  basis: 'basis',
  /** valueString: the words that somebody put their name to */
  attestation: 'attestation',
  /** valueString, repeating: why a high risk didn't keep it from being charged */
  override: 'override',
} as const;

/** Identifies a record that takes back a charge which can't be changed; its value is the charge's reference. It names the charge in `VOIDS_EXTENSION`. */
export const CHARGE_VOID_SYSTEM = `${BASE}/charge-void`;

/**
 * Oracle Health: "Indicates a resource that this resource is offset by. This resource is no longer active when offset."
 * github.com/cerner/fhir.cerner.com, content/millennium/r4/financial/general/charge-item.md
 */
export const OFFSET_EXTENSION = 'https://fhir-ehr.cerner.com/r4/StructureDefinition/offset-by';

export interface ChargeKey {
  /** The logical id, without `Patient/`. */
  patientId: string;
  /** `2026-03` */
  month: string;
  /** CPT code. */
  code: string;
  /** Which charge of this line it is: one more than were taken back before it. */
  generation: number;
}

/**
 * The identifier's value: one per patient, month, code and generation. Its parts are parted by what needs no escaping in a search: not every
 * server undoes the escape of `|`, and would then make a second charge of a conditional create.
 */
export function chargeIdentifierValue({ patientId, month, code, generation }: ChargeKey): string {
  return `${patientId}:${month}:${code}:${generation}`;
}

/** What an identifier's value says, or null when it isn't one of ours. The first ones that the app wrote named no generation. */
export function parseChargeIdentifierValue(value: string): ChargeKey | null {
  const match = /^([A-Za-z0-9\-.]{1,64}):(\d{4}-(?:0[1-9]|1[0-2])):([0-9A-Z]{5})(?::([1-9]\d{0,5}))?$/.exec(value);
  const [, patientId, month, code, generation = '1'] = match ?? [];
  return patientId && month && code ? { patientId, month, code, generation: Number(generation) } : null;
}

/** Statuses of a charge that was taken back or never stood: ChargeItem's, Task's, DocumentReference's and Communication's. */
export const GONE_STATUSES: ReadonlySet<unknown> = new Set([
  'aborted',
  'not-billable',
  'entered-in-error',
  'rejected',
  'cancelled',
  'failed',
  'superseded',
  'not-done',
  'stopped',
]);
