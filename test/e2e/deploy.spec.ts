import { appendFileSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { get as getPlain, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:http2';
import { get, type RequestOptions } from 'node:https';
import { test as base, expect, type FrameLocator, type Page } from '@playwright/test';
import { sandboxConfig } from '../../mocks/config.ts';
import { type RunningSandbox, startSandbox } from '../../mocks/start.ts';
import { isInstalled } from '../deploy/debian.ts';
import { type Deployed, type DeployOptions, deploy } from '../deploy/deploy.ts';
import { SERVERS } from '../deploy/servers.ts';
import { test as journey } from './fixtures.ts';

/** The real build behind the real servers that docs/deployment.md names, as a health system runs it. */

type Deploy = (options?: Omit<DeployOptions, 'config'> & { frameAncestors?: string[] }) => Promise<Deployed>;

interface Fixtures {
  /** Serves the app to the sandbox EHR, which may show it in a frame unless other ancestors are named. */
  deployed: Deploy;
  /** What the browser held against the security policy, and all that was said on the console. */
  complaints: string[];
}

const test = base.extend<Fixtures, { sandbox: RunningSandbox }>({
  sandbox: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright asks for a destructured first argument.
    async ({}, use) => {
      const sandbox = await startSandbox();
      await use(sandbox);
      await sandbox.close();
    },
    { scope: 'worker' },
  ],
  deployed: async ({ sandbox }, use) => {
    sandbox.reset();
    const running: Deployed[] = [];
    const missing = Object.entries(SERVERS).flatMap(([name, server]) => (isInstalled(server) ? [] : [name]));
    // Where they can't be installed by themselves, outside of Debian; CI has no excuse.
    test.skip(
      missing.length > 0 && !process.env.CI,
      `needs ${missing.join(' and ')} of Debian: see test/deploy/servers.ts`,
    );
    await use(async ({ frameAncestors = [sandbox.url], ...options } = {}) => {
      const server = await deploy({ config: { ...sandboxConfig(sandbox), frameAncestors }, ...options });
      running.push(server);
      sandbox.appUrl = server.url.replace(/\/$/, '');
      return server;
    });
    for (const server of running) server.close();
  },
  complaints: async ({ page }, use) => {
    const complaints: string[] = [];
    await page.exposeFunction('complain', (complaint: string) => complaints.push(complaint));
    await page.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile }) => {
        Reflect.get(window, 'complain')(`${violatedDirective} ${blockedURI} ${sourceFile}`);
      });
    });
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    await use(complaints);
  },
});

const embedded = (sandbox: RunningSandbox) =>
  `${sandbox.url}/embedded?patient=billable&profile=full&user=biller&grant=all`;

const BILLABLE = 'March 2026 can be billed: 99457, service date 17 March.';
const BILLED = 'March 2026 is charged: 99457, service date 17 March.';

/** Opens what is opened on demand, and charges. */
async function walkThrough(app: Page | FrameLocator) {
  await expect(app.getByRole('heading', { name: BILLABLE })).toBeVisible();
  await expect(app.getByRole('heading', { name: 'Time log' })).toBeVisible();
  await app.getByRole('button', { name: 'Log time afterwards' }).click();
  await app.getByRole('spinbutton', { name: 'Minutes' }).press('Escape');
  await app.getByRole('button', { name: 'Record a contact' }).click();
  await app.getByRole('dialog', { name: 'Record a contact' }).press('Escape');
  await app.getByRole('button', { name: 'Consent and enrolment' }).click();
  await app.getByRole('dialog', { name: 'Consent and enrolment' }).press('Escape');
  await expect(app.getByRole('region', { name: 'Readings', exact: true }).locator('canvas').first()).toBeVisible();

  await app.getByRole('button', { name: 'Review and charge' }).click();
  const dialog = app.getByRole('dialog', { name: 'Charge March 2026' });
  const boxes = dialog.getByRole('list', { name: 'Check the evidence' }).getByRole('checkbox');
  await expect(boxes.first()).toBeVisible();
  for (const box of await boxes.all()) await box.check();
  await dialog.getByRole('checkbox', { name: /have checked the evidence above and attest/ }).check();
  await dialog.getByRole('button', { name: 'Charge CPT 99457 × 1 for Synthetic Billable, March 2026' }).click();
  await expect(dialog.getByText(/as ChargeItem\//)).toBeVisible();
  await dialog.press('Escape');
  await expect(app.getByRole('heading', { name: BILLED })).toBeVisible();
}

/** Every chunk of the build runs under the policy: those, too, that no step above asks for. Only the other page's is left out. */
async function loadAllChunks(page: Page, server: Deployed) {
  const chunks = readdirSync(`${server.files}/assets`).filter((name) => /^(?!launch-).*\.js$/.test(name));
  expect(chunks.length).toBeGreaterThan(20);
  const failed = await page.evaluate(
    async (addresses) =>
      (await Promise.allSettled(addresses.map((address) => import(address)))).filter(
        ({ status }) => status === 'rejected',
      ),
    chunks.map((name) => `${server.url}assets/${name}`),
  );
  expect(failed).toEqual([]);
}

for (const path of ['/', '/rpm-tally/']) {
  test(`at ${path} the app opens from the chart, charges, and breaks no rule of the policy`, async ({
    page,
    sandbox,
    deployed,
    complaints,
  }) => {
    const server = await deployed({ path });
    await page.goto(sandbox.launchUrl({ patient: 'billable', user: 'biller' }));
    await walkThrough(page);
    await loadAllChunks(page, server);
    expect(complaints).toEqual([]);
  });

  test(`at ${path} the app opens inside of the chart, charges, and breaks no rule of the policy`, async ({
    page,
    sandbox,
    deployed,
    complaints,
  }) => {
    await deployed({ path });
    await page.goto(embedded(sandbox));
    await walkThrough(page.frameLocator('iframe'));
    expect(complaints).toEqual([]);
  });
}

test('the app opens in a window that the chart opens', async ({ page, sandbox, deployed }) => {
  await deployed();
  await page.goto(sandbox.url);
  const opened = page.waitForEvent('popup');
  await page.evaluate((url) => void window.open(url), sandbox.launchUrl({ patient: 'billable', user: 'biller' }));
  await expect((await opened).getByRole('heading', { name: BILLABLE })).toBeVisible();
});

test('no other site may show the app in a frame', async ({ page, sandbox, deployed, complaints }) => {
  const server = await deployed({ frameAncestors: ['https://ehr.example'] });
  await page.goto(embedded(sandbox));
  await expect.poll(() => complaints.join()).toContain('frame-ancestors https://ehr.example');
  await expect(page.frameLocator('iframe').locator('#root')).toHaveCount(0);
  expect(server.log()).not.toContain('/assets/');
  expect(sandbox.log()).toEqual([]);
});

test('the log of requests names no launch, no code and no patient', async ({ page, sandbox, deployed }) => {
  const server = await deployed();
  await page.goto(sandbox.launchUrl({ patient: 'billable', user: 'biller' }));
  await expect(page.getByRole('heading', { name: BILLABLE })).toBeVisible();
  expect(server.log()).toContain('"GET /launch.html" 200');
  expect(server.log()).not.toMatch(/\?|code=|launch=|billable/);
});

/** Changes one file of the served build and its packed copies, as somebody would who got at the disk. */
function tamper(server: Deployed, file: RegExp, addition: string) {
  const names = readdirSync(`${server.files}/assets`).filter((name) => file.test(name));
  expect(names.length).toBeGreaterThan(0);
  for (const name of names) {
    appendFileSync(`${server.files}/assets/${name}`, addition);
    for (const packed of ['gz', 'br']) rmSync(`${server.files}/assets/${name}.${packed}`, { force: true });
  }
}

const ATTACK = ';document.documentElement.dataset.tampered="";';
const tampered = (page: Page) => page.locator('html[data-tampered]');

test('a script that was tampered with does not run, and the page says so', async ({
  page,
  sandbox,
  deployed,
  complaints,
}) => {
  tamper(await deployed(), /^(index|start|screen)-.*\.js$/, ATTACK);
  await page.goto(`${sandbox.appUrl}/`);
  await expect.poll(() => complaints.join()).toContain('integrity');
  await expect(page.getByText('RPM Tally has not opened yet.')).toBeVisible();
  await expect(tampered(page)).toHaveCount(0);
});

test('a chunk that was tampered with does not run when it is opened later, and the rest of the app goes on', async ({
  page,
  sandbox,
  deployed,
  complaints,
}) => {
  tamper(await deployed(), /^ChargeDialog-.*\.js$/, ATTACK);
  await page.goto(sandbox.launchUrl({ patient: 'billable', user: 'biller' }));
  await page.getByRole('button', { name: 'Review and charge' }).click();
  await expect.poll(() => complaints.join()).toContain('integrity');
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(page.getByRole('heading', { name: BILLABLE })).toBeVisible();
  await expect(tampered(page)).toHaveCount(0);
});

test('a style that was tampered with is not applied when it is opened later', async ({
  page,
  sandbox,
  deployed,
  complaints,
}) => {
  tamper(await deployed(), /^(ChargeDialog|Dialog)-.*\.css$/, 'html{--tampered:1}');
  await page.goto(sandbox.launchUrl({ patient: 'billable', user: 'biller' }));
  await page.getByRole('button', { name: 'Review and charge' }).click();
  await expect.poll(() => complaints.join()).toContain('integrity');
  const style = () => page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--tampered'));
  expect(await style()).toBe('');
});

/** Each kind of file with how long it may be kept. */
const KEPT: [file: string, status: number, cache: string, type: string][] = [
  ['', 200, 'no-store', 'text/html; charset=utf-8'],
  ['launch.html?iss=x&launch=y', 200, 'no-store', 'text/html; charset=utf-8'],
  ['config.json', 200, 'no-store', 'application/json'],
  ['version.json', 200, 'no-store', 'application/json'],
  ['.js', 200, 'public, max-age=31536000, immutable', 'javascript; charset=utf-8'],
  ['.css', 200, 'public, max-age=31536000, immutable', 'text/css'],
  ['icon.svg', 200, 'no-cache', 'image/svg+xml'],
  ['third-party-notices.txt', 200, 'no-cache', 'text/plain; charset=utf-8'],
  ['sbom/sbom.json', 200, 'no-cache', 'application/json'],
  ['fhir/charge-item-definitions.json', 200, 'no-cache', 'application/json'],
  ['assets/nothing.js', 404, 'no-store', ''],
  ['.vite/manifest.json', 404, 'no-store', ''],
  ['../config.json.bak', 404, 'no-store', ''],
];

const SAFE = {
  'strict-transport-security': 'max-age=31536000',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

for (const server of ['nginx', 'caddy'] as const)
  for (const path of ['/', '/rpm-tally/'])
    test(`${server} at ${path}: every answer has its headers, and is kept only where it can't change`, async ({
      request,
      deployed,
    }) => {
      const { url, files } = await deployed({ server, path });
      for (const [file, status, cache, type] of KEPT) {
        const name = file === '.js' || file === '.css' ? assetOf(files, file) : file;
        const answer = await request.get(url + name);
        const found = answer.headers();
        expect({ name, status: answer.status(), ...found }).toMatchObject({
          name,
          status,
          'cache-control': cache,
          ...SAFE,
        });
        expect(found['content-type'] ?? '').toContain(type);
        expect(found['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self' 'sha256-[^' ]+';/);
        expect(found['content-security-policy']).not.toMatch(/unsafe|\*/);
        // Which server it is may be known, which version not.
        expect(found.server ?? '').not.toMatch(/\d/);
      }
      const folder = await request.get(`${url}assets/`);
      expect([403, 404]).toContain(folder.status());
      expect(await folder.text()).not.toContain('.js');
    });

test('what is served is the settings of the site, not those of the build', async ({ request, sandbox, deployed }) => {
  const server = await deployed();
  const config = await (await request.get(`${server.url}config.json`)).json();
  expect(config).toMatchObject({ frameAncestors: [sandbox.url] });
});

test('what the browser has kept is confirmed without being sent again', async ({ request, deployed }) => {
  const server = await deployed();
  const script = server.url + assetOf(server.files, '.js');
  const { etag = '' } = (await request.get(script)).headers();
  const again = await request.get(script, { headers: { 'If-None-Match': etag } });
  expect(again.status()).toBe(304);
  expect(again.headers()).toMatchObject({ 'cache-control': 'public, max-age=31536000, immutable' });
});

for (const server of ['nginx', 'caddy'] as const)
  test(`${server}: nothing can be done but reading`, async ({ request, deployed }) => {
    const { url } = await deployed({ server });
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])
      for (const file of ['', 'config.json']) expect((await request.fetch(url + file, { method })).status()).toBe(405);
  });

for (const server of ['nginx', 'caddy'] as const)
  test(`${server}: files are sent as the build packed them`, async ({ deployed }) => {
    const { url, files } = await deployed({ server });
    const name = assetOf(files, '.js');
    for (const [encoding, suffix] of Object.entries({ br: 'br', gzip: 'gz' })) {
      const { headers, body } = await bytesOf(url + name, { 'Accept-Encoding': encoding });
      expect(headers['content-encoding']).toBe(encoding);
      expect(body.equals(readFileSync(`${files}/${name}.${suffix}`))).toBe(true);
    }
  });

/** As they come over the line, still packed. */
function bytesOf(url: string, headers: Record<string, string>) {
  return new Promise<{ headers: IncomingHttpHeaders; body: Buffer }>((resolve, reject) => {
    getPlain(url, { headers }, async (answer) => {
      resolve({ headers: answer.headers, body: Buffer.concat(await answer.toArray()) });
    }).on('error', reject);
  });
}

for (const server of ['nginx', 'caddy'] as const)
  test(`${server}: the whole of it over TLS and HTTP/2, as a site runs it`, async ({ deployed }) => {
    const { url } = await deployed({ server, tls: true });
    const session = connect(url, { rejectUnauthorized: false });
    const stream = session.request({ ':path': '/' });
    const headers = await new Promise<object>((resolve, reject) => stream.on('response', resolve).on('error', reject));
    session.close();
    expect(headers).toMatchObject({ ':status': 200, 'cache-control': 'no-store', ...SAFE });
    // Whoever still speaks the TLS of 2006 is not answered.
    await expect(fetchWith(url, { maxVersion: 'TLSv1.1', rejectUnauthorized: false })).rejects.toThrow();
    await expect(fetchWith(url, { maxVersion: 'TLSv1.2', rejectUnauthorized: false })).resolves.toBe(200);
  });

test('caddy: the app opens from the chart, charges, and breaks no rule of the policy', async ({
  page,
  sandbox,
  deployed,
  complaints,
}) => {
  await deployed({ server: 'caddy', path: '/rpm-tally/' });
  await page.goto(sandbox.launchUrl({ patient: 'billable', user: 'biller' }));
  await walkThrough(page);
  expect(complaints).toEqual([]);
});

function fetchWith(url: string, options: RequestOptions): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    get(url, options, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    }).on('error', reject);
  });
}

/** The largest one: as likely as can be to be packed. */
function assetOf(files: string, kind: '.js' | '.css'): string {
  const size = (name: string) => statSync(`${files}/assets/${name}`).size;
  const names = readdirSync(`${files}/assets`).filter((name) => name.endsWith(kind));
  const [largest] = names.sort((one, other) => size(other) - size(one));
  if (largest === undefined) throw new Error(`The build has no ${kind}`);
  return `assets/${largest}`;
}

journey('every other journey is made under the same headers', async ({ page, sandbox }) => {
  const answer = await page.goto(sandbox.appUrl);
  expect(await answer?.allHeaders()).toMatchObject({
    ...SAFE,
    'content-security-policy': expect.stringContaining("script-src 'self' 'sha256-"),
  });
});
