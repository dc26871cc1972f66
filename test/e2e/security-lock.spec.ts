import type { Page } from '@playwright/test';
import type { RunningSandbox } from '../../mocks/start.ts';
import { axeViolations, expect, test } from './fixtures.ts';

/** Nobody touches the app for so long that it warns, and then locks (`session.idleMinutes`, 15 unless set). */
const WARNED = '14:30';
const LOCKED = '00:31';

const NAME = 'Synthetic Billable';

/** The chart, with the browser's clock in the test's hands. */
async function open(page: Page, sandbox: RunningSandbox, patient = 'billable') {
  await page.clock.install();
  await page.goto(sandbox.launchUrl({ patient, user: 'nurse' }));
  await expect(page.getByText('March 2026 is shown.')).toBeAttached();
}

async function lock(page: Page) {
  await page.clock.fastForward(WARNED);
  await expect(page.getByRole('dialog', { name: 'Are you still there?' })).toBeVisible();
  await page.clock.fastForward(LOCKED);
  await expect(page.getByRole('heading', { name: 'This screen is locked' })).toBeVisible();
}

const kept = (page: Page) => page.evaluate(() => JSON.stringify({ ...sessionStorage }));

test('a screen that nobody uses is covered, and gives up its tokens', async ({ page, sandbox }) => {
  await open(page, sandbox);
  await page.getByRole('button', { name: 'Review and charge' }).click();
  await expect(page.getByRole('dialog', { name: 'Charge March 2026' })).toBeVisible();
  await lock(page);
  await expect(page.getByRole('dialog')).toHaveCount(0);
  expect(await page.locator('body').ariaSnapshot()).not.toContain(NAME);
  expect(await page.content()).not.toMatch(/Billable|99457|mmHg/);
  expect(await kept(page)).not.toMatch(/access_token|refresh_token|id_token/);
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  expect(await axeViolations(page)).toEqual([]);

  await page.reload();
  await expect(page.getByRole('heading', { name: 'This screen is locked' })).toBeVisible();
});

test('a warning comes first, and one press anywhere goes on, without doing anything else', async ({
  page,
  sandbox,
}) => {
  await open(page, sandbox);
  const charge = page.getByRole('button', { name: 'Review and charge' });
  await charge.focus();
  for (const press of ['Enter', 'Space', 'a', 'Escape']) {
    await page.clock.fastForward(WARNED);
    const warning = page.getByRole('dialog', { name: 'Are you still there?' });
    await expect(warning).toBeVisible();
    expect(await axeViolations(page)).toEqual([]);
    await page.keyboard.press(press);
    await expect(warning).toBeHidden();
    await expect(charge).toBeFocused();
  }
  await page.clock.fastForward(WARNED);
  await page.getByRole('button', { name: 'Go on' }).last().click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.clock.fastForward('00:31');
  await expect(page.getByRole('heading', { name: /March 2026 can be billed/ })).toBeVisible();
});

test('the same person comes back to the same patient, and nothing that was logged is lost', async ({
  page,
  sandbox,
}) => {
  await open(page, sandbox);
  await page.getByRole('button', { name: 'Start timer' }).click();
  await expect(page.getByRole('button', { name: /Stop/ })).toBeVisible();
  await page.getByRole('button', { name: 'Log time afterwards' }).click();
  const note = page.getByRole('dialog').getByRole('textbox').last();
  await note.fill('SYNTHETIC: half a sentence about the trend');
  await lock(page);
  await expect(page.getByText(/One form or timer that is not in the EHR yet is kept in this tab/)).toBeVisible();
  expect(await axeViolations(page)).toEqual([]);

  await page.getByRole('button', { name: 'Sign in again' }).click();
  await page.getByLabel('User').selectOption('Synthetic Nurse, Registered nurse');
  await page.getByLabel('Patient').selectOption(NAME);
  await page.getByRole('button', { name: 'Continue to the app' }).click();
  await expect(page.getByText('March 2026 is shown.')).toBeAttached();
  await expect(page.getByRole('button', { name: /Stop/ })).toBeVisible();
  await page.getByRole('button', { name: 'Go on with it' }).click();
  await expect(page.getByRole('dialog').getByRole('textbox').last()).toHaveValue(
    'SYNTHETIC: half a sentence about the trend',
  );
});

for (const { who, user, patient, said } of [
  {
    who: 'another patient',
    user: 'Synthetic Nurse, Registered nurse',
    patient: 'Synthetic Ten Minutes',
    said: /another patient than before/,
  },
  { who: 'another person', user: 'Synthetic Physician, Physician', patient: NAME, said: /Somebody else signed in/ },
])
  test(`${who} is not let in after a lock: no form of the first is shown, and nothing is read or written`, async ({
    page,
    sandbox,
  }) => {
    await open(page, sandbox);
    await page.getByRole('button', { name: 'Log time afterwards' }).click();
    await page.getByRole('dialog').getByRole('textbox').last().fill('SYNTHETIC: about the first patient');
    await lock(page);
    await page.getByRole('button', { name: 'Sign in again' }).click();
    await page.getByLabel('User').selectOption(user);
    await page.getByLabel('Patient').selectOption(patient);
    const before = sandbox.log().length;
    await page.getByRole('button', { name: 'Continue to the app' }).click();
    await expect(page.getByRole('heading', { name: 'You are not signed in again' })).toBeVisible();
    await expect(page.getByText(said)).toBeVisible();
    expect(await page.content()).not.toMatch(/about the first patient|Billable|Ten Minutes/);
    expect(await kept(page)).not.toMatch(/access_token|refresh_token|id_token/);
    expect(await axeViolations(page)).toEqual([]);
    const asked = sandbox.log().slice(before);
    // The sign-in, and what the EHR tells anybody of itself.
    expect(
      asked.filter(({ type, path }) => !['oauth', 'metadata'].includes(type) && !/^\.well-known/.test(path)),
    ).toEqual([]);

    await page.getByRole('button', { name: 'Sign out' }).click();
    await expect(page.getByRole('heading', { name: 'You are signed out' })).toBeVisible();
    expect(await kept(page)).not.toContain('about the first patient');
  });
