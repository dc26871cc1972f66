import { describe, expect, test } from 'vitest';
import { seconds } from '../../../test/fhir-examples.ts';
import { emptyConsent, type Form, momentIn, statementsOf, troublesOf } from './form.ts';
import { POINTS } from './wording.ts';

const ZONE = 'America/New_York';
const now = seconds('2026-03-25T15:00:00-04:00');
const told = POINTS.en.map(({ id }) => id);
const form = (changes: Partial<Form> = {}): Form => ({ ...emptyConsent(now, ZONE, 'en'), points: told, ...changes });

const fieldsIn = (typed: Form, askedBy = 'Synthetic Nurse') =>
  troublesOf(typed, momentIn(typed, ZONE), now, askedBy).map(({ field }) => field);

describe('a consent may be saved', () => {
  test('when each point was explained, and it is known who asked and when', () => {
    expect(fieldsIn(form())).toEqual([]);
  });

  test.each<[string, Partial<Form>, string, string[]]>([
    ['while a point is untold', { points: told.slice(1) }, 'Nurse', ['points']],
    ['while nobody is said to have asked', {}, ' ', ['askedBy']],
    ['while the time is no time', { time: '' }, 'Nurse', ['time']],
    ['in an hour that the clocks skip', { date: '2026-03-08', time: '02:30' }, 'Nurse', ['time']],
    ['while it lies in the future', { date: '2026-03-26' }, 'Nurse', ['time']],
  ])('not %s', (_, changes, askedBy, fields) => {
    expect(fieldsIn(form(changes), askedBy)).toEqual(fields);
  });

  test('a refusal with points untold, a withdrawal that nobody asked for', () => {
    expect(fieldsIn(form({ decision: 'declined', points: [] }))).toEqual([]);
    expect(fieldsIn(form({ decision: 'withdrawn', points: [] }), '')).toEqual([]);
  });
});

test('what is written says how, who and each point that was explained, in full', () => {
  const statements = statementsOf(form({ decidedBy: 'Synthetic Daughter', points: ['cost-share'] }), 'Synthetic Nurse');
  expect(statements.map(({ id, text }) => [id, text])).toEqual([
    ['method', 'Verbally'],
    ['decided-by', 'Synthetic Daughter'],
    ['asked-by', 'Synthetic Nurse'],
    ['cost-share', POINTS.en.find(({ id }) => id === 'cost-share')?.text],
    ['language', 'English'],
  ]);
});

test('what was explained in Spanish is written down in Spanish, under names that the practice can read', () => {
  const statements = statementsOf(form({ language: 'es', points: ['cost-share'] }), 'Synthetic Nurse');
  expect(statements).toContainEqual({
    id: 'cost-share',
    label: 'The cost (El costo)',
    text: expect.stringContaining('copago'),
  });
  expect(statements).toContainEqual({ id: 'language', label: 'Language', text: 'Spanish (español)' });
});
