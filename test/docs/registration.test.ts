import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { parseConfig } from '../../src/config/config.ts';
import { inVersion1, registrationBlocks, registrationGuides, scopesOf, withBlocks } from './registration-blocks.ts';

const guides = registrationGuides().map((url): [string, { url: URL; text: string }] => [
  basename(fileURLToPath(url)),
  { url, text: readFileSync(url, 'utf8') },
]);
const vendors = guides.filter(([name]) => name !== 'README.md');

let blocks: ReadonlyMap<string, string> = new Map();
beforeAll(async () => {
  blocks = await registrationBlocks();
}, 120_000);

test('there is a guide for each, and the index leads to all', () => {
  const index = guides.find(([name]) => name === 'README.md')?.[1].text ?? '';
  expect(vendors.map(([name]) => name)).toEqual([
    'athenahealth.md',
    'epic.md',
    'hapi-and-simulators.md',
    'meditech.md',
    'medplum.md',
    'oracle-health.md',
  ]);
  for (const [name] of vendors) expect(index).toContain(`](${name})`);
});

describe.each(guides)('%s', (_, { url, text }) => {
  test('asks for the scopes that the app asks for and tells the routes that it takes; else run `npm run docs:config`', () => {
    expect(text).toBe(withBlocks(text, blocks));
  });

  test('leads somewhere with every link of its own', () => {
    const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, path]) => path ?? '');
    expect(links.filter((path) => !existsSync(new URL(path, url)))).toEqual([]);
  });
});

describe.each(vendors)('%s', (_, { text }) => {
  const configs = [...text.matchAll(/```json\n([\s\S]*?)```/g)].map(([, json]) => json ?? '');

  test('shows settings that the app takes', () => {
    expect(configs.length).toBeGreaterThan(0);
    for (const json of configs) expect(parseConfig(json).issuers).toHaveLength(1);
  });

  test('asks in its settings for no scope that the app has no use for', () => {
    const known = new Set([
      ...scopesOf('chart'),
      ...scopesOf('chart').flatMap(inVersion1),
      'offline_access',
      // What is left of a scope where an EHR can only be read.
      ...scopesOf('chart').map((scope) => scope.replace(/\.c?ru?s?$/, '.rs')),
    ]);
    const asked = configs.flatMap((json) => parseConfig(json).issuers[0]?.scope?.split(' ') ?? []);
    expect(asked.filter((scope) => !known.has(scope))).toEqual([]);
  });

  test('marks how far each fact was checked, and ends with what to check', () => {
    expect(text).toMatch(/✔/);
    expect(text).toMatch(/## Go-live checklist\n[\s\S]*- \[ \] /);
  });
});

test('SMART 1 knows reading and writing only', () => {
  expect(['launch', 'patient/Task.crus', 'user/Group.rs', 'patient/Patient.r'].flatMap(inVersion1)).toEqual([
    'launch',
    'patient/Task.read',
    'patient/Task.write',
    'user/Group.read',
    'patient/Patient.read',
  ]);
});

test('a mark that nobody knows is told', () => {
  expect(() => withBlocks('<!-- routes nowhere --><!-- /routes nowhere -->', blocks)).toThrow('routes nowhere');
});
