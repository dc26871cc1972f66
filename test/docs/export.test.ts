import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { exportDocument } from './export-document.ts';

const committed = readFileSync(new URL('../../docs/export.md', import.meta.url), 'utf8');

test('docs/export.md says what is exported; after a change run `npm run docs:export`', () => {
  expect(committed).toBe(exportDocument());
});
