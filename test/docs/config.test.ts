import { existsSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { DESCRIPTIONS, descriptionOf } from '../../src/cli/config/descriptions.ts';
import { keysOf, publishedSchema } from '../../src/cli/config/json-schema.ts';
import { parseConfig } from '../../src/config/config.ts';
import { LANGUAGES } from '../../src/features/consent/wording.ts';
import { parseSettings } from '../../src/fhir/settings.ts';
import { configDocument, configSchemaFile } from './config-document.ts';
import { CONFIG_EXAMPLES, SMALLEST } from './config-examples.ts';

const fileOf = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const keys = keysOf(publishedSchema());

test.each([
  ['public/config.schema.json', configSchemaFile],
  ['docs/configuration.md', configDocument],
])('%s is what the schema says; after a change run `npm run docs:config`', (path, made) => {
  expect(fileOf(path)).toBe(made());
});

test('every link of docs/configuration.md leads to a file', () => {
  const links = [...configDocument().matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, path]) => path ?? '');
  expect(links.length).toBeGreaterThan(0);
  expect(links.filter((path) => !existsSync(new URL(`../../docs/${path}`, import.meta.url)))).toEqual([]);
});

test.each(keys.map(({ path }) => path))('%s has a meaning', (path) => {
  expect(descriptionOf(path)).toMatch(/[.?]$/);
});

test('no meaning is left over from a key that is gone', () => {
  const known = new Set(keys.map(({ path }) => path.replace(/^(measurements\.limits)\.\w+/, '$1.*')));
  expect(Object.keys(DESCRIPTIONS).filter((path) => !known.has(path))).toEqual([]);
});

test('the languages are those in which consent can be explained', () => {
  expect(keys.find(({ path }) => path === 'language')?.type).toBe(LANGUAGES.map((one) => `\`${one}\``).join(', '));
});

describe('an editor that reads the published schema and the app agree', () => {
  const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true });
  addFormats(ajv);
  const accepts = ajv.compile(publishedSchema());
  const appAccepts = (config: unknown) => {
    try {
      parseConfig(JSON.stringify(config));
      return true;
    } catch {
      // Why it is refused is told by the tests of src/config.
      return false;
    }
  };

  test.each(CONFIG_EXAMPLES.map(({ title, config }) => [title, { ...SMALLEST.config, ...config }]))(
    'on the example “%s”',
    (_, config) => {
      expect([accepts(config), accepts.errors, appAccepts(config)]).toEqual([true, null, true]);
    },
  );

  test.each(CONFIG_EXAMPLES.map(({ title, config }) => [title, { ...SMALLEST.config, ...config }]))(
    'and the command reads what concerns it in the example “%s”',
    (_, config) => {
      expect(parseSettings(config).timeZone).toBe('America/New_York');
    },
  );

  test('on the file that is shipped', () => {
    expect(accepts(JSON.parse(fileOf('public/config.json')))).toBe(true);
  });

  test.each<[string, Record<string, unknown>]>([
    ['no time zone', { timeZone: undefined }],
    ['no issuers', { issuers: [] }],
    ['an unknown key', { isuers: [] }],
    ['an unknown key of an issuer', { issuers: [{ iss: 'https://a.example', name: 'A', clientId: 'a', secret: 'a' }] }],
    ['an issuer without a client id', { issuers: [{ iss: 'https://a.example', name: 'A' }] }],
    ['a policy that is no choice', { policy: { serviceDate: 'never' } }],
    ['too many requests at once', { worklist: { requestsAtOnce: 65 } }],
    ['a frame with a path', { frameAncestors: ['https://a.example/x'] }],
    ['a user who is none', { roles: { mayCharge: ['billers'] } }],
    ['a unit that is none of the series', { measurements: { limits: { weight: { unit: 'mm[Hg]' } } } }],
    ['a fee for no code', { fees: { abc: 1 } }],
    ['a moment without offset', { clock: '2026-04-02T14:00:00' }],
  ])('that there must not be %s', (_, change) => {
    const config = { ...SMALLEST.config, ...change };
    expect([accepts(config), appAccepts(config)]).toEqual([false, false]);
  });
});
