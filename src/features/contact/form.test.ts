import { describe, expect, test } from 'vitest';
import { seconds } from '../../../test/fhir-examples.ts';
import { DEFAULT_SETTINGS, parseSettings } from '../../fhir/settings.ts';
import { emptyContact, type Form, noteOf, recordOf, supposed, troubleOf } from './form.ts';

const settings = { ...DEFAULT_SETTINGS, timeZone: 'America/New_York' };
const niece = { reference: 'RelatedPerson/r1', name: 'Synthetic Niece', relationship: 'Niece' };
const start = seconds('2026-03-25T09:30:00-04:00');

function form(changes: Partial<Form> = {}, answers: Record<string, string> = { Discussed: 'the trend' }): Form {
  const empty = emptyContact('2026-03-25');
  return { ...empty, ...changes, time: { ...empty.time, answers } };
}

function record(typed: Form) {
  const connection = { patient: 'Patient/p1', encounter: null };
  // The parts of a connection that a record is made of.
  const log = { connection, settings, now: () => (start + 600) * 1000 } as unknown as Parameters<typeof recordOf>[0];
  const span = { start, end: start + 540 };
  const id = '0b8f4f7e-6d0a-4c3e-9a51-2f6a1c0d0002';
  const made = recordOf(log, typed, { id, user: 'Practitioner/n1', span, caregivers: [niece], reasons: [] });
  if (made === null) throw new Error('the standard activities are known');
  return made;
}

describe('the note says at its head who was spoken to, and how', () => {
  test.each<[string, Partial<Form>, string]>([
    ['the patient', {}, 'Telephone call with the patient.'],
    ['a caregiver of the chart', { who: niece.reference }, 'Telephone call with Synthetic Niece (caregiver).'],
    ['a caregiver by name', { who: 'other', name: ' Neighbour ' }, 'Telephone call with Neighbour (caregiver).'],
    ['by video', { medium: 'VIDEOCONF' }, 'Video call with the patient.'],
    ['nobody', { outcome: 'no-answer' }, 'Telephone call to the patient: no answer.'],
    ['a machine', { outcome: 'voicemail' }, 'Telephone call to the patient: voicemail left, nobody was spoken to.'],
  ])('%s', (_, changes, headline) => {
    expect(noteOf(form(changes), settings, [niece]).split('\n')[0]).toBe(headline);
  });

  test('and then each answer after its question', () => {
    const answers = { Discussed: 'the trend', 'Next step': 'call on Friday' };
    expect(noteOf(form({}, answers), settings, [])).toBe(
      'Telephone call with the patient.\nDiscussed: the trend\nNext step: call on Friday',
    );
  });

  test('by the practice’s own questions where it has any', () => {
    const noteTemplates = { 'live-contact': [{ label: 'Told us', hint: '' }] };
    const own = { ...parseSettings({ noteTemplates }), timeZone: 'America/New_York' };
    expect(noteOf(form({}, { 'Told us': 'dizzy', Discussed: 'nothing' }), own, [])).toBe(
      'Telephone call with the patient.\nTold us: dizzy',
    );
  });
});

describe('a contact is kept from being saved', () => {
  test.each<[string, boolean, Form]>([
    ['not when it was documented', false, form()],
    ['while nobody wrote what was said', true, form({}, {})],
    ['while the caregiver has no name', true, form({ who: 'other' })],
    ['not when it is an attempt without a note', false, form({ outcome: 'voicemail' }, {})],
  ])('%s', (_, kept, typed) => {
    expect(troubleOf(typed, settings) !== null).toBe(kept);
  });
});

describe('to the rules it is', () => {
  test('a live contact that is part of its entry', () => {
    const { entry, contacts } = supposed(record(form()));
    expect(entry).toMatchObject({ activity: 'live-contact', counting: 'counts', start, end: start + 540 });
    expect(contacts).toMatchObject([{ medium: 'live', partOf: [entry.reference] }]);
  });

  test.each(['no-answer', 'voicemail'] as const)('time that does not count, and no contact: %s', (outcome) => {
    const { entry, contacts } = supposed(record(form({ outcome })));
    expect(entry).toMatchObject({ activity: 'unsuccessful-outreach', counting: 'administrative' });
    expect(contacts).toEqual([]);
  });
});
