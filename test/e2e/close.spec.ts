import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import type { RunningSandbox } from '../../mocks/start.ts';
import { valueAt } from '../../src/fhir/resource.ts';
import { pagesOf } from '../pdf.ts';
import { readCsv } from '../read-csv.ts';
import { axeViolations, expect, test } from './fixtures.ts';

const NARROW = { width: 360, height: 800 };
const PANEL = [
  'billable',
  'forty-minutes',
  'ten-minutes',
  'undocumented-contact',
  'overlapping-staff',
  'inpatient-stay',
  'already-billed',
  'charge-requested',
  'charge-unsupported',
  'messy-data',
];

/** Ten patients with a difference of each kind: the story of ten thousand readings is told elsewhere. */
test.beforeEach(({ sandbox }) => {
  const store = sandbox.sandbox.store('full');
  const group = store.read('Group/rpm-panel');
  if (group === undefined) throw new Error('The sandbox has no panel');
  const smaller = { ...group, member: PANEL.map((id) => ({ entity: { reference: `Patient/${id}` } })) };
  store.update(smaller);
});

/** A practice that has told what it is paid. */
async function withFees(page: Page) {
  await page.route('**/config.json', async (route) => {
    const config = await (await route.fetch()).json();
    await route.fulfill({ json: { ...config, fees: { '99457': 47.5, '99458': 38.25 } } });
  });
}

async function openClose(page: Page, sandbox: RunningSandbox) {
  await page.goto(sandbox.launchUrl({ view: 'practice', user: 'biller' }));
  await page.getByRole('link', { name: 'Month close' }).click();
  await expect(page.getByText(/^All \d+ patients read\.$/)).toBeAttached();
}

async function openChart(page: Page, sandbox: RunningSandbox, patient: string) {
  await page.goto(sandbox.launchUrl({ patient, user: 'biller' }));
  await expect(page.getByText('March 2026 is shown.')).toBeAttached();
}

const section = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

/** A second charge of what is charged already, as another route would leave it. */
function chargeAgain(sandbox: RunningSandbox, patient: string) {
  const store = sandbox.sandbox.store('full');
  const charge = store.all('ChargeItem').find(({ id }) => id.startsWith(`${patient}-`));
  if (charge === undefined) throw new Error(`${patient} has no charge`);
  store.create({ ...charge });
}

/** The rows of a table that the page hands to the browser, by the names of their columns. */
async function saved(page: Page, button: string): Promise<{ name: string; rows: Record<string, string>[] }> {
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: button }).click();
  const download = await coming;
  const text = await readFile(await download.path(), 'utf8');
  expect(text.startsWith('\uFEFF')).toBe(true);
  const [header = [], ...rows] = readCsv(text);
  return {
    name: download.suggestedFilename(),
    rows: rows.map((cells) => Object.fromEntries(header.map((name, at) => [name, cells[at] ?? '']))),
  };
}

for (const width of [1280, 768, 360])
  test(`the month's evidence against its charges, at ${width} px`, async ({ page, sandbox }) => {
    await page.setViewportSize({ width, height: 900 });
    await withFees(page);
    chargeAgain(sandbox, 'already-billed');
    await openClose(page, sandbox);
    await expect(page.getByText(/^March 2026 is still open until 31 Mar 2026\./)).toBeVisible();
    const twice = section(page, 'Charged more than once');
    await expect(twice.getByText('Synthetic Already Billed')).toBeVisible();
    await expect(twice.getByText('Take back all but the oldest.')).toBeVisible();
    await expect(section(page, 'Charged without evidence').getByText(/^13 min counted of 13 min/)).toBeVisible();
    await expect(section(page, 'Not known').getByText(/^Live contact unknown/)).toBeVisible();
    const totals = section(page, 'Totals');
    await expect(totals.getByRole('row', { name: 'Ready and not charged 4 180.75' })).toBeVisible();
    expect(await axeViolations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
    expect(new URL(page.url()).hash).toBe('#/close/2026-03');
  });

test('a difference opens the chart, and the way back leads to the close', async ({ page, sandbox }) => {
  await openClose(page, sandbox);
  await section(page, 'Charged without evidence').getByRole('button', { name: 'Synthetic Charge Unsupported' }).click();
  await expect(page.getByText('March 2026 is shown.')).toBeAttached();
  await expect(page.getByText('No longer supported')).toBeVisible();
  await page.getByRole('button', { name: 'Back to the list' }).click();
  await expect(page.getByRole('heading', { name: 'Month close, March 2026' })).toBeVisible();
  await page.getByRole('button', { name: 'Previous month' }).click();
  await expect(page.getByText('February 2026 is closed: its time can only be corrected now.')).toBeVisible();
});

test('a patient who could not be read is not known, on screen and in the tables, until read again', async ({
  page,
  sandbox,
}) => {
  const broken = /\/full\/fhir\/.*already-billed/;
  await page.route(broken, (route) => route.abort());
  await openClose(page, sandbox);
  await expect(page.getByRole('alert').getByText('1 patient could not be read.')).toBeVisible();
  await expect(section(page, 'Not known').getByRole('button', { name: 'Patient already-billed' })).toBeVisible();
  const { rows } = await saved(page, 'Month as CSV');
  const failed = rows.find(({ patient }) => patient === 'Patient/already-billed');
  expect(failed).toMatchObject({
    status: 'unknown',
    outcome: 'not-known',
    '99457_units': '',
    '99457_charged_units': '',
  });
  expect(failed?.unknown_reason).not.toBe('');
  await page.unroute(broken);
  await page.getByRole('button', { name: 'Read those again' }).click();
  await expect(page.getByRole('alert')).toBeHidden();
  await expect(section(page, 'Charged without attestation').getByText('Synthetic Already Billed')).toBeVisible();
});

test('the tables are handed to the browser and sent nowhere', async ({ page, sandbox }) => {
  await withFees(page);
  await openClose(page, sandbox);
  const asked: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith('blob:')) asked.push(request.url());
  });
  const month = await saved(page, 'Month as CSV');
  expect(month.name).toBe('rpm-tally-2026-03-month.csv');
  expect(month.rows).toHaveLength(PANEL.length);
  const row = (id: string) => month.rows.find(({ patient }) => patient === `Patient/${id}`);
  expect(row('forty-minutes')).toMatchObject({
    name: 'Synthetic Forty Minutes',
    record_number: 'SYN-forty-minutes',
    status: 'billable',
    counted_seconds: '2580',
    counted: '43 min',
    month_closed: 'false',
    '99457_units': '1',
    '99457_amount': '47.5',
    '99458_service_date': '2026-03-20',
    '99458_charged_units': '0',
  });
  expect(row('overlapping-staff')).toMatchObject({
    logged_seconds: '1920',
    overlap_seconds: '600',
    counted_seconds: '1320',
  });
  expect(row('charge-requested')).toMatchObject({ status: 'billed', '99457_charged_units': '1' });
  const differences = await saved(page, 'Differences as CSV');
  expect(differences.name).toBe('rpm-tally-2026-03-differences.csv');
  expect(differences.rows).toContainEqual(
    expect.objectContaining({
      name: 'Synthetic Charge Unsupported',
      difference: 'unsupported',
      code: '99457',
      reached_units: '0',
      charged_units: '1',
      amount: '47.5',
      charges: 'ChargeItem/charge-unsupported-charge-1',
    }),
  );
  await expect(page.getByText('rpm-tally-2026-03-differences.csv is handed to the browser to save.')).toBeVisible();
  expect(asked).toEqual([]);
});

test('packets of chosen patients, each beginning a page, the patient named on every page', async ({
  page,
  sandbox,
}, info) => {
  await openClose(page, sandbox);
  const print = page.getByRole('button', { name: /^Packets of/ });
  await expect(print).toBeDisabled();
  await page.getByRole('button', { name: 'Choose all with charges' }).click();
  await page.getByRole('checkbox', { name: 'Packet of Synthetic Charge Requested' }).uncheck();
  await page.getByRole('checkbox', { name: 'Packet of Synthetic Messy Data' }).check();
  await print.click();
  await expect(page.getByText('3 packets are ready.')).toBeAttached();
  await expect(page.getByRole('heading', { name: '3 evidence packets, March 2026' })).toBeFocused();
  expect(await axeViolations(page)).toEqual([]);

  for (const format of ['Letter', 'A4']) {
    const pdf = await page.pdf({ format });
    await info.attach(`packets-${format}.pdf`, { body: pdf, contentType: 'application/pdf' });
    const pages = await pagesOf(pdf);
    const names = ['Synthetic Already Billed', 'Synthetic Charge Unsupported', 'Synthetic Messy Data'];
    const whose = pages.map((text) => names.filter((name) => text.includes(`${name}, born 1 Jan 1950, MRN SYN-`)));
    expect(new Set(whose.flat())).toEqual(new Set(names));
    expect(whose.every((each) => each.length === 1)).toBe(true);
    // Each packet is on pages of its own: as many beginnings and ends as packets.
    expect(pages.filter((text) => text.includes('Service month'))).toHaveLength(3);
    expect(pages.filter((text) => text.includes('End of the packet'))).toHaveLength(3);
    for (const [at, text] of pages.entries()) {
      expect(text).toContain('Synthetic patient: test data, no real person');
      expect(text).toContain(`${at + 1} / ${pages.length}`);
    }
    const all = pages.join(' ');
    expect(all).toContain('A time without a time zone: its start “2026-03-07T10:00:00” has no time-zone offset');
    expect(all).toContain('99457 × 1: stands');
    expect(all).not.toContain('The browser’s print dialog');
  }

  await page.keyboard.press('Escape');
  await expect(page.getByRole('heading', { name: 'Month close, March 2026' })).toBeVisible();
  await expect(print).toBeFocused();
});

test('the packet of a charge says who put their name to it, and whether the chart still gives its hash', async ({
  page,
  sandbox,
}) => {
  await openChart(page, sandbox, 'billable');
  await page.getByRole('button', { name: 'Review and charge' }).click();
  const dialog = page.getByRole('dialog', { name: 'Charge March 2026' });
  const boxes = dialog.getByRole('list', { name: 'Check the evidence' }).getByRole('checkbox');
  await expect(boxes.first()).toBeVisible();
  for (const box of await boxes.all()) await box.check();
  await dialog.getByRole('checkbox', { name: /attest/ }).check();
  await dialog.getByRole('button', { name: /^Charge CPT/ }).click();
  await expect(dialog.getByText(/Charged\. The EHR holds it/)).toBeVisible();
  await dialog.getByRole('button', { name: 'Close' }).click();

  const open = page.getByRole('button', { name: 'Evidence packet…' });
  await open.click();
  const packet = page.getByRole('article', { name: 'Evidence packet: Synthetic Billable' });
  await expect(packet.getByText(/^“I, Synthetic Biller, have checked the evidence/)).toBeVisible();
  await expect(packet.getByText(/^Recomputed from the chart for .*: the same\.$/)).toBeVisible();
  await page.setViewportSize(NARROW);
  expect(await axeViolations(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  await page.getByRole('button', { name: 'Back' }).click();
  await expect(open).toBeFocused();

  // Somebody makes an entry shorter; the packet is read anew each time.
  const store = sandbox.sandbox.store('full');
  const entry = store.all('Procedure').find(({ id }) => id === 'billable-entry-1');
  const start = valueAt(entry, ['performedPeriod', 'start']);
  if (entry === undefined || typeof start !== 'string') throw new Error('The story has changed');
  const shorter = { ...entry, performedPeriod: { start, end: new Date(Date.parse(start) + 120_000).toISOString() } };
  store.update(shorter);
  await open.click();
  await expect(packet.getByText(/^Recomputed from the chart for .*: DIFFERS: [0-9a-f]{64}$/)).toBeVisible();
  await expect(
    packet.getByText(/^Procedure\/billable-entry-1 was changed: it is version 2, and was 1\./),
  ).toBeVisible();
});

test('a packet that could not be made says so, and the others are printed without it', async ({ page, sandbox }) => {
  await openClose(page, sandbox);
  await page.getByRole('checkbox', { name: 'Packet of Synthetic Billable' }).check();
  await page.getByRole('checkbox', { name: 'Packet of Synthetic Ten Minutes' }).check();
  const broken = /\/full\/fhir\/.*ten-minutes/;
  await page.route(broken, (route) => route.abort());
  await page.getByRole('button', { name: /^Packets of/ }).click();
  await expect(
    page.getByRole('alert').getByText('The packet of Synthetic Ten Minutes could not be made'),
  ).toBeVisible();
  await expect(page.getByRole('button', { name: 'Print the 1 that were read…' })).toBeEnabled();
  await page.unroute(broken);
  await page.getByRole('button', { name: 'Read again' }).click();
  await expect(page.getByRole('article')).toHaveCount(2);
  await expect(page.getByRole('alert')).toBeHidden();
});

test('a chart on paper says whose it is, and nothing that can only be pressed', async ({ page, sandbox }) => {
  await openChart(page, sandbox, 'overlapping-staff');
  await expect(page.getByRole('heading', { name: 'Readings', exact: true })).toBeVisible();
  const text = (await pagesOf(await page.pdf({ format: 'Letter' }))).join(' ');
  for (const words of [
    'Synthetic Overlapping Staff',
    'March 2026 can be billed: 99457',
    'Overlapping',
    '− 10 min',
    'Source',
  ])
    expect(text).toContain(words);
  for (const words of ['Review and charge', 'Sign out', 'Evidence packet…', 'Start timer'])
    expect(text).not.toContain(words);
});
