import type { Page } from '@playwright/test';
import { axeViolations, expect, test } from './fixtures.ts';

const SHOWN = 'March 2026 is shown.';

interface ServedConfig {
  issuers: object[];
}

/** The app's settings, changed on their way. */
async function serveConfig(page: Page, change: (config: ServedConfig) => unknown) {
  await page.route('**/config.json', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: change(await response.json()) });
  });
}

test('wrong settings are each named, with what stands there, what may, and what was probably meant', async ({
  page,
  sandbox,
}) => {
  await serveConfig(page, ({ issuers, ...config }) => ({
    ...config,
    timeZone: 'US/Mountain Time',
    frame_ancestors: ['https://ehr.example'],
    policy: { serviceDate: 'Month-End' },
    worklist: { requestsAtOnce: 500 },
    issuers: issuers.map((issuer) => ({ ...issuer, iss: 'http://ehr.example/fhir' })),
  }));
  await page.goto(`${sandbox.appUrl}/`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('The app’s settings need a correction');
  const problem = (key: string) =>
    page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: key, exact: true }) });
  await expect(problem('timeZone')).toContainText('an IANA time zone such as America/New_York');
  await expect(problem('frame_ancestors')).toContainText('frameAncestors');
  await expect(problem('policy.serviceDate')).toContainText('"Month-End"');
  await expect(problem('worklist.requestsAtOnce')).toContainText('at most 64');
  await expect(problem('issuers.0.iss')).toContainText('an https address');
  expect(await axeViolations(page)).toEqual([]);
  expect(sandbox.log()).toEqual([]);
  await page.setViewportSize({ width: 360, height: 800 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);

  await page.unroute('**/config.json');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Open this app from a patient’s chart');
});

test('settings that are no JSON, or are not there, are told as such', async ({ page, sandbox }) => {
  await page.route('**/config.json', (route) => route.fulfill({ body: '{ "timeZone": ' }));
  await page.goto(`${sandbox.appUrl}/launch.html`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('The app’s settings could not be read');
  expect(await axeViolations(page)).toEqual([]);
  await page.unroute('**/config.json');
  await page.route('**/config.json', (route) => route.fulfill({ status: 404 }));
  await page.reload();
  await expect(page.getByText('the server answered 404')).toBeVisible();
});

test('the endpoints of the settings stand in for those that the EHR names', async ({ page, sandbox }) => {
  const discovery = await fetch(`${sandbox.issuer('full')}/.well-known/smart-configuration`);
  const { authorization_endpoint: authorize, token_endpoint: token } = await discovery.json();
  await page.route('**/.well-known/smart-configuration', (route) => route.abort());
  await serveConfig(page, ({ issuers, ...config }) => ({
    ...config,
    issuers: issuers.map((issuer) => ({ ...issuer, endpoints: { authorize, token } })),
  }));
  await page.goto(sandbox.launchUrl({ patient: 'billable', user: 'nurse' }));
  await expect(page.getByText(SHOWN)).toBeAttached();
  await page.reload();
  await expect(page.getByText(SHOWN)).toBeAttached();
});
