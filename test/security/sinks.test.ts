import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Ways in which text becomes code, markup or an address, and places that outlive the tab. Whoever needs one argues for it here. */
const SINKS: { what: string; pattern: RegExp; allowed: string[] }[] = [
  {
    what: 'markup made of text',
    pattern:
      /dangerouslySetInnerHTML|\.(inner|outer)HTML\b|insertAdjacentHTML|document\.write|createContextualFragment|srcDoc|DOMParser/,
    allowed: [],
  },
  { what: 'code made of text', pattern: /\beval\(|new Function\(|setTimeout\(\s*['"`]|import\((?!['"])/, allowed: [] },
  {
    what: 'an address that is not the app’s own',
    pattern:
      /\b(href|src|formAction|xlinkHref|poster)=\{|<form[^>]*\saction=|window\.open\(|location\.(href|assign|replace)\s*[=(]/,
    // The logo of config.json, pages of the app's own (`#/…`), and the EHR's sign-in.
    allowed: ['src/app/Header.tsx', 'src/app/practice/PageNav.tsx', 'src/app/practice/address.ts', 'src/ehr/smart.ts'],
  },
  {
    what: 'lasting storage',
    pattern: /localStorage|indexedDB|document\.cookie|caches\.open|serviceWorker/,
    // A person's own filters of the list of patients; names none.
    allowed: ['src/features/worklist/kept.ts'],
  },
  {
    what: 'a message to other windows',
    pattern: /postMessage|BroadcastChannel|sendBeacon|WebSocket|EventSource/,
    allowed: [],
  },
  {
    what: 'sessionStorage',
    pattern: /sessionStorage/,
    allowed: [
      'src/ehr/smart.ts',
      'src/ehr/return.ts',
      'src/features/record/draftKeys.ts',
      'src/features/record/drafts.ts',
      'src/app/lock/IdleLock.tsx',
      // config.json, from the launch to the return.
      'src/config/config.ts',
    ],
  },
  {
    what: 'a request of its own',
    pattern: /\bfetch\(|XMLHttpRequest/,
    allowed: ['src/config/config.ts', 'src/ehr/smart.ts', 'src/ehr/preflight/discovery.ts'],
  },
];

const BROWSER = ['src/app', 'src/config', 'src/ehr', 'src/features', 'src/fhir', 'src/rules', 'src/ui'];

function filesOf(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

function uses(pattern: RegExp, text: string): boolean {
  const code = text.replace(/\/\*[\s\S]*?\*\/|(^|\s)\/\/.*$/gm, '');
  return pattern.test(code);
}

describe('the code that runs in the browser', () => {
  const files = BROWSER.flatMap(filesOf).map((file) => ({ file, text: readFileSync(file, 'utf8') }));

  it.each(SINKS)('has $what only where it is known', ({ pattern, allowed }) => {
    const found = files.filter(({ text }) => uses(pattern, text)).map(({ file }) => file);
    expect(found.filter((file) => !allowed.includes(file))).toEqual([]);
  });

  it.each([
    ['markup made of text', '<p dangerouslySetInnerHTML={{ __html: note }} />'],
    ['code made of text', 'setTimeout("go()")'],
    ['an address that is not the app’s own', '<a href={attachment.url}>'],
    ['lasting storage', "localStorage.setItem('a', 'b')"],
    ['a message to other windows', 'parent.postMessage(verdict)'],
    ['sessionStorage', 'sessionStorage.clear()'],
    ['a request of its own', "fetch('https://x.example')"],
  ])('would be caught with %s', (what, code) => {
    expect(uses(SINKS.find((sink) => sink.what === what)?.pattern ?? /^$/, code)).toBe(true);
  });
});
