import { chargeWords, sealed } from '../../fhir/write/charge-request.ts';
import { type Capabilities, permission } from '../capability.ts';
import type { ChargePreview, ChargeRequest, Connection, RouteChoice, RouteId } from '../types.ts';
import { chargeItemRoute } from './chargeitem.ts';
import { chargeItemOperationRoute } from './chargeitem-operation.ts';
import { communicationRoute } from './communication.ts';
import { documentRoute } from './document.ts';
import type { Route } from './route.ts';
import { chargeSlip, SLIP } from './slip.ts';
import { taskRoute } from './task.ts';

/** Best first. After them comes the slip. */
const ROUTES: readonly Route[] = [
  chargeItemRoute,
  chargeItemOperationRoute,
  taskRoute,
  documentRoute,
  communicationRoute,
];

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
 * The best route that the server offers, the scopes permit and that wasn't refused, with the reason for every better one that was passed over;
 * the slip when none is left. Whether the routes are known is asked of the server once.
 * @throws EhrError when the server can't be asked what it offers
 */
export async function chooseRoute(
  connection: Connection,
  request: Pick<ChargeRequest, 'encounter'>,
): Promise<RouteChoice> {
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
        exactlyOnce: conditional(capabilities)
          ? 'conditional-create'
          : mayReserve(connection, capabilities)
            ? 'reservation'
            : 'search',
      };
    passedOver.push({ route: id, name, why });
  }
  return { ...SLIP, why: 'This EHR takes a charge in no way that the app knows.', passedOver };
}

/** Whether a Task can keep others from charging the same line: it has to be made, found and ended. */
function mayReserve({ scopes }: Connection, capabilities: Capabilities): boolean {
  const may = (interaction: 'create' | 'search-type' | 'update') =>
    permission(capabilities, scopes, 'Task', interaction) === 'yes';
  const isFound = capabilities.types.get('Task')?.searchParams.has('patient') ?? false;
  return may('create') && may('search-type') && may('update') && isFound;
}

/**
 * Exactly what will be sent, and by which route; for a slip, what will be printed.
 * @throws EhrError when the server can't be asked what it offers
 */
export async function previewCharge(connection: Connection, unsealed: ChargeRequest): Promise<ChargePreview> {
  const request = await sealed(unsealed);
  const choice = await chooseRoute(connection, request);
  const route = routeOf(choice.route);
  if (route === null) return { request, choice, interaction: null, resource: null, words: chargeSlip(request).words };
  return {
    request,
    choice,
    interaction: route.interaction,
    resource: await route.build(request, connection),
    words: chargeWords(request),
  };
}
