import { activityChoices } from '../../src/fhir/activities.ts';
import { DEFAULT_SETTINGS } from '../../src/fhir/index.ts';
import { chargeDocument } from '../../src/fhir/write/charge-document.ts';
import { chargeItem, chargeItemParameters } from '../../src/fhir/write/charge-item.ts';
import { chargeMessage } from '../../src/fhir/write/charge-message.ts';
import { chargeProvenance, voidProvenance } from '../../src/fhir/write/charge-provenance.ts';
import { type ChargeRequest, sealed } from '../../src/fhir/write/charge-request.ts';
import { chargeReservation } from '../../src/fhir/write/charge-reservation.ts';
import { answeredReview, type ReviewContent, reviewTask } from '../../src/fhir/write/charge-review.ts';
import { chargeTask } from '../../src/fhir/write/charge-task.ts';
import {
  creditParameters,
  type VoidContent,
  voidedInPlace,
  voidingDocument,
  voidingMessage,
} from '../../src/fhir/write/charge-void.ts';
import { type ConsentRecord, consentDocument, consentForm, consentResource } from '../../src/fhir/write/consent.ts';
import { type ContactContent, contactCommunication, contactDocument } from '../../src/fhir/write/contact.ts';
import { correctingEntry, voidedEntry, voidingEntry } from '../../src/fhir/write/correction.ts';
import {
  changedEntry,
  closedTimerDocument,
  type EntryContent,
  entryProcedure,
  timerDocument,
} from '../../src/fhir/write/entry.ts';
import { provenanceOf } from '../../src/fhir/write/provenance.ts';

/** A resource as the app sends it, and what it is, in words. */
type Written = [what: string, resource: { resourceType: string }];

/** Of every kind of resource that the app writes: with all that is known, and with the least. About the story `billable` under this id. */
export async function everythingWritten(id: string): Promise<Written[]> {
  const patient = `Patient/${id}`;
  const user = 'Practitioner/nurse';
  return [...(await charges(patient, id, user)), ...records(patient, id, user)];
}

const AT = '2026-03-25T19:00:00Z';
const RECORDED = Date.parse(AT) / 1000;
const UUID = '0b8f4f7e-6d0a-4c3e-9a51-2f6a1c0d0001';

async function charges(patient: string, id: string, user: string): Promise<Written[]> {
  const request: ChargeRequest = await sealed({
    patient,
    month: '2026-03',
    code: '99457',
    units: 1,
    serviceDate: '2026-03-17',
    performers: [user],
    billedBy: null,
    enterer: user,
    encounter: null,
    evidence: ['Procedure', 'Communication', 'Consent', 'Observation'].map((type) => `${type}/${id}-${SUFFIX[type]}`),
    summary: '22 min 05 s counted, live contact on 17 March.',
    requestedAt: AT,
    attempt: UUID,
    generation: 2,
    replaces: `ChargeItem/${id}-voided`,
    versions: { [`Procedure/${id}-${SUFFIX.Procedure}`]: '1' },
    moreReadings: 3,
    rulebook: '2026-01-01',
    basis: '{}',
    basisHash: null,
    highRisks: ['inpatient-stay'],
    attestation: {
      text: 'I have looked at this month, and it is right.',
      name: 'Synthetic Nurse',
      overrides: [{ risk: 'inpatient-stay', reason: 'Synthetic: only the day of discharge.' }],
    },
  });
  const bare: ChargeRequest = {
    ...request,
    performers: [],
    billedBy: null,
    enterer: null,
    evidence: [],
    versions: {},
    summary: '',
    generation: 1,
    replaces: null,
    rulebook: null,
    basisHash: null,
    highRisks: [],
    attestation: null,
  };
  const kinds = [
    ['charge', chargeItem],
    ['task that asks for a charge', chargeTask],
    ['document that asks for a charge', chargeDocument],
    ['message that asks for a charge', (one: ChargeRequest) => chargeMessage(one, 'Organization/clinic')],
    ['reservation of a line', chargeReservation],
    [
      'proof of who attested to a charge',
      (one: ChargeRequest) => chargeProvenance(one, `ChargeItem/${id}-charged`, user),
    ],
  ] as const;
  const content: VoidContent = {
    charge: `ChargeItem/${id}-charged`,
    patient,
    user,
    reason: 'Synthetic: charged by mistake.',
    replaced: false,
    at: AT,
  };
  const voided = [chargeItem, chargeTask, chargeDocument].flatMap((build) =>
    [false, true].map((replaced): Written => {
      const stored = { ...build(request), id: 'stored' };
      return [
        `${stored.resourceType} taken back${replaced ? ' for another' : ''}`,
        voidedInPlace(stored, { ...content, replaced }),
      ];
    }),
  );
  const review: ReviewContent = {
    patient,
    month: '2026-03',
    user,
    owner: 'Practitioner/biller',
    question: 'Is it right?',
    at: AT,
  };
  const asked = reviewTask(review);
  const answer = { answer: 'Synthetic answer.', user: 'Practitioner/biller', at: AT };
  return [
    ...kinds.flatMap(([what, build]): Written[] => [
      [`${what}, with all that is known`, build(request)],
      [`${what}, with the least that is known`, build(bare)],
    ]),
    ['charge by operation', await chargeItemParameters(request)],
    [
      'credit of a charge by operation',
      await creditParameters({ ...chargeItem(request), id: 'stored', meta: { versionId: '1' } }, content),
    ],
    ...voided,
    ['message that takes a charge back', voidingMessage({ ...content, replaced: true }, 'Organization/clinic')],
    ['document that takes a charge back', voidingDocument({ ...content, user: null })],
    ['document that takes a document back', voidingDocument({ ...content, charge: `DocumentReference/${id}-asked` })],
    ['proof of who took a charge back', voidProvenance(content, request, user)],
    ['review that is asked for', asked],
    ['review of nobody and by anybody', reviewTask({ ...review, user: null, owner: null })],
    ['review accepted', answeredReview({ ...asked, id: 'stored' }, { ...answer, accepted: true })],
    ['review returned', answeredReview({ ...asked, id: 'stored' }, { ...answer, accepted: false })],
  ];
}

/** How the story calls the first of each type. */
const SUFFIX: Record<string, string> = {
  Procedure: 'entry-1',
  Communication: 'contact-1',
  Consent: 'consent',
  Observation: 'reading-1',
};

function records(patient: string, id: string, user: string): Written[] {
  const [activity] = activityChoices(DEFAULT_SETTINGS);
  if (activity === undefined) throw new Error('There is no activity to log time under.');
  const older = `Procedure/${id}-${SUFFIX.Procedure}`;
  const entry: EntryContent = {
    id: UUID,
    patient,
    user,
    activity,
    start: RECORDED - 900,
    end: RECORDED - 300,
    note: 'Synthetic: evening readings looked at.',
    encounter: null,
    reasons: [`Observation/${id}-${SUFFIX.Observation}`],
    recordedAt: RECORDED,
  };
  const stored = { ...entryProcedure(entry), id: 'stored' };
  const timer = timerDocument({ ...entry, end: null });
  const voiding = {
    id: UUID,
    entry: stored,
    older,
    patient,
    user,
    reason: 'Synthetic: of another patient.',
    recordedAt: RECORDED,
  };
  const contact: ContactContent = {
    id: UUID,
    patient,
    user,
    encounter: null,
    medium: 'PHONE',
    outcome: 'spoke',
    caregiver: null,
    start: RECORDED - 900,
    end: RECORDED - 420,
    note: 'Synthetic: evening dose explained.',
    partOf: older,
  };
  const consent: ConsentRecord = {
    id: UUID,
    patient,
    decision: 'given',
    at: RECORDED - 60,
    recordedAt: RECORDED,
    user,
    organization: 'Organization/clinic',
    encounter: null,
    replaces: null,
    title: 'Consent to remote monitoring: given',
    statements: [{ id: 'method', label: 'How', text: 'Verbally – “sí”' }],
  };
  const consentForms = [
    ['Consent', consentResource],
    ['QuestionnaireResponse', consentForm],
    ['DocumentReference', consentDocument],
  ] as const;
  return [
    ['entry', entryProcedure(entry)],
    ['entry without note and reasons', entryProcedure({ ...entry, note: '', reasons: [] })],
    ['running timer', entryProcedure({ ...entry, end: null })],
    ['running timer as a document', timerDocument({ ...entry, end: null })],
    ['timer’s document, closed', closedTimerDocument({ ...timer, id: 'stored' })],
    ['entry changed', changedEntry(stored, { ...entry, note: 'Synthetic: changed.' })],
    ['entry corrected by another', correctingEntry(entry, older)],
    ['entry taken back', voidedEntry(stored, voiding.reason)],
    ['entry taken back by another', voidingEntry(voiding)],
    ['contact', contactCommunication(contact)],
    ['contact by video', contactCommunication({ ...contact, medium: 'VIDEOCONF' })],
    [
      'contact with a caregiver by name',
      contactCommunication({ ...contact, caregiver: { reference: null, name: 'Synthetic Neighbour' } }),
    ],
    ['call that nobody answered', contactCommunication({ ...contact, outcome: 'no-answer' })],
    ['voicemail', contactCommunication({ ...contact, outcome: 'voicemail' })],
    ['contact as a document', contactDocument(contact)],
    ...consentForms.flatMap(([type, build]) => [
      ...(['given', 'declined', 'withdrawn'] as const).map(
        (decision): Written => [`consent ${decision} as ${type}`, build({ ...consent, decision })],
      ),
      [
        `consent corrected as ${type}`,
        build({ ...consent, replaces: `Consent/${id}-${SUFFIX.Consent}` }),
      ] satisfies Written,
      [
        `consent with the least that is known as ${type}`,
        build({ ...consent, organization: null, statements: [] }),
      ] satisfies Written,
    ]),
    ...(['CREATE', 'UPDATE', 'NULLIFY'] as const).map(
      (operation): Written => [
        `provenance of ${operation}`,
        provenanceOf(older, operation, { patient, user, recordedAt: RECORDED }),
      ],
    ),
  ];
}
