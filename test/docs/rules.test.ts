import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { CITATIONS } from '../../src/rules/rulebook/citations.ts';
import { rulesDocument } from './rules-document.ts';

const committed = readFileSync(new URL('../../docs/rules.md', import.meta.url), 'utf8');

test('docs/rules.md is what the rulebook says; after a change run `npm run docs:rules`', () => {
  expect(committed).toBe(rulesDocument());
});

test.each(Object.entries(CITATIONS))('%s stands there with its mark, unverified ones visibly', (id, { verified }) => {
  const row = committed.split('\n').find((line) => line.startsWith(`| <a id="${id}"></a>`));
  expect(row?.includes('| ✘ |')).toBe(!verified);
});

test('every link leads to a heading or a source', () => {
  const anchors = new Set([
    ...[...committed.matchAll(/<a id="([^"]+)">/g)].map(([, id]) => id),
    ...[...committed.matchAll(/^### (\S+)$/gm)].map(([, id]) => id),
  ]);
  const links = [...committed.matchAll(/\]\(#([^)]+)\)/g)].map(([, id]) => id);
  expect(links.filter((id) => !anchors.has(id))).toEqual([]);
});
