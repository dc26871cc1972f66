import { chargeItem } from '../../fhir/write/charge-item.ts';
import { createOnce } from './create.ts';
import { closedByType, type Route } from './route.ts';

/** The charge itself, as a ChargeItem. */
export const chargeItemRoute: Route = {
  id: 'charge-item',
  name: 'a charge in the chart (ChargeItem)',
  billerMust: null,
  interaction: 'POST ChargeItem',
  closed: (connection, capabilities) =>
    closedByType(connection, capabilities, 'ChargeItem', 'create', 'write a charge (ChargeItem)'),
  conditional: (capabilities) => capabilities.types.get('ChargeItem')?.conditionalCreate ?? false,
  build: async (request) => chargeItem(request),
  write: createOnce,
};
