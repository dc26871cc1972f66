import { type Browser, chromium, type Page } from '@playwright/test';
import * as z from 'zod';
import { startApp } from '../../mocks/app.ts';
import { type RunningSandbox, startSandbox } from '../../mocks/start.ts';
import { CHROMIUM_ARGS, chromiumPath } from '../browser.ts';

/** The longest tasks of the page's main thread, in ms: while one runs, the page answers no click (https://w3c.github.io/longtasks/). */
export interface LongTasks {
  readings: number;
  /** Until the verdict was shown, then while the readings were worked out, then in using their table. */
  untilShown: number[];
  readingsShown: number[];
  tableUsed: number[];
}

const PATIENT = 'many-readings';
const reading = z.looseObject({
  resourceType: z.literal('Observation'),
  id: z.string(),
  meta: z.looseObject({ versionId: z.string(), lastUpdated: z.string() }),
  effectiveDateTime: z.string(),
});
const trace = z.object({
  traceEvents: z.array(
    z.object({
      name: z.string(),
      pid: z.number(),
      tid: z.number(),
      /** Microseconds. */
      ts: z.number(),
      /** Microseconds that the thread itself ran: what else the machine does doesn't count. */
      tdur: z.number().optional(),
    }),
  ),
});

/**
 * Opens a month of so many readings in the built app, as a person does, and uses the table of all of them.
 * @param slower how many times slower than this machine's the processor is made
 */
export async function measureLongTasks(readings: number, slower: number): Promise<LongTasks> {
  const sandbox = await startSandbox();
  const app = await startApp(sandbox, { built: true });
  fill(sandbox, readings);
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: CHROMIUM_ARGS });
  try {
    return await measure(browser, sandbox, readings, slower);
  } finally {
    await browser.close();
    await app.close();
    await sandbox.close();
  }
}

/** Copies the story's readings, each at another minute of its day, until there are enough. */
function fill(sandbox: RunningSandbox, readings: number): void {
  const store = sandbox.sandbox.store('full');
  const told = store.naming('Observation', `Patient/${PATIENT}`);
  const more = Array.from({ length: readings - told.length }, (_, number) => {
    const model = reading.parse(told[number % told.length]);
    const at = new Date(Date.parse(model.effectiveDateTime) + (1 + Math.floor(number / told.length)) * 60_000);
    return { ...model, id: `copy-${number}`, effectiveDateTime: at.toISOString() };
  });
  store.seed(more);
}

async function measure(
  browser: Browser,
  sandbox: RunningSandbox,
  readings: number,
  slower: number,
): Promise<LongTasks> {
  const page = await browser.newPage();
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: slower });
  await browser.startTracing(page, { categories: ['disabled-by-default-devtools.timeline', 'blink.user_timing'] });
  await page.goto(sandbox.launchUrl({ patient: PATIENT, user: 'nurse' }));
  await page.getByText('March 2026 is shown.').waitFor({ state: 'attached', timeout: 300_000 });
  await mark(page, 'verdict');
  await tableOf(page).waitFor({ timeout: 300_000 });
  await mark(page, 'readings');
  await turnTable(page);
  await mark(page, 'table');
  const { traceEvents } = trace.parse(JSON.parse((await browser.stopTracing()).toString()));
  const at = (name: string) => traceEvents.find((event) => event.name === `rpm-tally-${name}`)?.ts ?? Number.NaN;
  const { pid, tid } = z
    .object({ pid: z.number(), tid: z.number() })
    .parse(traceEvents.find(({ name }) => name === 'rpm-tally-verdict'));
  const tasks = traceEvents.filter((event) => event.name === 'RunTask' && event.pid === pid && event.tid === tid);
  const between = (from: number, to: number) =>
    tasks
      .filter(({ ts }) => ts >= from && ts < to)
      .map(({ tdur = 0 }) => tdur / 1000)
      .sort((a, b) => b - a)
      .slice(0, 5)
      .map(Math.round);
  return {
    readings,
    untilShown: between(0, at('verdict')),
    readingsShown: between(at('verdict'), at('readings')),
    tableUsed: between(at('readings'), at('table')),
  };
}

const mark = (page: Page, name: string) => page.evaluate((name) => void performance.mark(`rpm-tally-${name}`), name);

/** Opens the table of all readings of a kind, sorts it, and turns to the next page. */
async function turnTable(page: Page): Promise<void> {
  await tableOf(page).click();
  await page.getByRole('button', { name: 'Taken' }).click();
  await page.getByRole('button', { name: /^Next/ }).last().click();
  await page.waitForTimeout(1_000);
}

const tableOf = (page: Page) => page.getByText(/^Table of [0-9,]+ readings$/).first();
