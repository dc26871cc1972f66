import { describe, expect, it } from 'vitest';
import type { Line, Verdict } from '../../rules/verdict.ts';
import { VERDICT } from '../verdict/verdict.fixture.ts';
import { leftAs, nextOf, type Round, withLeft } from './round.ts';

function line(code: Line['code'], chargedUnits: number): Line {
  const charged = chargedUnits > 0 ? 'ChargeItem/c1' : null;
  return {
    code,
    units: 1,
    thresholdSeconds: 1200,
    serviceDate: '2026-03-17',
    final: true,
    charged,
    chargedUnits,
    summary: '',
  };
}
function verdict(status: Verdict['status'], lines: Line[], summary = 'So it is.'): Verdict {
  return { ...VERDICT, status, lines, summary };
}
const open = verdict('billable', [line('99457', 0)]);
const both = verdict('billable', [line('99457', 0), line('99458', 0)]);
const billed = verdict('billed', [line('99457', 1)]);

describe('how a patient is left', () => {
  it.each([
    ['charged here', open, billed, { how: 'charged', detail: '99457' }],
    ['charged by somebody else before', billed, billed, { how: 'already', detail: null }],
    ['not charged', open, open, { how: 'not-charged', detail: null }],
    [
      'no longer to be charged',
      open,
      verdict('needs-review', [line('99457', 0)]),
      { how: 'no-longer', detail: 'So it is.' },
    ],
    [
      'charged in part',
      both,
      verdict('billable', [line('99457', 1), line('99458', 0)]),
      { how: 'partly', detail: '99457. So it is.' },
    ],
    ['before anything was read', undefined, undefined, { how: 'not-read', detail: null }],
  ])('%s', (_, first, last, expected) => {
    expect(leftAs(first, last)).toEqual(expected);
  });
});

describe('a round', () => {
  const round: Round = { month: '2026-03', queue: ['Patient/a', 'Patient/b', 'Patient/c'], left: new Map() };
  const skipped = { how: 'not-charged', detail: null } as const;
  const charged = { how: 'charged', detail: '99457' } as const;

  it('goes on with the first who was not left, and ends when all were', () => {
    const one = withLeft(round, 'Patient/b', skipped);
    expect(nextOf(one)).toBe('Patient/a');
    const all = withLeft(withLeft(one, 'Patient/a', charged), 'Patient/c', skipped);
    expect(nextOf(all)).toBeNull();
  });

  it('keeps that somebody was charged in it, when they are looked at again', () => {
    const again = withLeft(withLeft(round, 'Patient/a', charged), 'Patient/a', { how: 'already', detail: null });
    expect(again.left.get('Patient/a')).toEqual(charged);
  });
});
