import { type ExecFileSyncOptions, execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listen } from '../../mocks/http.ts';
import { needs } from './debian.ts';

/** The build to serve: in `dist`, or the folder that APP_DIST names, as for the other journeys. */
const DIST = process.env.APP_DIST ?? 'dist';

/** Debian's user without rights. */
const NOBODY = 65534;

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
  host?: '127.0.0.1' | 'localhost';
  path?: string;
  /** With a certificate made for this run. */
  tls?: boolean;
  /** More options of `deploy:nginx`. */
  options?: readonly string[];
}

/**
 * Serves a copy of the build as docs/deployment.md says: `deploy:nginx` writes the server, Debian's nginx runs it, as a user without
 * rights, on a free port, with all its files in a folder of its own.
 */
export async function deploy({
  config,
  host = '127.0.0.1',
  path = '/',
  tls = false,
  options = [],
}: DeployOptions): Promise<Deployed> {
  const nginx = needs('/usr/sbin/nginx', 'nginx-light', 'libnginx-mod-http-brotli-static');
  const folder = mkdtempSync(join(tmpdir(), 'rpm-tally-nginx-'));
  const at = (name: string) => join(folder, name);
  cpSync(DIST, at('files'), { recursive: true });
  writeFileSync(at('config.json'), JSON.stringify(config));
  const url = `${tls ? 'https' : 'http'}://${host}:${await freePort()}${path}`;
  if (tls) makeCertificate(at('certificate.pem'), at('key.pem'));
  writeFileSync(
    at('site.conf'),
    command(
      'nginx',
      at('config.json'),
      '--url',
      url,
      '--dist',
      DIST,
      '--files',
      at('files'),
      '--brotli',
      '--config-file',
      at('config.json'),
      '--log',
      at('access.log'),
      '--certificate',
      at('certificate.pem'),
      '--key',
      at('key.pem'),
      ...options,
    ),
  );
  writeFileSync(at('nginx.conf'), mainConfig(folder));
  giveToNobody(folder);
  // It goes to the background, and this command ends, once it listens.
  execFileSync(nginx, ['-e', at('error.log'), '-c', at('nginx.conf')], asNobody());
  const pid = Number(readFileSync(at('nginx.pid'), 'utf8'));
  return {
    url,
    files: at('files'),
    log: () => readFileSync(at('access.log'), 'utf8'),
    close() {
      process.kill(pid, 'SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What Debian's own nginx.conf would give, with nothing outside of the folder. */
function mainConfig(folder: string): string {
  return `
    load_module /usr/lib/nginx/modules/ngx_http_brotli_static_module.so;
    pid ${folder}/nginx.pid;
    worker_processes 1;
    events {}
    http {
      include /etc/nginx/mime.types;
      default_type application/octet-stream;
      ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${folder}/temp;`).join(' ')}
      include ${folder}/site.conf;
    }`;
}

/** As a person would run `npm run --silent deploy:…`. */
export function command(...args: string[]): string {
  return execFileSync(process.execPath, ['--import', 'tsx', 'src/cli/deploy/command.ts', ...args], {
    encoding: 'utf8',
  });
}

function makeCertificate(certificate: string, key: string): void {
  execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-days',
      '2',
      '-subj',
      '/CN=127.0.0.1',
      '-addext',
      'subjectAltName=IP:127.0.0.1',
      '-keyout',
      key,
      '-out',
      certificate,
    ],
    { stdio: 'pipe' },
  );
}

const isRoot = process.getuid?.() === 0;

function asNobody(): ExecFileSyncOptions {
  return { stdio: 'pipe', ...(isRoot && { uid: NOBODY, gid: NOBODY }) };
}

function giveToNobody(folder: string): void {
  mkdirSync(join(folder, 'temp'));
  if (isRoot) execFileSync('chown', ['-R', `${NOBODY}:${NOBODY}`, folder]);
}

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server, 0);
  await new Promise((resolve) => server.close(resolve));
  return port;
}
