import { createServer } from 'node:http';
import type { FaultRule, LoggedRequest } from './fhir/faults.ts';
import type { ProfileName } from './fhir/profiles.ts';
import { listen, nodeHandler } from './http.ts';
import { Sandbox, type SandboxOptions } from './sandbox.ts';

export interface StartOptions extends Omit<SandboxOptions, 'origin'> {
  /** 0, the default, takes any free port. */
  port?: number | undefined;
}

export interface RunningSandbox {
  /** `http://127.0.0.1:PORT`: the start page. */
  url: string;
  sandbox: Sandbox;
  issuer(profile: ProfileName): string;
  reset(): void;
  fault(rule: FaultRule): void;
  log(): readonly LoggedRequest[];
  close(): Promise<void>;
}

/** Starts the sandbox EHR over HTTP on the loopback address. */
export async function startSandbox({ port = 0, ...options }: StartOptions = {}): Promise<RunningSandbox> {
  const server = createServer();
  const url = `http://127.0.0.1:${await listen(server, port)}`;
  const sandbox = new Sandbox({ ...options, origin: url });
  server.on(
    'request',
    nodeHandler(url, (request) => answer(sandbox, request)),
  );
  return {
    url,
    sandbox,
    issuer: (profile) => sandbox.issuer(profile),
    reset: () => sandbox.reset(),
    fault: (rule) => sandbox.fault(rule),
    log: () => sandbox.log(),
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

async function answer(sandbox: Sandbox, request: Request): Promise<Response> {
  return (await sandbox.handle(request)) ?? new Response('Not found', { status: 404 });
}
