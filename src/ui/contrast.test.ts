import { describe, expect, test } from 'vitest';
import { PALETTES } from '../../test/palettes.ts';
import { contrast, parseColour } from './contrast.ts';

describe('a colour', () => {
  test.each([
    ['#fff', [255, 255, 255]],
    ['#0A58a6', [10, 88, 166]],
    [' rgb(1, 20,255) ', [1, 20, 255]],
    ['rgb(1, 20, 256)', null],
    ['rgb(1 20 25 / 50%)', null],
    ['#ffff', null],
    ['red', null],
    ['', null],
    ['url(https://stranger.example)', null],
    ['#fff;background:url(x)', null],
  ])('%j is %j', (text, colour) => {
    expect(parseColour(text)).toEqual(colour);
  });

  test.each([
    ['#000', '#fff', 21],
    ['#fff', '#fff', 1],
    // The best-known grey that just passes on white, and the next one that doesn't.
    ['#767676', '#fff', 4.54],
    ['#777', '#fff', 4.48],
  ])('%s on %s has the contrast %d', (one, other, expected) => {
    const [a, b] = [parseColour(one), parseColour(other)];
    expect(a && b && Math.round(contrast(a, b) * 100) / 100).toBe(expected);
  });
});

const TEXTS = ['text', 'muted', 'accent', 'good', 'caution', 'bad', 'unsure', 'neutral'];
const PAIRS = [
  ...TEXTS.flatMap((text) => ['ground', 'surface', 'sunken'].map((ground) => [text, ground, 4.5] as const)),
  ...['good', 'caution', 'bad', 'unsure', 'neutral'].flatMap((tone) =>
    [tone, 'text', 'accent'].map((text) => [text, `${tone}-ground`, 4.5] as const),
  ),
  ['on-accent', 'accent', 4.5] as const,
  ...['line-strong', 'focus', 'bar'].flatMap((line) =>
    ['ground', 'surface', 'sunken'].map((ground) => [line, ground, 3] as const),
  ),
];

describe.each(Object.entries(PALETTES))('in the %s', (_, palette) => {
  test.each(PAIRS)('%s can be told from %s, %d to 1', (one, other, ratio) => {
    const [a, b] = [one, other].map((name) => parseColour(palette.get(name) ?? ''));
    expect(a && b && contrast(a, b)).toBeGreaterThanOrEqual(ratio);
  });
});
