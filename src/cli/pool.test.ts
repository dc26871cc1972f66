import { describe, expect, it } from 'vitest';
import { mapInOrder } from './pool.ts';

async function* numbers(count: number, taken: number[] = []): AsyncGenerator<number> {
  for (let number = 0; number < count; number += 1) {
    taken.push(number);
    yield number;
  }
}

async function listed<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

describe('mapInOrder', () => {
  it('gives results in the order of the items, whichever is ready first', async () => {
    const waiting: (() => void)[] = [];
    const results = mapInOrder(numbers(3), 3, async (number) => {
      await new Promise<void>((resolve) => waiting.push(resolve));
      return number;
    });
    const all = listed(results);
    while (waiting.length < 3) await Promise.resolve();
    for (const release of waiting.reverse()) release();
    expect(await all).toEqual([0, 1, 2]);
  });

  it('reads no further ahead than its width', async () => {
    const taken: number[] = [];
    const results = mapInOrder(numbers(100, taken), 4, async (number) => number);
    await results.next();
    expect(taken).toHaveLength(4);
    await results.next();
    expect(taken).toHaveLength(5);
  });

  it('waits for what is under way when its reader stops early', async () => {
    let release: () => void = () => undefined;
    const results = mapInOrder(numbers(9), 2, (number) =>
      number === 0 ? Promise.resolve() : new Promise<void>((resolve) => (release = resolve)),
    );
    await results.next();
    let ended = false;
    const end = results.return(undefined).then(() => (ended = true));
    await new Promise(setImmediate);
    expect(ended).toBe(false);
    release();
    await end;
  });

  it('passes a failure on', async () => {
    const results = mapInOrder(numbers(2), 2, () => Promise.reject(new Error('broken')));
    await expect(results.next()).rejects.toThrow('broken');
  });
});
