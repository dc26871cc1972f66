import type { Patient, Task } from '@medplum/fhirtypes';
import type { Resource } from '../fhir/resource.ts';
import { Chart } from './chart.ts';
import { biller, CLINIC, nurse, physician, secondNurse, type User } from './people.ts';

/** So many more synthetic patients, from templates: what a practice's list, its audit and its charts over time are tried on. */

/** One month of work, told into a chart. `by`: whose patient it is. */
type Tale = (chart: Chart, month: number, by: User) => void;

/** Months before this one in which a patient may have been enrolled already. */
const HISTORY_MONTHS = 6;

const REVIEW = 'Readings of the week gone through: average 134/82, two above the limit; no change.';
const ADJUST = 'Evening dose raised after a week above target; next look in three days.';
const CALL = 'Discussed the week’s readings, salt and the evening dose; the patient will call above 160.';

/** Reading days apart from each other, few: a population's size is in its patients. */
function readings(chart: Chart, month: number, days: readonly number[]): void {
  for (const day of days) chart.reading({ month, day, at: '07:30' });
}

/** Minutes of clinical work on two days and, where `call` is given, a live call of so many minutes. */
function work(chart: Chart, month: number, by: User, minutes: number, call: number | null, seconds = 0): void {
  const first = Math.floor(minutes / 2);
  chart.entry({ month, day: 4, at: '10:05', minutes: first, activity: 'trend-interpretation', note: REVIEW, by });
  chart.entry({
    month,
    day: 10,
    at: '15:40',
    minutes: minutes - first,
    seconds,
    activity: 'medication-adjustment',
    note: ADJUST,
    by,
  });
  if (call !== null) chart.call({ month, day: 17, at: '11:20', minutes: call, note: CALL, by });
}

const enough: Tale = (chart, month, by) => {
  readings(chart, month, [2, 8, 15, 22]);
  work(chart, month, by, 14, 8);
};

const plenty: Tale = (chart, month, by) => {
  readings(chart, month, [1, 6, 12, 18, 23]);
  work(chart, month, by, 33, 9);
};

const billed: Tale = (chart, month, by) => {
  enough(chart, month, by);
  chart.charge({ month, day: 18, code: '99457' });
};

const plentyBilled: Tale = (chart, month, by) => {
  plenty(chart, month, by);
  chart.charge({ month, day: 19, code: '99457' });
  chart.charge({ month, day: 19, code: '99458' });
};

/** 20 minutes and more were charged on 13. */
const unsupported: Tale = (chart, month, by) => {
  readings(chart, month, [3, 9, 20]);
  work(chart, month, by, 7, 6);
  chart.charge({ month, day: 20, code: '99457' });
};

const tenMinutes: Tale = (chart, month, by) => {
  readings(chart, month, [3, 11, 19]);
  work(chart, month, by, 6, 5);
};

/** 4 min 10 s are missing for 99457. */
const fewMinutes: Tale = (chart, month, by) => {
  readings(chart, month, [2, 9, 16]);
  work(chart, month, by, 9, 6, 50);
};

const noContact: Tale = (chart, month, by) => {
  readings(chart, month, [2, 9, 16, 21]);
  work(chart, month, by, 24, null);
};

const fewMinutesNoContact: Tale = (chart, month, by) => {
  readings(chart, month, [5, 12]);
  work(chart, month, by, 8, null);
};

const voicemailOnly: Tale = (chart, month, by) => {
  noContact(chart, month, by);
  chart.entry({ month, day: 18, at: '11:00', minutes: 2, activity: 'unsuccessful-outreach', note: 'Voicemail.', by });
  chart.contact({ month, day: 18, at: '11:00', status: 'not-done', note: 'Nobody answered.', by });
};

const mostlyAdministrative: Tale = (chart, month, by) => {
  readings(chart, month, [6, 13]);
  chart.entry({ month, day: 3, at: '09:00', minutes: 11, activity: 'device-setup', note: 'New cuff paired.', by });
  chart.entry({ month, day: 5, at: '09:00', minutes: 4, activity: 'scheduling', note: 'Call arranged.', by });
  work(chart, month, by, 4, 4);
};

const undocumentedContact: Tale = (chart, month, by) => {
  readings(chart, month, [4, 14, 21]);
  work(chart, month, by, 14, null);
  chart.entry({ month, day: 17, at: '11:20', minutes: 8, activity: 'live-contact', note: CALL, by });
};

const inHospital: Tale = (chart, month, by) => {
  enough(chart, month, by);
  const from = { month, day: 9, at: '18:00' };
  chart.visit({ class: 'IMP', from, to: { month, day: 12, at: '11:00' }, text: 'Hospital stay' });
};

const noReadings: Tale = (chart, month, by) => work(chart, month, by, 14, 8);

const quiet: Tale = (chart, month) => readings(chart, month, [2, 10, 18]);

/** Each as often as its number says. */
const NOW: readonly (readonly [Tale, number])[] = [
  [enough, 16],
  [plenty, 6],
  [billed, 18],
  [plentyBilled, 5],
  [fewMinutes, 10],
  [noContact, 8],
  [fewMinutesNoContact, 8],
  [tenMinutes, 6],
  [voicemailOnly, 3],
  [mostlyAdministrative, 4],
  [undocumentedContact, 3],
  [inHospital, 2],
  [unsupported, 2],
  [noReadings, 3],
  [quiet, 6],
];
const BEFORE: readonly (readonly [Tale, number])[] = [
  [billed, 50],
  [plentyBilled, 14],
  [enough, 7],
  [tenMinutes, 6],
  [noContact, 7],
  [fewMinutes, 5],
  [unsupported, 3],
  [inHospital, 1],
  [mostlyAdministrative, 3],
  [quiet, 4],
];

const SURNAMES = (
  'Alder Aspen Bay Birch Cedar Cherry Cypress Elder Elm Fir Hawthorn Hazel Holly Juniper Larch Laurel Linden Maple Myrtle Oak Olive ' +
  'Pine Plum Poplar Quince Rowan Spruce Sycamore Walnut Willow Yew'
).split(' ');
const GIVEN = 'Ada Ben Cora Dan Eve Finn Gus Hal Ida Jon Kay Lou Mia Ned Ora Pam Ray Sue Tom Una'.split(' ');

/** The ids of a population's patients, `pop-001` and so on. */
export function populationIds(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `pop-${String(index + 1).padStart(3, '0')}`);
}

/**
 * Everything in the charts of `count` patients as of `today` (an ISO instant): this month, and up to six before it with charges that stand up,
 * charges that don't, and months that nobody charged. The same for the same arguments.
 */
export function population(count: number, today: string): Resource[] {
  return populationIds(count).flatMap((id, index) => patientOf(id, index, today));
}

function patientOf(id: string, index: number, today: string): Resource[] {
  const random = randomOf(index + 1);
  const number = String(index + 1).padStart(3, '0');
  const name = `${oneOf(GIVEN, random)} ${oneOf(SURNAMES, random)} ${number}`;
  const chart = new Chart(id, name, today);
  const by = oneOf([nurse, nurse, secondNurse, physician], random);
  const enrolled = Math.floor(random() * (HISTORY_MONTHS + 1));
  // One in twenty was never asked, and nobody noticed.
  if (random() > 0.05) chart.consent({ month: -enrolled - 1, day: 2 + Math.floor(random() * 20) });
  for (let month = -enrolled; month < 0; month += 1) weighted(BEFORE, random)(chart, month, by);
  weighted(NOW, random)(chart, 0, by);
  if (random() < 0.05) chart.resources.push(reviewTask(chart, today));
  return chart.resources.map((one) => (isPatient(one) ? described(one, random, by) : one));
}

function isPatient(resource: Resource): resource is Patient {
  return resource.resourceType === 'Patient';
}

function described(patient: Patient, random: () => number, by: User): Patient {
  const year = 1930 + Math.floor(random() * 40);
  const month = String(1 + Math.floor(random() * 12)).padStart(2, '0');
  return {
    ...patient,
    gender: random() < 0.5 ? 'female' : 'male',
    birthDate: `${year}-${month}-${String(1 + Math.floor(random() * 28)).padStart(2, '0')}`,
    // Some charts name the whole clinic, as some do.
    generalPractitioner: [
      random() < 0.8
        ? { reference: physician.fhirUser, display: physician.name }
        : { reference: CLINIC, display: by.name },
    ],
  };
}

/** Asks the billing team to look at this month; codes and identifier are those of src/fhir/write/codes.ts. */
function reviewTask(chart: Chart, today: string): Task {
  const base = 'https://rpm-tally.example/fhir';
  const id = chart.patient.replace('Patient/', '');
  return {
    resourceType: 'Task',
    id: `${id}-review-1`,
    identifier: [{ system: `${base}/charge-review`, value: `${id}:${chart.calendar.date({ day: 1 }).slice(0, 7)}` }],
    status: 'requested',
    intent: 'order',
    code: { coding: [{ system: `${base}/CodeSystem/task`, code: 'charge-review' }], text: 'Review a month' },
    description: 'SYNTHETIC: is the call of the 17th enough as live contact?',
    for: { reference: chart.patient },
    authoredOn: today,
    requester: { reference: nurse.fhirUser, display: nurse.name },
    owner: { reference: biller.fhirUser, display: biller.name },
  };
}

function weighted(tales: readonly (readonly [Tale, number])[], random: () => number): Tale {
  let left = random() * tales.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [tale, weight] of tales) {
    left -= weight;
    if (left < 0) return tale;
  }
  return quiet;
}

function oneOf<T>(all: readonly T[], random: () => number): T {
  const one = all[Math.floor(random() * all.length)];
  if (one === undefined) throw new Error('There is nothing to choose from');
  return one;
}

/** Numbers in [0, 1) that look random and are the same for the same seed (mulberry32, public domain by Tommy Ettinger). */
function randomOf(seed: number): () => number {
  let state = Math.imul(seed, 0x9e3779b9);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
