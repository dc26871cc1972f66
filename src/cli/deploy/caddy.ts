import { posix } from 'node:path';
import { CACHING, OTHERWISE } from './headers.ts';
import type { Site } from './site.ts';

/** A Caddyfile that serves what `nginxConfig` does. Caddy keeps no log of requests unless told to, and sends whoever comes without TLS to it. */
export function caddyConfig(site: Site): string {
  const { url, files, configFile, brotli, version } = site;
  const path = url.pathname;
  return `# RPM Tally ${version} at ${url.href}
# Made by \`npm run deploy:caddy\`. The Content-Security-Policy belongs to this very build and to config.json's issuers and
# frameAncestors: make this file anew with every release, and after every change of those.

${listening(site)}
	# Not together with the others: what is taken away is taken away late, when an error has passed by already.
	header -Server
	header {
${Object.entries(site.headers)
  .map(([name, value]) => `\t\t${name} "${value}"`)
  .join('\n')}
		Cache-Control "${OTHERWISE}"
	}
	route {
		@writing not method GET HEAD
		respond @writing 405
		@hidden path */.*
		respond @hidden 404
${path === '/' ? '' : `\t\tredir ${path.slice(0, -1)} ${path} 308\n`}		handle ${path}config.json {
			root * ${posix.dirname(configFile)}
			rewrite * /${posix.basename(configFile)}
			file_server
		}
		handle_path ${path}* {
			root * ${files}
${CACHING.map(({ path: pattern, cache }, index) => kept(`kept${index}`, pattern, cache)).join('\n')}
			file_server {
				precompressed ${brotli ? 'br ' : ''}gzip
			}
		}
		respond 404
	}
}
`;
}

/** What is not there is not kept either. */
function kept(name: string, pattern: string, cache: string): string {
  return `			@${name} {
				path_regexp ^/${pattern}$
				file
			}
			header @${name} Cache-Control "${cache}"`;
}

function listening({ url, tls, listen }: Site): string {
  if (tls !== null) return `${url.origin} {\n\ttls ${tls.certificate} ${tls.key}`;
  // Without TLS and without a proxy it is for this machine only: `readUrl` sees to it.
  const [, host = '', port = ''] = /^(?:(.*):)?(\d+)$/.exec(listen ?? `127.0.0.1:${url.port || 80}`) ?? [];
  return `http://:${port} {${host === '' ? '' : `\n\tbind ${host}`}`;
}
