import type { Request } from '@playwright/test';
import { axeViolations, expect, test } from './fixtures.ts';

const SHOWN = 'March 2026 is shown.';

test('an issuer that the configuration does not name is refused, and nothing is asked of it', async ({
  page,
  sandbox,
}) => {
  const stranger = 'https://ehr.stranger.example/fhir';
  const asked: Request[] = [];
  page.on('request', (request) => {
    if (request.url().startsWith('https://ehr.stranger.example')) asked.push(request);
  });
  await page.goto(`${sandbox.appUrl}/launch.html?iss=${encodeURIComponent(stranger)}&launch=x`);
  await expect(page.getByRole('heading', { name: 'This EHR is not on the list of this app' })).toBeVisible();
  expect(await axeViolations(page)).toEqual([]);
  expect(asked).toEqual([]);
  expect(sandbox.log()).toEqual([]);
});

test('a launch link that overrides the settings is refused', async ({ page, sandbox }) => {
  const launch = sandbox.launchUrl({ patient: 'billable', user: 'nurse' });
  await page.goto(`${launch}&fhirServiceUrl=${encodeURIComponent('https://ehr.stranger.example/fhir')}`);
  await expect(page.getByRole('heading', { name: 'This launch link is not allowed' })).toBeVisible();
  expect(sandbox.log()).toEqual([]);
});

test('the app opened outside of a chart lets the person choose the EHR, the user and the patient', async ({
  page,
  sandbox,
}) => {
  await page.goto(`${sandbox.url}/`);
  await page.getByRole('link', { name: 'launch the app by itself' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  expect(await axeViolations(page)).toEqual([]);
  await page.getByLabel('Patient').selectOption('Synthetic Billable');
  await page.getByRole('button').click();
  await expect(page.getByText(SHOWN)).toBeAttached();
});

test('the app works inside a frame of the chart', async ({ page, sandbox }) => {
  await page.goto(`${sandbox.url}/embedded?patient=billable&profile=full&user=nurse&grant=all`);
  const app = page.frameLocator('iframe');
  await expect(app.getByText(SHOWN)).toBeAttached();
  await expect(app.getByRole('heading', { name: /March 2026 can be billed/ })).toBeVisible();
});

test('nothing of the patient stands in the address, in lasting storage or on the console', async ({
  page,
  sandbox,
}) => {
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  await page.goto(sandbox.launchUrl({ patient: 'billable', user: 'nurse' }));
  await expect(page.getByText(SHOWN)).toBeAttached();
  await page.getByRole('button', { name: 'Previous month' }).click();
  await expect(page.getByText('February 2026 is shown.')).toBeAttached();
  expect(page.url().replace(/[0-9a-f-]{36}/, 'UUID')).toBe(`${sandbox.appUrl}/?session=UUID.chart#/2026-02`);
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
  expect(said).toEqual([]);
});

test('a token that ends early is renewed, and what is on screen stays', async ({ page, sandbox }) => {
  await page.goto(sandbox.launchUrl({ patient: 'billable', user: 'nurse' }));
  await expect(page.getByText(SHOWN)).toBeAttached();
  sandbox.fault({ match: { method: 'GET', type: 'Observation' }, fault: 'token-expired', times: 1 });
  await page.getByRole('button', { name: 'Previous month' }).click();
  await expect(page.getByText('February 2026 is shown.')).toBeAttached();
  await expect(page.getByRole('heading', { name: 'Not everything could be read' })).toBeHidden();
});

test('signing out forgets the session', async ({ page, sandbox }) => {
  await page.goto(sandbox.launchUrl({ patient: 'billable', user: 'nurse' }));
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'You are signed out' })).toBeVisible();
  expect(await axeViolations(page)).toEqual([]);
  expect(await page.evaluate(() => JSON.stringify(sessionStorage))).not.toContain('billable');
  await page.reload();
  await expect(page.getByText('Synthetic Billable')).toBeHidden();
});
