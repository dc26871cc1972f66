import type { FhirResource } from 'fhir/r4';
import { chargeIdentifier } from '../../fhir/write/charge-request.ts';
import { tokens } from '../plan.ts';
import type { Written } from '../server.ts';
import type { ChargeRequest, Connection } from '../types.ts';

/** A plain create; where the server knows conditional create, only if nothing carries the charge's identifier yet. */
export function createOnce(
  { server }: Connection,
  resource: FhirResource,
  request: ChargeRequest,
  conditional: boolean,
): Promise<Written> {
  const { system, value } = chargeIdentifier(request);
  const identifier = tokens([{ system, code: value }]);
  return server.create(resource, conditional ? [['identifier', identifier]] : undefined);
}
