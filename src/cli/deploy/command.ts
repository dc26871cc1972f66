import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Argument, Command } from 'commander';
import { ConfigUnreadable, parseConfig } from '../../config/config.ts';
import { SettingsError } from '../../fhir/settings.ts';
import { caddyConfig } from './caddy.ts';
import { nginxConfig } from './nginx.ts';
import { readAddress, readPath, readUrl } from './readers.ts';
import { NoBuild, siteFacts } from './site.ts';

/** The commands `npm run deploy:nginx -- CONFIG …` and the like: the whole configuration of a web server, on standard output. */

const SERVERS = { nginx: nginxConfig, caddy: caddyConfig };

interface Options {
  url: URL;
  dist: string;
  files?: string;
  configFile: string;
  certificate: string;
  key: string;
  behindProxy?: string;
  log: string;
  brotli: boolean;
}

const command = new Command('deploy')
  .description('Prints the configuration of a web server for the built app and the config.json of a health system.')
  .addArgument(new Argument('<server>').choices(Object.keys(SERVERS)))
  .argument('<config>', 'the config.json')
  .requiredOption('--url <url>', 'where people will find the app, such as https://rpm.example.org/', readUrl)
  .option('--dist <folder>', 'the build, here', 'dist')
  .option('--files <folder>', 'the build, on the server (default: /srv/rpm-tally/VERSION)', readPath)
  .option('--config-file <file>', 'config.json, on the server', readPath, '/etc/rpm-tally/config.json')
  .option('--certificate <file>', 'of TLS, on the server', readPath, '/etc/ssl/certs/rpm-tally.pem')
  .option('--key <file>', 'of the certificate, on the server', readPath, '/etc/ssl/private/rpm-tally.key')
  .option(
    '--behind-proxy <address>',
    'listen at 127.0.0.1:8080, say, without TLS, which a proxy in front sees to',
    readAddress,
  )
  .option('--log <file>', 'of requests, on the server', readPath, '/var/log/nginx/rpm-tally.log')
  .option('--brotli', 'also send what is packed with Brotli (nginx: Debian’s libnginx-mod-http-brotli-static)', false)
  .addHelpText('after', '\nExit status: 0 printed, 1 the config.json is wrong or there is no build, 2 bad usage.')
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
  .parse();

// npm runs scripts in the project's folder; files are named as seen from where npm was called.
const here = (path: string) => resolve(process.env.INIT_CWD ?? '', path);

try {
  const [server, config = ''] = command.args;
  const { url, dist, files, behindProxy, certificate, key, ...options } = command.opts<Options>();
  const facts = siteFacts(parseConfig(readFileSync(here(config), 'utf8').replace(/^\uFEFF/, '')), url, here(dist));
  const print = server === 'caddy' ? SERVERS.caddy : SERVERS.nginx;
  process.stdout.write(
    print({
      ...facts,
      ...options,
      url,
      files: files ?? `/srv/rpm-tally/${facts.version}`,
      listen: behindProxy ?? null,
      tls: url.protocol === 'https:' && behindProxy === undefined ? { certificate, key } : null,
    }),
  );
} catch (error) {
  if (
    !(
      error instanceof SettingsError ||
      error instanceof ConfigUnreadable ||
      error instanceof NoBuild ||
      (error instanceof Error && 'code' in error)
    )
  )
    throw error;
  console.error(`deploy: ${error.message}`);
  process.exitCode = 1;
}
