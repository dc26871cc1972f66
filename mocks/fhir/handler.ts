import { smartConfiguration } from '../smart/well-known.ts';
import { isInReach, requireAccess, requireReach } from './access.ts';
import { type Call, type FetchHandler, type FhirServer, json } from './call.ts';
import { capabilityStatement } from './capabilities.ts';
import { chargeItemOperation } from './charge-item.ts';
import { problemsOf } from './definitions.ts';
import type { Fault } from './faults.ts';
import { outcome, Refusal } from './outcome.ts';
import { DEFAULT_PAGE_SIZE, LARGEST_PAGE, type Remainder } from './paging.ts';
import type { Interaction } from './profiles.ts';
import { hasModifierExtension, isResource, type Resource, referenceTo, type StoredResource } from './resource.ts';
import { searchTest, unsupported } from './search.ts';
import { transaction } from './transaction.ts';

const CORS = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'ETag, Location, Content-Location, Last-Modified, Retry-After, WWW-Authenticate',
};

/**
 * A strict FHIR R4 server as one function from a Request to a Response, for the HTTP server and for MSW alike.
 * It rejects with ConnectionCut where a fault cuts the connection.
 */
export function fhirHandler(server: FhirServer): FetchHandler {
  return async (request) => {
    if (request.method === 'OPTIONS') return preflight(request);
    const response = await faulty(server, request).catch(refused);
    for (const [name, value] of Object.entries(CORS)) response.headers.set(name, value);
    return response;
  };
}

/** Answers as the faults of the moment let it. */
async function faulty(server: FhirServer, request: Request): Promise<Response> {
  const { pathname, searchParams } = new URL(request.url);
  const path = pathname.slice(new URL(server.base).pathname.length).replace(/^\//, '');
  const type = path.split('/')[0] || server.pages.open(searchParams.get('_getpages') ?? '')?.type;
  const faults = server.faults.begin(server.profile.name, request, path, type ?? '');
  return server.faults.finish(request, faults, await answer(server, request, path, faults).catch(refused));
}

async function answer(server: FhirServer, request: Request, path: string, faults: readonly Fault[]): Promise<Response> {
  await server.faults.before(request, faults);
  if (server.profile.picky && /xml|html/.test(request.headers.get('Accept') ?? ''))
    return new Response(null, { status: 406 });
  if (path === '.well-known/smart-configuration') return Response.json(smartConfiguration(server.oauth));
  if (path === 'metadata') return json(200, capabilityStatement(server.profile, server.base, server.oauth));
  const { searchParams } = new URL(request.url);
  if (searchParams.has('access_token')) throw new Refusal(401, 'login', 'A token is not accepted in the address');
  const access = server.authorize ? await server.authorize(request) : null;
  const call: Call = { server, request, access, query: searchParams, body: await bodyOf(request), faults };
  return route(call, path.split('/').filter(Boolean));
}

/** The one place where a refusal becomes an OperationOutcome. */
function refused(error: unknown): Response {
  if (error instanceof Refusal) return json(error.status, outcome(error.code, error.message), error.headers);
  throw error;
}

async function bodyOf(request: Request): Promise<unknown> {
  if (request.method !== 'POST' && request.method !== 'PUT') return undefined;
  const text = await request.text();
  if (request.headers.get('Content-Type')?.startsWith('application/x-www-form-urlencoded'))
    return new URLSearchParams(text);
  if (!/json/.test(request.headers.get('Content-Type') ?? '')) {
    throw new Refusal(415, 'not-supported', 'The body has to be application/fhir+json');
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Refusal(400, 'structure', `The body is not JSON: ${error instanceof Error ? error.message : error}`);
  }
}

/** The whole API at a glance. */
async function route(call: Call, path: readonly string[]): Promise<Response> {
  const { method } = call.request;
  const [type, id, third, version] = path;
  if (method === 'GET' && id === undefined && call.query.has('_getpages')) return nextPage(call);
  if (type === undefined) {
    if (method === 'POST') return transaction(call, route);
    throw notAllowed(call);
  }
  const offer = call.server.profile.resources[type];
  if (!offer) throw new Refusal(404, 'not-supported', `Resource type ${type} is not offered by this server`);
  if (id?.startsWith('$')) {
    if (!offer.operations.includes(id.slice(1)))
      throw new Refusal(404, 'not-supported', `Operation ${id} is not offered`);
    return chargeItemOperation(call, id.slice(1));
  }
  if (third?.startsWith('$') && method === 'POST') {
    if (!offer.operations.includes(third.slice(1)))
      throw new Refusal(404, 'not-supported', `Operation ${third} is not offered`);
    return chargeItemOperation(call, third.slice(1), id);
  }
  if (id === undefined && method === 'GET') return search(call, type, call.query);
  if (id === undefined && method === 'POST') return create(call, type);
  if (id === '_search' && method === 'POST') {
    return search(
      call,
      type,
      new URLSearchParams([...call.query, ...(call.body instanceof URLSearchParams ? call.body : [])]),
    );
  }
  if (id !== undefined && third === undefined && method === 'GET') return read(call, type, id);
  if (id !== undefined && third === '_history' && version !== undefined && method === 'GET') {
    return vread(call, type, id, version);
  }
  if (id !== undefined && third === undefined && method === 'PUT') return update(call, type, id);
  throw notAllowed(call);
}

function notAllowed({ request }: Call): Refusal {
  return new Refusal(405, 'not-supported', `${request.method} is not offered here`);
}

function requireOffer({ server }: Call, type: string, interaction: Interaction): void {
  if (!server.profile.resources[type]?.interactions.includes(interaction)) {
    throw new Refusal(403, 'not-supported', `This server does not offer ${interaction} of ${type}`);
  }
}

// read
function read(call: Call, type: string, id: string): Response {
  requireOffer(call, type, 'read');
  const within = requireAccess(call.access, 'r', type);
  const found = call.server.store.read(`${type}/${id}`);
  if (!found) throw new Refusal(404, 'not-found', `${type}/${id} is not known`);
  requireReach(found, within);
  return current(found);
}

// vread
function vread(call: Call, type: string, id: string, version: string): Response {
  requireOffer(call, type, 'vread');
  const within = requireAccess(call.access, 'r', type);
  const found = call.server.store.version(`${type}/${id}`, version);
  if (!found) throw new Refusal(404, 'not-found', `${type}/${id} has no version ${version}`);
  requireReach(found, within);
  return current(found);
}

// search-type, by GET and by POST _search
function search(call: Call, type: string, query: URLSearchParams): Response {
  requireOffer(call, type, 'search-type');
  const within = requireAccess(call.access, 's', type);
  const tests = searchTests(call.server, type, query);
  const found = candidates(call.server, type, query).filter(
    (one) => tests.every((test) => test(one)) && isInReach(one, within),
  );
  const asked = Number(query.get('_count') ?? DEFAULT_PAGE_SIZE);
  if (!Number.isInteger(asked) || asked < 0) throw new Refusal(400, 'value', '_count has to be a whole number');
  const size = call.faults.some(({ kind }) => kind === 'ignore-count')
    ? DEFAULT_PAGE_SIZE
    : Math.min(asked, LARGEST_PAGE);
  return page(call, {
    type,
    total: found.length,
    self: `${call.server.base}/${type}?${query}`,
    resources: found,
    size,
  });
}

/** Those that can match at all: where the search is about one patient, the few that name them. */
function candidates({ store }: FhirServer, type: string, query: URLSearchParams): StoredResource[] {
  const id = query.get('patient');
  const [, about] = /^(?:.*\/)?Patient\/([^/,]+)$/.exec(query.get('subject') ?? query.get('recipient') ?? '') ?? [];
  const patient = id === null || id.includes(',') ? about : id.replace(/^.*\//, '');
  return patient === undefined ? store.all(type) : store.naming(type, `Patient/${patient}`);
}

function searchTests({ profile, base }: FhirServer, type: string, query: URLSearchParams) {
  const offered = profile.resources[type]?.search ?? [];
  return [...query].flatMap(([key, value]) => {
    if (key === '_format' || key === '_pretty') return [];
    if (!offered.includes(key.split(':')[0] ?? '')) throw unsupported(key, type);
    return key === '_count' ? [] : [searchTest(type, key, value, base)];
  });
}

function nextPage(call: Call): Response {
  const remainder = call.server.pages.open(call.query.get('_getpages') ?? '');
  if (!remainder) throw new Refusal(410, 'not-found', 'This page is no longer kept; search again');
  requireAccess(call.access, 's', remainder.type);
  return page(call, { ...remainder, self: call.request.url });
}

function page(call: Call, remainder: Remainder): Response {
  const has = (kind: Fault['kind']) => call.faults.some((fault) => fault.kind === kind);
  const { base, pages } = call.server;
  const shown = remainder.resources.slice(0, remainder.size);
  // Under the fault, a page begins with the last resource of the one before, as when the chart changes while it is read.
  const rest = remainder.resources.slice(Math.max(1, remainder.size - (has('duplicate-page') ? 1 : 0)));
  const more = remainder.size > 0 && remainder.resources.length > remainder.size;
  const next = more
    ? `${has('relative-next') ? remainder.type : base}?_getpages=${pages.keep({ ...remainder, resources: rest })}`
    : null;
  const twice = has('duplicate') ? [...shown, ...shown.slice(0, 1)] : shown;
  return json(200, {
    resourceType: 'Bundle',
    type: 'searchset',
    ...(has('no-total') ? {} : { total: remainder.total }),
    link: [{ relation: 'self', url: remainder.self }, ...(next ? [{ relation: 'next', url: next }] : [])],
    entry: [
      ...twice.map((resource) => ({
        fullUrl: `${base}/${referenceTo(resource)}`,
        resource,
        search: { mode: 'match' },
      })),
      ...(has('outcome-entry')
        ? [
            {
              resource: outcome('incomplete', 'Some resources could not be returned (sandbox fault)', 'warning'),
              search: { mode: 'outcome' },
            },
          ]
        : []),
    ],
  });
}

// create, with If-None-Exist where offered
function create(call: Call, type: string): Response {
  requireOffer(call, type, 'create');
  const within = requireAccess(call.access, 'c', type);
  const resource = acceptable(call, type);
  const condition = call.request.headers.get('If-None-Exist');
  if (condition !== null) {
    if (!call.server.profile.resources[type]?.conditionalCreate) {
      throw new Refusal(412, 'not-supported', 'This server does not offer conditional create');
    }
    const tests = searchTests(call.server, type, new URLSearchParams(condition));
    const [first, second] = call.server.store.all(type).filter((one) => tests.every((test) => test(one)));
    if (second) throw new Refusal(412, 'multiple-matches', 'If-None-Exist matches several resources');
    if (first) return written(call, 200, first);
  }
  requireReach(resource, within);
  return written(call, 201, call.server.store.create(resource));
}

// update, with If-Match
function update(call: Call, type: string, id: string): Response {
  requireOffer(call, type, 'update');
  const within = requireAccess(call.access, 'u', type);
  const resource = acceptable(call, type);
  if (resource.id !== id) throw new Refusal(400, 'invariant', `The body's id has to be ${id}`);
  const existing = call.server.store.read(`${type}/${id}`);
  if (!existing) throw new Refusal(404, 'not-found', `${type}/${id} is not known`);
  requireReach(existing, within);
  requireReach(resource, within);
  const match = call.request.headers.get('If-Match');
  if (match !== null && match.replace(/^W\//, '').replaceAll('"', '') !== existing.meta.versionId) {
    throw new Refusal(
      call.server.profile.staleUpdate,
      'conflict',
      `${type}/${id} has version ${existing.meta.versionId}`,
    );
  }
  return written(call, 200, call.server.store.update({ ...resource, id }));
}

/** The body, if it is a valid R4 resource of the type. */
function acceptable({ body, server }: Call, type: string): Resource {
  if (!isResource(body) || body.resourceType !== type) {
    throw new Refusal(400, 'structure', `The body has to be a ${type}`);
  }
  if (server.profile.picky && hasModifierExtension(body)) {
    throw new Refusal(422, 'not-supported', 'modifierExtension is not supported');
  }
  const problems = problemsOf(body);
  if (problems.length > 0) throw new Refusal(server.profile.picky ? 422 : 400, 'structure', problems.join('; '));
  return body;
}

/** Answers a read. */
function current(resource: StoredResource): Response {
  return json(200, resource, versionHeaders(resource));
}

/** Answers a write: where the resource is, and the resource unless the client wants less. */
function written({ request, server }: Call, status: number, resource: StoredResource): Response {
  const location = `${server.base}/${referenceTo(resource)}/_history/${resource.meta.versionId}`;
  const headers = { ...versionHeaders(resource), Location: location };
  if (request.headers.get('Prefer') === 'return=minimal') return new Response(null, { status, headers });
  return json(status, resource, headers);
}

function versionHeaders({ meta }: StoredResource): Record<string, string> {
  return { ETag: `W/"${meta.versionId}"`, 'Last-Modified': new Date(meta.lastUpdated).toUTCString() };
}

/** The answer to a browser's question whether the app may ask; any origin may, as no cookie is involved. */
export function preflight(request: Request): Response {
  return new Response(null, {
    status: 204,
    headers: {
      ...CORS,
      'Access-Control-Allow-Methods': 'GET, POST, PUT, OPTIONS',
      'Access-Control-Allow-Headers': request.headers.get('Access-Control-Request-Headers') ?? '*',
      'Access-Control-Max-Age': '600',
    },
  });
}
