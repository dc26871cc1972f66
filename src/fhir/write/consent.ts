import type { Attachment, CodeableConcept, Consent, DocumentReference, QuestionnaireResponse } from 'fhir/r4';
import type { ConsentState, Instant, Reference } from '../../rules/ledger.ts';
import {
  CONSENT_CATEGORY_SYSTEM,
  CONSENT_DECISIONS,
  CONSENT_ITEMS,
  CONSENT_QUESTIONNAIRE,
  REPLACES_EXTENSION,
} from '../codes.ts';
import { refer } from './charge-request.ts';
import { fhirTime, recordIdentifier } from './entry.ts';
import { base64 } from './text.ts';

/*
 * What a patient decided about the monitoring, in the three forms in which EHRs take it. Each says the same, and `consent.ts` and
 * `consent-evidence.ts` read each as the same. A withdrawal or a correction is a record of its own: few EHRs let the older one be changed.
 */

export interface ConsentRecord {
  /** A random UUID, by which the record is found again. */
  id: string;
  patient: Reference;
  decision: ConsentState;
  /** When it was given, declined or withdrawn. */
  at: Instant;
  /** When it was written down, and by whom. */
  recordedAt: Instant;
  user: Reference;
  organization: Reference | null;
  encounter: Reference | null;
  /** The older record that this one corrects. */
  replaces: Reference | null;
  /** In words: `Consent to remote monitoring: given`. */
  title: string;
  /** What was said and by whom, one statement each. `id` is the item of the form. */
  statements: readonly { id: string; label: string; text: string }[];
}

/** https://hl7.org/fhir/R4/consent.html: scope, category and a policy are required. */
export function consentResource(record: ConsentRecord): Consent {
  const { patient, decision, at, organization } = record;
  const given = decision === 'given';
  return {
    resourceType: 'Consent',
    ...replacing(record),
    identifier: [recordIdentifier(record.id)],
    status: given ? 'active' : decision === 'declined' ? 'rejected' : 'inactive',
    scope: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/consentscope', code: 'treatment' }] },
    category: [{ coding: [codingOf('given')] }, CONSENT_DOCUMENT],
    patient: refer(patient),
    dateTime: fhirTime(at),
    performer: [refer(patient)],
    ...(organization !== null && { organization: [refer(organization)] }),
    sourceAttachment: textOf(record),
    policyRule: {
      coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: given ? 'OPTIN' : 'OPTOUT' }],
    },
    provision: { type: given ? 'permit' : 'deny', period: { start: fhirTime(at) } },
  };
}

/** The answers to the consent form, for EHRs that take no Consent. */
export function consentForm(record: ConsentRecord): QuestionnaireResponse {
  const { patient, decision, at, recordedAt, user, encounter, statements } = record;
  const when = decision === 'withdrawn' ? CONSENT_ITEMS.withdrawnOn : CONSENT_ITEMS.givenOn;
  return {
    resourceType: 'QuestionnaireResponse',
    ...replacing(record),
    identifier: recordIdentifier(record.id),
    questionnaire: CONSENT_QUESTIONNAIRE,
    status: 'completed',
    subject: refer(patient),
    ...(encounter !== null && { encounter: refer(encounter) }),
    authored: fhirTime(recordedAt),
    author: refer(user),
    source: refer(patient),
    item: [
      { linkId: CONSENT_ITEMS.agreed, text: record.title, answer: [{ valueBoolean: decision === 'given' }] },
      { linkId: when, answer: [{ valueDateTime: fhirTime(at) }] },
      ...statements.map(({ id, label, text }) => ({ linkId: id, text: label, answer: [{ valueString: text }] })),
    ],
  };
}

/** A note with the consent's codes, for EHRs that take neither. */
export function consentDocument(record: ConsentRecord): DocumentReference {
  const { patient, decision, at, recordedAt, user, encounter, replaces } = record;
  const concept = { coding: [codingOf(decision)], text: record.title };
  return {
    resourceType: 'DocumentReference',
    ...replacing(record),
    masterIdentifier: recordIdentifier(record.id),
    identifier: [recordIdentifier(record.id)],
    status: 'current',
    docStatus: 'final',
    type: { ...concept, coding: [...concept.coding, ...CONSENT_DOCUMENT.coding] },
    category: [concept],
    subject: refer(patient),
    date: fhirTime(recordedAt),
    author: [refer(user)],
    ...(replaces?.startsWith('DocumentReference/') && {
      relatesTo: [{ code: 'replaces', target: refer(replaces) }],
    }),
    description: record.title,
    content: [{ attachment: textOf(record) }],
    context: {
      ...(encounter !== null && { encounter: [refer(encounter)] }),
      period: { start: fhirTime(at) },
    },
  };
}

/** The record as plain text, for people and for charts that take no other. */
export function consentText({ title, statements }: Pick<ConsentRecord, 'title' | 'statements'>): string {
  return [title, ...statements.map(({ label, text }) => `${label}: ${text}`)].join('\n');
}

/** https://loinc.org/59284-0, by which others know a consent. */
const CONSENT_DOCUMENT = {
  coding: [{ system: 'http://loinc.org', code: '59284-0', display: 'Consent Document' }],
} satisfies CodeableConcept;

function codingOf(decision: ConsentState) {
  const [code = 'rpm'] = Object.entries(CONSENT_DECISIONS).find(([, means]) => means === decision) ?? [];
  return { system: CONSENT_CATEGORY_SYSTEM, code };
}

function replacing({ replaces }: ConsentRecord) {
  return replaces === null ? {} : { extension: [{ url: REPLACES_EXTENSION, valueReference: refer(replaces) }] };
}

function textOf(record: ConsentRecord): Attachment {
  return {
    contentType: 'text/plain; charset=utf-8',
    title: record.title,
    creation: fhirTime(record.recordedAt),
    data: base64(consentText(record)),
  };
}
