import { chargesAmong } from '../../ehr/charge/carried.ts';
import { changesSince } from '../../ehr/charge/changes.ts';
import type { EvidenceChange, FoundCharge } from '../../ehr/types.ts';
import { CHARGE_EXTENSION, CHARGE_PARTS } from '../../fhir/charge-codes.ts';
import { isResource, listOf, localReference, type Resource, valueAt } from '../../fhir/resource.ts';
import { sha256 } from '../../fhir/write/charge-request.ts';
import { basisOf } from '../../rules/canonical.ts';
import { evaluate } from '../../rules/evaluate.ts';
import type { Reference } from '../../rules/ledger.ts';
import type { ServiceMonth } from '../../rules/month.ts';
import type { Policy } from '../../rules/policy.ts';
import { BILLABLE_CODES } from '../../rules/verdict.ts';
import type { MonthResult } from '../verdict/useMonth.ts';

/** A charge of the month, standing or taken back, and what was said of it when it was made. */
export interface PacketCharge {
  charge: FoundCharge;
  code: string;
  units: number | null;
  /** As the charge says it: a date or date and time. */
  occurrence: string | null;
  gone: boolean;
  /** Who entered it, by reference and by the name given there. */
  enteredBy: { reference: Reference; name: string | null } | null;
  /** The words that somebody put their name to; null when none are kept. */
  attestation: string | null;
  /** Why a high risk did not keep it: `inpatient-stay: …`. */
  overrides: string[];
  rulebook: string | null;
  hash: StoredHash | null;
  /** What became of the evidence that it names. */
  changes: EvidenceChange[];
}

/** SHA-256 of what supports a charge: as it was stored with it, and as the chart gives it now for the moment of the charge. */
export interface StoredHash {
  stored: string;
  recomputed: string;
  /** The moment for which it was recomputed, in epoch seconds: when the EHR wrote the charge down, or else the verdict's. */
  at: number;
}

/** All charges of our codes in the month; those of others come from the ledger. */
export async function packetCharges(
  { read, ledger, verdict }: MonthResult,
  month: ServiceMonth,
  policy: Policy,
): Promise<PacketCharge[]> {
  const all = read.resources.filter(isResource);
  const found = BILLABLE_CODES.flatMap((code) =>
    chargesAmong(all, { patient: read.patient, month: month.id, code }).map((carried) => ({ ...carried, code })),
  );
  return Promise.all(
    found.map(async ({ charge, gone, resource, code }): Promise<PacketCharge> => {
      const parts = partsOf(resource, charge.reference, all);
      const stored = text(parts, CHARGE_PARTS.basis);
      const at = charge.recorded ?? Math.floor(Date.parse(verdict.asOf) / 1000);
      const recomputed = stored === null ? null : await sha256(basisOf(evaluate(ledger, month, policy, at)));
      return {
        charge,
        code,
        gone,
        units: unitsIn(resource, parts),
        occurrence: occurrenceIn(resource, parts),
        enteredBy: entererOf(resource, charge.reference, all),
        attestation: text(parts, CHARGE_PARTS.attestation),
        overrides: parts.filter(isPart(CHARGE_PARTS.override)).flatMap((part) => stringAt(part, 'valueString')),
        rulebook: parts.filter(isPart(CHARGE_PARTS.rulebook)).flatMap((part) => stringAt(part, 'valueDate'))[0] ?? null,
        hash: stored === null || recomputed === null ? null : { stored, recomputed, at },
        changes: changesSince(resource, { read, verdict }),
      };
    }),
  );
}

/** What the charge says in parts, or where the EHR drops them from it, the Provenance beside it. */
function partsOf(resource: Resource, reference: Reference, all: readonly Resource[]): readonly unknown[] {
  const own = partsIn(resource);
  return own.length > 0 ? own : provenancesOf(reference, all).flatMap(partsIn);
}

function partsIn(resource: Resource): readonly unknown[] {
  const carried = listOf(resource.extension).find((each) => valueAt(each, ['url']) === CHARGE_EXTENSION);
  return listOf(valueAt(carried, ['extension']));
}

function provenancesOf(reference: Reference, all: readonly Resource[]): Resource[] {
  return all.filter(
    ({ resourceType, target }) =>
      resourceType === 'Provenance' &&
      listOf(target).some((each) => localReference(valueAt(each, ['reference'])) === reference),
  );
}

/** The charge's own words first: `enterer` of a ChargeItem, `requester` of a Task, `author` of a document, `sender` of a message. */
function entererOf(resource: Resource, reference: Reference, all: readonly Resource[]): PacketCharge['enteredBy'] {
  const created = provenancesOf(reference, all).filter(
    (one) => valueAt(one, ['activity', 'coding', 0, 'code']) === 'CREATE',
  );
  const named = [
    resource.enterer,
    resource.requester,
    valueAt(resource, ['author', 0]),
    resource.sender,
    ...created.map((one) => valueAt(one, ['agent', 0, 'who'])),
  ];
  const references = named.map((one) => localReference(valueAt(one, ['reference'])));
  const first = references.find((one) => one !== null);
  if (first === undefined || first === null) return null;
  const names = named.filter((_, at) => references[at] === first).flatMap((one) => stringAt(one, 'display'));
  return { reference: first, name: names[0] ?? null };
}

function unitsIn(resource: Resource, parts: readonly unknown[]): number | null {
  const part = parts.find(isPart(CHARGE_PARTS.units));
  const units = valueAt(resource, ['quantity', 'value']) ?? valueAt(part, ['valuePositiveInt']);
  return typeof units === 'number' ? units : null;
}

function occurrenceIn(resource: Resource, parts: readonly unknown[]): string | null {
  const part = parts.find(isPart(CHARGE_PARTS.occurrence));
  return (
    [
      resource.occurrenceDateTime,
      valueAt(resource, ['occurrencePeriod', 'start']),
      valueAt(part, ['valueDate']),
      valueAt(part, ['valueDateTime']),
    ].find((each) => typeof each === 'string') ?? null
  );
}

function isPart(url: string) {
  return (part: unknown) => valueAt(part, ['url']) === url;
}

function text(parts: readonly unknown[], url: string): string | null {
  return parts.filter(isPart(url)).flatMap((part) => stringAt(part, 'valueString'))[0] ?? null;
}

function stringAt(json: unknown, key: string): string[] {
  const value = valueAt(json, [key]);
  return typeof value === 'string' && value !== '' ? [value] : [];
}
