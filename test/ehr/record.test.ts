import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PROFILES, type ProfileName } from '../../mocks/fhir/profiles.ts';
import { Sandbox } from '../../mocks/sandbox.ts';
import { LONGEST_DELAY, saveRecord } from '../../src/ehr/record/save.ts';
import type { RecordProgress, RecordRequest } from '../../src/ehr/record/types.ts';
import { RECORD_SYSTEM } from '../../src/fhir/record-codes.ts';
import { connectionTo } from './connection.ts';

const sandbox = new Sandbox({ origin: 'http://ehr.test' });
beforeEach(() => sandbox.reset());
afterEach(() => vi.useRealTimers());

const ENTRY = '0b8f4f7e-6d0a-4c3e-9a51-2f6a1c0d0001';
const CONTACT = '0b8f4f7e-6d0a-4c3e-9a51-2f6a1c0d0002';
const PROVENANCE = '0b8f4f7e-6d0a-4c3e-9a51-2f6a1c0d0003';
const identifier = (value: string) => [{ system: RECORD_SYSTEM, value }];
const subject = { reference: 'Patient/billable' };

/** A call: its time, the communication that is part of it, and who wrote it down. */
const call: RecordRequest = {
  routes: [
    {
      id: 'procedure',
      name: 'an entry and a contact in the chart',
      next: null,
      steps: [
        {
          kind: 'create',
          id: ENTRY,
          resource: {
            resourceType: 'Procedure',
            identifier: identifier(ENTRY),
            status: 'completed',
            subject,
            performedPeriod: { start: '2026-03-20T14:00:00Z', end: '2026-03-20T14:08:00Z' },
          },
        },
        {
          kind: 'create',
          id: CONTACT,
          resource: {
            resourceType: 'Communication',
            identifier: identifier(CONTACT),
            status: 'completed',
            subject,
            recipient: [subject],
            partOf: [{ reference: `urn:uuid:${ENTRY}` }],
          },
        },
        {
          kind: 'create',
          id: PROVENANCE,
          optional: true,
          resource: {
            resourceType: 'Provenance',
            target: [{ reference: `urn:uuid:${ENTRY}` }, subject],
            recorded: '2026-03-20T14:09:00Z',
            agent: [{ who: { reference: 'Practitioner/nurse' } }],
          },
        },
      ],
    },
  ],
};

/** What of the call is in the EHR. */
function written(profile: ProfileName) {
  const of = (type: string, text: string) =>
    sandbox
      .store(profile)
      .all(type)
      .filter((each) => JSON.stringify(each).includes(text));
  return { entries: of('Procedure', ENTRY), contacts: of('Communication', CONTACT) };
}

/** A tab: it keeps its progress, whatever happens. */
function tab(profile: ProfileName, request = call) {
  const connection = connectionTo(sandbox, { profile });
  let progress: RecordProgress | null = null;
  let clock = Date.now();
  return {
    later: (milliseconds: number) => {
      clock += milliseconds;
    },
    progress: () => progress,
    resume: (kept: RecordProgress | null) => {
      progress = kept;
    },
    save: () =>
      saveRecord(connection, request, {
        progress,
        onProgress: (reached) => {
          progress = JSON.parse(JSON.stringify(reached));
        },
        now: () => clock,
      }),
  };
}

const isWhole = (profile: ProfileName) => {
  const { entries, contacts } = written(profile);
  expect([entries.length, contacts.length]).toEqual([1, 1]);
  expect(contacts[0]).toMatchObject({ partOf: [{ reference: `Procedure/${entries[0]?.id}` }] });
};

describe.each(PROFILES)('on %s', (profile) => {
  it('an entry and its contact are written together and refer to each other', async () => {
    expect(await tab(profile).save()).toMatchObject({ state: 'saved', route: { id: 'procedure' } });
    isWhole(profile);
  });

  it('saving twice, or from a copy of the tab, writes once', async () => {
    await tab(profile).save();
    expect(await tab(profile).save()).toMatchObject({ state: 'saved' });
    isWhole(profile);
  });

  const writes = profile === 'full' ? [1] : [1, 2];
  const faults = ['401', '403', '404', '429:1', '500', 'cut', 'cut-after', 'no-body'];
  it.each(writes.flatMap((nth) => faults.map((fault) => ({ nth, fault }))))(
    'write $nth failing once with $fault loses nothing and doubles nothing',
    async ({ nth, fault }) => {
      const first = tab(profile);
      sandbox.fault({ match: { profile, method: 'POST', nth }, fault, times: 1 });
      const outcome = await first.save();
      if (profile !== 'full' && (fault === '403' || fault === '404'))
        expect(outcome).toMatchObject({ state: 'refused', done: nth - 1 });
      // The person reads what happened, reloads, waits a minute and presses the button again.
      const second = tab(profile);
      second.resume(first.progress());
      second.later(LONGEST_DELAY);
      const end = outcome.state === 'saved' ? outcome : await second.save();
      expect(end.state).toBe('saved');
      isWhole(profile);
    },
  );

  it('what has no clear answer is not sent again at once, but looked for', async () => {
    if (profile === 'full') return;
    const first = tab(profile);
    sandbox.fault({ match: { profile, method: 'POST', nth: 1 }, fault: 'cut', times: 1 });
    expect(await first.save()).toMatchObject({ state: 'unknown-outcome' });
    expect(await first.save()).toMatchObject({ state: 'unknown-outcome' });
    first.later(LONGEST_DELAY);
    expect(await first.save()).toMatchObject({ state: 'saved' });
    isWhole(profile);
  });
});

describe('an update', () => {
  const reference = 'Procedure/billable-entry-1';
  const change = (note: string, version: string): RecordRequest => {
    const stored = sandbox.store('full').read(reference);
    if (stored === undefined) throw new Error('the story has changed');
    // The store's resource is a Procedure by its reference.
    const resource = { ...stored, resourceType: 'Procedure', note: [{ text: note }] } as never;
    return {
      routes: [
        {
          id: 'procedure',
          name: 'the entry itself',
          next: null,
          steps: [{ kind: 'update', id: 'change', version, resource }],
        },
      ],
    };
  };

  it('of a version that somebody changed is a conflict, shown with what is there now', async () => {
    const [mine, theirs] = [change('mine', '1'), change('theirs', '1')];
    await tab('full', theirs).save();
    expect(await tab('full', mine).save()).toMatchObject({
      state: 'conflict',
      current: { note: [{ text: 'theirs' }] },
    });
  });

  it.each(['cut', 'cut-after', '500', '401', '429:1'])(
    'failing once with %s ends in one new version',
    async (fault) => {
      const first = tab('full', change('mine', '1'));
      sandbox.fault({ match: { profile: 'full', method: 'PUT' }, fault, times: 1 });
      const outcome = await first.save();
      if (outcome.state !== 'saved') expect(await first.save()).toMatchObject({ state: 'saved' });
      expect(sandbox.store('full').read(reference)).toMatchObject({
        meta: { versionId: '2' },
        note: [{ text: 'mine' }],
      });
    },
  );
});
