import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** The worked examples of docs/CONTRIBUTING.md: file by file, what is there before (` ` and `-`) and what comes (`+`). */
const files = [...readFileSync('docs/CONTRIBUTING.md', 'utf8').matchAll(/^```diff\n([\s\S]*?)^```$/gm)]
  .flatMap(([, block = '']) => block.split(/^(?=(?:---|\+\+\+) )/m))
  .map((part) => {
    const [header = '', ...lines] = part.trimEnd().split('\n');
    return { path: header.slice(4), isNew: header.startsWith('+++'), lines };
  });

/** What is there before, in runs without an addition in between. */
function runsBefore(lines: readonly string[]): string[] {
  const before = lines.map((line) => (line.startsWith('+') ? null : line.slice(1)));
  return before
    .map((line) => line ?? '\0')
    .join('\n')
    .split(/\n?\0\n?/)
    .filter((run) => run !== '');
}

test.each(files.filter(({ isNew }) => !isNew))('the example still fits $path', ({ path, lines }) => {
  const text = readFileSync(path, 'utf8');
  expect(lines.some((line) => line.startsWith('+'))).toBe(true);
  expect(runsBefore(lines).filter((run) => !text.includes(run))).toEqual([]);
});

test.each(files.filter(({ isNew }) => isNew))('the example’s new file $path is not there', ({ path, lines }) => {
  expect(existsSync(path)).toBe(false);
  expect(lines.every((line) => line.startsWith('+'))).toBe(true);
});

test.each(files)('what the example adds to $path is not there yet', ({ path, isNew, lines }) => {
  const added = lines.filter((line) => line.startsWith('+')).map((line) => line.slice(1));
  const text = isNew ? '' : readFileSync(path, 'utf8');
  expect(text).not.toContain(added.join('\n'));
});

test('there are examples for a rule, a resource and a quirk', () => {
  const paths = files.map(({ path }) => path);
  expect(paths).toEqual(
    expect.arrayContaining(['src/rules/verdict.ts', 'src/fhir/read.ts', 'src/ehr/plan.ts', 'src/ehr/session.ts']),
  );
});
