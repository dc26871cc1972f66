import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { ProfileName } from './fhir/profiles.ts';
import { type LaunchContext, launchParameter } from './smart/launch.ts';
import { CLIENT_ID } from './smart/server.ts';
import type { RunningSandbox } from './start.ts';

const tokenResponse = z.looseObject({
  access_token: z.string(),
  token_type: z.string(),
  expires_in: z.number(),
  scope: z.string(),
  patient: z.string(),
  refresh_token: z.string().optional(),
  id_token: z.string().optional(),
  encounter: z.string().optional(),
  need_patient_banner: z.boolean().optional(),
});
export type TokenResponse = z.infer<typeof tokenResponse>;

export interface ScriptedLaunch extends LaunchContext {
  profile?: ProfileName;
  scope?: string;
}

const DEFAULT_SCOPE = 'launch openid fhirUser online_access patient/*.cruds';

/** Goes through an EHR launch as a browser would, by real HTTP, and gives the token response. For tests. */
export async function scriptedLaunch(sandbox: RunningSandbox, options: ScriptedLaunch): Promise<TokenResponse> {
  const { profile = 'full', scope = DEFAULT_SCOPE, ...context } = options;
  const verifier = randomBytes(32).toString('base64url');
  const back = await authorize(sandbox, profile, {
    scope,
    launch: launchParameter(context),
    code_challenge: challengeOf(verifier),
  });
  const answer = await exchange(sandbox, profile, {
    grant_type: 'authorization_code',
    code: back.searchParams.get('code') ?? '',
    redirect_uri: `${sandbox.appUrl}/`,
    code_verifier: verifier,
  });
  return tokenResponse.parse(await answer.json());
}

export function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url');
}

/**
 * Follows the redirects of an authorization request until they leave the sandbox; gives where they lead.
 * `picked` fills the form of a standalone launch.
 */
export async function authorize(
  sandbox: RunningSandbox,
  profile: ProfileName,
  parameters: Record<string, string>,
  picked?: { user: string; patient: string },
): Promise<URL> {
  let url = new URL(`${sandbox.url}/${profile}/oauth/authorize`);
  const defaults = {
    response_type: 'code',
    client_id: CLIENT_ID,
    redirect_uri: `${sandbox.appUrl}/`,
    state: 'a-state',
    aud: sandbox.issuer(profile),
    code_challenge_method: 'S256',
  };
  url.search = new URLSearchParams({ ...defaults, ...parameters }).toString();
  const cookies = new Map<string, string>();
  while (url.origin === sandbox.url) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { redirect: 'manual', headers: { cookie } });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (name !== undefined && value !== undefined) cookies.set(name, value);
    }
    const location = response.headers.get('Location');
    if (location === null && response.ok && picked && url.search === '') {
      url.search = new URLSearchParams(picked).toString();
      continue;
    }
    if (location === null) throw new Error(`${response.status} ${await response.text()}`);
    url = new URL(location, url);
  }
  return url;
}

/** Asks the token endpoint, as the public client. */
export function exchange(
  sandbox: RunningSandbox,
  profile: ProfileName,
  parameters: Record<string, string>,
): Promise<Response> {
  return fetch(`${sandbox.url}/${profile}/oauth/token`, {
    method: 'POST',
    headers: { Origin: new URL(sandbox.appUrl).origin },
    body: new URLSearchParams({ client_id: CLIENT_ID, ...parameters }),
  });
}
