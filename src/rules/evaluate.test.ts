import { describe, expect, test } from 'vitest';
import { at, contact, entry, exactly, goodLedger, MARCH, MARCH_OVER, reading } from '../../test/ledger-example.ts';
import { evaluate } from './evaluate.ts';
import type { Ledger } from './ledger.ts';
import { DEFAULT_POLICY, type Policy } from './policy.ts';
import type { CriterionId, Verdict } from './verdict.ts';

const MID_MARCH = at('2026-03-20T16:00:00Z');
const e1 = (seconds: number) => entry('Procedure/e1', 10, seconds);

function judge(ledger: Ledger, asOf = MARCH_OVER, policy: Partial<Policy> = {}): Verdict {
  return evaluate(ledger, MARCH, { ...DEFAULT_POLICY, ...policy }, asOf);
}

function criterion(verdict: Verdict, id: CriterionId) {
  return verdict.criteria.find((criterion) => criterion.id === id);
}

test('a whole verdict of a month in which all is well', () => {
  expect(judge(goodLedger(e1(1325)))).toMatchObject({
    patient: 'Patient/p1',
    month: '2026-03',
    timeZone: 'America/New_York',
    asOf: '2026-04-01T12:00:00Z',
    monthClosed: true,
    status: 'billable',
    summary: 'March 2026 can be billed: 99457, service date 10 March.',
    missing: null,
    loggedSeconds: 1325,
    countedSeconds: 1325,
    reductions: [],
    lines: [
      {
        code: '99457',
        units: 1,
        thresholdSeconds: 1200,
        serviceDate: '2026-03-10',
        final: true,
        charged: null,
        chargedUnits: 0,
        summary: '99457, service date 10 March',
      },
    ],
    risks: [],
    setAside: [],
    readings: { days: 1, count: 1 },
    rulebook: '2026-01-01',
  });
});

describe('the one sentence', () => {
  const noConsent = { ...goodLedger(e1(1325)), consents: [] };
  test.each<[string, Ledger, number, string]>([
    [
      'billable',
      goodLedger(e1(2500)),
      MARCH_OVER,
      'March 2026 can be billed: 99457, service date 10 March and 99458, service date 10 March.',
    ],
    [
      'more units',
      goodLedger(e1(3600)),
      MARCH_OVER,
      'March 2026 can be billed: 99457, service date 10 March and 99458 × 2, service date 10 March.',
    ],
    [
      'in progress',
      { ...goodLedger(e1(100)), contacts: [] },
      MID_MARCH,
      'Not billable yet: 8 min 20 s more and one live contact by telephone or video by 31 March.',
    ],
    [
      'waiting for the month to close',
      goodLedger(e1(700)),
      MID_MARCH,
      'All criteria are met for 99470, once the month has closed after 31 March; 8 min 20 s more reaches 99457.',
    ],
    [
      'not billable',
      noConsent,
      MARCH_OVER,
      "March 2026 can't be billed: it lacked the patient's documented consent, 10 min more and counted clinical time with a note.",
    ],
    [
      'unknown',
      { ...goodLedger(e1(1300)), unread: ['charges'] },
      MARCH_OVER,
      'A person must look at this month first: Charges could not be read.',
    ],
    [
      'a high risk',
      { ...goodLedger(e1(1300)), contacts: [contact('Communication/c1', 10, { note: null })] },
      MARCH_OVER,
      'A person must look at this month first: 1 live contact is not documented: no communication, or one without a note.',
    ],
    [
      'billed',
      { ...goodLedger(e1(1300)), charges: [charge('99457')] },
      MARCH_OVER,
      'March 2026 is charged: 99457, service date 10 March.',
    ],
    [
      'a charge that no longer holds',
      { ...goodLedger(e1(1100)), charges: [charge('99457')] },
      MARCH_OVER,
      'A person must look at this month first: 1 charge is not supported by what the chart shows now.',
    ],
  ])('%s', (_, ledger, asOf, summary) => {
    expect(judge(ledger, asOf).summary).toBe(summary);
  });

  test('before CPT 99457 existed', () => {
    const month = { ...MARCH, id: '2018-03' };
    expect(evaluate(goodLedger(e1(1300)), month, DEFAULT_POLICY, MARCH_OVER)).toMatchObject({
      status: 'not-billable',
      summary: 'March 2018 lies before CPT 99457 existed (January 2019).',
      lines: [],
      rulebook: null,
    });
  });
});

describe('what more time would bring', () => {
  test.each<[number, string, string]>([
    [0, '99470', '10 min more reaches 99470'],
    [600, '99457', '10 min more reaches 99457'],
    [1199, '99457', '1 s more reaches 99457'],
    [1200, '99458', '20 min more reaches 99458'],
    [2400, '99458', '20 min more makes it 99458 × 2'],
  ])('after %i s', (seconds, code, summary) => {
    expect(judge(goodLedger(e1(seconds))).next).toMatchObject({ code, summary });
  });

  test('nothing beyond a cap of units', () => {
    expect(judge(goodLedger(e1(2399)), MARCH_OVER, { maximum99458Units: 1 }).next?.code).toBe('99458');
    expect(judge(goodLedger(e1(2400)), MARCH_OVER, { maximum99458Units: 1 }).next).toBeNull();
  });
});

describe('each criterion says what was found and what would meet it', () => {
  const none = { ...goodLedger(), contacts: [], consents: [], readings: [] };
  const noted = (note: string | null, activity = 'trend-interpretation') => ({
    ...goodLedger(entry('Procedure/e1', 10, 1300, { note, activity })),
  });
  test.each<[CriterionId, string, Ledger, string, string | null, string | null]>([
    ['consent', 'given', goodLedger(), 'met', 'Consent was in effect in this month.', null],
    [
      'consent',
      'none',
      none,
      'unmet',
      'No consent is documented.',
      'Record consent, verbal or written; time from that day on counts.',
    ],
    ['physiologic-data', 'found', goodLedger(), 'met', '1 device reading on 1 day.', null],
    ['physiologic-data', 'none', none, 'unmet', 'No device reading in this month.', 'One device reading.'],
    [
      'physiologic-data',
      'self-reported',
      { ...none, readings: [reading('Observation/o1', 5, { device: null, selfReported: true })] },
      'unmet',
      'Only self-reported readings in this month; none came from a device.',
      'One device reading.',
    ],
    [
      'physiologic-data',
      'unread',
      { ...none, unread: ['readings'] },
      'unknown',
      'Readings could not be read.',
      'Read this again; what could not be read is unknown, not absent.',
    ],
    ['minimum-time', 'found', goodLedger(e1(600)), 'met', '10 min counted.', null],
    ['minimum-time', 'too little', goodLedger(e1(599)), 'unmet', '9 min 59 s counted.', '1 s more.'],
    [
      'minimum-time',
      'reduced',
      goodLedger(e1(700), entry('Procedure/e2', 10, 30, { counting: 'administrative' })),
      'met',
      '11 min 40 s counted of 12 min 10 s logged.',
      null,
    ],
    [
      'minimum-time',
      'unread',
      { ...none, unread: ['entries'] },
      'unknown',
      '0 s counted, but not all time entries could be read.',
      'Read this again; what could not be read is unknown, not absent.',
    ],
    ['interactive-communication', 'found', goodLedger(), 'met', '1 live contact, the first on 10 March.', null],
    [
      'interactive-communication',
      'none',
      none,
      'unmet',
      'No live contact in this month.',
      'One live contact by telephone or video.',
    ],
    [
      'interactive-communication',
      'medium unstated',
      { ...none, contacts: [contact('Communication/c1', 10, { medium: 'unstated' })] },
      'unknown',
      'A contact is recorded, but not by which medium.',
      'Write down whether it was a telephone or a video call.',
    ],
    [
      'interactive-communication',
      'declared only',
      { ...none, entries: [entry('Procedure/e1', 10, 60, { activity: 'live-contact' })] },
      'unknown',
      'Time was logged as live contact, but no communication stands behind it.',
      'Document the call: who, when, by which medium, what was decided.',
    ],
    [
      'interactive-communication',
      'unread',
      { ...none, unread: ['contacts'] },
      'unknown',
      'Communications could not be read.',
      'Read this again; what could not be read is unknown, not absent.',
    ],
    ['clinical-decision', 'found', noted('Dose raised.'), 'met', '1 counted clinical entry has a note.', null],
    [
      'clinical-decision',
      'no note',
      noted(null),
      'unknown',
      'Clinical time counts, but no entry has a note.',
      'A clinical note on a counted entry.',
    ],
    [
      'clinical-decision',
      'coordination',
      noted('Called the pharmacy.', 'care-coordination'),
      'unmet',
      'Only care coordination was counted; no clinical work with a note.',
      'Counted clinical time with a note.',
    ],
    [
      'clinical-decision',
      'none',
      goodLedger(),
      'unmet',
      'No clinical time counts.',
      'Counted clinical time with a note.',
    ],
    [
      'clinical-decision',
      'unread',
      { ...none, unread: ['entries'] },
      'unknown',
      'Time entries could not be read.',
      'Read this again; what could not be read is unknown, not absent.',
    ],
    ['no-conflict', 'none', none, 'met', 'No other charge of this month excludes ours.', null],
    [
      'no-conflict',
      'RTM',
      { ...none, charges: [charge('98980')] },
      'unmet',
      '98980 is charged in this month, which excludes ours.',
      'Clear up with the other biller whose charge stands.',
    ],
    [
      'no-conflict',
      'unread',
      { ...none, unread: ['charges'] },
      'unknown',
      'Charges could not be read.',
      'Read this again; what could not be read is unknown, not absent.',
    ],
  ])('%s: %s', (id, _, ledger, state, summary, missing) => {
    expect(criterion(judge(ledger), id)).toMatchObject({ state, summary, missing });
  });

  test('somebody else billed this month', () => {
    const ledger = { ...goodLedger(), charges: [charge('99457', { parties: ['Organization/theirs'] })] };
    expect(
      criterion(judge(ledger, MARCH_OVER, { billingParties: ['Organization/ours'] }), 'no-conflict'),
    ).toMatchObject({
      state: 'unmet',
      summary: 'Somebody else charged 99457 in this month.',
      evidence: ['ChargeItem/x'],
    });
  });

  test('every criterion cites its source', () => {
    for (const { citations } of judge(goodLedger(e1(1300))).criteria) expect(citations.length).toBeGreaterThan(0);
  });
});

describe('consent is explained', () => {
  const given = (more: object) =>
    ({ reference: 'Consent/k1', state: 'given', given: null, ended: null, organization: null, ...more }) as const;
  test.each([
    ['undated', given({}), 'unknown', 'A consent is on file, but not when it was given.', 1300],
    [
      'declined',
      given({ state: 'declined', given: exactly('2026-03-02T12:00:00Z') }),
      'unmet',
      'The patient declined remote monitoring.',
      0,
    ],
    ['withdrawn', given({ state: 'withdrawn' }), 'unmet', 'Consent ended before this month or was withdrawn.', 0],
    [
      'ended',
      given({ given: exactly('2026-01-02T12:00:00Z'), ended: exactly('2026-02-02T12:00:00Z') }),
      'unmet',
      'Consent ended before this month or was withdrawn.',
      0,
    ],
    [
      'given later',
      given({ given: exactly('2026-04-01T11:00:00Z') }),
      'unmet',
      'No consent was in effect in this month.',
      0,
    ],
  ] as const)('%s', (_, consent, state, summary, countedSeconds) => {
    const verdict = judge({ ...goodLedger(e1(1300)), consents: [consent] });
    expect(criterion(verdict, 'consent')).toMatchObject({ state, summary, evidence: ['Consent/k1'] });
    expect(verdict.countedSeconds).toBe(countedSeconds);
  });
});

function charge(code: string, more: object = {}) {
  return {
    reference: 'ChargeItem/x',
    code,
    units: 1,
    occurrence: exactly('2026-03-10T15:00:00Z'),
    parties: [],
    ...more,
  };
}
