import { beforeEach, describe, expect, it } from 'vitest';
import { PROFILES, type ProfileName } from '../../mocks/fhir/profiles.ts';
import { Sandbox } from '../../mocks/sandbox.ts';
import { readMonth } from '../../src/ehr/read.ts';
import { changeOfEntry, newEntry, timerDiscard, timerStart, timerStop, voidingOf } from '../../src/ehr/record/entry.ts';
import { LONGEST_DELAY, saveRecord } from '../../src/ehr/record/save.ts';
import type { RecordProgress, RecordRequest } from '../../src/ehr/record/types.ts';
import type { Connection } from '../../src/ehr/types.ts';
import { activityChoices } from '../../src/fhir/activities.ts';
import { readLedger, serviceMonth } from '../../src/fhir/index.ts';
import { isResource, referenceOf } from '../../src/fhir/resource.ts';
import { DEFAULT_SETTINGS } from '../../src/fhir/settings.ts';
import { runningTimers } from '../../src/fhir/timer.ts';
import type { EntryContent } from '../../src/fhir/write/entry.ts';
import { connectionTo } from './connection.ts';

const month = serviceMonth('2026-03', 'America/New_York');
const sandbox = new Sandbox({ origin: 'http://ehr.test' });
beforeEach(() => sandbox.reset());

const [activity] = activityChoices(DEFAULT_SETTINGS);
if (activity === undefined) throw new Error('no activities');
const at = (iso: string) => Date.parse(iso) / 1000;
const content: EntryContent = {
  id: '0b8f4f7e-6d0a-4c3e-9a51-2f6a1c0d0001',
  patient: 'Patient/billable',
  user: 'Practitioner/nurse',
  activity,
  start: at('2026-03-25T18:40:00Z'),
  end: at('2026-03-25T18:50:00Z'),
  note: 'Seen: five days above target',
  encounter: null,
  reasons: [],
  recordedAt: at('2026-03-25T18:51:00Z'),
};

async function look(connection: Connection) {
  const { resources, patient, unread } = await readMonth(connection, month);
  const ledger = readLedger(resources, patient, month, DEFAULT_SETTINGS, unread);
  const [timer = null] = runningTimers(resources, DEFAULT_SETTINGS);
  const ours = ledger.entries.filter(({ start }) => start === content.start);
  return { ledger, timer, ours, find: (reference: string) => found(resources, reference) };
}

function found(resources: readonly unknown[], reference: string) {
  const resource = resources.filter(isResource).find((one) => referenceOf(one) === reference);
  if (resource === undefined) throw new Error(`${reference} is not in the month`);
  return resource;
}

/** Saves until it is saved, as a person does who waits a minute and presses the button again after each failure; each time in a new session. */
async function saveAtLast(profile: ProfileName, request: RecordRequest): Promise<string[]> {
  let progress: RecordProgress | null = null;
  const states: string[] = [];
  for (let attempt = 0; attempt < 4; attempt += 1) {
    const outcome = await saveRecord(connectionTo(sandbox, { profile }), request, {
      progress,
      onProgress: (reached) => {
        progress = reached;
      },
      now: () => Date.now() + attempt * LONGEST_DELAY,
    });
    states.push(outcome.state);
    if (outcome.state === 'saved') return states;
  }
  return states;
}

const FAULTS = ['401', '429:1', '500', 'cut', 'cut-after', 'no-body'];
const METHODS = ['POST', 'PUT'];
const each = PROFILES.flatMap((profile) =>
  METHODS.flatMap((method) => FAULTS.map((fault) => ({ profile, method, fault }))),
);

describe('with a write that fails once', () => {
  it.each(each)(
    'a timer becomes one entry on $profile though $method meets $fault',
    async ({ profile, method, fault }) => {
      const connection = connectionTo(sandbox, { profile });
      sandbox.fault({ match: { profile, method }, fault, times: 1 });
      expect((await saveAtLast(profile, timerStart({ ...content, end: null }))).at(-1)).toBe('saved');
      const { timer, ledger } = await look(connection);
      expect(ledger.timers).toHaveLength(1);
      expect(timer).toMatchObject({ record: content.id, start: content.start });
      sandbox.fault({ match: { profile, method }, fault, times: 1 });
      expect((await saveAtLast(profile, timerStop(timer, content))).at(-1)).toBe('saved');
      const after = await look(connection);
      expect(after.ours).toMatchObject([{ end: content.end, note: content.note, performers: ['Practitioner/nurse'] }]);
      expect(after.ledger.timers).toEqual([]);
    },
  );

  it.each(each)(
    'an entry is logged, changed and taken back on $profile though $method meets $fault',
    async ({ profile, method, fault }) => {
      const connection = connectionTo(sandbox, { profile });
      const failOnce = () => sandbox.fault({ match: { profile, method }, fault, times: 1 });
      failOnce();
      expect((await saveAtLast(profile, newEntry(content))).at(-1)).toBe('saved');
      const first = await look(connection);
      expect(first.ours).toHaveLength(1);
      const reference = first.ours[0]?.reference ?? '';

      failOnce();
      const change = { ...content, id: '0b8f4f7e-6d0a-4c3e-9a51-2f6a1c0d0002', end: at('2026-03-25T18:45:00Z') };
      expect((await saveAtLast(profile, changeOfEntry(first.find(reference), reference, change))).at(-1)).toBe('saved');
      const second = await look(connection);
      expect(second.ours).toMatchObject([{ end: change.end }]);

      failOnce();
      const changed = second.ours[0]?.reference ?? '';
      const voiding = { ...content, id: '0b8f4f7e-6d0a-4c3e-9a51-2f6a1c0d0003', reason: 'Logged twice' };
      const request = voidingOf({ ...voiding, entry: second.find(changed), reference: changed });
      expect((await saveAtLast(profile, request)).at(-1)).toBe('saved');
      const third = await look(connection);
      expect(third.ours).toEqual([]);
      expect(third.ledger.setAside.filter(({ reason }) => reason === 'entered-in-error')).not.toEqual([]);
    },
  );
});

describe.each(PROFILES)('on %s', (profile) => {
  it('a timer that was started by mistake leaves no entry', async () => {
    const connection = connectionTo(sandbox, { profile });
    await saveAtLast(profile, timerStart(content));
    const { timer } = await look(connection);
    if (timer === null) throw new Error('no timer');
    expect((await saveAtLast(profile, timerDiscard(timer, content.id, 'By mistake'))).at(-1)).toBe('saved');
    const after = await look(connection);
    expect([after.ours, after.ledger.timers]).toEqual([[], []]);
  });

  it('who wrote it is noted where the EHR takes that', async () => {
    await saveAtLast(profile, newEntry(content));
    const noted = sandbox.store(profile).all('Provenance');
    expect(noted).toHaveLength(profile === 'epic-like' ? 0 : 1);
    for (const one of noted) expect(one).toMatchObject({ agent: [{ who: { reference: 'Practitioner/nurse' } }] });
  });

  it('where no Procedure may be written, a note tells of the work and says that it does not count', async () => {
    const scope = 'patient/*.rs patient/DocumentReference.cu';
    const outcome = await saveRecord(connectionTo(sandbox, { profile, scope }), newEntry(content));
    expect(outcome).toMatchObject({
      state: 'saved',
      route: { id: 'note', next: expect.stringContaining('does not count') },
    });
  });
});
