import { chargeMessage } from '../../fhir/write/charge-message.ts';
import { EhrError } from '../errors.ts';
import { createOnce } from './create.ts';
import { closedByType, type Route } from './route.ts';

/** A message to the billing team, to the recipient that the health system has configured for this EHR. */
export const communicationRoute: Route = {
  id: 'communication',
  name: 'a message to the billing team (Communication)',
  billerMust: 'Open the message in the EHR and enter the charge by hand.',
  interaction: 'POST Communication',
  closed: (connection, capabilities) =>
    closedByType(connection, capabilities, 'Communication', 'create', 'write a message (Communication)') ??
    closedBySearch(capabilities.types.get('Communication')?.searchParams) ??
    (connection.issuer.billingRecipient === undefined
      ? 'Nobody is configured to get charge requests as messages (billingRecipient).'
      : null),
  conditional: (capabilities) => capabilities.types.get('Communication')?.conditionalCreate ?? false,
  build: async (request, { issuer }) => {
    if (issuer.billingRecipient === undefined) throw new EhrError('refused', 'No recipient is configured.');
    return chargeMessage(request, issuer.billingRecipient);
  },
  write: createOnce,
};

function closedBySearch(known: ReadonlySet<string> | undefined): string | null {
  return known?.has('patient') || known?.has('recipient')
    ? null
    : 'This EHR lets no app find its messages again (Communication).';
}
