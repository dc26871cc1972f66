import type { Locator, Page } from '@playwright/test';
import type { ProfileName } from '../../mocks/fhir/profiles.ts';
import type { RunningSandbox } from '../../mocks/start.ts';
import { axeViolations, expect, test } from './fixtures.ts';

const BILLABLE = 'March 2026 can be billed: 99457, service date 17 March.';
const BILLED = 'March 2026 is charged: 99457, service date 17 March.';

/** From the start page into the chart, as a person would. */
async function openFromStartPage(page: Page, sandbox: RunningSandbox, profile: ProfileName, grant = 'all') {
  await page.goto(`${sandbox.url}/?${new URLSearchParams({ profile, user: 'biller', grant })}`);
  await page.getByRole('link', { name: 'Open in RPM Tally: Synthetic Billable' }).click();
  await expect(page.getByRole('heading', { name: BILLABLE })).toBeVisible();
}

async function review(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Review and charge' }).click();
  return page.getByRole('dialog', { name: 'Charge March 2026' });
}

/** Ticks all that is to be checked and puts the name to it, as a person would who finds it right. */
async function attest(dialog: Locator) {
  const boxes = dialog.getByRole('list', { name: 'Check the evidence' }).getByRole('checkbox');
  await expect(boxes.first()).toBeVisible();
  for (const box of await boxes.all()) await box.check();
  await dialog.getByRole('checkbox', { name: /have checked the evidence above and attest/ }).check();
}

async function confirm(dialog: Locator) {
  await attest(dialog);
  await dialog.getByRole('button', { name: 'Charge CPT 99457 × 1 for Synthetic Billable, March 2026' }).click();
}

/** The charges that the EHR's own FHIR API holds, asked for by a direct request. */
async function chargesInEhr(sandbox: RunningSandbox, profile: ProfileName, search: string): Promise<unknown[]> {
  const token = sandbox.sandbox.token({ scope: 'user/*.rs' });
  const answer = await fetch(`${sandbox.issuer(profile)}/${search}`, { headers: { Authorization: `Bearer ${token}` } });
  expect(answer.status).toBe(200);
  const bundle: { entry?: { resource: unknown }[] } = await answer.json();
  return (bundle.entry ?? [])
    .map(({ resource }) => resource)
    .filter((resource) => JSON.stringify(resource).includes('99457'));
}

const ROUTES: { profile: ProfileName; grant: string; route: RegExp; reference: RegExp; search: string }[] = [
  {
    profile: 'full',
    grant: 'all',
    route: /POST ChargeItem/,
    reference: /as ChargeItem\//,
    search: 'ChargeItem?patient=billable',
  },
  { profile: 'full', grant: 'no-charges', route: /POST Task/, reference: /as Task\//, search: 'Task?patient=billable' },
  {
    profile: 'oracle-like',
    grant: 'all',
    route: /POST ChargeItem\/\$create/,
    reference: /as ChargeItem\//,
    search: 'ChargeItem?context=Encounter/billable-rpm',
  },
  {
    profile: 'epic-like',
    grant: 'all',
    route: /POST DocumentReference/,
    reference: /as DocumentReference\//,
    search: 'DocumentReference?patient=billable',
  },
];

test.describe('from the start page to one charge, and billed ever after', () => {
  for (const { profile, grant, route, reference, search } of ROUTES)
    test(`${profile}, granted ${grant}`, async ({ page, sandbox }) => {
      expect(await chargesInEhr(sandbox, profile, search)).toEqual([]);
      await openFromStartPage(page, sandbox, profile, grant);
      const dialog = await review(page);
      await expect(dialog.getByText(route)).toBeVisible();
      expect(await axeViolations(page)).toEqual([]);
      await confirm(dialog);
      await expect(dialog.getByText(/Charged\. The EHR holds it/)).toBeVisible();
      await expect(dialog.getByText(reference)).toBeVisible();
      expect(await axeViolations(page)).toEqual([]);
      expect(await chargesInEhr(sandbox, profile, search)).toHaveLength(1);

      await page.goto(sandbox.launchUrl({ patient: 'billable', user: 'nurse', profile }));
      await expect(page.getByRole('heading', { name: BILLED })).toBeVisible();
      await expect(page.getByRole('button', { name: 'Review and charge' })).toBeDisabled();
    });
});

test('two clicks make one charge', async ({ page, sandbox }) => {
  await openFromStartPage(page, sandbox, 'full');
  const dialog = await review(page);
  await attest(dialog);
  await dialog.getByRole('button', { name: /^Charge CPT 99457/ }).dblclick();
  await expect(dialog.getByText(/Charged\. The EHR holds it/)).toBeVisible();
  expect(await chargesInEhr(sandbox, 'full', 'ChargeItem?patient=billable')).toHaveLength(1);
});

test('two windows make one charge', async ({ context, page, sandbox }) => {
  const other = await context.newPage();
  await openFromStartPage(page, sandbox, 'full');
  await openFromStartPage(other, sandbox, 'full');
  const dialogs = [await review(page), await review(other)];
  await Promise.all(dialogs.map(confirm));
  for (const dialog of dialogs) await expect(dialog.getByText(/The EHR holds it as ChargeItem/)).toBeVisible();
  expect(await chargesInEhr(sandbox, 'full', 'ChargeItem?patient=billable')).toHaveLength(1);
});

test('an answer that is lost after the write makes no second charge', async ({ page, sandbox }) => {
  await openFromStartPage(page, sandbox, 'oracle-like');
  sandbox.fault({ match: { method: 'POST', type: 'ChargeItem' }, fault: 'cut-after', times: 1 });
  const dialog = await review(page);
  await confirm(dialog);
  await expect(dialog.getByText(/The EHR holds it as ChargeItem/)).toBeVisible();
  expect(await chargesInEhr(sandbox, 'oracle-like', 'ChargeItem?context=Encounter/billable-rpm')).toHaveLength(1);
});

test('evidence that changed between looking and confirming stops the charge', async ({ page, sandbox }) => {
  await openFromStartPage(page, sandbox, 'full');
  const dialog = await review(page);
  await expect(dialog.getByText(/^I, Synthetic Biller/)).toBeVisible();
  sandbox.sandbox.store('full').clear();
  sandbox.fault({ match: { method: 'GET', type: 'Consent' }, fault: '403', times: 9 });
  await confirm(dialog);
  await expect(dialog.getByText('Nothing was written.', { exact: true })).toBeVisible();
});
