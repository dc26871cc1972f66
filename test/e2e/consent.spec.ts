import type { Locator, Page } from '@playwright/test';
import { PROFILES, type ProfileName } from '../../mocks/fhir/profiles.ts';
import type { RunningSandbox } from '../../mocks/start.ts';
import { DEFAULT_SETTINGS, readLedger, serviceMonth } from '../../src/fhir/index.ts';
import { axeViolations, expect, test } from './fixtures.ts';

async function openConsent(
  page: Page,
  sandbox: RunningSandbox,
  patient: string,
  profile: ProfileName,
  withhold: string[] = [],
): Promise<Locator> {
  await page.goto(sandbox.launchUrl({ patient, user: 'nurse', profile, withhold }));
  await page.getByRole('button', { name: 'Consent and enrolment' }).click();
  return dialogIn(page);
}

function dialogIn(page: Page): Locator {
  return page.getByRole('dialog', { name: 'Consent and enrolment' });
}

async function explainAll(dialog: Locator) {
  await expect(dialog.getByRole('checkbox')).toHaveCount(4);
  for (const point of await dialog.getByRole('checkbox').all()) await point.check();
}

/** What the EHR holds of the decision. */
function written(sandbox: RunningSandbox, profile: ProfileName, text: string) {
  return ['Consent', 'QuestionnaireResponse', 'DocumentReference'].flatMap((type) =>
    sandbox.sandbox
      .store(profile)
      .all(type)
      .filter((one) => JSON.stringify(one).includes('fhir/record') && textOf(one).includes(text)),
  );
}

/** All that a resource says, its attachments read. */
function textOf(resource: unknown): string {
  const json = JSON.stringify(resource);
  const data = [...json.matchAll(/"data":"([^"]+)"/g)].map(([, found = '']) => Buffer.from(found, 'base64').toString());
  return [json, ...data].join(' ');
}

const ROUTES = {
  full: { type: 'Consent', words: 'a consent in the chart (Consent)' },
  'epic-like': { type: 'QuestionnaireResponse', words: 'a filled-in consent form (QuestionnaireResponse)' },
  'oracle-like': { type: 'DocumentReference', words: 'a consent document in the chart (DocumentReference)' },
} as const;

for (const profile of PROFILES)
  test(`on ${profile} a consent is written as ${ROUTES[profile].type}, and the programme goes on`, async ({
    page,
    sandbox,
  }) => {
    const dialog = await openConsent(page, sandbox, 'consent-withdrawn', profile);
    const { type, words } = ROUTES[profile];
    await expect(dialog.getByText('The patient has withdrawn the consent.')).toBeVisible();
    await expect(dialog.getByText(`It will be written as ${words}.`)).toBeVisible();
    await expect(dialog.getByLabel('Who asked')).toHaveValue('Synthetic Nurse');
    await explainAll(dialog);
    await dialog.getByLabel('Witness').fill('Synthetic Witness');
    expect(await axeViolations(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Save to the chart' }).click();
    await expect(dialog.getByText(`Saved as ${words}.`)).toBeVisible();
    expect(await axeViolations(page)).toEqual([]);

    const found = written(sandbox, profile, 'Synthetic Witness');
    expect(found.map(({ resourceType }) => resourceType)).toEqual([type]);
    await dialog.getByRole('button', { name: 'Show the month' }).click();
    await expect(page.getByText('The patient has consented and readings arrive.')).toBeVisible();
  });

for (const profile of PROFILES)
  test(`on ${profile} a withdrawal ends the consent from its day on`, async ({ page, sandbox }) => {
    const dialog = await openConsent(page, sandbox, 'billable', profile);
    await expect(dialog.locator('dl')).toContainText('Given on 2 Feb 2026, from a consent in the chart');
    await dialog.getByRole('radio', { name: 'Withdraws an earlier consent' }).check();
    await dialog.getByLabel('Day').fill('2026-03-10');
    await dialog.getByLabel('Reason, if one was given').fill('Synthetic: moves away.');
    await expect(dialog.getByText('Time from 10 Mar 2026 on no longer counts.')).toBeVisible();
    await dialog.getByRole('button', { name: 'Save to the chart' }).click();
    await expect(dialog.getByText(/^Saved as/)).toBeVisible();
    expect(written(sandbox, profile, 'Synthetic: moves away.')).toHaveLength(1);
    await dialog.getByRole('button', { name: 'Show the month' }).click();
    await expect(page.getByText('The patient has withdrawn the consent.')).toBeVisible();
    await page.getByRole('button', { name: 'Consent and enrolment' }).click();
    await expect(dialog.locator('dl')).toContainText('Given on 2 Feb 2026, ended on 10 Mar 2026');
  });

for (const profile of PROFILES)
  test(`on ${profile} an answer that is lost after the write doubles nothing`, async ({ page, sandbox }) => {
    const dialog = await openConsent(page, sandbox, 'consent-withdrawn', profile);
    await explainAll(dialog);
    await dialog.getByLabel('Witness').fill('Synthetic Witness');
    sandbox.fault({ match: { profile, method: 'POST' }, fault: 'cut-after', times: 1 });
    await dialog.getByRole('button', { name: 'Save to the chart' }).click();
    await expect(dialog.getByText(/^Saved as/)).toBeVisible();
    // The browser itself may send a POST again when a connection breaks off: what an EHR then holds twice counts once.
    const found = written(sandbox, profile, 'Synthetic Witness');
    const march = serviceMonth('2026-03', 'America/New_York');
    const { consents } = readLedger(found, 'Patient/consent-withdrawn', march, DEFAULT_SETTINGS);
    expect(consents).toHaveLength(1);
  });

test('a consent is not saved while a point was not explained', async ({ page, sandbox }) => {
  const dialog = await openConsent(page, sandbox, 'consent-withdrawn', 'full');
  await dialog.getByRole('button', { name: 'Save to the chart' }).click();
  await expect(dialog.getByRole('alert')).toContainText('Tick each point once it was explained');
  expect(await axeViolations(page)).toEqual([]);
});

test('a refusal takes the place of a consent that it corrects', async ({ page, sandbox }) => {
  const dialog = await openConsent(page, sandbox, 'billable', 'epic-like');
  await dialog.getByRole('radio', { name: 'Declines it' }).check();
  await dialog.getByLabel('It corrects an earlier record').selectOption({ index: 1 });
  await dialog.getByRole('button', { name: 'Save to the chart' }).click();
  await expect(dialog.getByText(/^Saved as/)).toBeVisible();
  await dialog.getByRole('button', { name: 'Show the month' }).click();
  await expect(page.getByText('The patient declined the monitoring.')).toBeVisible();
});

test('the enrolment names device, start and ordering practitioner', async ({ page, sandbox }) => {
  const dialog = await openConsent(page, sandbox, 'billable', 'epic-like');
  await expect(dialog.getByText('Synthetic Cuff, in use since 1 Dec 2025')).toBeVisible();
  await expect(dialog.getByText('Synthetic Physician, named in the monitoring encounter')).toBeVisible();
});

test('what was typed survives a reload', async ({ page, sandbox }) => {
  const dialog = await openConsent(page, sandbox, 'consent-withdrawn', 'oracle-like');
  await explainAll(dialog);
  await dialog.getByLabel('Witness').fill('Synthetic Witness');
  await page.reload();
  await page.getByRole('button', { name: 'Go on with it' }).click();
  await expect(dialogIn(page).getByLabel('Witness')).toHaveValue('Synthetic Witness');
  await expect(dialogIn(page).getByRole('checkbox').first()).toBeChecked();
});

test('where the EHR takes nothing, the form says so at the start and gives the text', async ({ page, sandbox }) => {
  const dialog = await openConsent(page, sandbox, 'consent-withdrawn', 'full', ['*.cu']);
  await expect(dialog.getByText('This EHR takes no consent from the app')).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Save to the chart' })).toHaveCount(0);
  await expect(dialog.getByRole('button', { name: 'Copy as text' })).toBeVisible();
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 740 } });
  test('nothing of the form is cut off', async ({ page, sandbox }) => {
    const dialog = await openConsent(page, sandbox, 'billable', 'oracle-like');
    await expect(dialog.getByText('What will be written')).toBeVisible();
    const overflow = await dialog.evaluate((shown) => shown.scrollWidth - shown.clientWidth);
    expect(overflow).toBe(0);
    expect(await axeViolations(page)).toEqual([]);
  });
});

test('a consent can be explained in Spanish, and the chart keeps the words that the patient heard', async ({
  page,
  sandbox,
}) => {
  const dialog = await openConsent(page, sandbox, 'consent-withdrawn', 'full');
  await explainAll(dialog);
  await dialog.getByRole('radio', { name: 'Español' }).check();
  await expect(dialog.getByRole('checkbox', { checked: true })).toHaveCount(0);
  await expect(dialog.getByRole('checkbox', { name: /El costo.*copago/ })).toBeVisible();
  expect(await axeViolations(page)).toEqual([]);
  await explainAll(dialog);
  await dialog.getByRole('button', { name: 'Save to the chart' }).click();
  await expect(dialog.getByText(/^Saved as/)).toBeVisible();
  expect(written(sandbox, 'full', 'Spanish (español)').map(textOf).join()).toContain(
    'Es posible que usted tenga que pagar',
  );
});
