import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Locator, Page } from '@playwright/test';
import * as z from 'zod';
import type { RunningSandbox } from '../../mocks/start.ts';
import { type AuditPlan, sampleOf } from '../../src/features/audit/sample.ts';
import { axeViolations, enrolOnly, expect, test } from './fixtures.ts';

/** The stories are told in March; looked back at from April they are a past month. */
const APRIL = '2026-04-10T12:00:00-04:00';
const FEES = { 99457: 48.1, 99458: 38.55, 99470: 26.2 };

const ON_THE_LIST = [
  'already-billed',
  'audit-risks',
  'charge-requested',
  'charge-unsupported',
  'forty-minutes',
  'inpatient-stay',
  'messy-data',
  'month-straddling',
  'ten-minutes',
  'undocumented-contact',
];

async function openAudit(page: Page, sandbox: RunningSandbox, settings: object = {}, grant: object = {}) {
  enrolOnly(sandbox, ON_THE_LIST);
  await page.route('**/config.json', async (route) => {
    const answer = await route.fetch();
    const config = z.record(z.string(), z.unknown()).parse(await answer.json());
    await route.fulfill({ json: { ...config, clock: APRIL, clockStarted: undefined, fees: FEES, ...settings } });
  });
  await page.goto(sandbox.launchUrl({ view: 'practice', user: 'biller', ...grant }));
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Audit' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Internal audit' })).toBeVisible();
}

async function auditAll(page: Page, from = '2026-03') {
  await page.getByRole('combobox', { name: 'First month' }).selectOption(from);
  await page.getByRole('radio', { name: 'All of them' }).check();
  await page.getByRole('button', { name: 'Start the audit' }).click();
  await expect(page.getByText('The audit is complete.')).toBeAttached({ timeout: 90_000 });
}

function region(page: Page, name: string): Locator {
  return page.getByRole('region', { name, exact: true });
}

function finding(page: Page, name: string): Locator {
  return region(page, 'Charges that would not stand up').getByRole('listitem').filter({ hasText: name });
}

/** How many patient-months there are of each outcome. */
async function outcomes(page: Page): Promise<Record<string, number>> {
  const rows = region(page, 'Result').getByRole('row');
  const cells = await rows.evaluateAll((all) =>
    all.map((row) => [...row.children].map((cell) => cell.textContent ?? '')),
  );
  return Object.fromEntries(cells.slice(1).map(([name = '', count = '']) => [name, Number(count)]));
}

const TYPES =
  'Patient Procedure Communication Consent Observation Encounter ChargeItem Task DocumentReference QuestionnaireResponse Coverage Device ' +
  'DeviceUseStatement Provenance RelatedPerson';

/** What the sandbox holds of its patients, as a bulk export would give it. */
function everything(sandbox: RunningSandbox): string {
  const store = sandbox.sandbox.store('full');
  return TYPES.split(' ')
    .flatMap((type) => store.all(type).map((resource) => `${JSON.stringify(resource)}\n`))
    .join('');
}

async function saved(page: Page, button: string): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button }).click(),
  ]);
  return readFile(await download.path(), 'utf8');
}

test('a past month: every charge that would not stand up, why, by which rules; what was left; nothing is written', async ({
  page,
  sandbox,
}) => {
  await openAudit(page, sandbox);
  await expect(page.getByText('as the verdict in the chart is')).toBeVisible();
  await expect(page.getByText('are those configured now')).toBeVisible();
  await auditAll(page);
  expect(await outcomes(page)).toMatchObject({
    'Charges would not stand up': 1,
    'Charges would stand up': 2,
    'Could not be judged': 0,
    'Looked at': ON_THE_LIST.length,
  });

  const unsupported = finding(page, 'Synthetic Charge Unsupported').first();
  await expect(unsupported).toContainText('99457 × 1 · 48.10 at stake');
  await expect(unsupported).toContainText('99457 is charged, and the evidence does not reach it.');
  await expect(unsupported).toContainText('In place of it could be charged: 99470 × 1.');
  await unsupported.getByText('Evidence, sources and dates').click();
  await expect(unsupported).toContainText(/Charges\s*ChargeItem\/[\w-]+ \(99457\)/);
  await expect(unsupported).toContainText('1 Jan 2026');
  await expect(unsupported).toContainText('CY 2024 Physician Fee Schedule final rule, 88 FR 78818');

  const unbilled = page.getByRole('table', { name: 'Could be charged and is not' });
  await expect(unbilled.getByRole('row', { name: /Synthetic Forty Minutes/ })).toContainText('99457 × 1, 99458 × 1');

  const risks = region(page, 'Denial risks');
  await expect(risks.getByRole('img', { name: /^Risks by month\. \d+ risks, \d+ of them high/ })).toBeVisible();
  await risks.getByText('Table: Risks by person who logged').click();
  await expect(risks.getByRole('row', { name: /^Synthetic Nurse in \d+ entries/ })).toBeVisible();
  await expect(risks.getByRole('row', { name: /^Copied note/ })).toContainText('1');

  const written = sandbox.log().filter(({ method, type }) => method !== 'GET' && type !== 'oauth');
  expect(written).toEqual([]);

  await unsupported.getByRole('button', { name: 'Synthetic Charge Unsupported' }).click();
  await expect(page.getByRole('combobox', { name: 'Month' })).toHaveValue('2026-03');
  await expect(page.getByRole('heading', { name: /A person must look at this month first/ })).toBeVisible();
  await page.getByRole('button', { name: 'Back to the list' }).click();
  await expect(finding(page, 'Synthetic Charge Unsupported').first()).toBeVisible();
});

test('the verdicts of an audit are those of the command', async ({ page, sandbox }) => {
  await openAudit(page, sandbox);
  await auditAll(page);
  const lines = (await saved(page, 'Verdicts, one a line (NDJSON)')).trimEnd().split('\n');
  const audit = z
    .object({ audit: z.object({ asOf: z.string() }), verdicts: z.array(z.unknown()), findings: z.array(z.unknown()) })
    .parse(JSON.parse(await saved(page, 'Whole audit (JSON)')));
  expect(audit.verdicts.map((verdict) => JSON.stringify(verdict))).toEqual(lines);

  const folder = await mkdtemp(join(tmpdir(), 'audit-'));
  const [chart, config] = [join(folder, 'chart.ndjson'), join(folder, 'config.json')];
  await writeFile(chart, everything(sandbox));
  await writeFile(config, await page.evaluate(async () => (await fetch('config.json')).text()));
  const asOf = ['--as-of', audit.audit.asOf, '--config', config];
  const command = ['src/cli/launch.js', '--month', '2026-03', '--time-zone', 'America/New_York', ...asOf, chart];
  const { stdout } = await promisify(execFile)('node', command, { maxBuffer: 2 ** 26 });
  await rm(folder, { recursive: true });

  const ofCommand = new Map(stdout.split('\n').map((line) => [patientIn(line), line]));
  expect(lines).toHaveLength(ON_THE_LIST.length);
  for (const line of lines)
    expect(ofTheMonth(line), patientIn(line)).toEqual(ofTheMonth(ofCommand.get(patientIn(line)) ?? ''));
});

/**
 * What an export has beyond what the app asks the EHR for: whole entries of other months, and resources without a date, that no search by
 * date finds. `docs/audit.md` leaves out the same by jq.
 */
function ofTheMonth(line: string): unknown {
  const fated = z.looseObject({ stretches: z.array(z.looseObject({ fate: z.string() })) });
  const {
    loggedSeconds: _,
    setAside: __,
    reductions,
    entries,
    ...rest
  } = z
    .looseObject({ reductions: z.array(z.looseObject({ reason: z.string() })), entries: z.array(fated) })
    .parse(JSON.parse(line));
  return {
    ...rest,
    reductions: reductions.filter(({ reason }) => reason !== 'outside-month'),
    entries: entries.filter(({ stretches }) => stretches.some(({ fate }) => fate !== 'outside-month')),
  };
}

test('the same seed draws the same sample again, another seed another', async ({ page, sandbox }) => {
  await openAudit(page, sandbox);
  await page.getByRole('combobox', { name: 'First month' }).selectOption('2026-01');
  const draw = async (seed: string) => {
    await page.getByRole('textbox', { name: 'How many to draw' }).fill('6');
    await page.getByRole('textbox', { name: 'Seed' }).fill(seed);
    await page.getByRole('button', { name: /Start the audit|Audit again/ }).click();
    await expect(region(page, 'Result')).toContainText(`6 patient-months drawn with the seed ${seed}`);
    await expect(page.getByText('The audit is complete.')).toBeAttached({ timeout: 90_000 });
    const verdicts = (await saved(page, 'Verdicts, one a line (NDJSON)')).trimEnd().split('\n');
    return verdicts.map((line) => z.object({ patient: z.string(), month: z.string() }).parse(JSON.parse(line)));
  };
  const plan: AuditPlan = { from: '2026-01', to: '2026-03', sample: 'random', size: 6, seed: 4711 };
  const expected = sampleOf(
    ON_THE_LIST.map((id) => `Patient/${id}`),
    plan,
  );
  expect(await draw('4711')).toEqual(expected);
  expect(await draw('42')).not.toEqual(expected);
  expect(await draw('4711')).toEqual(expected);

  await page.getByRole('textbox', { name: 'Seed' }).fill('4.5');
  await page.getByRole('button', { name: 'Audit again' }).click();
  await expect(page.getByRole('textbox', { name: 'Seed' })).toHaveAccessibleDescription(/A whole number from 0/);
});

test('high risks alone: all are read, those without are left out, and the cost is said before', async ({
  page,
  sandbox,
}) => {
  await openAudit(page, sandbox);
  await page.getByRole('combobox', { name: 'First month' }).selectOption('2026-03');
  await page.getByRole('radio', { name: 'Those with a high risk' }).check();
  await expect(page.getByText(/takes about [\d,]+ requests to the EHR/)).toBeVisible();
  await expect(page.getByText('all of them have to be read')).toBeVisible();
  await page.getByRole('button', { name: 'Start the audit' }).click();
  await expect(page.getByText('The audit is complete.')).toBeAttached({ timeout: 90_000 });
  const shown = await outcomes(page);
  expect(shown['Looked at']).toBe(4);
  expect(shown['Charges would not stand up']).toBe(1);
});

test('what could not be read is neither fine nor a finding', async ({ page, sandbox }) => {
  await openAudit(page, sandbox, {}, { withhold: ['Encounter.rs'] });
  await auditAll(page);
  const shown = await outcomes(page);
  expect(shown['Charges would stand up']).toBe(0);
  expect(shown['Could not be judged']).toBe(2);
  const table = page.getByRole('table', { name: 'Could not be judged' });
  await expect(table.getByRole('row', { name: /Synthetic Already Billed/ })).toContainText('right to read visits');

  await openAudit(page, sandbox, {}, { withhold: ['ChargeItem.rs', 'Task.rs'] });
  await auditAll(page);
  expect((await outcomes(page))['Could not be judged']).toBe(ON_THE_LIST.length);
  await expect(region(page, 'Charges that would not stand up')).toContainText('None among those looked at.');
});

test('by keyboard: chosen, stopped, gone on with, a finding opened', async ({ page, sandbox }) => {
  await openAudit(page, sandbox);
  sandbox.fault({ match: { profile: 'full', type: 'Observation' }, fault: 'latency:300', times: 60 });
  await page.getByRole('combobox', { name: 'First month' }).selectOption('2026-02');
  await page.getByRole('radio', { name: 'A random sample' }).focus();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('radio', { name: 'All of them' })).toBeChecked();
  await page.getByRole('button', { name: 'Start the audit' }).press('Enter');
  await expect(page.getByRole('progressbar')).toBeVisible();
  await page.getByRole('button', { name: 'Stop' }).press('Enter');
  await expect(page.getByText(/^Stopped after \d+ of \d+ patient-months\. What was read is kept/)).toBeVisible();
  const before = await outcomes(page);
  expect(before['Looked at']).toBeLessThan(2 * ON_THE_LIST.length);

  await page.getByRole('button', { name: 'Go on' }).press('Space');
  await expect(page.getByText('The audit is complete.')).toBeAttached({ timeout: 90_000 });
  expect((await outcomes(page))['Looked at']).toBe(2 * ON_THE_LIST.length);
  await finding(page, 'Synthetic Charge Unsupported')
    .first()
    .getByRole('button', { name: 'Synthetic Charge Unsupported' })
    .press('Enter');
  await expect(page.getByRole('button', { name: 'Back to the list' })).toBeVisible();
});

test('who may not audit is told so, and nothing is read', async ({ page, sandbox }) => {
  await openAudit(page, sandbox, { roles: { mayAudit: ['Practitioner/somebody-else'] } });
  await expect(region(page, 'This page is for those who audit')).toContainText('roles.mayAudit');
  await expect(page.getByRole('button', { name: 'Start the audit' })).toHaveCount(0);
});

for (const width of [1280, 768, 360])
  test(`at ${width} px: readable, nothing scrolls sideways, axe finds nothing`, async ({ page, sandbox }) => {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme: width === 768 ? 'dark' : 'light' });
    await openAudit(page, sandbox);
    expect(await axeViolations(page)).toEqual([]);
    await auditAll(page);
    const main = page.getByRole('main');
    for (const summary of await main.locator('summary').all()) await summary.click();
    expect(await axeViolations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  });

function patientIn(line: string): string {
  return /"patient":"([^"]*)"/.exec(line)?.[1] ?? '';
}
