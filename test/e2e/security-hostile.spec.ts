import type { Page } from '@playwright/test';
import { PAYLOAD, poison } from '../security/hostile-chart.ts';
import { expect, test } from './fixtures.ts';

const SHOWN = 'March 2026 is shown.';

/** What of the page could run or load something that the app did not bring. */
function foreignContent(page: Page) {
  return page.evaluate(() => {
    const attributes = [...document.querySelectorAll('*')].flatMap((element) =>
      [...element.attributes]
        .filter(
          ({ name, value }) => /^on/.test(name) || /^\s*(javascript|vbscript|data:text|data:image\/svg)/i.test(value),
        )
        .map(({ name, value }) => `${element.localName} ${name}=${value}`),
    );
    const elements = [
      ...document.querySelectorAll('iframe, object, embed, base, form[action], img, a[href], link, script'),
    ]
      .map((element) => element.getAttribute('src') ?? element.getAttribute('href') ?? element.outerHTML)
      .filter((address) => new URL(address, location.href).origin !== location.origin);
    return { ran: Reflect.get(window, 'hostile') ?? null, attributes, elements };
  });
}

const NOTHING = { ran: null, attributes: [], elements: [] };

test('names, notes, narratives and links of a hostile chart are shown as text and run nowhere', async ({
  page,
  sandbox,
}) => {
  poison(sandbox);
  await page.goto(sandbox.launchUrl({ patient: 'billable', user: 'nurse' }));
  await expect(page.getByText(SHOWN)).toBeAttached();
  await expect(page.getByText(PAYLOAD).first()).toBeVisible();
  expect(await foreignContent(page)).toEqual(NOTHING);

  // Everything that can be opened on the screen is.
  for (const details of await page.locator('details:not([open]) > summary').all())
    if (await details.isVisible()) await details.click();
  const evidence = page.getByRole('button', { name: /^(Contact|Consent|Entry|Reading), \d/ });
  expect(await evidence.count()).toBeGreaterThan(2);
  const names = new Set(await evidence.allInnerTexts());
  for (const name of [...names].slice(0, 8)) {
    await page.getByRole('button', { name, exact: true }).first().click();
    const dialog = page.getByRole('dialog').last();
    await expect(dialog).toBeVisible();
    await dialog.locator('summary').first().click();
    await expect(dialog.getByText('onerror').first()).toBeVisible();
    expect(await foreignContent(page)).toEqual(NOTHING);
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  }

  await page.getByRole('button', { name: 'Review and charge' }).click();
  await expect(page.getByRole('dialog', { name: 'Charge March 2026' }).getByRole('checkbox').first()).toBeVisible();
  expect(await foreignContent(page)).toEqual(NOTHING);
});

test('what a server says of an error is shown as text', async ({ page, sandbox }) => {
  await page.route(`${sandbox.issuer('full')}/Consent?*`, (route) =>
    route.fulfill({
      status: 403,
      headers: { 'access-control-allow-origin': '*', 'content-type': 'application/fhir+json' },
      json: {
        resourceType: 'OperationOutcome',
        text: { status: 'generated', div: PAYLOAD },
        issue: [{ severity: 'error', code: 'forbidden', details: { text: PAYLOAD }, diagnostics: PAYLOAD }],
      },
    }),
  );
  await page.goto(sandbox.launchUrl({ patient: 'billable', user: 'nurse' }));
  await expect(page.getByRole('heading', { name: 'Not everything could be read' })).toBeVisible();
  await expect(page.getByText('onerror').first()).toBeVisible();
  expect(await foreignContent(page)).toEqual(NOTHING);
});
