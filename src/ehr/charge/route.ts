import type { FhirResource } from 'fhir/r4';
import type { Capabilities, Interaction, Permission } from '../capability.ts';
import { permission } from '../capability.ts';
import type { Written } from '../server.ts';
import type { ChargeRequest, Connection, RouteId } from '../types.ts';

/** One way to bring a charge into an EHR. A file each; `routes.ts` chooses. The slip, which brings nothing there, is in `slip.ts`. */
export interface Route {
  id: RouteId;
  /** In words: `a charge in the chart`. */
  name: string;
  /** What a biller has to do with it; null where nothing is left to do. */
  billerMust: string | null;
  /** `POST ChargeItem` */
  interaction: string;
  /** Why this EHR, session or request rules the route out; null when it is open. */
  closed(connection: Connection, capabilities: Capabilities, request: Pick<ChargeRequest, 'encounter'>): string | null;
  /** Whether the server itself refuses to make the same charge twice. */
  conditional(capabilities: Capabilities): boolean;
  build(request: ChargeRequest, connection: Connection): Promise<FhirResource>;
  /** Sent once. */
  write(connection: Connection, resource: FhirResource, request: ChargeRequest, conditional: boolean): Promise<Written>;
}

/** A permission in words, or null when it is given. */
export function closedBy(answer: Permission, what: string): string | null {
  if (answer === 'yes') return null;
  return answer === 'not-offered'
    ? `This EHR lets no app ${what}.`
    : `The EHR did not grant the app the right to ${what}.`;
}

/** Why a type can't be written, or can't be found again once it is. */
export function closedByType(
  { scopes }: Connection,
  capabilities: Capabilities,
  type: string,
  interaction: Interaction,
  what: string,
): string | null {
  return closedBy(permission(capabilities, scopes, type, interaction), what) ?? unfindable(scopes, capabilities, type);
}

/** What can't be found again must not be written: nobody could tell whether it is there already. */
export function unfindable(scopes: readonly string[], capabilities: Capabilities, type: string): string | null {
  return closedBy(permission(capabilities, scopes, type, 'search-type'), `find again what it wrote (${type})`);
}
