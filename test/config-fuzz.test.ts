import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkConfig } from '../src/cli/config/report.ts';
import { ConfigUnreadable, parseConfig } from '../src/config/config.ts';
import { meantBy } from '../src/config/nearest.ts';
import { connectOrigins } from '../src/config/origins.ts';
import { SettingsError } from '../src/fhir/settings.ts';
import { CONFIG_EXAMPLES } from './docs/config-examples.ts';

/** Every key of the examples in one file. */
const WHOLE: Readonly<Record<string, unknown>> = Object.assign({}, ...CONFIG_EXAMPLES.map(({ config }) => config));

function pathsOf(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  const inner = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return [path, ...inner.flatMap(([key, one]) => pathsOf(one, [...path, key]))];
}

function replaced(value: unknown, [key, ...rest]: readonly string[], by: unknown): unknown {
  if (key === undefined) return by;
  if (Array.isArray(value)) return value.map((one, index) => (String(index) === key ? replaced(one, rest, by) : one));
  if (typeof value !== 'object' || value === null) return by;
  const entries = Object.entries(value);
  return Object.fromEntries(entries.map(([name, one]) => [name, name === key ? replaced(one, rest, by) : one]));
}

/** What people write by mistake, and what nobody would. */
const anything = fc.oneof(
  fc.jsonValue(),
  fc.webUrl(),
  fc.constantFrom(
    '',
    'https://',
    'http://ehr.example',
    '*',
    'yes',
    'Group/',
    'Practitioner',
    -1,
    1e300,
    null,
    [],
    {},
    [[]],
    [{}],
  ),
);

test('whatever stands at any place of config.json, it is taken or told what is wrong with it; nothing breaks', () => {
  fc.assert(
    fc.property(fc.constantFrom(...pathsOf(WHOLE)), anything, (path, by) => {
      const content = JSON.stringify(replaced(WHOLE, path, by));
      expect(checkConfig(content).lines.length).toBeGreaterThan(0);
      try {
        connectOrigins(parseConfig(content));
      } catch (error) {
        if (error instanceof ConfigUnreadable) return;
        if (!(error instanceof SettingsError)) throw error;
        const keys = error.problems.map(({ key }) => key);
        expect(keys.length).toBeGreaterThan(0);
        expect(new Set(keys).size).toBe(keys.length);
        for (const problem of error.problems) {
          expect(problem.allowed.join('')).not.toBe('');
          expect([null, expect.any(String)]).toContainEqual(meantBy(problem));
        }
      }
    }),
    { numRuns: 2_000 },
  );
});
