import { describe, expect, test } from 'vitest';
import { at, entry, exactly, goodLedger, MARCH, MARCH_OVER, reading } from '../../test/ledger-example.ts';
import { serviceMonth } from '../fhir/calendar.ts';
import { companionsOf } from './companions.ts';
import { factsOf } from './facts.ts';
import type { Ledger, Reading } from './ledger.ts';
import type { ServiceMonth } from './month.ts';
import { DEFAULT_POLICY } from './policy.ts';
import type { Companion } from './verdict.ts';

const FEBRUARY = serviceMonth('2026-02', 'America/New_York');

/** One device reading at noon UTC of each day named. */
function readingsOn(...dates: string[]): Reading[] {
  return dates.map((date) => reading(`Observation/${date}`, 1, { taken: exactly(`${date}T15:00:00Z`) }));
}

function days(month: string, from: number, to: number): string[] {
  return Array.from({ length: to - from + 1 }, (_, i) => `${month}-${String(from + i).padStart(2, '0')}`);
}

function chart(since: string | null, readings: Reading[], more: Partial<Ledger> = {}): Ledger {
  return { ...goodLedger(), devices: [{ reference: 'Device/cuff', since }], readings, ...more };
}

function companion(code: Companion['code'], ledger: Ledger, month: ServiceMonth = MARCH, asOf = MARCH_OVER) {
  return companionsOf(factsOf(ledger, month, DEFAULT_POLICY, asOf)).find((one) => one.code === code);
}

describe('99454 and 99445: days with readings in the 30 days of the device that end in the month', () => {
  // In use since 10 February: the window of 10 February to 11 March ends in March.
  test.each([
    [15, 'not-yet', 'possible'],
    [16, 'possible', 'superseded'],
    [2, 'not-yet', 'possible'],
    [1, 'not-yet', 'not-yet'],
    [0, 'not-yet', 'not-yet'],
  ])('%i days: 99454 %s, 99445 %s', (n, long, short) => {
    const ledger = chart('2026-02-10', readingsOn(...days('2026-02', 10, 28).slice(0, n)));
    expect(companion('99454', ledger)?.state).toBe(long);
    expect(companion('99445', ledger)?.state).toBe(short);
  });

  test('says which window it looked at, and rests on its readings', () => {
    const ledger = chart('2026-02-10', readingsOn('2026-02-09', '2026-02-10', '2026-03-11', '2026-03-12'));
    expect(companion('99445', ledger)).toEqual({
      code: '99445',
      state: 'possible',
      summary: '99445: readings on 2 days of the 30 from 10 February to 11 March; 2 to 15 needed.',
      evidence: ['Observation/2026-02-10', 'Observation/2026-03-11'],
    });
    expect(companion('99454', ledger)?.summary).toBe(
      '99454: readings on 2 days of the 30 from 10 February to 11 March; 16 needed.',
    );
  });

  test('two readings of a day are one day; a self-reported one is none', () => {
    const twice = [
      ...readingsOn('2026-02-10', '2026-02-10'),
      reading('Observation/told', 3, { device: null, selfReported: true }),
    ];
    expect(companion('99445', chart('2026-02-10', twice))?.state).toBe('not-yet');
  });

  test('a reading that has not happened yet does not count', () => {
    const ledger = chart('2026-02-10', readingsOn('2026-03-10', '2026-03-11'));
    expect(companion('99445', ledger, MARCH, at('2026-03-10T20:00:00Z'))?.state).toBe('not-yet');
  });

  test('of two windows that end in the month, the later is told', () => {
    // In use since 31 January: windows end on 1 March and on 31 March.
    const ledger = chart('2026-01-31', readingsOn('2026-02-02', '2026-02-03', '2026-03-20'));
    expect(companion('99445', ledger)?.summary).toContain('readings on 1 day of the 30 from 2 March to 31 March');
  });

  test('no window ends in a month when the device came after its second day', () => {
    expect(companion('99454', chart('2026-03-03', []))?.summary).toBe(
      '99454: no 30-day window of the device ends in this month.',
    );
    expect(companion('99454', chart('2026-03-02', []))?.summary).toContain('2 March to 31 March');
    expect(companion('99454', chart('2026-04-02', []))?.summary).toContain('no 30-day window');
  });

  test('without a known start, the first device reading begins it', () => {
    const ledger = { ...chart(null, readingsOn('2026-02-10', '2026-02-11')) };
    expect(companion('99445', ledger)?.summary).toContain('10 February to 11 March');
    expect(companion('99445', chart(null, []))?.summary).toContain('no 30-day window');
  });

  test('the earliest of several devices begins it', () => {
    const ledger = chart('2026-02-20', [], {
      devices: [
        { reference: 'Device/scale', since: '2026-02-20' },
        { reference: 'Device/cuff', since: '2026-02-10' },
      ],
    });
    expect(companion('99454', ledger)?.summary).toContain('10 February to 11 March');
  });

  test('99445 did not exist before 2026', () => {
    const ledger = chart('2025-11-10', []);
    expect(companion('99445', ledger, serviceMonth('2025-12', 'America/New_York'))).toMatchObject({
      state: 'not-yet',
      summary: '99445 did not exist in this month.',
    });
  });
});

describe('99453: set-up, in the month in which the device came into use', () => {
  test.each([
    [2, 'possible', '99453: device in use since 3 March; readings on 2 days of 2. Once per episode of care.'],
    [1, 'not-yet', '99453: device in use since 3 March; readings on 1 day of 2. Once per episode of care.'],
  ])('%i days: %s', (n, state, summary) => {
    const ledger = chart('2026-03-03', readingsOn(...days('2026-03', 3, 20).slice(0, n)));
    expect(companion('99453', ledger)).toEqual({ code: '99453', state, summary, evidence: ['Device/cuff'] });
  });

  test('not in another month', () => {
    const ledger = chart('2026-02-10', readingsOn(...days('2026-03', 1, 20)));
    expect(companion('99453', ledger)).toMatchObject({
      state: 'not-yet',
      summary: '99453: no device was set up in this month.',
    });
    expect(companion('99453', chart('2026-02-10', readingsOn(...days('2026-02', 10, 12))), FEBRUARY)?.state).toBe(
      'possible',
    );
  });

  test('16 days before 2026', () => {
    const december = serviceMonth('2025-12', 'America/New_York');
    const ledger = (n: number) => chart('2025-12-01', readingsOn(...days('2025-12', 1, 31).slice(0, n)));
    expect(companion('99453', ledger(15), december)?.state).toBe('not-yet');
    expect(companion('99453', ledger(16), december)?.state).toBe('possible');
  });

  test('no such code before 2019', () => {
    const old = serviceMonth('2018-03', 'America/New_York');
    expect(companion('99453', chart('2018-03-03', []), old)?.summary).toBe('99453 did not exist in this month.');
  });
});

describe('99091: time of interpretation', () => {
  const interpreted = (...seconds: number[]) => ({
    ...goodLedger(...seconds.map((length, i) => entry(`Procedure/e${i}`, 10 + i, length))),
  });
  test.each([
    [
      1799,
      'not-yet',
      '99091: 29 min 59 s of interpretation; 30 min in 30 days needed, and never beside 99457 for the same time.',
    ],
    [
      1800,
      'possible',
      '99091: 30 min of interpretation; 30 min in 30 days needed, and never beside 99457 for the same time.',
    ],
  ])('%i s: %s', (seconds, state, summary) => {
    expect(companion('99091', interpreted(seconds - 600, 600))).toMatchObject({
      state,
      summary,
      evidence: ['Procedure/e0', 'Procedure/e1'],
    });
  });

  test('of trends alone, and only what counts', () => {
    const ledger = goodLedger(
      entry('Procedure/call', 10, 3000, { activity: 'patient-counselling' }),
      entry('Procedure/april', 10, 3000, { start: at('2026-04-02T15:00:00Z'), end: at('2026-04-02T15:50:00Z') }),
    );
    expect(companion('99091', ledger)).toMatchObject({ state: 'not-yet', evidence: [] });
  });

  test('a charge of it is evidence', () => {
    const charges = [
      { reference: 'ChargeItem/x', code: '99091', units: 1, occurrence: exactly('2026-03-10T15:00:00Z'), parties: [] },
    ];
    expect(companion('99091', { ...goodLedger(), charges })?.evidence).toEqual(['ChargeItem/x']);
  });

  test('no such need before 2019', () => {
    const old = serviceMonth('2018-03', 'America/New_York');
    expect(companion('99091', goodLedger(), old)?.summary).toBe('99091 did not exist in this month.');
  });
});
