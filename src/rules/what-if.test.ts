import { describe, expect, test } from 'vitest';
import { at, contact, entry, exactly, goodLedger, MARCH, reading } from '../../test/ledger-example.ts';
import type { Ledger } from './ledger.ts';
import { DEFAULT_POLICY } from './policy.ts';
import { type Hypothesis, whatIf } from './what-if.ts';

const MID_MARCH = at('2026-03-20T16:00:00Z');

function ask(ledger: Ledger, hypothesis: Hypothesis, asOf = MID_MARCH) {
  return whatIf(ledger, MARCH, DEFAULT_POLICY, asOf, hypothesis);
}

describe('what if', () => {
  test('this entry completes 20 minutes, and says when', () => {
    const found = ask(goodLedger(entry('Procedure/e1', 10, 900)), { entries: [entry('Procedure/new', 12, 600)] });
    expect(found.before.lines.map(({ code }) => code)).toEqual(['99470']);
    expect(found.after.lines.map(({ code }) => code)).toEqual(['99457']);
    expect(found.addedSeconds).toBe(600);
    // 300 s into the entry, which begins at 15:00 UTC.
    expect(found.completes).toEqual([{ code: '99457', at: at('2026-03-12T15:05:00Z') }]);
  });

  test('this entry adds a unit to what was there', () => {
    const found = ask(goodLedger(entry('Procedure/e1', 10, 2400)), { entries: [entry('Procedure/new', 12, 1200)] });
    expect(found.completes).toEqual([{ code: '99458', at: at('2026-03-12T15:20:00Z') }]);
  });

  test('an earlier entry brings the moment forward', () => {
    const found = ask(goodLedger(entry('Procedure/e1', 10, 1000)), { entries: [entry('Procedure/new', 5, 1100)] });
    expect(found.completes).toEqual([{ code: '99457', at: at('2026-03-10T15:01:40Z') }]);
  });

  test('administrative time adds nothing', () => {
    const found = ask(goodLedger(entry('Procedure/e1', 10, 900)), {
      entries: [entry('Procedure/new', 12, 600, { counting: 'administrative', activity: 'scheduling' })],
    });
    expect(found).toMatchObject({ addedSeconds: 0, meets: [], completes: [] });
  });

  test('an entry that ends later than now is looked at from its end', () => {
    const found = ask(goodLedger(), { entries: [entry('Procedure/new', 25, 600)] });
    expect(found.addedSeconds).toBe(600);
    expect(found.meets).toEqual(['minimum-time', 'clinical-decision']);
    expect(found.after.asOf).toBe('2026-03-25T15:10:00Z');
  });

  test.each<[string, Partial<Ledger>, Hypothesis, string[]]>([
    ['a contact', { contacts: [] }, { contacts: [contact('Communication/new', 25)] }, ['interactive-communication']],
    ['a reading', { readings: [] }, { readings: [reading('Observation/new', 25)] }, ['physiologic-data']],
    [
      'a consent',
      { consents: [] },
      {
        consents: [
          {
            reference: 'Consent/new',
            state: 'given',
            given: exactly('2026-03-20T15:00:00Z'),
            ended: null,
            organization: null,
          },
        ],
      },
      ['consent'],
    ],
    ['nothing', {}, {}, []],
  ])('%s meets %s', (_, without, hypothesis, meets) => {
    expect(ask({ ...goodLedger(), ...without }, hypothesis).meets).toEqual(meets);
  });

  test('nothing that was there is counted as new', () => {
    const found = ask(goodLedger(entry('Procedure/e1', 10, 1300)), {});
    expect(found).toMatchObject({ addedSeconds: 0, meets: [], completes: [] });
  });
});
