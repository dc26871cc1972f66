import { describe, expect, test } from 'vitest';
import { complement, divide, merge, nthSecond, secondsOf } from './spans.ts';

const span = (start: number, end: number) => ({ start, end });

describe('merge', () => {
  test.each([
    ['apart', [span(5, 6), span(1, 2)], [span(1, 2), span(5, 6)]],
    ['touching', [span(1, 3), span(3, 5)], [span(1, 5)]],
    ['overlapping', [span(1, 4), span(2, 6)], [span(1, 6)]],
    ['nested', [span(1, 9), span(2, 3)], [span(1, 9)]],
    ['empty or backwards', [span(4, 4), span(9, 8)], []],
  ])('%s', (_, spans, expected) => {
    expect(merge(spans)).toEqual(expected);
  });

  test('leaves what it was given as it was', () => {
    const spans = [span(1, 4), span(2, 6)];
    merge(spans);
    expect(spans).toEqual([span(1, 4), span(2, 6)]);
  });
});

describe('divide', () => {
  test.each([
    ['nothing is claimed', [], [], [span(10, 20)]],
    ['all is claimed', [span(0, 30)], [span(10, 20)], []],
    ['the start is claimed', [span(5, 12)], [span(10, 12)], [span(12, 20)]],
    ['the end is claimed', [span(18, 25)], [span(18, 20)], [span(10, 18)]],
    ['the middle is claimed', [span(12, 13)], [span(12, 13)], [span(10, 12), span(13, 20)]],
    ['claims only touch', [span(0, 10), span(20, 30)], [], [span(10, 20)]],
    [
      'two claims',
      [span(11, 12), span(14, 15)],
      [span(11, 12), span(14, 15)],
      [span(10, 11), span(12, 14), span(15, 20)],
    ],
  ])('when %s', (_, claim, inside, outside) => {
    expect(divide([span(10, 20)], claim)).toEqual({ inside, outside });
  });

  test('takes several spans at once', () => {
    expect(divide([span(0, 2), span(4, 6)], [span(1, 5)])).toEqual({
      inside: [span(1, 2), span(4, 5)],
      outside: [span(0, 1), span(5, 6)],
    });
  });
});

test('complement is all the rest of time', () => {
  expect(complement([span(1, 2)])).toEqual([span(-Infinity, 1), span(2, Infinity)]);
  expect(complement([])).toEqual([span(-Infinity, Infinity)]);
});

test('secondsOf adds up', () => {
  expect(secondsOf([span(1, 3), span(10, 15)])).toBe(7);
});

describe('the nth second', () => {
  const spans = [span(100, 110), span(200, 205)];
  test.each([
    [1, 100],
    [10, 109],
    [11, 200],
    [15, 204],
    [16, null],
  ])('%i', (n, expected) => {
    expect(nthSecond(spans, n)).toBe(expected);
  });
});
