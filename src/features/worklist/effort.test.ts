import { describe, expect, it } from 'vitest';
import { serviceMonth } from '../../fhir/calendar.ts';
import { evaluate } from '../../rules/evaluate.ts';
import { type Contact, type Entry, emptyLedger, type Ledger } from '../../rules/ledger.ts';
import { DEFAULT_POLICY, type Policy } from '../../rules/policy.ts';
import type { PatientMonth } from '../panel/reader.ts';
import { daysLeft, effortFor } from './effort.ts';
import { effortWords, gainWords } from './effortWords.ts';

const MONTH = serviceMonth('2026-03', 'America/New_York');
const at = (iso: string) => Date.parse(iso) / 1000;
const NOW = at('2026-03-25T15:00:00-04:00');
const when = (iso: string) => ({ earliest: at(iso), latest: at(iso) });

function work(seconds: number, note: string | null = 'Readings gone through.'): Entry {
  const start = at('2026-03-04T10:00:00-05:00');
  return {
    reference: 'Procedure/e1',
    activity: 'trend-interpretation',
    counting: 'counts',
    start,
    end: start + seconds,
    performers: [],
    note,
    recorded: start + seconds,
  };
}
const call: Contact = {
  reference: 'Communication/c1',
  medium: 'live',
  sent: when('2026-03-04T10:00:00-05:00'),
  note: 'Spoke of the readings.',
  partOf: ['Procedure/e1'],
};
const consent = {
  reference: 'Consent/c1',
  state: 'given' as const,
  given: when('2026-02-01T09:00:00-05:00'),
  ended: null,
  organization: null,
};
const reading = {
  reference: 'Observation/o1',
  taken: when('2026-03-03T07:30:00-05:00'),
  device: 'Device/d1',
  selfReported: false,
};

/** A month with all that is needed but what `changes` takes away. */
function month(changes: Partial<Ledger>, now = NOW, policy: Policy = DEFAULT_POLICY): PatientMonth {
  const ledger: Ledger = {
    ...emptyLedger('Patient/p1'),
    entries: [work(1250)],
    contacts: [call],
    consents: [consent],
    readings: [reading],
    ...changes,
  };
  const summary = { reference: 'Patient/p1', name: null, birthDate: null, sex: null, recordNumber: null };
  return {
    read: {
      patient: 'Patient/p1',
      month: '2026-03',
      summary,
      unread: [],
      unreadTypes: [],
      notices: [],
      billedBy: null,
    },
    ledger,
    policy,
    verdict: evaluate(ledger, MONTH, policy, now),
    assigned: null,
  };
}

function said(changes: Partial<Ledger>, now = NOW): string | null {
  const effort = effortFor(month(changes, now), now);
  return effort === null || typeof effort === 'string' ? effort : `${effortWords(effort)} ${gainWords(effort)}`;
}

describe('what it takes', () => {
  it.each<[string, Partial<Ledger>, string]>([
    ['minutes', { entries: [work(950)] }, '4 min 10 s of clinical time for 99457'],
    ['one second', { entries: [work(1199)] }, '1 s of clinical time for 99457'],
    ['a contact', { contacts: [] }, 'a live contact for 99457'],
    [
      'minutes and a contact',
      { entries: [work(950)], contacts: [] },
      '4 min 10 s of clinical time and a live contact for 99457',
    ],
    ['a reading', { readings: [] }, 'a device reading for 99457'],
    ['a note', { entries: [work(1250, null), work(10, null)], contacts: [call] }, 'unclear'],
    [
      'the first ten minutes',
      { entries: [work(480)] },
      '2 min of clinical time for 99470, billable once the month has closed',
    ],
    [
      'all of it anew, where nobody was asked for consent',
      { consents: [] },
      '10 min of clinical time, a consent and a note of the clinical work for 99470, billable once the month has closed',
    ],
    [
      'everything',
      { entries: [], contacts: [], readings: [] },
      '10 min of clinical time, a device reading, a live contact and a note of the clinical work for 99470, billable once the month has closed',
    ],
  ])('%s', (_, changes, expected) => {
    expect(said(changes)).toBe(expected);
  });

  it('is nothing but the month’s end, where more time could not count', () => {
    const ended = { ...consent, ended: when('2026-03-20T09:00:00-04:00') };
    expect(said({ entries: [work(960)], consents: [ended] })).toBe(
      'nothing more for 99470, billable once the month has closed',
    );
  });

  it('ranks work by time, and a call by the time it takes or its allowance, whichever is more', () => {
    const rank = (changes: Partial<Ledger>) => {
      const effort = effortFor(month(changes), NOW);
      return effort === null || typeof effort === 'string' ? effort : effort.work;
    };
    expect(rank({ entries: [work(950)] })).toBe(250);
    expect(rank({ entries: [work(950)], contacts: [] })).toBe(300);
    expect(rank({ entries: [work(610)], contacts: [] })).toBe(590);
  });
});

describe('who can’t make it', () => {
  it.each<[string, Partial<Ledger>, string | null]>([
    ['is billable already', {}, null],
    ['declined', { consents: [{ ...consent, state: 'declined' }] }, 'consent-refused'],
    ['has something unknown', { entries: [work(950)], unread: ['contacts'], contacts: [] }, 'unclear'],
    [
      'has another charge in the way',
      {
        charges: [
          {
            reference: 'ChargeItem/x',
            code: '98980',
            units: 1,
            occurrence: when('2026-03-05T10:00:00-05:00'),
            parties: [],
          },
        ],
      },
      'conflict',
    ],
  ])('%s', (_, changes, expected) => {
    expect(said(changes)).toBe(expected);
  });

  it('is too late: the month is over, or ends before the work would', () => {
    expect(said({ entries: [work(300)] }, MONTH.end + 60)).toBe('month-over');
    expect(said({ entries: [work(300)] }, MONTH.end - 60)).toBe('no-time-left');
  });
});

it('counts the days that are left, today included', () => {
  expect(daysLeft(MONTH, NOW)).toBe(7);
  expect(daysLeft(MONTH, MONTH.end - 1)).toBe(1);
  expect(daysLeft(MONTH, MONTH.end)).toBe(0);
});
