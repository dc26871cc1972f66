import type { Browser, Page } from '@playwright/test';
import type { ProfileName } from '../../mocks/fhir/profiles.ts';
import type { RunningSandbox } from '../../mocks/start.ts';
import { axeViolations, expect, test } from './fixtures.ts';

/** Somebody at a workstation of their own: a browser that shares nothing with another one. */
async function atWorkstation(
  browser: Browser,
  sandbox: RunningSandbox,
  who: { patient?: string; user?: string; profile?: ProfileName; withhold?: string[] } = {},
): Promise<Page> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(sandbox.launchUrl({ patient: 'billable', user: 'nurse', ...who }));
  await expect(page.getByRole('heading', { name: 'Time log' })).toBeVisible();
  return page;
}

interface Stored {
  id: string;
  status?: string;
  note?: { text?: string }[];
  identifier?: { value?: string }[];
  performedPeriod?: { start?: string; end?: string };
}

/** The Procedures in the EHR that the app wrote for the patient, as JSON. */
function written(sandbox: RunningSandbox, profile: ProfileName = 'full', patient = 'billable'): Stored[] {
  return sandbox.sandbox
    .store(profile)
    .all('Procedure')
    .map((stored): Stored & { subject?: { reference?: string } } => JSON.parse(JSON.stringify(stored)))
    .filter(({ subject, identifier }) => subject?.reference === `Patient/${patient}` && identifier !== undefined);
}

const entryOn = (sandbox: RunningSandbox, profile: ProfileName = 'full') => written(sandbox, profile)[0];

/** Fills the form of an entry that is written afterwards. */
async function fillEntry(
  page: Page,
  { day = '2026-03-24', start = '14:05', minutes = '8', seen = 'Five days above target' },
) {
  await page.getByRole('button', { name: 'Log time afterwards' }).click();
  await page.getByLabel('Date').fill(day);
  await page.getByLabel('Start', { exact: true }).fill(start);
  await page.getByRole('spinbutton', { name: 'Minutes' }).fill(minutes);
  await page.getByLabel('Seen').fill(seen);
}

const save = (page: Page) => page.getByRole('button', { name: 'Save to the chart' }).click();

test('a timer survives its tab: another workstation finds it, and it becomes one entry', async ({
  browser,
  sandbox,
}) => {
  const first = await atWorkstation(browser, sandbox);
  await first.getByRole('button', { name: 'Start timer' }).click();
  await expect.poll(() => entryOn(sandbox)?.status).toBe('in-progress');
  const started = entryOn(sandbox)?.performedPeriod?.start;
  await first.context().close();

  const second = await atWorkstation(browser, sandbox);
  await expect(second.getByText('If you stop now')).toBeVisible();
  await second.getByRole('button', { name: 'Stop and document' }).click();
  await second.getByLabel('Seen').fill('Morning values back in range');
  await save(second);
  await expect(second.getByText('Saved as the entry in the chart')).toBeVisible();
  expect(written(sandbox)).toMatchObject([
    {
      status: 'completed',
      performedPeriod: { start: started },
      note: [{ text: 'Seen: Morning values back in range' }],
    },
  ]);
  await expect(second.getByText('5 entries in this month')).toBeVisible();
  await second.context().close();
});

test('a timer that nobody stopped asks when the work really ended', async ({ browser, sandbox }) => {
  const first = await atWorkstation(browser, sandbox);
  await first.getByRole('button', { name: 'Start timer' }).click();
  await expect.poll(() => entryOn(sandbox)?.status).toBe('in-progress');
  await first.context().close();
  const timer = entryOn(sandbox);
  if (timer === undefined) throw new Error('no timer');
  const yesterday = { resourceType: 'Procedure', ...timer, performedPeriod: { start: '2026-03-24T14:00:00Z' } };
  sandbox.sandbox.store('full').update(yesterday);

  const second = await atWorkstation(browser, sandbox);
  await expect(second.getByText('This timer was never stopped')).toBeVisible();
  await second.getByRole('button', { name: 'Say when it ended' }).click();
  await save(second);
  await expect(second.getByText('Say when the work ended.')).toBeVisible();
  await second.getByLabel('End', { exact: true }).fill('10:12');
  await save(second);
  await expect.poll(() => entryOn(sandbox)?.performedPeriod?.end).toBe('2026-03-24T14:12:00Z');
  await second.context().close();
});

test('time is logged afterwards with the keyboard alone, and the verdict follows', async ({ browser, sandbox }) => {
  const page = await atWorkstation(browser, sandbox, { patient: 'nineteen-fifty-nine' });
  await page.getByRole('button', { name: 'Log time afterwards' }).focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('Date').focus();
  await page.keyboard.type('03242026');
  await page.keyboard.press('Tab');
  await page.getByLabel('Start', { exact: true }).focus();
  await page.keyboard.type('020500PM');
  await page.getByRole('spinbutton', { name: 'Minutes' }).focus();
  await page.keyboard.type('5');
  await page.keyboard.press('Tab');
  await page.keyboard.type('30');
  await page.keyboard.press('Tab');
  await page.keyboard.type('One value of 168 after a salty meal');
  await expect(page.getByText(/Adds 5 min 30 s; completes 99457 at 14:05:01/)).toBeVisible();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Save to the chart' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByText('can be billed: 99457')).toBeVisible();
  await page.context().close();
});

test('the form says before saving what will not count, and why', async ({ browser, sandbox }) => {
  const page = await atWorkstation(browser, sandbox, { user: 'physician' });
  await fillEntry(page, { day: '2026-03-17', start: '14:06', minutes: '10' });
  const effect = page.getByRole('region', { name: 'What this changes' });
  await expect(effect).toContainText('overlaps with the entry of Synthetic Nurse, 17 Mar, 14:05:00');
  await expect(effect).toContainText('7 min will not count: overlapping');
  await page.getByRole('dialog').getByLabel('Activity').selectOption('scheduling');
  await expect(effect).toContainText('10 min will not count: administrative');
  await page.getByLabel('Date').fill('2026-02-17');
  await expect(effect).toContainText('This lies in February 2026');
  await page.getByLabel('Date').fill('2026-03-25');
  await page.getByLabel('Start', { exact: true }).fill('23:00');
  await expect(page.getByText('It ends in the future.')).toBeVisible();
  await page.getByLabel('Start', { exact: true }).fill('08:00');
  await page.getByRole('spinbutton', { name: 'Minutes' }).fill('300');
  await expect(page.getByText('It is longer than one stretch of work can last.')).toBeVisible();
  await page.context().close();
});

test('two who change the same entry see both versions and choose', async ({ browser, sandbox }) => {
  const page = await atWorkstation(browser, sandbox);
  await page.getByText('4 entries in this month').click();
  await page.getByRole('button', { name: /^Change: Alert response/ }).click();
  await page.getByLabel('Anything else').fill('Mine: cuff was loose.');
  const reference = 'Procedure/billable-entry-2';
  const store = sandbox.sandbox.store('full');
  const stored: Stored & { resourceType: string } = JSON.parse(JSON.stringify(store.read(reference)));
  store.update({ ...stored, note: [{ text: 'Theirs: called the patient.' }] } as typeof stored);
  await save(page);
  await expect(page.getByText('Somebody else changed this entry')).toBeVisible();
  await expect(page.getByRole('cell', { name: 'Theirs: called the patient.' })).toBeVisible();
  expect(await axeViolations(page)).toEqual([]);
  await page.screenshot({ path: test.info().outputPath('conflict.png') });
  await page.getByRole('button', { name: 'Keep mine' }).click();
  await expect(page.getByText('Saved as the entry in the chart')).toBeVisible();
  expect(store.read(reference)).toMatchObject({ note: [{ text: 'Mine: cuff was loose.' }] });
  await page.context().close();
});

test('an entry is taken back with a reason, and counts no more', async ({ browser, sandbox }) => {
  const page = await atWorkstation(browser, sandbox);
  await page.getByText('4 entries in this month').click();
  await page.getByRole('button', { name: /^Take back: Trend interpretation/ }).click();
  await expect(page.getByRole('button', { name: 'Take it back' })).toBeDisabled();
  await page.getByLabel('Logged twice').check();
  await page.getByRole('button', { name: 'Take it back' }).click();
  await expect(page.getByText('3 entries in this month')).toBeVisible();
  expect(sandbox.sandbox.store('full').read('Procedure/billable-entry-1')).toMatchObject({
    status: 'entered-in-error',
    statusReason: { text: 'Logged twice' },
  });
  await page.context().close();
});

test('where no entry can be changed, a document holds the timer and a new entry corrects the old one', async ({
  browser,
  sandbox,
}) => {
  const profile = 'oracle-like';
  const first = await atWorkstation(browser, sandbox, { profile });
  await expect(first.getByText('kept among the chart’s documents')).toBeVisible();
  await first.getByRole('button', { name: 'Start timer' }).click();
  const timers = () =>
    sandbox.sandbox
      .store(profile)
      .all('DocumentReference')
      .filter((document) => JSON.stringify(document).includes('running-timer'));
  await expect.poll(() => timers().length).toBe(1);
  await first.context().close();

  const second = await atWorkstation(browser, sandbox, { profile });
  await second.getByRole('button', { name: 'Stop and document' }).click();
  await second.getByLabel('Seen').fill('Values in range');
  await save(second);
  await expect.poll(() => written(sandbox, profile).map(({ status }) => status)).toEqual(['completed']);
  await expect.poll(timers).toMatchObject([{ status: 'superseded' }]);
  await expect(second.getByRole('button', { name: 'Start timer' })).toBeVisible();

  await second.getByText('5 entries in this month').click();
  await second.getByRole('button', { name: /^Change: Alert response/ }).click();
  await second.getByLabel('Anything else').fill('Corrected: cuff was loose.');
  await save(second);
  await expect(second.getByText('a new entry that corrects the old one')).toBeVisible();
  await expect(second.getByText('5 entries in this month')).toBeVisible();
  await second.getByRole('button', { name: /^Take back: Alert response/ }).click();
  await second.getByLabel('The work did not take place').check();
  await second.getByRole('button', { name: 'Take it back' }).click();
  await expect(second.getByText('4 entries in this month')).toBeVisible();
  await second.context().close();
});

for (const profile of ['full', 'epic-like'] as const)
  test(`on ${profile} what is typed outlives a reload and a lost answer, and is written once`, async ({
    browser,
    sandbox,
  }) => {
    const page = await atWorkstation(browser, sandbox, { profile });
    await fillEntry(page, { seen: 'Weight up 2 kg in three days' });
    await page.reload();
    await page.getByRole('button', { name: 'Go on with it' }).click();
    await expect(page.getByLabel('Seen')).toHaveValue('Weight up 2 kg in three days');
    // Browsers send a request again by themselves when a connection breaks at once: both answers are lost.
    sandbox.fault({ match: { method: 'POST', type: 'Procedure' }, fault: 'cut-after', times: 2 });
    await save(page);
    await expect(page.getByText('5 entries in this month')).toBeVisible();
    // Where the EHR takes a request that comes again for another one, the ledger knows that it is the same.
    expect(new Set(written(sandbox, profile).map(({ identifier }) => identifier?.[0]?.value)).size).toBe(1);
    if (profile === 'full') expect(written(sandbox, profile)).toHaveLength(1);
    const kept = await page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.startsWith('rpm-tally')));
    expect(kept).toEqual([]);
    await page.context().close();
  });

test('where the EHR takes no entries, that is said at the start, and the note can be copied', async ({
  browser,
  sandbox,
}) => {
  const page = await atWorkstation(browser, sandbox, { withhold: ['Procedure.cu', 'DocumentReference.cu'] });
  await expect(page.getByText('This EHR takes no time entries from the app')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Start timer' })).toHaveCount(0);
  await fillEntry(page, {});
  await expect(page.getByRole('button', { name: 'Copy as text' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Save to the chart' })).toHaveCount(0);
  await page.context().close();
});

for (const width of [360, 768, 1280])
  test(`the time log is accessible and fits at ${width} px`, async ({ browser, sandbox }) => {
    const page = await atWorkstation(browser, sandbox);
    await page.setViewportSize({ width, height: 900 });
    await page.getByRole('button', { name: 'Start timer' }).click();
    await expect(page.getByRole('timer')).toBeVisible();
    await page.getByText('entries in this month').click();
    expect(await axeViolations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await page.screenshot({ path: test.info().outputPath(`log-${width}.png`), fullPage: true });
    await fillEntry(page, {});
    expect(await axeViolations(page)).toEqual([]);
    await page.screenshot({ path: test.info().outputPath(`form-${width}.png`) });
    await page.context().close();
  });

test('a session that ends in the middle of a sentence costs nothing of it', async ({ browser, sandbox }) => {
  const page = await atWorkstation(browser, sandbox);
  await fillEntry(page, { seen: 'Weight down 1 kg since Monday' });
  sandbox.fault({ match: { method: 'POST', type: 'Procedure' }, fault: '401', times: 1 });
  sandbox.fault({ match: { type: 'oauth' }, fault: '401', times: 1 });
  await save(page);
  await expect(page.getByText('It was not saved')).toBeVisible();
  await expect(page.getByText('What you typed is kept in this tab.')).toBeVisible();
  // Signing in again loads the page anew.
  await page.goto(sandbox.launchUrl({ patient: 'billable', user: 'nurse' }));
  await page.getByRole('button', { name: 'Go on with it' }).click();
  await expect(page.getByLabel('Seen')).toHaveValue('Weight down 1 kg since Monday');
  await save(page);
  await expect(page.getByText('5 entries in this month')).toBeVisible();
  expect(written(sandbox)).toHaveLength(1);
  // Another patient in the same tab sees nothing of it.
  await fillEntry(page, { seen: 'Only for this patient' });
  await page.goto(sandbox.launchUrl({ patient: 'ten-minutes', user: 'nurse' }));
  await expect(page.getByRole('heading', { name: 'Time log' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Go on with it' })).toHaveCount(0);
  await page.context().close();
});
