import type { BillCode } from '../../fhir/bill-codes.ts';
import { parseChargeIdentifierValue } from '../../fhir/charge-codes.ts';
import { chargeKeyOf, isGone } from '../../fhir/chargeitem.ts';
import { isResource, listOf, localReference, type Resource, valueAt } from '../../fhir/resource.ts';
import { CHARGE_DOCUMENT_CODE, CHARGE_MESSAGE_CODE, CHARGE_TASK_CODE } from '../../fhir/write/codes.ts';
import type { Reference } from '../../rules/ledger.ts';
import { type Capabilities, permission } from '../capability.ts';
import { EhrError } from '../errors.ts';
import { paged, tokens } from '../plan.ts';
import { referenceOf as referenceIn, type SearchParams } from '../server.ts';
import type { ChargeRequest, Connection, FoundCharge } from '../types.ts';
import { chargesAmong, EXCLUDED, foundOf, oldestFirst, routeOfCharge } from './carried.ts';

/** Every charge of a line, wherever it lies and whichever route wrote it; each list oldest first. */
export interface Charges {
  active: readonly FoundCharge[];
  /** Taken back, as far as the EHR shows them. */
  voided: readonly FoundCharge[];
  /** Active charges of a code that the month can't have beside this one. */
  excluding: readonly FoundCharge[];
  /** Of the next charge of this line. */
  generation: number;
  /** The EHR shows no charges that were taken back, so that there may have been more. */
  uncounted: boolean;
}

/** Where charges can lie. */
const TYPES = ['ChargeItem', 'Task', 'DocumentReference', 'Communication'] as const;
type ChargeType = (typeof TYPES)[number];

/** The line that is looked for, where it may be found, and whose request it is. */
export type Sought = Pick<ChargeRequest, 'patient' | 'month' | 'code' | 'encounter'> & { attempt: string | null };

/**
 * Looks for the charges of a line by every route's search.
 * @throws EhrError when a place that may hold one can't be searched: then nobody knows, and nothing may be written
 */
export async function findCharges(connection: Connection, request: Sought, signal?: AbortSignal): Promise<Charges> {
  const capabilities = await connection.capabilities();
  const places = await Promise.all(
    TYPES.map((type) => {
      const mayHold = permission(capabilities, connection.scopes, type, 'search-type') === 'yes';
      return mayHold ? search(connection, capabilities, type, request, signal) : EMPTY;
    }),
  );
  const resources = places.flatMap((place) => place.resources);
  const { billCodes } = connection.issuer;
  const own = chargesAmong(resources, { ...request, billCodes }, request.attempt);
  const active = own.filter(({ gone }) => !gone).map(({ charge }) => charge);
  const voided = own.filter(({ gone }) => gone).map(({ charge }) => charge);
  const told = places.some(({ hidesVoided }) => hidesVoided)
    ? await provenanceOf(connection, capabilities, request, active, signal)
    : NOTHING_TOLD;
  const others = told?.voided.filter((reference) => !voided.some((one) => one.reference === reference)) ?? [];
  const all = [
    ...voided,
    ...others.map((reference) => ({ reference, route: routeOfCharge(reference), recorded: null })),
  ];
  const known = own.filter(({ gone }) => gone).map(({ resource }) => chargeKeyOf(resource)?.generation ?? 0);
  return {
    active: [...active, ...(told?.hidden ?? [])].sort(oldestFirst),
    voided: all,
    excluding: EXCLUDED[request.code].flatMap((code) =>
      chargesAmong(resources, { ...request, code, billCodes }).flatMap(({ gone, charge }) => (gone ? [] : [charge])),
    ),
    generation: Math.max(all.length, ...known) + 1,
    uncounted: told === null,
  };
}

interface Place {
  resources: readonly Resource[];
  /** The EHR shows only charges that stand. */
  hidesVoided: boolean;
}

const EMPTY: Place = { resources: [], hidesVoided: false };

async function search(
  connection: Connection,
  capabilities: Capabilities,
  type: ChargeType,
  request: Sought,
  signal: AbortSignal | undefined,
): Promise<Place> {
  const known = capabilities.types.get(type)?.searchParams ?? new Set();
  const about = ['patient', request.patient.replace('Patient/', '')] as const;
  const { billingRecipient, billCodes = [] } = connection.issuer;
  const narrow = narrowing(type, request, billCodes);
  const ways: SearchParams[] = [
    [about, narrow],
    [about],
    ...(type === 'Communication' && billingRecipient !== undefined
      ? [[['recipient', billingRecipient], narrow] as const, [['recipient', billingRecipient]] as const]
      : []),
  ];
  let way = ways.find((params) => params.every(([parameter]) => known.has(parameter)));
  // Without a recipient the app sends no messages, and finds none here.
  if (way === undefined && type === 'Communication') return EMPTY;
  const hidesVoided = way === undefined && known.has('-status');
  if (way === undefined && known.has('context')) {
    const encounters = await encountersOf(connection, request, signal);
    if (encounters.length === 0) return { ...EMPTY, hidesVoided };
    way = [['context', encounters.join(',')], ...(hidesVoided ? [BILLABLE] : [])];
  }
  if (way === undefined) throw new EhrError('refused', `This EHR lets the app search no ${type} by anything it knows.`);
  const result = await connection.server.search(type, paged(type, way), { signal });
  if (result.incomplete !== null) throw new EhrError('bad-answer', result.incomplete);
  return { resources: result.resources.filter(isResource), hidesVoided };
}

/**
 * Oracle Health: "-status must be provided with context or account", and "must be set to billable".
 * github.com/cerner/fhir.cerner.com, content/millennium/r4/financial/general/charge-item.md
 */
const BILLABLE = ['-status', 'billable'] as const;

/**
 * By what a type's charges are narrowed down. Not by the identifier: its value has to be escaped in a search, which not every server undoes,
 * and a charge that isn't found would be written twice. A bare code is sought in every system.
 */
function narrowing(type: ChargeType, { code }: Sought, billCodes: readonly BillCode[]): readonly [string, string] {
  switch (type) {
    case 'ChargeItem': {
      const cpt = [code, ...EXCLUDED[code]];
      const own = billCodes.filter((bill) => cpt.includes(bill.cpt)).map((bill) => bill.code);
      return ['code', [...new Set([...cpt, ...own])].join(',')];
    }
    case 'Task':
      return ['code', tokens([CHARGE_TASK_CODE])];
    case 'DocumentReference':
      return ['type', tokens([CHARGE_DOCUMENT_CODE])];
    case 'Communication':
      return ['category', tokens([CHARGE_MESSAGE_CODE])];
  }
}

/** The encounters of the month and the request's own: where charges are found by encounter only, others may have used another one. */
async function encountersOf(
  { server }: Connection,
  { patient, month, encounter }: Sought,
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
  const references = result.resources.flatMap((resource) => referenceIn(resource) ?? []);
  return [...new Set(encounter === null ? references : [encounter, ...references])];
}

interface Told {
  voided: readonly Reference[];
  /** Charges that stand though a search doesn't show them: they are billed already. */
  hidden: readonly FoundCharge[];
}

const NOTHING_TOLD: Told = { voided: [], hidden: [] };

/**
 * What our Provenance tells of a line's charges where the EHR shows only those that are still to be billed; null when it can't be asked.
 * @throws EhrError when it can be asked, and the answer is lost
 */
async function provenanceOf(
  { server, scopes }: Connection,
  capabilities: Capabilities,
  request: Sought,
  shown: readonly FoundCharge[],
  signal: AbortSignal | undefined,
): Promise<Told | null> {
  const mayAsk = permission(capabilities, scopes, 'Provenance', 'search-type') === 'yes';
  const mayWrite = permission(capabilities, scopes, 'Provenance', 'create') === 'yes';
  if (!mayAsk || !mayWrite || !capabilities.types.get('Provenance')?.searchParams.has('target')) return null;
  const result = await server.search('Provenance', [['target', request.patient]], { signal });
  if (result.incomplete !== null) throw new EhrError('bad-answer', result.incomplete);
  const ours = result.resources.filter(isResource).filter((provenance) => isAboutLine(provenance, request));
  const targetsOf = (operation: string) =>
    new Set(ours.filter((one) => operationOf(one) === operation).flatMap(chargesOf));
  const voided = targetsOf('NULLIFY');
  const missing = [...targetsOf('CREATE')].filter(
    (reference) => !voided.has(reference) && !shown.some((charge) => charge.reference === reference),
  );
  const read = await Promise.all(missing.map((reference) => readOrGone(server, reference, signal)));
  const hidden = read.flatMap((resource) =>
    resource === null || isGone(resource) ? [] : (foundOf(resource, request.attempt) ?? []),
  );
  // One that was announced as taken back and still stands isn't taken back yet.
  const gone = [...voided].filter((reference) => !shown.some((charge) => charge.reference === reference));
  return { voided: gone, hidden };
}

async function readOrGone(
  server: Connection['server'],
  reference: Reference,
  signal: AbortSignal | undefined,
): Promise<Resource | null> {
  try {
    const resource = await server.get(reference, signal);
    return isResource(resource) ? resource : null;
  } catch (error) {
    if (error instanceof EhrError && error.kind === 'not-found') return null;
    throw error;
  }
}

function isAboutLine(provenance: Resource, { patient, month, code }: Sought): boolean {
  return listOf(provenance.entity).some((entity) => {
    const value = valueAt(entity, ['what', 'identifier', 'value']);
    const key = typeof value === 'string' ? parseChargeIdentifierValue(value) : null;
    return key !== null && `Patient/${key.patientId}` === patient && key.month === month && key.code === code;
  });
}

function operationOf(provenance: Resource): unknown {
  return valueAt(provenance, ['activity', 'coding', 0, 'code']);
}

function chargesOf(provenance: Resource): Reference[] {
  return listOf(provenance.target)
    .flatMap((target) => localReference(valueAt(target, ['reference'])) ?? [])
    .filter((reference) => reference.startsWith('ChargeItem/'));
}
