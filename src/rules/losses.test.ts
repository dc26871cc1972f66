import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyLedger, TOY_MONTH } from '../../test/ledger-arbitrary.ts';
import { at, contact, entry, exactly, goodLedger, MARCH, MARCH_OVER, reading } from '../../test/ledger-example.ts';
import { serviceMonth } from '../fhir/calendar.ts';
import { evaluate } from './evaluate.ts';
import { type Consent, emptyLedger, type Ledger } from './ledger.ts';
import { type Loss, lossOf } from './losses.ts';
import { DEFAULT_POLICY, type Policy } from './policy.ts';

function ask(ledger: Ledger, policy: Partial<Policy> = {}, asOf = MARCH_OVER) {
  return lossOf(ledger, MARCH, { ...DEFAULT_POLICY, ...policy }, asOf);
}

/** What would have done, as `kind: change, change → gain`. */
function told(loss: Loss | null): string {
  if (loss === null) return 'nothing';
  const changes = loss.changes.map(({ id, seconds, days }) =>
    [id, seconds === null ? null : `${seconds} s`, days === null ? null : `${days} d`].filter(Boolean).join(' '),
  );
  const gain = loss.gain.map(({ code, units }) => `${units} × ${code}`);
  return [loss.kind, changes.join(', '), gain.join(', ')].filter(Boolean).join(': ');
}

const consent = (given: string, more: Partial<Consent> = {}): Consent => ({
  reference: 'Consent/k1',
  state: 'given',
  given: exactly(given),
  ended: null,
  organization: null,
  ...more,
});
const unnoted = { note: null };
const long = entry('Procedure/e1', 10, 1300);

describe('what a month lost', () => {
  test.each<[string, Ledger, string]>([
    ['billable: nothing', goodLedger(long), 'nothing'],
    ['billable, far from the next code: nothing', goodLedger(entry('Procedure/e1', 10, 700)), 'nothing'],
    [
      '19 min 19 s: 41 s more',
      goodLedger(entry('Procedure/e1', 10, 1159)),
      'next-code: more-time 41 s: 1 × 99457, -1 × 99470',
    ],
    ['9 min 30 s: 30 s more', goodLedger(entry('Procedure/e1', 10, 570)), 'one: more-time 30 s: 1 × 99470'],
    ['no contact', { ...goodLedger(long), contacts: [] }, 'one: contact-held: 1 × 99457'],
    [
      'live contact logged as time, never documented',
      { ...goodLedger(entry('Procedure/e1', 10, 1300, { activity: 'live-contact' })), contacts: [] },
      'one: contact-documented: 1 × 99457',
    ],
    [
      'a contact without a note',
      { ...goodLedger(long), contacts: [contact('Communication/c1', 10, { note: null })] },
      'one: contact-documented: 1 × 99457',
    ],
    [
      'a contact of which nobody wrote down the medium',
      { ...goodLedger(long), contacts: [contact('Communication/c1', 10, { medium: 'unstated' })] },
      'one: contact-documented: 1 × 99457',
    ],
    [
      'no note on any entry',
      goodLedger(entry('Procedure/e1', 10, 700, unnoted), entry('Procedure/e2', 11, 700, unnoted)),
      'one: note-written: 1 × 99457',
    ],
    [
      'care coordination only',
      goodLedger(entry('Procedure/e1', 10, 1300, { activity: 'care-coordination' })),
      'one: clinical-work: 1 × 99457',
    ],
    ['no reading', { ...goodLedger(long), readings: [] }, 'one: readings-sent: 1 × 99457'],
    [
      'readings that the patient told',
      { ...goodLedger(long), readings: [reading('Observation/o1', 5, { selfReported: true })] },
      'one: readings-sent: 1 × 99457',
    ],
    [
      'consent a day after the work',
      { ...goodLedger(long), consents: [consent('2026-03-11T15:00:00Z')] },
      'one: consent-earlier 1 d, more-time 600 s: 1 × 99457',
    ],
    [
      'consent five days after the work',
      { ...goodLedger(long), consents: [consent('2026-03-15T15:00:00Z')] },
      'one: consent-earlier 5 d, more-time 600 s: 1 × 99457',
    ],
    ['no consent', { ...goodLedger(long), consents: [] }, 'one: consent-earlier: 1 × 99457'],
    [
      'a consent without a date',
      { ...goodLedger(long), consents: [consent('2026-03-01T15:00:00Z', { given: null })] },
      'one: consent-dated: 1 × 99457',
    ],
    [
      'administrative time',
      goodLedger(
        entry('Procedure/e1', 10, 300),
        entry('Procedure/e2', 11, 400, { activity: 'scheduling', counting: 'administrative' }),
      ),
      'one: administrative-time 400 s, more-time 300 s: 1 × 99470',
    ],
    [
      'passive monitoring',
      goodLedger(
        entry('Procedure/e1', 10, 300),
        entry('Procedure/e2', 11, 400, { activity: 'passive-monitoring', counting: 'passive' }),
      ),
      'one: passive-time 400 s, more-time 300 s: 1 × 99470',
    ],
    [
      'two people at once',
      goodLedger(entry('Procedure/e1', 10, 400), entry('Procedure/e2', 10, 400)),
      'one: no-overlap 400 s, more-time 200 s: 1 × 99470',
    ],
    [
      'another programme at the same time',
      {
        ...goodLedger(entry('Procedure/e1', 10, 700)),
        otherPrograms: [
          {
            reference: 'Procedure/ccm',
            program: 'ccm',
            start: at('2026-03-10T15:00:00Z'),
            end: at('2026-03-10T15:06:00Z'),
          },
        ],
      },
      'one: other-program-apart 360 s, more-time 260 s: 1 × 99470',
    ],
    [
      'a charge that excludes ours',
      {
        ...goodLedger(long),
        charges: [
          {
            reference: 'ChargeItem/rtm',
            code: '98980',
            units: 1,
            occurrence: exactly('2026-03-10T15:00:00Z'),
            parties: [],
          },
        ],
      },
      'one: conflict-resolved: 1 × 99457',
    ],
    [
      'two things: no contact and too little time',
      { ...goodLedger(entry('Procedure/e1', 10, 500)), contacts: [] },
      'two: contact-held, more-time 100 s: 1 × 99470',
    ],
    [
      'two things: no consent and too little time, which counts nowhere without one',
      { ...goodLedger(entry('Procedure/e1', 10, 500)), consents: [] },
      'two: consent-earlier, more-time 100 s: 1 × 99470',
    ],
    ['three things', { ...goodLedger(entry('Procedure/e1', 10, 500)), contacts: [], readings: [] }, 'more'],
    [
      'a stay in hospital: a person must weigh it',
      {
        ...goodLedger(long),
        visits: [
          {
            reference: 'Encounter/stay',
            kind: 'inpatient',
            start: at('2026-03-09T12:00:00Z'),
            end: at('2026-03-12T12:00:00Z'),
          },
        ],
      },
      'review',
    ],
    [
      'contacts that could not be read: not lost for want of a contact',
      { ...goodLedger(long), contacts: [], unread: ['contacts'] },
      'unread',
    ],
    ['what could not be read makes no difference', { ...goodLedger(long), unread: ['visits'] }, 'nothing'],
    [
      'consent only after the month, and nothing done in it',
      { ...emptyLedger('Patient/p1'), consents: [consent('2026-04-02T15:00:00Z')] },
      'not-enrolled',
    ],
    ['consent, and nothing done in the month', { ...goodLedger(), contacts: [], readings: [] }, 'nothing-done'],
    [
      'the patient declined, though time was spent',
      { ...goodLedger(long), consents: [consent('2026-02-01T15:00:00Z', { state: 'declined' })] },
      'more',
    ],
    [
      'a charge that does not stand is no loss: the audit finds it',
      {
        ...goodLedger(entry('Procedure/e1', 10, 300)),
        charges: [
          {
            reference: 'ChargeItem/c',
            code: '99457',
            units: 1,
            occurrence: exactly('2026-03-10T15:00:00Z'),
            parties: [],
          },
        ],
      },
      'nothing',
    ],
  ])('%s', (_, ledger, expected) => {
    expect(told(ask(ledger))).toBe(expected);
  });

  test('an open month is looked at as if nothing more happened in it', () => {
    const ledger = goodLedger(entry('Procedure/e1', 10, 570));
    expect(told(ask(ledger, {}, at('2026-03-20T12:00:00Z')))).toBe('one: more-time 30 s: 1 × 99470');
  });

  test('under the rules of 2025 twenty minutes are the least: 19 min 19 s lack 41 s', () => {
    const march2025 = serviceMonth('2025-03', 'America/New_York');
    const backAYear = (ledger: Ledger): Ledger => ({
      ...ledger,
      entries: ledger.entries.map((e) => ({ ...e, start: e.start - 31_536_000, end: e.end - 31_536_000 })),
      contacts: [contact('Communication/c1', 10, { sent: exactly('2025-03-10T15:00:00Z') })],
      consents: [consent('2025-02-01T15:00:00Z')],
      readings: [reading('Observation/o1', 5, { taken: exactly('2025-03-05T15:00:00Z') })],
    });
    const loss = lossOf(backAYear(goodLedger(entry('Procedure/e1', 10, 1159))), march2025, DEFAULT_POLICY, MARCH_OVER);
    expect(told(loss)).toBe('one: more-time 41 s: 1 × 99457');
  });

  test('time is only found where it would count: not in another programme, not in hospital, not after death', () => {
    const ledger: Ledger = {
      ...goodLedger(entry('Procedure/e1', 10, 570)),
      otherPrograms: [
        { reference: 'Procedure/ccm', program: 'ccm', start: MARCH.start, end: at('2026-03-10T15:00:00Z') },
      ],
      deceased: exactly('2026-03-10T15:09:30Z'),
    };
    expect(told(ask(ledger))).toBe('more');
  });

  test('an entry as short as the practice does not count would not have helped; a longer one would', () => {
    const ledger = goodLedger(entry('Procedure/e1', 10, 570));
    const loss = ask(ledger, { minimumEntrySeconds: 60 });
    expect(told(loss)).toBe('one: more-time 30 s: 1 × 99470');
  });

  test('a practice that asks for more readings gets them counted', () => {
    const few = { ...goodLedger(long), readings: [reading('Observation/o1', 5), reading('Observation/o2', 6)] };
    expect(told(ask(few, { readingsRequired: 16 }))).toBe('one: readings-sent: 1 × 99457');
    const many = Array.from({ length: 16 }, (_, day) => reading(`Observation/o${day}`, day + 1));
    expect(ask({ ...goodLedger(long), readings: many }, { readingsRequired: 16 })).toBeNull();
  });

  test('for any month: it says nothing of months that can be billed, and a gain never is nothing', () => {
    fc.assert(
      fc.property(anyLedger, (ledger) => {
        const loss = lossOf(ledger, TOY_MONTH, DEFAULT_POLICY, TOY_MONTH.end);
        const { status } = evaluate(ledger, TOY_MONTH, DEFAULT_POLICY, TOY_MONTH.end);
        if (status === 'billable' || status === 'billed') expect([null, 'next-code']).toContain(loss?.kind ?? null);
        if (loss?.kind === 'one' || loss?.kind === 'two') expect(loss.gain.length).toBeGreaterThan(0);
        if (loss?.kind === 'two') expect(loss.changes).toHaveLength(2);
      }),
      { numRuns: 100 },
    );
  });
});
