import { BASE } from '../codes.ts';

/** Identifies one request for a charge, where the same charge may have been asked for twice. */
export const CHARGE_ATTEMPT_SYSTEM = `${BASE}/charge-attempt`;

/** Identifies the reservation of a charge by the charge's own identifier. */
export const CHARGE_RESERVATION_SYSTEM = `${BASE}/charge-reservation`;

/** Identifies the request to review a month: `p1:2026-03`. */
export const CHARGE_REVIEW_SYSTEM = `${BASE}/charge-review`;

const TASK_SYSTEM = `${BASE}/CodeSystem/task`;

/** What a Task of ours asks for. */
export const CHARGE_TASK_CODE = { system: TASK_SYSTEM, code: 'charge-request', display: 'Enter a charge' } as const;

/** A Task that keeps others from charging a line while somebody does. */
export const CHARGE_RESERVATION_CODE = {
  system: TASK_SYSTEM,
  code: 'charge-reservation',
  display: 'Charge being entered',
} as const;

/** A Task that asks the billing team to look at a month before it is charged. */
export const CHARGE_REVIEW_CODE = {
  system: TASK_SYSTEM,
  code: 'charge-review',
  display: 'Review a month before it is charged',
} as const;

/** What a document of ours is. */
export const CHARGE_DOCUMENT_CODE = {
  system: `${BASE}/CodeSystem/document`,
  code: 'charge-request',
  display: 'Charge request',
} as const;

/** What a message of ours is about. */
export const CHARGE_MESSAGE_CODE = {
  system: `${BASE}/CodeSystem/message`,
  code: 'charge-request',
  display: 'Charge request',
} as const;
