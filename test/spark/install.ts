import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
export const REQUIREMENTS = join(ROOT, 'src/cli/spark/requirements.txt');
const LEAST_JAVA = 17;

/**
 * A Python that has the job's requirements, in an environment of its own; made where there is none yet. Java and Python come as Debian
 * packages where the machine lacks them, which needs root.
 * @throws Error with what to do, where something is missing and can't be installed
 */
export function sparkPython(): string {
  if (javaVersion() < LEAST_JAVA) apt('Java 17 or later', 'openjdk-17-jre-headless');
  const version = createHash('sha256').update(readFileSync(REQUIREMENTS)).digest('hex').slice(0, 12);
  const environment = join(ROOT, `node_modules/.cache/spark-${version}`);
  const python = join(environment, 'bin/python');
  const complete = join(environment, 'complete');
  if (existsSync(complete)) return python;
  console.log('Installing the Spark job’s Python packages …');
  rmSync(environment, { recursive: true, force: true });
  const create = () => attempt('python3', ['-m', 'venv', environment]);
  // Debian's Python comes without the means to make environments.
  if (!create()) {
    rmSync(environment, { recursive: true, force: true });
    apt('Python 3 with venv', 'python3', 'python3-venv');
    if (!create()) throw new Error('python3 -m venv fails; it says why above.');
  }
  execFileSync(python, ['-m', 'pip', 'install', '--quiet', '--requirement', REQUIREMENTS], { stdio: 'inherit' });
  writeFileSync(complete, '');
  return python;
}

/** 0 where there is none. */
function javaVersion(): number {
  try {
    const said = execFileSync('java', ['--version'], { encoding: 'utf8' });
    return Number(/(\d+)[.\d]*/.exec(said)?.[1] ?? 0);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 0;
    throw error;
  }
}

function attempt(command: string, args: readonly string[]): boolean {
  try {
    execFileSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'] });
    return true;
  } catch (error) {
    if (error instanceof Error && ('status' in error || 'code' in error)) return false;
    throw error;
  }
}

function apt(what: string, ...packages: string[]): void {
  if (!existsSync('/usr/bin/apt-get') || process.getuid?.() !== 0)
    throw new Error(`The Spark tests need ${what}. Install it, and run them again.`);
  console.log(`No ${what} found: installing the Debian package …`);
  const run = (...args: string[]) =>
    execFileSync('apt-get', args, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  run('update', '-qq');
  run('install', '-y', '-qq', '--no-install-recommends', ...packages);
}
