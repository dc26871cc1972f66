import type { Coding, Extension, Reference as FhirReference, Identifier } from 'fhir/r4';
import type { Reference } from '../../rules/ledger.ts';
import type { LocalDate } from '../../rules/month.ts';
import type { BillableCode, RiskId } from '../../rules/verdict.ts';
import { CHARGE_EXTENSION, CHARGE_IDENTIFIER_SYSTEM, CHARGE_PARTS, chargeIdentifierValue } from '../charge-codes.ts';
import { BASE, CPT_SYSTEM, REPLACES_EXTENSION } from '../codes.ts';
import { CHARGE_ATTEMPT_SYSTEM } from './codes.ts';

/** Why a high risk doesn't keep the month from being charged, in a person's words. */
export interface Override {
  risk: RiskId;
  reason: string;
}

/** What a person puts their name to. */
export interface Attestation {
  /** The words on screen. */
  text: string;
  /** The name shown with them. */
  name: string | null;
  /** One for each of the request's `highRisks`. */
  overrides: readonly Override[];
}

/** One line of a verdict, ready to be charged. */
export interface ChargeRequest {
  patient: Reference;
  /** Service month, `2026-03`. */
  month: string;
  code: BillableCode;
  units: number;
  serviceDate: LocalDate;
  /** Who did the counted work. */
  performers: readonly Reference[];
  /** In whose name the practice bills: the first of the configured `billingParties`. Without it the charge would look like another's. */
  billedBy: Reference | null;
  /** The signed-in person, who enters the charge. */
  enterer: Reference | null;
  /** The encounter that carries the charge; some EHRs take none without. */
  encounter: Reference | null;
  /** Every resource that the line rests on. */
  evidence: readonly Reference[];
  /** The verdict's sentence about the line. */
  summary: string;
  /** ISO 8601: when the request was made. */
  requestedAt: string;
  /** A UUID of this very request, by which its sender knows it from another person's for the same line. */
  attempt: string;
  /** How many charges of this patient, month and code were taken back before, plus one. */
  generation: number;
  /** The EHR shows no charges that were taken back, so that there may have been more. */
  uncounted?: boolean;
  /** The charge that was taken back for this one. */
  replaces: Reference | null;
  /** The versions of the evidence as it was judged, as far as the EHR tells. */
  versions: Readonly<Record<Reference, string>>;
  /** How many readings the month has beside those named in the evidence. */
  moreReadings: number;
  /** Date from which the rulebook of the month holds. */
  rulebook: LocalDate | null;
  /** What of the verdict supports the charge, as canonical JSON: `rules/canonical.ts`. */
  basis: string;
  /** SHA-256 of `basis`, in hex; null until the request is previewed or sent. */
  basisHash: string | null;
  /** Each needs a reason before the line may be charged. */
  highRisks: readonly RiskId[];
  /** Null until somebody confirms. */
  attestation: Attestation | null;
}

/** What makes a charge the same charge: patient, month, code and how many were taken back before. */
export function chargeIdentifier({
  patient,
  month,
  code,
  generation,
}: Pick<ChargeRequest, 'patient' | 'month' | 'code' | 'generation'>): Identifier & { system: string; value: string } {
  const patientId = patient.replace(/^Patient\//, '');
  const value = chargeIdentifierValue({ patientId, month, code, generation });
  return { system: CHARGE_IDENTIFIER_SYSTEM, value };
}

/** All that a charge resource is identified by: what it charges, and who asked. */
export function chargeIdentifiers(request: ChargeRequest): Identifier[] {
  return [chargeIdentifier(request), { system: CHARGE_ATTEMPT_SYSTEM, value: request.attempt }];
}

export function cptCoding(code: BillableCode): Coding {
  return { system: CPT_SYSTEM, code };
}

/** Where the rules by which a code is charged are published: `public/fhir/`. */
export function chargeDefinition(code: string, rulebook: LocalDate): string {
  return `${BASE}/ChargeItemDefinition/rpm-${code}|${rulebook}`;
}

/** The request in parts that a program reads again, for resources that have no elements for them. */
export function chargeExtensions(request: ChargeRequest): Extension[] {
  const { code, units, serviceDate, rulebook, basisHash, attestation, replaces } = request;
  const said = attestation?.overrides ?? [];
  return [
    {
      url: CHARGE_EXTENSION,
      extension: [
        { url: CHARGE_PARTS.code, valueCoding: cptCoding(code) },
        { url: CHARGE_PARTS.units, valuePositiveInt: units },
        { url: CHARGE_PARTS.occurrence, valueDate: serviceDate },
        ...partiesOf(request).map((party) => ({ url: CHARGE_PARTS.party, valueReference: refer(party) })),
        ...(rulebook === null ? [] : [{ url: CHARGE_PARTS.rulebook, valueDate: rulebook }]),
        ...(basisHash === null ? [] : [{ url: CHARGE_PARTS.basis, valueString: basisHash }]),
        ...(attestation === null ? [] : [{ url: CHARGE_PARTS.attestation, valueString: attestation.text }]),
        ...said.map(({ risk, reason }) => ({ url: CHARGE_PARTS.override, valueString: `${risk}: ${reason}` })),
      ],
    },
    ...(replaces === null ? [] : [{ url: REPLACES_EXTENSION, valueReference: refer(replaces) }]),
  ];
}

/** Everyone whom the charge names as having done or as billing the work. */
export function partiesOf({ performers, billedBy }: ChargeRequest): Reference[] {
  return [...new Set(billedBy === null ? performers : [...performers, billedBy])];
}

export function refer(reference: Reference): FhirReference {
  return { reference };
}

/** The evidence, each in the version that was judged, where the EHR tells versions. https://hl7.org/fhir/R4/references.html#literal */
export function evidenceReferences({ evidence, versions }: ChargeRequest): FhirReference[] {
  return evidence.map((reference) => {
    const version = versions[reference];
    return refer(version === undefined ? reference : `${reference}/_history/${version}`);
  });
}

/** The request in plain words, a statement each, for people and for the notes that travel with it. */
export function chargeWords(request: ChargeRequest): string[] {
  const { code, units, serviceDate, month, performers, billedBy, encounter, evidence, moreReadings, summary } = request;
  return [
    `Charge CPT ${code}, ${units} ${units === 1 ? 'unit' : 'units'}, service date ${serviceDate}.`,
    `Remote physiologic monitoring of ${month}, patient ${request.patient}.`,
    summary,
    performers.length === 0 ? 'No performer is named.' : `Performed by ${performers.join(', ')}.`,
    ...(billedBy === null ? [] : [`Billed by ${billedBy}.`]),
    ...(encounter === null ? [] : [`Belongs to ${encounter}.`]),
    ...(request.replaces === null ? [] : [`Stands in the place of ${request.replaces}, which was taken back.`]),
    `Evidence in the chart: ${evidence.join(', ') || 'none'}${
      moreReadings === 0 ? '' : `, and ${moreReadings} more readings that are not named one by one`
    }.`,
    ...attestationWords(request),
    `Identifier, one for this patient, month and code: ${chargeIdentifier(request).value}.`,
  ].filter((sentence) => sentence !== '');
}

/** Who put their name to what. */
export function attestationWords({ attestation, enterer, rulebook, basisHash }: ChargeRequest): string[] {
  return [
    ...(attestation === null
      ? []
      : [
          `Attested by ${attestation.name ?? enterer ?? 'the signed-in user'}: “${attestation.text}”`,
          ...attestation.overrides.map(
            ({ risk, reason }) => `Charged although ${risk.replaceAll('-', ' ')}: ${reason}`,
          ),
        ]),
    ...(rulebook === null ? [] : [`Judged by the rulebook of ${rulebook}.`]),
    ...(basisHash === null ? [] : [`SHA-256 of what supports it: ${basisHash}.`]),
  ];
}

/** The request with the hash of what supports it. */
export async function sealed(request: ChargeRequest): Promise<ChargeRequest> {
  return { ...request, basisHash: await sha256(request.basis) };
}

/** The SHA-256 of a text's UTF-8, in hex. */
export async function sha256(text: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
