import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { TestProject } from 'vitest/node';
import { AS_OF, TIME_ZONE } from '../bench/population.ts';
import { evaluate, type Result } from '../cli-run.ts';
import { writeClean, writeLoose, writeMessy } from './export.ts';
import { sparkPython } from './install.ts';

const ROOT = join(import.meta.dirname, '../..');
const SWEEP = join(ROOT, 'src/cli/spark/sweep.py');
const ENGINE = join(ROOT, 'dist-cli/spark-engine.js');

export interface Swept {
  status: number;
  output: string;
  /** What the command says to the same inputs; null where it isn't asked. */
  expected: Result | null;
}

declare module 'vitest' {
  export interface ProvidedContext {
    runs: Record<string, Swept>;
    events: string;
    errors: string;
    missing: string;
  }
}

/** Runs all sweeps of the suite in one Spark session with two executors, and the command beside them; starting Spark takes longest. */
export default async function setup(project: TestProject): Promise<() => void> {
  const python = sparkPython();
  execFileSync(process.execPath, [join(ROOT, 'src/cli/launch.js'), '--build-only'], { stdio: 'inherit' });
  const folder = mkdtempSync(join(tmpdir(), 'rpm-tally-spark-'));
  const messy = writeMessy(join(folder, 'bulk export 100%5B'));
  const loose = writeLoose(join(folder, 'loose'));
  const clean = writeClean(join(folder, 'clean'));
  const missing = join(folder, 'missing');
  mkdirSync(join(folder, 'there'));

  const asked: Record<string, { month: string; inputs: string[]; engine?: string; output?: string; compare: boolean }> =
    {
      march: { month: '2026-03', inputs: [messy, loose, missing], compare: true },
      february: { month: '2026-02', inputs: [messy], compare: true },
      clean: { month: '2026-03', inputs: [`${clean}/`], compare: true },
      stops: { month: '2026-03', inputs: [clean], engine: brokenEngine(folder, 'stops'), compare: false },
      loses: { month: '2026-03', inputs: [clean], engine: brokenEngine(folder, 'loses'), compare: false },
      'written before': { month: '2026-03', inputs: [clean], output: join(folder, 'there'), compare: false },
      'no month': { month: '2026-13', inputs: [clean], compare: false },
    };
  const question = (month: string) => ['--month', month, '--time-zone', TIME_ZONE, '--as-of', AS_OF];
  const outputOf = (name: string) => asked[name]?.output ?? join(folder, 'out', name);
  const commands = Object.entries(asked).map(([name, { month, inputs, engine = ENGINE }]) => [
    ...question(month),
    ...['--output', outputOf(name), '--node', process.execPath, '--engine', engine],
    ...inputs,
  ]);
  const errors = join(folder, 'errors');
  const spark = spawn(python, [join(import.meta.dirname, 'session.py'), SWEEP, folder], {
    cwd: folder,
    env: {
      ...process.env,
      PYSPARK_PYTHON: python,
      SPARK_LOCAL_IP: '127.0.0.1',
      // Files are cut in several places, though they are small.
      SPARK_TEST_SETTINGS: JSON.stringify({
        'spark.sql.files.maxPartitionBytes': '700000',
        'spark.sql.files.openCostInBytes': '1',
      }),
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  spark.stdin.end(JSON.stringify(commands));
  const said: Buffer[] = [];
  const complaints: Buffer[] = [];
  spark.stdout.on('data', (chunk: Buffer) => said.push(chunk));
  spark.stderr.on('data', (chunk: Buffer) => complaints.push(chunk));
  const ended = once(spark, 'close');
  const expected: Record<string, Result | null> = {};
  for (const [name, { month, inputs, compare }] of Object.entries(asked))
    expected[name] = compare ? await evaluate([...question(month), ...inputs]) : null;
  await ended;
  writeFileSync(errors, Buffer.concat(complaints));
  const statuses = Buffer.concat(said)
    .toString()
    .split('\n')
    .filter((line) => line.startsWith('{'));
  if (statuses.length < commands.length)
    throw new Error(`Spark stopped early:\n${readFileSync(errors, 'utf8').slice(-8000)}`);
  const runs = Object.keys(asked).map((name, index): [string, Swept] => [
    name,
    {
      status: JSON.parse(statuses[index] ?? '{}').status,
      output: outputOf(name),
      expected: expected[name] ?? null,
    },
  ]);
  project.provide('runs', Object.fromEntries(runs));
  project.provide('events', join(folder, 'events'));
  project.provide('errors', errors);
  project.provide('missing', missing);
  return () => rmSync(folder, { recursive: true, force: true });
}

/** An engine that judges wrongly: it ends well before it is done, or loses a verdict on the way. */
function brokenEngine(folder: string, how: 'stops' | 'loses'): string {
  const judge = {
    stops: `process.stdin.resume().on('end', () => process.exit(0));`,
    loses: `
      const { spawn } = await import('node:child_process');
      const real = spawn(process.execPath, [${JSON.stringify(ENGINE)}, 'judge'], { stdio: ['inherit', 'pipe', 'inherit'] });
      const { createInterface } = await import('node:readline');
      let lost = false;
      for await (const line of createInterface(real.stdout)) {
        if (lost || !line.startsWith('V')) console.log(line);
        else lost = true;
      }`,
  };
  const file = join(folder, `engine-that-${how}.mjs`);
  writeFileSync(
    file,
    `if (process.argv[2] === 'judge') {${judge[how]}} else await import(${JSON.stringify(pathToFileURL(ENGINE).href)});`,
  );
  return file;
}
