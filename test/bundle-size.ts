import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import * as z from 'zod';

/**
 * Holds the built JavaScript to a budget for each route, in KB of 1024 bytes, gzip. A page counts all that a browser loads until the
 * verdict is on screen, or the launch on its way: its script, what that imports, and what starts at once beside it. What a person opens
 * later counts what it adds to that.
 */

const DIST = process.env.APP_DIST ?? 'dist';
const FHIRCLIENT = 'node_modules/fhirclient/lib/entry/browser.js';
const VERDICT = ['index.html', FHIRCLIENT, 'src/app/loadMonth.ts'];

interface Route {
  budget: number;
  /** What it opens: keys of the manifest, or the ends of them. */
  opens: readonly string[];
}

const PAGES: Readonly<Record<string, Route>> = {
  'index.html, to the verdict': { budget: 170, opens: VERDICT },
  'launch.html, to the EHR': { budget: 110, opens: ['launch.html', FHIRCLIENT] },
};

/** Every file that is loaded on demand has a route here. */
const LATER: Readonly<Record<string, Route>> = {
  charge: { budget: 35, opens: ['charge/ChargeDialog.tsx'] },
  'charges of the month': { budget: 25, opens: ['charge/Charged.tsx'] },
  'sending for review': { budget: 20, opens: ['review/SendForReview.tsx', 'review/Reviews.tsx'] },
  'readings chart': { budget: 40, opens: ['readings/Readings.tsx'] },
  'evidence of a statement': { budget: 10, opens: ['verdict/EvidenceDialog.tsx'] },
  'time log': { budget: 30, opens: ['time-log/TimeLog.tsx'] },
  contact: { budget: 30, opens: ['contact/ContactCard.tsx', 'contact/ContactDialog.tsx'] },
  consent: { budget: 30, opens: ['consent/ConsentCard.tsx', 'consent/ConsentDialog.tsx'] },
  'evidence packet': { budget: 35, opens: ['packet/ChartPacket.tsx', 'packet/PracticePackets.tsx'] },
  'compact view': { budget: 5, opens: ['app/Compact.tsx'] },
  'a locked screen': { budget: 6, opens: ['app/lock/IdleLock.tsx'] },
  'a wrong config.json': { budget: 5, opens: ['app/ConfigProblem.tsx'] },
  'an EHR’s own endpoints': { budget: 2, opens: ['quirks/endpoints.ts'] },
  'the EHR’s style': { budget: 3, opens: ['app/style/smartStyle.ts'] },
  worklist: { budget: 40, opens: ['app/practice/Practice.tsx', 'worklist/Worklist.tsx'] },
  'a list of patients from a file': { budget: 22, opens: ['ehr/panel-file.ts'] },
  close: { budget: 40, opens: ['app/practice/Practice.tsx', 'close/Close.tsx'] },
  audit: { budget: 40, opens: ['app/practice/Practice.tsx', 'audit/Audit.tsx'] },
  programme: { budget: 40, opens: ['app/practice/Practice.tsx', 'programme/Programme.tsx'] },
  setup: { budget: 40, opens: ['app/practice/Practice.tsx', 'setup/Setup.tsx'] },
};

const chunk = z.object({
  file: z.string(),
  imports: z.array(z.string()).default([]),
  isDynamicEntry: z.boolean().default(false),
});
const manifest = z.record(z.string(), chunk).parse(readJson('manifest.json'));
const modules = z.record(z.string(), z.array(z.tuple([z.string(), z.number()]))).parse(readJson('modules.json'));

const problems: string[] = [];
const firstLoad = filesOf(VERDICT);
for (const [name, route] of Object.entries(PAGES)) check(name, route, filesOf(route.opens));
for (const [name, route] of Object.entries(LATER)) check(name, route, without(filesOf(route.opens), firstLoad), '+');

const routed = [...Object.values(PAGES), ...Object.values(LATER)].flatMap(({ opens }) => opens.map(keyOf));
for (const [key, { isDynamicEntry }] of Object.entries(manifest))
  if (isDynamicEntry && !routed.includes(key)) problems.push(`${key} is loaded on demand, but no route names it`);

if (problems.length > 0) {
  console.error(
    `\n${problems.join('\n')}\nMove what is not needed at once into a lazy file, or give a new route its budget, in test/bundle-size.ts.`,
  );
  process.exitCode = 1;
}

/** Says what a route weighs, and what makes it heavy when that is too much. */
function check(name: string, { budget }: Route, files: ReadonlySet<string>, sign = '') {
  const bytes = [...files].reduce((sum, file) => sum + gzipSync(readFileSync(`${DIST}/${file}`)).length, 0);
  const kilobytes = `${sign}${(bytes / 1024).toFixed(1)}`;
  console.log(`${kilobytes.padStart(7)} of ${String(budget).padStart(3)} KB  ${name}`);
  if (bytes <= budget * 1024) return;
  problems.push(
    `${name}: ${kilobytes} KB gzip, over its budget of ${budget} KB. Its biggest modules, before minifying:`,
  );
  const biggest = [...files].flatMap((file) => modules[file] ?? []).sort(([, a], [, b]) => b - a);
  for (const [module, size] of biggest.slice(0, 12))
    problems.push(`  ${(size / 1024).toFixed(1).padStart(6)} KB  ${module}`);
}

/** The files that come with some entries: their own, and all that they import. */
function filesOf(opens: readonly string[]): Set<string> {
  const files = new Set<string>();
  const add = (key: string) => {
    const found = manifest[key];
    if (found === undefined) throw new Error(`The build has no ${key}`);
    if (files.has(found.file)) return;
    files.add(found.file);
    for (const imported of found.imports) add(imported);
  };
  for (const each of opens) {
    const key = keyOf(each);
    if (key === undefined) problems.push(`The build has no ${each}, which a route names`);
    else add(key);
  }
  return files;
}

function without(files: ReadonlySet<string>, others: ReadonlySet<string>): Set<string> {
  return new Set([...files].filter((file) => !others.has(file)));
}

function keyOf(name: string): string | undefined {
  return Object.keys(manifest).find((key) => key === name || key.endsWith(`/${name}`));
}

function readJson(name: string): unknown {
  return JSON.parse(readFileSync(`${DIST}/.vite/${name}`, 'utf8'));
}
