import { describe, expect, test } from 'vitest';
import { localReference, patientOf, referenceOf } from './resource.ts';

test.each<[unknown, string | null]>([
  ['Patient/p1', 'Patient/p1'],
  ['Patient/p1/_history/3', 'Patient/p1'],
  ['https://ehr.example/fhir/r4/Patient/p1', 'Patient/p1'],
  ['https://ehr.example/fhir/r4/Patient/p1/_history/3', 'Patient/p1'],
  ['/Patient/p1', 'Patient/p1'],
  ['Patient/', null],
  ['patient/p1', null],
  ['p1', null],
  ['#p1', null],
  ['urn:uuid:0b0a7b3c', null],
  ['Patient/p1?x=1', null],
  [`Patient/${'x'.repeat(65)}`, null],
  [`https://ehr.example/${'a/'.repeat(5000)}Patient/p1`, null],
  ['', null],
  [undefined, null],
  [{ reference: 'Patient/p1' }, null],
])('the reference %j names %j', (reference, expected) => {
  expect(localReference(reference)).toBe(expected);
});

test.each<[unknown, string | null]>([
  ['p1', 'Patient/p1'],
  ['p.1-A', 'Patient/p.1-A'],
  ['', null],
  ['a/b', null],
  ['p1\n', null],
  [7, null],
  [undefined, null],
])('the id %j makes %j', (id, expected) => {
  expect(referenceOf({ resourceType: 'Patient', id })).toBe(expected);
});

describe('a resource is about', () => {
  const p1 = { reference: 'https://ehr.example/fhir/Patient/p1' };
  const nurse = { reference: 'Practitioner/n1' };
  test.each<[string, unknown, string | null]>([
    ['itself: a Patient', { resourceType: 'Patient', id: 'p1' }, 'Patient/p1'],
    ['its subject', { resourceType: 'Procedure', subject: p1 }, 'Patient/p1'],
    ['its patient', { resourceType: 'Consent', patient: p1 }, 'Patient/p1'],
    ['its beneficiary', { resourceType: 'Coverage', beneficiary: p1 }, 'Patient/p1'],
    ['whom a Task is for', { resourceType: 'Task', for: p1 }, 'Patient/p1'],
    ['the patient of a type unknown here', { resourceType: 'AllergyIntolerance', patient: p1 }, 'Patient/p1'],
    [
      'the recipient of a Communication',
      { resourceType: 'Communication', sender: nurse, recipient: [p1] },
      'Patient/p1',
    ],
    ['the sender of a Communication', { resourceType: 'Communication', sender: p1, recipient: [nurse] }, 'Patient/p1'],
    [
      'nobody: two patients took part',
      { resourceType: 'Communication', sender: p1, recipient: [{ reference: 'Patient/p2' }] },
      null,
    ],
    ['nobody: a group', { resourceType: 'Procedure', subject: { reference: 'Group/g1' } }, null],
    ['nobody: a Practitioner', { resourceType: 'Practitioner', id: 'n1' }, null],
    ['nobody: no resource', 'Patient/p1', null],
  ])('%s', (_, resource, expected) => {
    expect(patientOf(resource)).toBe(expected);
  });
});
