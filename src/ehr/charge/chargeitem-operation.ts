import { chargeItemParameters } from '../../fhir/write/charge-item.ts';
import { operationPermission } from '../capability.ts';
import { closedBy, type Route, unfindable } from './route.ts';

/** Oracle Health makes charges by an operation, within an encounter, and answers without saying which charge it made. */
export const chargeItemOperationRoute: Route = {
  id: 'charge-item-operation',
  name: 'a charge in the chart (ChargeItem/$create)',
  billerMust: null,
  interaction: 'POST ChargeItem/$create',
  closed: ({ scopes }, capabilities, { encounter }) =>
    closedBy(
      operationPermission(capabilities, scopes, 'ChargeItem', 'create'),
      'make a charge by operation (ChargeItem/$create)',
    ) ??
    unfindable(scopes, capabilities, 'ChargeItem') ??
    (encounter === null ? 'A charge needs an encounter here, and the month has none.' : null),
  // The transaction id is the same for the same charge, but no public text promises that the same id makes one charge.
  conditional: () => false,
  build: (request, { issuer }) =>
    chargeItemParameters(
      request,
      issuer.billCodes?.find(({ cpt }) => cpt === request.code),
    ),
  write: ({ server }, resource) => server.operation('ChargeItem/$create', resource),
};
