import { spawn } from 'node:child_process';
import { join } from 'node:path';

const LAUNCH = join(import.meta.dirname, '../src/cli/launch.js');

export interface Result {
  status: number | null;
  lines: string[];
  messages: string;
}

/** Runs the command as people do. */
export function evaluate(
  args: readonly string[],
  stdin: string | Buffer = '',
  env: NodeJS.ProcessEnv = {},
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [LAUNCH, ...args], { env: { ...process.env, ...env } });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.on('error', reject);
    child.on('close', (status) => {
      const lines = Buffer.concat(out).toString().split('\n').slice(0, -1);
      resolve({ status, lines, messages: Buffer.concat(err).toString() });
    });
    child.stdin.on('error', () => undefined); // it may exit without reading
    child.stdin.end(stdin);
  });
}

export function ndjson(resources: readonly unknown[]): string {
  return resources.map((resource) => `${JSON.stringify(resource)}\n`).join('');
}
