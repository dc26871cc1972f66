import { RECORD_SYSTEM, recordIdsOf } from '../../fhir/record-codes.ts';
import { isObject, isResource, type Resource, valueAt } from '../../fhir/resource.ts';
import { type Capabilities, permission } from '../capability.ts';
import { EhrError } from '../errors.ts';
import { paged, tokens } from '../plan.ts';
import type { SearchParams } from '../server.ts';
import type { Connection } from '../types.ts';
import type { CreateStep } from './types.ts';

/**
 * Looks in the EHR for what a step may have written: by its identifier, where the server searches by it, else among all of the patient's.
 * @throws EhrError when it can't be searched for: then nobody knows
 */
export async function findRecord(connection: Connection, step: CreateStep): Promise<Resource | null> {
  const { resourceType: type } = step.resource;
  const capabilities = await connection.capabilities();
  if (permission(capabilities, connection.scopes, type, 'search-type') !== 'yes')
    throw new EhrError('refused', `This EHR lets the app search no ${type}.`);
  for (const params of waysOf(connection, capabilities, step)) {
    const found = await search(connection, type, params);
    if (found === null) continue;
    const match = found.find((one) => isRecordOf(one, step)) ?? found.find((one) => hasContentOf(one, step));
    return match ?? null;
  }
  throw new EhrError('refused', `This EHR lets the app search no ${type} by anything it knows.`);
}

/** The ways that the server knows, the narrowest first. */
function waysOf({ patient }: Connection, capabilities: Capabilities, step: CreateStep): SearchParams[] {
  const type = step.resource.resourceType;
  const known = capabilities.types.get(type)?.searchParams ?? new Set();
  const about = ['patient', patient.replace('Patient/', '')] as const;
  const identifier = ['identifier', tokens([{ system: RECORD_SYSTEM, code: step.id }])] as const;
  const target = targetOf(step.resource);
  const ways: SearchParams[] = [
    [about, identifier],
    ...(type === 'Provenance' && target !== null ? [[['target', target]] as const] : []),
    [about],
    [['subject', patient]],
    [['recipient', patient]],
  ];
  return ways.filter((params) => params.every(([name]) => known.has(name)));
}

/** What a Provenance is about. */
function targetOf(resource: unknown): string | null {
  const target = valueAt(resource, ['target', 0, 'reference']);
  return typeof target === 'string' && !target.startsWith('urn:') ? target : null;
}

/** Null when the server refuses this way of asking. */
async function search({ server }: Connection, type: string, params: SearchParams): Promise<Resource[] | null> {
  try {
    const { resources, incomplete } = await server.search(type, paged(type, params));
    if (incomplete !== null) throw new EhrError('bad-answer', incomplete);
    return resources.filter(isResource);
  } catch (error) {
    if (error instanceof EhrError && error.kind === 'refused') return null;
    throw error;
  }
}

/** Whether a resource carries the step's identifier. A timer that still runs is not yet the entry that comes of it. */
function isRecordOf(found: Resource, { id, resource }: CreateStep): boolean {
  const isRunning = (one: unknown) => valueAt(one, ['status']) === 'in-progress';
  return recordIdsOf(found).includes(id) && isRunning(found) === isRunning(resource);
}

/** What servers make themselves, or may leave out. */
const NOT_CONTENT = new Set(['id', 'meta', 'text', 'identifier', 'masterIdentifier', 'extension']);

/** Some servers drop identifiers: then what says all of the same is the same, unless it is known to be another record. */
function hasContentOf(resource: Resource, step: CreateStep): boolean {
  const others = recordIdsOf(resource);
  return others.length === 0 && carries(resource, step.resource);
}

/** Whether a resource says all that another one says, whatever else the server added to it. */
export function carries(found: unknown, ours: unknown, depth = 0): boolean {
  if (Array.isArray(ours)) {
    return Array.isArray(found) && ours.every((item, at) => carries(found[at], item, depth + 1));
  }
  if (!isObject(ours)) return found === ours;
  if (!isObject(found)) return false;
  return Object.entries(ours).every(
    ([key, value]) => (depth === 0 && NOT_CONTENT.has(key)) || carries(found[key], value, depth + 1),
  );
}
