import { type Capabilities, permission } from '../capability.ts';
import { closedBy } from '../charge/route.ts';
import type { Connection } from '../types.ts';
import type { PassedOver, RecordRequest, RecordRoute, Step } from './types.ts';

/** What the EHR refused in this session although it had said that it could: `Procedure create`. */
const refused = new WeakMap<Connection, Map<string, string>>();

/** Remembers for the session that the EHR takes no resources of a type, so that it isn't tried again. */
export function refuseStep(connection: Connection, step: Step, why: string): void {
  const known = refused.get(connection) ?? new Map<string, string>();
  refused.set(connection, known.set(keyOf(needOf(step)), why));
}

/** What a step asks of the EHR. */
interface Need {
  type: string;
  kind: Step['kind'];
}

function needOf({ kind, resource }: Step): Need {
  return { kind, type: resource.resourceType };
}

function keyOf({ kind, type }: Need): string {
  return `${type} ${kind}`;
}

/** Why the EHR, the session or an earlier refusal rules a step out; null when it may be tried. */
export function stepClosed(connection: Connection, capabilities: Capabilities, step: Step): string | null {
  return needClosed(connection, capabilities, needOf(step));
}

function needClosed(connection: Connection, capabilities: Capabilities, need: Need): string | null {
  const { kind, type } = need;
  const what = kind === 'create' ? `write a ${type}` : `change a ${type}`;
  const byServer = closedBy(permission(capabilities, connection.scopes, type, kind), what);
  return refused.get(connection)?.get(keyOf(need)) ?? byServer;
}

/** Why a route is ruled out: by the first of its required steps that is. */
export function routeClosed(connection: Connection, capabilities: Capabilities, route: RecordRoute): string | null {
  const needs = [...route.steps.filter(({ optional }) => !optional).map(needOf), ...(route.needs ?? [])];
  for (const need of needs) {
    const why = needClosed(connection, capabilities, need);
    if (why !== null) return why;
  }
  return null;
}

/**
 * The best route that is open, and why better ones are not; what a form says before anybody types. `route` is null when none is.
 * @throws EhrError when the server can't be asked what it offers
 */
export async function chooseRecordRoute(
  connection: Connection,
  { routes }: RecordRequest,
): Promise<{ route: RecordRoute | null; passedOver: PassedOver[] }> {
  const capabilities = await connection.capabilities();
  const passedOver: PassedOver[] = [];
  for (const route of routes) {
    const why = routeClosed(connection, capabilities, route);
    if (why === null) return { route, passedOver };
    passedOver.push({ route: route.id, name: route.name, why });
  }
  return { route: null, passedOver };
}

/** What the EHR lets the app do with a type, after all refusals; for choosing what to offer before there is anything to write. */
export async function mayRecord(connection: Connection, type: string, kind: Step['kind']): Promise<boolean> {
  return needClosed(connection, await connection.capabilities(), { type, kind }) === null;
}
