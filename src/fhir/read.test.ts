import { describe, expect, test } from 'vitest';
import { charge, consent, contact, entry, ledgerOf, reading, visit } from '../../test/fhir-examples.ts';
import { serviceMonth } from './calendar.ts';
import { readLedger } from './read.ts';
import { RECORD_SYSTEM } from './record-codes.ts';
import { DEFAULT_SETTINGS } from './settings.ts';

describe('a resource that came twice is read once:', () => {
  const version = (note: string, meta?: unknown) => entry({ note: [{ text: note }], meta });
  test.each<[string, unknown, unknown]>([
    ['the one updated later', { lastUpdated: '2026-03-11T09:00:00Z' }, { lastUpdated: '2026-03-11T05:00:01-04:00' }],
    ['the one that has a time', undefined, { lastUpdated: '2026-03-11T09:00:00Z' }],
    ['the one of the higher version', { versionId: '9' }, { versionId: '10' }],
    ['the same one in any order, where nothing tells', undefined, undefined],
  ])('%s', (_, older, newer) => {
    const [one, other] = [version('a', older), version('b', newer)];
    expect(ledgerOf([one, other]).entries.map(({ note }) => note)).toEqual(['b']);
    expect(ledgerOf([other, one]).entries.map(({ note }) => note)).toEqual(['b']);
  });
});

test('the order of resources doesn’t matter', () => {
  const all = [entry(), contact(), consent(), reading(), charge(), visit(), entry({ id: 'e2', performedPeriod: {} })];
  expect(ledgerOf(all.toReversed())).toEqual(ledgerOf(all));
});

test('what could not be asked for is unknown, each kind once', () => {
  const month = serviceMonth('2026-03', 'America/New_York');
  const unread = ['consents', 'visits', 'consents'] as const;
  expect(readLedger([], 'Patient/p1', month, DEFAULT_SETTINGS, unread).unread).toEqual(['consents', 'visits']);
});

test.each([
  ['nothing', null],
  ['a text', 'Procedure'],
  ['a list', [entry()]],
  ['no type', { id: 'e1' }],
  ['a type that is a number', { resourceType: 5 }],
  ['a type that every object knows', { resourceType: '__proto__', id: 'e1' }],
  ['a type without a reader', { resourceType: 'Immunization', id: 'i1' }],
])('%s leaves no trace', (_, resource) => {
  expect(ledgerOf([resource])).toEqual(ledgerOf([]));
});

test('what a browser sent twice by itself counts once: of copies with our identifier the newest stands', () => {
  const identifier = [{ system: RECORD_SYSTEM, value: '0b8f4f7e-6d0a-4c3e-9a51-2f6a1c0d0001' }];
  const copies = [
    entry({ id: 'e1', identifier, meta: { lastUpdated: '2026-03-10T10:21:00Z' } }),
    entry({ id: 'e2', identifier, meta: { lastUpdated: '2026-03-10T10:21:01Z' } }),
    contact({ id: 'c1', identifier }),
  ];
  for (const resources of [copies, copies.toReversed()]) {
    const ledger = ledgerOf(resources);
    expect(ledger.entries.map(({ reference }) => reference)).toEqual(['Procedure/e2']);
    expect(ledger.contacts).toHaveLength(1);
    expect(ledger.setAside).toEqual([
      { reference: 'Procedure/e1', reason: 'entered-in-error', detail: 'it is a second copy of Procedure/e2' },
    ]);
  }
});
