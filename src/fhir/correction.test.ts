import { describe, expect, it } from 'vitest';
import type { Instant } from '../rules/ledger.ts';
import { activityChoices } from './activities.ts';
import { readLedger, serviceMonth } from './index.ts';
import type { Resource } from './resource.ts';
import { DEFAULT_SETTINGS } from './settings.ts';
import { runningTimers } from './timer.ts';
import { correctingEntry, voidedEntry, voidingEntry } from './write/correction.ts';
import { closedTimerDocument, type EntryContent, entryProcedure, timerDocument } from './write/entry.ts';

const month = serviceMonth('2026-03', 'America/New_York');
const at = (iso: string): Instant => Date.parse(iso) / 1000;
const [activity] = activityChoices(DEFAULT_SETTINGS);
if (activity === undefined) throw new Error('no activities');

const content: EntryContent = {
  id: '0b8f4f7e-6d0a-4c3e-9a51-2f6a1c0d0001',
  patient: 'Patient/p1',
  user: 'Practitioner/n1',
  activity,
  start: at('2026-03-17T14:00:00Z'),
  end: at('2026-03-17T14:10:00Z'),
  note: 'Seen: five days above target',
  encounter: null,
  reasons: ['Observation/o1'],
  recordedAt: at('2026-03-17T14:12:00Z'),
};
const other = { ...content, id: '0b8f4f7e-6d0a-4c3e-9a51-2f6a1c0d0002', end: at('2026-03-17T14:06:00Z') };

/** As the EHR would give it back. */
const stored = (id: string, resource: object): Resource => JSON.parse(JSON.stringify({ ...resource, id }));
const read = (...resources: Resource[]) => readLedger(resources, 'Patient/p1', month, DEFAULT_SETTINGS);
const without = (resource: Resource, ...names: string[]): Resource =>
  JSON.parse(JSON.stringify(resource, (key, value) => (names.includes(key) ? undefined : value)));

const entry = stored('e1', entryProcedure(content));
const correction = stored('e2', correctingEntry(other, 'Procedure/e1'));
const voiding = stored(
  'v1',
  voidingEntry({ ...content, id: other.id, entry, older: 'Procedure/e1', reason: 'Logged twice' }),
);

describe('an entry of ours', () => {
  it('is read as it was written', () => {
    expect(read(entry).entries).toEqual([
      {
        reference: 'Procedure/e1',
        start: content.start,
        end: content.end,
        ...{ activity: activity.activity, counting: activity.counting },
        performers: ['Practitioner/n1'],
        note: content.note,
        recorded: content.recordedAt,
      },
    ]);
  });

  it.each([
    ['a correction', correction],
    ['a correction whose extensions the EHR dropped', without(correction, 'extension')],
  ])('and %s are one: only the correction counts, the old one is listed', (_, later) => {
    for (const order of [
      [entry, later],
      [later, entry],
    ]) {
      const ledger = read(...order);
      expect(ledger.entries).toMatchObject([{ reference: 'Procedure/e2', end: other.end }]);
      expect(ledger.setAside).toMatchObject([{ reference: 'Procedure/e1', reason: 'entered-in-error' }]);
    }
  });

  it.each([
    ['in place', [stored('e1', voidedEntry(entry, 'Logged twice'))]],
    ['by a later one', [entry, voiding]],
    ['by a later one whose extensions the EHR dropped', [without(voiding, 'extension'), entry]],
  ])('taken back %s counts no more and is listed', (_, resources) => {
    const ledger = read(...resources);
    expect(ledger.entries).toEqual([]);
    expect(ledger.setAside.map(({ reason }) => reason)).toEqual(resources.map(() => 'entered-in-error'));
  });
});

describe('a running timer', () => {
  const inProgress = stored('t1', entryProcedure({ ...content, end: null }));
  const document = stored('d1', timerDocument(content));

  it.each([
    ['an entry in progress', inProgress, 'Procedure/t1'],
    ['a document', document, 'DocumentReference/d1'],
  ])('is read from %s', (_, resource, reference) => {
    expect(read(resource).timers).toEqual([{ reference, start: content.start }]);
    expect(runningTimers([resource], DEFAULT_SETTINGS)).toMatchObject([
      {
        reference,
        record: content.id,
        activity: activity.activity,
        start: content.start,
        performers: ['Practitioner/n1'],
      },
    ]);
  });

  it.each([
    ['its document was closed', [stored('d1', closedTimerDocument(document))]],
    ['its entry is there, though nobody closed the document', [document, entry]],
    [
      'its twin, which a browser sent by itself, was stopped',
      [
        stored('t9', { ...inProgress, meta: { lastUpdated: '2026-03-17T14:00:01Z' } }),
        { ...entry, meta: { lastUpdated: '2026-03-17T14:12:00Z' } },
      ],
    ],
  ])('runs no more when %s', (_, resources) => {
    expect(read(...resources).timers).toEqual([]);
    expect(runningTimers(resources, DEFAULT_SETTINGS)).toEqual([]);
  });
});
