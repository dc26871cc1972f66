import { CPT_SYSTEMS } from '../../fhir/codes.ts';
import { isObject, isResource, listOf, localReference, type Resource, valueAt } from '../../fhir/resource.ts';
import { readInstant } from '../../fhir/time.ts';
import { chargeIdentifier } from '../../fhir/write/charge-request.ts';
import { CHARGE_ATTEMPT_SYSTEM, CHARGE_DOCUMENT_CODE, CHARGE_TASK_CODE } from '../../fhir/write/codes.ts';
import type { Instant, Reference } from '../../rules/ledger.ts';
import { type Capabilities, permission } from '../capability.ts';
import { EhrError } from '../errors.ts';
import { paged, tokens } from '../plan.ts';
import { referenceOf, type SearchParams } from '../server.ts';
import type { ChargeRequest, Connection, FoundCharge, RouteId } from '../types.ts';

/** Where charges can lie, and by which route they came there. */
const PLACES: readonly { type: string; route: RouteId }[] = [
  { type: 'ChargeItem', route: 'charge-item' },
  { type: 'Task', route: 'task' },
  { type: 'DocumentReference', route: 'document' },
];

/**
 * Every active charge of this patient, month and code, wherever it lies: by every route's search, whichever route wrote it. Oldest first.
 * @throws EhrError when a place that may hold one can't be searched: then nobody knows, and nothing may be written
 */
export async function findCharges(
  connection: Connection,
  request: ChargeRequest,
  signal?: AbortSignal,
): Promise<FoundCharge[]> {
  const capabilities = await connection.capabilities();
  const found = await Promise.all(
    PLACES.map(async ({ type, route }) => {
      if (permission(capabilities, connection.scopes, type, 'search-type') !== 'yes') return [];
      const resources = await search(connection, capabilities, type, request, signal);
      return resources
        .filter((resource) => carries(resource, request))
        .flatMap((resource) => foundOf(resource, route, request));
    }),
  );
  return found.flat().sort(oldestFirst);
}

async function search(
  connection: Connection,
  capabilities: Capabilities,
  type: string,
  request: ChargeRequest,
  signal: AbortSignal | undefined,
): Promise<Resource[]> {
  const known = capabilities.types.get(type)?.searchParams ?? new Set();
  const [, patient = ''] = request.patient.split('/');
  const about = ['patient', patient] as const;
  const ways: SearchParams[] = [[about, narrowing(type, request)], [about]];
  let way = ways.find((params) => params.every(([parameter]) => known.has(parameter)));
  if (way === undefined && known.has('context')) {
    const encounters = await encountersOf(connection, request, signal);
    if (encounters.length === 0) return [];
    way = [['context', encounters.join(',')]];
  }
  if (way === undefined) throw new EhrError('refused', `This EHR lets the app search no ${type} by anything it knows.`);
  const result = await connection.server.search(type, paged(type, way), { signal });
  if (result.incomplete !== null) throw new EhrError('bad-answer', result.incomplete);
  return result.resources.filter(isResource);
}

/**
 * By what a type's charges are narrowed down. Not by the identifier: its value has to be escaped in a search, which not every server undoes,
 * and a charge that isn't found would be written twice. A bare code is sought in every system.
 */
function narrowing(type: string, { code }: ChargeRequest): readonly [string, string] {
  if (type === 'ChargeItem') return ['code', code];
  return type === 'Task' ? ['code', tokens([CHARGE_TASK_CODE])] : ['type', tokens([CHARGE_DOCUMENT_CODE])];
}

/** The encounters of the month and the request's own: where charges are found by encounter only, others may have used another one. */
async function encountersOf(
  { server }: Connection,
  { patient, month, encounter }: ChargeRequest,
  signal: AbortSignal | undefined,
): Promise<Reference[]> {
  const first = Date.parse(`${month}-01T00:00:00Z`);
  const date = (days: number) => new Date(first + days * 86_400_000).toISOString().slice(0, 10);
  const params: SearchParams = [
    ['patient', patient.replace('Patient/', '')],
    ['date', `ge${date(-2)}`],
    ['date', `lt${date(34)}`],
  ];
  const result = await server.search('Encounter', params, { signal });
  if (result.incomplete !== null) throw new EhrError('bad-answer', result.incomplete);
  const references = result.resources.flatMap((resource) => referenceOf(resource) ?? []);
  return [...new Set(encounter === null ? references : [encounter, ...references])];
}

/** Statuses of what was taken back or never stood. */
const GONE = new Set<unknown>([
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

/**
 * Whether a resource is an active charge of the request. By our identifier; a ChargeItem also by its CPT code and month, since Oracle's
 * operation keeps no identifier, and since a charge that somebody entered by hand is as much a charge.
 */
function carries(resource: Resource, request: ChargeRequest): boolean {
  if (GONE.has(resource.status) || resource.docStatus === 'entered-in-error') return false;
  const { system, value } = chargeIdentifier(request);
  if (identifiersOf(resource).some((identifier) => identifier.system === system && identifier.value === value))
    return true;
  if (resource.resourceType !== 'ChargeItem') return false;
  const codings = listOf(valueAt(resource, ['code', 'coding'])).filter(isObject);
  const date = resource.occurrenceDateTime ?? valueAt(resource, ['occurrencePeriod', 'start']);
  return (
    localReference(valueAt(resource, ['subject', 'reference'])) === request.patient &&
    typeof date === 'string' &&
    date.startsWith(request.month) &&
    codings.some((coding) => coding.code === request.code && CPT_SYSTEMS.some((cpt) => cpt === coding.system))
  );
}

function identifiersOf(resource: Resource) {
  return [...listOf(resource.identifier), ...listOf(resource.masterIdentifier)].filter(isObject);
}

function foundOf(resource: Resource, route: RouteId, { attempt }: ChargeRequest): FoundCharge[] {
  const reference = referenceOf(resource);
  if (reference === null) return [];
  const mark = identifiersOf(resource).find(({ system }) => system === CHARGE_ATTEMPT_SYSTEM);
  const written = [
    resource.enteredDate,
    resource.authoredOn,
    resource.date,
    valueAt(resource, ['meta', 'lastUpdated']),
  ];
  const recorded = written.map((text) => (typeof text === 'string' ? readInstant(text) : null));
  return [
    {
      reference,
      route,
      recorded: recorded.find((at): at is Instant => typeof at === 'number') ?? null,
      ...(mark !== undefined && { mine: mark.value === attempt }),
    },
  ];
}

/** The same for everybody who looks, so that all agree on which one stands. */
function oldestFirst(one: FoundCharge, other: FoundCharge): number {
  const difference = (one.recorded ?? 0) - (other.recorded ?? 0);
  if (difference !== 0) return difference;
  return one.reference < other.reference ? -1 : one.reference > other.reference ? 1 : 0;
}
