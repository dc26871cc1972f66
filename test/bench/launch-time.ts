import { type Browser, chromium, type Page } from '@playwright/test';
import { startApp } from '../../mocks/app.ts';
import type { ProfileName } from '../../mocks/fhir/profiles.ts';
import { type RunningSandbox, startSandbox } from '../../mocks/start.ts';
import { CHROMIUM_ARGS, chromiumPath } from '../browser.ts';
import { countTrips, type Trip } from './trips.ts';

const SHOWN = 'March 2026 is shown.';

export interface Launch {
  profile: ProfileName;
  trips: Trip[];
  /** From the request of the page to which the EHR sends the browser back, in ms; the quickest of some rounds. */
  milliseconds: number;
}

/** Launches the built app in each kind of EHR: what waits for what, and how long it takes when each request takes so much longer. */
export async function measureLaunches(
  profiles: readonly ProfileName[],
  latency: number,
  rounds: number,
): Promise<Launch[]> {
  const sandbox = await startSandbox();
  const app = await startApp(sandbox, { built: true });
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: CHROMIUM_ARGS });
  try {
    const launches: Launch[] = [];
    for (const profile of profiles) {
      const times: number[] = [];
      for (let round = 0; round < rounds; round += 1) times.push(await timeOf(browser, sandbox, profile, latency));
      launches.push({ profile, trips: await tripsOf(browser, sandbox, profile), milliseconds: Math.min(...times) });
    }
    return launches;
  } finally {
    await browser.close();
    await app.close();
    await sandbox.close();
  }
}

const opened = (page: Page, sandbox: RunningSandbox, profile: ProfileName) =>
  page.goto(sandbox.launchUrl({ patient: 'billable', user: 'nurse', profile }));

async function tripsOf(browser: Browser, sandbox: RunningSandbox, profile: ProfileName): Promise<Trip[]> {
  const page = await browser.newPage();
  const shown = page.getByText(SHOWN);
  const open = () => opened(page, sandbox, profile);
  const trips = await countTrips(page, sandbox.appUrl, open, async () => (await shown.count()) > 0);
  await page.close();
  return trips;
}

async function timeOf(
  browser: Browser,
  sandbox: RunningSandbox,
  profile: ProfileName,
  latency: number,
): Promise<number> {
  const page = await browser.newPage();
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Network.enable');
  const unlimited = { offline: false, downloadThroughput: -1, uploadThroughput: -1 };
  await devtools.send('Network.emulateNetworkConditions', { ...unlimited, latency });
  await page.addInitScript((text) => {
    new MutationObserver((_, observer) => {
      if (document.body?.textContent?.includes(text) !== true) return;
      performance.mark('rpm-tally-verdict');
      observer.disconnect();
    }).observe(document, { childList: true, subtree: true, characterData: true });
  }, SHOWN);
  await opened(page, sandbox, profile);
  await page.getByText(SHOWN).waitFor({ state: 'attached' });
  const at = await page.evaluate(() => performance.getEntriesByName('rpm-tally-verdict')[0]?.startTime);
  await page.close();
  if (at === undefined) throw new Error('The verdict was shown, and nobody saw when');
  return at;
}
