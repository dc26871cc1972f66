import * as z from 'zod/mini';
import type { Ledger } from '../rules/ledger.ts';
import { firstMeaning } from './codebook.ts';
import { CONSENT_ITEMS } from './codes.ts';
import { admitConsent, readDate } from './consent.ts';
import { type Context, periodSchema, type Reader } from './reader.ts';
import { isObject, listOf, type Resource } from './resource.ts';

/*
 * Few EHRs let an app write a Consent. What stands in its place there: a Procedure or DocumentReference of a configured code, or the
 * answers to a configured form.
 */

const procedureSchema = z.object({
  performedDateTime: z.optional(z.string()),
  performedPeriod: z.optional(periodSchema),
});

/** A completed Procedure “consent obtained”; the caller has checked its code. */
export function readConsentProcedure(resource: Resource, into: Ledger, context: Context): void {
  if (resource.status !== 'completed') return;
  const admitted = admitConsent(resource, procedureSchema, into, context);
  if (admitted === null) return;
  const { performedDateTime, performedPeriod } = admitted.data;
  give(admitted.reference, performedDateTime ?? performedPeriod?.start, 'given', resource, into, context);
}

const documentSchema = z.object({
  date: z.optional(z.string()),
  context: z.optional(z.object({ period: z.optional(periodSchema) })),
});

/** A current DocumentReference with a consent code as its type or category. */
export const readConsentDocument: Reader = (resource, into, context) => {
  const { consentEvidence } = context.codes;
  if (!firstMeaning(resource.type, consentEvidence) && !firstMeaning(resource.category, consentEvidence)) return;
  if (resource.status !== 'current' || resource.docStatus === 'entered-in-error') return;
  const admitted = admitConsent(resource, documentSchema, into, context);
  if (admitted === null) return;
  const { date, context: about } = admitted.data;
  give(admitted.reference, about?.period?.start ?? date, 'given', resource, into, context);
};

const formSchema = z.object({ authored: z.optional(z.string()), item: z.optional(z.array(z.unknown())) });

/** A finished QuestionnaireResponse of a consent form; an item `agreed` answered with no is a refusal. */
export const readConsentForm: Reader = (resource, into, context) => {
  const { questionnaire, status } = resource;
  const form = typeof questionnaire === 'string' ? questionnaire.split('|', 1)[0] : undefined;
  if (form === undefined || !context.codes.consentQuestionnaires.has(form)) return;
  if (status !== 'completed' && status !== 'amended') return;
  const admitted = admitConsent(resource, formSchema, into, context);
  if (admitted === null) return;
  const { authored, item } = admitted.data;
  const givenOn = answerTo(CONSENT_ITEMS.givenOn, item);
  const date = givenOn?.valueDate ?? givenOn?.valueDateTime ?? authored;
  const state = answerTo(CONSENT_ITEMS.agreed, item)?.valueBoolean === false ? 'declined' : 'given';
  give(admitted.reference, typeof date === 'string' ? date : undefined, state, resource, into, context);
};

function answerTo(linkId: string, items: unknown) {
  const item = listOf(items).find((each) => isObject(each) && each.linkId === linkId);
  const answer = isObject(item) ? listOf(item.answer)[0] : undefined;
  return isObject(answer) ? answer : undefined;
}

function give(
  reference: string,
  date: string | undefined,
  state: 'given' | 'declined',
  resource: Resource,
  into: Ledger,
  context: Context,
): void {
  const given = readDate(date, 'its date', resource, into, context);
  into.consents.push({ reference, state, given, ended: null, organization: null });
}
