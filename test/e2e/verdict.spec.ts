import { axeViolations, expect, test } from './fixtures.ts';

/** Stories on screen: the sentence, the counted time, and what each is told for. */
const STORIES: { patient: string; sentence: RegExp; badge: string; counted: string; also: (RegExp | string)[] }[] = [
  {
    patient: 'nineteen-fifty-nine',
    sentence: /All criteria are met for 99470, once the month has closed after 31 March; 1 s more reaches 99457/,
    badge: 'In progress',
    counted: '19 min 59 s',
    also: [],
  },
  {
    patient: 'voicemail-only',
    sentence: /Not billable yet: one live contact by telephone or video by 31 March/,
    badge: 'In progress',
    counted: '22 min',
    also: ['No live contact in this month.', 'Administrative'],
  },
  {
    patient: 'overlapping-staff',
    sentence: /March 2026 can be billed: 99457, service date 11 March/,
    badge: 'Ready to bill',
    counted: '22 min',
    also: ['Overlapping'],
  },
  {
    patient: 'undocumented-contact',
    sentence: /A person must look at this month first: 1 live contact is not documented/,
    badge: 'Needs review',
    counted: '21 min',
    also: ['Unknown', '1 counted entry has no note.'],
  },
  {
    patient: 'messy-data',
    sentence: /All criteria are met for 99470/,
    badge: 'In progress',
    counted: '16 min',
    also: ['Ends before it starts', 'A date without a time', 'Activity not known', '1 timer is still running.'],
  },
];

for (const { patient, sentence, badge, counted, also } of STORIES)
  test(`${patient}: its verdict and its evidence on screen`, async ({ page, sandbox }) => {
    await page.goto(sandbox.launchUrl({ patient, user: 'nurse' }));
    await expect(page.getByRole('heading', { name: sentence })).toBeVisible();
    const answer = page.getByRole('region', { name: 'March 2026' });
    await expect(answer.getByText(badge, { exact: true })).toBeVisible();
    await expect(
      page.getByRole('region', { name: 'Time', exact: true }).getByText(counted, { exact: true }).first(),
    ).toBeVisible();
    for (const text of also) await expect(page.getByText(text).first()).toBeVisible();
    expect(await axeViolations(page)).toEqual([]);
  });

test('evidence opens in plain words and gives the keyboard back', async ({ page, sandbox }) => {
  await page.goto(sandbox.launchUrl({ patient: 'billable', user: 'nurse' }));
  const link = page.getByRole('button', { name: 'Contact, 17 Mar' }).first();
  await link.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Contact' });
  await expect(dialog).toBeVisible();
  expect(await axeViolations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(link).toBeFocused();
});

test('what could not be read is unknown, never absent, and can be read again', async ({ page, sandbox }) => {
  sandbox.fault({ match: { method: 'GET', type: 'Consent' }, fault: '403', times: 1 });
  await page.goto(sandbox.launchUrl({ patient: 'billable', user: 'nurse' }));
  await expect(page.getByRole('heading', { name: 'Not everything could be read' })).toBeVisible();
  await expect(
    page.getByText('Consents could not be read, so it is not known whether there is one.', { exact: true }),
  ).toBeVisible();
  await expect(page.getByRole('button', { name: 'Review and charge' })).toBeDisabled();
  expect(await axeViolations(page)).toEqual([]);
  await page.reload();
  await expect(page.getByRole('heading', { name: /March 2026 can be billed/ })).toBeVisible();
});

test('a server that asks for patience is asked again, and the wait is shown', async ({ page, sandbox }) => {
  sandbox.fault({ match: { method: 'GET', type: 'Observation' }, fault: '429:1', times: 2 });
  await page.goto(sandbox.launchUrl({ patient: 'billable', user: 'nurse' }));
  await expect(page.getByText('Reading March 2026 from Sandbox EHR')).toBeVisible();
  await expect(page.getByRole('heading', { name: /March 2026 can be billed/ })).toBeVisible();
});

for (const width of [360, 768, 1280])
  test(`nothing is cut off at ${width} px, and axe finds nothing in the dark either`, async ({ page, sandbox }) => {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.goto(sandbox.launchUrl({ patient: 'forty-minutes', user: 'nurse' }));
    await expect(page.getByRole('heading', { name: /March 2026 can be billed/ })).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    expect(await axeViolations(page)).toEqual([]);
  });
