import { createHash } from 'node:crypto';
import type { Plugin } from 'vite';

/**
 * Subresource Integrity: the browser runs no script and applies no style whose bytes are not those of this build.
 *
 * Three places need the hashes: the tags of the pages; an import map, for chunks that other chunks import, at once or later (Chrome 127,
 * Firefox 138, Safari 18; older ones ignore it); and the links that Vite's preload helper adds for lazy styles, which read the same map.
 * The well-known plugins leave out the map where addresses are relative, though `./` is a valid key, and patch the DOM instead.
 */
export function integrity(): Plugin {
  return {
    name: 'integrity',
    apply: 'build',
    enforce: 'post',
    transform: {
      filter: { id: /^\0vite\/preload-helper\.js$/ },
      handler: (code) =>
        replaceOnce(code, /link\.href = dep\.href;/, `$& link.integrity = (${integrityOf})(dep.href);`),
    },
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const files = Object.values(bundle);
        const hashes = new Map(
          files
            .filter(({ fileName }) => /\.(js|css)$/.test(fileName))
            .map((file) => [`./${file.fileName}`, sha256(file.type === 'chunk' ? file.code : file.source)]),
        );
        const map = JSON.stringify({ integrity: Object.fromEntries([...hashes].sort()) });
        for (const file of files)
          if (file.type === 'asset' && file.fileName.endsWith('.html'))
            file.source = withIntegrity(String(file.source), hashes, `<script type="importmap">${map}</script>`);
      },
    },
  };
}

/** Runs in the browser, in Vite's helper. Empty where the map doesn't know the address: then nothing is demanded. */
const integrityOf = `(href) => {
  const { integrity } = JSON.parse(document.querySelector('script[type=importmap]').text);
  return Object.entries(integrity).find(([key]) => new URL(key, document.baseURI).href === href)?.[1] ?? '';
}`;

/** The map has to come before the first module, else browsers ignore it. */
function withIntegrity(html: string, hashes: ReadonlyMap<string, string>, importMap: string): string {
  const tagged = html.replaceAll(
    /<(?:script|link)\b[^>]*?\b(?:src|href)="(\.\/[^"]+\.(?:js|css))"/g,
    (tag, address) => {
      const hash = hashes.get(address);
      if (hash === undefined) throw new Error(`The page names ${address}, which the build has not made`);
      return `${tag} integrity="${hash}"`;
    },
  );
  return replaceOnce(tagged, /<script\b/, `${importMap}\n    $&`);
}

function replaceOnce(text: string, pattern: RegExp, replacement: string): string {
  if (!pattern.test(text)) throw new Error(`Integrity can't be added: nothing looks like ${pattern}`);
  return text.replace(pattern, replacement);
}

function sha256(content: string | Uint8Array): string {
  return `sha256-${createHash('sha256').update(content).digest('base64')}`;
}
