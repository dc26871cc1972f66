import { type BillCode, cptCodesOf } from '../../fhir/bill-codes.ts';
import { chargeKeyOf, isGone, voidedBy } from '../../fhir/chargeitem.ts';
import {
  isObject,
  isResource,
  listOf,
  localReference,
  type Resource,
  referenceOf,
  valueAt,
} from '../../fhir/resource.ts';
import { readInstant } from '../../fhir/time.ts';
import { CHARGE_ATTEMPT_SYSTEM } from '../../fhir/write/codes.ts';
import type { Instant, Reference } from '../../rules/ledger.ts';
import type { BillableCode } from '../../rules/verdict.ts';
import type { FoundCharge, MonthRead, RouteId } from '../types.ts';

/** What is charged: one code of one patient's month. */
export interface ChargeLine {
  patient: Reference;
  month: string;
  code: BillableCode;
  /** What the site calls the CPT codes. */
  billCodes?: readonly BillCode[] | undefined;
}

/** The codes that a month can't have beside one: the first ten minutes (99470) give way to the first twenty (99457, 99458). */
export const EXCLUDED: Readonly<Record<BillableCode, readonly BillableCode[]>> = {
  '99457': ['99470'],
  '99458': ['99470'],
  '99470': ['99457', '99458'],
};

const ROUTES: Readonly<Record<string, RouteId>> = {
  ChargeItem: 'charge-item',
  Task: 'task',
  DocumentReference: 'document',
  Communication: 'communication',
};

/** By which route a charge was written, by what it is. */
export function routeOfCharge(reference: Reference): RouteId {
  return ROUTES[reference.split('/')[0] ?? ''] ?? 'charge-item';
}

/** A charge of a line among resources: one that stands, or one that was taken back. */
export interface Carried {
  charge: FoundCharge;
  gone: boolean;
  resource: Resource;
}

/**
 * All charges of a line among resources, standing or taken back, oldest first. By our identifier; a ChargeItem also by its CPT code and month,
 * since Oracle's operation keeps no identifier, and since a charge that somebody entered by hand is as much a charge.
 * @param attempt marks the charges that this very request made
 */
export function chargesAmong(
  resources: readonly unknown[],
  line: ChargeLine,
  attempt: string | null = null,
): Carried[] {
  const all = resources.filter(isResource);
  const voided = new Set(all.map(voidedBy));
  return all
    .filter((resource) => isChargeOf(resource, line))
    .flatMap((resource): Carried[] => {
      const charge = foundOf(resource, attempt);
      return charge === null ? [] : [{ charge, gone: isGone(resource) || voided.has(charge.reference), resource }];
    })
    .sort((one, other) => oldestFirst(one.charge, other.charge));
}

/** The charges of a line that were taken back, oldest first, as far as a reading of the month shows them. */
export function voidedIn(
  { resources }: MonthRead,
  { patient, month, billCodes }: Omit<ChargeLine, 'code'>,
  code: BillableCode,
): Reference[] {
  return chargesAmong(resources, { patient, month, code, billCodes })
    .filter(({ gone }) => gone)
    .map(({ charge }) => charge.reference);
}

function isChargeOf(resource: Resource, { patient, month, code, billCodes = [] }: ChargeLine): boolean {
  const key = chargeKeyOf(resource);
  if (key !== null) return `Patient/${key.patientId}` === patient && key.month === month && key.code === code;
  if (resource.resourceType !== 'ChargeItem') return false;
  const date = resource.occurrenceDateTime ?? valueAt(resource, ['occurrencePeriod', 'start']);
  return (
    localReference(valueAt(resource, ['subject', 'reference'])) === patient &&
    typeof date === 'string' &&
    date.startsWith(month) &&
    cptCodesOf(resource, billCodes).includes(code)
  );
}

/** A charge as others see it; null when the resource has no id. */
export function foundOf(resource: Resource, attempt: string | null): FoundCharge | null {
  const reference = referenceOf(resource);
  if (reference === null) return null;
  const mark = listOf(resource.identifier)
    .filter(isObject)
    .find(({ system }) => system === CHARGE_ATTEMPT_SYSTEM);
  const written = [
    resource.enteredDate,
    resource.authoredOn,
    resource.sent,
    resource.date,
    valueAt(resource, ['meta', 'lastUpdated']),
  ];
  const recorded = written.map((text) => (typeof text === 'string' ? readInstant(text) : null));
  return {
    reference,
    route: routeOfCharge(reference),
    recorded: recorded.find((at): at is Instant => typeof at === 'number') ?? null,
    ...(mark !== undefined && attempt !== null && { mine: mark.value === attempt }),
  };
}

/** The same for everybody who looks, so that all agree on which one stands. */
export function oldestFirst(one: FoundCharge, other: FoundCharge): number {
  const difference = (one.recorded ?? 0) - (other.recorded ?? 0);
  if (difference !== 0) return difference;
  return one.reference < other.reference ? -1 : one.reference > other.reference ? 1 : 0;
}
