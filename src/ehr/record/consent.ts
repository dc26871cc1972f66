import { type ConsentRecord, consentDocument, consentForm, consentResource } from '../../fhir/write/consent.ts';
import { provenanceOf } from '../../fhir/write/provenance.ts';
import type { RecordRequest, Step } from './types.ts';

/** What a patient decided, by the ways in which EHRs take it: few let an app write a Consent. */
export function consentRequest(record: ConsentRecord): RecordRequest {
  const { id } = record;
  return {
    routes: [
      {
        id: 'consent',
        name: 'a consent in the chart (Consent)',
        next: null,
        steps: [{ kind: 'create', id, resource: consentResource(record) }, noted(record)],
      },
      {
        id: 'form',
        name: 'a filled-in consent form (QuestionnaireResponse)',
        next: null,
        steps: [{ kind: 'create', id, resource: consentForm(record) }, noted(record)],
      },
      {
        id: 'document',
        name: 'a consent document in the chart (DocumentReference)',
        next: null,
        steps: [{ kind: 'create', id, resource: consentDocument(record) }, noted(record)],
      },
    ],
  };
}

function noted(record: ConsentRecord): Step {
  return {
    kind: 'create',
    id: `${record.id}-create-provenance`,
    optional: true,
    resource: provenanceOf(`urn:uuid:${record.id}`, 'CREATE', record),
  };
}
