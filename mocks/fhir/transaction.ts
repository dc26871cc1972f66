import { type Call, json, type Route } from './call.ts';
import { outcome, Refusal } from './outcome.ts';
import { isObject, isResource, referenceTo } from './resource.ts';

interface Step {
  fullUrl: string | undefined;
  resource: unknown;
  method: string;
  url: string;
  headers: Headers;
}

/** A transaction (wholly or not at all, with references between its resources) or a batch (each step for itself). */
export async function transaction(call: Call, route: Route): Promise<Response> {
  const { body, server } = call;
  if (!isObject(body) || body.resourceType !== 'Bundle' || !Array.isArray(body.entry)) {
    throw new Refusal(400, 'structure', 'The body has to be a Bundle with entries');
  }
  if (body.type !== 'transaction' && body.type !== 'batch') {
    throw new Refusal(400, 'value', 'The Bundle has to be a transaction or a batch');
  }
  if (!server.profile.system.includes(body.type))
    throw new Refusal(403, 'not-supported', `${body.type} is not offered`);
  const steps = body.entry.map(stepOf);
  const entry =
    body.type === 'batch'
      ? await inTurn(steps, (step) => run(call, route, step).catch(refused))
      : await server.store.transaction(() => allOrNothing(call, route, steps));
  return json(200, { resourceType: 'Bundle', type: `${body.type}-response`, entry });
}

/** Creates first, so that what refers to them can be given their ids. */
async function allOrNothing(call: Call, route: Route, steps: Step[]): Promise<unknown[]> {
  const answers = new Map<Step, unknown>();
  const ids = new Map<string, string>();
  for (const step of steps.toSorted((a, b) => rank(a) - rank(b))) {
    const answer = await run(call, route, { ...step, resource: renamed(step.resource, ids) });
    answers.set(step, answer);
    const { resource } = answer;
    if (step.fullUrl !== undefined && isResource(resource)) ids.set(step.fullUrl, referenceTo(resource));
  }
  return steps.map((step) => answers.get(step));
}

/** A resource that names others by urn has to wait for them. */
function rank({ method, resource }: Step): number {
  if (method !== 'POST') return 2;
  return JSON.stringify(resource).includes('"urn:uuid:') ? 1 : 0;
}

function renamed(value: unknown, ids: ReadonlyMap<string, string>): unknown {
  return JSON.parse(JSON.stringify(value ?? null), (_key, found) =>
    typeof found === 'string' ? (ids.get(found) ?? found) : found,
  );
}

async function inTurn<T>(steps: readonly Step[], run: (step: Step) => Promise<T>): Promise<T[]> {
  const done: T[] = [];
  for (const step of steps) done.push(await run(step));
  return done;
}

async function run(call: Call, route: Route, step: Step) {
  const url = new URL(`${call.server.base}/${step.url}`);
  const request = new Request(url, { method: step.method, headers: step.headers });
  const path = step.url.split('?')[0]?.split('/').filter(Boolean) ?? [];
  const response = await route({ ...call, request, query: url.searchParams, body: step.resource }, path);
  const location = response.headers.get('Location');
  return {
    resource: await bodyOf(response),
    response: {
      status: String(response.status),
      ...(location === null ? {} : { location, etag: response.headers.get('ETag') }),
    },
  };
}

async function bodyOf(response: Response): Promise<unknown> {
  return response.json();
}

function refused(error: unknown) {
  if (!(error instanceof Refusal)) throw error;
  return { response: { status: String(error.status), outcome: outcome(error.code, error.message) } };
}

function stepOf(entry: unknown): Step {
  if (!isObject(entry) || !isObject(entry.request)) throw new Refusal(400, 'structure', 'Every entry needs a request');
  const { method, url, ifNoneExist, ifMatch } = entry.request;
  if (typeof method !== 'string' || typeof url !== 'string')
    throw new Refusal(400, 'structure', 'A request needs method and url');
  const headers = new Headers();
  if (typeof ifNoneExist === 'string') headers.set('If-None-Exist', ifNoneExist);
  if (typeof ifMatch === 'string') headers.set('If-Match', ifMatch);
  return {
    fullUrl: typeof entry.fullUrl === 'string' ? entry.fullUrl : undefined,
    resource: entry.resource,
    method,
    url,
    headers,
  };
}
