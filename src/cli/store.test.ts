import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readSlices, Store, write } from './store.ts';

let store: Store;
beforeEach(async () => {
  store = await Store.create();
});
afterEach(() => store.close());

async function contents(): Promise<[string, string][]> {
  const all: [string, string][] = [];
  for await (const { key, slices } of store.sorted()) all.push([key, readSlices(store.sink, slices).toString()]);
  return all;
}

it('gives every key in order with all its texts in the order in which they came', async () => {
  store.keep(
    write(store.sink, [
      { key: 'b', text: 'ü1' },
      { key: 'a', text: 'x' },
    ]),
  );
  store.keep(
    write(store.sink, [
      { key: 'b', text: '2' },
      { key: 'b', text: '3' },
    ]),
  );
  expect(await contents()).toEqual([
    ['a', 'x'],
    ['b', 'ü123'],
  ]);
});

it('gives a text to the owner of its reference, once, and to nobody when there is none', async () => {
  store.keepForOwners(
    write(store.sink, [
      { key: 'Procedure/e1', text: 'one' },
      { key: 'Procedure/e9', text: 'nine' },
    ]),
  );
  store.own('Procedure/e1', 'Patient/a');
  store.own('Procedure/e1', 'Patient/a');
  expect(await contents()).toEqual([['Patient/a', 'one']]);
});

it('sorts more rows than it hands over at once', async () => {
  const texts = Array.from({ length: 5_000 }, (_, index) => ({
    key: String((index * 7919) % 1_000).padStart(4, '0'),
    text: 'x',
  }));
  store.keep(write(store.sink, texts));
  const all = await contents();
  expect(all).toHaveLength(1_000);
  expect(all).toEqual(all.toSorted());
  expect(new Set(all.map(([, text]) => text))).toEqual(new Set(['xxxxx']));
});

it('has no file of texts that could be found by its name, and no folder after closing', () => {
  const folders = () => readdirSync(tmpdir()).filter((name) => name.startsWith('rpm-tally-'));
  const [folder] = folders();
  expect(readdirSync(`${tmpdir()}/${folder}`)).toEqual([]);
});
