import type { Browser, BrowserContext, Page, Request } from '@playwright/test';
import type { RunningSandbox } from '../../mocks/start.ts';
import { isObject } from '../../src/fhir/resource.ts';
import { installHooks, REPORT_BINDING, type Report } from './hooks.ts';
import { leaksOf, type Trace } from './leaks.ts';
import { patientData, type Secrets } from './secrets.ts';

const TOKENS = ['access_token', 'refresh_token', 'id_token'];

/**
 * Watches everything that browsers do and keep during a test: requests, console, addresses, history, titles, storage, cookies, messages,
 * file names. Judged at the end, when it is known what the journey has written into the charts.
 */
export class Watch {
  readonly #sandbox: RunningSandbox;
  readonly #traces: Trace[] = [];
  readonly #credentials = new Map<string, string>();
  readonly #reading: Promise<void>[] = [];
  /** What the charts held when the journey began; it may remove some of it. */
  readonly #before: Secrets;

  constructor(sandbox: RunningSandbox) {
    this.#sandbox = sandbox;
    this.#before = patientData(sandbox);
  }

  /** Watches each context that the browser opens from now on; gives the way to stop. */
  follow(browser: Browser): () => void {
    const open = browser.newContext;
    browser.newContext = async (...options) => {
      const context = await open.apply(browser, options);
      await this.#attach(context);
      return context;
    };
    return () => {
      browser.newContext = open;
    };
  }

  /** Everything that went where it must not, each once, in words. */
  async leaks(): Promise<string[]> {
    await Promise.all(this.#reading);
    const place = { app: this.#sandbox.appUrl, ehr: this.#sandbox.url };
    const secrets = new Map([...this.#before, ...patientData(this.#sandbox)]);
    return [...new Set(this.#traces.flatMap((trace) => leaksOf(trace, place, secrets, this.#credentials)))];
  }

  /** What the browsers refused because of the headers that the app is served with. */
  refused(): string[] {
    const refusals = this.#traces.filter(
      ({ kind, text }) =>
        kind === 'console' && /Content Security Policy|Permissions.Policy|Trusted(HTML|Script)/i.test(text),
    );
    return refusals.map(({ text }) => text);
  }

  async #attach(context: BrowserContext): Promise<void> {
    const close = context.close;
    context.close = async (...options) => {
      context.close = close;
      await this.#look(context);
      await close.apply(context, options);
    };
    context.on('request', (request) => this.#onRequest(request));
    context.on('response', (response) => {
      if (/\/token$/.test(response.url())) this.#reading.push(this.#onToken(() => response.json()));
    });
    context.on('console', (message) => this.#add('console', this.#sandbox.appUrl, message.type(), message.text()));
    context.on('weberror', (error) => this.#add('console', this.#sandbox.appUrl, 'error', String(error.error())));
    context.on('page', (page) => this.#onPage(page));
    await context.exposeBinding(REPORT_BINDING, (_, { kind, origin, where, text }: Report) => {
      this.#add(kind, origin, where, text);
    });
    await context.addInitScript(installHooks, REPORT_BINDING);
  }

  #onPage(page: Page): void {
    // The way back from the EHR has the code in its address for a moment; at the end it must be gone.
    page.on('framenavigated', (frame) => this.#add('address', frame.url(), frame.url().replace(/code=[^&#]*/, ''), ''));
    page.on('websocket', (socket) => this.#add('request', socket.url(), `WebSocket ${socket.url()}`, ''));
    page.on('download', (download) => this.#add('download', page.url(), download.suggestedFilename(), ''));
  }

  #onRequest(request: Request): void {
    const { origin, searchParams } = new URL(request.url());
    // Spent by the app's first request to the EHR; nobody else may see it meanwhile.
    const code = origin === this.#sandbox.appUrl && request.isNavigationRequest() ? searchParams.get('code') : null;
    if (code !== null) {
      this.#credentials.set(code, 'code');
      return;
    }
    this.#add(
      'request',
      request.url(),
      `${request.method()} ${request.url()}`,
      origin === this.#sandbox.url ? '' : (request.postData() ?? ''),
      request.headers().referer,
    );
  }

  async #onToken(body: () => Promise<unknown>): Promise<void> {
    // A page that was left has no answers any more, and has read no token either.
    const json = await body().catch(() => null);
    if (!isObject(json)) return;
    for (const name of TOKENS) {
      const token = json[name];
      if (typeof token === 'string') this.#credentials.set(token, name);
    }
  }

  /** What is there at the end: of the context, and of each page that is still open. */
  async #look(context: BrowserContext): Promise<void> {
    const { cookies, origins } = await context.storageState({ indexedDB: true });
    // Cookies know no ports. The sandbox's sign-in sets its own, which scripts can't see; a script can only set others.
    for (const { httpOnly, name, value } of cookies)
      if (!httpOnly) this.#add('lasting', this.#sandbox.appUrl, `cookie ${name}`, value);
    for (const { origin, localStorage, ...rest } of origins) {
      for (const { name, value } of localStorage) this.#add('storage', origin, `local ${name}`, value);
      // An origin that keeps something in localStorage is listed with its databases, be there none.
      const databases = 'indexedDB' in rest ? JSON.stringify(rest.indexedDB ?? []) : '[]';
      if (databases !== '[]') this.#add('lasting', origin, 'IndexedDB', databases);
    }
    for (const frame of context.pages().flatMap((page) => page.frames())) {
      if (!frame.url().startsWith(this.#sandbox.appUrl)) continue;
      const kept = await frame.evaluate(whatIsKept).catch(() => null);
      // The page is being left: its storage was seen as it was written.
      if (kept === null) continue;
      for (const [key, value] of kept.session) this.#add('storage', frame.url(), `session ${key}`, String(value));
      this.#add('title', frame.url(), 'title', kept.title);
      this.#add('history', frame.url(), 'state', kept.state);
      this.#add('history', frame.url(), 'window.name', kept.name);
      this.#add('history', frame.url(), frame.url(), '');
    }
  }

  #add(kind: Trace['kind'], url: string, where: string, text: string, referrer?: string): void {
    const origin = URL.canParse(url) ? new URL(url).origin : url;
    // Made by the page itself; nothing is asked of anybody.
    if (/^(data|blob|about):/.test(url)) return;
    this.#traces.push({ kind, origin, where, text, referrer });
  }
}

/** Runs in the page. */
function whatIsKept() {
  return {
    session: Object.entries({ ...sessionStorage }),
    name: window.name,
    state: JSON.stringify(history.state),
    title: document.title,
  };
}
