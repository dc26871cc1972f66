import type { Task } from 'fhir/r4';
import { type ChargeRequest, chargeIdentifier, refer } from './charge-request.ts';
import { CHARGE_ATTEMPT_SYSTEM, CHARGE_RESERVATION_CODE, CHARGE_RESERVATION_SYSTEM } from './codes.ts';

/** Says to everybody who looks that this line is being charged just now. It carries the charge's identifier under a system of its own. */
export function chargeReservation(request: ChargeRequest): Task {
  return {
    resourceType: 'Task',
    identifier: [
      { system: CHARGE_RESERVATION_SYSTEM, value: chargeIdentifier(request).value },
      { system: CHARGE_ATTEMPT_SYSTEM, value: request.attempt },
    ],
    status: 'in-progress',
    intent: 'order',
    code: { coding: [CHARGE_RESERVATION_CODE], text: CHARGE_RESERVATION_CODE.display },
    description: `CPT ${request.code} of ${request.month} is being charged. This task ends by itself.`,
    for: refer(request.patient),
    authoredOn: request.requestedAt,
    ...(request.enterer !== null && { requester: refer(request.enterer) }),
  };
}
