import type { Communication } from 'fhir/r4';
import type { Reference } from '../../rules/ledger.ts';
import {
  type ChargeRequest,
  chargeExtensions,
  chargeIdentifiers,
  chargeWords,
  evidenceReferences,
  refer,
} from './charge-request.ts';
import { CHARGE_MESSAGE_CODE } from './codes.ts';

/** A message to the billing team that asks for the charge. */
export function chargeMessage(request: ChargeRequest, recipient: Reference): Communication {
  const { enterer, encounter, evidence, patient, requestedAt } = request;
  return {
    resourceType: 'Communication',
    extension: chargeExtensions(request),
    identifier: chargeIdentifiers(request),
    status: 'completed',
    category: [{ coding: [CHARGE_MESSAGE_CODE], text: CHARGE_MESSAGE_CODE.display }],
    subject: refer(patient),
    ...(evidence.length > 0 && { about: evidenceReferences(request) }),
    ...(encounter !== null && { encounter: refer(encounter) }),
    sent: requestedAt,
    ...(enterer !== null && { sender: refer(enterer) }),
    recipient: [refer(recipient)],
    payload: [{ contentString: chargeWords(request).join('\n') }],
  };
}
