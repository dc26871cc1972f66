import { BASE } from '../codes.ts';

/** Identifies one request for a charge, where the same charge may have been asked for twice. */
export const CHARGE_ATTEMPT_SYSTEM = `${BASE}/charge-attempt`;

/** What a Task of ours asks for. */
export const CHARGE_TASK_CODE = {
  system: `${BASE}/CodeSystem/task`,
  code: 'charge-request',
  display: 'Enter a charge',
} as const;

/** What a document of ours is. */
export const CHARGE_DOCUMENT_CODE = {
  system: `${BASE}/CodeSystem/document`,
  code: 'charge-request',
  display: 'Charge request',
} as const;
