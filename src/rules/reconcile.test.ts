import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyLedger, anyPolicy, second, TOY_MONTH } from '../../test/ledger-arbitrary.ts';
import { entry, exactly, goodLedger, MARCH, MARCH_OVER } from '../../test/ledger-example.ts';
import { evaluate } from './evaluate.ts';
import type { Charge, Ledger } from './ledger.ts';
import { DEFAULT_POLICY } from './policy.ts';
import { type Books, type Difference, reconcile } from './reconcile.ts';

const FEES = { '99457': 50, '99458': 40 };

const OCCURRENCE = exactly('2026-03-17T15:00:00Z');

function charge(reference: string, code: string, more: Partial<Charge> = {}): Charge {
  return { reference, code, units: 1, occurrence: OCCURRENCE, parties: [], attested: true, ...more };
}

/** A month with so many counted minutes and these charges, in which all else is well. */
function ledgerOf(minutes: number, charges: Charge[], more: Partial<Ledger> = {}): Ledger {
  return { ...goodLedger(entry('Procedure/e1', 10, minutes * 60)), charges, ...more };
}

function reconciled(ledger: Ledger, { asOf = MARCH_OVER, policy = DEFAULT_POLICY, ...more } = {}) {
  const verdict = evaluate(ledger, MARCH, policy, asOf);
  return reconcile({ ledger, verdict, month: MARCH, incomplete: false, fees: FEES, ...more });
}

const OURS = { ...DEFAULT_POLICY, billingParties: ['Organization/ours'] };
const OTHERS = ['Organization/theirs'];

interface Case {
  what: string;
  minutes: number;
  charges?: Charge[];
  more?: Partial<Ledger>;
  options?: Partial<Pick<Books, 'incomplete'>> & { asOf?: number; policy?: typeof DEFAULT_POLICY };
  outcome: ReturnType<typeof reconcile>['outcome'];
  /** Difference, code, units reached, units charged, amount. */
  findings: [Difference, string | null, number, number, number | null][];
}

const c57 = charge('ChargeItem/a', '99457');

const CASES: Case[] = [
  { what: 'what is reached is charged', minutes: 22, charges: [c57], outcome: 'agrees', findings: [] },
  { what: 'nothing is reached and nothing charged', minutes: 5, outcome: 'nothing-due', findings: [] },
  {
    what: 'reached and not charged',
    minutes: 41,
    outcome: 'differs',
    findings: [
      ['unbilled', '99457', 1, 0, 50],
      ['unbilled', '99458', 1, 0, 40],
    ],
  },
  {
    what: 'a code without a fee has no amount',
    minutes: 12,
    outcome: 'differs',
    findings: [['unbilled', '99470', 1, 0, null]],
  },
  {
    what: '99470 is not due while the month is open',
    minutes: 12,
    options: { asOf: exactly('2026-03-25T12:00:00Z').earliest },
    outcome: 'nothing-due',
    findings: [],
  },
  {
    what: 'charged on too little time',
    minutes: 13,
    charges: [c57],
    outcome: 'differs',
    // The first ten minutes are reached instead, which nobody has charged.
    findings: [
      ['unsupported', '99457', 0, 1, 50],
      ['unbilled', '99470', 1, 0, null],
    ],
  },
  {
    what: 'charged though a criterion is unmet',
    minutes: 22,
    charges: [c57],
    more: { readings: [] },
    outcome: 'differs',
    findings: [['unsupported', '99457', 1, 1, 50]],
  },
  {
    what: 'reached and unmet is rightly not charged',
    minutes: 22,
    more: { readings: [] },
    outcome: 'nothing-due',
    findings: [],
  },
  {
    what: 'charged twice, the second by a request for it',
    minutes: 22,
    charges: [c57, charge('DocumentReference/b', '99457')],
    outcome: 'differs',
    findings: [['duplicate', '99457', 1, 2, 50]],
  },
  {
    what: 'two charges that together have the units of the line',
    minutes: 61,
    charges: [c57, charge('ChargeItem/b', '99458'), charge('ChargeItem/c', '99458')],
    outcome: 'differs',
    findings: [
      ['duplicate', '99458', 2, 2, 40],
      ['units-under', '99458', 2, 1, 40],
    ],
  },
  {
    what: 'charged twice on too little time',
    minutes: 5,
    charges: [c57, charge('ChargeItem/b', '99457')],
    outcome: 'differs',
    findings: [
      ['duplicate', '99457', 0, 2, 50],
      ['unsupported', '99457', 0, 1, 50],
    ],
  },
  {
    what: 'fewer units charged than reached',
    minutes: 61,
    charges: [c57, charge('ChargeItem/b', '99458')],
    outcome: 'differs',
    findings: [['units-under', '99458', 2, 1, 40]],
  },
  {
    what: 'more units charged than reached',
    minutes: 41,
    charges: [c57, charge('ChargeItem/b', '99458', { units: 3 })],
    outcome: 'differs',
    findings: [['units-over', '99458', 1, 3, 80]],
  },
  {
    what: 'charged in the name of somebody else',
    minutes: 22,
    charges: [charge('ChargeItem/a', '99457', { parties: OTHERS })],
    options: { policy: OURS },
    outcome: 'differs',
    findings: [['another-party', '99457', 1, 1, null]],
  },
  {
    what: 'a code is charged that excludes ours',
    minutes: 22,
    charges: [c57, charge('ChargeItem/x', '99091')],
    outcome: 'differs',
    findings: [
      ['unsupported', '99457', 1, 1, 50],
      ['excluded', '99091', 0, 1, null],
    ],
  },
  {
    what: 'a code that would exclude ours is no matter where there is nothing of ours',
    minutes: 5,
    charges: [charge('ChargeItem/x', '99091')],
    outcome: 'nothing-due',
    findings: [],
  },
  {
    what: 'a charge of another month is none of this one',
    minutes: 5,
    charges: [charge('ChargeItem/a', '99457', { occurrence: exactly('2026-04-01T04:00:00Z') })],
    outcome: 'nothing-due',
    findings: [],
  },
  {
    what: 'a high risk wants a look before it is charged',
    minutes: 22,
    more: { visits: [{ reference: 'Encounter/i', kind: 'inpatient', start: 0, end: null }] },
    outcome: 'differs',
    findings: [['to-review', '99457', 1, 0, 50]],
  },
  {
    what: 'nobody put their name to it',
    minutes: 22,
    charges: [{ reference: 'ChargeItem/a', code: '99457', units: 1, occurrence: OCCURRENCE, parties: [] }],
    outcome: 'differs',
    findings: [['not-attested', '99457', 1, 1, null]],
  },
  {
    what: 'a criterion is unknown: reached, and not taken as billable',
    minutes: 22,
    more: { contacts: goodLedger().contacts.map((contact) => ({ ...contact, medium: 'unstated' as const })) },
    outcome: 'not-known',
    findings: [['not-known', null, 0, 0, 50]],
  },
  {
    what: 'a criterion is unknown: charged, and not taken as supported',
    minutes: 22,
    charges: [c57],
    more: { contacts: goodLedger().contacts.map((contact) => ({ ...contact, medium: 'unstated' as const })) },
    outcome: 'not-known',
    findings: [['not-known', null, 0, 1, null]],
  },
  {
    what: 'a criterion is unknown where nothing is reached or charged: nothing is due',
    minutes: 5,
    more: { contacts: goodLedger().contacts.map((contact) => ({ ...contact, medium: 'unstated' as const })) },
    outcome: 'nothing-due',
    findings: [],
  },
  {
    what: 'entries could not be read: too little time is not known to be too little',
    minutes: 13,
    charges: [c57],
    more: { unread: ['entries'] },
    outcome: 'not-known',
    findings: [['not-known', null, 0, 1, null]],
  },
  {
    what: 'entries could not be read: nothing found is not nothing there',
    minutes: 5,
    more: { unread: ['entries'] },
    outcome: 'not-known',
    findings: [['not-known', null, 0, 0, null]],
  },
  {
    what: 'charges could not be read: not found is not uncharged',
    minutes: 22,
    more: { unread: ['charges'] },
    outcome: 'not-known',
    findings: [['not-known', null, 0, 0, 50]],
  },
  {
    what: 'what was not read may speak against it',
    minutes: 22,
    more: { unread: ['visits'] },
    options: { incomplete: true },
    outcome: 'not-known',
    findings: [['not-known', null, 0, 0, 50]],
  },
  {
    what: 'what stands twice stands twice whatever else was not read',
    minutes: 22,
    charges: [c57, charge('ChargeItem/b', '99457')],
    more: { unread: ['visits'] },
    options: { incomplete: true },
    outcome: 'not-known',
    findings: [
      ['not-known', null, 0, 2, null],
      ['duplicate', '99457', 1, 2, 50],
    ],
  },
];

describe('evidence against charges', () => {
  it.each(CASES)('$what', ({ minutes, charges = [], more, options, outcome, findings }) => {
    const found = reconciled(ledgerOf(minutes, charges, more), options);
    expect(found.outcome).toBe(outcome);
    expect(
      found.findings.map(({ difference, code, reached, charged, amount }) => [
        difference,
        code,
        reached,
        charged,
        amount,
      ]),
    ).toEqual(findings);
  });

  it('names the charges, the first of the month first, in whatever order they were read', () => {
    const later = charge('ChargeItem/a', '99457', { occurrence: exactly('2026-03-20T15:00:00Z') });
    const earlier = charge('ChargeItem/b', '99457', { occurrence: exactly('2026-03-12T15:00:00Z') });
    for (const charges of [
      [later, earlier],
      [earlier, later],
    ])
      expect(reconciled(ledgerOf(22, charges)).findings).toMatchObject([
        { difference: 'duplicate', charges: ['ChargeItem/b', 'ChargeItem/a'] },
      ]);
  });
});

describe('any month', () => {
  type Written = Pick<Charge, 'code' | 'units' | 'parties'>;
  const charges: fc.Arbitrary<Written[]> = fc.array(
    fc.record({
      code: fc.constantFrom('99457', '99458', '99470', '99091'),
      units: fc.integer({ min: 1, max: 3 }),
      parties: fc.constantFrom<string[]>([], ['Organization/ours'], OTHERS),
    }),
    { maxLength: 4 },
  );
  /** Months in which most is well, so that each outcome comes up. */
  const likely = fc
    .record({
      minutes: fc.integer({ min: 0, max: 70 }),
      charges: fc.oneof(fc.constantFrom<Written[]>([], [{ code: '99457', units: 1, parties: [] }]), charges),
      readings: fc.constantFrom(1, 1, 1, 0),
      medium: fc.constantFrom('live', 'live', 'live', 'unstated'),
      unread: fc.subarray(['entries', 'contacts', 'charges', 'visits'] as const, { maxLength: 1 }),
    })
    .map(({ minutes, charges, readings, medium, unread }) => {
      const good = goodLedger(entry('Procedure/e1', 10, minutes * 60));
      return {
        ...good,
        unread: [...unread],
        charges: charges.map((one, at) => charge(`ChargeItem/${at}`, one.code, one)),
        readings: good.readings.slice(0, readings),
        contacts: good.contacts.map((contact) => ({ ...contact, medium })),
      };
    });
  const question = fc.oneof(
    fc.record({ ledger: anyLedger, policy: anyPolicy, asOf: second, month: fc.constant(TOY_MONTH) }),
    fc.record({
      ledger: likely,
      policy: fc.constantFrom(DEFAULT_POLICY, OURS),
      asOf: fc.constantFrom(MARCH_OVER, exactly('2026-03-25T12:00:00Z').earliest),
      month: fc.constant(MARCH),
    }),
  );

  it('misses nothing that its verdict says of charges, and calls nothing fine that is not known', () => {
    const met = new Set<string>();
    fc.assert(
      fc.property(question, fc.boolean(), ({ ledger, policy, asOf, month }, incomplete) => {
        const verdict = evaluate(ledger, month, policy, asOf);
        const { outcome, findings } = reconcile({ ledger, verdict, month, incomplete, fees: FEES });
        met.add(outcome).add(verdict.status);
        const named = new Set(findings.flatMap(({ charges }) => charges));
        const unsupported = verdict.risks.find(({ id }) => id === 'charge-unsupported')?.evidence ?? [];
        for (const reference of unsupported) expect(named).toContain(reference);
        if (verdict.status === 'billable') expect(['differs', 'not-known']).toContain(outcome);
        const unknown = verdict.criteria.some(({ state }) => state === 'unknown');
        if (unknown && verdict.status === 'billed') expect(outcome).toBe('not-known');
        if (outcome === 'agrees') {
          expect(unsupported).toEqual([]);
          for (const { units, chargedUnits, final } of verdict.lines) if (final) expect(chargedUnits).toBe(units);
        }
      }),
      { numRuns: 3000 },
    );
    expect([...met]).toEqual(
      expect.arrayContaining(['agrees', 'nothing-due', 'differs', 'not-known', 'billed', 'billable']),
    );
  });
});
