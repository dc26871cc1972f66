import type { Locator, Page } from '@playwright/test';
import type { RunningSandbox } from '../../mocks/start.ts';
import { axeViolations, expect, test } from './fixtures.ts';

/** The settings of a practice where billers charge and everybody else asks them to. */
async function onlyTheBillerCharges(page: Page) {
  await page.route('**/config.json', async (route) => {
    const response = await route.fetch();
    const config = await response.json();
    const issuers = config.issuers.map((issuer: object) => ({ ...issuer, billingRecipient: 'Organization/clinic' }));
    await route.fulfill({ json: { ...config, issuers, roles: { mayCharge: ['Practitioner/biller'] } } });
  });
}

async function openChart(page: Page, sandbox: RunningSandbox, launch: Parameters<RunningSandbox['launchUrl']>[0]) {
  await page.goto(sandbox.launchUrl(launch));
  await expect(page.getByText(/ is shown\.$/)).toBeAttached();
}

async function verify(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Review and charge' }).click();
  const dialog = page.getByRole('dialog', { name: /^Charge / });
  await expect(dialog.getByText(/^I, Synthetic .* attest/)).toBeVisible();
  return dialog;
}

async function tickAll(dialog: Locator) {
  for (const box of await dialog.getByRole('list', { name: 'Check the evidence' }).getByRole('checkbox').all())
    await box.check();
}

async function charge(dialog: Locator) {
  await expect(dialog.getByText(/^I, Synthetic .* attest/)).toBeVisible();
  await tickAll(dialog);
  await dialog.getByRole('checkbox', { name: /attest/ }).check();
  await dialog.getByRole('button', { name: /^Charge CPT/ }).click();
  await expect(dialog.getByText(/Charged\. The EHR holds it/)).toBeVisible();
}

async function takeBack(page: Page, button: string | RegExp, reason: string): Promise<Locator> {
  await page.getByRole('button', { name: button }).click();
  const dialog = page.getByRole('dialog', { name: /^Take back CPT/ });
  await dialog.getByRole('textbox', { name: 'Reason' }).fill(reason);
  await dialog.getByRole('checkbox').check();
  expect(await axeViolations(page)).toEqual([]);
  await dialog.getByRole('button', { name: /^Take back CPT/ }).click();
  await expect(dialog.getByText('The charge is taken back.')).toBeVisible();
  return dialog;
}

/** What the EHR holds for a patient, with what is looked at here. */
function charges(sandbox: RunningSandbox, patient: string) {
  return sandbox.sandbox
    .store('full')
    .all('ChargeItem')
    .filter((one) => JSON.stringify(one).includes(`"Patient/${patient}"`));
}

const statuses = (sandbox: RunningSandbox, patient: string) =>
  charges(sandbox, patient).map((one) => ('status' in one ? one.status : ''));

test('a high risk needs a written reason, which is shown before it is written and then stands in the chart', async ({
  page,
  sandbox,
}) => {
  await page.setViewportSize({ width: 360, height: 800 });
  await page.emulateMedia({ colorScheme: 'dark' });
  await openChart(page, sandbox, { patient: 'inpatient-stay', user: 'nurse' });
  const dialog = await verify(page);
  expect(await axeViolations(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);

  await tickAll(dialog);
  await expect(dialog.getByText('1 item above is still to be checked.')).toBeVisible();
  await expect(dialog.getByRole('checkbox', { name: /attest/ })).toBeDisabled();
  await expect(dialog.getByRole('button', { name: /^Charge CPT/ })).toBeDisabled();

  await dialog.getByLabel('Why it may be charged all the same').fill('The calls were before and after the stay.');
  await dialog.getByRole('checkbox', { name: /^I, Synthetic Nurse, have checked/ }).check();
  await expect(dialog.getByText(/Reason: The calls were before and after the stay\./)).toBeVisible();
  await expect(dialog.getByText('Performed by Synthetic Nurse.')).toBeVisible();
  await dialog.getByRole('button', { name: /^Charge CPT 99457 × 1 for Synthetic Inpatient Stay/ }).click();
  await expect(dialog.getByText(/Charged\. The EHR holds it/)).toBeVisible();
  expect(JSON.stringify(charges(sandbox, 'inpatient-stay'))).toContain('The calls were before and after the stay.');
});

test('evidence opens above the checklist and gives back to it', async ({ page, sandbox }) => {
  await openChart(page, sandbox, { patient: 'billable', user: 'nurse' });
  const dialog = await verify(page);
  await dialog.getByRole('button', { name: 'Contact, 17 Mar' }).first().click();
  await expect(page.getByRole('dialog', { name: 'Contact' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog', { name: 'Contact' })).toBeHidden();
  await expect(dialog).toBeVisible();
  await tickAll(dialog);
  await dialog.getByRole('button', { name: 'Read the chart again' }).click();
  await expect(dialog.getByText('6 of 6 checked')).toBeVisible();
});

test('what is unknown can’t be charged, and the screen says what to do', async ({ page, sandbox }) => {
  await openChart(page, sandbox, { patient: 'undocumented-contact', user: 'biller' });
  await expect(page.getByRole('button', { name: 'Review and charge' })).toBeDisabled();
  await expect(
    page.getByText('What is unknown can’t be charged. Live contact: Document the call: who, when, by which medium'),
  ).toBeVisible();
});

test('who may not charge asks the billing team, who return it with a note and then accept and charge it', async ({
  page,
  sandbox,
}) => {
  test.slow();
  await onlyTheBillerCharges(page);
  const send = async (note: string) => {
    await openChart(page, sandbox, { patient: 'billable', user: 'nurse' });
    await expect(page.getByRole('button', { name: 'Review and charge' })).toBeDisabled();
    await expect(page.getByText('Your role does not charge in this practice.')).toBeVisible();
    await page.getByRole('button', { name: 'Send for review' }).click();
    const dialog = page.getByRole('dialog', { name: 'Send March 2026 for review' });
    await expect(
      dialog.getByText(/^The billing team gets a task.*To the billing team that the practice has named\.$/),
    ).toBeVisible();
    await dialog.getByRole('textbox').fill(note);
    expect(await axeViolations(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Send for review' }).click();
    await expect(dialog.getByText('Sent for review.')).toBeVisible();
  };

  await send('Please look at the call of the 17th.');
  await openChart(page, sandbox, { patient: 'billable', user: 'biller' });
  await expect(page.getByText('Please look at the call of the 17th.')).toBeVisible();
  await expect(page.getByText(/asked by Synthetic Nurse/)).toBeVisible();
  await page.getByRole('button', { name: 'Return with a note' }).click();
  await page.getByRole('textbox', { name: 'What is to be put right?' }).fill('Say who was called.');
  expect(await axeViolations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Return it' }).click();
  await expect(page.getByText('Returned by the billing team')).toBeVisible();

  await send('Done: it was the patient.');
  await expect(page.getByText('Say who was called.')).toBeAttached();
  await openChart(page, sandbox, { patient: 'billable', user: 'biller' });
  await page.getByRole('button', { name: 'Accept and charge' }).click();
  await charge(page.getByRole('dialog', { name: 'Charge March 2026' }));
  await expect(page.getByText('Accepted by the billing team')).toBeAttached();
  expect(statuses(sandbox, 'billable')).toEqual(['billable']);
});

test('where an EHR takes no tasks, the review is offered as text', async ({ page, sandbox }) => {
  await openChart(page, sandbox, { patient: 'billable', user: 'nurse', profile: 'epic-like' });
  await page.getByRole('button', { name: 'Send for review' }).click();
  const dialog = page.getByRole('dialog', { name: 'Send March 2026 for review' });
  await expect(dialog.getByText('This EHR takes no tasks from the app.')).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Copy as text' })).toBeVisible();
  expect(await axeViolations(page)).toEqual([]);
});

test('a charge is taken back with a reason, and its line can be charged again', async ({ page, sandbox }) => {
  await openChart(page, sandbox, { patient: 'already-billed', user: 'biller' });
  const dialog = await takeBack(page, 'Take back 99457…', 'Charged under the wrong clinic.');
  await dialog.getByRole('button', { name: 'Show the month' }).click();
  expect(statuses(sandbox, 'already-billed')).toEqual(['entered-in-error']);

  await expect(page.getByRole('heading', { name: /March 2026 can be billed: 99457/ })).toBeVisible();
  await charge(await verify(page));
  expect(statuses(sandbox, 'already-billed').toSorted()).toEqual(['billable', 'entered-in-error']);
});

test('99470 gives way to 99457 when the month later reaches twenty minutes', async ({ page, sandbox }) => {
  const store = sandbox.sandbox.store('full');
  const moved = (text: string) =>
    JSON.parse(text.replaceAll('already-billed', 'ten-minutes').replaceAll('2026-03-', '2026-02-'));
  const [charged] = charges(sandbox, 'already-billed');
  store.create(moved(JSON.stringify(charged).replaceAll('99457', '99470')));
  const [entry] = store.all('Procedure').filter((one) => JSON.stringify(one).includes('"Patient/already-billed"'));
  store.create(moved(JSON.stringify(entry)));

  await openChart(page, sandbox, { patient: 'ten-minutes', user: 'biller' });
  await page.getByRole('button', { name: 'Previous month' }).click();
  await expect(page.getByText('February 2026 is shown.')).toBeAttached();
  await expect(page.getByRole('button', { name: 'Review and charge' })).toBeDisabled();
  await expect(page.getByText('Another code now')).toBeVisible();
  const dialog = await takeBack(page, 'Correct 99470…', 'More time was documented: 99457 is reached.');
  await expect(dialog.getByText('Next: charge CPT 99457 × 1')).toBeVisible();
  await dialog.getByRole('button', { name: 'Show the month' }).click();

  const next = await verify(page);
  await expect(next.getByText(/^Charge CPT 99457 \(first 20 minutes\)/)).toBeVisible();
  await charge(next);
  const held = JSON.stringify(
    charges(sandbox, 'ten-minutes').filter((one) => 'status' in one && one.status === 'billable'),
  );
  expect(held).toContain('99457');
  expect(held).not.toContain('"99470"');
});

test('where nothing can be written, the charge is a slip to print that says so', async ({ page, sandbox }) => {
  await openChart(page, sandbox, { patient: 'billable', user: 'biller', withhold: ['*.cu'] });
  const dialog = await verify(page);
  await tickAll(dialog);
  await dialog.getByRole('checkbox', { name: /attest/ }).check();
  await dialog.getByRole('button', { name: 'Make the charge slip' }).click();
  await expect(dialog.getByText('This charge is NOT in the EHR.')).toBeVisible();
  expect(await axeViolations(page)).toEqual([]);
  await page.evaluate(() => {
    window.print = () => document.body.setAttribute('data-printed', 'yes');
  });
  await dialog.getByRole('button', { name: 'Print the charge slip' }).click();
  await expect(page.locator('body')).toHaveAttribute('data-printed', 'yes');
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('button', { name: 'Show the month' })).toBeHidden();
  await expect(page.locator('h1', { hasText: 'Charge slip' })).toBeVisible();
  expect(charges(sandbox, 'billable')).toEqual([]);
});

test('a part of the app that does not arrive leaves the verdict on screen', async ({ page, sandbox }) => {
  await page.route(/\/assets\/ChargeDialog-.*\.js$/, (route) => route.abort());
  await openChart(page, sandbox, { patient: 'billable', user: 'biller' });
  await page.getByRole('button', { name: 'Review and charge' }).click();
  await expect(page.getByRole('alert')).toContainText('This part of the app could not be shown');
  await expect(page.getByRole('button', { name: 'Load the page again' })).toBeVisible();
  await expect(page.getByRole('heading', { name: /March 2026 can be billed/ })).toBeVisible();
});
