import { isResource, listOf, localReference, referenceOf, valueAt } from '../../fhir/resource.ts';
import type { Consent, Instant, Ledger, Reference, When } from '../../rules/ledger.ts';
import type { LocalDate } from '../../rules/month.ts';

/** Where a patient stands in the monitoring programme. Derived from the chart each time, kept nowhere. */
export type ProgrammeState = 'unknown' | 'not-enrolled' | 'declined' | 'consented' | 'active' | 'withdrawn';
export type Missing = 'consent' | 'device' | 'order';

export interface Programme {
  state: ProgrammeState;
  /** Newest decision first; undated ones last. */
  consents: Consent[];
  /** Every device, and since when it is in use. */
  devices: { reference: Reference; name: string | null; since: LocalDate | null }[];
  /** When monitoring could begin: both consent and device were there. Null where one is missing or undated. */
  start: Instant | LocalDate | null;
  missing: Exclude<Missing, 'order'>[];
}

/** @param now epoch seconds */
export function programmeOf(ledger: Ledger, resources: readonly unknown[], now: Instant): Programme {
  const consents = [...ledger.consents].sort((one, other) => decidedAt(other) - decidedAt(one));
  const standing = consents.filter((consent) => stands(consent, consents, now));
  const devices = ledger.devices.map((device) => ({ ...device, name: deviceName(resources, device.reference) }));
  const missing: Programme['missing'] = [];
  if (standing.length === 0) missing.push('consent');
  if (devices.length === 0) missing.push('device');
  return {
    state: stateOf(ledger, consents, standing, now),
    consents,
    devices,
    start: startOf(standing, devices),
    missing,
  };
}

function stateOf(
  { unread, readings }: Ledger,
  consents: readonly Consent[],
  standing: readonly Consent[],
  now: Instant,
): ProgrammeState {
  if (standing.length > 0) return readings.some(({ device }) => device !== null) ? 'active' : 'consented';
  if (unread.includes('consents') || consents.some(({ state, given, ended }) => state === 'given' && !given && !ended))
    return 'unknown';
  const [last] = consents.filter((consent) => decidedAt(consent) <= now);
  if (last === undefined) return 'not-enrolled';
  return last.state === 'declined' && !consents.some(({ state }) => state === 'given') ? 'declined' : 'withdrawn';
}

/** Given by now, not ended by now, and not refused afterwards. */
function stands({ state, given, ended }: Consent, all: readonly Consent[], now: Instant): boolean {
  if (state !== 'given' || given === null || given.earliest > now) return false;
  if (ended !== null && ended.earliest <= now) return false;
  return !all.some(
    (other) => other.state === 'declined' && other.given !== null && other.given.earliest > given.latest,
  );
}

function decidedAt({ given, ended, state }: Consent): number {
  return ((state === 'withdrawn' ? ended : given) ?? LONG_AGO).earliest;
}

const LONG_AGO: When = { earliest: Number.NEGATIVE_INFINITY, latest: Number.NEGATIVE_INFINITY };

function startOf(standing: readonly Consent[], devices: Programme['devices']): Programme['start'] {
  const given = standing.flatMap((consent) => consent.given?.earliest ?? []);
  const sinces = devices.flatMap(({ since }) => since ?? []).sort();
  const [since] = sinces;
  if (given.length === 0 || since === undefined) return null;
  const consented = Math.min(...given);
  return Date.parse(`${since}T00:00:00Z`) / 1000 > consented ? since : consented;
}

/** What a device calls itself, by its user-friendly name, else its type. */
function deviceName(resources: readonly unknown[], reference: Reference): string | null {
  const device = resources.find((resource) => isResource(resource) && referenceOf(resource) === reference);
  const names = [valueAt(device, ['deviceName', 0, 'name']), valueAt(device, ['type', 'text'])];
  const name = names.find((one) => typeof one === 'string' && one !== '');
  return typeof name === 'string' ? name : null;
}

/** Who ordered the monitoring, and what says so. */
export interface Order {
  practitioner: Reference;
  name: string | null;
  by: 'order' | 'encounter';
}

/** AMA CPT codes of the monitoring itself, by which an order for it is known. */
const ORDER_CODES = new Set(['99453', '99454', '99445', '99457', '99458', '99470']);

/** The order for the monitoring, else the practitioner whom its (virtual) encounter names. */
export function orderOf(resources: readonly unknown[], encounter: Reference | null): Order | null {
  for (const resource of resources.filter(isResource)) {
    if (resource.resourceType !== 'ServiceRequest' || resource.status !== 'active') continue;
    const codes = listOf(valueAt(resource, ['code', 'coding'])).map((coding) => valueAt(coding, ['code']));
    const order = codes.some((code) => typeof code === 'string' && ORDER_CODES.has(code))
      ? personOf(resource.requester, 'order')
      : null;
    if (order !== null) return order;
  }
  for (const resource of resources.filter(isResource)) {
    if (resource.resourceType !== 'Encounter') continue;
    const isMonitoring = referenceOf(resource) === encounter || valueAt(resource, ['class', 'code']) === 'VR';
    const individual = valueAt(resource, ['participant', 0, 'individual']);
    const order = isMonitoring ? personOf(individual, 'encounter') : null;
    if (order !== null) return order;
  }
  return null;
}

function personOf(named: unknown, by: Order['by']): Order | null {
  const practitioner = localReference(valueAt(named, ['reference']));
  const display = valueAt(named, ['display']);
  return practitioner?.startsWith('Practitioner')
    ? { practitioner, name: typeof display === 'string' ? display : null, by }
    : null;
}
