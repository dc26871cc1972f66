import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { DEFAULT_TODAY } from '../mocks/sandbox.ts';
import { stories } from '../mocks/stories/index.ts';
import { TIME_ZONE } from '../mocks/stories/time.ts';
import { DEFAULT_SETTINGS, policyFor, readLedger, serviceMonth } from '../src/fhir/index.ts';
import { evaluate } from '../src/rules/evaluate.ts';
import type { Verdict } from '../src/rules/verdict.ts';

/** Stories that reach back, so that their month before is worth a look as well. */
const REACH_BACK = ['month-straddling', 'ten-minutes'];
const THIS_MONTH = '2026-03';
const MONTH_BEFORE = '2026-02';

/**
 * Each story's whole verdict as somebody read and agreed it: `test/stories/<id>.<month>.json`.
 * `WRITE_STORIES=1` writes them anew; the change is then read like any other.
 */
describe.each(stories)('$title', ({ id, resources }) => {
  test.each(REACH_BACK.includes(id) ? [THIS_MONTH, MONTH_BEFORE] : [THIS_MONTH])('%s', (month) => {
    const file = new URL(`stories/${id}.${month}.json`, import.meta.url);
    const verdict = readable(verdictOf(id, resources(DEFAULT_TODAY), month));
    if (process.env.WRITE_STORIES) writeFileSync(file, `${JSON.stringify(verdict, null, 2)}\n`);
    expect(verdict).toEqual(JSON.parse(readFileSync(file, 'utf8')));
  });
});

function verdictOf(id: string, resources: readonly unknown[], monthId: string): Verdict {
  const patient = `Patient/${id}`;
  const month = serviceMonth(monthId, TIME_ZONE);
  const ledger = readLedger(resources, patient, month, DEFAULT_SETTINGS);
  const policy = policyFor(resources, DEFAULT_SETTINGS, patient);
  return evaluate(ledger, month, policy, Date.parse(DEFAULT_TODAY) / 1000);
}

/** Long lists of references by their number, and the sources, which the rulebook's own tests hold, left out. */
function readable(verdict: Verdict): unknown {
  return JSON.parse(
    JSON.stringify(verdict, (key, value) => {
      if (key === 'citations') return undefined;
      return key === 'evidence' && Array.isArray(value) && value.length > 12 ? `${value.length} resources` : value;
    }),
  );
}
