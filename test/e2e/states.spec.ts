import type { Locator, Page } from '@playwright/test';
import type { RunningSandbox } from '../../mocks/start.ts';
import { axeViolations, expect, test } from './fixtures.ts';
import { openPractice } from './screens.ts';

test.setTimeout(240_000);

const SHOWN = 'March 2026 is shown.';

async function openChart(page: Page, sandbox: RunningSandbox, patient = 'billable') {
  await page.goto(sandbox.launchUrl({ patient, user: 'nurse' }));
  await expect(page.getByText(SHOWN)).toBeAttached();
  await expect(page.getByRole('heading', { name: 'Time log' })).toBeVisible();
}

/** The three things that an error owes a person: what happened, what was kept, and what to do next. */
async function expectToSayAll(error: Locator, what: RegExp, kept: RegExp, next: RegExp) {
  for (const said of [what, kept, next]) await expect(error).toContainText(said);
}

/** What each page of a practice says where nobody is enrolled. */
const NOBODY = {
  Worklist: 'Nobody is on the list.',
  'Month close': 'Nobody is under remote monitoring',
  Audit: 'Nobody is enrolled, so there is nothing to look at.',
  Programme: 'Nobody is enrolled, so there is nothing to show.',
};

test.describe('nothing to show', () => {
  test('a month without anything says so, part by part, and offers what can be done', async ({ page, sandbox }) => {
    await openChart(page, sandbox, 'nineteen-fifty-nine');
    await page.getByRole('combobox', { name: 'Month' }).selectOption('2025-06');
    await expect(page.getByText('June 2025 is shown.')).toBeAttached();
    const part = (name: string) => page.getByRole('region', { name, exact: true });
    await expect(page.getByText('Not billable', { exact: true })).toBeVisible();
    await expect(part('From logged to counted')).toContainText('No time is logged in this month.');
    await expect(part('Billing lines')).toContainText('No code has been reached.');
    await expect(part('Denial risks')).toContainText('None found.');
    await expect(part('Readings')).toContainText(/no readings|none/i);
    await expect(page.getByRole('button', { name: 'Log time afterwards' })).toBeEnabled();
    expect(await axeViolations(page)).toEqual([]);
  });

  test('a practice without patients says on each of its pages that there are none', async ({ page, sandbox }) => {
    await openPractice(page, sandbox, { patients: [] });
    for (const [link, said] of Object.entries(NOBODY)) {
      await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: link }).click();
      await expect(page.getByText(said)).toBeVisible();
      expect(await axeViolations(page)).toEqual([]);
    }
  });
});

test.describe('a wait', () => {
  test('of the chart is shown once it is long, with what is being read, and read out once', async ({
    page,
    sandbox,
  }) => {
    sandbox.fault({ match: { method: 'GET', type: 'Observation' }, fault: 'latency:4000', times: 4 });
    await page.goto(sandbox.launchUrl({ patient: 'billable', user: 'nurse' }));
    const wait = page.getByRole('status').filter({ hasText: 'Reading March 2026 from Sandbox EHR' });
    await expect(wait).toBeVisible();
    await expect(wait).toContainText('readings');
    expect(await axeViolations(page)).toEqual([]);
    await expect(page.getByText(SHOWN)).toBeAttached();
    await expect(wait).toBeHidden();
  });

  test('of the practice’s list is shown, and so is how far it is', async ({ page, sandbox }) => {
    sandbox.fault({ match: { method: 'GET', type: 'Group' }, fault: 'latency:2000', times: 1 });
    sandbox.fault({ match: { method: 'GET', type: 'Observation' }, fault: 'latency:2000', times: 4 });
    await openPractice(page, sandbox, { wait: false });
    await expect(page.getByText('Asking who is under remote monitoring')).toBeVisible();
    await expect(
      page
        .getByRole('main')
        .getByText(/\d of 9/)
        .first(),
    ).toBeVisible();
  });
});

test.describe('an EHR that fails', () => {
  test('the month: what happened, what was kept, and a way to read again', async ({ page, sandbox }) => {
    await openChart(page, sandbox);
    sandbox.fault({ match: { method: 'GET' }, fault: '500', times: 500 });
    await page.getByRole('button', { name: 'Previous month' }).click();
    const error = page.getByRole('alert').filter({ hasText: 'February 2026' });
    await expectToSayAll(error, /could not be read/, /Nothing was changed in the chart/, /Read again/);
    expect(await axeViolations(page)).toEqual([]);
    sandbox.sandbox.faults.reset();
    await error.getByRole('button', { name: 'Read again' }).click();
    await expect(page.getByText('February 2026 is shown.')).toBeAttached();
    await expect(error).toBeHidden();
  });

  test('one kind of resource: the rest stands, and what depends on it is unknown', async ({ page, sandbox }) => {
    sandbox.fault({ match: { method: 'GET', type: 'Communication' }, fault: '500', times: 40 });
    await page.goto(sandbox.launchUrl({ patient: 'billable', user: 'nurse' }));
    await expect(page.getByRole('heading', { name: 'Not everything could be read' })).toBeVisible();
    const note = page.getByText('unknown, which is not the same as absent');
    await expect(note).toBeVisible();
    await expect(page.getByRole('button', { name: 'Review and charge' })).toBeDisabled();
    sandbox.sandbox.faults.reset();
    await page.getByRole('button', { name: 'Read again' }).click();
    await expect(page.getByRole('heading', { name: /March 2026 can be billed/ })).toBeVisible();
  });

  test('the practice’s list: what happened, that nothing was changed, and two ways on', async ({ page, sandbox }) => {
    sandbox.fault({ match: { method: 'GET', type: 'Group' }, fault: '500', times: 40 });
    await openPractice(page, sandbox, { wait: false });
    const error = page.getByRole('alert').first();
    await expect(error).toContainText(/list/);
    await expect(error).toContainText(/[Nn]othing was changed/);
    expect(await axeViolations(page)).toEqual([]);
  });

  test('the set-up page: what could not be looked at, and another look', async ({ page, sandbox }) => {
    await openChart(page, sandbox);
    await page.getByRole('link', { name: 'What this EHR can do' }).click();
    await expect(page.getByRole('heading', { name: /can do for this app/ })).toBeFocused();
    await expect(page.getByRole('region', { name: 'Resources' })).toBeVisible();
  });
});

test.describe('without a network', () => {
  test('the verdict and what is typed stay, that is said, and once it is back it is saved, once', async ({
    page,
    context,
    sandbox,
  }) => {
    await openChart(page, sandbox);
    await page.getByRole('button', { name: 'Log time afterwards' }).click();
    const form = page.getByRole('dialog', { name: 'Log time' });
    await form.getByLabel('Date').fill('2026-03-24');
    await form.getByLabel('Start', { exact: true }).fill('14:05');
    await form.getByRole('spinbutton', { name: 'Minutes' }).fill('8');
    await form.getByLabel('Seen').fill('Weight up 2 kg in three days');
    await context.setOffline(true);
    await expect(page.getByText('There is no network just now.')).toBeAttached();
    await form.getByRole('button', { name: 'Save to the chart' }).click();
    const error = form.getByRole('alert');
    await expectToSayAll(
      error,
      /not saved|Nobody can tell yet/,
      /What you typed is kept in this tab/,
      /What to do next/,
    );
    await expect(form.getByLabel('Seen')).toHaveValue('Weight up 2 kg in three days');
    expect(await axeViolations(page)).toEqual([]);
    await context.setOffline(false);
    await expect(page.getByText('The network is back.')).toBeAttached();
    await error.getByRole('button', { name: /again/ }).click();
    await expect(page.getByText('5 entries in this month')).toBeVisible();
    const written = sandbox.sandbox
      .store('full')
      .all('Procedure')
      .filter((one) => JSON.stringify(one).includes('Weight up 2 kg'));
    expect(written).toHaveLength(1);
  });

  test('another month says that it could not be read, the one that was read stays, and it is read again', async ({
    page,
    context,
    sandbox,
  }) => {
    await openChart(page, sandbox);
    await context.setOffline(true);
    await expect(page.getByText('There is no network just now.')).toBeVisible();
    await page.getByRole('button', { name: 'Previous month' }).click();
    const error = page.getByRole('alert').filter({ hasText: 'February 2026' });
    await expectToSayAll(error, /could not be read/, /the other months that you opened are kept/, /Read again/);
    await context.setOffline(false);
    await expect(page.getByText('The network is back.')).toBeVisible();
    await error.getByRole('button', { name: 'Read again' }).click();
    await expect(page.getByText('February 2026 is shown.')).toBeAttached();
    await context.setOffline(true);
    await page.getByRole('button', { name: 'Next month' }).click();
    await expect(page.getByRole('heading', { name: /March 2026 can be billed/ })).toBeVisible();
  });

  test('a charge is not sent, and that nothing was charged is said', async ({ page, context, sandbox }) => {
    await openChart(page, sandbox);
    await page.getByRole('button', { name: 'Review and charge' }).click();
    const dialog = page.getByRole('dialog', { name: 'Charge March 2026' });
    await expect(dialog.getByText(/^I, Synthetic .* attest/)).toBeVisible();
    for (const box of await dialog.getByRole('list', { name: 'Check the evidence' }).getByRole('checkbox').all())
      await box.check();
    await dialog.getByRole('checkbox', { name: /attest/ }).check();
    await context.setOffline(true);
    await dialog.getByRole('button', { name: /^Charge CPT/ }).click();
    const error = dialog.getByRole('alert');
    await expectToSayAll(error, /[Nn]o(thing|t)/, /[Nn]othing was (sent|charged|written)/, /again/);
    expect(await axeViolations(page)).toEqual([]);
    await context.setOffline(false);
    const charges = () =>
      sandbox.sandbox
        .store('full')
        .all('ChargeItem')
        .filter(({ id }) => !id.includes('-charge-'));
    expect(charges()).toEqual([]);
  });

  test('a part of the app that does not arrive leaves the rest, and says how to get it', async ({ page, sandbox }) => {
    await page.route(/ConsentDialog|ConsentForm/, (route) => route.abort());
    await openChart(page, sandbox, 'consent-withdrawn');
    await page.getByRole('button', { name: 'Consent and enrolment' }).click();
    const error = page.getByRole('alert');
    await expectToSayAll(error, /could not be shown/, /Nothing was changed in the chart/, /Load the page again/);
    await expect(page.getByRole('heading', { name: 'Time log' })).toBeVisible();
  });

  test('the practice’s pages keep what was read', async ({ page, context, sandbox }) => {
    await openPractice(page, sandbox);
    await context.setOffline(true);
    await expect(page.getByText('There is no network just now.')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Synthetic Billable', exact: true })).toBeVisible();
    await page.getByRole('button', { name: 'Previous month' }).click();
    await expect(page.getByText('9 could not be read.')).toBeAttached();
    await context.setOffline(false);
    await expect(page.getByText('The network is back.')).toBeVisible();
    await page.getByRole('button', { name: 'Read them again' }).click();
    await expect(page.getByText('All 9 patients are read.')).toBeAttached();
  });
});
