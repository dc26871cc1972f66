import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const CANDIDATES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Chromium without the background traffic that a closed network refuses; root can't use its sandbox. */
export const CHROMIUM_ARGS = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-gpu',
  '--disable-quic',
  '--disable-sync',
  '--no-first-run',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

/**
 * The path of a Chromium. `CHROMIUM` names one; else a usual place; else Debian's package is installed, which needs root.
 * Throws, with what to do, where there is none and none can be installed.
 */
export function chromiumPath(): string {
  const named = process.env.CHROMIUM;
  const found = [...(named ? [named] : []), ...CANDIDATES].find((path) => existsSync(path));
  if (found) return found;
  if (!existsSync('/usr/bin/apt-get') || process.getuid?.() !== 0)
    throw new Error('The browser tests need Chromium or Chrome. Install one, or set CHROMIUM to its path.');
  console.log('No Chromium found: installing the Debian package …');
  const run = (...args: string[]) =>
    execFileSync('apt-get', args, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  run('update', '-qq');
  run('install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-liberation');
  return '/usr/bin/chromium';
}
