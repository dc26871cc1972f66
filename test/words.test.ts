import { readdirSync, readFileSync } from 'node:fs';
import { parseAst } from 'vite';
import { expect, it } from 'vitest';

/** Properties that people read or hear. */
const SPOKEN = new Set(['aria-label', 'aria-description', 'alt', 'label', 'placeholder', 'summary', 'title', 'hint']);
const LETTERS = /\p{L}{2}/u;

/** Text that a component says of its own, in place of its `words.ts`. */
function textsIn(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(textsIn);
  if (typeof node !== 'object' || node === null) return [];
  const { type, value, name }: Partial<Record<'type' | 'value' | 'name', unknown>> = node;
  const isText = type === 'JSXText' || (type === 'JSXAttribute' && SPOKEN.has(nameOf(name)));
  const text = isText ? (type === 'JSXText' ? value : literalOf(value)) : null;
  const own = typeof text === 'string' && LETTERS.test(text) ? [text.trim()] : [];
  return [...own, ...Object.values(node).flatMap(textsIn)];
}

function nameOf(node: unknown): string {
  return typeof node === 'object' && node !== null && 'name' in node && typeof node.name === 'string' ? node.name : '';
}

function literalOf(node: unknown): string | null {
  return typeof node === 'object' && node !== null && 'value' in node && typeof node.value === 'string'
    ? node.value
    : null;
}

const parsed = (source: string) => textsIn(parseAst(source, { lang: 'tsx' }));

it('finds text and names that a component says of its own, and nothing else', () => {
  expect(parsed('const a = <p title="Not yet">Some text <b aria-label={WORDS.b}>{WORDS.c}</b> · 3</p>;')).toEqual([
    'Not yet',
    'Some text',
  ]);
  expect(parsed('const a = <Card title={WORDS.a}><i className="not spoken" />{x} – </Card>;')).toEqual([]);
});

const components = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter(
  (file) => file.endsWith('.tsx') && !file.endsWith('.test.tsx'),
);

it.each(components)('%s takes all that it says from a words file', (file) => {
  expect(parsed(readFileSync(`src/${file}`, 'utf8'))).toEqual([]);
});
