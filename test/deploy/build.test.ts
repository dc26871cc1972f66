import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';

const COMMIT = '0123456789ab';
const SOURCES = ['src', 'public', 'index.html', 'launch.html', 'vite.config.ts', 'package.json', 'tsconfig.json'];

const folder = mkdtempSync(join(tmpdir(), 'rpm-tally-build-'));
const here = join(folder, 'here');
const elsewhere = join(folder, 'elsewhere');

beforeAll(() => {
  build('.', here);
  const copy = join(folder, 'a copy');
  for (const source of SOURCES) cpSync(source, join(copy, source), { recursive: true });
  symlinkSync(resolve('node_modules'), join(copy, 'node_modules'));
  build(copy, elsewhere);
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function build(root: string, outDir: string): void {
  // As a person would: the test's own environment would make it a development build.
  const { NODE_ENV, VITEST, ...environment } = process.env;
  const env = { ...environment, SOURCE_COMMIT: COMMIT };
  execFileSync(process.execPath, [resolve('node_modules/vite/bin/vite.js'), 'build', '--outDir', outDir], {
    cwd: root,
    env,
    stdio: 'pipe',
  });
}

function read(file: string): string {
  return readFileSync(join(here, file), 'utf8');
}

/** Every file that is served with the hash of its bytes; the build's own notes name where its packages lie. */
function bytesOf(built: string): Record<string, string> {
  const files = readdirSync(built, { recursive: true, encoding: 'utf8' }).filter(
    (name) => !name.startsWith('.vite') && statSync(join(built, name)).isFile(),
  );
  return Object.fromEntries(files.sort().map((name) => [name, hash('hex', readFileSync(join(built, name)))]));
}

function hash(form: 'hex' | 'base64', bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest(form);
}

it('two builds of one source give the same bytes, wherever they are made', () => {
  expect(Object.keys(bytesOf(here)).length).toBeGreaterThan(50);
  expect(bytesOf(elsewhere)).toEqual(bytesOf(here));
});

it('a build says which it is', () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
  expect(JSON.parse(read('version.json'))).toEqual({ name: 'rpm-tally', version, commit: COMMIT });
  for (const page of ['index.html', 'launch.html'])
    expect(read(page)).toContain(`<meta name="version" content="${version}+${COMMIT}">`);
});

describe.each(['index.html', 'launch.html'])('%s', (page) => {
  const importMap = z.object({ integrity: z.record(z.string(), z.string()) });
  const mapOf = (html: string) =>
    importMap.parse(JSON.parse(/<script type="importmap">(.*?)<\/script>/.exec(html)?.[1] ?? '')).integrity;
  const sha256 = (file: string) => `sha256-${hash('base64', readFileSync(join(here, file)))}`;

  it('has the hash of every script and style of the build, before the first module', () => {
    const assets = readdirSync(join(here, 'assets')).filter((name) => /\.(js|css)$/.test(name));
    expect(mapOf(read(page))).toEqual(
      Object.fromEntries(assets.map((name) => [`./assets/${name}`, sha256(`assets/${name}`)])),
    );
    expect(read(page).indexOf('importmap')).toBeLessThan(read(page).indexOf('module'));
  });

  it('has the right hash on each of its tags', () => {
    const tags = [...read(page).matchAll(/<(?:script|link)[^>]*="(\.\/assets\/[^"]+)"[^>]*>/g)];
    expect(tags.length).toBeGreaterThan(3);
    for (const [tag, file = ''] of tags) expect(tag).toContain(`integrity="${sha256(file)}"`);
  });
});

describe('what ships of others', () => {
  const bill = z.object({
    bomFormat: z.literal('CycloneDX'),
    components: z.array(
      z.object({
        group: z.string().optional(),
        name: z.string(),
        version: z.string(),
        licenses: z.array(z.unknown()).min(1),
      }),
    ),
  });
  const notices = () => [...read('third-party-notices.txt').matchAll(/^## (\S+) - (\S+) \(.+\)$/gm)];

  it('is listed with its licences, in the bill of materials as in the notices', () => {
    const listed = bill
      .parse(JSON.parse(read('sbom/sbom.json')))
      .components.map(({ group, name, version }) => `${group === undefined ? '' : `${group}/`}${name}@${version}`);
    expect(listed).toContainEqual(expect.stringMatching(/^fhirclient@/));
    expect(listed.sort()).toEqual(
      notices()
        .map(([, name, version]) => `${name}@${version}`)
        .sort(),
    );
  });

  it('leaves out what only the command needs', () => {
    expect(read('sbom/sbom.json')).not.toMatch(/duckdb|commander|playwright/);
  });
});
