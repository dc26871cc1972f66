import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { authorizationAt } from './endpoints.ts';

const PARAMS = {
  iss: 'https://ehr.example/fhir',
  clientId: 'rpm tally',
  scope: 'launch openid fhirUser',
  redirectUri: 'https://app.example/',
  stateKey: 'u.chart',
  pkceMode: 'required',
  completeInTarget: true,
} as const;
const ENDPOINTS = { authorize: 'https://login.example/authorize?tenant=1', token: 'https://login.example/token' };

function memory() {
  const kept = new Map<string, string>();
  const storage: Storage = {
    length: 0,
    clear: () => kept.clear(),
    key: () => null,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
  return { storage, state: () => JSON.parse(kept.get('u.chart') ?? 'null') };
}

it('asks the named endpoint for a code, with a challenge of which only this browser knows the answer', async () => {
  const { storage, state } = memory();
  const url = await authorizationAt(ENDPOINTS, PARAMS, 'abc', storage);
  const { code_challenge: challenge, ...asked } = Object.fromEntries(url.searchParams);
  expect(url.origin + url.pathname).toBe('https://login.example/authorize');
  expect(asked).toEqual({
    tenant: '1',
    response_type: 'code',
    client_id: 'rpm tally',
    scope: 'launch openid fhirUser',
    redirect_uri: 'https://app.example/',
    aud: 'https://ehr.example/fhir',
    state: 'u.chart',
    code_challenge_method: 'S256',
    launch: 'abc',
  });
  expect(state()).toMatchObject({ serverUrl: PARAMS.iss, tokenUri: ENDPOINTS.token, completeInTarget: true });
  const { codeVerifier } = state();
  // RFC 7636, 4.1: 43 to 128 characters.
  expect(codeVerifier).toMatch(/^[A-Za-z0-9\-._~]{43,128}$/);
  expect(challenge).toBe(createHash('sha256').update(codeVerifier).digest('base64url'));
});

it('sends no launch where the EHR didn’t give one, and never the same challenge twice', async () => {
  const one = await authorizationAt(ENDPOINTS, PARAMS, null, memory().storage);
  const other = await authorizationAt(ENDPOINTS, PARAMS, null, memory().storage);
  expect(one.searchParams.has('launch')).toBe(false);
  expect(one.searchParams.get('code_challenge')).not.toBe(other.searchParams.get('code_challenge'));
});
