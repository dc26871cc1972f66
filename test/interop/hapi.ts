import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

const SERVER = new URL('./server/', import.meta.url).pathname;
/** A first build downloads some 300 MB. */
const BUILD_MINUTES = 15;

export interface Hapi {
  /** FHIR base URL on the loopback address. */
  base: string;
  close(): Promise<void>;
}

/**
 * Builds the HAPI server from its Maven packages, where that isn't done yet, and starts it with an empty database.
 * @throws Error when Maven or Java is missing or the server doesn't come up; the message holds what they said
 */
export async function startHapi(): Promise<Hapi> {
  const goals = ['compile', 'dependency:build-classpath', '-Dmdep.outputFile=target/classpath'];
  await promisify(execFile)('mvn', ['-B', '-q', '-ntp', ...goals], { cwd: SERVER, timeout: BUILD_MINUTES * 60_000 });
  const classpath = `target/classes:${(await readFile(`${SERVER}target/classpath`, 'utf8')).trim()}`;
  // Short-lived: a quick start matters more than the last bit of speed.
  const options = ['-Xmx2g', '-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC'];
  const java = spawn('java', [...options, '-cp', classpath, 'interop.Server'], {
    cwd: SERVER,
    // The open standard input keeps the server running: it ends with this process, however that ends.
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(java, 'exit');
  const base = await Promise.race([firstLine(java.stdout), ended.then(() => null)]);
  if (base === null) throw new Error('HAPI did not start; its own words stand above.');
  return {
    base,
    close: async () => {
      java.stdin.end();
      await ended;
    },
  };
}

async function firstLine(stream: NodeJS.ReadableStream): Promise<string | null> {
  for await (const line of createInterface(stream)) return line;
  return null;
}
