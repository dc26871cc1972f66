import { CACHING, OTHERWISE } from './headers.ts';
import type { Site } from './site.ts';

/** A whole file for nginx's `sites-enabled` or `conf.d`: what is served, to whom, and with which headers. */
export function nginxConfig(site: Site): string {
  const { url, files, configFile, log, brotli, version } = site;
  const path = url.pathname;
  return `# RPM Tally ${version} at ${url.href}
# Made by \`npm run deploy:nginx\`. The Content-Security-Policy belongs to this very build and to config.json's issuers and
# frameAncestors: make this file anew with every release, and after every change of those.

map "$status $uri" $rpm_tally_cache {
    default "${OTHERWISE}";
${CACHING.map(({ path: pattern, cache }) => `    "~^(?:200|206|304) ${regex(path)}${pattern}$" "${cache}";`).join('\n')}
}

# Without the query: a launch and an authorization code stand there.
log_format rpm_tally '$remote_addr [$time_iso8601] "$request_method $uri" $status $body_bytes_sent $request_time';
${redirectToTls(site)}
server {
${listening(site)}
    server_name ${url.hostname};
    server_tokens off;
    absolute_redirect off;
    access_log ${log} rpm_tally;
    client_max_body_size 1k;
    charset utf-8;

    # Inherited by every location below, as none of them has an add_header of its own.
${Object.entries(site.headers)
  .map(([name, value]) => `    add_header ${name} "${value}" always;`)
  .join('\n')}
    add_header Cache-Control $rpm_tally_cache always;

    if ($request_method !~ ^(GET|HEAD)$) {
        return 405;
    }
    # The build's own notes and whatever else is hidden.
    location ~ /\\. {
        return 404;
    }
    location = ${path}config.json {
        alias ${configFile};
    }
    location ${path} {
        alias ${files}/;
        index index.html;
        autoindex off;
        # Packed by the build.
        gzip_static on;${brotli ? '\n        brotli_static on;' : ''}
    }
${path === '/' ? '' : outside(path)}}
`;
}

function listening({ url, tls, listen }: Site): string {
  // Without TLS and without a proxy it is for this machine only: `readUrl` sees to it.
  if (tls === null) return `    listen ${listen ?? `127.0.0.1:${port(url)}`};`;
  const address = listen ?? port(url);
  return `    listen ${address} ssl http2;
${listen === null ? `    listen [::]:${address} ssl http2;\n` : ''}    ssl_certificate ${tls.certificate};
    ssl_certificate_key ${tls.key};
    ssl_protocols TLSv1.2 TLSv1.3;
    ssl_session_cache shared:rpm_tally:2m;
    ssl_session_tickets off;`;
}

/** Whoever types the name without https. */
function redirectToTls({ url, tls, listen }: Site): string {
  if (tls === null || listen !== null || port(url) !== '443') return '';
  return `
server {
    listen 80;
    listen [::]:80;
    server_name ${url.hostname};
    server_tokens off;
    access_log off;
    return 308 https://${url.host}$request_uri;
}
`;
}

/** The app lies under a path: what is beside it, and the path without its slash. */
function outside(path: string): string {
  return `    location = ${path.slice(0, -1)} {
        return 308 ${path}$is_args$args;
    }
    location / {
        return 404;
    }
`;
}

const port = (url: URL) => url.port || (url.protocol === 'https:' ? '443' : '80');
const regex = (text: string) => text.replaceAll('.', '\\.');
