import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { readAudit } from './audit.ts';

const locked = z.object({
  version: z.string().optional(),
  resolved: z.string().optional(),
  integrity: z.string().optional(),
  link: z.boolean().optional(),
  hasInstallScript: z.boolean().optional(),
});
const lockfile = z.object({ lockfileVersion: z.literal(3), packages: z.record(z.string(), locked) });
const manifest = z.object({
  dependencies: z.record(z.string(), z.string()),
  devDependencies: z.record(z.string(), z.string()),
});

/** What a lockfile must not hold, in words. */
function troublesOf(json: unknown): string[] {
  const { packages } = lockfile.parse(json);
  return Object.entries(packages).flatMap(([path, { version, resolved, integrity, link }]) => {
    if (path === '') return [];
    const troubles: string[] = [];
    if (!/^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity ?? '')) troubles.push(`${path}: no SHA-512 of its content`);
    if (resolved !== undefined && !/^https:\/\/[^/]+\/.+\.tgz$/.test(resolved))
      troubles.push(`${path}: from ${resolved}`);
    if (link === true || !/^\d+\.\d+\.\d+/.test(version ?? '')) troubles.push(`${path}: no released version`);
    return troubles;
  });
}

const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));

describe('the dependencies', () => {
  it('are locked to the content of released packages', () => {
    expect(troublesOf(read('package-lock.json'))).toEqual([]);
  });

  it('are named by exact versions', () => {
    const { dependencies, devDependencies } = manifest.parse(read('package.json'));
    const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
      ([, version]) => !/^\d+\.\d+\.\d+[\w.-]*$/.test(version),
    );
    expect(loose).toEqual([]);
  });

  it('run nothing when they are installed', () => {
    expect(readFileSync('.npmrc', 'utf8').split('\n')).toContain('ignore-scripts=true');
  });

  it('that would like to run something are known by name: a new one is a decision', () => {
    const { packages } = lockfile.parse(read('package-lock.json'));
    const asking = Object.entries(packages).filter(([, { hasInstallScript }]) => hasInstallScript === true);
    expect(asking.map(([path]) => path.replace(/^.*node_modules\//, '')).sort()).toEqual(['core-js', 'esbuild', 'msw']);
  });

  const sound = { version: '1.0.0', integrity: `sha512-${'a'.repeat(86)}==` };
  it.each([
    ['no hash', { version: '1.0.0' }],
    ['a weak hash', { ...sound, integrity: 'sha1-AAAA' }],
    ['a git address', { ...sound, resolved: 'git+ssh://git@host.example/x/y.git#abc' }],
    ['an address without TLS', { ...sound, resolved: 'http://registry.example/y/-/y-1.0.0.tgz' }],
    ['a folder', { ...sound, link: true }],
    ['no version', { integrity: sound.integrity }],
  ])('with %s would be noticed', (_, item) => {
    expect(troublesOf({ lockfileVersion: 3, packages: { '': {}, 'node_modules/y': item } })).not.toEqual([]);
  });

  it('with hash and version are sound', () => {
    expect(troublesOf({ lockfileVersion: 3, packages: { 'node_modules/y': sound } })).toEqual([]);
  });
});

describe('an audit', () => {
  const report = (vulnerabilities: object) => JSON.stringify({ auditReportVersion: 2, vulnerabilities });

  it.each([
    ['nothing', report({}), { state: 'clean', findings: [] }],
    [
      'a moderate finding',
      report({ y: { severity: 'moderate', range: '<2.0.0' } }),
      { state: 'clean', findings: ['moderate: y <2.0.0'] },
    ],
    [
      'a high finding',
      report({ y: { severity: 'high', range: '<2.0.0' } }),
      { state: 'vulnerable', findings: ['high: y <2.0.0'] },
    ],
    [
      'a critical finding',
      report({ y: { severity: 'critical', range: '*' } }),
      { state: 'vulnerable', findings: ['critical: y *'] },
    ],
  ])('with %s ends so', (_, output, result) => {
    expect(readAudit(output)).toEqual(result);
  });

  it.each([
    ['that the registry refuses', JSON.stringify({ message: '405 Method Not Allowed', statusCode: 405 })],
    ['of which nothing came', ''],
    ['of another version', JSON.stringify({ auditReportVersion: 3, vulnerabilities: {} })],
  ])('%s says that nothing is known, never that all is well', (_, output) => {
    expect(readAudit(output)).toMatchObject({ state: 'not-audited', why: expect.stringMatching(/\S/) });
  });
});
