import { readFileSync } from 'node:fs';

/** Values of tokens by their names without dashes. */
export type Palette = ReadonlyMap<string, string>;

const css = readFileSync(new URL('../src/ui/base.css', import.meta.url), 'utf8');

/** The colours of `base.css`: what is not changed for the dark, or for more contrast, is as in the light. */
const light = declaredIn(/^:root \{([^}]*)\}/m);
const dark: Palette = new Map([...light, ...declaredIn(/prefers-color-scheme: dark\) \{\s*:root \{([^}]*)\}/)]);
export const PALETTES = { light, dark };

function declaredIn(block: RegExp): Palette {
  const found = block.exec(css)?.[1];
  if (found === undefined) throw new Error(`base.css has nothing like ${block}`);
  return new Map([...found.matchAll(/--([\w-]+): (#[0-9a-f]+);/g)].map(([, name = '', value = '']) => [name, value]));
}
