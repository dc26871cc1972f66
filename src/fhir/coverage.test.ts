import { describe, expect, test } from 'vitest';
import { PATIENT } from '../../test/fhir-examples.ts';
import { DEFAULT_POLICY } from '../rules/policy.ts';
import { policyFor } from './coverage.ts';
import commercial from './payers/commercial.json' with { type: 'json' };
import medicareLike from './payers/medicare-like.json' with { type: 'json' };
import { DEFAULT_SETTINGS, parseSettings } from './settings.ts';

const settings = parseSettings({
  policy: { serviceDate: 'month-end', consentTiming: 'month' },
  billingParties: ['Organization/o1'],
  payers: [
    { name: 'A', match: ['Organization/a', 'Payer A', 'urn:payer|A1'], policy: { consentTiming: 'instant' } },
    { name: 'B', match: ['B1'], policy: { serviceDate: 'threshold-met' } },
  ],
});
const coverage = (payor: unknown, changes: Record<string, unknown> = {}) => ({
  resourceType: 'Coverage',
  id: 'c1',
  status: 'active',
  beneficiary: PATIENT,
  payor: [payor],
  ...changes,
});
const OWN = { ...DEFAULT_POLICY, ...settings.policy, billingParties: ['Organization/o1'] };
const A = { ...OWN, consentTiming: 'instant' };
const B = { ...OWN, serviceDate: 'threshold-met' };
const b = { identifier: { value: 'B1' } };

test('without settings the policy is the cautious one', () => {
  expect(policyFor([coverage(b)], DEFAULT_SETTINGS)).toEqual(DEFAULT_POLICY);
});

describe('the policy is', () => {
  const organization = { resourceType: 'Organization', id: 'x', name: 'Payer A', identifier: [{ value: 'other' }] };
  test.each<[string, unknown[], unknown]>([
    ['the practice’s own without a Coverage', [], OWN],
    ['the practice’s own for an unknown payer', [coverage({ display: 'Payer Z' })], OWN],
    ['the payer’s by reference', [coverage({ reference: 'https://ehr.example/fhir/Organization/a' })], A],
    ['the payer’s by name in any letter case', [coverage({ display: ' payer a ' })], A],
    ['the payer’s by identifier', [coverage({ identifier: { system: 'urn:payer', value: 'A1' } })], A],
    ['the payer’s by an identifier’s value', [coverage(b)], B],
    ['the payer’s by the name of its Organization', [coverage({ reference: 'Organization/x' }), organization], A],
    ['the primary payer’s', [coverage({ display: 'Payer A' }, { order: 2 }), coverage(b, { id: 'c2', order: 1 })], B],
    ['the first by reference where none is primary', [coverage(b, { id: 'c2' }), coverage({ display: 'Payer A' })], A],
    ['not that of a cancelled Coverage', [coverage(b, { status: 'cancelled' })], OWN],
    ['not that of another patient', [coverage(b, { beneficiary: { reference: 'Patient/p2' } })], OWN],
    ['the practice’s own where the Coverage can’t be read', [coverage(7), coverage(b, { id: '' }), null, 'x'], OWN],
  ])('%s', (_, resources, expected) => {
    expect(policyFor(resources, settings, 'Patient/p1')).toEqual(expected);
  });
});

test('the worked examples are settings as they stand', () => {
  const worked = parseSettings({ payers: [medicareLike, commercial] });
  expect(policyFor([coverage({ display: 'Synthetic Commercial Health' })], worked)).toMatchObject({
    serviceDate: 'month-end',
    maximum99458Units: 2,
  });
});
