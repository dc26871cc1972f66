import type { Route } from '@playwright/test';
import { stories } from '../../mocks/stories/index.ts';
import { axeViolations, expect, test } from './fixtures.ts';

const COUNT = 500;
test.use({ population: COUNT - stories.length });
// A busy machine must not fail a large practice.
test.setTimeout(300_000);

test('500 patients: the first row after two round trips, few rows in the page, keys to the last, and none read after leaving', async ({
  page,
  sandbox,
}) => {
  // Answers are held back until all was asked that can be asked without them: what is then let go is one round trip.
  const held: Route[] = [];
  let holding = true;
  await page.route(/\/full\/fhir\/(?!\.well-known)/, async (route) => {
    if (holding) held.push(route);
    else await route.continue();
  });
  const letGo = () => Promise.all(held.splice(0).map((route) => route.continue()));

  await page.goto(sandbox.launchUrl({ view: 'practice', user: 'biller' }));
  const paths = () => held.map((route) => new URL(route.request().url()).pathname).sort();
  await expect.poll(paths).toEqual(['/full/fhir/Group/rpm-panel', '/full/fhir/metadata']);
  await letGo();
  await expect.poll(() => held.length).toBe(16);
  await letGo();
  const table = page.getByRole('table', { name: 'Patients' });
  const first = table.getByRole('row').filter({ has: page.getByRole('button', { name: 'Synthetic Billable' }) });
  await expect(first).toContainText('Ready to bill');
  holding = false;
  await letGo();

  await expect(table).toHaveAttribute('aria-rowcount', String(COUNT + 1));
  const rows = table.locator('tbody tr[aria-rowindex]');
  await first.getByRole('button').focus();
  await page.keyboard.press('End');
  const last = rows.last();
  await expect(last).toHaveAttribute('aria-rowindex', String(COUNT + 1));
  await expect(last.getByRole('button').first()).toBeFocused();
  // Who is on screen is read before the hundreds above.
  await expect(last).toContainText('Synthetic', { timeout: 120_000 });
  expect(Number(await page.getByLabel('Patients read').getAttribute('value'))).toBeLessThan(COUNT);
  expect(await rows.count()).toBeLessThan(60);
  await page.mouse.wheel(0, -6000);
  await expect(rows.first()).not.toHaveAttribute('aria-rowindex', '2');
  await expect(last.getByRole('button').first()).toBeFocused();
  expect(await rows.count()).toBeLessThan(60);
  expect(await axeViolations(page)).toEqual([]);

  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'You are signed out' })).toBeVisible();
  // What was under way may still arrive; nobody of those who waited is asked for, or it would be thousands.
  const asked = () => sandbox.log().filter(({ method }) => method === 'GET').length;
  let before = -1;
  const isQuiet = () => {
    const now = asked();
    const same = now === before;
    before = now;
    return same;
  };
  await expect.poll(isQuiet, { intervals: [2_000] }).toBe(true);
  expect(asked()).toBeLessThan(COUNT * 8);
});
