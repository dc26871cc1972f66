import { expect, test } from './fixtures.ts';

const SHOWN = 'March 2026 is shown.';

test('a code works once, in the tab that asked for it, and goes nowhere from another', async ({
  context,
  page,
  sandbox,
}) => {
  let callback = '';
  page.on('request', (request) => {
    if (request.isNavigationRequest() && /[?&]code=/.test(request.url())) callback = request.url();
  });
  await page.goto(sandbox.launchUrl({ patient: 'billable', user: 'nurse' }));
  await expect(page.getByText(SHOWN)).toBeAttached();
  expect(callback).not.toBe('');
  const exchanges = () => sandbox.log().filter(({ path }) => path === 'oauth/token').length;
  expect(exchanges()).toBe(1);

  // The same address again: the session that it opened is found, and the code is not sent a second time.
  await page.goto(callback);
  await expect(page.getByText(SHOWN)).toBeAttached();
  expect(exchanges()).toBe(1);

  // In another tab, as after a stolen or planted link: nobody there asked for it.
  const other = await context.newPage();
  const asked: string[] = [];
  other.on('request', (request) => asked.push(request.url()));
  await other.goto(callback);
  await expect(other.getByRole('heading', { name: 'Open this app from a patient’s chart' })).toBeVisible();
  expect(other.url()).not.toMatch(/code=/);
  expect(asked.filter((url) => url.startsWith(sandbox.url))).toEqual([]);
  expect(exchanges()).toBe(1);
});

test('a planted answer opens nothing and says nothing of its own', async ({ page, sandbox }) => {
  for (const planted of [
    '?code=theirs&state=11111111-1111-4111-8111-111111111111.chart',
    '?session=11111111-1111-4111-8111-111111111111.chart',
    '?error=access_denied&error_description=Call%20555%200100%20and%20give%20your%20password',
    `?iss=${encodeURIComponent('https://stranger.example/fhir')}&launch=x`,
    `?fhirServiceUrl=${encodeURIComponent('https://stranger.example/fhir')}&patientId=p1`,
  ]) {
    await page.goto(`${sandbox.appUrl}/${planted}`);
    await expect(page.getByRole('heading', { name: 'Open this app from a patient’s chart' })).toBeVisible();
    await expect(page.getByText('555 0100')).toHaveCount(0);
    expect(new URL(page.url()).search).toBe('');
  }
  expect(sandbox.log()).toEqual([]);
});

test('a next link to another server is not followed, and what is missing is said', async ({ page, sandbox }) => {
  await page.route(`${sandbox.issuer('full')}/Observation?*`, (route) =>
    route.fulfill({
      headers: { 'access-control-allow-origin': '*', 'content-type': 'application/fhir+json' },
      json: {
        resourceType: 'Bundle',
        type: 'searchset',
        link: [{ relation: 'next', url: 'https://stranger.example/fhir?page=2' }],
      },
    }),
  );
  await page.goto(sandbox.launchUrl({ patient: 'billable', user: 'nurse' }));
  await expect(page.getByRole('heading', { name: 'Not everything could be read' })).toBeVisible();
  await expect(page.getByText(/nothing was asked there/).first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Review and charge' })).toBeDisabled();
});
