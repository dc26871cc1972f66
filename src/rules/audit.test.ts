import { describe, expect, test } from 'vitest';
import { at, contact, entry, exactly, goodLedger, MARCH, MARCH_OVER, reading } from '../../test/ledger-example.ts';
import { type AuditedMonth, auditMonth } from './audit.ts';
import { evaluate } from './evaluate.ts';
import type { Charge, Ledger } from './ledger.ts';
import { DEFAULT_POLICY } from './policy.ts';

function audit(ledger: Ledger, asOf = MARCH_OVER) {
  return auditMonth(ledger, MARCH, DEFAULT_POLICY, asOf);
}

const charge = (reference: string, code: string, units = 1, day = 10): Charge => ({
  reference: `ChargeItem/${reference}`,
  code,
  units,
  occurrence: exactly(`2026-03-${day}T16:00:00Z`),
  parties: [],
});
const c57 = charge('c57', '99457');
const twentyTwo = entry('Procedure/e1', 10, 1320);

/** `kind: 1 × 99457 [ChargeItem/c57] because of reasons` */
function told({ finding, unbilled, unjudged }: AuditedMonth): string {
  const stake = (stakes: typeof unbilled) =>
    stakes.map(({ code, units, charges }) => `${units} × ${code} [${charges.join(' ')}]`).join(', ');
  return [
    finding && `${finding.kind}: ${stake(finding.stake)} for ${finding.reasons.map(({ id }) => id).join(', ')}`,
    unbilled.length > 0 && `unbilled: ${stake(unbilled)}`,
    unjudged.length > 0 && `unjudged: ${unjudged.join(', ')}`,
  ]
    .filter(Boolean)
    .join('; ');
}

describe('a past month looked at again', () => {
  test.each<[string, Ledger, string]>([
    ['charged as the evidence says', { ...goodLedger(twentyTwo), charges: [c57] }, ''],
    ['never charged and nothing to charge', goodLedger(entry('Procedure/e1', 10, 300)), ''],
    ['never charged though it could be', goodLedger(twentyTwo), 'unbilled: 1 × 99457 []'],
    [
      'too little time for the charge',
      { ...goodLedger(entry('Procedure/e1', 10, 300)), charges: [c57] },
      'unmet: 1 × 99457 [ChargeItem/c57] for minimum-time, unsupported',
    ],
    [
      'no consent: nothing of what is charged stands',
      { ...goodLedger(entry('Procedure/e1', 10, 2500)), consents: [], charges: [c57, charge('c58', '99458')] },
      'unmet: 1 × 99457 [ChargeItem/c57], 1 × 99458 [ChargeItem/c58] for consent, minimum-time, clinical-decision, unsupported, unsupported',
    ],
    [
      'one unit too many: only that unit is at stake',
      { ...goodLedger(entry('Procedure/e1', 10, 2500)), charges: [c57, charge('c58', '99458', 2)] },
      'unsupported: 1 × 99458 [ChargeItem/c58] for units-over',
    ],
    [
      'charged twice: the later one is at stake',
      { ...goodLedger(twentyTwo), charges: [charge('again', '99457', 1, 12), c57] },
      'unsupported: 1 × 99457 [ChargeItem/again] for duplicate',
    ],
    [
      'the short code charged though the time reaches the long one: at stake, and money left',
      { ...goodLedger(twentyTwo), charges: [charge('c70', '99470')] },
      'unsupported: 1 × 99470 [ChargeItem/c70] for unsupported; unbilled: 1 × 99457 []',
    ],
    [
      'units left: one of two charged',
      { ...goodLedger(entry('Procedure/e1', 10, 3700)), charges: [c57, charge('c58', '99458')] },
      'unbilled: 1 × 99458 [ChargeItem/c58]',
    ],
    [
      'clinical notes are missing',
      { ...goodLedger({ ...twentyTwo, note: null }), charges: [c57] },
      'unknown: 1 × 99457 [ChargeItem/c57] for clinical-decision',
    ],
    [
      'a call that nobody wrote about',
      { ...goodLedger(twentyTwo), contacts: [contact('Communication/c1', 10, { note: null })], charges: [c57] },
      'high-risk: 1 × 99457 [ChargeItem/c57] for contact-undocumented',
    ],
    [
      'all at once: the worst first, and all of it at stake',
      {
        ...goodLedger({ ...twentyTwo, note: null }),
        readings: [reading('Observation/o1', 5, { selfReported: true })],
        contacts: [],
        charges: [c57],
      },
      'unmet: 1 × 99457 [ChargeItem/c57] for interactive-communication, unsupported, clinical-decision, self-reported-readings-only',
    ],
    [
      'a risk without a charge is no finding, and the month is not called unbilled',
      { ...goodLedger(twentyTwo), contacts: [contact('Communication/c1', 10, { note: null })] },
      '',
    ],
    [
      'a code that this engine does not bill',
      { ...goodLedger(entry('Procedure/e1', 10, 300)), charges: [charge('c54', '99454')] },
      '',
    ],
    [
      'charges could not be read: neither fine nor unbilled',
      { ...goodLedger(twentyTwo), unread: ['charges'] },
      'unjudged: charges',
    ],
    [
      'contacts could not be read: the charge may stand',
      { ...goodLedger(twentyTwo), contacts: [], charges: [c57], unread: ['contacts'] },
      'unjudged: contacts',
    ],
    [
      'entries could not all be read: more units may be reached',
      { ...goodLedger(twentyTwo), charges: [c57, charge('c58', '99458')], unread: ['entries'] },
      'unjudged: entries',
    ],
    [
      'all seems well, but stays in hospital could not be looked for',
      { ...goodLedger(twentyTwo), charges: [c57], unread: ['visits'] },
      'unjudged: visits',
    ],
    [
      'one unit too many, whatever stays in hospital would show',
      { ...goodLedger(entry('Procedure/e1', 10, 2500)), charges: [c57, charge('c58', '99458', 2)], unread: ['visits'] },
      'unsupported: 1 × 99458 [ChargeItem/c58] for units-over',
    ],
    [
      'two charges of one unit each where two units are reached: still twice',
      {
        ...goodLedger(entry('Procedure/e1', 10, 3700)),
        charges: [c57, charge('a', '99458'), charge('b', '99458', 1, 12)],
      },
      'unsupported: 1 × 99458 [ChargeItem/b] for duplicate; unbilled: 1 × 99458 [ChargeItem/a]',
    ],
    [
      'what could not be read does not matter',
      { ...goodLedger(twentyTwo), charges: [c57], unread: ['readings', 'contacts'] },
      '',
    ],
    [
      'something else is surely unmet: that stands, whatever could not be read',
      { ...goodLedger(twentyTwo), contacts: [], charges: [c57], unread: ['entries'] },
      'unmet: 1 × 99457 [ChargeItem/c57] for interactive-communication, unsupported',
    ],
  ])('%s', (_, ledger, expected) => {
    expect(told(audit(ledger))).toBe(expected);
  });

  test('the verdict is the one that everybody gets', () => {
    const ledger = { ...goodLedger(twentyTwo), charges: [c57] };
    expect(audit(ledger).verdict).toEqual(evaluate(ledger, MARCH, DEFAULT_POLICY, MARCH_OVER));
  });

  test('each reason names its evidence and the sources of its time', () => {
    const { finding } = audit({ ...goodLedger(entry('Procedure/e1', 10, 300)), charges: [c57] });
    expect(finding?.reasons).toEqual([
      expect.objectContaining({
        id: 'minimum-time',
        summary: '5 min counted.',
        missing: '5 min more.',
        evidence: ['Procedure/e1'],
        citations: expect.arrayContaining([expect.any(String)]),
      }),
      expect.objectContaining({ id: 'unsupported', evidence: ['ChargeItem/c57'] }),
    ]);
  });

  test('an open month has nothing unbilled yet', () => {
    expect(audit(goodLedger(twentyTwo), at('2026-03-25T12:00:00Z')).unbilled).toEqual([]);
  });
});

describe('whose work a risk is about', () => {
  const late = at('2026-03-30T12:00:00Z');
  const byAnn = entry('Procedure/e1', 10, 700, { performers: ['Practitioner/ann'], recorded: late });
  const byBob = entry('Procedure/e2', 11, 700, { performers: ['Practitioner/bob', 'Practitioner/ann'], note: null });

  test('an entry’s is that of its performers', () => {
    expect(audit(goodLedger(byAnn, byBob)).risks).toEqual([
      {
        id: 'entry-without-note',
        severity: 'medium',
        persons: ['Practitioner/ann', 'Practitioner/bob'],
        activities: ['trend-interpretation'],
      },
      {
        id: 'entry-logged-late',
        severity: 'medium',
        persons: ['Practitioner/ann'],
        activities: ['trend-interpretation'],
      },
    ]);
  });

  test('a contact’s is that of the entries that it is part of', () => {
    const ledger = { ...goodLedger(byAnn, byBob), contacts: [contact('Communication/c1', 10, { note: null })] };
    expect(audit(ledger).risks[0]).toMatchObject({ id: 'contact-undocumented', persons: ['Practitioner/ann'] });
  });

  test('a charge’s is nobody’s', () => {
    const ledger = { ...goodLedger(entry('Procedure/e1', 10, 300)), charges: [c57] };
    expect(audit(ledger).risks).toEqual([{ id: 'charge-unsupported', severity: 'high', persons: [], activities: [] }]);
  });

  test('what was logged in the month, counted or not, is what risks are compared with', () => {
    const other = entry('Procedure/e3', 12, 300, {
      activity: 'scheduling',
      counting: 'administrative',
      performers: [],
    });
    expect(audit(goodLedger(byBob, other)).logged).toEqual([
      { persons: ['Practitioner/bob', 'Practitioner/ann'], activity: 'trend-interpretation' },
      { persons: [], activity: 'scheduling' },
    ]);
  });
});
