import type { Page } from '@playwright/test';
import type { RunningSandbox } from '../../mocks/start.ts';
import { axeViolations, expect, test } from './fixtures.ts';

const PATIENT = 'ten-minutes';

/** Puts synthetic readings into the chart, as a device or the patient would. */
function measure(sandbox: RunningSandbox, readings: readonly Record<string, unknown>[]) {
  const category = [
    { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'vital-signs' }] },
  ];
  const resources = readings.map((reading, number) => ({
    resourceType: 'Observation' as const,
    id: `synthetic-${number}`,
    meta: { versionId: '1', lastUpdated: '2026-03-25T12:00:00Z' },
    status: 'final',
    category,
    subject: { reference: `Patient/${PATIENT}` },
    device: { reference: `Device/${PATIENT}-device` },
    ...reading,
  }));
  sandbox.sandbox.store('full').seed(resources);
}

const loinc = (code: string) => ({ coding: [{ system: 'http://loinc.org', code }] });
const value = (number: number, code: string) => ({
  valueQuantity: { value: number, unit: code, code, system: 'http://unitsofmeasure.org' },
});
const at = (day: number, time: string) => ({
  effectiveDateTime: `2026-03-${String(day).padStart(2, '0')}T${time}-04:00`,
});
const told = { device: undefined, performer: [{ reference: `Patient/${PATIENT}` }] };

async function openReadings(page: Page, sandbox: RunningSandbox, patient = PATIENT) {
  await page.goto(sandbox.launchUrl({ patient, user: 'nurse', profile: 'full' }));
  const section = page.getByRole('region', { name: 'Readings', exact: true });
  await expect(section).toBeVisible();
  return section;
}

test('readings stand below the verdict: days, each kind with its figures, and what could not be drawn', async ({
  page,
  sandbox,
}) => {
  measure(sandbox, [
    { code: loinc('29463-7'), ...value(90, 'kg'), ...at(10, '07:00:00') },
    { code: loinc('29463-7'), ...value(91, 'kg'), ...at(11, '07:00:00') },
    { code: loinc('29463-7'), ...value(198.4, '[lb_av]'), ...at(12, '07:00:00') },
    { code: loinc('15074-8'), ...value(11.2, 'mmol/L'), ...at(12, '07:10:00') },
    { code: loinc('59408-5'), ...value(88, '%'), ...at(12, '07:20:00') },
    { code: loinc('8867-4'), ...value(71, '/min'), ...at(12, '07:30:00') },
    { code: loinc('8480-6'), ...value(151, 'mm[Hg]'), ...at(25, '08:00:00'), ...told },
    { code: { text: 'Steps' }, ...value(3000, '1'), ...at(13, '08:00:00') },
    { code: loinc('29463-7'), ...value(14, '[stone_av]'), ...at(14, '08:00:00') },
  ]);
  const section = await openReadings(page, sandbox);

  const days = section.getByRole('list', { name: 'Readings by day' }).getByRole('listitem');
  await expect(days).toHaveCount(31);
  await expect(days.nth(11)).toContainText('12 Mar: 5 from a device');
  await expect(days.nth(24)).toContainText('25 Mar: 1 self-reported');
  await expect(days.nth(30)).toContainText('31 Mar: still to come');

  for (const kind of ['Blood pressure', 'Weight', 'Pulse', 'Oxygen saturation (SpO₂)', 'Glucose'])
    await expect(section.getByRole('region', { name: kind })).toBeVisible();
  await expect(section.getByRole('region', { name: 'Glucose' }).getByRole('img')).toHaveAccessibleName(
    /latest 11.2\. Beyond a limit on 1 of 1 day/,
  );

  const weight = section.getByRole('region', { name: 'Weight' });
  await expect(weight.getByText('1 reading was written in another unit')).toBeVisible();
  await weight.getByText('Table of 3 readings').click();
  await expect(weight.getByRole('row', { name: '198.4 lb (90 kg)' })).toBeVisible();

  await section.getByText('2 readings not drawn').click();
  await expect(section.getByText('its code is “Steps”')).toBeVisible();
  await expect(section.getByText('the unit of its weight value is “[stone_av]”')).toBeVisible();
});

test('readings are picked by keyboard, by day and by page, and stay picked', async ({ page, sandbox }) => {
  const section = await openReadings(page, sandbox, 'billable');
  await section.locator('summary', { hasText: 'Table of 24 readings' }).press('Enter');
  await section.getByRole('checkbox', { name: /Select the reading of 24.Mar/ }).press('Space');
  await expect(section.getByRole('status').first()).toContainText('1 reading selected');

  await section.getByRole('combobox', { name: 'From' }).selectOption('2026-03-09');
  await section.getByRole('combobox', { name: 'To' }).selectOption('2026-03-12');
  await expect(section.getByRole('checkbox', { name: /Select the reading of/ })).toHaveCount(4);
  await section.getByRole('button', { name: 'Select all 4' }).press('Enter');
  await expect(section.getByRole('status').first()).toContainText('5 readings selected');

  await section.getByRole('checkbox', { name: 'Only beyond a limit' }).check();
  await expect(section.getByRole('checkbox', { name: /Select the reading of/ })).toHaveCount(2);
  await section.getByRole('checkbox', { name: 'Select the readings on this page' }).uncheck();
  await expect(section.getByRole('status').first()).toContainText('3 readings selected');

  await section.getByRole('button', { name: 'Clear the selection' }).press('Enter');
  await expect(section.getByRole('button', { name: 'Clear the selection' })).toHaveCount(0);
});

test('a reading opens as the EHR sent it', async ({ page, sandbox }) => {
  const section = await openReadings(page, sandbox, 'billable');
  await section.getByText('Table of 24 readings').click();
  await section.getByRole('button', { name: /24.Mar/ }).click();
  await expect(page.getByRole('dialog')).toContainText('Blood pressure');
  await page.keyboard.press('Escape');
  await expect(section.getByRole('button', { name: /24.Mar/ })).toBeFocused();
});

test('ten thousand readings are all there, a page at a time, in either order', async ({ page, sandbox }) => {
  measure(
    sandbox,
    Array.from({ length: 10_000 }, (_, number) => {
      const minute = Math.floor(number / 23) * 3;
      const time = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}:00`;
      return { code: loinc('2339-0'), ...value(90 + (number % 97), 'mg/dL'), ...at(2 + (number % 23), time) };
    }),
  );
  const section = await openReadings(page, sandbox);
  const glucose = section.getByRole('region', { name: 'Glucose' });
  await glucose.getByText('Table of 10,000 readings').click();
  const table = glucose.getByRole('table', { name: 'Glucose, reading by reading' });
  await expect(table.getByRole('row')).toHaveCount(26);
  await glucose.getByRole('button', { name: 'Next' }).click();
  await expect(glucose.getByRole('status')).toHaveText('26–50 of 10,000');
  await glucose.getByRole('button', { name: 'Taken' }).click();
  await expect(table.getByRole('columnheader', { name: 'Taken' })).toHaveAttribute('aria-sort', 'ascending');
  await expect(table.getByRole('row').nth(1)).toContainText('90 mg/dL');
  await expect(glucose.getByRole('status')).toHaveText('1–25 of 10,000');
});

test('the verdict stands without the readings’ chunk', async ({ page, sandbox }) => {
  await page.route(/\/assets\/Readings-.*\.js$/, (route) => route.abort());
  await page.goto(sandbox.launchUrl({ patient: 'billable', user: 'nurse', profile: 'full' }));
  await expect(page.getByRole('alert')).toContainText('This part of the app could not be shown');
  await expect(page.getByRole('heading', { name: /March 2026 can be billed/ })).toBeVisible();
});

for (const scheme of ['light', 'dark'] as const)
  for (const width of [360, 1280])
    test(`nothing is wrong by axe and nothing overflows: ${scheme}, ${width} px`, async ({ page, sandbox }) => {
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height: 900 });
      measure(sandbox, [{ code: loinc('29463-7'), ...value(198.4, '[lb_av]'), ...at(12, '07:00:00'), ...told }]);
      const section = await openReadings(page, sandbox);
      for (const table of await section.getByText(/^Table of/).all()) await table.click();
      expect(await axeViolations(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    });
