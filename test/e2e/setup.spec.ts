import { axeViolations, expect, test } from './fixtures.ts';

const TABS = 60;

for (const width of [360, 768, 1280]) {
  test(`at ${width} px an administrator sees what the EHR can do, from a chart`, async ({ page, sandbox }) => {
    await page.setViewportSize({ width, height: 900 });
    await page.goto(sandbox.launchUrl({ patient: 'billable', user: 'nurse', profile: 'epic-like' }));
    await page.getByRole('link', { name: 'What this EHR can do' }).click();
    await expect(page.getByRole('heading', { name: /What Sandbox EHR, epic-like can do/ })).toBeVisible();
    const features = page.getByRole('region', { name: 'What people can do' });
    await expect(features.getByRole('listitem').filter({ hasText: 'Verdict' })).toContainText('Works');
    await expect(features.getByRole('listitem').filter({ hasText: 'Charge: as' })).toContainText('Limited');
    const resources = page.getByRole('region', { name: 'Resources' });
    await expect(resources.getByRole('listitem').filter({ hasText: 'ChargeItem' }).first()).toContainText('Missing');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    expect(await axeViolations(page)).toEqual([]);
    // Looking never writes.
    expect(sandbox.log().filter(({ method, path }) => method !== 'GET' && !path.startsWith('oauth/'))).toEqual([]);
  });
}

test('the report can be had by keyboard, and names no patient', async ({ page, context, sandbox }) => {
  await context.grantPermissions(['clipboard-write']);
  await page.goto(sandbox.launchUrl({ patient: 'billable', user: 'nurse' }));
  await page.getByRole('link', { name: 'What this EHR can do' }).press('Enter');
  const copy = page.getByRole('button', { name: 'Copy the report' });
  await expect(copy).toBeVisible();
  for (let press = 0; press < TABS && !(await copy.evaluate((button) => button === document.activeElement)); press += 1)
    await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Copied.')).toBeVisible();
  // What lies in the clipboard the delivered Permissions-Policy tells no page; the same text stands below.
  const report = await page.getByRole('textbox', { name: 'Report for the integration team' }).inputValue();
  expect(report).toContain('# RPM Tally at Sandbox EHR');
  expect(report).not.toMatch(/billable|Synthetic/i);
  await page.getByRole('link', { name: 'Back' }).click();
  await expect(page.getByRole('heading', { name: /can be billed/ })).toBeVisible();
});

test('from the whole practice the page says that it needs a patient to try with', async ({ page, sandbox }) => {
  await page.goto(sandbox.launchUrl({ user: 'nurse', view: 'practice' }));
  await page.getByRole('link', { name: 'What this EHR can do' }).click();
  await expect(page.getByText(/open this page from a chart for the whole look/)).toBeVisible();
  await expect(
    page.getByRole('region', { name: 'What people can do' }).getByRole('listitem').filter({ hasText: 'Worklist' }),
  ).toContainText('Works');
});

test('an EHR that fails in the middle of the look is told, and the look can be taken again', async ({
  page,
  sandbox,
}) => {
  await page.goto(sandbox.launchUrl({ patient: 'billable', user: 'nurse' }));
  await expect(page.getByRole('heading', { name: /can be billed/ })).toBeVisible();
  sandbox.fault({ match: { method: 'GET', type: 'Consent' }, fault: '500', times: 20 });
  await page.getByRole('link', { name: 'What this EHR can do' }).click();
  await expect(
    page.getByRole('region', { name: 'Resources' }).getByRole('listitem').filter({ hasText: 'Consent' }).first(),
  ).toContainText('refused');
});
