/** The billing rules as cases that a biller can read: `test/vectors/README.md` says how. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { evaluateResources } from '../src/fhir/evaluate.ts';
import { parseSettings } from '../src/fhir/settings.ts';
import { CRITERION_IDS, type Line, type Verdict } from '../src/rules/verdict.ts';
import { resourcesOf, Vector } from './vectors/expand.ts';

const FOLDER = new URL('vectors/', import.meta.url);

for (const file of readdirSync(FOLDER).filter((name) => name.endsWith('.json'))) {
  const vectors = z.array(Vector).parse(JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')));
  describe(file.replace('.json', ''), () => {
    test.each(vectors)('$name', (vector) => {
      const resources = resourcesOf(vector);
      const wanted = wantedBy(vector);
      expect(briefly(evaluated(resources, vector), vector), vector.why).toEqual(wanted);
      expect(briefly(evaluated([...resources, ...resources].reverse(), vector), vector), 'reversed and twice').toEqual(
        wanted,
      );
    });
  });
}

function evaluated(resources: object[], { month, timeZone, asOf, settings, unread }: Vector): Verdict {
  return evaluateResources(resources, 'Patient/p1', {
    month,
    timeZone,
    asOf: Math.floor(Date.parse(asOf) / 1000),
    settings: parseSettings(settings ?? {}),
    unread: unread ?? [],
  });
}

/** What the vector asserts, with what it leaves unsaid filled in: criteria are met, lists are empty. */
function wantedBy({ expected }: Vector) {
  const { rulebook, criteria, reductions, risks, setAside, lines, ...rest } = expected;
  return {
    ...rest,
    criteria: Object.fromEntries(CRITERION_IDS.map((id) => [id, criteria[id] ?? 'met'])),
    reductions: reductions.toSorted(),
    risks: risks.toSorted(),
    setAside: setAside.toSorted(),
    lines: lines.toSorted(),
    ...(rulebook === undefined ? {} : { rulebook }),
  };
}

/** The verdict in the words of a vector. */
function briefly(verdict: Verdict, { expected }: Vector) {
  const { status, loggedSeconds, countedSeconds, monthClosed, rulebook } = verdict;
  return {
    status,
    loggedSeconds,
    countedSeconds,
    readings: verdict.readings,
    monthClosed,
    criteria: Object.fromEntries(verdict.criteria.map(({ id, state }) => [id, state])),
    reductions: verdict.reductions
      .map(({ reason, seconds, entries }) => [reason, `${seconds}s`, ...entries.toSorted()].join(' '))
      .toSorted(),
    risks: verdict.risks.map(({ id, severity }) => `${id} ${severity}`).toSorted(),
    setAside: verdict.setAside.map(({ reference, reason }) => `${reference} ${reason}`).toSorted(),
    lines: verdict.lines.map(lineBriefly).toSorted(),
    ...(expected.rulebook === undefined ? {} : { rulebook }),
  };
}

function lineBriefly({ code, units, serviceDate, final, charged }: Line): string {
  return `${code} x${units} ${serviceDate} ${final ? 'final' : 'not-final'}${charged === null ? '' : ` charged ${charged}`}`;
}
