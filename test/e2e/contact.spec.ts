import type { Locator, Page } from '@playwright/test';
import { PROFILES, type ProfileName } from '../../mocks/fhir/profiles.ts';
import type { RunningSandbox } from '../../mocks/start.ts';
import { DEFAULT_SETTINGS, readLedger, serviceMonth } from '../../src/fhir/index.ts';
import { axeViolations, expect, test } from './fixtures.ts';

const PATIENT = 'no-live-contact';
const MARCH = serviceMonth('2026-03', 'America/New_York');

/** Opens the month of the patient with whom nobody spoke, and the form. */
async function openForm(page: Page, sandbox: RunningSandbox, profile: ProfileName, withhold: string[] = []) {
  await page.goto(sandbox.launchUrl({ patient: PATIENT, user: 'nurse', profile, withhold }));
  await page.getByRole('button', { name: 'Record a contact' }).click();
  return formIn(page);
}

function formIn(page: Page): Locator {
  return page.getByRole('dialog', { name: 'Record a contact' });
}

/** Nine minutes on the morning of the sandbox's today. */
async function fillIn(form: Locator) {
  await form.getByLabel('Date').fill('2026-03-25');
  await form.getByLabel('Start').fill('09:30');
  await form.getByLabel('Minutes').fill('9');
  await form.getByLabel(/^Discussed/).fill('Synthetic: evening readings above 150.');
  await form.getByLabel(/^Decided/).fill('Synthetic: tablet moved to the morning.');
  await form.getByLabel(/^Teach-back/).fill('Synthetic: said the new time back.');
}

/** What the EHR's own FHIR API holds of the conversation, asked for by a direct request. */
async function written(sandbox: RunningSandbox, profile: ProfileName, text = 'Synthetic: tablet moved') {
  const all = (type: string) =>
    sandbox.sandbox
      .store(profile)
      .all(type)
      .filter((one) => JSON.stringify(one).includes(text));
  return { contacts: all('Communication'), entries: all('Procedure') };
}

for (const profile of PROFILES)
  test.describe(`on ${profile}`, () => {
    test('a live contact is written with its time and completes the month', async ({ page, sandbox }) => {
      const form = await openForm(page, sandbox, profile);
      await fillIn(form);
      await expect(form.getByRole('region', { name: 'What this changes' })).toContainText('meets “Live contact”');
      expect(await axeViolations(page)).toEqual([]);
      await form.getByRole('button', { name: 'Save the contact' }).click();
      await expect(form.getByText(/Saved as a contact and its time in the chart/)).toBeVisible();
      expect(await axeViolations(page)).toEqual([]);

      const { contacts, entries } = await written(sandbox, profile);
      expect([contacts.length, entries.length]).toEqual([1, 1]);
      expect(contacts[0]).toMatchObject({
        status: 'completed',
        recipient: [{ reference: `Patient/${PATIENT}` }],
        partOf: [{ reference: `Procedure/${entries[0]?.id}` }],
      });
      await form.getByRole('button', { name: 'Show the month' }).click();
      await expect(page.getByRole('heading', { name: /March 2026 can be billed: 99457/ })).toBeVisible();
    });

    test('an answer that is lost after a write doubles nothing', async ({ page, sandbox }) => {
      const form = await openForm(page, sandbox, profile);
      await fillIn(form);
      sandbox.fault({ match: { profile, method: 'POST' }, fault: 'cut-after', times: 1 });
      await form.getByRole('button', { name: 'Save the contact' }).click();
      await expect(form.getByText(/Saved as a contact and its time in the chart/)).toBeVisible();
      const { contacts, entries } = await written(sandbox, profile);
      // The browser itself may send a POST again when a connection breaks off: what an EHR then holds twice counts once.
      const ledger = readLedger([...contacts, ...entries], `Patient/${PATIENT}`, MARCH, DEFAULT_SETTINGS);
      expect([ledger.contacts.length, ledger.entries.length]).toEqual([1, 1]);
    });
  });

test('a voicemail is said not to count before it is saved, and does not', async ({ page, sandbox }) => {
  const form = await openForm(page, sandbox, 'full');
  await form.getByRole('radio', { name: 'I left a voicemail' }).check();
  await expect(form.getByText(/An attempt is recorded, and counts for nothing/)).toBeVisible();
  await form.getByLabel('Start').fill('09:30');
  await form.getByLabel('Minutes').fill('3');
  await form.getByLabel(/^Next attempt/).fill('Synthetic: tomorrow morning.');
  await expect(form.getByRole('region', { name: 'What this changes' })).toContainText('will not count');
  await form.getByRole('button', { name: 'Save the attempt' }).click();
  await expect(form.getByText(/^Saved as/)).toBeVisible();
  const { contacts, entries } = await written(sandbox, 'full', 'Synthetic: tomorrow morning.');
  expect(contacts).toMatchObject([{ status: 'not-done', statusReason: { text: /Voicemail/ } }]);
  expect(entries).toMatchObject([{ code: { coding: [{ code: 'unsuccessful-outreach' }] } }]);
});

test('what was typed survives a reload, and is written once', async ({ page, sandbox }) => {
  await fillIn(await openForm(page, sandbox, 'full'));
  await page.reload();
  await page.getByRole('button', { name: 'Go on with it' }).click();
  const form = formIn(page);
  await expect(form.getByLabel(/^Decided/)).toHaveValue('Synthetic: tablet moved to the morning.');
  await form.getByRole('button', { name: 'Save the contact' }).click();
  await expect(form.getByText(/^Saved as/)).toBeVisible();
  expect((await written(sandbox, 'full')).contacts).toHaveLength(1);
});

test('where the EHR takes nothing, the form says so at the start and gives the text', async ({ page, sandbox }) => {
  const form = await openForm(page, sandbox, 'full', ['*.cu']);
  await expect(form.getByText('This EHR takes no contacts from the app')).toBeVisible();
  await expect(form.getByRole('button', { name: 'Save the contact' })).toHaveCount(0);
  await expect(form.getByRole('button', { name: 'Copy as text' })).toBeVisible();
  expect(await axeViolations(page)).toEqual([]);
});

test('a caregiver who is not in the chart is named, by keyboard only', async ({ page, sandbox }) => {
  await page.goto(sandbox.launchUrl({ patient: PATIENT, user: 'nurse', profile: 'epic-like' }));
  await page.getByRole('button', { name: 'Record a contact' }).press('Enter');
  const form = formIn(page);
  await form.getByLabel('With whom?').focus();
  await page.keyboard.press('End');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Synthetic Neighbour');
  await fillIn(form);
  await form.getByLabel(/^Decided/).press('Enter');
  await form.getByRole('button', { name: 'Save the contact' }).press('Enter');
  await expect(form.getByText(/^Saved as/)).toBeVisible();
  const { contacts } = await written(sandbox, 'epic-like');
  expect(contacts).toMatchObject([
    { recipient: [{ reference: `Patient/${PATIENT}` }, { type: 'RelatedPerson', display: 'Synthetic Neighbour' }] },
  ]);
});

test('a caregiver whom the chart knows is offered and linked', async ({ page, sandbox }) => {
  const niece = {
    resourceType: 'RelatedPerson' as const,
    patient: { reference: `Patient/${PATIENT}` },
    name: [{ text: 'Synthetic Niece' }],
    relationship: [{ text: 'Niece' }],
  };
  const { id } = sandbox.sandbox.store('oracle-like').create(niece);
  const form = await openForm(page, sandbox, 'oracle-like');
  await form.getByLabel('With whom?').selectOption('Synthetic Niece, Niece');
  await fillIn(form);
  await form.getByRole('button', { name: 'Save the contact' }).click();
  await expect(form.getByText(/^Saved as/)).toBeVisible();
  const { contacts } = await written(sandbox, 'oracle-like');
  expect(contacts).toMatchObject([
    {
      recipient: [
        { reference: `Patient/${PATIENT}` },
        { reference: `RelatedPerson/${id}`, display: 'Synthetic Niece' },
      ],
    },
  ]);
});

test('a call under way takes its times from the clock', async ({ page, sandbox }) => {
  const form = await openForm(page, sandbox, 'full');
  await form.getByRole('button', { name: 'It starts now' }).click();
  await expect(form.getByText(/^Started at/)).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Go on with it' }).click();
  await expect(form.getByRole('button', { name: 'It ends now' })).toBeEnabled();
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 740 } });
  test('nothing of the form is cut off', async ({ page, sandbox }) => {
    await fillIn(await openForm(page, sandbox, 'oracle-like'));
    const overflow = await page.evaluate(() => {
      const dialog = document.querySelector('dialog[open]');
      return dialog === null ? -1 : dialog.scrollWidth - dialog.clientWidth;
    });
    expect(overflow).toBe(0);
    expect(await axeViolations(page)).toEqual([]);
  });
});
