import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { authorize, challengeOf, exchange, scriptedLaunch } from '../scripted-launch.ts';
import { type RunningSandbox, startSandbox } from '../start.ts';
import { launchParameter } from './launch.ts';

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

const launch = launchParameter({ patient: 'billable', user: 'nurse' });
const verifier = 'a-verifier-that-is-long-enough-for-the-standard-0123456789';
const code_challenge = challengeOf(verifier);
const asked = { scope: 'launch openid fhirUser patient/*.rs', launch, code_challenge };

function read(path: string, token?: string, init: RequestInit = {}): Promise<Response> {
  const headers = { ...init.headers, ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }) };
  return fetch(`${sandbox.issuer('full')}/${path}`, { ...init, headers });
}

describe('the SMART configuration', () => {
  it.each(['full', 'epic-like', 'oracle-like'] as const)('of %s says what the sandbox does', async (profile) => {
    const response = await fetch(`${sandbox.issuer(profile)}/.well-known/smart-configuration`);
    expect(response.headers.get('Access-Control-Allow-Origin')).toBe('*');
    const configuration = await response.json();
    expect(configuration).toMatchObject({ code_challenge_methods_supported: ['S256'] });
    expect(configuration.capabilities).toEqual(
      expect.arrayContaining(['launch-ehr', 'launch-standalone', 'permission-v2']),
    );
    expect((await fetch(configuration.jwks_uri)).status).toBe(200);
  });
});

describe('an EHR launch', () => {
  it('leads from the link to a token that reads the chart', async () => {
    const token = await scriptedLaunch(sandbox, { patient: 'billable', user: 'nurse', encounter: 'billable-rpm' });
    expect(token).toMatchObject({
      patient: 'billable',
      encounter: 'billable-rpm',
      need_patient_banner: true,
      expires_in: 3600,
    });
    expect(await (await read('Patient/billable', token.access_token)).json()).toMatchObject({ id: 'billable' });
  });

  it('passes the state on', async () => {
    const back = await authorize(sandbox, 'full', { ...asked, state: 'state-17' });
    expect(back.origin).toBe(sandbox.appUrl);
    expect(back.searchParams.get('state')).toBe('state-17');
  });

  it('tells who the user is in the id token', async () => {
    const { id_token = '' } = await scriptedLaunch(sandbox, { patient: 'billable', user: 'physician' });
    const claims = JSON.parse(Buffer.from(id_token.split('.')[1] ?? '', 'base64url').toString());
    expect(claims).toMatchObject({ sub: 'physician', fhirUser: `${sandbox.issuer('full')}/Practitioner/physician` });
  });

  it.each([
    ['another aud', { ...asked, aud: 'https://elsewhere.example/fhir' }, 'invalid_request'],
    ['no PKCE', { ...asked, code_challenge: '', code_challenge_method: '' }, 'invalid_request'],
    ['plain PKCE', { ...asked, code_challenge_method: 'plain' }, 'invalid_request'],
    ['an unknown launch', { ...asked, launch: 'made-up' }, 'invalid_request'],
    ['a launch scope without a launch', { scope: 'launch openid', code_challenge }, 'invalid_request'],
  ])('is refused with %s', async (_what, parameters, error) => {
    const back = await authorize(sandbox, 'full', parameters);
    expect(back.searchParams.get('error')).toBe(error);
    expect(back.searchParams.has('code')).toBe(false);
  });

  it.each([
    ['another address than the app', { ...asked, redirect_uri: 'https://elsewhere.example/' }],
    ['an unknown client', { ...asked, client_id: 'somebody' }],
  ])('for %s goes nowhere', async (_what, parameters) => {
    await expect(authorize(sandbox, 'full', parameters)).rejects.toThrow(/^400/);
  });

  it.each([
    ['another verifier', { code_verifier: 'another-verifier-that-is-long-enough-for-the-standard-01' }],
    ['no verifier', { code_verifier: '' }],
    ['another redirect address', { redirect_uri: 'http://127.0.0.1:5173/other' }],
  ])('gives no token for %s', async (_what, changes) => {
    const back = await authorize(sandbox, 'full', asked);
    const parameters = {
      grant_type: 'authorization_code',
      code: back.searchParams.get('code') ?? '',
      redirect_uri: `${sandbox.appUrl}/`,
      code_verifier: verifier,
    };
    const response = await exchange(sandbox, 'full', { ...parameters, ...changes });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: 'invalid_grant' });
  });

  it('gives a code that works once', async () => {
    const back = await authorize(sandbox, 'full', asked);
    const parameters = {
      grant_type: 'authorization_code',
      code: back.searchParams.get('code') ?? '',
      redirect_uri: `${sandbox.appUrl}/`,
      code_verifier: verifier,
    };
    expect((await exchange(sandbox, 'full', parameters)).status).toBe(200);
    expect((await exchange(sandbox, 'full', parameters)).status).toBe(400);
  });
});

describe('a standalone launch', () => {
  it('asks who signs in and for which patient', async () => {
    const parameters = { scope: 'launch/patient openid patient/*.rs', code_challenge };
    await expect(authorize(sandbox, 'full', parameters)).rejects.toThrow(
      /Sign in to the sandbox EHR[\s\S]*Synthetic Billable/,
    );
  });
});

describe('scopes', () => {
  it.each([
    ['patient/Procedure.rs', 'GET', 'Procedure?patient=billable', 200],
    ['patient/Procedure.r', 'GET', 'Procedure?patient=billable', 403],
    ['patient/Procedure.read', 'GET', 'Procedure?patient=billable', 200],
    ['patient/*.rs', 'GET', 'Communication?patient=billable', 200],
    ['patient/*.rs', 'GET', 'Patient/forty-minutes', 403],
    ['user/*.rs', 'GET', 'Patient/forty-minutes', 200],
    ['patient/*.rs', 'GET', 'Practitioner/nurse', 200],
    ['patient/*.rs', 'POST', 'Procedure', 403],
    ['patient/Procedure.write', 'POST', 'Procedure', 201],
    ['patient/Procedure.cu', 'POST', 'Procedure', 201],
  ])('%s lets %s %s be answered with %i', async (scope, method, path, status) => {
    const { access_token } = await scriptedLaunch(sandbox, {
      patient: 'billable',
      user: 'nurse',
      scope: `launch ${scope}`,
    });
    const body = JSON.stringify({
      resourceType: 'Procedure',
      status: 'completed',
      subject: { reference: 'Patient/billable' },
    });
    const init = method === 'GET' ? {} : { method, body, headers: { 'Content-Type': 'application/fhir+json' } };
    expect((await read(path, access_token, init)).status).toBe(status);
  });

  it('of one patient find nothing of another', async () => {
    const { access_token } = await scriptedLaunch(sandbox, { patient: 'billable', user: 'nurse' });
    expect(await (await read('Procedure?patient=forty-minutes', access_token)).json()).toMatchObject({ total: 0 });
  });

  it.each([
    ['patient/ChargeItem.crs patient/Task.crs', ['ChargeItem.c'], 'patient/ChargeItem.rs patient/Task.crs'],
    ['patient/ChargeItem.write patient/Task.write', ['ChargeItem.c'], 'patient/ChargeItem.u patient/Task.write'],
    ['patient/ChargeItem.c patient/Task.rs', ['ChargeItem.c'], 'patient/Task.rs'],
    ['patient/ChargeItem.crus user/Task.crus', ['*.cu'], 'patient/ChargeItem.rs user/Task.rs'],
  ])('%s without %s are granted as %s', async (scope, withhold, granted) => {
    const token = await scriptedLaunch(sandbox, {
      patient: 'billable',
      user: 'nurse',
      scope: `launch ${scope}`,
      withhold,
    });
    expect(token.scope).toBe(`launch ${granted}`);
  });

  it('withhold a letter from a wildcard too', async () => {
    const scope = 'launch patient/*.cruds';
    const token = await scriptedLaunch(sandbox, {
      patient: 'billable',
      user: 'nurse',
      scope,
      withhold: ['ChargeItem.c'],
    });
    expect(token.scope.split(' ')).toEqual(expect.arrayContaining(['patient/ChargeItem.rus', 'patient/Task.crus']));
    expect(token.scope).not.toContain('*');
  });

  it('are never more than the profile offers', async () => {
    const scope = 'launch patient/Procedure.crus patient/ChargeItem.crus patient/Task.crus patient/Communication.crus';
    const oracle = await scriptedLaunch(sandbox, { patient: 'billable', user: 'nurse', scope, profile: 'oracle-like' });
    expect(oracle.scope).toBe('launch patient/Procedure.crs patient/ChargeItem.crus patient/Communication.crs');
    expect(oracle.expires_in).toBe(570);
  });
});

describe('a browser on another port', () => {
  it('may ask the FHIR API and the token endpoint, if it is the app', async () => {
    const preflight = await read('Procedure', undefined, {
      method: 'OPTIONS',
      headers: {
        'Access-Control-Request-Method': 'POST',
        'Access-Control-Request-Headers': 'authorization,if-none-exist',
      },
    });
    expect(preflight.headers.get('Access-Control-Allow-Headers')).toBe('authorization,if-none-exist');
    const ours = await exchange(sandbox, 'full', { grant_type: 'refresh_token', refresh_token: 'x' });
    expect(ours.headers.get('Access-Control-Allow-Origin')).toBe(sandbox.appUrl);
    const theirs = await exchange({ ...sandbox, appUrl: 'https://elsewhere.example' }, 'full', {
      grant_type: 'refresh_token',
      refresh_token: 'x',
    });
    expect(theirs.headers.get('Access-Control-Allow-Origin')).toBeNull();
  });
});

describe('the authorization server', () => {
  it('meets faults and is logged, like the FHIR API', async () => {
    sandbox.reset();
    sandbox.fault({ match: { type: 'oauth', method: 'POST' }, fault: '500', times: 1 });
    const refresh = () => exchange(sandbox, 'full', { grant_type: 'refresh_token', refresh_token: 'x' });
    expect([(await refresh()).status, (await refresh()).status]).toEqual([500, 400]);
    expect(sandbox.log()).toMatchObject([
      { path: 'oauth/token', method: 'POST', fault: ['500'], status: 500 },
      { path: 'oauth/token', method: 'POST', fault: [], status: 400 },
    ]);
  });
});

describe('tokens', () => {
  it('are asked for', async () => {
    const response = await read('Patient/billable');
    expect([response.status, response.headers.get('WWW-Authenticate')]).toEqual([401, 'Bearer']);
    expect((await read('metadata')).status).toBe(200);
  });

  it('are not taken from the address, nor by another profile', async () => {
    const { access_token } = await scriptedLaunch(sandbox, { patient: 'billable', user: 'nurse' });
    expect((await read(`Patient/billable?access_token=${access_token}`)).status).toBe(401);
    const elsewhere = await fetch(`${sandbox.issuer('epic-like')}/Patient/billable`, {
      headers: { Authorization: `Bearer ${access_token}` },
    });
    expect(elsewhere.status).toBe(401);
  });

  it('are renewed by a refresh token that works once', async () => {
    const first = await scriptedLaunch(sandbox, {
      patient: 'billable',
      user: 'nurse',
      scope: 'launch offline_access patient/*.rs',
    });
    const parameters = { grant_type: 'refresh_token', refresh_token: first.refresh_token ?? '' };
    const second = await (await exchange(sandbox, 'full', parameters)).json();
    expect(second).toMatchObject({ patient: 'billable', scope: first.scope });
    expect(second.refresh_token).not.toBe(first.refresh_token);
    expect((await read('Patient/billable', second.access_token)).status).toBe(200);
    expect((await exchange(sandbox, 'full', parameters)).status).toBe(400);
  });

  it('come without a refresh token unless one is asked for', async () => {
    const token = await scriptedLaunch(sandbox, { patient: 'billable', user: 'nurse', scope: 'launch patient/*.rs' });
    expect(token.refresh_token).toBeUndefined();
  });

  it('live as long as the launch says, and can end early', async () => {
    const token = await scriptedLaunch(sandbox, { patient: 'billable', user: 'nurse', tokenSeconds: 5 });
    expect(token.expires_in).toBe(5);
    sandbox.fault({ fault: 'token-expired', times: 1 });
    expect((await read('Patient/billable', token.access_token)).status).toBe(401);
    expect((await read('Patient/billable', token.access_token)).status).toBe(401);
    const parameters = { grant_type: 'refresh_token', refresh_token: token.refresh_token ?? '' };
    const { access_token } = z
      .object({ access_token: z.string() })
      .parse(await (await exchange(sandbox, 'full', parameters)).json());
    expect((await read('Patient/billable', access_token)).status).toBe(200);
  });
});
