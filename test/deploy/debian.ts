import { execFileSync, type StdioOptions } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const isRoot = process.getuid?.() === 0;

/** A program of Debian's, by the files that must be there and the packages that bring them. */
export interface Program {
  files: readonly string[];
  packages: readonly string[];
}

export function isInstalled({ files }: Program): boolean {
  return files.every((file) => existsSync(file));
}

/** Installs what is missing where this is Debian and we are root; nothing is started. Elsewhere nothing happens. */
export function install(programs: readonly Program[]): void {
  const missing = programs.filter((program) => !isInstalled(program)).flatMap(({ packages }) => packages);
  if (missing.length === 0 || !existsSync('/usr/bin/apt-get') || !isRoot) return;
  console.log(`Installing Debian's ${missing.join(', ')} …`);
  const run = (...args: string[]) =>
    execFileSync('apt-get', ['-o', 'DPkg::Lock::Timeout=300', '-qq', ...args], {
      stdio: ['ignore', 'ignore', 'inherit'],
      // A service that is installed here must not start by itself: runlevel 1 has none.
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' },
    });
  run('update');
  run('install', '-y', '--no-install-recommends', ...missing);
}

/** Debian's user without rights. */
const NOBODY = 65534;
/** Gives a folder and all that is in it to the user without rights; who isn't root runs everything as they are. */
export function giveToNobody(folder: string): void {
  if (isRoot) execFileSync('chown', ['-R', `${NOBODY}:${NOBODY}`, folder]);
}

/** Runs a program without rights, with `folder` for all that it wants to keep; what it says is in `folder`'s file `said`. */
export function runAsNobody(program: string, args: readonly string[], folder: string): void {
  const env = { ...process.env, HOME: folder, XDG_CONFIG_HOME: folder, XDG_DATA_HOME: folder };
  // A file, not a pipe: what goes to the background would hold a pipe open.
  const said = openSync(join(folder, 'said'), 'w');
  const stdio: StdioOptions = ['ignore', said, said];
  try {
    execFileSync(program, args, { stdio, cwd: folder, env, ...(isRoot && { uid: NOBODY, gid: NOBODY }) });
  } catch (error) {
    throw new Error(`${program} did not start: ${readFileSync(join(folder, 'said'), 'utf8')}`, { cause: error });
  } finally {
    closeSync(said);
  }
}
