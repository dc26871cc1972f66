import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Plugin, preview } from 'vite';
import { siteFacts } from '../src/cli/deploy/site.ts';
import { sandboxConfig } from './config.ts';
import type { RunningSandbox } from './start.ts';

export interface RunningApp {
  url: string;
  close(): Promise<void>;
}

/** Runs the app against a sandbox: from source, or as it was built (in `dist`, or the folder that APP_DIST names). Port 0 takes a free one; the sandbox is told where. */
export async function startApp(
  sandbox: RunningSandbox,
  { port = 0, built = false }: { port?: number; built?: boolean } = {},
): Promise<RunningApp> {
  const listening = { host: '127.0.0.1', port, strictPort: port !== 0 };
  const plugins = [configFor(sandbox)];
  const outDir = process.env.APP_DIST ?? 'dist';
  const server = built
    ? await preview({
        plugins: [...plugins, headersFor(sandbox, outDir)],
        preview: listening,
        logLevel: 'warn',
        build: { outDir },
      })
    : await (await createServer({ plugins, server: listening, logLevel: 'warn' })).listen();
  const address = server.httpServer?.address();
  if (!address || typeof address === 'string') throw new Error('The app has no port');
  sandbox.appUrl = `http://127.0.0.1:${address.port}`;
  return { url: sandbox.appUrl, close: () => server.close() };
}

/** Serves the sandbox's settings in place of public/config.json. */
function configFor(sandbox: RunningSandbox): Plugin {
  const serve = (_request: IncomingMessage, response: ServerResponse) => {
    response.setHeader('Content-Type', 'application/json').end(JSON.stringify(sandboxConfig(sandbox)));
  };
  return {
    name: 'sandbox-config',
    configureServer: ({ middlewares }) => void middlewares.use('/config.json', serve),
    configurePreviewServer: ({ middlewares }) => void middlewares.use('/config.json', serve),
  };
}

/** What is built is served with the headers that a health system's server sends: nothing may work here that breaks there. */
function headersFor(sandbox: RunningSandbox, outDir: string): Plugin {
  const config = { ...sandboxConfig(sandbox), frameAncestors: [sandbox.url] };
  const headers = Object.entries(siteFacts(config, new URL('http://127.0.0.1/'), outDir).headers);
  const send = (_request: IncomingMessage, response: ServerResponse, next: () => void) => {
    for (const [name, value] of headers) response.setHeader(name, value);
    next();
  };
  return { name: 'site-headers', configurePreviewServer: ({ middlewares }) => void middlewares.use(send) };
}
