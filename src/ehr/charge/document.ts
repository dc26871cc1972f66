import { chargeDocument } from '../../fhir/write/charge-document.ts';
import { createOnce } from './create.ts';
import { closedByType, type Route } from './route.ts';

/** A note in the chart that asks for the charge. */
export const documentRoute: Route = {
  id: 'document',
  name: 'a charge request among the chart’s documents (DocumentReference)',
  billerMust: 'Find the document “Charge request” in the chart and enter the charge by hand.',
  interaction: 'POST DocumentReference',
  closed: (connection, capabilities) =>
    closedByType(connection, capabilities, 'DocumentReference', 'create', 'write a document (DocumentReference)'),
  conditional: (capabilities) => capabilities.types.get('DocumentReference')?.conditionalCreate ?? false,
  build: async (request) => chargeDocument(request),
  write: createOnce,
};
