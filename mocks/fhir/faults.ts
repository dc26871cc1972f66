import { ConnectionCut, Refusal } from './outcome.ts';
import type { ProfileName } from './profiles.ts';

const FAULT_KINDS = [
  'latency',
  '401',
  '403',
  '404',
  '429',
  '500',
  'cut',
  'cut-after',
  'token-expired',
  'duplicate',
  'duplicate-page',
  'relative-next',
  'no-total',
  'ignore-count',
  'outcome-entry',
  'no-body',
] as const;
type FaultKind = (typeof FAULT_KINDS)[number];

/** `latency:2000` waits so many ms; `429:5` asks to retry after 5 s. */
export interface Fault {
  kind: FaultKind;
  value: number | undefined;
}

export interface FaultRule {
  fault: string;
  match?:
    | undefined
    | {
        profile?: ProfileName | undefined;
        method?: string | undefined;
        /** Resource type, such as `Procedure` (a next page has the type that it was searched by), or `oauth`. */
        type?: string | undefined;
        /** Only the nth request that matches the rest, from 1. */
        nth?: number | undefined;
      };
  /** How often the fault happens; without it, until reset. */
  times?: number | undefined;
}

export interface LoggedRequest {
  at: string;
  profile: ProfileName;
  method: string;
  /** Path and query after the FHIR base; `oauth/token` for the authorization server, without its query. */
  path: string;
  /** Resource type, or `oauth`. */
  type: string;
  fault: string[];
  /** 0: the connection was cut. */
  status: number;
}

interface ActiveRule extends FaultRule {
  seen: number;
  done: number;
}

/** What goes wrong, for which requests, and which requests came. A request can ask for its own with `x-sandbox-fault`. */
export class Faults {
  #rules: ActiveRule[] = [];
  #log: LoggedRequest[] = [];
  readonly #open = new WeakMap<Request, LoggedRequest>();
  readonly #now: () => string;
  /** Ends the request's access token early. */
  readonly #expire: (request: Request) => void;

  constructor(now: () => string, expire: (request: Request) => void) {
    this.#now = now;
    this.#expire = expire;
  }

  add(rule: FaultRule): void {
    parseFaults(rule.fault);
    this.#rules.push({ ...rule, seen: 0, done: 0 });
  }

  reset(): void {
    this.#rules = [];
    this.#log = [];
  }

  log(): readonly LoggedRequest[] {
    return this.#log;
  }

  /** Notes the request and finds the faults that it meets. */
  begin(profile: ProfileName, request: Request, path: string, type: string): Fault[] {
    const { method } = request;
    const faults = parseFaults(request.headers.get('x-sandbox-fault') ?? '');
    for (const rule of this.#rules) {
      const { match = {} } = rule;
      if (match.profile !== undefined && match.profile !== profile) continue;
      if (match.method !== undefined && match.method !== method) continue;
      if (match.type !== undefined && match.type !== type) continue;
      rule.seen += 1;
      if (match.nth !== undefined && rule.seen !== match.nth) continue;
      if (rule.times !== undefined && rule.done >= rule.times) continue;
      rule.done += 1;
      faults.push(...parseFaults(rule.fault));
    }
    const query = new URL(request.url).search;
    const fault = faults.map(({ kind }) => kind);
    const entry: LoggedRequest = { at: this.#now(), profile, method, path: `${path}${query}`, type, fault, status: 0 };
    this.#log.push(entry);
    this.#open.set(request, entry);
    return faults;
  }

  /** What goes wrong before the server does anything. */
  async before(request: Request, faults: readonly Fault[]): Promise<void> {
    for (const { kind, value } of faults) {
      switch (kind) {
        case 'latency':
          await new Promise((resolve) => setTimeout(resolve, value ?? 1000));
          break;
        case 'cut':
          throw new ConnectionCut('Sandbox fault: cut before the request was processed');
        case 'token-expired':
          this.#expire(request);
          break;
        case '401':
          throw new Refusal(401, 'login', 'Sandbox fault', { 'WWW-Authenticate': 'Bearer error="invalid_token"' });
        case '403':
          throw new Refusal(403, 'forbidden', 'Sandbox fault');
        case '404':
          throw new Refusal(404, 'not-supported', 'Sandbox fault: this resource type is not offered');
        case '429':
          throw new Refusal(429, 'throttled', 'Sandbox fault', { 'Retry-After': String(value ?? 1) });
        case '500':
          throw new Refusal(500, 'exception', 'Sandbox fault');
        default:
      }
    }
  }

  /** Notes what the request was answered. */
  note(request: Request, status: number): void {
    const entry = this.#open.get(request);
    if (entry) entry.status = status;
  }

  /** What goes wrong after the server has done its work. */
  finish(request: Request, faults: readonly Fault[], response: Response): Response {
    if (faults.some(({ kind }) => kind === 'cut-after')) {
      throw new ConnectionCut('Sandbox fault: cut after the request was processed');
    }
    this.note(request, response.status);
    if (faults.some(({ kind }) => kind === 'no-body') && response.ok) {
      return new Response(null, { status: response.status, headers: response.headers });
    }
    return response;
  }
}

/** Reads `429:5, duplicate`; refuses what it doesn't know, so that a test can't ask for nothing. */
function parseFaults(text: string): Fault[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const [name, value] = part.split(':');
      const kind = FAULT_KINDS.find((known) => known === name);
      if (kind === undefined) throw new Refusal(400, 'value', `Unknown sandbox fault: ${part}`);
      return { kind, value: value === undefined ? undefined : Number(value) };
    });
}
