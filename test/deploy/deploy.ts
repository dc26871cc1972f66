import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listen } from '../../mocks/http.ts';
import { SERVERS } from './servers.ts';

/** The build to serve: in `dist`, or the folder that APP_DIST names, as for the other journeys. */
const DIST = process.env.APP_DIST ?? 'dist';

export interface Deployed {
  /** Ends in a slash. */
  url: string;
  /** The copy of the build that is served: a test may spoil it. */
  files: string;
  /** The line of each request. */
  log(): string;
  close(): void;
}

export interface DeployOptions {
  config: object;
  server?: keyof typeof SERVERS;
  path?: string;
  /** With a certificate made for this run. */
  tls?: boolean;
}

/**
 * Serves a copy of the build as docs/deployment.md says: `npm run deploy:…` writes the server's configuration, and Debian's own server
 * runs it, as a user without rights, on a free port, with all its files in a folder of its own.
 */
export async function deploy({ config, server = 'nginx', path = '/', tls = false }: DeployOptions): Promise<Deployed> {
  const folder = mkdtempSync(join(tmpdir(), `rpm-tally-${server}-`));
  const at = (name: string) => join(folder, name);
  cpSync(DIST, at('files'), { recursive: true });
  writeFileSync(at('config.json'), JSON.stringify(config));
  if (tls) makeCertificate(at('certificate.pem'), at('key.pem'));
  const url = `${tls ? 'https' : 'http'}://127.0.0.1:${await freePort()}${path}`;
  const options = {
    '--url': url,
    '--dist': DIST,
    '--files': at('files'),
    '--config-file': at('config.json'),
    '--log': at('access.log'),
    '--certificate': at('certificate.pem'),
    '--key': at('key.pem'),
  };
  const command = [
    'src/cli/deploy/command.ts',
    server,
    at('config.json'),
    '--brotli',
    ...Object.entries(options).flat(),
  ];
  writeFileSync(at('site.conf'), execFileSync(process.execPath, ['--import', 'tsx', ...command]));
  const pid = SERVERS[server].start(folder);
  return {
    url,
    files: at('files'),
    log: () => readFileSync(at('access.log'), 'utf8'),
    close() {
      process.kill(pid, 'SIGTERM');
      // It may be writing its last words.
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function makeCertificate(certificate: string, key: string): void {
  const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  const name = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
  execFileSync('openssl', ['req', ...kind, ...name, '-keyout', key, '-out', certificate], { stdio: 'pipe' });
}

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server, 0);
  await new Promise((resolve) => server.close(resolve));
  return port;
}
