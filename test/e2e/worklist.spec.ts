import type { Page, Route } from '@playwright/test';
import { sandboxConfig } from '../../mocks/config.ts';
import type { ProfileName } from '../../mocks/fhir/profiles.ts';
import type { RunningSandbox } from '../../mocks/start.ts';
import { stories } from '../../mocks/stories/index.ts';
import { axeViolations, expect, test } from './fixtures.ts';

// A busy machine must not fail a list of many charts.
test.setTimeout(300_000);
const LONG = { timeout: 120_000 };

/** The practice's patients but for the one whose chart is large. */
const PANEL = stories.map(({ id }) => id).filter((id) => id !== 'many-readings');
const ALL = PANEL.length;

interface Opening {
  profile?: ProfileName;
  user?: string;
  tokenSeconds?: number;
  /** In place of what config.json says. */
  config?: Record<string, unknown>;
  /** Who is on the practice's list, by id. */
  panel?: readonly string[];
}

function enrol(sandbox: RunningSandbox, profile: ProfileName, panel: readonly string[]) {
  const store = sandbox.sandbox.store(profile);
  const group = store.read('Group/rpm-panel');
  if (group === undefined) throw new Error('The sandbox has no list of patients');
  store.update({ ...group, ...{ member: panel.map((id) => ({ entity: { reference: `Patient/${id}` } })) } });
}

async function openWorklist(page: Page, sandbox: RunningSandbox, { config, panel = PANEL, ...launch }: Opening = {}) {
  enrol(sandbox, launch.profile ?? 'full', panel);
  if (config !== undefined)
    await page.route('**/config.json', (route) => route.fulfill({ json: { ...sandboxConfig(sandbox), ...config } }));
  await page.goto(sandbox.launchUrl({ view: 'practice', user: 'biller', ...launch }));
}

const table = (page: Page) => page.getByRole('table', { name: 'Patients' });
/** A patient's row, by the name on its button. */
const rowOf = (page: Page, name: string) =>
  table(page)
    .getByRole('row')
    .filter({ has: page.getByRole('button', { name, exact: true }) });
const view = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: new RegExp(`^${name} \\d`) });
const allRead = (page: Page, count = ALL) =>
  expect(page.getByText(`All ${count} patients are read.`)).toBeAttached(LONG);

/** The names on the list, from the top. */
function names(page: Page): Promise<string[]> {
  return table(page)
    .locator('tbody')
    .getByRole('button', { name: /^Synthetic/ })
    .allTextContents();
}

/** Ticks all that is to be checked, attests and confirms, as a person would who finds it right. */
async function charge(page: Page, name: string) {
  await page.getByRole('button', { name: 'Review and charge' }).click();
  const dialog = page.getByRole('dialog', { name: 'Charge March 2026' });
  const boxes = dialog.getByRole('list', { name: 'Check the evidence' }).getByRole('checkbox');
  await expect(boxes.first()).toBeVisible();
  for (const box of await boxes.all()) await box.check();
  await dialog.getByRole('checkbox', { name: /have checked the evidence above and attest/ }).check();
  await dialog.getByRole('button', { name: `Charge CPT 99457 × 1 for ${name}, March 2026` }).click();
  await expect(dialog.getByText(/The EHR holds it/)).toBeVisible();
  await dialog.getByRole('button', { name: 'Close', exact: true }).first().click();
}

/** No part of the page lies beside the screen. */
async function expectNoSideways(page: Page) {
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
}

test.describe('the list at each width', () => {
  for (const profile of ['full', 'epic-like'] as const)
    for (const width of [1280, 768, 360])
      test(`${profile}, ${width} px: who stands where, what is missing and what it brings`, async ({
        page,
        sandbox,
      }) => {
        await page.setViewportSize({ width, height: 900 });
        await openWorklist(page, sandbox, { profile });
        await expect(page.getByRole('heading', { name: 'Worklist, March 2026' })).toBeVisible();
        await allRead(page);
        await expect(rowOf(page, 'Synthetic Billable')).toContainText('Ready to bill');
        await expect(rowOf(page, 'Synthetic Billable')).toContainText('22 min');
        await expect(rowOf(page, 'Synthetic Billable')).toContainText('50.00');
        await expect(rowOf(page, 'Synthetic Billable')).toContainText('MRN SYN-billable');
        await expect(page.getByText('7 days left').first()).toBeVisible();
        await expect(page.getByText('4 billable now')).toBeVisible();
        await expect(page.getByText(/An estimate: units × the fees/)).toBeVisible();
        await expectNoSideways(page);
        expect(await axeViolations(page)).toEqual([]);

        await view(page, 'Needs review').click();
        await expect(rowOf(page, 'Synthetic Inpatient Stay')).toContainText('Needs review');
        await expect(rowOf(page, 'Synthetic Billable')).toHaveCount(0);
        await view(page, 'Nearly there').click();
        await expect(rowOf(page, 'Synthetic No Live Contact')).toContainText('a live contact');
        await expect(rowOf(page, 'Synthetic Nineteen Fiftynine')).toContainText('1 s of clinical time');
        // Who need only wait for the month's end, then who needs least.
        expect((await names(page)).slice(0, 2)).toEqual([
          'Synthetic Consent Withdrawn',
          'Synthetic Nineteen Fiftynine',
        ]);
        await page.getByText(/can’t get there by time and contact/).click();
        await expect(page.getByText(/a high risk must be looked at first/)).toBeVisible();
        await page.getByText('Filters', { exact: true }).click();
        await page.getByText('Keyboard', { exact: true }).click();
        await expectNoSideways(page);
        expect(await axeViolations(page)).toEqual([]);
      });
});

test('without fees it says so and shows no amount', async ({ page, sandbox }) => {
  await openWorklist(page, sandbox, { config: { fees: {} } });
  await allRead(page);
  await expect(page.getByText('No fees are configured, so that no amounts are shown.')).toBeVisible();
  await expect(page.getByText(/expected$/)).toHaveCount(0);
});

test.describe('views, filters and order', () => {
  test('stand in the address without a word about patients, and outlive a reload; what was typed does not', async ({
    page,
    sandbox,
  }) => {
    await openWorklist(page, sandbox);
    await allRead(page);
    await view(page, 'Billed').click();
    await expect(page).toHaveURL(/#\/worklist\/2026-03\?status=billed$/);
    await page.getByRole('searchbox', { name: 'Name or MRN' }).fill('requested');
    await expect.poll(() => names(page)).toEqual(['Synthetic Charge Requested']);
    expect(page.url()).not.toContain('equested');
    await page.getByRole('button', { name: 'Counted time', exact: true }).click();
    await expect(page).toHaveURL(/\?status=billed&sort=counted$/);
    await expect(page.getByRole('columnheader', { name: 'Counted time' })).toHaveAttribute('aria-sort', 'ascending');

    await page.reload();
    await expect(view(page, 'Billed')).toHaveAttribute('aria-pressed', 'true');
    await expect(page.getByRole('searchbox')).toHaveValue('');
    await expect(rowOf(page, 'Synthetic Already Billed')).toBeVisible();
  });

  test('order the list by any column, in both directions and back', async ({ page, sandbox }) => {
    await openWorklist(page, sandbox);
    await allRead(page);
    const byName = page.getByRole('button', { name: 'Patient', exact: true });
    await byName.click();
    await expect.poll(async () => (await names(page))[0]).toBe('Synthetic Administrative Time');
    await byName.click();
    await expect.poll(async () => (await names(page))[0]).toBe('Synthetic Voicemail Only');
    await byName.click();
    await expect.poll(async () => (await names(page))[0]).toBe('Synthetic Billable');
    await page.getByRole('button', { name: 'Expected', exact: true }).click();
    await page.getByRole('button', { name: 'Expected', exact: true }).click();
    await expect.poll(async () => (await names(page))[0]).toBe('Synthetic Forty Minutes');
  });

  test('a view of one’s own is kept as filters only', async ({ page, sandbox }) => {
    await openWorklist(page, sandbox);
    await allRead(page);
    await page.getByText('Filters', { exact: true }).click();
    await page.getByRole('checkbox', { name: 'Live contact' }).check();
    await page.getByRole('searchbox').fill('Voicemail');
    await page.getByRole('button', { name: 'Keep this view' }).click();
    const own = view(page, 'Missing: Live contact');
    await expect(own).toHaveAttribute('aria-pressed', 'true');
    expect(await page.evaluate(() => JSON.stringify(localStorage))).toBe(
      JSON.stringify({ 'rpm-tally-worklist-views': 'missing=interactive-communication' }),
    );
    await view(page, 'Everybody').click();
    await page.reload();
    await own.click();
    await expect(rowOf(page, 'Synthetic Voicemail Only')).toBeVisible();
    await page.getByRole('button', { name: 'Forget this view' }).click();
    await expect(own).toHaveCount(0);
  });

  test('views of the configuration, and whose patients they are', async ({ page, sandbox }) => {
    const views = [{ name: 'Only contact missing', status: ['in-progress'], missing: ['interactive-communication'] }];
    await openWorklist(page, sandbox, { user: 'nurse', config: { worklist: { group: 'Group/rpm-panel', views } } });
    await allRead(page);
    await view(page, 'Only contact missing').click();
    await expect(rowOf(page, 'Synthetic No Live Contact')).toBeVisible();
    await expect(rowOf(page, 'Synthetic Undocumented Contact')).toHaveCount(0);
    await view(page, 'Everybody').click();
    await page.getByText('Filters', { exact: true }).click();
    await page.getByLabel('Assigned to').selectOption('Me');
    await expect(rowOf(page, 'Synthetic Billable')).toContainText('logged most time');
    await page.getByLabel('Assigned to').selectOption('Nobody');
    await expect(rowOf(page, 'Synthetic Billable')).toHaveCount(0);
  });
});

test('by keyboard alone: to a patient, into the chart, and back to where one was', async ({ page, sandbox }) => {
  await openWorklist(page, sandbox);
  await allRead(page);
  await page.keyboard.press('/');
  await page.keyboard.type('time');
  await expect.poll(() => names(page)).toEqual(['Synthetic Administrative Time']);
  await page.getByRole('searchbox').fill('');
  const first = rowOf(page, 'Synthetic Billable').getByRole('button');
  await first.focus();
  await page.keyboard.press('ArrowDown');
  await expect(rowOf(page, 'Synthetic Forty Minutes').getByRole('button')).toBeFocused();
  await page.keyboard.press('End');
  await expect(rowOf(page, 'Synthetic Messy Data').getByRole('button')).toBeFocused();
  await page.keyboard.press('Home');
  await expect(first).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main').getByText('March 2026 is shown.')).toBeAttached();
  expect(page.url()).not.toContain('forty');
  await page.getByRole('button', { name: 'Back to the list' }).press('Enter');
  await expect(rowOf(page, 'Synthetic Forty Minutes').getByRole('button')).toBeFocused();

  await page.keyboard.press('2');
  await expect(view(page, 'Billable now')).toHaveAttribute('aria-pressed', 'true');
  await page.getByText('Keyboard', { exact: true }).click();
  await page.getByRole('checkbox', { name: 'Single-key shortcuts' }).uncheck();
  await page.getByRole('heading', { name: 'Worklist, March 2026' }).click();
  await page.keyboard.press('5');
  await expect(view(page, 'Billable now')).toHaveAttribute('aria-pressed', 'true');
  await expect(view(page, 'Billed')).toHaveAttribute('aria-pressed', 'false');
});

test('a reload of an open chart’s address shows the list', async ({ page, sandbox }) => {
  await openWorklist(page, sandbox);
  await rowOf(page, 'Synthetic Billable').getByRole('button').click();
  await expect(page.getByRole('heading', { name: /March 2026 can be billed/ })).toBeVisible();
  await expect(page).toHaveURL(/#\/worklist\/2026-03\/chart$/);
  await page.getByRole('button', { name: 'Previous month' }).click();
  await expect(page.getByText('February 2026 is shown.')).toBeAttached();
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Worklist, February 2026' })).toBeVisible();
  await expect(table(page)).toBeVisible();
});

test.describe('one by one', () => {
  for (const profile of ['full', 'epic-like'] as const)
    test(`${profile}: charges what is confirmed, skips what is not, and says what is no longer billable`, async ({
      page,
      sandbox,
    }) => {
      await openWorklist(page, sandbox, { profile });
      await allRead(page);
      await view(page, 'Billable now').click();
      const [first = '', second = '', third = ''] = await names(page);
      await page.getByRole('button', { name: 'Verify 4 billable, one by one' }).click();
      await expect(page.getByText('1 of 4')).toBeVisible();
      await expect(page.getByRole('button', { name: `Leave uncharged, next: ${second}` })).toBeVisible();
      await charge(page, first);
      await expect(page.getByText('Charged in this round. 99457')).toBeVisible();
      expect(await axeViolations(page)).toEqual([]);
      await page.getByRole('button', { name: `Next: ${second}` }).click();
      await expect(page.getByText('2 of 4')).toBeVisible();

      // Meanwhile somebody corrects the third one's chart.
      const id = stories.find(({ title }) => title === third)?.id;
      for (const entry of sandbox.sandbox.store(profile).naming('Procedure', `Patient/${id}`))
        sandbox.sandbox.store(profile).update({ ...entry, ...{ status: 'entered-in-error' } });
      await page.getByRole('button', { name: `Leave uncharged, next: ${third}` }).click();
      await expect(page.getByText(/It can’t be charged any more, as the chart is now/)).toBeVisible();
      await expect(page.getByRole('button', { name: 'Review and charge' })).toBeDisabled();

      await page.getByRole('button', { name: 'Back to the list' }).click();
      const done = page.getByRole('list', { name: 'What happened' }).getByRole('listitem');
      await expect(done).toHaveText([
        `${first} Charged in this round. 99457`,
        `${second} Not charged: it can still be.`,
        new RegExp(`^${third} It can’t be charged any more`),
      ]);
      await expect(page.getByText('3 of 4 looked at')).toBeVisible();
      await expect(page.getByText(/kept in this tab only/)).toBeVisible();
      expect(await axeViolations(page)).toEqual([]);
      await view(page, 'Billed').click();
      await expect(rowOf(page, first)).toContainText('Billed');
      const writes = sandbox
        .log()
        .filter(({ method, path }) => method === 'POST' && /^(ChargeItem|DocumentReference)/.test(path));
      expect(writes).toHaveLength(1);

      await page.getByRole('button', { name: /^Go on with/ }).click();
      await expect(page.getByText('4 of 4')).toBeVisible();
      await page.getByRole('button', { name: 'Finish' }).click();
      await expect(page.getByText('4 of 4 looked at')).toBeVisible();
      await page.getByRole('button', { name: 'Close this list' }).click();
      await expect(page.getByText('4 of 4 looked at')).toHaveCount(0);
    });

  test('is not for those who may not charge, and says why', async ({ page, sandbox }) => {
    await openWorklist(page, sandbox, { user: 'nurse', config: { roles: { mayCharge: ['Practitioner/biller'] } } });
    await allRead(page);
    const button = page.getByRole('button', { name: 'Verify 4 billable, one by one' });
    await expect(button).toBeDisabled();
    await expect(button).toHaveAccessibleDescription(/Your role does not charge/);
  });
});

test('the practice’s pages are for the roles that the configuration names', async ({ page, sandbox }) => {
  await openWorklist(page, sandbox, { user: 'nurse', config: { roles: { mayUsePractice: ['Practitioner/biller'] } } });
  await expect(page.getByRole('heading', { name: 'These pages are for some roles of this practice' })).toBeVisible();
  await expect(page.getByText(/decided by the rights that the EHR gives you/)).toBeVisible();
  expect(await axeViolations(page)).toEqual([]);
  expect(sandbox.log().filter(({ path }) => /^(Group|Procedure|Patient)/.test(path))).toEqual([]);
});

test.describe('what goes wrong', () => {
  test('a storm of “too many requests”: everybody is read in the end', async ({ page, sandbox }) => {
    sandbox.fault({ match: { method: 'GET', type: 'Procedure' }, fault: '429:1', times: 12 });
    await openWorklist(page, sandbox);
    await allRead(page);
    await expect(page.getByText(/could not be read\./)).toHaveCount(0);
  });

  test('a chart that makes no sense fails alone, is never called not billable, and can be read again', async ({
    page,
    sandbox,
  }) => {
    const strange = async (route: Route) => route.fulfill({ body: '<html>Under maintenance</html>' });
    const isTheirs = /fhir\/.*(patient=ten-minutes|Patient\/ten-minutes)/;
    await page.route(isTheirs, strange);
    await openWorklist(page, sandbox);
    await expect(page.getByText('1 could not be read.')).toBeVisible();
    await view(page, 'Failed to read').click();
    const failed = table(page).locator('tbody').getByRole('row').filter({ hasText: 'ten-minutes' });
    await expect(failed).toContainText('Not read');
    await expect(failed).toContainText('The answer is no JSON.');
    await expect(failed).not.toContainText('Not billable');
    expect(await axeViolations(page)).toEqual([]);
    await page.unroute(isTheirs, strange);
    await failed.getByRole('button', { name: /^Read .* again$/ }).click();
    await allRead(page);
    await view(page, 'Everybody').click();
    await expect(rowOf(page, 'Synthetic Ten Minutes')).toContainText('In progress');
  });

  test('a part that can’t be read is not taken as absent: a closed month is unknown, not “not billable”', async ({
    page,
    sandbox,
  }) => {
    sandbox.fault({ match: { type: 'Procedure', method: 'GET' }, fault: '403' });
    await openWorklist(page, sandbox);
    await allRead(page);
    await page.getByRole('button', { name: 'Previous month' }).click();
    await expect(page.getByRole('heading', { name: 'Worklist, February 2026' })).toBeVisible();
    await allRead(page);
    await expect(rowOf(page, 'Synthetic Ten Minutes')).toContainText('Unknown');
    await expect(rowOf(page, 'Synthetic Ten Minutes')).toContainText('Not fully read');
  });

  test('a session that ends half-way keeps what was read and asks for no more', async ({ page, sandbox }) => {
    await openWorklist(page, sandbox, {
      profile: 'oracle-like',
      tokenSeconds: 3600,
      config: { worklist: { group: 'Group/rpm-panel', requestsAtOnce: 2 } },
    });
    await page.getByLabel('File with the patients').setInputFiles(listFile(stories.map(({ id }) => `Patient/${id}`)));
    await expect(rowOf(page, 'Synthetic Billable')).toContainText('Ready to bill');
    sandbox.fault({ match: { profile: 'oracle-like' }, fault: '401' });
    await expect(page.getByText('Your session with the EHR has ended')).toBeVisible();
    await expect(
      page.getByText('Reading has stopped, since the session has ended. What was read stays.'),
    ).toBeVisible();
    await expect(rowOf(page, 'Synthetic Billable')).toContainText('Ready to bill');
    await expect(table(page).getByText('Not billable')).toHaveCount(0);
    const asked = sandbox.log().length;
    await view(page, 'Billable now').click();
    await expect(page.getByRole('button', { name: /^Verify/ })).toBeDisabled();
    expect(await axeViolations(page)).toEqual([]);
    expect(sandbox.log().length).toBe(asked);
  });
});

function listFile(lines: readonly string[]) {
  return { name: 'report.csv', mimeType: 'text/csv', buffer: Buffer.from(lines.join('\r\n')) };
}

test('where the EHR gives no list, one’s own does: it stays in the tab', async ({ page, sandbox }) => {
  await openWorklist(page, sandbox, { profile: 'oracle-like' });
  await expect(page.getByText(/This EHR gives no list of the enrolled patients/)).toBeVisible();
  expect(await axeViolations(page)).toEqual([]);
  const file = page.getByLabel('File with the patients');
  await file.setInputFiles(listFile(['SYN-nobody']));
  await expect(page.getByText('The EHR knows none of the patients that the file names.')).toBeVisible();
  await file.setInputFiles(listFile(['MRN', 'SYN-billable', 'SYN-ten-minutes', 'SYN-already-billed']));
  await expect(page.getByText(/1 of 4 entries of the file name nobody/)).toBeVisible();
  await allRead(page, 3);
  await expect(rowOf(page, 'Synthetic Billable')).toContainText('Ready to bill');
  await expect(rowOf(page, 'Synthetic Already Billed')).toContainText('Billed');
  expect(await page.evaluate(() => JSON.stringify([localStorage, { ...sessionStorage }]))).not.toContain('SYN-');
  await page.reload();
  await expect(page.getByLabel('File with the patients')).toBeVisible();
});

test('no more requests are under way at once than the configuration allows', async ({ page, sandbox }) => {
  let most = 0;
  let now = 0;
  const { sandbox: ehr } = sandbox;
  const handle = ehr.handle.bind(ehr);
  ehr.handle = async (request) => {
    // What the EHR can and how it looks is asked once a launch, beside the reading.
    const isReading = request.method === 'GET' && /\/fhir\/(?!metadata)/.test(request.url);
    if (!isReading) return handle(request);
    now += 1;
    most = Math.max(most, now);
    return handle(request).finally(() => {
      now -= 1;
    });
  };
  sandbox.fault({ match: { method: 'GET' }, fault: 'latency:40' });
  await openWorklist(page, sandbox, { config: { worklist: { group: 'Group/rpm-panel', requestsAtOnce: 4 } } });
  await allRead(page);
  ehr.handle = handle;
  expect(most).toBe(4);
});
