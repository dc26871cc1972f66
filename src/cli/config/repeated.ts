import { type JSONPath, visit } from 'jsonc-parser';
import type { Warning } from './warnings.ts';

/** Keys that stand twice in one object: JSON lets the last one hold and loses the others without a word. */
export function repeatedKeys(content: string): Warning[] {
  const seen = new Set<string>();
  const warnings: Warning[] = [];
  visit(content, {
    onObjectProperty: (name, _offset, _length, line, _column, pathOf) => {
      const key = keyOf([...pathOf(), name]);
      if (seen.has(key))
        warnings.push({ key, text: `Stands there twice (again in line ${line + 1}): only the last one holds.` });
      seen.add(key);
    },
  });
  return warnings;
}

function keyOf(path: JSONPath): string {
  return path.join('.');
}
