import { describe, expect, it } from 'vitest';
import { dayAfter, localTimeOf, momentOf } from './localTime.ts';

const at = (iso: string) => Date.parse(iso) / 1000;

describe('a time on the practice’s clock', () => {
  it.each([
    [
      'an ordinary one',
      '2026-03-17',
      '14:05',
      'America/New_York',
      { kind: 'one', at: at('2026-03-17T14:05:00-04:00') },
    ],
    [
      'one with seconds',
      '2026-03-17',
      '14:05:30',
      'Asia/Kolkata',
      { kind: 'one', at: at('2026-03-17T14:05:30+05:30') },
    ],
    ['one in the hour that clocks skip', '2026-03-08', '02:30', 'America/New_York', { kind: 'skipped' }],
    [
      'one in the hour that comes twice',
      '2026-11-01',
      '01:30',
      'America/New_York',
      { kind: 'two', first: at('2026-11-01T01:30:00-04:00'), second: at('2026-11-01T01:30:00-05:00') },
    ],
    ['none', '2026-03-17', '', 'America/New_York', { kind: 'missing' }],
    ['a day that does not exist', '2026-02-30', '10:00', 'America/New_York', { kind: 'missing' }],
  ])('%s is understood', (_, date, time, zone, moment) => {
    expect(momentOf({ date, time }, zone)).toEqual(moment);
  });

  it('is shown to the second, and read again as the same moment', () => {
    const moment = at('2026-03-17T23:59:59-04:00');
    const local = localTimeOf(moment, 'America/New_York');
    expect(local).toEqual({ date: '2026-03-17', time: '23:59:59' });
    expect(momentOf(local, 'America/New_York')).toEqual({ kind: 'one', at: moment });
    expect(dayAfter('2026-02-28')).toBe('2026-03-01');
  });
});
