import type { Task } from 'fhir/r4';
import {
  type ChargeRequest,
  chargeExtensions,
  chargeIdentifiers,
  chargeWords,
  cptCoding,
  evidenceReferences,
  refer,
} from './charge-request.ts';
import { CHARGE_TASK_CODE } from './codes.ts';

const INPUT_SYSTEM = CHARGE_TASK_CODE.system;

/** An order to the billing team to enter the charge. */
export function chargeTask(request: ChargeRequest): Task {
  const { code, units, serviceDate, performers, enterer, encounter, evidence } = request;
  const [focus] = evidence;
  const input = (name: string) => ({ coding: [{ system: INPUT_SYSTEM, code: name }] });
  return {
    resourceType: 'Task',
    extension: chargeExtensions(request),
    identifier: chargeIdentifiers(request),
    status: 'requested',
    intent: 'order',
    code: { coding: [CHARGE_TASK_CODE], text: CHARGE_TASK_CODE.display },
    description: chargeWords(request)[0] ?? CHARGE_TASK_CODE.display,
    ...(focus !== undefined && { focus: refer(focus) }),
    for: refer(request.patient),
    ...(encounter !== null && { encounter: refer(encounter) }),
    authoredOn: request.requestedAt,
    ...(enterer !== null && { requester: refer(enterer) }),
    performerType: [{ text: 'Billing' }],
    note: [{ text: chargeWords(request).join('\n') }],
    input: [
      { type: input('code'), valueCoding: cptCoding(code) },
      { type: input('units'), valuePositiveInt: units },
      { type: input('service-date'), valueDate: serviceDate },
      ...performers.map((performer) => ({ type: input('performer'), valueReference: refer(performer) })),
      ...evidenceReferences(request).map((valueReference) => ({ type: input('evidence'), valueReference })),
    ],
  };
}
