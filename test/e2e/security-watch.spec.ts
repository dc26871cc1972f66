import type { Procedure } from '@medplum/fhirtypes';
import type { Page } from '@playwright/test';
import { Watch } from '../security/watch.ts';
import { expect, test as journeys } from './fixtures.ts';

/**
 * Every journey is watched (`fixtures.ts`). Here the watch itself is watched: what it is there to find is done on purpose.
 */
const test = journeys.extend({
  watch: async ({ browser, sandbox }, use) => {
    const watch = new Watch(sandbox);
    const stop = watch.follow(browser);
    await use(watch);
    stop();
  },
});

// The server's policy would stop most of it, and there would be nothing to be found.
test.use({ bypassCSP: true });

const STRANGER = 'https://stranger.example';
const NAME = 'Synthetic Billable';
const NOTE = 'Evening dose raised after a week above target.';

interface Planted {
  leak: string;
  /** Does it, in the page. `ehr` is the EHR's origin, `token` the session's access token. */
  plant: (page: Page, given: { ehr: string; token: string }) => Promise<unknown>;
  found: RegExp;
}

const PLANTED: Planted[] = [
  {
    leak: 'a name on the console',
    plant: (page) => page.evaluate((name) => console.info(`Patient: ${name}`), NAME),
    found: /^console: info: has a patient: Synthetic Billable/,
  },
  {
    leak: 'a note in an error that nobody catches',
    plant: (page) =>
      page.evaluate((note) => {
        setTimeout(() => {
          throw new Error(note);
        });
      }, NOTE),
    found: /^console: error: has a text of a Procedure/,
  },
  {
    leak: 'a request to a stranger, whatever is in it',
    plant: (page) => page.evaluate((url) => fetch(`${url}/count`, { mode: 'no-cors' }), STRANGER),
    found: /^request: GET https:\/\/stranger\.example\/count: goes to a stranger/,
  },
  {
    leak: 'a beacon',
    plant: (page) => page.evaluate((url) => navigator.sendBeacon(`${url}/beacon`, 'x'), STRANGER),
    found: /^request: POST https:\/\/stranger\.example\/beacon: goes to a stranger/,
  },
  {
    leak: 'an image',
    plant: (page) =>
      page.evaluate((url) => {
        new Image().src = `${url}/pixel.png`;
      }, STRANGER),
    found: /^request: GET https:\/\/stranger\.example\/pixel\.png: goes to a stranger/,
  },
  {
    leak: 'a WebSocket',
    plant: (page) => page.evaluate(() => new WebSocket('wss://stranger.example/live').readyState),
    found: /^request: WebSocket wss:\/\/stranger\.example\/live: goes to a stranger/,
  },
  {
    leak: 'a name in an address of the app’s own server',
    plant: (page) => page.evaluate((name) => fetch(`config.json?of=${encodeURIComponent(name)}`), NAME),
    found: /^request: GET \S+config\.json\S+: has a patient: Synthetic Billable/,
  },
  {
    leak: 'a birth date sent to the app’s own server',
    plant: (page) => page.evaluate(() => fetch('config.json', { method: 'POST', body: 'born 1950-01-01' })),
    found: /^request: POST \S+config\.json: has a patient: 1950-01-01/,
  },
  {
    leak: 'the address of the page told to the EHR',
    plant: (page, { ehr }) =>
      page.evaluate((url) => fetch(`${url}/full/fhir/metadata?told`, { referrerPolicy: 'unsafe-url' }), ehr),
    found: /^request: GET \S+metadata\?told: tells where it comes from/,
  },
  {
    leak: 'a token in an address of the EHR',
    plant: (page, { ehr, token }) => page.evaluate((url) => fetch(url), `${ehr}/full/fhir/metadata?token=${token}`),
    found: /^request: GET \S+metadata\?token=\S+: has a access_token/,
  },
  {
    leak: 'a record number in localStorage',
    plant: (page) => page.evaluate(() => localStorage.setItem('last', 'SYN-billable')),
    found: /^storage: local last: has a patient: SYN-billable/,
  },
  {
    leak: 'a patient’s id as a key of localStorage, put there by another way',
    plant: (page) =>
      page.evaluate(() => {
        localStorage['Patient/billable'] = '1';
      }),
    found: /^storage: local Patient\/billable: has a patient id/,
  },
  {
    leak: 'a token in localStorage',
    plant: (page, { token }) => page.evaluate((one) => localStorage.setItem('t', one), token),
    found: /^storage: local t: has a access_token/,
  },
  {
    leak: 'a token in a draft',
    plant: (page, { token }) =>
      page.evaluate((one) => sessionStorage.setItem(`rpm-tally-draft/${crypto.randomUUID()}`, one), token),
    found: /^storage: session rpm-tally-draft\/\S+: has a access_token/,
  },
  {
    leak: 'something in sessionStorage that nobody has accounted for',
    plant: (page) => page.evaluate(() => sessionStorage.setItem('cache', '{}')),
    found: /^storage: session cache: is not a key/,
  },
  {
    leak: 'a cookie',
    plant: (page) =>
      page.evaluate(() => {
        // biome-ignore lint/suspicious/noDocumentCookie: what must be noticed.
        document.cookie = 'seen=1';
      }),
    found: /^lasting: cookie: stays after the tab closes/,
  },
  {
    leak: 'a database',
    plant: (page) => page.evaluate(() => void indexedDB.open('months')),
    found: /^lasting: IndexedDB: stays after the tab closes/,
  },
  {
    leak: 'a cache of answers',
    plant: (page) => page.evaluate(() => caches.open('months').then(() => null)),
    found: /^lasting: Cache Storage: stays after the tab closes/,
  },
  {
    leak: 'a patient’s id in the history’s state',
    plant: (page) => page.evaluate(() => history.replaceState({ of: 'Procedure/billable-entry-1' }, '')),
    found: /^history: replaceState: has a resource id: Procedure\/billable-entry-1/,
  },
  {
    leak: 'a patient’s id in the address',
    plant: (page) => page.evaluate(() => history.pushState(null, '', '#/Patient/billable')),
    found: /^address: \S+#\/Patient\/billable: has a patient id/,
  },
  {
    leak: 'a name in the title, which the printed page and the taskbar show',
    plant: (page) =>
      page.evaluate((name) => {
        document.title = name;
      }, NAME),
    found: /^title: title: has a patient: Synthetic Billable/,
  },
  {
    leak: 'a name in the window’s name, which outlives the page',
    plant: (page) =>
      page.evaluate((name) => {
        window.name = name;
      }, NAME),
    found: /^history: window\.name: has a patient: Synthetic Billable/,
  },
  {
    leak: 'a note told to other tabs',
    plant: (page) => page.evaluate((note) => new BroadcastChannel('c').postMessage(note), NOTE),
    found: /^message: BroadcastChannel: has a text of a Procedure/,
  },
  {
    leak: 'a name in the name of a file',
    plant: async (page) => {
      const download = page.waitForEvent('download');
      await page.evaluate((name) => {
        const link = document.createElement('a');
        link.href = URL.createObjectURL(new Blob(['x']));
        link.download = `${name}.csv`;
        link.click();
      }, NAME);
      await download;
    },
    found: /^download: Synthetic Billable\.csv: has a patient/,
  },
];

test('a journey without a leak is found clean, and each planted leak is found', async ({
  context,
  page,
  sandbox,
  watch,
}) => {
  await context.route(`${STRANGER}/**`, (route) => route.fulfill({ body: '' }));
  await page.goto(sandbox.launchUrl({ patient: 'billable', user: 'nurse' }));
  await expect(page.getByText('March 2026 is shown.')).toBeAttached();
  expect(await watch.leaks()).toEqual([]);

  const token = await page.evaluate(
    () => /"access_token":"([^"]+)"/.exec(Object.values(sessionStorage).join())?.[1] ?? '',
  );
  expect(token).not.toBe('');
  for (const { plant } of PLANTED) await plant(page, { ehr: sandbox.url, token });
  await context.close();

  const leaks = await watch.leaks();
  for (const { leak, found } of PLANTED)
    expect
      .soft(
        leaks.filter((one) => found.test(one)),
        leak,
      )
      .toHaveLength(1);
});

test('what a journey writes into a chart is looked for as well', async ({ page, sandbox, watch }) => {
  await page.goto(sandbox.launchUrl({ patient: 'billable', user: 'nurse' }));
  await expect(page.getByText('March 2026 is shown.')).toBeAttached();
  const typed = 'SYNTHETIC: words that no story has told.';
  await page.evaluate((text) => console.info(text), typed);
  expect(await watch.leaks()).toEqual([]);
  const written: Procedure = {
    resourceType: 'Procedure',
    status: 'completed',
    subject: { reference: 'Patient/billable' },
    note: [{ text: typed }],
  };
  sandbox.sandbox.store('full').create(written);
  expect(await watch.leaks()).toEqual([expect.stringMatching(/^console: info: has a text of a Procedure/)]);
});

test('a frame of the EHR’s page is watched like a page', async ({ page, sandbox, watch }) => {
  await page.goto(`${sandbox.url}/embedded?patient=billable&profile=full&user=nurse&grant=all`);
  await expect(page.frameLocator('iframe').getByText('March 2026 is shown.')).toBeAttached();
  expect(await watch.leaks()).toEqual([]);
  const frame = page.frames().find((one) => one.url().startsWith(sandbox.appUrl));
  await frame?.evaluate((name) => console.info(name), NAME);
  await frame?.evaluate((name) => localStorage.setItem('last', name), NAME);
  expect(await watch.leaks()).toEqual([
    expect.stringMatching(/^console: info: has a patient/),
    expect.stringMatching(/^storage: local last: has a patient/),
  ]);
});
