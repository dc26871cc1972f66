import { chargeWords } from '../../fhir/write/charge-request.ts';
import type { ChargePreview, ChargeRequest, Connection, RouteChoice, RouteId } from '../types.ts';
import { chargeItemRoute } from './chargeitem.ts';
import { chargeItemOperationRoute } from './chargeitem-operation.ts';
import { documentRoute } from './document.ts';
import type { Route } from './route.ts';
import { taskRoute } from './task.ts';

/** Best first. */
const ROUTES: readonly Route[] = [chargeItemRoute, chargeItemOperationRoute, taskRoute, documentRoute];

/** What the EHR refused in this session although it had said that it could. */
const refused = new WeakMap<Connection, Map<RouteId, string>>();

/** Remembers for the session that a route was refused, so that it isn't tried again. */
export function refuseRoute(connection: Connection, route: RouteId, why: string): void {
  const known = refused.get(connection) ?? new Map<RouteId, string>();
  refused.set(connection, known.set(route, why));
}

export function routeOf(id: RouteId): Route | null {
  return ROUTES.find((route) => route.id === id) ?? null;
}

/**
 * The best route that the server offers, the scopes permit and that wasn't refused, with the reason for every better one that was passed over.
 * Null when none is left. Whether the routes are known is asked of the server once.
 * @throws EhrError when the server can't be asked what it offers
 */
export async function chooseRoute(connection: Connection, request: ChargeRequest): Promise<RouteChoice | null> {
  const capabilities = await connection.capabilities();
  const passedOver: { route: RouteId; name: string; why: string }[] = [];
  for (const { id, name, closed, billerMust, conditional } of ROUTES) {
    const why = refused.get(connection)?.get(id) ?? closed(connection, capabilities, request);
    if (why === null)
      return {
        route: id,
        name,
        why: passedOver.length === 0 ? 'The EHR takes charges directly.' : 'It is the best way that this EHR takes.',
        billerMust,
        passedOver,
        exactlyOnce: conditional(capabilities) ? 'conditional-create' : 'search',
      };
    passedOver.push({ route: id, name, why });
  }
  return null;
}

/**
 * Exactly what will be sent, and by which route; null when the EHR takes a charge in no way.
 * @throws EhrError when the server can't be asked what it offers
 */
export async function previewCharge(connection: Connection, request: ChargeRequest): Promise<ChargePreview | null> {
  const choice = await chooseRoute(connection, request);
  const route = choice && routeOf(choice.route);
  if (!choice || !route) return null;
  return {
    request,
    choice,
    interaction: route.interaction,
    resource: await route.build(request),
    words: chargeWords(request),
  };
}
