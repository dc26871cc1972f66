import { execFileSync } from 'node:child_process';
import satisfies from 'spdx-satisfies';
import { expect, it } from 'vitest';
import * as z from 'zod';

/** Licences that let a health system run, change and pass on the app without giving anything back. */
const PERMISSIVE = [
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'ISC',
  'MIT',
  'Unlicense',
  'Zlib',
];

const packages = z
  .array(z.object({ name: z.string(), version: z.string(), license: z.string().optional() }))
  .transform((list) => list.map(({ name, version, license }) => ({ name: `${name}@${version}`, license })));

it('every package that the app and its command need has a permissive licence', () => {
  const needed = packages.parse(JSON.parse(execFileSync('npm', ['query', '.prod'], { encoding: 'utf8' })));
  expect(needed.map(({ name }) => name)).toContainEqual(expect.stringMatching(/^react@/));
  expect(needed.filter(({ license }) => !isPermissive(license))).toEqual([]);
});

it.each([
  ['MIT', true],
  ['(MIT OR GPL-3.0-or-later)', true],
  ['MIT AND GPL-3.0-or-later', false],
  ['AGPL-3.0-only', false],
  ['SEE LICENSE IN LICENSE.txt', false],
  [undefined, false],
])('a package under %s: %s', (license, permissive) => {
  expect(isPermissive(license)).toBe(permissive);
});

/** What is no SPDX expression has to be read by a person first. */
function isPermissive(license: string | undefined): boolean {
  try {
    return license !== undefined && satisfies(license, PERMISSIVE);
  } catch {
    // Not SPDX: the parser says no more than where it stopped.
    return false;
  }
}
