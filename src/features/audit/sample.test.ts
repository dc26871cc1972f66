import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AuditPlan, drawn, frameOf, monthsBetween, sampleOf } from './sample.ts';

const PLAN: AuditPlan = { from: '2025-11', to: '2026-01', sample: 'random', size: 4, seed: 20260325 };
const PATIENTS = ['Patient/b', 'Patient/a10', 'Patient/a2', 'Patient/Z', 'Patient/ä'];

describe('the months', () => {
  test.each([
    ['2025-11', '2026-02', ['2025-11', '2025-12', '2026-01', '2026-02']],
    ['2026-01', '2026-01', ['2026-01']],
    ['2026-02', '2026-01', []],
    ['2018-11', '2019-02', ['2019-01', '2019-02']],
  ])('from %s to %s', (from, to, months) => {
    expect(monthsBetween(from, to)).toEqual(months);
  });
});

describe('the sample', () => {
  test('is drawn of a list in one order: by month, then by patient as code units stand, in no language’s order', () => {
    expect(frameOf(PATIENTS, { ...PLAN, to: '2025-11' }).map(({ patient }) => patient)).toEqual([
      'Patient/Z',
      'Patient/a10',
      'Patient/a2',
      'Patient/b',
      'Patient/ä',
    ]);
    expect(frameOf(PATIENTS, PLAN)).toHaveLength(15);
  });

  test('is the same for the same seed, on any machine and in whatever order the EHR lists its patients', () => {
    // What the Python of docs/audit.md draws.
    const expected = [
      { patient: 'Patient/ä', month: '2025-11' },
      { patient: 'Patient/a2', month: '2025-12' },
      { patient: 'Patient/a10', month: '2026-01' },
      { patient: 'Patient/ä', month: '2026-01' },
    ];
    expect(sampleOf(PATIENTS, PLAN)).toEqual(expected);
    expect(sampleOf([...PATIENTS].reverse(), PLAN)).toEqual(expected);
  });

  test('is another for another seed', () => {
    const hundred = Array.from({ length: 100 }, (_, n) => n);
    expect(drawn(hundred, 10, 1)).not.toEqual(drawn(hundred, 10, 2));
  });

  test('of all and of high risk is everything', () => {
    expect(sampleOf(PATIENTS, { ...PLAN, sample: 'all' })).toEqual(frameOf(PATIENTS, PLAN));
    expect(sampleOf(PATIENTS, { ...PLAN, sample: 'high-risk' })).toEqual(frameOf(PATIENTS, PLAN));
  });

  test('has as many as asked for, or all there are; nobody twice; in the list’s order', () => {
    const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });
    fc.assert(
      fc.property(fc.nat(60), fc.nat(80), seeds, (length, size, seed) => {
        const list = Array.from({ length }, (_, n) => n);
        const sample = drawn(list, size, seed);
        expect(sample).toHaveLength(Math.min(size, length));
        expect(sample).toEqual([...new Set(sample)].sort((a, b) => a - b));
      }),
    );
  });

  test('gives everybody about the same chance', () => {
    const times = Array.from({ length: 10 }, () => 0);
    const list = times.map((_, n) => n);
    for (let seed = 0; seed < 3000; seed++) for (const one of drawn(list, 3, seed)) times[one] = (times[one] ?? 0) + 1;
    // 900 expected each; five standard deviations are 126.
    for (const count of times) expect(Math.abs(count - 900)).toBeLessThan(126);
  });
});
