import { expect, it } from 'vitest';
import { serviceMonth } from '../../fhir/calendar.ts';
import { readLedger } from '../../fhir/read.ts';
import { DEFAULT_SETTINGS } from '../../fhir/settings.ts';
import { evaluate } from '../../rules/evaluate.ts';
import { DEFAULT_POLICY } from '../../rules/policy.ts';
import { type Assigned, assignedIn } from './assigned.ts';

const MONTH = serviceMonth('2026-03', 'America/New_York');
const ACTIVITY = 'https://rpm-tally.example/fhir/CodeSystem/rpm-activity';
const patient = { resourceType: 'Patient', id: 'p1' };
const nurse = { reference: 'Practitioner/nurse', display: 'Synthetic Nurse' };
const doctor = { reference: 'Practitioner/doctor', display: 'Synthetic Doctor' };

function entry(id: string, minutes: string, actor: unknown) {
  return {
    resourceType: 'Procedure',
    id,
    status: 'completed',
    code: { coding: [{ system: ACTIVITY, code: 'trend-interpretation' }] },
    subject: { reference: 'Patient/p1' },
    performedPeriod: { start: '2026-03-04T10:00:00-05:00', end: `2026-03-04T10:${minutes}:00-05:00` },
    performer: [{ actor }],
  };
}

function task(status: string, owner: unknown, code = 'charge-review') {
  return {
    resourceType: 'Task',
    id: 't1',
    status,
    code: { coding: [{ code }] },
    for: { reference: 'Patient/p1' },
    owner,
  };
}

const byDoctor = { ...patient, generalPractitioner: [doctor] };
const cases: [string, unknown[], Assigned | null][] = [
  ['nobody, where nothing says so', [patient], null],
  [
    'the owner of an open review, before all others',
    [byDoctor, task('requested', nurse)],
    { who: 'Practitioner/nurse', name: 'Synthetic Nurse', by: 'task' },
  ],
  [
    'not the owner of one that is done',
    [byDoctor, task('completed', nurse)],
    { who: 'Practitioner/doctor', name: 'Synthetic Doctor', by: 'general-practitioner' },
  ],
  [
    'not the owner of a task that is not about charging',
    [byDoctor, task('requested', nurse, 'call-back')],
    { who: 'Practitioner/doctor', name: 'Synthetic Doctor', by: 'general-practitioner' },
  ],
  [
    'who logged most of the time, where the chart names nobody',
    [patient, entry('e1', '05', doctor), entry('e2', '09', nurse)],
    { who: 'Practitioner/nurse', name: 'Synthetic Nurse', by: 'most-time' },
  ],
  [
    'somebody without a name',
    [
      {
        ...patient,
        generalPractitioner: [{ reference: 'https://ehr.example/Practitioner/x/_history/2', display: ' ' }],
      },
    ],
    { who: 'Practitioner/x', name: null, by: 'general-practitioner' },
  ],
  [
    'nobody, where all of it is strange',
    [
      { ...patient, generalPractitioner: 7 },
      { resourceType: 'Task', status: 'requested', code: 'x', owner: [] },
      { resourceType: 'Procedure', id: 'e1', performer: { actor: null } },
    ],
    null,
  ],
];

it.each(cases)('%s', (_, resources, expected) => {
  const ledger = readLedger(resources, 'Patient/p1', MONTH, DEFAULT_SETTINGS);
  const verdict = evaluate(ledger, MONTH, DEFAULT_POLICY, MONTH.end);
  expect(assignedIn(resources, verdict)).toEqual(expected);
});
