// Runs `evaluate`, built before when it isn't or is older than its sources: `npm run evaluate` needs nothing but `npm ci`.
import { mkdirSync, readdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const built = join(root, 'dist-cli/evaluate.js');
const entries = [
  { entry: 'src/cli/evaluate.ts', file: built },
  { entry: 'src/cli/spark/engine.ts', file: join(root, 'dist-cli/spark-engine.js') },
];
const newest = Math.max(
  ...['src/cli', 'src/fhir', 'src/rules'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true }).map((name) => changed(join(root, folder, String(name)))),
  ),
  changed(join(root, 'package-lock.json')),
);

for (const { entry, file } of entries) if (changed(file) < newest) await build(entry, file);
// npm runs scripts in the project's folder; files are named as seen from where npm was called.
if (process.env.npm_lifecycle_event === 'evaluate' && process.env.INIT_CWD) process.chdir(process.env.INIT_CWD);
if (process.argv[2] !== '--build-only') await import(pathToFileURL(built).href);

/** @param {string} path */
function changed(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/**
 * One file, but for the two packages with native code or a thread's file of their own. Put in place at once: others may be building it as well.
 * @param {string} entry
 * @param {string} file
 */
async function build(entry, file) {
  const { build: bundle } = await import('vite');
  const result = await bundle({
    root,
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true, external: ['@duckdb/node-api', 'piscina'] },
    build: {
      ssr: entry,
      write: false,
      target: 'node20',
      rolldownOptions: { output: { codeSplitting: false } },
    },
  });
  const [chunk] = result.output;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.${process.pid}`, chunk.code);
  renameSync(`${file}.${process.pid}`, file);
}
