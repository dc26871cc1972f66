import { axeViolations, expect, test } from './fixtures.ts';

const TALL = 120;

for (const width of [320, 768, 1280]) {
  test(`a chart's sidebar of ${width} px shows the verdict and what is missing in 120 px, without scrolling`, async ({
    page,
    sandbox,
  }) => {
    await page.setViewportSize({ width, height: TALL });
    await page.goto(
      sandbox.launchUrl({ patient: 'nineteen-fifty-nine', user: 'nurse', view: 'compact', needPatientBanner: false }),
    );
    const view = page.getByRole('main', { name: 'Remote monitoring in March 2026' });
    await expect(view.getByText('In progress')).toBeVisible();
    await expect(view.getByRole('heading', { name: 'March 2026' })).toBeVisible();
    await expect(view.getByText('19 min 59 s counted')).toBeVisible();
    await expect(view.getByRole('status')).toContainText('1 s');
    expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeLessThanOrEqual(TALL);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    expect(await axeViolations(page)).toEqual([]);
  });
}

test('the one line in a frame of the chart is read again on request and says whose it is', async ({
  page,
  sandbox,
}) => {
  await page.goto(`${sandbox.url}/embedded?patient=billable&profile=full&user=nurse&grant=all&sidebar`);
  const line = page.frameLocator('iframe');
  await expect(line.getByText('Ready to bill')).toBeVisible();
  await expect(line.getByText('Synthetic Billable')).toBeVisible();
  sandbox.fault({ match: { method: 'GET' }, fault: '500', times: 200 });
  await line.getByRole('button', { name: 'Read again' }).click();
  await expect(line.getByRole('alert')).toContainText('nothing was changed');
  await expect(line.getByText('Ready to bill')).toBeVisible();
});

test('the one line offers nothing that writes', async ({ page, sandbox }) => {
  await page.goto(sandbox.launchUrl({ patient: 'billable', user: 'nurse', view: 'compact' }));
  await expect(page.getByText('Ready to bill')).toBeVisible();
  await expect(page.getByRole('button')).toHaveText(['Read again']);
  await page.reload();
  await expect(page.getByText('Ready to bill')).toBeVisible();
  await expect(page.getByRole('button')).toHaveText(['Read again']);
});
