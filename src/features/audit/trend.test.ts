import { describe, expect, test } from 'vitest';
import type { RiskMark } from '../../rules/audit.ts';
import { type Audited, type Tally, trendOf } from './trend.ts';

const ANN = 'Practitioner/ann';
const BOB = 'Practitioner/bob';

const late = (...persons: string[]): RiskMark => ({
  id: 'entry-logged-late',
  severity: 'medium',
  persons,
  activities: ['trend-interpretation'],
});
const unsupported: RiskMark = { id: 'charge-unsupported', severity: 'high', persons: [], activities: [] };
const undocumented: RiskMark = {
  id: 'contact-undocumented',
  severity: 'high',
  persons: [BOB],
  activities: ['live-contact'],
};

const MONTHS: Audited[] = [
  {
    month: '2026-02',
    risks: [late(ANN, BOB), undocumented],
    logged: [
      { persons: [ANN], activity: 'trend-interpretation' },
      { persons: [BOB, ANN], activity: 'trend-interpretation' },
      { persons: [BOB], activity: 'live-contact' },
    ],
  },
  { month: '2026-01', risks: [unsupported, late(ANN)], logged: [{ persons: [ANN], activity: 'trend-interpretation' }] },
  { month: '2026-01', risks: [], logged: [] },
];

/** `2026-01: 2 of which 1 high 1 medium` */
const told = (tallies: Tally[]) =>
  tallies.map(({ of, base, bySeverity }) => `${of}: ${base}, ${bySeverity.high} high ${bySeverity.medium} medium`);

describe('the trend of denial risks', () => {
  const trend = trendOf(MONTHS);

  test('by month, the oldest first, against the patient-months looked at', () => {
    expect(told(trend.byMonth)).toEqual(['2026-01: 2, 1 high 1 medium', '2026-02: 1, 1 high 1 medium']);
  });

  test('by person, the riskiest first, against the entries that each logged; what is nobody’s last', () => {
    expect(told(trend.byPerson)).toEqual([
      `${BOB}: 2, 1 high 1 medium`,
      `${ANN}: 3, 0 high 2 medium`,
      'null: 0, 1 high 0 medium',
    ]);
  });

  test('by activity', () => {
    expect(told(trend.byActivity)).toEqual([
      'live-contact: 1, 1 high 0 medium',
      'trend-interpretation: 3, 0 high 2 medium',
      'null: 0, 1 high 0 medium',
    ]);
  });

  test('and which risks they are', () => {
    expect(trend.byPerson[1]?.byRisk).toEqual({ 'entry-logged-late': 2 });
  });

  test('of nothing is empty', () => {
    expect(trendOf([])).toEqual({ byMonth: [], byPerson: [], byActivity: [] });
  });
});
