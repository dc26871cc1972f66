/** What a page reports of itself: `kind` as in `leaks.ts`. */
export interface Report {
  kind: 'storage' | 'history' | 'title' | 'message' | 'lasting';
  origin: string;
  /** Which storage and key, which call. */
  where: string;
  text: string;
}

export const REPORT_BINDING = 'rpmTallyReport';

/**
 * Runs in every page and frame before anything else, and reports what stays behind or goes elsewhere without being a request.
 * Self-contained, since Playwright sends its text to the browser.
 */
export function installHooks(binding: string): void {
  const tell: unknown = Reflect.get(window, binding);
  const report = (kind: Report['kind'], where: string, text: unknown) => {
    if (typeof tell !== 'function') return;
    void tell({ kind, where, origin: location.origin, text: typeof text === 'string' ? text : JSON.stringify(text) });
  };
  /** Calls `before` with the arguments, then does what was asked for. */
  const hook = (owner: object, name: string, before: (self: unknown, args: unknown[]) => void) => {
    const original: unknown = Reflect.get(owner, name);
    if (typeof original !== 'function') return;
    Reflect.set(owner, name, function (this: unknown, ...args: unknown[]): unknown {
      before(this, args);
      return Reflect.apply(original, this, args);
    });
  };

  hook(Storage.prototype, 'setItem', (self, [key, value]) =>
    report('storage', `${self === sessionStorage ? 'session' : 'local'} ${key}`, value),
  );
  hook(History.prototype, 'pushState', (_, [state, , url]) => report('history', 'pushState', { state, url }));
  hook(History.prototype, 'replaceState', (_, [state, , url]) => report('history', 'replaceState', { state, url }));
  hook(IDBFactory.prototype, 'open', (_, [name]) => report('lasting', 'IndexedDB', name));
  if ('caches' in window) hook(CacheStorage.prototype, 'open', (_, [name]) => report('lasting', 'Cache Storage', name));
  if ('serviceWorker' in navigator)
    hook(ServiceWorkerContainer.prototype, 'register', (_, [url]) => report('lasting', 'service worker', url));
  hook(BroadcastChannel.prototype, 'postMessage', (_, [data]) => report('message', 'BroadcastChannel', data));
  const cookie = Object.getOwnPropertyDescriptor(Document.prototype, 'cookie');
  Object.defineProperty(document, 'cookie', {
    configurable: true,
    get: () => cookie?.get?.call(document),
    set: (text: string) => {
      report('lasting', 'cookie', text);
      cookie?.set?.call(document, text);
    },
  });
  window.addEventListener('message', ({ origin, data }) => {
    if (origin !== location.origin) report('message', `from ${origin}`, data);
  });
  let title = '';
  new MutationObserver(() => {
    if (document.title !== title) report('title', 'title', document.title);
    title = document.title;
  }).observe(document, { subtree: true, childList: true, characterData: true });
}
