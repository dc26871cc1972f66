import type { Verdict } from '../../rules/verdict.ts';

/** A verdict with something of everything, for tests and for looking at the screen. Synthetic; not a result of the rules. */

const at = (iso: string) => Date.parse(iso) / 1000;

export const VERDICT: Verdict = {
  patient: 'Patient/p1',
  month: '2026-03',
  timeZone: 'America/New_York',
  asOf: '2026-03-28T16:00:00Z',
  monthClosed: false,
  status: 'needs-review',
  summary: 'The time of CPT 99457 is reached (22 min 5 s counted), but the live contact of 9 March is not documented.',
  missing: 'A note on the telephone call of 9 March: who was spoken to, what was discussed and what was decided.',
  loggedSeconds: 2650,
  countedSeconds: 1325,
  reductions: [
    { reason: 'administrative', seconds: 675, entries: ['Procedure/e3'] },
    { reason: 'no-consent', seconds: 400, entries: ['Procedure/e1'] },
    { reason: 'overlap', seconds: 250, entries: ['Procedure/e4'] },
  ],
  criteria: [
    {
      id: 'consent',
      state: 'met',
      summary: 'Verbal consent was given on 3 March and stands.',
      missing: null,
      evidence: ['Consent/c1'],
      citations: ['CY2024 PFS final rule (88 FR 78818), section II.D: consent at the time services are furnished'],
    },
    {
      id: 'physiologic-data',
      state: 'met',
      summary: '34 readings on 17 days.',
      missing: null,
      evidence: Array.from({ length: 34 }, (_, index) => `Observation/o${index + 1}`),
      citations: [],
    },
    {
      id: 'minimum-time',
      state: 'met',
      summary: '22 min 5 s counted; CPT 99457 needs 20 min.',
      missing: null,
      evidence: ['Procedure/e2', 'Procedure/e4'],
      citations: ['CPT 2026, 99457: first 20 minutes'],
    },
    {
      id: 'interactive-communication',
      state: 'unknown',
      summary: 'A live-contact entry of 6 min 10 s exists, but no call or video visit is recorded behind it.',
      missing: 'Record the contact: who, how, start and end, what was discussed, what was decided.',
      evidence: ['Procedure/e4'],
      citations: ['86 FR 5020: interactive communication is real-time, synchronous and two-way audio at least'],
    },
    {
      id: 'clinical-decision',
      state: 'unmet',
      summary: 'No counted entry says what was decided.',
      missing: 'A note on at least one counted entry.',
      evidence: [],
      citations: [],
    },
    {
      id: 'no-conflict',
      state: 'met',
      summary: 'No charge of this month excludes CPT 99457.',
      missing: null,
      evidence: [],
      citations: [],
    },
  ],
  lines: [
    {
      code: '99457',
      units: 1,
      serviceDate: '2026-03-17',
      final: true,
      charged: null,
      chargedUnits: 0,
      thresholdSeconds: 1200,
      summary: 'CPT 99457, 1 unit, reached on 17 March.',
    },
  ],
  risks: [
    {
      id: 'entries-identical-length',
      severity: 'low',
      summary: 'Three entries have exactly the same length.',
      evidence: ['Procedure/e1', 'Procedure/e2', 'Procedure/e4'],
    },
    {
      id: 'contact-undocumented',
      severity: 'high',
      summary: 'The telephone call of 9 March has no note.',
      evidence: ['Communication/k1'],
    },
    {
      id: 'entry-logged-late',
      severity: 'medium',
      summary: 'One entry was recorded 9 days later.',
      evidence: ['Procedure/e2'],
    },
  ],
  setAside: [{ reference: 'Procedure/e9', reason: 'no-end', detail: 'It starts on 20 March at 14:00 and has no end.' }],
  readings: { days: 17, count: 34 },
  entries: [
    {
      reference: 'Procedure/e1',
      activity: 'trend-interpretation',
      start: at('2026-03-02T15:00:00Z'),
      end: at('2026-03-02T15:06:40Z'),
      countedSeconds: 0,
      stretches: [{ start: at('2026-03-02T15:00:00Z'), end: at('2026-03-02T15:06:40Z'), fate: 'no-consent' }],
    },
    {
      reference: 'Procedure/e2',
      activity: 'medication-adjustment',
      start: at('2026-03-09T14:00:00Z'),
      end: at('2026-03-09T14:15:55Z'),
      countedSeconds: 955,
      stretches: [{ start: at('2026-03-09T14:00:00Z'), end: at('2026-03-09T14:15:55Z'), fate: 'counted' }],
    },
    {
      reference: 'Procedure/e3',
      activity: 'device-setup',
      start: at('2026-03-10T14:00:00Z'),
      end: at('2026-03-10T14:11:15Z'),
      countedSeconds: 0,
      stretches: [{ start: at('2026-03-10T14:00:00Z'), end: at('2026-03-10T14:11:15Z'), fate: 'administrative' }],
    },
    {
      reference: 'Procedure/e4',
      activity: 'live-contact',
      start: at('2026-03-17T14:11:45Z'),
      end: at('2026-03-17T14:22:05Z'),
      countedSeconds: 370,
      stretches: [
        { start: at('2026-03-17T14:11:45Z'), end: at('2026-03-17T14:15:55Z'), fate: 'overlap' },
        { start: at('2026-03-17T14:15:55Z'), end: at('2026-03-17T14:22:05Z'), fate: 'counted' },
      ],
    },
  ],
  companions: [
    {
      code: '99454',
      state: 'possible',
      summary: 'Readings on 17 days in the 30 days from 1 March.',
      evidence: ['Device/d1'],
    },
    { code: '99091', state: 'not-yet', summary: 'No 30 minutes of a physician are logged.', evidence: [] },
  ],
  rulebook: '2026-01-01',
};
