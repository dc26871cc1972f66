/**
 * The one place that knows fhirclient. It does SMART's authorization and keeps the session's state in sessionStorage; requests are ours
 * (`server.ts`), and so is renewing a token: fhirclient forgets the refresh token when the network fails once, and sends no client id.
 */
import * as z from 'zod/mini';
import type { Endpoints, Issuer, View } from './types.ts';

/** fhirclient's own key in sessionStorage; its value is the key of the state. */
const SMART_KEY = 'SMART_KEY';

const tokenSchema = z.object({
  access_token: z.optional(z.string()),
  refresh_token: z.optional(z.string()),
  expires_in: z.optional(z.coerce.number()),
  scope: z.optional(z.string()),
  patient: z.optional(z.string()),
  encounter: z.optional(z.string()),
  id_token: z.optional(z.string()),
  need_patient_banner: z.optional(z.boolean()),
  smart_style_url: z.optional(z.string()),
});
const stateSchema = z.object({
  serverUrl: z.string(),
  clientId: z.optional(z.string()),
  scope: z.optional(z.string()),
  tokenUri: z.optional(z.string()),
  key: z.optional(z.string()),
  /** Epoch seconds. */
  expiresAt: z.optional(z.number()),
  tokenResponse: z._default(tokenSchema, {}),
});
export type SmartState = z.infer<typeof stateSchema>;
export type TokenResponse = z.infer<typeof tokenSchema>;

/** What a browser gives; tests give something else. */
export interface Environment {
  url(): URL;
  replaceUrl(url: URL): void;
  /** sessionStorage. Throws where the browser blocks it. */
  storage(): Storage;
  /** Leaves the page. */
  authorize(params: AuthorizeParams): Promise<unknown>;
  /** Exchanges the code for a token, or restores the session of a reload (no code). */
  ready(key: string, code: string | null): Promise<{ state: unknown }>;
  /** The CapabilityStatement that a server gives to anybody. */
  metadata(base: string): Promise<unknown>;
}

export interface AuthorizeParams {
  iss: string;
  clientId: string;
  scope: string;
  redirectUri: string;
  stateKey: string;
  pkceMode: 'required';
  completeInTarget: true;
  /** In place of the discovered ones. */
  endpoints?: Endpoints;
}

/** It looks for a window as soon as it is loaded, which tests and the command don't have. Called early, it is there when it is needed. */
export async function fhirclient() {
  return (await import('fhirclient')).default;
}

export const BROWSER: Environment = {
  url: () => new URL(window.location.href),
  replaceUrl: (url) => window.history.replaceState(window.history.state, '', url),
  storage: () => window.sessionStorage,
  authorize: async ({ endpoints, ...params }) => {
    if (endpoints === undefined) return (await fhirclient()).oauth2.authorize(params);
    const { authorizationAt } = await import('./quirks/endpoints.ts');
    const launch = new URLSearchParams(window.location.search).get('launch');
    window.location.assign(await authorizationAt(endpoints, params, launch, window.sessionStorage));
  },
  ready: async (stateKey, code) => (await fhirclient()).oauth2.ready({ stateKey, ...(code !== null && { code }) }),
  metadata: async (base) => {
    const headers = { accept: 'application/fhir+json' };
    const signal = AbortSignal.timeout(10_000);
    return (await fetch(`${base.replace(/\/+$/, '')}/metadata`, { headers, redirect: 'error', signal })).json();
  },
};

/** Everything that the app reads and writes; servers grant what they offer. */
const DEFAULT_SCOPE = [
  'openid',
  'fhirUser',
  'online_access',
  'patient/Patient.r',
  // Whose name stands under an attestation.
  'user/Practitioner.r',
  ...['Coverage', 'Device', 'DeviceUseStatement', 'Encounter', 'Observation', 'RelatedPerson', 'ServiceRequest'].map(
    (type) => `patient/${type}.rs`,
  ),
  ...['Consent', 'Provenance', 'QuestionnaireResponse'].map((type) => `patient/${type}.crs`),
  ...['ChargeItem', 'Communication', 'DocumentReference', 'Procedure', 'Task'].map((type) => `patient/${type}.crus`),
].join(' ');

/** The same for all patients whom the user may see, and the list of those who are enrolled. */
const PRACTICE_SCOPE = `${DEFAULT_SCOPE.replaceAll('patient/', 'user/').replace('user/Patient.r ', 'user/Patient.rs ')} user/Group.rs`;

/** The scopes that a launch asks for, without its context. */
export function askedScope(issuer: Issuer, view: View): string[] {
  const asked = view === 'practice' ? (issuer.practiceScope ?? PRACTICE_SCOPE) : (issuer.scope ?? DEFAULT_SCOPE);
  return asked.split(/\s+/).filter((one) => one !== 'launch' && one !== 'launch/patient');
}

/**
 * `inEhr`: the EHR has chosen the patient already (`launch`); otherwise it is asked to let the user choose (`launch/patient`), unless
 * the launch is for the whole practice.
 * The state is a UUID of the browser's own (fhirclient's is made with Math.random), and says what the launch was for.
 */
export function authorizeParams(issuer: Issuer, page: URL, inEhr: boolean, view: View): AuthorizeParams {
  const context = inEhr ? ['launch'] : view === 'practice' ? [] : ['launch/patient'];
  return {
    iss: issuer.iss,
    clientId: issuer.clientId,
    scope: [...context, ...askedScope(issuer, view)].join(' '),
    redirectUri: issuer.redirectUri ?? new URL('./', page).href.replace(/[?#].*$/, ''),
    stateKey: `${crypto.randomUUID()}.${view}`,
    pkceMode: 'required',
    // In a frame too, the answer comes back to the frame itself.
    completeInTarget: true,
    ...(issuer.endpoints !== undefined && { endpoints: issuer.endpoints }),
  };
}

/** The issuer of an `iss`, or null when it isn't one of the list. Only a slash at the end may differ. */
export function issuerOf(issuers: readonly Issuer[], iss: string): Issuer | null {
  const plain = (url: string) => url.replace(/\/+$/, '');
  return issuers.find((issuer) => plain(issuer.iss) === plain(iss)) ?? null;
}

/** @throws ZodError when the state isn't fhirclient's */
export function parseState(state: unknown): SmartState {
  return z.parse(stateSchema, state);
}

/**
 * Names the session in the page's address, so that a reload finds this one again: all frames of a tab share one sessionStorage, and
 * fhirclient remembers only the latest launch there, which may be about another patient.
 */
const SESSION_PARAMETER = 'session';

/** The key of the state that belongs to this page; null when the page was opened by no launch. */
export function stateKeyOf(url: URL): string | null {
  return url.searchParams.get('state') ?? url.searchParams.get(SESSION_PARAMETER);
}

/** The state of that key, before anything is asked of anyone; null when there is none. */
export function storedState(storage: Storage, key: string): SmartState | null {
  const parsed = z.safeParse(stateSchema, asJson(storage.getItem(key)));
  return parsed.success ? parsed.data : null;
}

/** The address with nothing in it but the name of the session, if there is one. */
export function cleanAddress(url: URL, key: string | null): URL {
  const clean = new URL(url);
  clean.search = key === null ? '' : new URLSearchParams({ [SESSION_PARAMETER]: key }).toString();
  return clean;
}

const VIEWS = ['chart', 'compact', 'practice'] as const satisfies readonly View[];

/** What an address, or the state of a launch (`….compact`), asks to see. */
export function viewNamed(name: string | null | undefined): View | null {
  return VIEWS.find((view) => view === name) ?? null;
}

function asJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    // Not fhirclient's: as good as none.
    return null;
  }
}

/** Keeps a renewed token for a reload of the page, in fhirclient's place and form. */
export function storeToken(storage: Storage, state: SmartState): void {
  if (state.key === undefined) return;
  const stored = asJson(storage.getItem(state.key));
  const { tokenResponse, expiresAt } = state;
  storage.setItem(state.key, JSON.stringify({ ...(stored ?? {}), tokenResponse, expiresAt }));
}

export function forgetState(storage: Storage, state: SmartState): void {
  storage.removeItem(SMART_KEY);
  if (state.key !== undefined) storage.removeItem(state.key);
}

/** Thrown by `renewToken` when the EHR says that the session is over. */
export class SessionOver extends Error {
  override readonly name = 'SessionOver';
}

/**
 * Asks for a new access token (RFC 6749, 6).
 * @throws SessionOver when the EHR refuses; TypeError when it can't be reached or fails itself: then the token may be asked for again
 */
export async function renewToken(state: SmartState, fetch = globalThis.fetch): Promise<TokenResponse> {
  const { tokenUri, clientId, tokenResponse } = state;
  if (tokenUri === undefined || tokenResponse.refresh_token === undefined) throw new SessionOver();
  const response = await fetch(tokenUri, {
    method: 'POST',
    redirect: 'error',
    body: new URLSearchParams({
      grant_type: 'refresh_token',
      refresh_token: tokenResponse.refresh_token,
      client_id: clientId ?? '',
    }),
  });
  if (response.status >= 500 || response.status === 429) throw new TypeError(`The EHR answered ${response.status}.`);
  const parsed = z.safeParse(tokenSchema, await response.json().catch(() => null));
  if (!response.ok || !parsed.success || parsed.data.access_token === undefined) throw new SessionOver();
  return parsed.data;
}

const wellKnownSchema = z.object({ revocation_endpoint: z.optional(z.string()) });

async function revocationEndpoint(iss: string, signal: AbortSignal, fetch: typeof globalThis.fetch) {
  const response = await fetch(`${iss.replace(/\/+$/, '')}/.well-known/smart-configuration`, { signal });
  return z.parse(wellKnownSchema, await response.json()).revocation_endpoint;
}

/**
 * Tells the EHR that the tokens are no longer needed, where it takes that (RFC 7009).
 * @param known where, if the configuration says; else the EHR is asked
 */
export async function revokeTokens(state: SmartState, known?: string, fetch = globalThis.fetch): Promise<void> {
  const token = state.tokenResponse.refresh_token ?? state.tokenResponse.access_token;
  if (token === undefined) return;
  const signal = AbortSignal.timeout(5_000);
  const endpoint = known ?? (await revocationEndpoint(state.serverUrl, signal, fetch));
  if (endpoint === undefined) return;
  const body = new URLSearchParams({ token, client_id: state.clientId ?? '' });
  await fetch(endpoint, { method: 'POST', redirect: 'error', body, signal });
}

const claimsSchema = z.object({ fhirUser: z.optional(z.string()), profile: z.optional(z.string()) });

/** The `fhirUser` of an ID token. It came straight from the token endpoint over TLS, which stands for its signature (OIDC Core 3.1.3.7). */
export function fhirUserOf(idToken: string | undefined): string | null {
  const payload = idToken?.split('.')[1];
  if (payload === undefined) return null;
  try {
    const bytes = Uint8Array.from(atob(payload.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
    const claims = z.safeParse(claimsSchema, JSON.parse(new TextDecoder().decode(bytes)));
    return claims.success ? (claims.data.fhirUser ?? claims.data.profile ?? null) : null;
  } catch {
    // An ID token that can't be read names nobody; the session is as good without a name.
    return null;
  }
}
