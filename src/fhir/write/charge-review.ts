import type { Task } from 'fhir/r4';
import type { Reference } from '../../rules/ledger.ts';
import { listOf, type Resource } from '../resource.ts';
import { refer } from './charge-request.ts';
import { CHARGE_REVIEW_CODE, CHARGE_REVIEW_SYSTEM } from './codes.ts';
import { asSent } from './entry.ts';

export interface ReviewContent {
  patient: Reference;
  month: string;
  user: Reference | null;
  /** Who is to look at it; null: whoever of the billing team opens it. */
  owner: Reference | null;
  question: string;
  /** ISO 8601 */
  at: string;
}

/** Asks the billing team to look at a month before it is charged. */
export function reviewTask({ patient, month, user, owner, question, at }: ReviewContent): Task {
  return {
    resourceType: 'Task',
    identifier: [reviewIdentifier(patient, month)],
    status: 'requested',
    intent: 'order',
    code: { coding: [CHARGE_REVIEW_CODE], text: CHARGE_REVIEW_CODE.display },
    description: question,
    for: refer(patient),
    authoredOn: at,
    ...(user !== null && { requester: refer(user) }),
    ...(owner !== null && { owner: refer(owner) }),
    performerType: [{ text: 'Billing' }],
  };
}

/** The review as the EHR sent it, answered: `completed` when it may be charged, `rejected` when it goes back. */
export function answeredReview(
  resource: Resource,
  { accepted, answer, user, at }: { accepted: boolean; answer: string; user: Reference | null; at: string },
): ReturnType<typeof asSent> {
  return asSent({
    ...resource,
    status: accepted ? 'completed' : 'rejected',
    ...(answer !== '' && { statusReason: { text: answer } }),
    lastModified: at,
    note: [
      ...listOf(resource.note),
      ...(answer === '' ? [] : [{ ...(user !== null && { authorReference: refer(user) }), time: at, text: answer }]),
    ],
  });
}

export function reviewIdentifier(patient: Reference, month: string): { system: string; value: string } {
  return { system: CHARGE_REVIEW_SYSTEM, value: `${patient.replace(/^Patient\//, '')}:${month}` };
}
