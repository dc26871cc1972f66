import type { HtmlTagDescriptor, Plugin, Rolldown } from 'vite';

const FHIRCLIENT = '/fhirclient/lib/entry/browser.js';
const ENGINE = '/src/app/loadMonth.ts';
const PAGE = '/index.html';

/**
 * Lets nothing that the verdict needs wait for a script that asks for it: `index.html` names all of it, and `launch.html` has the browser
 * fetch it while the EHR signs the person in, so that it is there when they come back.
 */
export function preload(): Plugin {
  return {
    name: 'preload',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle, filename }) {
        const chunks = Object.values(bundle ?? {}).filter((file) => file.type === 'chunk');
        const isLaunch = filename.endsWith('launch.html');
        const soon = filesOf(chunks, isLaunch ? [FHIRCLIENT] : [FHIRCLIENT, ENGINE]);
        const later = isLaunch ? filesOf(chunks, [FHIRCLIENT, ENGINE, PAGE]) : [];
        return [
          ...[...soon].map((file) => ({ rel: 'modulepreload', file })),
          ...[...later].filter((file) => !soon.has(file)).map((file) => ({ rel: 'prefetch', file })),
        ].flatMap(({ rel, file }) => (html.includes(file) ? [] : tag(rel, file)));
      },
    },
  };
}

function tag(rel: string, file: string): HtmlTagDescriptor {
  const as = rel === 'prefetch' && { as: file.endsWith('.css') ? 'style' : 'script' };
  return { tag: 'link', attrs: { rel, ...as, crossorigin: '', href: `./${file}` }, injectTo: 'head' };
}

/** The scripts and styles of some entries, by the ends of their modules' names, with all that they import. */
function filesOf(chunks: readonly Rolldown.OutputChunk[], entries: readonly string[]): Set<string> {
  const files = new Set<string>();
  const add = (name: string) => {
    const chunk = chunks.find(({ fileName }) => fileName === name);
    if (chunk === undefined || files.has(name)) return;
    files.add(name);
    for (const style of chunk.viteMetadata?.importedCss ?? []) files.add(style);
    for (const imported of chunk.imports) add(imported);
  };
  for (const entry of entries) {
    const chunk = chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith(entry));
    if (chunk === undefined) throw new Error(`The build has no chunk of ${entry}`);
    add(chunk.fileName);
  }
  return files;
}
