import type { Page } from '@playwright/test';
import { axeViolations, expect, test } from './fixtures.ts';
import { SCREENS, type Screen } from './screens.ts';

// A busy machine must not fail a screen that takes many steps.
test.setTimeout(240_000);

/** 1280 px at a zoom of 400 %, which is where WCAG 2.2 (1.4.10) asks for no scrolling in two directions. */
const ZOOMED = { width: 320, height: 640 };

/** WCAG 2.2, 1.4.12: what somebody may set to read better. */
const SPACED = `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
  p { margin-block-end: 2em !important; }`;

/** Adds rules as a reader's own style sheet would: the app's policy allows none in the markup. */
async function wear(page: Page, css: string) {
  await page.evaluate((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  }, css);
}

/** What lies beside the screen, or is cut off in a box that can't be scrolled. */
function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const nameOf = (element: Element) => `${element.tagName} ${element.className} ${element.textContent?.slice(0, 40)}`;
    const shown = [...document.querySelectorAll('body *')].filter(
      (element) => element.checkVisibility({ visibilityProperty: true }) && !(element instanceof SVGElement),
    );
    const scrolls = document.documentElement.scrollWidth > width;
    // The innermost ones are to blame.
    const beside = shown.filter((element) => scrolls && element.getBoundingClientRect().right > width + 1);
    const cut = shown.filter((element) => {
      const { overflowX, overflowY, clipPath } = getComputedStyle(element);
      if (clipPath !== 'none' || element instanceof HTMLSelectElement || element instanceof HTMLInputElement)
        return false;
      const wide = overflowX === 'hidden' && element.scrollWidth > element.clientWidth + 1;
      const high = overflowY === 'hidden' && element.scrollHeight > element.clientHeight + 1;
      return wide || high;
    });
    return [...beside, ...cut].map(nameOf);
  });
}

/** Things to press that are smaller than 24 × 24 px (WCAG 2.2, 2.5.8), but for links in a sentence and boxes that their label makes larger. */
function small(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('button, summary, select, [role="button"], a')]
      .filter((element) => element.checkVisibility({ visibilityProperty: true }))
      .map((element) => ({ element, box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 0 && (Math.round(box.width) < 24 || Math.round(box.height) < 24))
      .map(({ element, box }) => `${element.textContent} ${Math.round(box.width)} × ${Math.round(box.height)}`),
  );
}

interface Named {
  role: string;
  name: string;
}

/** What a screen reader lists: everything that can be pressed, by its name and where it stands. */
function controls(tree: string): Named[] {
  return [
    ...tree.matchAll(
      /^ *- (?:')?(button|link|checkbox|radio|textbox|searchbox|combobox|spinbutton)(?: "((?:[^"\\]|\\.)*)")?/gm,
    ),
  ].map(([, role = '', name = '']) => ({ role, name }));
}

/** The levels of the headings in the order in which they are read. */
function headings(tree: string): number[] {
  return [...tree.matchAll(/heading .*\[level=(\d)\]/g)].map(([, level]) => Number(level));
}

async function expectToBeHeard(page: Page) {
  const tree = await page.locator('body').ariaSnapshot();
  expect(
    controls(tree).filter(({ name }) => name === ''),
    'controls without a name',
  ).toEqual([]);
  const levels = headings(tree);
  expect(
    levels.filter((level, at) => level > (levels[at - 1] ?? 0) + 1),
    'headings that leave out a level',
  ).toEqual([]);
  expect(tree.match(/- list(?: "[^"]*")?$/gm) ?? [], 'lists with nothing in them').toEqual([]);
  // Rows and things that are read again bear names of their own.
  const summaries = await page.locator('summary').evaluateAll((all) => all.map((one) => one.textContent ?? ''));
  expect(
    summaries.filter((one, at) => summaries.indexOf(one) !== at),
    'disclosures that sound alike',
  ).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
  expect(await page.title()).toMatch(/RPM Tally/);
  expect(tree.match(/^ *- main/gm) ?? [], 'main landmarks').toHaveLength(1);
}

const check = (screen: Screen) =>
  test(screen.name, async ({ page, sandbox }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await screen.open(page, sandbox);

    await test.step('in the dark', async () => {
      await page.emulateMedia({ colorScheme: 'dark' });
      expect(await axeViolations(page)).toEqual([]);
    });
    await test.step('in the system’s own colours, and with more contrast', async () => {
      await page.emulateMedia({ colorScheme: 'light', contrast: 'more' });
      expect(await axeViolations(page)).toEqual([]);
      await page.emulateMedia({ forcedColors: 'active', contrast: 'no-preference' });
      expect(await unseen(page)).toEqual([]);
      await page.emulateMedia({ forcedColors: 'none' });
    });
    await test.step('by ear', () => expectToBeHeard(page));
    await test.step('without motion', async () => {
      const moving = await page.evaluate(
        () =>
          document.getAnimations().filter(({ effect }) => Number(effect?.getComputedTiming().activeDuration) > 0)
            .length,
      );
      expect(moving).toBe(0);
    });
    await test.step('at a zoom of 400 %', async () => {
      await page.setViewportSize(ZOOMED);
      await expect.poll(() => cutOff(page)).toEqual([]);
      await expect.poll(() => small(page)).toEqual([]);
    });
    await test.step('with a reader’s own spacing', async () => {
      await wear(page, SPACED);
      await expect.poll(() => cutOff(page)).toEqual([]);
    });
  });

/** Where a system's own colours take away every ground: icons that have no colour left, and chosen buttons that look like the others. */
function unseen(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const ground = getComputedStyle(document.documentElement).backgroundColor;
    const colourless = [...document.querySelectorAll('svg path, svg line, svg rect')]
      .filter((part) => part.checkVisibility({ visibilityProperty: true }))
      .filter((part) => {
        const { stroke, fill } = getComputedStyle(part);
        return [stroke, fill].every((colour) => colour === 'none' || colour === ground);
      })
      .map((part) => `${part.tagName} in ${part.closest('svg')?.parentElement?.className}`);
    const looks = (pressed: string) =>
      [...document.querySelectorAll(`[aria-pressed="${pressed}"]`)].map((one) => getComputedStyle(one).backgroundColor);
    const alike = looks('true').filter((look) => looks('false').includes(look));
    return [...colourless, ...alike.map((look) => `a chosen button in ${look}, as the others`)];
  });
}

test.describe('every screen can be seen, heard, enlarged and read', () => {
  for (const screen of SCREENS) check(screen);
});

test.describe('the style of the EHR', () => {
  const STYLE = {
    color_background: '#edeae3',
    color_highlight: '#69b5ce',
    color_text: '#303030',
    dim_border_radius: '3px',
  };
  const tokens = (page: Page) =>
    page.evaluate(() => {
      const value = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name);
      return { ground: value('--ground'), text: value('--text'), accent: value('--accent'), radius: value('--radius') };
    });
  const WORN = { ground: 'rgb(237, 234, 227)', text: 'rgb(48, 48, 48)', accent: '#0a58a6', radius: '3px' };

  test('is worn as far as it can be read, asked for after the verdict, without a token; the person’s own wishes come first', async ({
    page,
    sandbox,
  }) => {
    const asked: Record<string, string>[] = [];
    await page.route('**/smart-style.json', async (route) => {
      // What the person came for is there already.
      await expect(page.getByRole('heading', { name: /March 2026 can be billed/ })).toBeVisible();
      asked.push(await route.request().allHeaders());
      await route.fulfill({ json: STYLE, headers: { 'Access-Control-Allow-Origin': '*' } });
    });
    await page.goto(sandbox.launchUrl({ patient: 'billable', user: 'nurse' }));
    await expect(page.getByRole('heading', { name: 'Time log' })).toBeVisible();
    await expect.poll(() => tokens(page)).toEqual(WORN);
    expect(await axeViolations(page)).toEqual([]);
    expect(asked).toHaveLength(1);
    expect(asked[0]).not.toHaveProperty('authorization');
    expect(asked[0]).not.toHaveProperty('cookie');

    await page.emulateMedia({ colorScheme: 'dark' });
    await expect
      .poll(() => tokens(page))
      .toMatchObject({ ground: '#10161c', text: '#e7edf3', accent: 'rgb(105, 181, 206)' });
    expect(await axeViolations(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'light', contrast: 'more' });
    await expect.poll(() => tokens(page)).toMatchObject({ ground: '#f4f6f8', text: '#17212b' });
    await page.emulateMedia({ contrast: 'no-preference', media: 'print' });
    await expect.poll(() => tokens(page)).toMatchObject({ ground: '#fff' });
  });

  test('that names another origin, or does not come, leaves the app as it is', async ({ page, sandbox }) => {
    await page.route('**/oauth/token', async (route) => {
      const response = await route.fetch();
      await route.fulfill({
        response,
        json: { ...(await response.json()), smart_style_url: 'https://stranger.example/style.json' },
      });
    });
    const strange: string[] = [];
    page.on('request', (request) => {
      if (request.url().includes('stranger.example')) strange.push(request.url());
    });
    await page.goto(sandbox.launchUrl({ patient: 'billable', user: 'nurse' }));
    await expect(page.getByRole('heading', { name: 'Time log' })).toBeVisible();
    expect(await tokens(page)).toMatchObject({ ground: '#f4f6f8', text: '#17212b' });
    expect(strange).toEqual([]);
  });
});
