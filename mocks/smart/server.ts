import { generateKeyPairSync, randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Configuration, KoaContextWithOIDC, Provider as ProviderType } from 'oidc-provider';
import type { Access } from '../fhir/access.ts';
import { type ProfileName, profileOf } from '../fhir/profiles.ts';
import type { Sandbox } from '../sandbox.ts';
import { users } from '../stories/people.ts';
import { MemoryAdapter } from './adapter.ts';
import { type LaunchContext, readLaunchParameter } from './launch.ts';
import { errors, Provider } from './oidc.ts';
import { picker } from './picker.ts';
import { grantedScopes, understoodScopes } from './scopes.ts';

/** The app as it is registered with every profile. */
export const CLIENT_ID = 'rpm-tally';

const { privateKey: SIGNING_KEY } = generateKeyPairSync('rsa', { modulusLength: 2048 });

/**
 * SMART App Launch 2.2 for one profile, on the certified oidc-provider. Ours is only what SMART adds: `aud`, `launch`, the
 * context in the token response, and grants that are narrower than asked.
 */
export class SmartServer {
  readonly #provider: ProviderType;
  readonly #sandbox: Sandbox;
  readonly #profile: ProfileName;
  readonly #mount: string;
  /** What each authorization was given for, by its grant. */
  readonly #launches = new Map<string, LaunchContext>();

  /** `appUrl` is asked at each request, as the app may be started after the sandbox. */
  constructor(sandbox: Sandbox, profile: ProfileName, appUrl: () => string) {
    this.#sandbox = sandbox;
    this.#profile = profile;
    this.#mount = `/${profile}/oauth`;
    this.#provider = new Provider(`${sandbox.origin}${this.#mount}`, this.#configuration(appUrl));
    // Any page of the registered app may be the redirect address: the sandbox knows where the app runs, not how it is routed.
    this.#provider.Client.prototype.redirectUriAllowed = (uri) => new URL(uri).origin === new URL(appUrl()).origin;
    this.#provider.use(async (ctx: KoaContextWithOIDC, next) => {
      await next();
      if (ctx.oidc?.route === 'token' && ctx.status === 200) Object.assign(ctx.body ?? {}, this.#tokenExtras(ctx));
    });
  }

  /** Whether the address is the authorization server's. */
  serves(path: string): boolean {
    return path.startsWith(`${this.#mount}/`);
  }

  /** Answers a request to the authorization server, over Node's HTTP as oidc-provider wants it. */
  async respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.#sandbox.origin);
    await this.#meetFaults(url, request, response);
    if (url.pathname.startsWith(`${this.#mount}/interaction/`)) return this.#decide(request, response);
    // Each authorization stands for itself: no sign-in is remembered, so that a launch as somebody else needs no sign-out.
    request.headers.cookie = request.headers.cookie
      ?.split('; ')
      .filter((cookie) => !cookie.startsWith('_session'))
      .join('; ');
    if (url.pathname === `${this.#mount}/authorize`) url.searchParams.set('prompt', 'login consent');
    const stripped = `${url.pathname.slice(this.#mount.length)}${url.search}`;
    await this.#provider.callback()(
      Object.assign(request, { originalUrl: `${url.pathname}${url.search}`, url: stripped }),
      response,
    );
  }

  async #meetFaults(
    { origin, pathname }: URL,
    { method = 'GET' }: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const { faults } = this.#sandbox;
    const seen = new Request(`${origin}${pathname}`, { method });
    const met = faults.begin(this.#profile, seen, `oauth${pathname.slice(this.#mount.length)}`, 'oauth');
    response.once('finish', () => faults.note(seen, response.statusCode));
    await faults.before(seen, met);
  }

  async lookUp(token: string): Promise<Access | undefined> {
    const found = await this.#provider.AccessToken.find(token);
    const launch = this.#launches.get(found?.grantId ?? '');
    if (!found?.scope || !launch) return undefined;
    return { scopes: this.#granted(found.scope, launch), patient: launch.patient };
  }

  #configuration(appUrl: () => string): Configuration {
    const issuer = this.#sandbox.issuer(this.#profile);
    const refreshable = (scopes: Set<string>) => scopes.has('offline_access') || scopes.has('online_access');
    return {
      clients: [
        {
          client_id: CLIENT_ID,
          client_name: 'RPM Tally',
          redirect_uris: [`${appUrl()}/`],
          grant_types: ['authorization_code', 'refresh_token'],
          response_types: ['code'],
          token_endpoint_auth_method: 'none',
        },
      ],
      scopes: understoodScopes(profileOf(this.#profile)),
      claims: { openid: ['sub'], fhirUser: ['fhirUser'], profile: ['name'] },
      conformIdTokenClaims: false,
      findAccount: (_ctx, id) => {
        const user = users.find((one) => one.id === id);
        if (!user) return undefined;
        return {
          accountId: id,
          claims: () => ({ sub: id, name: user.name, fhirUser: `${issuer}/${user.fhirUser}` }),
        };
      },
      pkce: { required: () => true },
      extraParams: {
        aud: (_ctx, aud) => {
          if (aud?.replace(/\/$/, '') !== issuer) throw new errors.InvalidRequest(`aud has to be ${issuer}`);
        },
        launch: (ctx, launch) => {
          const scopes = ctx.oidc.requestParamScopes;
          if (launch !== undefined && readLaunchParameter(launch) === null) {
            throw new errors.InvalidRequest('launch is unknown');
          }
          if (scopes.has('launch') && launch === undefined) throw new errors.InvalidRequest('launch is missing');
        },
      },
      interactions: { url: (_ctx, { uid }) => `${this.#mount}/interaction/${uid}` },
      features: {
        devInteractions: { enabled: false },
        userinfo: { enabled: false },
        rpInitiatedLogout: { enabled: false },
      },
      routes: { authorization: '/authorize', token: '/token', jwks: '/jwks' },
      cookies: { keys: [randomUUID()] },
      renderError: (ctx, out) => {
        ctx.type = 'text/plain';
        ctx.body = `The sandbox refuses this launch: ${out.error_description ?? out.error}`;
      },
      jwks: { keys: [{ ...SIGNING_KEY.export({ format: 'jwk' }), use: 'sig', alg: 'RS256' }] },
      clientBasedCORS: (_ctx, origin) => origin === new URL(appUrl()).origin,
      expiresWithSession: () => false,
      issueRefreshToken: (_ctx, _client, code) => refreshable(code.scopes),
      rotateRefreshToken: true,
      adapter: MemoryAdapter,
      ttl: {
        AccessToken: (_ctx, token) => this.#tokenSeconds(this.#launches.get(token.grantId ?? '')),
        AuthorizationCode: 60,
        Grant: 86_400,
        IdToken: 3600,
        Interaction: 3600,
        RefreshToken: 86_400,
        Session: 3600,
      },
    };
  }

  #tokenSeconds(launch: LaunchContext | undefined): number {
    return launch?.tokenSeconds ?? this.#sandbox.options.tokenSeconds ?? profileOf(this.#profile).tokenSeconds;
  }

  #granted(asked: string, launch: LaunchContext): string[] {
    return grantedScopes(asked.split(' '), profileOf(this.#profile), launch.withhold ?? []);
  }

  /** What SMART adds to the token response. */
  #tokenExtras(ctx: KoaContextWithOIDC): Record<string, unknown> {
    const { AccessToken } = ctx.oidc.entities;
    const launch = this.#launches.get(AccessToken?.grantId ?? '');
    if (!AccessToken?.scope || !launch) return {};
    return {
      scope: this.#granted(AccessToken.scope, launch).join(' '),
      ...(launch.patient === undefined ? {} : { patient: launch.patient }),
      ...(launch.encounter === undefined ? {} : { encounter: launch.encounter }),
      need_patient_banner: launch.needPatientBanner ?? true,
      smart_style_url: `${this.#sandbox.origin}/smart-style.json`,
    };
  }

  /** An EHR launch is decided already; a standalone launch asks for the user, and where it is about one, for the patient. */
  async #decide(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { params } = await this.#provider.interactionDetails(request, response);
    const launch = typeof params.launch === 'string' ? readLaunchParameter(params.launch) : null;
    const url = new URL(request.url ?? '/', this.#sandbox.origin);
    const user = url.searchParams.get('user');
    const patient = url.searchParams.get('patient');
    const onePatient = String(params.scope).split(' ').includes('launch/patient');
    const chosen = onePatient ? patient !== null && { patient } : {};
    const context = launch ?? (user !== null && chosen ? { user, ...chosen } : null);
    if (context === null) {
      response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(picker(this.#profile, onePatient));
      return;
    }
    const grant = new this.#provider.Grant({ accountId: context.user, clientId: CLIENT_ID });
    grant.addOIDCScope(String(params.scope));
    const grantId = await grant.save();
    this.#launches.set(grantId, context);
    await this.#provider.interactionFinished(request, response, {
      login: { accountId: context.user, remember: false },
      consent: { grantId },
    });
  }
}
