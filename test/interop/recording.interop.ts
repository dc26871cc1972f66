import { beforeAll, expect, it } from 'vitest';
import { consentRequest } from '../../src/ehr/record/consent.ts';
import { contactRequest } from '../../src/ehr/record/contact.ts';
import { changeOfEntry, newEntry, timerStart, timerStop, voidingOf } from '../../src/ehr/record/entry.ts';
import { saveRecord } from '../../src/ehr/record/save.ts';
import type { RecordRequest } from '../../src/ehr/record/types.ts';
import type { Connection } from '../../src/ehr/types.ts';
import { activityChoices } from '../../src/fhir/activities.ts';
import { DEFAULT_SETTINGS } from '../../src/fhir/index.ts';
import { isResource } from '../../src/fhir/resource.ts';
import { runningTimers } from '../../src/fhir/timer.ts';
import type { ConsentRecord } from '../../src/fhir/write/consent.ts';
import type { EntryContent } from '../../src/fhir/write/entry.ts';
import { connectionTo, look, seedStories, TODAY } from './chart.ts';

const NOW = Date.parse(TODAY) / 1000;
const user = 'Practitioner/nurse';
const CONSENTS: [route: string, copy: string, without: readonly string[]][] = [
  ['consent', '-consent', []],
  ['form', '-form', ['Consent']],
  ['document', '-paper', ['Consent', 'QuestionnaireResponse']],
];
beforeAll(async () => {
  await seedStories(['no-live-contact', 'nineteen-fifty-nine'], '-record');
  for (const [, copy] of CONSENTS) await seedStories(['consent-withdrawn'], copy);
});

async function saved(connection: Connection, request: RecordRequest, route: string) {
  expect(await saveRecord(connection, request)).toMatchObject({ state: 'saved', route: { id: route }, remarks: [] });
}

function entryOf(patient: string, minutesAgo: number, minutes: number): EntryContent {
  const activity = activityChoices(DEFAULT_SETTINGS).find((one) => one.activity === 'trend-interpretation');
  if (activity === undefined) throw new Error('There is no such activity.');
  const start = NOW - minutesAgo * 60;
  const end = start + minutes * 60;
  const id = crypto.randomUUID();
  const note = 'Synthetic: evening readings looked at.';
  return { id, patient, user, activity, start, end, note, encounter: null, reasons: [], recordedAt: end };
}

it('a call with its time is written as one, and the month has its live contact', async () => {
  const connection = connectionTo({ patient: 'no-live-contact-record' });
  const criterion = async () =>
    (await look(connection)).verdict.criteria.find(({ id }) => id === 'interactive-communication');
  expect(await criterion()).not.toMatchObject({ state: 'met' });
  const { id, ...call } = entryOf(connection.patient, 30, 8);
  const contact = { medium: 'PHONE', outcome: 'spoke', caregiver: null } as const;
  const request = contactRequest({ ...call, ...contact, id: crypto.randomUUID(), entryId: id, end: call.start + 480 });
  await saved(connection, request, 'entry-and-contact');
  await saved(connection, request, 'entry-and-contact');
  expect(await criterion()).toMatchObject({ state: 'met' });
  expect((await look(connection)).verdict).toMatchObject({ status: 'billable' });
});

it('a timer is started and stopped, an entry written, changed and taken back: the minutes follow', async () => {
  const connection = connectionTo({ patient: 'nineteen-fifty-nine-record' });
  const counted = async () => (await look(connection)).verdict.countedSeconds;
  const before = await counted();

  const timed = entryOf(connection.patient, 20, 5);
  await saved(connection, timerStart({ ...timed, end: null }), 'procedure');
  const [timer] = runningTimers((await look(connection)).read.resources, DEFAULT_SETTINGS);
  await saved(connection, timerStop(timer ?? null, timed), 'update');
  expect(await counted()).toBe(before + 300);

  const entry = entryOf(connection.patient, 60, 4);
  await saved(connection, newEntry(entry), 'procedure');
  expect(await counted()).toBe(before + 540);

  const current = async () => {
    const { resources } = (await look(connection)).read;
    const found = resources.filter(isResource).find((one) => JSON.stringify(one.identifier ?? '').includes(entry.id));
    if (found?.id === undefined) throw new Error('The entry is not in the chart.');
    return { entry: found, reference: `Procedure/${found.id}` };
  };
  const first = await current();
  const longer = { ...entry, id: crypto.randomUUID(), end: entry.start + 360 };
  await saved(connection, changeOfEntry(first.entry, first.reference, longer), 'update');
  expect(await counted()).toBe(before + 660);

  // Somebody who still has the older version before them.
  const stale = { ...longer, id: crypto.randomUUID(), note: 'Synthetic: of an older version.' };
  expect(await saveRecord(connection, changeOfEntry(first.entry, first.reference, stale))).toMatchObject({
    state: 'conflict',
  });

  const taken = { patient: connection.patient, user, recordedAt: NOW, id: crypto.randomUUID(), reason: 'Synthetic.' };
  await saved(connection, voidingOf({ ...(await current()), ...taken }), 'update');
  expect(await counted()).toBe(before + 300);
});

it.each(CONSENTS)('a consent is written by the route %s, and the month has it', async (route, copy, without) => {
  const connection = connectionTo({ patient: `consent-withdrawn${copy}`, without });
  const record: ConsentRecord = {
    id: crypto.randomUUID(),
    patient: connection.patient,
    decision: 'given',
    at: NOW - 3600,
    recordedAt: NOW,
    user,
    organization: 'Organization/clinic',
    encounter: null,
    replaces: null,
    title: 'Consent to remote monitoring: given',
    statements: [{ id: 'method', label: 'How', text: 'Verbally – “sí”' }],
  };
  await saved(connection, consentRequest(record), route);
  // The next look is that of somebody to whom all is open.
  const { verdict } = await look(connectionTo({ patient: `consent-withdrawn${copy}` }));
  const consent = verdict.criteria.find(({ id }) => id === 'consent');
  expect(consent?.evidence.some((reference) => /\/\d+$/.test(reference))).toBe(true);
});
