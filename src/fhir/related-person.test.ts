import { expect, test } from 'vitest';
import { nameOf, relatedPersons } from './related-person.ts';

const niece = (changes: Record<string, unknown> = {}) => ({
  resourceType: 'RelatedPerson',
  id: 'r1',
  name: [{ text: 'Synthetic Niece' }],
  relationship: [{ coding: [{ display: 'Niece' }] }],
  ...changes,
});
const read = { reference: 'RelatedPerson/r1', name: 'Synthetic Niece', relationship: 'Niece' };

test.each<[string, unknown, unknown]>([
  ['one of the chart', niece(), [read]],
  ['one whose name is in parts', niece({ name: [{ given: ['Synthetic'], family: 'Niece' }] }), [read]],
  ['one whose relationship is in words', niece({ relationship: [{ text: 'Niece' }] }), [read]],
  ['one whose relationship is not known', niece({ relationship: undefined }), [{ ...read, relationship: '' }]],
  ['not one out of use', niece({ active: false }), []],
  ['not one without a name', niece({ name: [] }), []],
  ['not one without an id', niece({ id: undefined }), []],
  ['nobody else', { resourceType: 'Patient', id: 'p1', name: [{ text: 'Synthetic' }] }, []],
  ['nothing that is no resource', 'RelatedPerson', []],
])('a caregiver is %s', (_, resource, expected) => {
  expect(relatedPersons([resource])).toEqual(expected);
});

test('the name in use is taken, not an old one', () => {
  const name = [{ text: 'Synthetic Before' }, { use: 'official', text: 'Synthetic Now' }];
  expect(nameOf({ resourceType: 'Practitioner', name })).toBe('Synthetic Now');
});
