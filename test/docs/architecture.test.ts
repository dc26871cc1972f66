import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';

const document = readFileSync('docs/architecture.md', 'utf8');

/** What tools leave behind, and the interop server's Java tree. */
const NO_ROOMS = /(^|\/)(target|__pycache__|\..*)(\/|$)|^test\/interop\/server/;

const files = ['src', 'mocks', 'test'].flatMap((top) =>
  readdirSync(top, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name)),
);
const rooms = [...new Set(files.map(dirname))].filter((room) => !NO_ROOMS.test(room));

/** The first cells of the table's rows: folder, and the last: what it may import. */
const table = new Map(
  [...document.matchAll(/^\| `((?:src|mocks|test)[^`]*)` +\|[^|]*\|([^|]*)\|$/gm)].map(([, folder = '', may = '']) => [
    folder,
    may.trim(),
  ]),
);

test('docs/architecture.md names every folder, and none that is gone', () => {
  expect([...table.keys()].toSorted()).toEqual(rooms.toSorted());
});

/** Of `src/ehr/charge/write.ts`: ehr. */
const topOf = (file: string) => file.split('/')[1] ?? '';

function importedBy(top: string): string[] {
  const own = files.filter((file) => topOf(file) === top && file.startsWith('src/') && /(?<!\.test)\.tsx?$/.test(file));
  const imported = own.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map(([, path = '']) =>
      topOf(normalize(join(dirname(file), path))),
    ),
  );
  return [...new Set(imported)].filter((one) => one !== top).toSorted();
}

test.each(readdirSync('src'))('src/%s imports just what docs/architecture.md says', (top) => {
  const said = table.get(`src/${top}`) ?? table.get(`src/${top}/verdict`) ?? '';
  const names = [...said.matchAll(/`(\w+)`/g)].map(([, name]) => name);
  expect(importedBy(top)).toEqual(names);
});
