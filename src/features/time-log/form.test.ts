import { describe, expect, it } from 'vitest';
import { emptyForm, type Form, formOf, timeOf } from './form.ts';

const ZONE = 'America/New_York';
const LONGEST = 4 * 3600;
const at = (iso: string) => Date.parse(iso) / 1000;
const NOW = at('2026-11-25T15:00:00-05:00');
const form = (typed: Partial<Form>): Form => ({ ...emptyForm('care-coordination', '2026-11-20'), ...typed });

describe('the time of a form', () => {
  it.each<[string, Partial<Form>, string, string]>([
    [
      'start and end',
      { by: 'end', start: '14:05', end: '14:20:30' },
      '2026-11-20T14:05:00-05:00',
      '2026-11-20T14:20:30-05:00',
    ],
    [
      'start and duration',
      { start: '14:05', minutes: '8', seconds: '20' },
      '2026-11-20T14:05:00-05:00',
      '2026-11-20T14:13:20-05:00',
    ],
    [
      'over midnight',
      { by: 'end', start: '23:50', end: '00:10' },
      '2026-11-20T23:50:00-05:00',
      '2026-11-21T00:10:00-05:00',
    ],
    [
      'the second of the two hours',
      { date: '2026-11-01', by: 'end', start: '01:30', hour: 'second', end: '01:40' },
      '2026-11-01T01:30:00-05:00',
      '2026-11-01T01:40:00-05:00',
    ],
    [
      'a duration through the change of clocks',
      { date: '2026-03-08', start: '01:50', minutes: '20' },
      '2026-03-08T01:50:00-05:00',
      '2026-03-08T03:10:00-04:00',
    ],
  ])('%s', (_, typed, start, end) => {
    expect(timeOf(form(typed), ZONE, LONGEST, NOW)).toMatchObject({ span: { start: at(start), end: at(end) } });
  });

  it.each<[string, Partial<Form>]>([
    ['no-start', { minutes: '5' }],
    ['no-end', { by: 'end', start: '10:00' }],
    ['no-duration', { start: '10:00', minutes: '0' }],
    ['no-duration', { start: '10:00', minutes: '-5' }],
    ['no-duration', { start: '10:00', minutes: 'ten' }],
    ['end-before-start', { by: 'end', start: '10:00', end: '09:50' }],
    ['too-long', { start: '10:00', minutes: '241' }],
    ['future', { date: '2026-11-25', start: '14:55', minutes: '6' }],
    ['start-skipped', { date: '2026-03-08', start: '02:30', minutes: '6' }],
    ['end-skipped', { date: '2026-03-08', by: 'end', start: '01:50', end: '02:10' }],
  ])('%s is said before anything is saved', (trouble, typed) => {
    expect(timeOf(form(typed), ZONE, LONGEST, NOW)).toEqual({ trouble });
  });

  it('of a form made of an entry is the entry’s own, to the second', () => {
    const span = { start: at('2026-11-01T01:30:07-05:00'), end: at('2026-11-01T01:41:00-05:00') };
    const made = formOf('care-coordination', span, ZONE, { answers: {}, free: '' });
    expect(timeOf(made, ZONE, LONGEST, NOW)).toMatchObject({ span, twice: true });
  });
});
