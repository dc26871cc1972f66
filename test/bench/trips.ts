import type { CDPSession, Page } from '@playwright/test';
import * as z from 'zod';

/**
 * Counts round trips that wait for one another, not time: every request is held until the page asks for nothing more, then all that are
 * held go on at once. What the page asks for next depended on an answer. However slow the machine, the count is the same.
 */

/** One round trip: what was asked at once. */
export interface Trip {
  asked: string[];
  /** Whether the EHR was asked, or the app's own server for its files only. */
  ofEhr: boolean;
  /** How many of them the browser asked leave for beforehand (CORS): a trip more where the EHR is on another origin and gave no leave before. */
  preflights: number;
}

/** The page has nothing more to ask when it was silent for so long. Generous, since it only makes the count slower. */
const SILENCE = 500;

const paused = z.object({
  requestId: z.string(),
  networkId: z.string().optional(),
  request: z.object({ url: z.string(), method: z.string() }),
});
const willBeSent = z.object({ initiator: z.object({ type: z.string() }) });
const ended = z.object({ requestId: z.string() });

/**
 * From the moment in which the EHR has sent the browser back to the app until `shown`.
 * @param open leads the page through the launch; the count begins with the page's request that carries a code
 * @param app the app's origin; none of its files comes from the cache, though a browser has them from `launch.html`
 */
export async function countTrips(
  page: Page,
  app: string,
  open: () => Promise<unknown>,
  shown: () => Promise<boolean>,
): Promise<Trip[]> {
  const devtools = await page.context().newCDPSession(page);
  const gate = new Gate(devtools, app);
  await gate.start();
  try {
    // The launch ends with a page whose requests are held, so that it is waited for only in the end.
    const opened = open();
    // Until the page itself is let through, it can't be asked what it shows.
    const isShown = async () => gate.trips.length > 0 && (await shown());
    for (await gate.silence(); !(await isShown()); await gate.silence()) await gate.release();
    await gate.open();
    await opened;
    return gate.trips;
  } finally {
    await devtools.detach();
  }
}

class Gate {
  readonly trips: Trip[] = [];
  readonly #devtools: CDPSession;
  readonly #app: string;
  #held: { id: string; networkId: string | undefined; name: string; ofEhr: boolean }[] = [];
  /** Those that went on and are not answered yet. */
  readonly #underWay = new Set<string>();
  #counting = false;
  #preflights = 0;
  #lastChange = Date.now();

  constructor(devtools: CDPSession, app: string) {
    this.#devtools = devtools;
    this.#app = app;
  }

  async start(): Promise<void> {
    this.#devtools.on('Fetch.requestPaused', (event) => this.#paused(paused.parse(event)));
    this.#devtools.on('Network.requestWillBeSent', (event) => this.#sent(willBeSent.parse(event)));
    this.#devtools.on('Network.loadingFinished', (event) => this.#ended(ended.parse(event)));
    this.#devtools.on('Network.loadingFailed', (event) => this.#ended(ended.parse(event)));
    await this.#devtools.send('Network.enable');
    await this.#devtools.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] });
  }

  /** Resolves when nothing has been asked or answered for a while and nothing is on its way. */
  async silence(): Promise<void> {
    do await new Promise((resolve) => setTimeout(resolve, 50));
    while (this.#underWay.size > 0 || Date.now() - this.#lastChange < SILENCE);
  }

  /** Holds nothing any more. */
  async open(): Promise<void> {
    await this.#devtools.send('Fetch.disable');
  }

  async release(): Promise<void> {
    const going = this.#held;
    this.#held = [];
    if (going.length === 0) return;
    this.trips.push({
      asked: going.map(({ name }) => name),
      ofEhr: going.some(({ ofEhr }) => ofEhr),
      preflights: this.#preflights,
    });
    this.#preflights = 0;
    for (const { networkId } of going) if (networkId !== undefined) this.#underWay.add(networkId);
    await Promise.all(going.map(({ id }) => this.#goOn(id)));
  }

  #paused({ requestId, networkId, request }: z.output<typeof paused>): void {
    this.#lastChange = Date.now();
    const url = new URL(request.url);
    if (url.origin === this.#app && url.searchParams.has('code')) this.#counting = true;
    if (!this.#counting || url.pathname === '/icon.svg' || request.method === 'OPTIONS') {
      void this.#goOn(requestId);
      return;
    }
    this.#held.push({
      id: requestId,
      networkId,
      name: nameOf(request.method, url, this.#app),
      ofEhr: url.origin !== this.#app,
    });
  }

  async #goOn(requestId: string): Promise<void> {
    this.#lastChange = Date.now();
    // A page that is gone waits for nothing.
    await this.#devtools.send('Fetch.continueRequest', { requestId }).catch(() => undefined);
  }

  #sent({ initiator }: z.output<typeof willBeSent>): void {
    this.#lastChange = Date.now();
    if (this.#counting && initiator.type === 'preflight') this.#preflights += 1;
  }

  #ended({ requestId }: z.output<typeof ended>): void {
    this.#lastChange = Date.now();
    this.#underWay.delete(requestId);
  }
}

/** Without values: what a person wants to read. */
function nameOf(method: string, url: URL, app: string): string {
  const own = url.origin === app;
  // A file's hash, or the kind of EHR.
  const path = own ? url.pathname.replace(/-[\w-]{8}(?=\.)/, '') : url.pathname.replace(/^\/[^/]+\//, '');
  const names = own ? [] : [...new Set(url.searchParams.keys())];
  return `${method === 'GET' ? '' : `${method} `}${path}${names.length > 0 ? `?${names.join('&')}` : ''}`;
}
