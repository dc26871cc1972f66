import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { headers, type Served } from './headers.ts';

/** What a server has to know, whatever its make. */
export interface Site {
  /** Ends in a slash: `https://rpm.example.org/`, or `https://apps.example.org/rpm-tally/`. */
  url: URL;
  /** The folder of the built files, and the practice's own config.json, which no release overwrites. */
  files: string;
  configFile: string;
  /** Of TLS; null where a proxy in front of this server sees to it, or the address is of this machine only. */
  tls: { certificate: string; key: string } | null;
  /** `8080` or `127.0.0.1:8080`, where a proxy in front asks this server. */
  listen: string | null;
  /** Of requests, without their queries. */
  log: string;
  brotli: boolean;
  version: string;
  headers: Record<string, string>;
}

const versionSchema = z.object({ version: z.string(), commit: z.nullable(z.string()) });

/** The app was not built, or not there. */
export class NoBuild extends Error {
  override readonly name = 'NoBuild';
}

/**
 * What the built files themselves say.
 * @throws NoBuild
 */
export function siteFacts(config: Served['config'], url: URL, built: string): Pick<Site, 'version' | 'headers'> {
  if (!existsSync(join(built, 'version.json')))
    throw new NoBuild(`There is no build in ${built}: run npm run build first, or name its folder with --dist.`);
  const read = (file: string) => readFileSync(join(built, file), 'utf8');
  const { version, commit } = versionSchema.parse(JSON.parse(read('version.json')));
  const scripts = ['index.html', 'launch.html'].flatMap((page) => inlineScripts(read(page)));
  return {
    version: [version, commit].filter((part) => part !== null).join('+'),
    headers: headers({ config, url, inlineScripts: [...new Set(scripts.map(sourceOf))] }),
  };
}

function inlineScripts(html: string): string[] {
  return [...html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>(.*?)<\/script>/gs)].map(([, script = '']) => script);
}

/** As a Content-Security-Policy names an inline script. */
function sourceOf(script: string): string {
  return `'sha256-${createHash('sha256').update(script).digest('base64')}'`;
}
