import type { DocumentReference } from 'fhir/r4';
import { chargeItem } from './charge-item.ts';
import {
  type ChargeRequest,
  chargeExtensions,
  chargeIdentifier,
  chargeIdentifiers,
  chargeWords,
  evidenceReferences,
  refer,
} from './charge-request.ts';
import { CHARGE_DOCUMENT_CODE } from './codes.ts';
import { base64 } from './text.ts';

/** A note in the chart that asks for the charge: readable by people, and with the ChargeItem attached for programs. */
export function chargeDocument(request: ChargeRequest): DocumentReference {
  const { enterer, encounter, evidence } = request;
  // R4 lets a document replace only a document.
  const replaced = request.replaces?.startsWith('DocumentReference/') ? request.replaces : null;
  const title = `Charge request: CPT ${request.code}, ${request.month}`;
  return {
    resourceType: 'DocumentReference',
    extension: chargeExtensions(request),
    masterIdentifier: chargeIdentifier(request),
    identifier: chargeIdentifiers(request),
    ...(replaced !== null && { relatesTo: [{ code: 'replaces', target: refer(replaced) }] }),
    status: 'current',
    docStatus: 'final',
    type: { coding: [CHARGE_DOCUMENT_CODE], text: CHARGE_DOCUMENT_CODE.display },
    subject: refer(request.patient),
    date: request.requestedAt,
    ...(enterer !== null && { author: [refer(enterer)] }),
    description: chargeWords(request)[0] ?? title,
    content: [
      {
        attachment: { contentType: 'text/plain; charset=utf-8', title, data: base64(chargeWords(request).join('\n')) },
      },
      {
        attachment: {
          contentType: 'application/fhir+json',
          title: `${title} (ChargeItem)`,
          data: base64(JSON.stringify(chargeItem(request))),
        },
      },
    ],
    // An element without content is no FHIR.
    ...((encounter !== null || evidence.length > 0) && {
      context: {
        ...(encounter !== null && { encounter: [refer(encounter)] }),
        ...(evidence.length > 0 && { related: evidenceReferences(request) }),
      },
    }),
  };
}
