import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { type Trial, tryAll, writeBackDocument } from './write-back-document.ts';

let trials: { charges: Trial[]; voids: Trial[] } = { charges: [], voids: [] };
beforeAll(async () => {
  trials = await tryAll();
}, 300_000);

test('docs/write-back.md is what the trials come to; after a change run `npm run docs:write-back`', () => {
  const committed = readFileSync(new URL('../../docs/write-back.md', import.meta.url), 'utf8');
  expect(committed).toBe(writeBackDocument(trials));
});

test('whatever fails, no charge is made twice, and what is called charged is', () => {
  expect(trials.charges.length).toBeGreaterThan(100);
  for (const { standing, outcome, ...trial } of trials.charges)
    expect([outcome, standing, trial.step, trial.fault]).toEqual([
      outcome,
      outcome.endsWith('charged') || outcome.startsWith('charged') ? 1 : 0,
      trial.step,
      trial.fault,
    ]);
});

test('whatever fails, a charge that is taken back no longer stands', () => {
  for (const { standing, outcome } of trials.voids)
    expect([outcome, standing]).toEqual([outcome, outcome.endsWith('hand') ? 1 : 0]);
});
