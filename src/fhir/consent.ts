import * as z from 'zod/mini';
import type { Consent as ConsentFact, Ledger, Reference, When } from '../rules/ledger.ts';
import { firstMeaning } from './codebook.ts';
import {
  admit,
  type Context,
  describeTime,
  noteReplaced,
  periodSchema,
  type Reader,
  referenceSchema,
  replacesSchema,
  setAside,
  shown,
} from './reader.ts';
import { localReference, type Resource } from './resource.ts';
import { readWhen } from './time.ts';

const schema = z.object({
  extension: replacesSchema,
  status: z.string(),
  dateTime: z.optional(z.string()),
  organization: z.optional(z.array(referenceSchema)),
  provision: z.optional(z.object({ type: z.optional(z.string()), period: z.optional(periodSchema) })),
});
type Consent = z.infer<typeof schema>;

export const readConsent: Reader = (resource, into, context) => {
  if (!firstMeaning(resource.category, context.codes.consentCategories)) return;
  if (NOT_YET.has(resource.status)) return;
  const admitted = admitConsent(resource, schema, into, context);
  if (admitted === null) return;
  const { reference, data } = admitted;
  const end = data.provision?.period?.end;
  const state = stateOf(data);
  if (state === null) {
    setAside(into, resource, 'unreadable', `its status is ${shown(data.status)}`);
    into.unread.push('consents');
    return;
  }
  noteReplaced(reference, data.extension, context);
  const given = readDate(data.dateTime, 'its date', resource, into, context);
  if (isWithdrawal(data)) {
    withdraw(reference, given, into, context);
    return;
  }
  const ended = readDate(end, 'its end', resource, into, context);
  // A consent whose end can't be read may have ended: it is no better than an undated one.
  const sure = end === undefined || ended !== null;
  into.consents.push({
    reference,
    state,
    given: sure ? given : null,
    ended,
    organization: localReference(data.organization?.[0]?.reference),
  });
};

const NOT_YET: ReadonlySet<unknown> = new Set(['draft', 'proposed', 'entered-in-error']);

/** No longer active, and denying: the record of a withdrawal, `dateTime` is since when. */
function isWithdrawal({ status, provision }: Consent): boolean {
  return status === 'inactive' && provision?.type === 'deny';
}

/** Takes down a record that says that consent was withdrawn; it ends what was given before, wherever that stands. */
export function withdraw(reference: Reference, on: When | null, into: Ledger, context: Context): void {
  context.withdrawals.push({ reference, on });
  into.consents.push({ reference, state: 'withdrawn', given: null, ended: on, organization: null });
}

/**
 * Ends every consent given before a withdrawal, or at the same time as far as one can tell. One that nobody dated may end any consent:
 * they are then no better than undated.
 */
export function endWithdrawn(ledger: Ledger, { withdrawals, replaced }: Context): void {
  const standing = withdrawals.filter(({ reference }) => !replaced.has(reference));
  ledger.consents = ledger.consents.map((consent) =>
    consent.state === 'given' ? standing.reduce((left, { on }) => endedBy(left, on), consent) : consent,
  );
}

function endedBy(consent: ConsentFact, on: When | null): ConsentFact {
  if (on === null) return { ...consent, given: null };
  if (consent.given !== null && consent.given.earliest > on.latest) return consent;
  if (consent.ended !== null && consent.ended.earliest <= on.earliest) return consent;
  return { ...consent, ended: on };
}

/** https://hl7.org/fhir/R4/codesystem-consent-state-codes.html */
function stateOf({ status, provision }: Consent): 'given' | 'declined' | 'withdrawn' | null {
  switch (status) {
    case 'active':
      return provision?.type === 'deny' ? 'declined' : 'given';
    case 'rejected':
      return 'declined';
    case 'inactive':
      return provision?.period?.end === undefined ? 'withdrawn' : 'given';
    default:
      return null;
  }
}

/** Like `admit`; a consent whose structure can't be read leaves it unknown, not absent, whether there is one. */
export function admitConsent<T>(resource: Resource, of: z.ZodMiniType<T>, into: Ledger, context: Context) {
  const admitted = admit(resource, of, into, context);
  if (admitted === null && into.setAside.at(-1)?.reason === 'unreadable') into.unread.push('consents');
  return admitted;
}

/** A date of any precision. One that can't be read is listed as set aside; the consent stands, undated. */
export function readDate(
  text: string | undefined,
  what: string,
  resource: Resource,
  into: Ledger,
  context: Context,
): When | null {
  if (text === undefined) return null;
  const when = readWhen(text, context.calendar);
  if (typeof when !== 'string') return when;
  setAside(into, resource, when, `${describeTime(what, text, when)}; the consent is read as undated`);
  return null;
}
