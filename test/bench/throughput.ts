import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, createReadStream, createWriteStream, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { finished } from 'node:stream/promises';
import { AS_OF, MONTH, patientMonth, TIME_ZONE } from './population.ts';

const BUILT = join(import.meta.dirname, '../../dist-cli/evaluate.js');
/** A copy, so that nobody who builds meanwhile changes what is measured. */
const COMMAND = BUILT.replace('evaluate', `bench-${process.pid}`);
copyFileSync(BUILT, COMMAND);
process.once('exit', () => rmSync(COMMAND));

export interface Population {
  patients: number;
  bytes: number;
  /** One file in which each patient's resources stand together. */
  grouped: string;
  /** The same resources, a file a type, as bulk exports come. */
  byType: string[];
}

export async function writePopulation(patients: number, folder: string): Promise<Population> {
  const files = new Map<string, ReturnType<typeof createWriteStream>>();
  let bytes = 0;
  const write = async (name: string, lines: string) => {
    const path = join(folder, `${patients}-${name}.ndjson`);
    const stream = files.get(path) ?? createWriteStream(path);
    files.set(path, stream);
    if (!stream.write(lines)) await once(stream, 'drain');
  };
  for (let number = 0; number < patients; number += 1) {
    const lines = patientMonth(number).map((resource) => ({
      type: resource.resourceType,
      line: `${JSON.stringify(resource)}\n`,
    }));
    const together = lines.map(({ line }) => line).join('');
    bytes += Buffer.byteLength(together);
    await write('grouped', together);
    for (const { type, line } of lines) await write(type, line);
  }
  for (const stream of files.values()) await finished(stream.end());
  const [grouped = '', ...byType] = files.keys();
  return { patients, bytes, grouped, byType };
}

export type Spent = Pick<Run, 'seconds' | 'cpuSeconds'>;

/** What Node needs to read a file and JSON.parse each line, and do nothing else. */
export async function parseOnly(file: string): Promise<Spent> {
  const begin = performance.now();
  const cpu = process.cpuUsage();
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of createReadStream(file, { highWaterMark: 4 * 1024 * 1024 })) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) JSON.parse(line);
  }
  if (rest.trim() !== '') JSON.parse(rest);
  const { user, system } = process.cpuUsage(cpu);
  return { seconds: (performance.now() - begin) / 1000, cpuSeconds: (user + system) / 1e6 };
}

export interface Run {
  seconds: number;
  /** Of all threads together; other programs on the machine change it less than `seconds`. */
  cpuSeconds: number;
  peakMegabytes: number;
  verdicts: number;
}

/** The command as people run it, its output read and thrown away. */
export async function evaluateCommand(files: readonly string[]): Promise<Run> {
  const begin = performance.now();
  const tellUsage =
    'data:text/javascript,process.on("exit",()=>{const r=process.resourceUsage();console.error("used",r.maxRSS,r.userCPUTime+r.systemCPUTime)})';
  const child = spawn(
    process.execPath,
    ['--import', tellUsage, COMMAND, '--month', MONTH, '--time-zone', TIME_ZONE, '--as-of', AS_OF, ...files],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let verdicts = 0;
  child.stdout.on('data', (chunk: Buffer) => {
    for (let at = chunk.indexOf('\n'); at >= 0; at = chunk.indexOf('\n', at + 1)) verdicts += 1;
  });
  let used = { cpuSeconds: 0, peakMegabytes: 0 };
  createInterface(child.stderr).on('line', (line) => {
    const [, kilobytes, microseconds] = /^used (\d+) (\d+)$/.exec(line) ?? [];
    if (kilobytes === undefined) console.error(line);
    used = { cpuSeconds: Number(microseconds) / 1e6, peakMegabytes: Number(kilobytes) / 1024 };
  });
  const [status] = await once(child, 'close');
  if (status !== 0) throw new Error(`evaluate ended with status ${status}`);
  return { seconds: (performance.now() - begin) / 1000, ...used, verdicts };
}
