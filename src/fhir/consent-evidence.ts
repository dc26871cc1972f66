import * as z from 'zod/mini';
import type { ConsentState, Ledger, Reference } from '../rules/ledger.ts';
import { codingsOf, meaningOf } from './codebook.ts';
import { CONSENT_ITEMS, REPLACES_EXTENSION } from './codes.ts';
import { admitConsent, readDate, withdraw } from './consent.ts';
import { type Context, noteReplaced, periodSchema, type Reader, referenceSchema, replacesSchema } from './reader.ts';
import { isObject, listOf, type Resource } from './resource.ts';

/*
 * Few EHRs let an app write a Consent. What stands in its place there: a Procedure or DocumentReference of a configured code, or the
 * answers to a configured form.
 */

const procedureSchema = z.object({
  extension: replacesSchema,
  performedDateTime: z.optional(z.string()),
  performedPeriod: z.optional(periodSchema),
});

/** A completed Procedure such as “consent obtained”; the caller has looked up what its code means. */
export function readConsentProcedure(resource: Resource, decision: ConsentState, into: Ledger, context: Context): void {
  if (resource.status !== 'completed') return;
  const admitted = admitConsent(resource, procedureSchema, into, context);
  if (admitted === null) return;
  const { extension, performedDateTime, performedPeriod } = admitted.data;
  noteReplaced(admitted.reference, extension, context);
  note(admitted.reference, performedDateTime ?? performedPeriod?.start, decision, resource, into, context);
}

const documentSchema = z.object({
  extension: replacesSchema,
  relatesTo: z.optional(z.array(z.object({ code: z.string(), target: referenceSchema }))),
  date: z.optional(z.string()),
  context: z.optional(z.object({ period: z.optional(periodSchema) })),
});

/** A current DocumentReference with a consent code as its type or category. */
export const readConsentDocument: Reader = (resource, into, context) => {
  const decision = decisionOf(resource, context);
  if (decision === null) return;
  if (resource.status !== 'current' || resource.docStatus === 'entered-in-error') return;
  const admitted = admitConsent(resource, documentSchema, into, context);
  if (admitted === null) return;
  const { date, context: about, extension, relatesTo = [] } = admitted.data;
  const { reference } = admitted;
  noteReplaced(reference, extension, context);
  const replaced = relatesTo.filter(({ code }) => code === 'replaces');
  noteReplaced(
    reference,
    replaced.map(({ target }) => ({ url: REPLACES_EXTENSION, valueReference: target })),
    context,
  );
  note(reference, about?.period?.start ?? date, decision, resource, into, context);
};

/** What a document's codes say. One that says several things is taken by the one that bills the least. */
function decisionOf({ type, category }: Resource, { codes }: Context): ConsentState | null {
  const said = [...codingsOf(type), ...codingsOf(category)].flatMap(
    (coding) => meaningOf(coding, codes.consentEvidence) ?? [],
  );
  return (['withdrawn', 'declined', 'given'] as const).find((decision) => said.includes(decision)) ?? null;
}

const formSchema = z.object({
  extension: replacesSchema,
  authored: z.optional(z.string()),
  item: z.optional(z.array(z.unknown())),
});

/** A finished QuestionnaireResponse of a consent form; `agreed` answered with no is a refusal, a date of `withdrawn-on` a withdrawal. */
export const readConsentForm: Reader = (resource, into, context) => {
  const { questionnaire, status } = resource;
  const form = typeof questionnaire === 'string' ? questionnaire.split('|', 1)[0] : undefined;
  if (form === undefined || !context.codes.consentQuestionnaires.has(form)) return;
  if (status !== 'completed' && status !== 'amended') return;
  const admitted = admitConsent(resource, formSchema, into, context);
  if (admitted === null) return;
  const { authored, item, extension } = admitted.data;
  const { reference } = admitted;
  noteReplaced(reference, extension, context);
  const withdrawn = answerTo(CONSENT_ITEMS.withdrawnOn, item);
  const agreed = answerTo(CONSENT_ITEMS.agreed, item)?.valueBoolean;
  const decision = withdrawn ? 'withdrawn' : agreed === false ? 'declined' : 'given';
  const answer = withdrawn ?? answerTo(CONSENT_ITEMS.givenOn, item);
  const date = answer?.valueDate ?? answer?.valueDateTime ?? authored;
  note(reference, typeof date === 'string' ? date : undefined, decision, resource, into, context);
};

function answerTo(linkId: string, items: unknown) {
  const item = listOf(items).find((each) => isObject(each) && each.linkId === linkId);
  const answer = isObject(item) ? listOf(item.answer)[0] : undefined;
  return isObject(answer) ? answer : undefined;
}

function note(
  reference: Reference,
  date: string | undefined,
  decision: ConsentState,
  resource: Resource,
  into: Ledger,
  context: Context,
): void {
  const on = readDate(date, 'its date', resource, into, context);
  if (decision === 'withdrawn') withdraw(reference, on, into, context);
  else into.consents.push({ reference, state: decision, given: on, ended: null, organization: null });
}
