import { expect, it } from 'vitest';
import { eachUnhurried, unhurried } from './unhurried.ts';

it('lets others go first whenever ten milliseconds are over, and gives what the last step gave', async () => {
  const told: string[] = [];
  let time = 0;
  function* steps() {
    for (const name of ['one', 'two', 'three', 'four', 'five']) {
      told.push(name);
      time += 5;
      yield;
    }
    return told.length;
  }
  const pause = async () => void told.push('others');
  expect(await unhurried(steps(), pause, () => time)).toBe(7);
  expect(told).toEqual(['one', 'two', 'others', 'three', 'four', 'others', 'five']);
});

it('works through a list in order, with the others’ turns in between', async () => {
  const told: (number | string)[] = [];
  let time = 0;
  const work = (item: number) => {
    told.push(item);
    time += 5;
  };
  await eachUnhurried(
    [1, 2, 3],
    work,
    async () => void told.push('others'),
    () => time,
  );
  expect(told).toEqual([1, 2, 'others', 3]);
});
