import type { Bundle, FhirResource } from 'fhir/r4';
import ky, { HTTPError, type KyInstance } from 'ky';
import * as z from 'zod/mini';
import { isResource } from '../fhir/resource.ts';
import type { Reference } from '../rules/ledger.ts';
import { EhrError, kindOfStatus, type Outcome, outcomesOf } from './errors.ts';

/** Where a server gets its token from. An open server has none. */
export interface TokenSource {
  /** A token that is still good, renewed before it ends. */
  token(): Promise<string | null>;
  /** The server refused `token`: a new one, or null when there is none to be had. */
  renew(token: string | null): Promise<string | null>;
}

const NO_TOKEN: TokenSource = { token: async () => null, renew: async () => null };

interface SearchOptions {
  signal?: AbortSignal | undefined;
  /** After each page: how many pages and resources so far. */
  onPage?: ((pages: number, count: number) => void) | undefined;
}

export interface SearchResult {
  /** Each once, in the order of the pages. */
  resources: unknown[];
  pages: number;
  /** What the server said beside the resources. */
  outcomes: Outcome[];
  /** Why there may be more than `resources`; null when all was read. */
  incomplete: string | null;
}

/** What the server answered to a write. */
export interface Written {
  /** Where it is, if the server said so. */
  reference: Reference | null;
  /** The resource as stored, if the server sent it. */
  resource: unknown;
  /** False when a conditional create found that it was there already. */
  created: boolean;
}

export type SearchParams = readonly (readonly [name: string, value: string])[];

/** One FHIR R4 server. Knows nothing of SMART, so that it works against any. All methods throw `EhrError` only. */
export interface FhirServer {
  readonly base: string;
  get(path: string, signal?: AbortSignal): Promise<unknown>;
  /** The same with the server's clock as its answer gives it (`Date`), where the server lets scripts see that. */
  getDated(path: string, signal?: AbortSignal): Promise<{ body: unknown; date: string | null }>;
  /** All pages, one after the other. Throws only when not even the first page could be read. */
  search(type: string, params: SearchParams, options?: SearchOptions): Promise<SearchResult>;
  /** Sent at most once. `ifNoneExist`: a search that must find nothing, for servers that support it. */
  create(resource: FhirResource, ifNoneExist?: SearchParams, signal?: AbortSignal): Promise<Written>;
  /** Sent at most once. `version`: what must still be the current version. */
  update(resource: FhirResource & { id: string }, version?: string, signal?: AbortSignal): Promise<Written>;
  /** Sent at most once: all of the Bundle's steps or none. The Bundle with the answers, null when the server sent none. */
  transaction(bundle: Bundle, signal?: AbortSignal): Promise<unknown>;
  /** Sent at most once. `path` as in `ChargeItem/$create`. */
  operation(path: string, parameters: FhirResource, signal?: AbortSignal): Promise<Written>;
}

export interface ServerOptions {
  tokens?: TokenSource;
  /** For tests: in place of the browser's fetch. */
  fetch?: typeof globalThis.fetch;
  /** Wait before the first retry; doubles each time. */
  retryDelayMilliseconds?: number;
}

const RETRIES = 3;
const LONGEST_WAIT = 30_000;
const ATTEMPT_TIMEOUT = 30_000;
const MOST_PAGES = 1_000;
/** Epic, Using FHIR searches: 4119 results may be incomplete, 4113 the paging session expired, 4130/4131 break-the-glass. */
const INCOMPLETE_CODES = new Set(['4119', '4113', '4130', '4131']);

const bundleSchema = z.object({
  resourceType: z.literal('Bundle'),
  link: z.optional(z.array(z.object({ relation: z.string(), url: z.string() }))),
  entry: z.optional(z.array(z.object({ resource: z.optional(z.unknown()) }))),
});

/** A server by its base URL, `https://ehr.example/fhir`. */
export function fhirServer(baseUrl: string, options: ServerOptions = {}): FhirServer {
  const base = baseUrl.replace(/\/+$/, '');
  const { origin } = new URL(base);
  const tokens = options.tokens ?? NO_TOKEN;
  const delay = options.retryDelayMilliseconds ?? 300;
  const http: KyInstance = ky.create({
    // A redirect could take the token to another origin.
    redirect: 'error',
    // Asks servers on the way, and the EHR itself, for what is there now: HAPI answers the same search alike for a minute else, and would not
    // show what was just written. A header of our own, cache-control, would need the EHR's leave (CORS); the browser's own doesn't.
    cache: 'no-store',
    headers: { accept: 'application/fhir+json' },
    timeout: ATTEMPT_TIMEOUT,
    ...(options.fetch && { fetch: options.fetch }),
    retry: {
      limit: RETRIES,
      methods: ['get'],
      statusCodes: [408, 429, 500, 502, 503, 504],
      afterStatusCodes: [429, 503],
      maxRetryAfter: LONGEST_WAIT,
      delay: (attempt) => delay * 2 ** (attempt - 1),
      jitter: true,
    },
  });

  async function send(url: string, init: Init): Promise<Response> {
    const address = new URL(url);
    if (address.origin !== origin)
      throw new EhrError(
        'bad-answer',
        `The EHR pointed to another server (${address.origin}); nothing was asked there.`,
      );
    const token = await tokens.token();
    if (init.signal?.aborted) throw new EhrError('aborted', 'Cancelled.');
    try {
      return await attempt(url, init, token);
    } catch (error) {
      const failure = await toEhrError(error, init.signal);
      if (failure.kind !== 'unauthorized') throw failure;
      const renewed = await tokens.renew(token);
      // A write is never sent twice from here: who asked for it decides.
      if (init.method !== 'get' || renewed === null) throw failure;
      try {
        return await attempt(url, init, renewed);
      } catch (again) {
        throw await toEhrError(again, init.signal);
      }
    }
  }

  async function attempt(url: string, init: Init, token: string | null): Promise<Response> {
    return http(url, {
      method: init.method,
      headers: { ...init.headers, ...(token && { authorization: `Bearer ${token}` }) },
      ...(init.body !== undefined && { body: init.body }),
      ...(init.signal && { signal: init.signal }),
    });
  }

  async function getDated(path: string, signal?: AbortSignal) {
    const response = await send(path.startsWith('http') ? path : `${base}/${path}`, { method: 'get', signal });
    return { body: await readJson(response, signal), date: response.headers.get('date') };
  }

  async function get(path: string, signal?: AbortSignal): Promise<unknown> {
    return (await getDated(path, signal)).body;
  }

  async function search(type: string, params: SearchParams, { signal, onPage }: SearchOptions = {}) {
    const result: SearchResult = { resources: [], pages: 0, outcomes: [], incomplete: null };
    const seen = new Set<string>();
    const visited = new Set<string>();
    let url: string | null = `${base}/${type}?${query(params)}`;
    while (url !== null && result.incomplete === null) {
      visited.add(url);
      try {
        const next = collect(await get(url, signal), result, seen);
        onPage?.(result.pages, result.resources.length);
        url = next === null ? null : follow(next, url, base);
      } catch (error) {
        if (result.pages === 0 || !(error instanceof EhrError) || error.kind === 'aborted') throw error;
        result.incomplete = `Page ${result.pages + 1} could not be read: ${error.message}`;
      }
      if (url !== null && result.incomplete === null) {
        if (visited.has(url)) result.incomplete = 'The EHR’s pages lead in a circle.';
        else if (result.pages >= MOST_PAGES) result.incomplete = `Reading stopped after ${MOST_PAGES} pages.`;
      }
    }
    return result;
  }

  async function write(
    method: 'post' | 'put',
    path: string,
    body: FhirResource,
    headers: Headers_,
    signal?: AbortSignal,
  ) {
    const response = await send(path === '' ? base : `${base}/${path}`, {
      method,
      headers: { 'content-type': 'application/fhir+json', ...headers },
      body: JSON.stringify(body),
      signal,
    });
    // A 200 or 201 is a yes even when its body says nothing.
    const resource = await readJson(response, signal).catch(() => null);
    return {
      reference: referenceOf(resource) ?? referenceInUrl(response.headers.get('location')),
      resource,
      created: response.status === 201,
    };
  }

  return {
    base,
    get,
    getDated,
    search,
    create: (resource, ifNoneExist, signal) =>
      write(
        'post',
        resource.resourceType,
        resource,
        ifNoneExist ? { 'if-none-exist': query(ifNoneExist) } : {},
        signal,
      ),
    update: (resource, version, signal) =>
      write(
        'put',
        `${resource.resourceType}/${resource.id}`,
        resource,
        version ? { 'if-match': `W/"${version}"` } : {},
        signal,
      ),
    transaction: async (bundle, signal) => (await write('post', '', bundle, {}, signal)).resource,
    operation: (path, parameters, signal) => write('post', path, parameters, {}, signal),
  };
}

type Headers_ = Record<string, string>;

interface Init {
  method: 'get' | 'post' | 'put';
  headers?: Headers_;
  body?: string;
  signal?: AbortSignal | undefined;
}

/** Puts a page's resources and outcomes into the result; the url of the next page, or null. */
function collect(json: unknown, result: SearchResult, seen: Set<string>): string | null {
  const bundle = z.safeParse(bundleSchema, json);
  if (!bundle.success) throw new EhrError('bad-answer', 'The answer to a search is no Bundle.');
  result.pages += 1;
  for (const { resource } of bundle.data.entry ?? []) {
    const outcomes = outcomesOf(resource);
    if (outcomes.length > 0) {
      result.outcomes.push(...outcomes);
      const incomplete = outcomes.find(({ codes }) => codes.some((code) => INCOMPLETE_CODES.has(code)));
      if (incomplete) result.incomplete = incomplete.text;
      continue;
    }
    if (resource === undefined || resource === null) continue;
    const key = referenceOf(resource);
    if (key !== null && seen.has(key)) continue;
    if (key !== null) seen.add(key);
    result.resources.push(resource);
  }
  return bundle.data.link?.find(({ relation }) => relation === 'next')?.url ?? null;
}

/** A next link may be absolute, relative to the base, or only a query. */
function follow(next: string, current: string, base: string): string {
  try {
    return new URL(next, next.startsWith('?') ? current : `${base}/`).href;
  } catch {
    throw new EhrError('bad-answer', 'The link to the next page is no address.');
  }
}

async function readJson(response: Response, signal?: AbortSignal): Promise<unknown> {
  try {
    const json: unknown = JSON.parse(await response.text());
    return json;
  } catch (error) {
    if (signal?.aborted) throw new EhrError('aborted', 'Cancelled.');
    if (error instanceof SyntaxError) throw new EhrError('bad-answer', 'The answer is no JSON.', response.status);
    throw new EhrError('network', 'The connection broke off in the middle of the answer.');
  }
}

async function toEhrError(error: unknown, signal: AbortSignal | undefined): Promise<EhrError> {
  if (error instanceof EhrError) return error;
  if (signal?.aborted) return new EhrError('aborted', 'Cancelled.');
  if (!(error instanceof HTTPError)) return new EhrError('network', 'The EHR gave no answer.');
  const { status } = error.response;
  const outcomes = outcomesOf(await readJson(error.response).catch(() => null));
  const said = outcomes.map(({ text }) => text).join(' ');
  return new EhrError(kindOfStatus(status), said || `The EHR answered ${status} without a reason.`, status, outcomes);
}

function query(params: SearchParams): string {
  return new URLSearchParams(params.map(([name, value]) => [name, value])).toString();
}

/** `Type/id` of a resource, or null when it has no id. */
export function referenceOf(resource: unknown): Reference | null {
  if (!isResource(resource) || resource.resourceType === 'OperationOutcome') return null;
  return typeof resource.id === 'string' ? `${resource.resourceType}/${resource.id}` : null;
}

/** `Type/id` of a Location header, which may be absolute and carry a version. */
function referenceInUrl(location: string | null): Reference | null {
  const match = /([A-Z][A-Za-z]+\/[A-Za-z0-9\-.]{1,64})(?:\/_history\/[^/]+)?\/?$/.exec(location ?? '');
  return match?.[1] ?? null;
}
