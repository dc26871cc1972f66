import { describe, expect, test } from 'vitest';
import { at, contact, entry, exactly, goodLedger, MARCH, MARCH_OVER, reading } from '../../test/ledger-example.ts';
import { evaluate } from './evaluate.ts';
import type { Consent, Ledger } from './ledger.ts';
import { DEFAULT_POLICY, type Policy } from './policy.ts';
import type { CriterionId, CriterionState } from './verdict.ts';

const none: Ledger = { ...goodLedger(), contacts: [], consents: [], readings: [] };
const consent = (reference: string, more: Partial<Consent> = {}): Consent => ({
  reference,
  state: 'given',
  given: exactly('2026-02-01T15:00:00Z'),
  ended: null,
  organization: null,
  ...more,
});
const day = (date: string) => ({ earliest: at(`${date}T04:00:00Z`), latest: at(`${date}T04:00:00Z`) + 24 * 3600 - 1 });

function judge(ledger: Ledger, policy: Partial<Policy> = {}, asOf = MARCH_OVER) {
  return evaluate(ledger, MARCH, { ...DEFAULT_POLICY, ...policy }, asOf);
}

describe('the evidence of each criterion, in order', () => {
  const charge = (code: string) => ({
    reference: `ChargeItem/${code}`,
    code,
    units: 1,
    occurrence: exactly('2026-03-10T15:00:00Z'),
    parties: ['Organization/theirs'],
  });
  const e1 = entry('Procedure/e1', 12, 60);
  const e2 = entry('Procedure/e2', 10, 60);
  test.each<[CriterionId, string, Ledger, CriterionState, string[]]>([
    [
      'consent',
      'those that hold',
      { ...none, consents: [consent('Consent/b'), consent('Consent/a')] },
      'met',
      ['Consent/a', 'Consent/b'],
    ],
    [
      'consent',
      'those that do not',
      {
        ...none,
        consents: [consent('Consent/b', { state: 'declined' }), consent('Consent/a', { state: 'withdrawn' })],
      },
      'unmet',
      ['Consent/a', 'Consent/b'],
    ],
    ['consent', 'nothing was read', { ...none, unread: ['consents'] }, 'unknown', []],
    [
      'physiologic-data',
      'device readings only',
      {
        ...none,
        readings: [
          reading('Observation/b', 2),
          reading('Observation/a', 3),
          reading('Observation/told', 4, { device: null, selfReported: true }),
        ],
      },
      'met',
      ['Observation/a', 'Observation/b'],
    ],
    [
      'minimum-time',
      'what counts',
      { ...goodLedger(e1, e2, entry('Procedure/e3', 11, 60, { counting: 'passive' })) },
      'unmet',
      ['Procedure/e1', 'Procedure/e2'],
    ],
    [
      'interactive-communication',
      'live ones',
      {
        ...none,
        contacts: [
          contact('Communication/b', 12),
          contact('Communication/a', 13),
          contact('Communication/u', 11, { medium: 'unstated' }),
        ],
      },
      'met',
      ['Communication/a', 'Communication/b'],
    ],
    [
      'interactive-communication',
      'unstated ones',
      {
        ...none,
        contacts: [contact('Communication/u', 11, { medium: 'unstated' })],
        entries: [entry('Procedure/e1', 12, 60, { activity: 'live-contact' })],
      },
      'unknown',
      ['Communication/u'],
    ],
    [
      'interactive-communication',
      'declared ones',
      {
        ...none,
        entries: [
          entry('Procedure/e2', 12, 60, { activity: 'live-contact' }),
          entry('Procedure/e1', 13, 60, { activity: 'live-contact' }),
          entry('Procedure/e3', 13, 61),
        ],
      },
      'unknown',
      ['Procedure/e1', 'Procedure/e2'],
    ],
    ['interactive-communication', 'nothing was read', { ...none, unread: ['contacts'] }, 'unknown', []],
    ['interactive-communication', 'nothing is there', none, 'unmet', []],
    [
      'clinical-decision',
      'entries with a note',
      goodLedger(e1, e2, entry('Procedure/e3', 11, 60, { note: null })),
      'met',
      ['Procedure/e1', 'Procedure/e2'],
    ],
    [
      'clinical-decision',
      'entries that lack one',
      goodLedger(entry('Procedure/e3', 11, 60, { note: null })),
      'unknown',
      ['Procedure/e3'],
    ],
    ['clinical-decision', 'nothing was read', { ...none, unread: ['entries'] }, 'unknown', []],
    ['clinical-decision', 'nothing is there', none, 'unmet', []],
    ['no-conflict', 'nothing was read', { ...none, unread: ['charges'] }, 'unknown', []],
    ['no-conflict', 'nothing is there', none, 'met', []],
    [
      'no-conflict',
      'what excludes ours',
      { ...none, charges: [charge('98981'), charge('98980'), charge('99454')] },
      'unmet',
      ['ChargeItem/98980', 'ChargeItem/98981'],
    ],
  ])('%s: %s', (id, _, ledger, state, evidence) => {
    expect(judge(ledger).criteria.find((criterion) => criterion.id === id)).toMatchObject({ state, evidence });
  });
});

describe('readings that a practice asks for', () => {
  const summaryOf = (readings: Ledger['readings'], readingsRequired: number) => {
    const found = judge({ ...none, readings }, { readingsRequired }).criteria[1];
    return [found?.state, found?.summary, found?.missing];
  };
  test('fewer than that: how many more', () => {
    expect(summaryOf([reading('Observation/a', 2)], 3)).toEqual([
      'unmet',
      '1 device reading of 3.',
      '2 more device readings.',
    ]);
  });
  test('days are counted once', () => {
    const twice = [reading('Observation/a', 2), reading('Observation/b', 2), reading('Observation/c', 3)];
    expect(summaryOf(twice, 1)).toEqual(['met', '3 device readings on 2 days.', null]);
    expect(
      judge({ ...none, readings: [...twice, reading('Observation/d', 9, { device: null, selfReported: true })] })
        .readings,
    ).toEqual({ days: 2, count: 3 });
  });
});

test('time of other months is no part of what the sentence says', () => {
  const april = entry('Procedure/april', 1, 60, { start: MARCH.end, end: MARCH.end + 600 });
  expect(judge(goodLedger(entry('Procedure/e1', 10, 700), april)).criteria[2]?.summary).toBe('11 min 40 s counted.');
});

describe('from when on consent covers time, to the second', () => {
  // Work from 11:00 to 11:10 in New York on 10 March.
  const work = entry('Procedure/e1', 10, 600);
  const counted = (consents: Consent[], policy: Partial<Policy> = {}, asOf = MARCH_OVER) =>
    judge({ ...goodLedger(work), consents }, policy, asOf).countedSeconds;
  const given = (text: string, more: Partial<Consent> = {}) => consent('Consent/k1', { given: exactly(text), ...more });

  test.each<[string, Consent[], Partial<Policy>, number]>([
    ['on the day, later than the work', [given('2026-03-10T20:00:00Z')], {}, 600],
    ['the day after', [given('2026-03-11T04:00:00Z')], {}, 0],
    ['the last second of that day', [given('2026-03-11T03:59:59Z')], {}, 600],
    ['by the second: in the middle of the work', [given('2026-03-10T15:05:00Z')], { consentTiming: 'instant' }, 300],
    [
      'by the second, known to the day only',
      [consent('Consent/k1', { given: day('2026-03-10') })],
      { consentTiming: 'instant' },
      0,
    ],
    ['known to the day', [consent('Consent/k1', { given: day('2026-03-10') })], {}, 600],
    ['by the month', [given('2026-03-31T20:00:00Z')], { consentTiming: 'month' }, 600],
    ['by the month, in the next', [given('2026-04-01T05:00:00Z')], { consentTiming: 'month' }, 0],
    [
      'ended on the day of the work',
      [given('2026-02-01T15:00:00Z', { ended: exactly('2026-03-10T23:00:00Z') })],
      {},
      0,
    ],
    ['ended the day after', [given('2026-02-01T15:00:00Z', { ended: exactly('2026-03-11T04:00:00Z') })], {}, 600],
    [
      'ended, and given again',
      [given('2026-02-01T15:00:00Z', { ended: exactly('2026-02-20T15:00:00Z') }), given('2026-03-10T12:00:00Z')],
      {},
      600,
    ],
    [
      'refused later, before the work',
      [given('2026-02-01T15:00:00Z'), given('2026-03-09T15:00:00Z', { state: 'declined' })],
      {},
      0,
    ],
    ['refused earlier', [given('2026-02-01T15:00:00Z'), given('2026-01-09T15:00:00Z', { state: 'declined' })], {}, 600],
    [
      'refused, nobody knows when',
      [given('2026-02-01T15:00:00Z'), consent('Consent/k2', { state: 'declined', given: null })],
      {},
      600,
    ],
  ])('%s', (_, consents, policy, seconds) => {
    expect(counted(consents, policy)).toBe(seconds);
  });

  test.each<[string, Consent, CriterionState]>([
    [
      'a year that is not over',
      consent('Consent/k1', { given: { earliest: at('2026-01-01T05:00:00Z'), latest: at('2027-01-01T04:59:59Z') } }),
      'unknown',
    ],
    [
      'a month before this one',
      consent('Consent/k1', { given: { earliest: at('2026-02-01T05:00:00Z'), latest: MARCH.start - 1 } }),
      'met',
    ],
    [
      'this month, no day',
      consent('Consent/k1', { given: { earliest: MARCH.start, latest: MARCH.end - 1 } }),
      'unknown',
    ],
    [
      'undated, ended before this month',
      consent('Consent/k1', { given: null, ended: exactly('2026-02-20T15:00:00Z') }),
      'unmet',
    ],
    [
      'undated, ended in this month',
      consent('Consent/k1', { given: null, ended: exactly('2026-03-20T15:00:00Z') }),
      'unknown',
    ],
    ['not given yet', consent('Consent/k1', { given: exactly('2026-03-21T15:00:00Z') }), 'unmet'],
  ])('%s: %s', (_, one, state) => {
    expect(judge({ ...none, consents: [one] }, {}, at('2026-03-20T15:00:00Z')).criteria[0]?.state).toBe(state);
  });
});

test('what was set aside is listed by reference', () => {
  const aside = (reference: string) => ({ reference, reason: 'no-end', detail: '' }) as const;
  const setAside = [aside('Procedure/c'), aside('Procedure/a'), aside('Procedure/b')];
  expect(judge({ ...none, setAside }).setAside.map(({ reference }) => reference)).toEqual([
    'Procedure/a',
    'Procedure/b',
    'Procedure/c',
  ]);
});

test('each entry is shown with the fate of every stretch, in the order of time', () => {
  const ccm = {
    reference: 'Procedure/ccm',
    program: 'ccm',
    start: at('2026-03-10T15:01:00Z'),
    end: at('2026-03-10T15:02:00Z'),
  };
  const [share] = judge({ ...goodLedger(entry('Procedure/e1', 10, 300)), otherPrograms: [ccm] }).entries;
  expect(share).toMatchObject({ reference: 'Procedure/e1', countedSeconds: 240 });
  expect(share?.stretches.map(({ start, end, fate }) => [end - start, fate])).toEqual([
    [60, 'counted'],
    [60, 'other-program'],
    [180, 'counted'],
  ]);
});

test('an entry without a length has no stretch and counts for nothing', () => {
  expect(judge(goodLedger(entry('Procedure/e1', 10, 0)))).toMatchObject({
    loggedSeconds: 0,
    countedSeconds: 0,
    entries: [{ stretches: [] }],
  });
});

test('a day of a visit is left out where the practice says so, stays are not', () => {
  const visits = (kind: 'visit' | 'inpatient') => [
    { reference: 'Encounter/v', kind, start: at('2026-03-10T20:00:00Z'), end: at('2026-03-10T20:30:00Z') } as const,
  ];
  const ledger = goodLedger(entry('Procedure/e1', 10, 600), entry('Procedure/e2', 11, 300));
  const exclude = { sameDayVisit: 'exclude' } as const;
  expect(judge({ ...ledger, visits: visits('visit') }, exclude).countedSeconds).toBe(300);
  expect(judge({ ...ledger, visits: visits('inpatient') }, exclude).countedSeconds).toBe(900);
});
