import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import * as z from 'zod';

/**
 * What a browser must load until the verdict is on screen, or the launch is on its way: the page's script, all that it imports,
 * and the chunks that start at once beside it. Only what a person opens later (charts, forms) is outside of the budget.
 */

const BUDGET_KB = 170;
const FHIRCLIENT = 'node_modules/fhirclient/lib/entry/browser.js';
const PAGES = {
  'index.html': ['index.html', FHIRCLIENT, 'src/app/loadMonth.ts'],
  'launch.html': ['launch.html', FHIRCLIENT],
};

const chunk = z.object({ file: z.string(), imports: z.array(z.string()).default([]) });
const manifest = z.record(z.string(), chunk).parse(JSON.parse(readFileSync('dist/.vite/manifest.json', 'utf8')));

let failed = false;
for (const [page, entries] of Object.entries(PAGES)) {
  const sizes = [...new Set(entries.flatMap((entry) => [...chunksOf(entry)]))].map((file) => ({
    file,
    bytes: gzipSync(readFileSync(`dist/${file}`)).length,
  }));
  const kilobytes = sizes.reduce((sum, { bytes }) => sum + bytes, 0) / 1024;
  console.log(`${page}: ${kilobytes.toFixed(1)} KB gzip of ${BUDGET_KB} KB`);
  for (const { file, bytes } of sizes) console.log(`  ${(bytes / 1024).toFixed(1).padStart(6)} KB  ${file}`);
  if (kilobytes > BUDGET_KB) failed = true;
}
if (failed) {
  console.error('Over the budget. Move what is not needed at once into a lazy chunk.');
  process.exitCode = 1;
}

function chunksOf(key: string, seen = new Set<string>()): Set<string> {
  const found = manifest[key];
  if (found === undefined) throw new Error(`The build has no ${key}`);
  if (seen.has(found.file)) return seen;
  seen.add(found.file);
  for (const imported of found.imports) chunksOf(imported, seen);
  return seen;
}
