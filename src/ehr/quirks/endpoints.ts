import type { AuthorizeParams } from '../smart.ts';

/**
 * Quirk: an EHR whose SMART configuration names endpoints that are not this app's, as Oracle Health's does where a system account or
 * another version of authorization is involved. `issuers[].endpoints` of `config.json` stands in for it.
 *
 * fhirclient takes no endpoints but the discovered ones, so the authorization request is made here, in its words: its `ready` finds the
 * state, exchanges the code and restores the session as ever. A public client with PKCE, S256 only (RFC 7636; SMART App Launch 2.2, 2.0.7).
 * @returns where the browser has to go
 */
export async function authorizationAt(
  endpoints: { authorize: string; token: string },
  { iss, clientId, scope, redirectUri, stateKey, completeInTarget }: AuthorizeParams,
  launch: string | null,
  storage: Storage,
): Promise<URL> {
  const codeVerifier = base64Url(crypto.getRandomValues(new Uint8Array(72)));
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(codeVerifier));
  const codeChallenge = base64Url(new Uint8Array(hash));
  const state = {
    clientId,
    scope,
    redirectUri,
    serverUrl: iss,
    tokenResponse: {},
    key: stateKey,
    completeInTarget,
    authorizeUri: endpoints.authorize,
    tokenUri: endpoints.token,
    codeVerifier,
    codeChallenge,
  };
  storage.setItem(stateKey, JSON.stringify(state));
  const url = new URL(endpoints.authorize);
  const parameters = {
    response_type: 'code',
    client_id: clientId,
    scope,
    redirect_uri: redirectUri,
    aud: iss,
    state: stateKey,
    code_challenge: codeChallenge,
    code_challenge_method: 'S256',
    ...(launch !== null && { launch }),
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url;
}

function base64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
