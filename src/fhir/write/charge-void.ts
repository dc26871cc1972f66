import type { Communication, DocumentReference, FhirResource, Parameters } from 'fhir/r4';
import type { Reference } from '../../rules/ledger.ts';
import { CHARGE_VOID_SYSTEM } from '../charge-codes.ts';
import { VOIDS_EXTENSION } from '../record-codes.ts';
import { listOf, type Resource, valueAt } from '../resource.ts';
import { nameUuid } from './charge-item.ts';
import { refer } from './charge-request.ts';
import { CHARGE_DOCUMENT_CODE, CHARGE_MESSAGE_CODE } from './codes.ts';
import { asSent } from './entry.ts';
import { base64 } from './text.ts';

/** What is said of a charge that is taken back. */
export interface VoidContent {
  charge: Reference;
  patient: Reference;
  user: Reference | null;
  reason: string;
  /** Whether another charge comes in its place, so that it was right in its time. */
  replaced: boolean;
  /** ISO 8601 */
  at: string;
}

/**
 * The charge as the EHR sent it, taken back in place. By the meaning of R4's statuses: what should never have been is `entered-in-error`
 * (ChargeItem: "should not be processed for billing"); what was right and gives way to another is stopped before billing, `aborted`, or
 * `superseded` as a document. A Task that nobody needs to do any more is `cancelled`.
 * https://hl7.org/fhir/R4/valueset-chargeitem-status.html
 */
export function voidedInPlace(resource: Resource, content: VoidContent): FhirResource & { id: string } {
  const { at, user, reason, replaced } = content;
  const note = [
    ...listOf(resource.note),
    { ...(user !== null && { authorReference: refer(user) }), time: at, text: `Taken back: ${reason}` },
  ];
  if (resource.resourceType === 'Task')
    return asSent({ ...resource, status: 'cancelled', statusReason: { text: reason }, lastModified: at, note });
  if (resource.resourceType === 'ChargeItem')
    return asSent({ ...resource, status: replaced ? 'aborted' : 'entered-in-error', note });
  const description = [resource.description, `Taken back: ${reason}`].filter(Boolean).join(' ');
  return asSent({ ...resource, status: replaced ? 'superseded' : 'entered-in-error', description });
}

/** Where a message can't be changed: another one that says that the first no longer stands. */
export function voidingMessage(content: VoidContent, recipient: Reference): Communication {
  const { charge, patient, user, at } = content;
  return {
    resourceType: 'Communication',
    extension: [{ url: VOIDS_EXTENSION, valueReference: refer(charge) }],
    identifier: [voidIdentifier(charge)],
    ...(charge.startsWith('Communication/') && { inResponseTo: [refer(charge)] }),
    status: 'completed',
    category: [{ coding: [CHARGE_MESSAGE_CODE], text: CHARGE_MESSAGE_CODE.display }],
    subject: refer(patient),
    about: [refer(charge)],
    sent: at,
    ...(user !== null && { sender: refer(user) }),
    recipient: [refer(recipient)],
    payload: [{ contentString: wordsOf(content) }],
  };
}

/** The same among the chart's documents. */
export function voidingDocument(content: VoidContent): DocumentReference {
  const { charge, patient, user, at } = content;
  const title = 'Charge request taken back';
  return {
    resourceType: 'DocumentReference',
    extension: [{ url: VOIDS_EXTENSION, valueReference: refer(charge) }],
    masterIdentifier: voidIdentifier(charge),
    identifier: [voidIdentifier(charge)],
    status: 'current',
    docStatus: 'final',
    type: { coding: [CHARGE_DOCUMENT_CODE], text: CHARGE_DOCUMENT_CODE.display },
    subject: refer(patient),
    date: at,
    ...(user !== null && { author: [refer(user)] }),
    ...(charge.startsWith('DocumentReference/') && {
      relatesTo: [{ code: 'replaces' as const, target: refer(charge) }],
    }),
    description: wordsOf(content),
    content: [{ attachment: { contentType: 'text/plain; charset=utf-8', title, data: base64(wordsOf(content)) } }],
  };
}

/**
 * Oracle Health's `ChargeItem/:id/$credit`, which offsets a charge.
 * github.com/cerner/fhir.cerner.com: content/millennium/r4/financial/general/charge-item.md, lib/resources/example_json/r4_examples_charge_item.rb
 */
export async function creditParameters(resource: Resource, { charge }: VoidContent): Promise<Parameters> {
  const version = valueAt(resource, ['meta', 'versionId']);
  const at = (path: string) => {
    const reference = valueAt(resource, [path, 'reference']);
    return typeof reference === 'string' ? [{ name: path, valueReference: refer(reference) }] : [];
  };
  return {
    resourceType: 'Parameters',
    parameter: [
      ...(typeof version === 'string' ? [{ name: 'versionId', valueId: version }] : []),
      { name: 'transactionId', valueUuid: `urn:uuid:${await nameUuid(`${CHARGE_VOID_SYSTEM}|${charge}`)}` },
      ...at('subject'),
      ...at('context'),
    ],
  };
}

function voidIdentifier(charge: Reference) {
  return { system: CHARGE_VOID_SYSTEM, value: charge };
}

function wordsOf({ charge, reason, replaced }: VoidContent): string {
  return `Do not bill ${charge}: it is taken back${replaced ? ', and another charge comes in its place' : ''}. ${reason}`;
}
