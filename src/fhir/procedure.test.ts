import { describe, expect, test } from 'vitest';
import { coded, entry, ledgerOf, reasonsIn, seconds } from '../../test/fhir-examples.ts';
import {
  ACTIVITIES,
  ACTIVITY_SYSTEM,
  OTHER_PROGRAM_SYSTEM,
  R5_RECORDED_EXTENSION,
  RECORDED_EXTENSION,
  REPLACES_EXTENSION,
} from './codes.ts';
import { parseSettings } from './settings.ts';

const START = '2026-03-10T10:00:00-04:00';

test('an entry is read whole', () => {
  expect(ledgerOf([entry()]).entries).toEqual([
    {
      reference: 'Procedure/e1',
      activity: 'medication-adjustment',
      counting: 'counts',
      start: seconds(START),
      end: seconds(START) + 1200,
      performers: ['Practitioner/n1'],
      note: 'Synthetic: dose changed.',
      recorded: null,
    },
  ]);
});

test.each(Object.entries(ACTIVITIES))('%s is %s', (code, counting) => {
  const [read] = ledgerOf([entry({ code: coded(ACTIVITY_SYSTEM, code) })]).entries;
  expect(read).toMatchObject({ activity: code, counting });
});

describe('an entry is set aside as', () => {
  const period = (start: unknown, end: unknown) => ({ performedPeriod: { start, end } });
  test.each<[reason: string, what: string, changes: Record<string, unknown>]>([
    ['entered-in-error', 'withdrawn', { status: 'entered-in-error' }],
    ['entered-in-error', 'withdrawn, whatever else is wrong', { status: 'entered-in-error', performer: 5 }],
    ['wrong-patient', 'another’s', { subject: { reference: 'Patient/p2' } }],
    ['wrong-patient', 'another’s, whatever its shape', { subject: { reference: 'Patient/p2' }, performer: 5 }],
    ['unreadable', 'nobody’s', { subject: undefined }],
    ['unreadable', 'performer is a number', { performer: 5 }],
    ['unreadable', 'a note is nothing', { note: [null] }],
    ['unreadable', 'start is a number', period(1773151200, START)],
    ['unreadable', 'no status', { status: undefined }],
    ['not-completed', 'given up', { status: 'not-done' }],
    ['not-completed', 'running', { status: 'in-progress' }],
    ['no-period', 'no period', { performedPeriod: undefined }],
    ['no-period', 'a single moment', { performedPeriod: undefined, performedDateTime: START }],
    ['no-period', 'no start', period(undefined, START)],
    ['no-end', 'no end', period(START, undefined)],
    ['unreadable', 'no date', period('yesterday', START)],
    ['unreadable', 'a bad date beside an imprecise one', period('2026-03-10', 'today')],
    ['imprecise-time', 'a date only', period('2026-03-10', START)],
    ['imprecise-time', 'an end that is a month', period(START, '2026-03')],
    ['no-time-zone-offset', 'no offset', period(START, '2026-03-10T10:20:00')],
    ['end-before-start', 'ends first', period('2026-03-10T10:20:00-04:00', START)],
    ['unknown-activity', 'an unknown code', { code: coded(ACTIVITY_SYSTEM, 'knitting') }],
    ['unknown-activity', 'a name of every object', { code: coded(ACTIVITY_SYSTEM, 'constructor') }],
    ['implausible-length', 'a second over four hours', period(START, '2026-03-10T14:00:01-04:00')],
  ])('%s: %s', (reason, _, changes) => {
    const ledger = ledgerOf([entry(changes)]);
    expect(reasonsIn(ledger)).toEqual([`Procedure/e1 ${reason}`]);
    expect(ledger.entries).toEqual([]);
  });

  test.each([[undefined], [null], [7], ['a b'], ['x'.repeat(65)], ['../e1'], ['']])('unreadable: id %j', (id) => {
    expect(reasonsIn(ledgerOf([entry({ id })]))).toEqual(['Procedure/? unreadable']);
  });

  test('with a detail that says what was found, in few words', () => {
    const [aside] = ledgerOf([entry({ performedPeriod: { start: 'x'.repeat(100_000), end: START } })]).setAside;
    expect(aside?.detail).toMatch(/^its start “x+…/);
    expect(aside?.detail.length).toBeLessThanOrEqual(120);
  });
});

test.each([
  ['four hours exactly', START, '2026-03-10T14:00:00-04:00'],
  ['no time at all', START, START],
  ['a fraction of a second backwards, which is cut', '2026-03-10T10:00:00.9-04:00', '2026-03-10T10:00:00.1-04:00'],
])('%s is a fine length', (_, start, end) => {
  expect(ledgerOf([entry({ performedPeriod: { start, end } })]).entries).toHaveLength(1);
});

describe('none of ours', () => {
  test.each([
    ['another system', { code: coded('http://snomed.info/sct', '182836005') }],
    ['our code without our system', { code: { coding: [{ code: 'medication-adjustment' }] } }],
    ['no code', { code: undefined }],
    ['codings that are none', { code: { coding: 'medication-adjustment' } }],
    ['codings that are nothing', { code: { coding: [null, 5] } }],
  ])('%s leaves no trace', (_, changes) => {
    const ledger = ledgerOf([entry(changes)]);
    expect([ledger.entries, ledger.setAside]).toEqual([[], []]);
  });
});

describe('a timer', () => {
  test.each([
    ['runs since its start', { start: START }, seconds(START)],
    ['whose start is no exact time', { start: '2026-03-10' }, null],
    ['without a period', undefined, null],
  ])('%s', (_, performedPeriod, start) => {
    expect(ledgerOf([entry({ status: 'in-progress', performedPeriod })]).timers).toEqual([
      { reference: 'Procedure/e1', start },
    ]);
  });
});

describe('another programme’s time', () => {
  const ccm = { id: 'o1', code: coded(OTHER_PROGRAM_SYSTEM, 'ccm') };
  test('is read', () => {
    expect(ledgerOf([entry(ccm)]).otherPrograms).toEqual([
      { reference: 'Procedure/o1', program: 'ccm', start: seconds(START), end: seconds(START) + 1200 },
    ]);
  });
  test('that can’t be used is set aside; that was withdrawn leaves no trace', () => {
    expect(reasonsIn(ledgerOf([entry({ ...ccm, performedPeriod: {} })]))).toEqual(['Procedure/o1 no-period']);
    expect(reasonsIn(ledgerOf([entry({ ...ccm, status: 'entered-in-error' })]))).toEqual([]);
    expect(ledgerOf([entry({ ...ccm, status: 'in-progress' })]).timers).toEqual([]);
  });
  test('may be an entry’s as well', () => {
    const both = [...coded(ACTIVITY_SYSTEM, 'care-plan-change').coding, ...ccm.code.coding];
    const ledger = ledgerOf([entry({ code: { coding: both } })]);
    expect([ledger.entries.length, ledger.otherPrograms.length]).toEqual([1, 1]);
  });
});

test('an entry of two activities counts only when both do', () => {
  const both = ['medication-adjustment', 'scheduling'].flatMap((code) => coded(ACTIVITY_SYSTEM, code).coding);
  expect(ledgerOf([entry({ code: { coding: both } })]).entries[0]?.counting).toBe('administrative');
});

describe('an entry was recorded', () => {
  const said = { extension: [{ url: RECORDED_EXTENSION, valueDateTime: '2026-03-12T08:00:00Z' }] };
  const first = { meta: { versionId: '1', lastUpdated: '2026-03-14T08:00:00.5Z' } };
  const later = { meta: { versionId: '2', lastUpdated: '2026-03-15T08:00:00Z' } };
  const provenance = (id: string, recorded: unknown) => ({
    resourceType: 'Provenance',
    id,
    recorded,
    target: [{ reference: 'https://ehr.example/fhir/Procedure/e1/_history/1' }, null],
  });
  test.each<[string, unknown[], string | null]>([
    [
      'when it says so',
      [entry({ ...said, ...first }), provenance('v1', '2026-03-13T08:00:00Z')],
      '2026-03-12T08:00:00Z',
    ],
    [
      'when it says so as R5 would',
      [entry({ extension: [{ url: R5_RECORDED_EXTENSION, valueDateTime: '2026-03-12T08:00:00Z' }], ...first })],
      '2026-03-12T08:00:00Z',
    ],
    [
      'when the earliest Provenance says',
      [entry(first), provenance('v1', '2026-03-20T08:00:00Z'), provenance('v2', '2026-03-13T08:00:00Z')],
      '2026-03-13T08:00:00Z',
    ],
    ['when its first version was stored', [entry(first), provenance('v1', 'today')], '2026-03-14T08:00:00Z'],
    [
      'when its only version was stored',
      [entry({ meta: { lastUpdated: '2026-03-14T08:00:00Z' } })],
      '2026-03-14T08:00:00Z',
    ],
    ['at no known time, when only a later version is known', [entry(later)], null],
  ])('%s', (_, resources, expected) => {
    expect(ledgerOf(resources).entries[0]?.recorded).toBe(expected === null ? null : seconds(expected));
  });
});

describe('a correction', () => {
  const replaces = (reference: string) => ({ extension: [{ url: REPLACES_EXTENSION, valueReference: { reference } }] });
  test('stands in the place of the older entry', () => {
    const ledger = ledgerOf([entry(), entry({ id: 'e2', ...replaces('Procedure/e1') })]);
    expect(ledger.entries.map(({ reference }) => reference)).toEqual(['Procedure/e2']);
    expect(ledger.setAside).toEqual([
      { reference: 'Procedure/e1', reason: 'entered-in-error', detail: 'it was corrected by Procedure/e2' },
    ]);
  });
  test('made twice is told alike in any order', () => {
    const all = [
      entry(),
      entry({ id: 'e3', ...replaces('Procedure/e1') }),
      entry({ id: 'e2', ...replaces('Procedure/e1') }),
    ];
    for (const resources of [all, all.toReversed()])
      expect(ledgerOf(resources).setAside.map(({ detail }) => detail)).toEqual(['it was corrected by Procedure/e2']);
  });
  test('ends a running timer', () => {
    const timer = entry({ status: 'in-progress' });
    expect(ledgerOf([timer, entry({ id: 'e2', ...replaces('Procedure/e1') })]).timers).toEqual([]);
  });
  test('that can’t be used itself corrects nothing, and nothing corrects itself', () => {
    const broken = entry({ id: 'e2', ...replaces('Procedure/e1'), performedPeriod: {} });
    expect(ledgerOf([entry(), broken]).entries).toHaveLength(1);
    expect(ledgerOf([entry(replaces('Procedure/e1'))]).entries).toHaveLength(1);
  });
});

test('a practice’s own codes are understood beside the standard ones', () => {
  const settings = parseSettings({
    codes: {
      activities: [
        { system: 'urn:local', code: 'A1', activity: 'alert-response' },
        { system: 'urn:local', code: 'A2', activity: 'fax', counting: 'administrative' },
      ],
      otherPrograms: [{ system: 'urn:local', code: 'P1', program: 'wound care' }],
    },
  });
  const codes = ['A1', 'A2', 'P1'].map((code) => entry({ id: code, code: coded('urn:local', code) }));
  const ledger = ledgerOf([entry(), ...codes], settings);
  expect(ledger.entries.map(({ activity, counting }) => `${activity} ${counting}`)).toEqual([
    'medication-adjustment counts',
    'alert-response counts',
    'fax administrative',
  ]);
  expect(ledger.otherPrograms.map(({ program }) => program)).toEqual(['wound care']);
});

test('an entry is as long as the payer’s policy believes', () => {
  const settings = parseSettings({ policy: { maximumEntrySeconds: 1199 } });
  expect(reasonsIn(ledgerOf([entry()], settings))).toEqual(['Procedure/e1 implausible-length']);
});
