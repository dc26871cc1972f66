import { beforeEach, describe, expect, it } from 'vitest';
import { PROFILES, type ProfileName } from '../../mocks/fhir/profiles.ts';
import { Sandbox } from '../../mocks/sandbox.ts';
import { readMonth } from '../../src/ehr/index.ts';
import { consentRequest } from '../../src/ehr/record/consent.ts';
import { type ContactRecord, contactRequest } from '../../src/ehr/record/contact.ts';
import { chooseRecordRoute } from '../../src/ehr/record/routes.ts';
import { LONGEST_DELAY, saveRecord } from '../../src/ehr/record/save.ts';
import type { RecordProgress, RecordRequest } from '../../src/ehr/record/types.ts';
import { ACTIVITY_SYSTEM } from '../../src/fhir/codes.ts';
import { readLedger, serviceMonth } from '../../src/fhir/index.ts';
import { DEFAULT_SETTINGS } from '../../src/fhir/settings.ts';
import type { ConsentRecord } from '../../src/fhir/write/consent.ts';
import { evaluate } from '../../src/rules/evaluate.ts';
import { DEFAULT_POLICY } from '../../src/rules/policy.ts';
import type { CriterionId } from '../../src/rules/verdict.ts';
import { connectionTo } from './connection.ts';

const sandbox = new Sandbox({ origin: 'http://ehr.test' });
beforeEach(() => sandbox.reset());

const seconds = (text: string) => Date.parse(text) / 1000;
const start = seconds('2026-03-24T10:00:00-04:00');

const call: ContactRecord = {
  id: '0b8f4f7e-6d0a-4c3e-9a51-2f6a1c0d0012',
  entryId: '0b8f4f7e-6d0a-4c3e-9a51-2f6a1c0d0011',
  patient: 'Patient/no-live-contact',
  user: 'Practitioner/nurse',
  encounter: null,
  medium: 'PHONE',
  outcome: 'spoke',
  caregiver: { reference: null, name: 'Synthetic Neighbour' },
  activity: {
    activity: 'live-contact',
    counting: 'counts',
    coding: { system: ACTIVITY_SYSTEM, code: 'live-contact' },
  },
  start,
  end: start + 480,
  note: 'Synthetic: evening dose explained, said back in own words.',
  reasons: [],
  recordedAt: start + 500,
};

const consent: ConsentRecord = {
  id: '0b8f4f7e-6d0a-4c3e-9a51-2f6a1c0d0021',
  patient: 'Patient/consent-withdrawn',
  decision: 'given',
  at: seconds('2026-03-24T10:00:00-04:00'),
  recordedAt: seconds('2026-03-24T10:05:00-04:00'),
  user: 'Practitioner/nurse',
  organization: null,
  encounter: null,
  replaces: null,
  title: 'Synthetic consent',
  statements: [{ id: 'method', label: 'How', text: 'Verbally' }],
};

const month = serviceMonth('2026-03', 'America/New_York');

/** The patient's month as the chart now stands. */
async function ledgerOf(profile: ProfileName, patient: string) {
  const connection = connectionTo(sandbox, { profile, patient: patient.replace('Patient/', '') });
  const { resources, unread } = await readMonth(connection, month);
  return readLedger(resources, patient, month, DEFAULT_SETTINGS, unread);
}

async function criterion(profile: ProfileName, patient: string, id: CriterionId) {
  const { criteria } = evaluate(
    await ledgerOf(profile, patient),
    month,
    DEFAULT_POLICY,
    seconds('2026-03-25T15:00:00-04:00'),
  );
  return criteria.find((each) => each.id === id)?.state;
}

/** How many resources of the sandbox carry each of the ids. */
function countOf(profile: ProfileName, ...ids: string[]): number[] {
  const types = ['Procedure', 'Communication', 'Consent', 'QuestionnaireResponse', 'DocumentReference'];
  const all = types.flatMap((type) => sandbox.store(profile).all(type)).map((one) => JSON.stringify(one));
  return ids.map((id) => all.filter((text) => text.includes(`"value":"${id}"`)).length);
}

/** Saves, and after any failure reloads, waits a minute and saves again, as a person would. */
async function saveAndResume(profile: ProfileName, patient: string, request: RecordRequest) {
  let progress: RecordProgress | null = null;
  let clock = Date.now();
  const save = () =>
    saveRecord(connectionTo(sandbox, { profile, patient: patient.replace('Patient/', '') }), request, {
      progress,
      onProgress: (reached) => {
        progress = JSON.parse(JSON.stringify(reached));
      },
      now: () => clock,
    });
  const first = await save();
  if (first.state === 'saved') return first;
  clock += LONGEST_DELAY;
  return save();
}

const FAULTS = ['401', '429:1', '500', 'cut', 'cut-after', 'no-body'];

describe.each(PROFILES)('on %s', (profile) => {
  it('a live contact is written with its time, and meets the criterion', async () => {
    expect(await criterion(profile, call.patient, 'interactive-communication')).not.toBe('met');
    const outcome = await saveAndResume(profile, call.patient, contactRequest(call));
    expect(outcome).toMatchObject({ state: 'saved', route: { id: 'entry-and-contact' } });
    expect(countOf(profile, call.id, call.entryId)).toEqual([1, 1]);
    expect(await criterion(profile, call.patient, 'interactive-communication')).toBe('met');
  });

  it('a voicemail is written with its time, and meets nothing', async () => {
    const before = await criterion(profile, call.patient, 'interactive-communication');
    const activity = { ...call.activity, activity: 'unsuccessful-outreach', counting: 'administrative' as const };
    const coding = { system: ACTIVITY_SYSTEM, code: 'unsuccessful-outreach' };
    const voicemail = contactRequest({ ...call, outcome: 'voicemail', activity: { ...activity, coding } });
    expect(await saveAndResume(profile, call.patient, voicemail)).toMatchObject({ state: 'saved' });
    expect(await criterion(profile, call.patient, 'interactive-communication')).toBe(before);
  });

  const writes = profile === 'full' ? [1] : [1, 2];
  it.each(writes.flatMap((nth) => FAULTS.map((fault) => ({ nth, fault }))))(
    'a contact whose write $nth fails once with $fault is neither lost nor doubled',
    async ({ nth, fault }) => {
      sandbox.fault({ match: { profile, method: 'POST', nth }, fault, times: 1 });
      expect(await saveAndResume(profile, call.patient, contactRequest(call))).toMatchObject({ state: 'saved' });
      expect(countOf(profile, call.id, call.entryId)).toEqual([1, 1]);
    },
  );

  const route = { full: 'consent', 'epic-like': 'form', 'oracle-like': 'document' }[profile];
  it(`a consent is written by the way that this EHR has (${route}), and read again as given`, async () => {
    const outcome = await saveAndResume(profile, consent.patient, consentRequest(consent));
    expect(outcome).toMatchObject({ state: 'saved', route: { id: route }, remarks: [] });
    expect(countOf(profile, consent.id)).toEqual([1]);
    const reference = outcome.state === 'saved' ? outcome.references[consent.id] : undefined;
    const { consents } = await ledgerOf(profile, consent.patient);
    expect(consents).toContainEqual(expect.objectContaining({ reference, state: 'given', ended: null }));
  });

  it('a withdrawal that is written ends the consent of the chart', async () => {
    const patient = 'Patient/billable';
    expect(await criterion(profile, patient, 'consent')).toBe('met');
    const at = seconds('2026-02-20T10:00:00-05:00');
    const request = consentRequest({ ...consent, patient, decision: 'withdrawn', at });
    expect(await saveAndResume(profile, patient, request)).toMatchObject({ state: 'saved' });
    expect(await criterion(profile, patient, 'consent')).toBe('unmet');
  });

  it.each(FAULTS)('a consent whose write fails once with %s is neither lost nor doubled', async (fault) => {
    sandbox.fault({ match: { profile, method: 'POST', nth: 1 }, fault, times: 1 });
    expect(await saveAndResume(profile, consent.patient, consentRequest(consent))).toMatchObject({ state: 'saved' });
    expect(countOf(profile, consent.id)).toEqual([1]);
  });
});

describe('where the EHR grants less', () => {
  const ways = async (scope: string) => {
    const connection = connectionTo(sandbox, { scope, patient: 'no-live-contact' });
    const [contact, form] = await Promise.all(
      [contactRequest(call), consentRequest(consent)].map((request) => chooseRecordRoute(connection, request)),
    );
    return [contact?.route?.id ?? null, form?.route?.id ?? null];
  };

  it.each([
    ['patient/*.cruds', 'entry-and-contact', 'consent'],
    ['patient/*.rs patient/Communication.c patient/QuestionnaireResponse.c', 'contact', 'form'],
    ['patient/*.rs patient/Procedure.c', 'entry', null],
    ['patient/*.rs patient/DocumentReference.c', 'document', 'document'],
    ['patient/*.rs', null, null],
  ])('%s: a contact goes by %s, a consent by %s', async (scope, contact, form) => {
    expect(await ways(scope)).toEqual([contact, form]);
  });
});
