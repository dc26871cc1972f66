import {
  isObject,
  isResource,
  listOf,
  localReference,
  type Resource,
  referenceOf,
  valueAt,
} from '../../fhir/resource.ts';
import { answeredReview, reviewIdentifier, reviewTask } from '../../fhir/write/charge-review.ts';
import { CHARGE_REVIEW_CODE, CHARGE_REVIEW_SYSTEM } from '../../fhir/write/codes.ts';
import type { Reference } from '../../rules/ledger.ts';
import { permission } from '../capability.ts';
import { EhrError } from '../errors.ts';
import { paged, tokens } from '../plan.ts';
import type { SearchParams } from '../server.ts';
import type { Connection, Review, ReviewOutcome } from '../types.ts';
import { closedBy } from './route.ts';

/**
 * Asks the billing team to look at a month before it is charged, by a Task. One that is open already is found, not sent again: also after an
 * unknown outcome this may be called once more.
 * @param now when it is asked
 */
export async function askForReview(
  connection: Connection,
  { month, question }: { month: string; question: string },
  now = new Date(),
): Promise<ReviewOutcome> {
  const { server, scopes, patient, user, issuer } = connection;
  let sent = false;
  try {
    const capabilities = await connection.capabilities();
    const closed =
      closedBy(permission(capabilities, scopes, 'Task', 'create'), 'ask for a review (Task)') ??
      closedBy(permission(capabilities, scopes, 'Task', 'search-type'), 'find reviews again (Task)');
    if (closed !== null) return { state: 'not-offered', detail: closed };
    const open = (await findReviews(connection, month)).find(({ state }) => state === 'open');
    if (open !== undefined) return { state: 'done', review: open };
    const owner = issuer.billingRecipient ?? null;
    sent = true;
    await server.create(reviewTask({ patient, month, user, owner, question, at: fhirTime(now) }));
    return await readBack(connection, month, ({ state }) => state === 'open');
  } catch (error) {
    return failed(error, sent);
  }
}

/**
 * The reviews of a month, newest first; none where the EHR lets the app read no tasks.
 * @throws EhrError
 */
export async function findReviews(connection: Connection, month: string): Promise<Review[]> {
  const { server, scopes, patient } = connection;
  const capabilities = await connection.capabilities();
  const known = capabilities.types.get('Task')?.searchParams;
  if (permission(capabilities, scopes, 'Task', 'search-type') !== 'yes' || !known?.has('patient')) return [];
  const params: SearchParams = [
    ['patient', patient.replace('Patient/', '')],
    ...(known.has('code') ? [['code', tokens([CHARGE_REVIEW_CODE])] as const] : []),
  ];
  const { resources, incomplete } = await server.search('Task', paged('Task', params));
  if (incomplete !== null) throw new EhrError('bad-answer', incomplete);
  return resources
    .filter(isResource)
    .flatMap((task) => reviewOf(task, patient, month) ?? [])
    .sort((one, other) => ((one.askedAt ?? '') < (other.askedAt ?? '') ? 1 : -1));
}

/** Accepts a review, or gives it back with an answer. Somebody else's answer in the meantime stands. */
export async function answerReview(
  connection: Connection,
  { reference, month, version }: Review,
  { accepted, answer }: { accepted: boolean; answer: string },
  now = new Date(),
): Promise<ReviewOutcome> {
  const { server, scopes, user } = connection;
  let sent = false;
  try {
    const closed = closedBy(
      permission(await connection.capabilities(), scopes, 'Task', 'update'),
      'answer a review (Task)',
    );
    if (closed !== null) return { state: 'not-offered', detail: closed };
    const task = await server.get(reference);
    if (!isResource(task)) return { state: 'failed', detail: 'The review can’t be read.' };
    const answered = answeredReview(task, { accepted, answer, user, at: fhirTime(now) });
    sent = true;
    await server.update(answered, version ?? undefined);
    return await readBack(connection, month, (review) => review.reference === reference);
  } catch (error) {
    return failed(error, sent);
  }
}

async function readBack(
  connection: Connection,
  month: string,
  isIt: (review: Review) => boolean,
): Promise<ReviewOutcome> {
  const review = (await findReviews(connection, month)).find(isIt);
  if (review !== undefined) return { state: 'done', review };
  return { state: 'unknown-outcome', detail: 'The EHR took it, but it is not to be seen in the chart yet.' };
}

function failed(error: unknown, sent: boolean): ReviewOutcome {
  if (!(error instanceof EhrError)) throw error;
  return { state: sent && error.outcomeUnknown ? 'unknown-outcome' : 'failed', detail: error.message };
}

const ANSWERED: Readonly<Record<string, Review['state']>> = { completed: 'accepted', rejected: 'returned' };
const NO_REVIEW: ReadonlySet<unknown> = new Set(['cancelled', 'entered-in-error', 'failed']);

function reviewOf(task: Resource, patient: Reference, month: string): Review | null {
  const reference = referenceOf(task);
  const wanted = reviewIdentifier(patient, month).value;
  const isOurs = listOf(task.identifier).some(
    (each) => isObject(each) && each.system === CHARGE_REVIEW_SYSTEM && each.value === wanted,
  );
  if (reference === null || !isOurs || NO_REVIEW.has(task.status)) return null;
  const text = (path: readonly PropertyKey[]) => {
    const value = valueAt(task, path);
    return typeof value === 'string' ? value : null;
  };
  return {
    reference,
    patient,
    month,
    state: ANSWERED[String(task.status)] ?? 'open',
    question: text(['description']) ?? '',
    answer: text(['statusReason', 'text']),
    askedAt: text(['authoredOn']),
    askedBy: localReference(valueAt(task, ['requester', 'reference'])),
    version: text(['meta', 'versionId']),
  };
}

/** `2026-03-17T14:05:00Z` */
function fhirTime(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}
