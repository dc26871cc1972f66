import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Access } from './fhir/access.ts';
import type { FetchHandler, FhirServer } from './fhir/call.ts';
import { type FaultRule, Faults, type LoggedRequest } from './fhir/faults.ts';
import { fhirHandler, preflight } from './fhir/handler.ts';
import { Refusal } from './fhir/outcome.ts';
import { Pages } from './fhir/paging.ts';
import { PROFILES, type ProfileName, profileOf } from './fhir/profiles.ts';
import type { Resource, StoredResource } from './fhir/resource.ts';
import { firstVersion, Store } from './fhir/store.ts';
import { allResources } from './stories/index.ts';

/** The sandbox's "today" unless another is asked for: late in a month, after the stories' work and before its end. */
export const DEFAULT_TODAY = '2026-03-25T15:00:00-04:00';

export interface SandboxOptions {
  /** Where the sandbox is reached, such as `http://127.0.0.1:4004`. */
  origin: string;
  /** ISO instant at which the stories are told. */
  today?: string | undefined;
  /** How many patients there are beside the stories, made from templates. */
  population?: number | undefined;
  /** False: the FHIR API asks for no token. */
  auth?: boolean | undefined;
  /** Lifetime of access tokens; without it, what the profile's vendor gives (3600 s, Oracle 570 s). */
  tokenSeconds?: number | undefined;
}

/** A token that no launch has made, for tests of the FHIR API alone. */
export interface TokenRequest {
  scope: string;
  patient?: string;
}

/** Finds what a bearer token allows; undefined when it is unknown or has expired. */
export type TokenLookup = (profile: ProfileName, token: string) => Promise<Access | undefined>;

const faultRule = z.strictObject({
  fault: z.string(),
  match: z
    .strictObject({
      profile: z.enum(PROFILES).optional(),
      method: z.string().optional(),
      type: z.string().optional(),
      nth: z.number().int().positive().optional(),
    })
    .optional(),
  times: z.number().int().positive().optional(),
});

/** Three EHRs (one a profile) with the same patients, and the switches that make them misbehave. No network: see start.ts. */
export class Sandbox {
  readonly today: string;
  /** The real moment at which it was `today`. */
  readonly started = new Date().toISOString();
  readonly origin: string;
  readonly faults: Faults;
  readonly options: SandboxOptions;
  readonly #servers = new Map<ProfileName, FhirServer>();
  readonly #handlers = new Map<ProfileName, FetchHandler>();
  readonly #tokens = new Map<string, Access>();
  readonly #dead = new Set<string>();
  /** The stories as of today; a store never changes what it was given. */
  readonly #told: Record<'withCharges' | 'withoutCharges', readonly StoredResource[]>;
  #lookup: TokenLookup | undefined;

  constructor(options: SandboxOptions) {
    this.options = options;
    this.today = options.today ?? DEFAULT_TODAY;
    this.origin = options.origin;
    const { withCharges, withoutCharges } = allResources(this.today, options.population);
    const first = (resource: Resource) => firstVersion(resource, this.today);
    this.#told = { withCharges: withCharges.map(first), withoutCharges: withoutCharges.map(first) };
    const started = Date.parse(this.started);
    const now = () => new Date(Date.parse(this.today) + Date.now() - started).toISOString();
    this.faults = new Faults(now, (request) => {
      this.#dead.add(bearer(request) ?? '');
    });
    for (const name of PROFILES) {
      const server: FhirServer = {
        base: this.issuer(name),
        oauth: `${this.origin}/${name}/oauth`,
        profile: profileOf(name),
        store: new Store(now),
        faults: this.faults,
        pages: new Pages(),
        authorize: options.auth === false ? null : (request) => this.#authorize(name, request),
      };
      this.#servers.set(name, server);
      this.#handlers.set(name, fhirHandler(server));
    }
    this.reset();
  }

  /** The profile's FHIR base, which is also its SMART issuer. */
  issuer(profile: ProfileName): string {
    return `${this.origin}/${profile}/fhir`;
  }

  /** The profile's resources, to look at or to change behind the app's back. */
  store(profile: ProfileName): Store {
    return this.#server(profile).store;
  }

  /** Tells every story anew and forgets faults, the log and open pages. Tokens stay. */
  reset(): void {
    this.faults.reset();
    for (const { profile, store, pages } of this.#servers.values()) {
      store.clear();
      store.seed(profile.resources.ChargeItem ? this.#told.withCharges : this.#told.withoutCharges);
      pages.clear();
    }
  }

  fault(rule: FaultRule): void {
    this.faults.add(rule);
  }

  /** Requests to the FHIR APIs since the start or the last reset. */
  log(): readonly LoggedRequest[] {
    return this.faults.log();
  }

  /** A token without a launch. */
  token({ scope, patient }: TokenRequest): string {
    const token = randomUUID();
    this.#tokens.set(token, { scopes: scope.split(' '), patient });
    return token;
  }

  /** Who gives tokens out besides `token()`: the SMART server. */
  acceptTokensFrom(lookup: TokenLookup): void {
    this.#lookup = lookup;
  }

  /**
   * Answers a request to a FHIR API or to the control API; undefined when it is for neither.
   * Rejects with ConnectionCut where a fault cuts the connection.
   */
  async handle(request: Request): Promise<Response | undefined> {
    const { pathname } = new URL(request.url);
    const profile = PROFILES.find((name) => pathname === `/${name}/fhir` || pathname.startsWith(`/${name}/fhir/`));
    if (profile !== undefined) return this.#handlers.get(profile)?.(request);
    if (!pathname.startsWith('/sandbox/')) return undefined;
    if (request.method === 'OPTIONS') return preflight(request);
    const response = await this.#control(`${request.method} ${pathname}`, request);
    response.headers.set('Access-Control-Allow-Origin', '*');
    return response;
  }

  async #control(route: string, request: Request): Promise<Response> {
    switch (route) {
      case 'POST /sandbox/faults': {
        const rule = faultRule.safeParse(await request.json());
        if (!rule.success) return new Response(z.prettifyError(rule.error), { status: 400 });
        try {
          this.fault(rule.data);
        } catch (error) {
          if (error instanceof Refusal) return new Response(error.message, { status: error.status });
          throw error;
        }
        return new Response(null, { status: 204 });
      }
      case 'POST /sandbox/reset':
        this.reset();
        return new Response(null, { status: 204 });
      case 'GET /sandbox/log':
        return Response.json(this.log());
      default:
        return new Response('Not a switch of the sandbox', { status: 404 });
    }
  }

  #server(profile: ProfileName): FhirServer {
    const server = this.#servers.get(profile);
    if (!server) throw new Error(`No such profile: ${profile}`);
    return server;
  }

  async #authorize(profile: ProfileName, request: Request): Promise<Access> {
    const token = bearer(request);
    if (token === undefined) {
      throw new Refusal(401, 'login', 'A bearer token is required', { 'WWW-Authenticate': 'Bearer' });
    }
    const access = this.#dead.has(token)
      ? undefined
      : (this.#tokens.get(token) ?? (await this.#lookup?.(profile, token)));
    if (!access) {
      throw new Refusal(401, 'expired', 'The token is unknown or has expired', {
        'WWW-Authenticate': 'Bearer error="invalid_token"',
      });
    }
    return access;
  }
}

function bearer(request: Request): string | undefined {
  return /^Bearer (\S+)$/.exec(request.headers.get('Authorization') ?? '')?.[1];
}
