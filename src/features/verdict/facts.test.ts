import { describe, expect, it } from 'vitest';
import { factsOf } from './facts.ts';
import { VERDICT } from './verdict.fixture.ts';

const words = (resource: unknown) => factsOf(resource, VERDICT).map(({ term, text }) => `${term}: ${text}`);

describe('evidence in plain words', () => {
  it('an entry says who did what, when, for how long, and what counted and why not', () => {
    expect(
      words({
        resourceType: 'Procedure',
        id: 'e4',
        status: 'completed',
        performedPeriod: { start: '2026-03-17T10:11:45-04:00', end: '2026-03-17T10:22:05-04:00' },
        performer: [{ actor: { reference: 'Practitioner/n1', display: 'Nora Synthetic, RN' } }],
        note: [{ text: 'Dose raised.' }],
      }),
    ).toEqual([
      'What: Live contact',
      'Status: completed',
      'Who: Nora Synthetic, RN',
      'Start: 17 Mar 2026, 10:11:45 EDT',
      'End: 17 Mar 2026, 10:22:05 EDT',
      'Duration: 10 min 20 s',
      'Counted: 6 min 10 s',
      'Not counted: 4 min 10 s. Overlapping: Another entry already counts these seconds.',
      'Note: Dose raised.',
    ]);
  });

  it('a contact says between whom, how and what was said', () => {
    expect(
      words({
        resourceType: 'Communication',
        id: 'k1',
        status: 'completed',
        medium: [{ coding: [{ code: 'PHONE', display: 'telephone' }] }],
        sender: { reference: 'https://ehr.example/fhir/Practitioner/n1' },
        recipient: [{ reference: 'Patient/p1' }],
        sent: '2026-03-09T13:00:00Z',
        payload: [{ contentString: 'Talked about the morning values.' }],
      }),
    ).toEqual([
      'Status: completed',
      'From: Practitioner/n1',
      'To: Patient/p1',
      'How: telephone',
      'Sent: 9 Mar 2026, 09:00:00 EDT',
      'Note: Talked about the morning values.',
    ]);
  });

  it('a reading says each of its values', () => {
    expect(
      words({
        resourceType: 'Observation',
        id: 'o1',
        code: { text: 'Blood pressure' },
        effectiveDateTime: '2026-03-02',
        component: [
          { code: { text: 'Systolic' }, valueQuantity: { value: 142, unit: 'mmHg' } },
          { code: { text: 'Diastolic' }, valueQuantity: { value: 90, unit: 'mmHg' } },
        ],
      }),
    ).toEqual(['What: Blood pressure', 'When: 2 Mar 2026', 'Systolic: 142 mmHg', 'Diastolic: 90 mmHg']);
  });

  it('a resource that was set aside says why', () => {
    expect(words({ resourceType: 'Procedure', id: 'e9' })).toEqual([
      'Set aside: No end: It starts on 20 March at 14:00 and has no end.',
    ]);
  });

  it.each([
    [null],
    ['text'],
    [{ resourceType: 'Procedure', performedPeriod: 5, performer: 'x', note: [null, 1], code: [] }],
    [{ resourceType: 'Observation', effectiveDateTime: 'yesterday', component: [null], category: [[]] }],
  ])('whatever a resource holds, it can be shown: %j', (resource) => {
    expect(() => words(resource)).not.toThrow();
  });
});
