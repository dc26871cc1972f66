import { createServer, type ServerResponse } from 'node:http';
import type { FaultRule, LoggedRequest } from './fhir/faults.ts';
import { ConnectionCut, Refusal } from './fhir/outcome.ts';
import { PROFILES, type ProfileName } from './fhir/profiles.ts';
import { listen, nodeHandler } from './http.ts';
import { type EhrLaunch, launchUrl, page } from './pages/pages.ts';
import { Sandbox, type SandboxOptions } from './sandbox.ts';
import { SmartServer } from './smart/server.ts';

const DEFAULT_APP_URL = 'http://127.0.0.1:5173';

export interface StartOptions extends Omit<SandboxOptions, 'origin'> {
  /** 0, the default, takes any free port. */
  port?: number | undefined;
  /** Where the app runs; `appUrl` of the running sandbox may be set later. */
  appUrl?: string | undefined;
}

export interface RunningSandbox {
  /** `http://127.0.0.1:PORT`: the start page. */
  url: string;
  sandbox: Sandbox;
  /** Where the start page's links lead; only its pages may be redirected to. */
  appUrl: string;
  issuer(profile: ProfileName): string;
  /** Where the app is launched for a patient and user, as from a chart; a narrower grant or a short-lived token can be asked for. */
  launchUrl(launch: EhrLaunch): string;
  reset(): void;
  fault(rule: FaultRule): void;
  log(): readonly LoggedRequest[];
  close(): Promise<void>;
}

/** Starts the sandbox EHR over HTTP on the loopback address. */
export async function startSandbox({
  port = 0,
  appUrl = DEFAULT_APP_URL,
  ...options
}: StartOptions = {}): Promise<RunningSandbox> {
  const server = createServer();
  const url = `http://127.0.0.1:${await listen(server, port)}`;
  const sandbox = new Sandbox({ ...options, origin: url });
  const running: RunningSandbox = {
    url,
    sandbox,
    appUrl,
    issuer: (profile) => sandbox.issuer(profile),
    launchUrl: (launch) => launchUrl(running, launch),
    reset: () => sandbox.reset(),
    fault: (rule) => sandbox.fault(rule),
    log: () => sandbox.log(),
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
  const smart = new Map(PROFILES.map((profile) => [profile, new SmartServer(sandbox, profile, () => running.appUrl)]));
  sandbox.acceptTokensFrom(async (profile, token) => smart.get(profile)?.lookUp(token));
  const answer = nodeHandler(url, async (request) => (await sandbox.handle(request)) ?? page(request, running));
  server.on('request', (request, response) => {
    const authorization = [...smart.values()].find((one) => one.serves(request.url ?? ''));
    if (authorization) authorization.respond(request, response).catch((error: unknown) => failed(error, response));
    else answer(request, response);
  });
  return running;
}

/** A fault, or the authorization server's own trouble: an interaction that nobody began, a cookie that is missing. */
function failed(error: unknown, response: ServerResponse): void {
  if (error instanceof ConnectionCut) {
    response.destroy();
    return;
  }
  const { status, headers } = error instanceof Refusal ? error : { status: 400, headers: {} };
  const description = error instanceof Error ? error.message : String(error);
  response
    .writeHead(status, { ...headers, 'Content-Type': 'application/json', 'Access-Control-Allow-Origin': '*' })
    .end(JSON.stringify({ error: 'server_error', error_description: description }));
}
