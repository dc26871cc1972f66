import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Bundle } from 'fhir/r4';
import { evaluateResources } from '../../src/fhir/evaluate.ts';
import { DEFAULT_SETTINGS } from '../../src/fhir/settings.ts';
import { type Asker, askCql, askFhirPath, askOurs, askOursOnlyThis } from './core-question.ts';
import { AS_OF, MONTH, patientMonth, TIME_ZONE } from './population.ts';
import { evaluateCommand, type Population, parseOnly, type Run, type Spent, writePopulation } from './throughput.ts';

/** Everything is measured in one run on one machine, in turn, and given as ratios: those hold elsewhere, seconds don't. */
const { values } = parseArgs({
  options: { patients: { type: 'string', default: '20000' }, rounds: { type: 'string', default: '3' } },
});
const PATIENTS = Number(values.patients);
const ROUNDS = Number(values.rounds);
const QUESTION = { month: MONTH, timeZone: TIME_ZONE, asOf: Date.parse(AS_OF) / 1000, settings: DEFAULT_SETTINGS };

const folder = mkdtempSync(join(tmpdir(), 'rpm-tally-bench-'));
process.once('exit', () => rmSync(folder, { recursive: true }));

console.log('writing populations …');
const sizes = [PATIENTS / 100, PATIENTS / 10, PATIENTS];
const populations: Population[] = [];
for (const size of sizes) populations.push(await writePopulation(size, folder));

const throughput = await measureThroughput();
const linearity = await measureLinearity();
const core = await measureCore();
report();

interface Throughput {
  bytes: number;
  parse: Spent;
  grouped: Run;
  byType: Run;
  /** One thread, without reading and writing. */
  engine: { parse: number; evaluate: number; stringify: number };
}

async function measureThroughput(): Promise<Throughput> {
  const population = last(populations);
  const parse: Spent[] = [];
  const grouped: Run[] = [];
  const byType: Run[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    console.log(`throughput, round ${round + 1} of ${ROUNDS} …`);
    parse.push(await parseOnly(population.grouped));
    grouped.push(await evaluateCommand([population.grouped]));
    byType.push(await evaluateCommand(population.byType));
  }
  for (const { verdicts } of [...grouped, ...byType])
    if (verdicts !== PATIENTS) throw new Error(`${verdicts} verdicts for ${PATIENTS} patients`);
  // The least disturbed round: what else runs on the machine only ever adds time.
  return {
    bytes: population.bytes,
    parse: quickest(parse),
    grouped: quickest(grouped),
    byType: quickest(byType),
    engine: measureEngine(),
  };
}

/** Where the time of one thread goes, in seconds, for the first patients in their least disturbed rounds. */
function measureEngine(): Throughput['engine'] {
  const patients = Array.from({ length: Math.min(PATIENTS, 2_000) }, (_, number) => {
    const resources = patientMonth(number);
    return { reference: `Patient/${resources[0]?.id}`, lines: resources.map((resource) => JSON.stringify(resource)) };
  });
  const least = { parse: Infinity, evaluate: Infinity, stringify: Infinity };
  for (let round = 0; round < 2 * ROUNDS; round += 1) {
    const seconds = { parse: 0, evaluate: 0, stringify: 0 };
    for (const { reference, lines } of patients) {
      const begin = performance.now();
      const resources = lines.map((line) => JSON.parse(line));
      const parsed = performance.now();
      const verdict = evaluateResources(resources, reference, QUESTION);
      const evaluated = performance.now();
      JSON.stringify(verdict);
      seconds.parse += (parsed - begin) / 1000;
      seconds.evaluate += (evaluated - parsed) / 1000;
      seconds.stringify += (performance.now() - evaluated) / 1000;
    }
    least.parse = Math.min(least.parse, seconds.parse);
    least.evaluate = Math.min(least.evaluate, seconds.evaluate);
    least.stringify = Math.min(least.stringify, seconds.stringify);
    console.log(`engine, round ${round + 1}`);
  }
  return least;
}

async function measureLinearity(): Promise<{ patients: number; run: Run }[]> {
  const measured: { patients: number; run: Run }[] = [];
  for (const { patients, grouped } of populations) {
    console.log(`linearity, ${patients} patient-months …`);
    const runs: Run[] = [];
    for (let round = 0; round < ROUNDS; round += 1) runs.push(await evaluateCommand([grouped]));
    measured.push({ patients, run: quickest(runs) });
  }
  return measured;
}

/** Microseconds a patient for each engine, JSON parsed before; the answers are compared. */
async function measureCore(): Promise<{
  ours: number;
  onlyThis: number;
  cql: number;
  fhirPath: number;
  patients: number;
  yes: number;
}> {
  const bundles = Array.from(
    { length: Math.min(PATIENTS, 500) },
    (_, number): Bundle => ({
      resourceType: 'Bundle',
      type: 'collection',
      entry: patientMonth(number).map((resource) => ({ resource })),
    }),
  );
  const time = async (name: string, ask: Asker) => {
    const rounds: number[] = [];
    let answers: boolean[] = [];
    for (let round = 0; round < ROUNDS + 1; round += 1) {
      const fresh: Bundle[] = structuredClone(bundles); // nobody finds what an earlier round left on the objects
      answers = [];
      const begin = performance.now();
      for (const bundle of fresh) answers.push(await ask(bundle));
      if (round > 0) rounds.push(((performance.now() - begin) * 1000) / bundles.length);
    }
    console.log(`core question, ${name}`);
    return { each: Math.min(...rounds), answers };
  };
  const ours = await time('ours', askOurs(QUESTION));
  const onlyThis = await time('ours, only this', askOursOnlyThis(QUESTION));
  const cql = await time('CQL', askCql());
  const fhirPath = await time('FHIRPath', askFhirPath());
  for (const { answers } of [onlyThis, cql, fhirPath])
    if (answers.join() !== ours.answers.join()) throw new Error('the engines’ answers differ');
  return {
    ours: ours.each,
    onlyThis: onlyThis.each,
    cql: cql.each,
    fhirPath: fhirPath.each,
    patients: bundles.length,
    yes: ours.answers.filter(Boolean).length,
  };
}

function report(): void {
  const { parse, grouped, byType, engine, bytes } = throughput;
  const percent = (part: number, whole: number) => `${Math.round((part / whole) * 100)} %`;
  const engineTotal = engine.parse + engine.evaluate + engine.stringify;
  const [once, tenfold, hundredfold] = linearity.map(({ patients, run }) => (run.seconds / patients) * 1000);
  const times = (ratio: number) => `${ratio.toFixed(1)} ×`;
  const row = (...cells: (string | number)[]) => `| ${cells.join(' | ')} |`;
  const throughputRow = (name: string, run: Spent & { peakMegabytes: number | null }) =>
    row(
      name,
      percent(parse.seconds, run.seconds),
      times(run.cpuSeconds / parse.cpuSeconds),
      run.seconds.toFixed(1),
      Math.round(bytes / 1e6 / run.seconds),
      run.peakMegabytes === null ? '' : `${Math.round(run.peakMegabytes)} MB`,
    );
  const coreRow = (name: string, each: number) =>
    row(name, times(each / core.ours), times(each / core.onlyThis), Math.round(each));
  const text = `# Benchmarks

Written by \`npm run bench\`, which measures everything in one run on synthetic patients (\`test/bench/population.ts\`) and compares the
answers. Ratios carry over to other machines; the seconds below them are of the machine of the last run: ${availableParallelism()} cores, Node ${process.versions.node}.

## Against JSON.parse alone
${PATIENTS.toLocaleString('en')} patient-months, ${Math.round(bytes / 1e6).toLocaleString('en')} MB of NDJSON, ${Math.round(bytes / PATIENTS / 1000)} KB a patient. The yardstick reads the same file and parses it
line by line on one thread, and does nothing else. Goal: at least 50 % of its throughput.

${row('', 'throughput of JSON.parse', 'work for the processor', 'seconds', 'MB/s', 'peak memory')}
${row('---', '--:', '--:', '--:', '--:', '--:')}
${throughputRow('JSON.parse alone, one thread', { ...parse, peakMegabytes: null })}
${throughputRow('`evaluate`, grouped by patient', grouped)}
${throughputRow('`evaluate`, a file a type (sorted on disk)', byType)}
${row('engine on one thread, without reading and writing', percent(engine.parse, engineTotal), times(engineTotal / engine.parse), '', '', '')}

On one thread the engine spends ${percent(engine.parse, engineTotal)} parsing, ${percent(engine.evaluate, engineTotal)} evaluating and ${percent(engine.stringify, engineTotal)} writing the verdict as JSON.

## The core question, against general engines
“Do the month's qualifying entries add up to 20 minutes, and are there an active consent and a live contact?”, for ${core.patients} patients, JSON parsed before; all
answers are the same (${core.yes} yes). The *whole verdict* holds every criterion, reduction, line, risk and sentence; the other rows answer just the question, from the
resources that it needs. CQL: cql-execution with cql-exec-fhir, ELM by hand. FHIRPath: fhirpath.js selects, JavaScript adds up. Goal: 50 times as fast.

${row('', 'time of the whole verdict', 'time of ours, only this', 'µs a patient')}
${row('---', '--:', '--:', '--:')}
${coreRow('RPM Tally, whole verdict', core.ours)}
${coreRow('RPM Tally, only this question', core.onlyThis)}
${coreRow('CQL', core.cql)}
${coreRow('FHIRPath', core.fhirPath)}

## Linearity
The command from start to end, grouped input. A patient-month costs ${((hundredfold ?? 0) / (tenfold ?? 1)).toFixed(2)} times as much at 100× as at 10×, and ${((tenfold ?? 0) / (once ?? 1)).toFixed(2)} times as much at 10× as at 1×
(where starting up weighs more).

${row('patient-months', 'ms each', 'seconds', 'peak memory')}
${row('--:', '--:', '--:', '--:')}
${linearity.map(({ patients, run }) => row(patients.toLocaleString('en'), ((run.seconds / patients) * 1000).toFixed(2), run.seconds.toFixed(1), `${Math.round(run.peakMegabytes)} MB`)).join('\n')}

## How the command is made fast
Whole 4 MB pieces of the input go to worker threads as bytes; each thread decodes, parses, groups and evaluates, so the main thread only reads and writes.
Up to 64 MB are evaluated in memory without threads, which start in a tenth of a second. Memory holds a few pieces and the patients at their
edges (the peaks above include garbage that V8 had not collected yet, more so on a busy machine); verdicts wait on disk until all input is read, because they come ordered by patient and a patient's last resource may come last. When a patient comes
back after its group was closed, or the input is a pipe, the input is first sorted by patient on disk.
`;
  writeFileSync(join(import.meta.dirname, '../../docs/benchmarks.md'), text);
  console.log(text);
}

function quickest<T extends Spent>(runs: readonly T[]): T {
  return runs.reduce((best, run) => (run.seconds < best.seconds ? run : best));
}

function last<T>(list: readonly T[]): T {
  return list.slice(-1).reduce((item) => item);
}
