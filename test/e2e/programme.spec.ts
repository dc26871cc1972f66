import type { Locator, Page } from '@playwright/test';
import * as z from 'zod';
import type { RunningSandbox } from '../../mocks/start.ts';
import { axeViolations, enrolOnly, expect, test } from './fixtures.ts';

const FEES = { 99457: 48.1, 99458: 38.55, 99470: 26.2 };

const ON_THE_LIST = [
  'administrative-time',
  'already-billed',
  'billable',
  'charge-unsupported',
  'nineteen-fifty-nine',
  'no-live-contact',
];

async function openProgramme(page: Page, sandbox: RunningSandbox, grant: object = {}) {
  enrolOnly(sandbox, ON_THE_LIST);
  await page.route('**/config.json', async (route) => {
    const answer = await route.fetch();
    const config = z.record(z.string(), z.unknown()).parse(await answer.json());
    await route.fulfill({ json: { ...config, fees: FEES } });
  });
  await page.goto(sandbox.launchUrl({ view: 'practice', user: 'biller', ...grant }));
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Programme' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Programme' })).toBeVisible();
}

async function allRead(page: Page) {
  await expect(page.getByText('Everything has been read.')).toBeAttached({ timeout: 90_000 });
}

function losses(page: Page): Locator {
  return page.getByRole('region', { name: 'What was lost, and what would have saved it' });
}

/** A group of losses with its patients. */
async function opened(page: Page, title: string): Promise<Locator> {
  await losses(page).locator('summary', { hasText: title }).first().click();
  return losses(page).getByRole('table', { name: title });
}

test('charts in words and tables; losses by what would have saved them, down to the patient and back', async ({
  page,
  sandbox,
}) => {
  await openProgramme(page, sandbox);
  await allRead(page);

  const time = page.getByRole('region', { name: 'Time logged', exact: true });
  await expect(time.getByRole('img')).toHaveAccessibleName(
    /^Time logged\. [\d,]+ min counted of [\d,]+ min logged \(\d+ %\)\. Most was taken off as/,
  );
  await time.getByText('Table: Time logged').click();
  await expect(time.getByRole('columnheader')).toContainText(['Month', 'Counted', 'Administrative']);
  await expect(time.getByRole('row', { name: /^Mar 2026 still open \d+ min/ })).toBeVisible();
  for (const name of ['Live contacts', 'Share that is billed or can be billed', 'Days with readings, for each patient'])
    await expect(page.getByRole('region', { name, exact: true }).getByRole('img')).toBeVisible();

  const contact = await opened(page, 'One live contact');
  await expect(contact.getByRole('row', { name: /Synthetic No Live Contact March 2026/ })).toContainText(
    '99457 × 148.10',
  );
  const two = await opened(page, 'One live contact and more time');
  await expect(two.getByRole('row', { name: /Synthetic Billable February 2026/ })).toContainText('10 min more');
  await expect(losses(page)).toContainText('March 2026 is still open: what it lacks today can still be done.');
  const next = page.getByRole('region', { name: 'A few minutes from the next code' });
  await next.locator('summary').click();
  await expect(next.getByRole('row', { name: /Synthetic Nineteen Fiftynine/ })).toContainText(
    '1 s more99457 × 1 in place of 99470',
  );

  await two.getByRole('button', { name: 'Synthetic Billable' }).click();
  await expect(page.getByRole('combobox', { name: 'Month' })).toHaveValue('2026-02');
  await page.getByRole('button', { name: 'Back to the list' }).click();
  await expect(page.getByText('The months until March 2026')).toBeVisible();
  await expect(losses(page)).toBeVisible();
});

test('by keyboard: more months are read on top of what is there, stopped and gone on with', async ({
  page,
  sandbox,
}) => {
  // Six months of everybody, over real HTTP.
  test.slow();
  await openProgramme(page, sandbox);
  await allRead(page);
  sandbox.fault({ match: { profile: 'full', type: 'Observation' }, fault: 'latency:200', times: 60 });
  const before = readMonths(sandbox);
  await page.getByRole('radio', { name: '3 months' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('progressbar')).toBeVisible();
  await page.getByRole('button', { name: 'Stop' }).press('Enter');
  await page.getByRole('button', { name: 'Go on' }).press('Enter');
  await allRead(page);
  await expect(page.getByRole('region', { name: 'Live contacts', exact: true }).getByRole('img')).toContainText(
    'Oct 2025',
  );
  // Three more months for everybody; what was cancelled when it stopped may have been asked for twice.
  expect(readMonths(sandbox) - before).toBeLessThan(1.6 * before);
  await losses(page).locator('summary', { hasText: 'One live contact' }).first().press('Enter');
  await expect(losses(page).getByRole('button', { name: 'Synthetic No Live Contact' })).toBeVisible();
});

test('what could not be read is lost for no reason', async ({ page, sandbox }) => {
  await openProgramme(page, sandbox, { withhold: ['Communication.rs'] });
  await allRead(page);
  await expect(losses(page).locator('summary', { hasText: /^One live contact/ })).toHaveCount(0);
  const unread = await opened(page, 'Could not be judged: not everything could be read');
  await expect(unread.getByRole('row', { name: /Synthetic No Live Contact March 2026/ })).toBeVisible();
});

for (const width of [1280, 768, 360])
  test(`at ${width} px: readable, nothing scrolls sideways, axe finds nothing`, async ({ page, sandbox }) => {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme: width === 768 ? 'dark' : 'light' });
    await openProgramme(page, sandbox);
    await allRead(page);
    for (const summary of await page.getByRole('main').locator('summary').all()) await summary.click();
    expect(await axeViolations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  });

/** How many patient-months the EHR was asked for. */
function readMonths(sandbox: RunningSandbox): number {
  return sandbox.log().filter(({ path }) => path.startsWith('Procedure?')).length;
}
