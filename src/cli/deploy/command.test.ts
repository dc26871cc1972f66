import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'rpm-tally-deploy-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A build of two pages, as far as the command looks at it. */
const SCRIPT = '{"integrity":{}}';
for (const page of ['index.html', 'launch.html'])
  write(page, `<script type="importmap">${SCRIPT}</script><script type="module" src="./assets/x.js"></script>`);
write('version.json', JSON.stringify({ name: 'rpm-tally', version: '1.2.3', commit: 'abc' }));
const CONFIG = write(
  'config.json',
  JSON.stringify({
    timeZone: 'America/New_York',
    issuers: [{ iss: 'https://ehr.example/fhir', name: 'Example EHR', clientId: 'rpm-tally' }],
    frameAncestors: ['https://chart.example'],
  }),
);

function write(name: string, content: string): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

function run(...args: string[]) {
  const command = ['--import', 'tsx', 'src/cli/deploy/command.ts', 'nginx', '--dist', folder, ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { encoding: 'utf8' });
  return { status, stdout, stderr };
}

describe('deploy:nginx', () => {
  it('prints a server for a host of its own', () => {
    const { status, stdout } = run(CONFIG, '--url', 'https://rpm.example.org/');
    expect(status).toBe(0);
    expect(stdout).toContain('# RPM Tally 1.2.3+abc at https://rpm.example.org/');
    expect(stdout).toContain('return 308 https://rpm.example.org$request_uri;');
    expect(stdout).toContain('listen 443 ssl http2;');
    expect(stdout).toContain('alias /srv/rpm-tally/1.2.3+abc/;');
    expect(stdout).toContain('alias /etc/rpm-tally/config.json;');
    // printf '%s' '{"integrity":{}}' | openssl dgst -sha256 -binary | base64
    expect(stdout).toContain("script-src 'self' 'sha256-v1IUEqDyKCfHdg2mkshdZlh1JwxKZIMqsI0JxkeP1Qo=';");
    expect(stdout).toContain('frame-ancestors https://chart.example;');
  });

  it('prints a server behind a proxy that sees to TLS', () => {
    const { stdout } = run(CONFIG, '--url', 'https://apps.example.org/rpm-tally/', '--behind-proxy', '127.0.0.1:8080');
    expect(stdout).toContain('listen 127.0.0.1:8080;');
    expect(stdout).toContain('location = /rpm-tally/config.json {');
    expect(stdout).not.toMatch(/ssl|listen 80;/);
  });

  it('refuses an address without TLS, as bad usage', () => {
    const result = run(CONFIG, '--url', 'http://rpm.example.org/');
    expect(result).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('https address') });
  });

  it.each([
    ['a wrong setting', write('wrong.json', '{"timeZone":"Mars","issuers":[]}'), /timeZone is "Mars"/],
    ['a file that is no JSON', write('text.json', 'timeZone'), /JSON/],
    ['no file', join(folder, 'none.json'), /no such file/],
  ])('prints nothing for %s', (_, config, message) => {
    const result = run(config, '--url', 'https://rpm.example.org/');
    expect(result).toMatchObject({ status: 1, stdout: '', stderr: expect.stringMatching(message) });
  });

  it('says what to do where there is no build', () => {
    const result = run(CONFIG, '--url', 'https://rpm.example.org/', '--dist', join(folder, 'none'));
    expect(result).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining('npm run build') });
  });
});
