import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { giveToNobody, type Program, runAsNobody } from './debian.ts';

/** A web server that docs/deployment.md names: in `folder` are `site.conf`, which is made for it, and what that speaks of. */
export interface Server extends Program {
  /** Gives back once it listens, in the background: its process id. */
  start(folder: string): number;
}

const BROTLI = '/usr/lib/nginx/modules/ngx_http_brotli_static_module.so';

const nginx: Server = {
  files: ['/usr/sbin/nginx', BROTLI, '/usr/bin/openssl'],
  packages: ['nginx-light', 'libnginx-mod-http-brotli-static', 'openssl'],
  start(folder) {
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path temp;`);
    // What Debian's own nginx.conf would give, with nothing outside of the folder.
    writeFileSync(
      join(folder, 'nginx.conf'),
      `load_module ${BROTLI};
      pid pid;
      worker_processes 1;
      events {}
      http {
        include /etc/nginx/mime.types;
        default_type application/octet-stream;
        ${temporary.join(' ')}
        include site.conf;
      }`,
    );
    mkdirSync(join(folder, 'temp'));
    giveToNobody(folder);
    runAsNobody('/usr/sbin/nginx', ['-p', folder, '-e', 'error.log', '-c', 'nginx.conf'], folder);
    return Number(readFileSync(join(folder, 'pid'), 'utf8'));
  },
};

const caddy: Server = {
  files: ['/usr/bin/caddy'],
  packages: ['caddy'],
  start(folder) {
    // Two things would take ports that are not ours: changing the configuration while it runs, and sending people on from port 80.
    writeFileSync(join(folder, 'Caddyfile'), '{\n\tadmin off\n\tauto_https disable_redirects\n}\nimport site.conf\n');
    giveToNobody(folder);
    const file = ['--config', 'Caddyfile', '--adapter', 'caddyfile'];
    runAsNobody('/usr/bin/caddy', ['start', ...file], folder);
    const said = readFileSync(join(folder, 'said'), 'utf8');
    const pid = /Successfully started Caddy \(pid=(\d+)\)/.exec(said)?.[1];
    if (pid === undefined) throw new Error(`Caddy didn't say that it has started: ${said}`);
    return Number(pid);
  },
};

export const SERVERS = { nginx, caddy };
