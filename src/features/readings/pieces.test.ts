import { expect, test } from 'vitest';
import { inPieces } from './pieces.ts';

test('a long list is worked through in order, with the screen’s turn between the pieces', async () => {
  const items = Array.from({ length: 10_000 }, (_, index) => index);
  const done: number[] = [];
  const turns: number[] = [];
  await inPieces(
    items,
    (item) => done.push(item),
    async () => void turns.push(done.length),
  );
  expect(done).toEqual(items);
  expect([turns.length, turns[0], turns.at(-1)]).toEqual([20, 0, 9500]);
});
