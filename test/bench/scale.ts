import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { sparkPython } from '../spark/install.ts';
import { AS_OF, MONTH, TIME_ZONE } from './population.ts';
import { evaluateCommand, writePopulation } from './throughput.ts';

/**
 * What a population costs by the command and on Spark with two executors, at several sizes, from a file a type as bulk exports come. The
 * processor's time of all processes is what counts: what else runs on the machine changes it far less than the time that passes.
 */
const { values } = parseArgs({
  options: { patients: { type: 'string', multiple: true, default: ['1000', '4000', '16000'] } },
});
const ROOT = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'rpm-tally-scale-'));
process.once('exit', () => rmSync(folder, { recursive: true }));

interface Cost {
  seconds: number;
  cpuSeconds: number;
  peakMegabytes: number;
}

const sizes = values.patients.map(Number);
const exports: { patients: number; bytes: number; path: string }[] = [];
for (const patients of sizes) {
  console.log(`writing ${patients} patients …`);
  const { bytes, byType, grouped } = await writePopulation(patients, folder);
  rmSync(grouped);
  const path = join(folder, String(patients));
  mkdirSync(path);
  for (const file of byType) renameSync(file, join(path, basename(file)));
  exports.push({ patients, bytes, path });
}

const commands: Cost[] = [];
for (const { patients, path } of exports) {
  console.log(`the command, ${patients} patients …`);
  const { verdicts, ...cost } = await evaluateCommand([path]);
  if (verdicts !== patients) throw new Error(`${verdicts} verdicts for ${patients} patients`);
  commands.push(cost);
}
// The first run pays for what a session does once: starting executors and workers, compiling. It is thrown away.
const [, ...spark] = await sweepOnSpark([exports.slice(0, 1), exports].flat().map(({ path }) => path));
report();

async function sweepOnSpark(paths: readonly string[]): Promise<Cost[]> {
  const python = sparkPython();
  const engine = join(ROOT, 'dist-cli/spark-engine.js');
  const question = ['--month', MONTH, '--time-zone', TIME_ZONE, '--as-of', AS_OF];
  const asked = paths.map((path, index) => [
    ...[...question, '--node', process.execPath, '--engine', engine],
    ...['--output', join(folder, `out-${index}`), path],
  ]);
  const session = join(ROOT, 'test/spark/session.py');
  const child = spawn(python, [session, join(ROOT, 'src/cli/spark/sweep.py'), folder], {
    env: { ...process.env, PYSPARK_PYTHON: python, SPARK_LOCAL_IP: '127.0.0.1' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.end(JSON.stringify(asked));
  const costs: Cost[] = [];
  for await (const line of createInterface(child.stdout)) {
    if (!line.startsWith('{')) continue;
    const { status, ...cost } = JSON.parse(line);
    if (status !== 0) throw new Error(`the sweep on Spark ended with status ${status}`);
    console.log(`Spark: ${line}`);
    costs.push(cost);
  }
  if (costs.length !== paths.length) throw new Error('Spark stopped early');
  return costs;
}

function report(): void {
  const row = (...cells: (string | number)[]) => `| ${cells.join(' | ')} |`;
  const table = (costs: readonly Cost[]) => [
    row('patient-months', 'MB of NDJSON', 'processor seconds', 'per 10,000', 'growth', 'seconds', 'peak memory'),
    row('--:', '--:', '--:', '--:', '--:', '--:', '--:'),
    ...costs.map(({ seconds, cpuSeconds, peakMegabytes }, index) => {
      const { patients = 1, bytes = 0 } = exports[index] ?? {};
      const each = (at: number) => (costs[at]?.cpuSeconds ?? 0) / (exports[at]?.patients ?? 1);
      return row(
        patients.toLocaleString('en'),
        Math.round(bytes / 1e6),
        cpuSeconds.toFixed(1),
        (each(index) * 10_000).toFixed(0),
        index === 0 ? '' : `${(each(index) / each(index - 1)).toFixed(2)} ×`,
        seconds.toFixed(0),
        `${Math.round(peakMegabytes).toLocaleString('en')} MB`,
      );
    }),
  ];
  const node = execFileSync(process.execPath, ['--version'], { encoding: 'utf8' }).trim();
  console.log(
    ['', `Command (${node})`, '', ...table(commands), '', 'Spark, two executors', '', ...table(spark)].join('\n'),
  );
}
