import { describe, expect, test } from 'vitest';
import { at, contact, entry, exactly, goodLedger, MARCH, MARCH_OVER, reading } from '../../test/ledger-example.ts';
import { evaluate } from './evaluate.ts';
import type { Charge, Ledger, Visit } from './ledger.ts';
import { DEFAULT_POLICY, type Policy } from './policy.ts';
import type { RiskId, Severity } from './verdict.ts';

const e = (n: number, day: number, seconds: number, more = {}) => entry(`Procedure/e${n}`, day, seconds, more);
const good = (more: Partial<Ledger> = {}) => ({ ...goodLedger(e(1, 10, 700), e(2, 11, 701)), ...more });
const visit = (kind: Visit['kind'], start: string, end: string | null): Visit => ({
  reference: 'Encounter/v',
  kind,
  start: at(start),
  end: end === null ? null : at(end),
});
const charge = (code: string, more: Partial<Charge> = {}): Charge => ({
  reference: `ChargeItem/${code}`,
  code,
  units: 1,
  occurrence: exactly('2026-03-10T15:00:00Z'),
  parties: [],
  ...more,
});
const theirs = { parties: ['Organization/theirs'] };

function risksOf(ledger: Ledger, policy: Partial<Policy> = {}) {
  return evaluate(ledger, MARCH, { ...DEFAULT_POLICY, ...policy }, MARCH_OVER).risks;
}

test('a month in which all is well has none', () => {
  expect(risksOf(good())).toEqual([]);
});

describe('each risk names its evidence', () => {
  const OURS = { billingParties: ['Organization/ours'] };
  test.each<[RiskId, Severity, string, Ledger, string[], string, Partial<Policy>?]>([
    [
      'contact-undocumented',
      'high',
      'a contact without a note',
      good({
        contacts: [contact('Communication/c2', 10, { note: null }), contact('Communication/c1', 10, { note: null })],
      }),
      ['Communication/c1', 'Communication/c2'],
      '2 live contacts are not documented: no communication, or one without a note.',
    ],
    [
      'contact-undocumented',
      'high',
      'time that says so only',
      good({ entries: [e(1, 10, 700), e(2, 12, 701, { activity: 'live-contact' })] }),
      ['Procedure/e2'],
      '1 live contact is not documented: no communication, or one without a note.',
    ],
    [
      'contact-not-linked',
      'low',
      'a contact that names no entry',
      good({ contacts: [contact('Communication/c1', 10, { partOf: ['Procedure/gone'] })] }),
      ['Communication/c1'],
      '1 live contact names no time entry.',
    ],
    [
      'entry-without-note',
      'medium',
      'a counted entry',
      goodLedger(
        e(2, 11, 701, { note: null }),
        e(1, 10, 700),
        e(3, 12, 60, { note: null, counting: 'administrative' }),
      ),
      ['Procedure/e2'],
      '1 counted entry has no note.',
    ],
    [
      'entries-identical-length',
      'low',
      'three alike',
      goodLedger(e(3, 12, 400), e(1, 10, 400), e(2, 11, 400), e(4, 13, 401)),
      ['Procedure/e1', 'Procedure/e2', 'Procedure/e3'],
      '3 counted entries have exactly the same length.',
    ],
    [
      'entry-logged-late',
      'medium',
      'a second more than 7 days',
      goodLedger(e(1, 10, 1300, { recorded: at('2026-03-17T15:21:41Z') })),
      ['Procedure/e1'],
      '1 counted entry was written down more than 7 days after the work.',
    ],
    [
      'copied-note',
      'medium',
      'the same but for case and space',
      goodLedger(e(2, 11, 701, { note: 'Dose  raised.' }), e(1, 10, 700, { note: ' dose raised. ' })),
      ['Procedure/e1', 'Procedure/e2'],
      '2 counted entries carry the same note.',
    ],
    [
      'timer-running',
      'medium',
      'begun in the month, or nobody knows when',
      good({
        timers: [
          { reference: 'Procedure/t2', start: null },
          { reference: 'Procedure/t1', start: MARCH.start },
        ],
      }),
      ['Procedure/t1', 'Procedure/t2'],
      '2 timers are still running.',
    ],
    [
      'same-day-visit',
      'medium',
      'a visit later that day',
      good({ visits: [visit('visit', '2026-03-10T20:00:00Z', '2026-03-10T20:30:00Z')] }),
      ['Encounter/v'],
      'Time is counted on the day of an office or home visit.',
    ],
    [
      'same-day-visit',
      'medium',
      'a visit that ended at midnight of the day before is not of it, one a second later is',
      good({ visits: [visit('visit', '2026-03-09T20:00:00Z', '2026-03-10T04:00:01Z')] }),
      ['Encounter/v'],
      'Time is counted on the day of an office or home visit.',
    ],
    [
      'inpatient-stay',
      'high',
      'a stay over the work',
      good({ visits: [visit('inpatient', '2026-03-10T15:10:00Z', '2026-03-12T15:00:00Z')] }),
      ['Encounter/v'],
      'Time is counted while the patient was admitted.',
    ],
    [
      'inpatient-stay',
      'high',
      'a stay without an end',
      good({ visits: [visit('inpatient', '2026-03-11T15:00:00Z', null)] }),
      ['Encounter/v'],
      'Time is counted while the patient was admitted.',
    ],
    [
      'self-reported-readings-only',
      'high',
      'all told',
      good({ readings: [reading('Observation/o1', 5, { selfReported: true })] }),
      ['Observation/o1'],
      'All readings of the month are self-reported; none came from a device.',
    ],
    [
      'units-unusual',
      'medium',
      'three units of 99458',
      goodLedger(e(1, 10, 4801)),
      ['Procedure/e1'],
      '3 units of 99458 are more than payers usually accept.',
    ],
    [
      'charge-unsupported',
      'high',
      'a code that was not reached',
      good({ charges: [charge('99458')] }),
      ['ChargeItem/99458'],
      '1 charge is not supported by what the chart shows now.',
    ],
    [
      'other-practitioner-active',
      'medium',
      "somebody else's device supply",
      good({ charges: [charge('99454', theirs)] }),
      ['ChargeItem/99454'],
      'Somebody else seems to run remote monitoring for this patient.',
      OURS,
    ],
    [
      'patient-deceased',
      'high',
      'work after death',
      good({ deceased: exactly('2026-03-11T15:00:00Z') }),
      ['Procedure/e2'],
      'Time is counted after the death of the patient.',
    ],
    [
      'patient-deceased',
      'high',
      'nobody knows since when',
      good({ deceased: true }),
      ['Procedure/e1', 'Procedure/e2'],
      'Time is counted after the death of the patient.',
    ],
  ])('%s (%s): %s', (id, severity, _, ledger, evidence, summary, policy) => {
    expect(risksOf(ledger, policy).filter((risk) => risk.id === id)).toEqual([{ id, severity, summary, evidence }]);
  });
});

describe('and stays away on the other side of its boundary', () => {
  test.each<[RiskId, string, Ledger, Partial<Policy>?]>([
    [
      'contact-undocumented',
      'a call of that day stands behind it, though it names no entry',
      good({
        entries: [e(1, 10, 700, { activity: 'live-contact' }), e(2, 11, 701)],
        contacts: [contact('Communication/c1', 10, { partOf: [] })],
      }),
    ],
    [
      'contact-undocumented',
      'the call names it, on another day',
      good({
        entries: [e(1, 10, 700, { activity: 'live-contact' }), e(2, 11, 701)],
        contacts: [contact('Communication/c1', 20)],
      }),
    ],
    [
      'contact-undocumented',
      'the live-contact entry lies in another month',
      good({
        entries: [e(1, 10, 1300), e(9, 1, 60, { activity: 'live-contact', start: MARCH.end, end: MARCH.end + 60 })],
      }),
    ],
    ['entries-identical-length', 'two alike', goodLedger(e(1, 10, 700), e(2, 11, 700))],
    ['entry-logged-late', 'exactly 7 days', goodLedger(e(1, 10, 1300, { recorded: at('2026-03-17T15:21:40Z') }))],
    ['copied-note', 'entries without a note', goodLedger(e(1, 10, 700, { note: null }), e(2, 11, 701, { note: null }))],
    [
      'timer-running',
      'begun before the month or at its end',
      good({
        timers: [
          { reference: 'Procedure/t1', start: MARCH.start - 1 },
          { reference: 'Procedure/t2', start: MARCH.end },
        ],
      }),
    ],
    [
      'same-day-visit',
      'on another day, until midnight',
      good({ visits: [visit('visit', '2026-03-09T20:00:00Z', '2026-03-10T04:00:00Z')] }),
    ],
    [
      'same-day-visit',
      'an open visit is of its first day',
      good({ visits: [visit('visit', '2026-03-09T20:00:00Z', null)] }),
    ],
    [
      'same-day-visit',
      'a stay is no visit',
      good({ visits: [visit('inpatient', '2026-03-10T20:00:00Z', '2026-03-10T20:30:00Z')] }),
    ],
    [
      'inpatient-stay',
      'it ended as the work began',
      good({ visits: [visit('inpatient', '2026-03-09T15:00:00Z', '2026-03-10T15:00:00Z')] }),
    ],
    [
      'inpatient-stay',
      'a visit is no stay',
      good({ visits: [visit('visit', '2026-03-10T15:00:00Z', '2026-03-10T16:00:00Z')] }),
    ],
    [
      'self-reported-readings-only',
      'one from the device',
      good({ readings: [reading('Observation/o1', 5, { selfReported: true }), reading('Observation/o2', 6)] }),
    ],
    ['units-unusual', 'two units', goodLedger(e(1, 10, 4799))],
    ['charge-unsupported', 'the code was reached', good({ charges: [charge('99457')] })],
    ['charge-unsupported', 'not a code of ours', good({ charges: [charge('99453')] })],
    [
      'other-practitioner-active',
      'our own device supply',
      good({ charges: [charge('99454', { parties: ['Organization/ours'] })] }),
      { billingParties: ['Organization/ours'] },
    ],
    ['other-practitioner-active', 'nobody is configured', good({ charges: [charge('99454', theirs)] })],
    ['patient-deceased', 'death after the work', good({ deceased: exactly('2026-03-12T15:00:00Z') })],
    ['patient-deceased', 'nothing counts', { ...goodLedger(), deceased: true }],
  ])('%s: %s', (id, _, ledger, policy) => {
    expect(risksOf(ledger, policy).map((risk) => risk.id)).not.toContain(id);
  });

  const consentOf = (more: object) =>
    good({
      consents: [
        {
          reference: 'Consent/k1',
          state: 'given',
          given: exactly('2026-02-01T15:00:00Z'),
          ended: null,
          organization: 'Organization/ours',
        },
        {
          reference: 'Consent/k2',
          state: 'given',
          given: exactly('2026-02-01T15:00:00Z'),
          ended: null,
          organization: 'Organization/theirs',
          ...more,
        },
      ],
    });
  test.each([
    ['in effect', {}, ['Consent/k2']],
    ['undated', { given: null }, ['Consent/k2']],
    ['ended in the month', { ended: exactly('2026-03-01T15:00:00Z') }, ['Consent/k2']],
    ['ended before', { ended: exactly('2026-02-27T15:00:00Z') }, undefined],
    ['given after the month', { given: { earliest: MARCH.end, latest: MARCH.end } }, undefined],
    ['declined', { state: 'declined' }, undefined],
    ['to nobody in particular', { organization: null }, undefined],
  ])("a consent to another's programme, %s", (_, more, evidence) => {
    const found = risksOf(consentOf(more), { billingParties: ['Organization/ours'] });
    expect(found.find(({ id }) => id === 'other-practitioner-active')?.evidence).toEqual(evidence);
  });
});
