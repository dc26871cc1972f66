import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/**
 * Installs Debian's packages where the program isn't there, which needs root; nothing is started.
 * Throws, with what to do, where that can't be.
 */
export function needs(program: string, ...packages: string[]): string {
  if (existsSync(program)) return program;
  if (!existsSync('/usr/bin/apt-get') || process.getuid?.() !== 0)
    throw new Error(`The deployment tests need ${program}. On Debian: apt-get install ${packages.join(' ')}`);
  console.log(`No ${program} found: installing Debian's ${packages.join(', ')} …`);
  const run = (...args: string[]) =>
    execFileSync('apt-get', args, {
      stdio: ['ignore', 'ignore', 'inherit'],
      // A service that is installed here must not start by itself: runlevel 1 has none.
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' },
    });
  run('update', '-qq');
  run('install', '-y', '-qq', '--no-install-recommends', ...packages);
  return program;
}
