import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';
import * as z from 'zod';

const packageJson = z.object({ version: z.string() });

/**
 * Says which build this is: `version.json` for those who run it, and a `<meta name="version">` that the page shows. It is made of the
 * source alone and holds no time, so that the same source gives the same bytes.
 */
export function stamp(): Plugin {
  let version = '';
  return {
    name: 'stamp',
    apply: 'build',
    configResolved({ root }) {
      version = versionOf(root);
    },
    transformIndexHtml: () => [{ tag: 'meta', attrs: { name: 'version', content: version }, injectTo: 'head' }],
    generateBundle() {
      const [release, commit = null] = version.split('+');
      const source = `${JSON.stringify({ name: 'rpm-tally', version: release, commit })}\n`;
      this.emitFile({ type: 'asset', fileName: 'version.json', source });
    },
  };
}

/** `0.1.0+1a2b3c4d5e6f`, as Semantic Versioning writes a build's origin; `.changed` when the commit does not hold all of it. */
function versionOf(root: string): string {
  const { version } = packageJson.parse(JSON.parse(readFileSync(`${root}/package.json`, 'utf8')));
  const commit = process.env.SOURCE_COMMIT ?? commitOf(root);
  return commit === null ? version : `${version}+${commit}`;
}

/** Null outside of git, as in an unpacked archive: set SOURCE_COMMIT there. */
function commitOf(root: string): string | null {
  const git = (...args: string[]) => execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: 'pipe' }).trim();
  try {
    if (git('rev-parse', '--show-cdup') !== '') return null;
    const changed = git('status', '--porcelain', '--untracked-files=no') !== '';
    return git('rev-parse', '--short=12', 'HEAD') + (changed ? '.changed' : '');
  } catch {
    // No git, or no repository: the version has to do.
    return null;
  }
}
