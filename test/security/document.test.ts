import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const DOCUMENT = readFileSync('docs/security.md', 'utf8');

const tests = [...DOCUMENT.matchAll(/^- `([^`]+)`: “(.+)”$/gm)].map(([, file = '', name = '']) => ({ file, name }));
const files = [...DOCUMENT.matchAll(/`((?:src|test|docs|mocks)\/[^`\s]+\.\w+|\.npmrc|index\.html)`/g)].map(
  ([, file = '']) => file,
);

/** Whether a test of that name, as its file writes it, is among a file's. */
function names(source: string, name: string): boolean {
  return [`'${name}'`, `\`${name}\``].some((quoted) => source.includes(quoted));
}

it('docs/security.md names tests for every threat', () => {
  const threats = DOCUMENT.split('\n### ').slice(1);
  expect(threats.length).toBeGreaterThan(15);
  for (const threat of threats) expect(threat, threat.slice(0, 60)).toMatch(/^- `[^`]+`: “.+”$/m);
});

it.each(tests)('docs/security.md: $file has “$name”', ({ file, name }) => {
  expect(names(readFileSync(file, 'utf8'), name)).toBe(true);
});

it.each([...new Set(files)])('docs/security.md: %s exists', (file) => {
  expect(existsSync(file)).toBe(true);
});

it('a test that is not there would be noticed', () => {
  expect(names("it('does this', () => {})", 'does that')).toBe(false);
});
