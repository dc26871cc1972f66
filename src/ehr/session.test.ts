import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { launch } from './launch.ts';
import { openSession } from './session.ts';
import type { AuthorizeParams, Environment } from './smart.ts';
import type { Session, SessionStore } from './types.ts';

const ISS = 'https://ehr.example/fhir';
const TOKEN_URL = 'https://ehr.example/token';
const ISSUERS = [
  { iss: ISS, name: 'Example EHR', clientId: 'rpm-tally' },
  { iss: 'https://other.example/fhir', name: 'Other EHR', clientId: 'x' },
];
const msw = setupServer();
beforeAll(() => msw.listen({ onUnhandledRequest: 'error' }));
afterAll(() => msw.close());

/** A page without a browser. */
class Page implements Environment {
  address: string;
  readonly kept = new Map<string, string>();
  readonly asked: AuthorizeParams[] = [];
  readies = 0;
  /** What fhirclient was given. */
  readonly seen: { address: string; key: string; code: string | null }[] = [];
  blocked = false;
  full = false;

  constructor(address: string) {
    this.address = address;
  }

  url = () => new URL(this.address);
  replaceUrl = (url: URL) => {
    this.address = url.href;
  };
  storage = (): Storage => {
    if (this.blocked) throw new DOMException('blocked', 'SecurityError');
    const { kept } = this;
    return {
      length: kept.size,
      clear: () => kept.clear(),
      key: (at) => [...kept.keys()][at] ?? null,
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => {
        if (this.full) throw new DOMException('full', 'QuotaExceededError');
        kept.set(key, value);
      },
      removeItem: (key) => void kept.delete(key),
    };
  };
  authorize = async (params: AuthorizeParams) => void this.asked.push(params);
  ready = async (key: string, code: string | null) => {
    this.readies += 1;
    this.seen.push({ address: this.address, key, code });
    const state: unknown = JSON.parse(this.kept.get(key) ?? 'null');
    return { state };
  };
  metadata = async (): Promise<unknown> => ({
    resourceType: 'CapabilityStatement',
    rest: [{ mode: 'server', resource: [{ type: 'Procedure' }] }],
  });
}

const claims = btoa(JSON.stringify({ fhirUser: `${ISS}/Practitioner/n1` })).replaceAll('=', '');
const TOKEN = {
  access_token: 'one',
  refresh_token: 'again',
  scope: 'patient/*.rs online_access',
  patient: 'p1',
  encounter: 'v1',
  id_token: `e30.${claims}.x`,
  need_patient_banner: false,
};

/** A page to which the EHR has just sent the user back. */
function returned(token: object = {}, state: object = {}, key = 's1'): Page {
  const page = new Page(`https://app.example/?code=c&state=${key}#/2026-03`);
  const now = Math.floor(Date.now() / 1000);
  const all = { key, serverUrl: ISS, clientId: 'rpm-tally', tokenUri: TOKEN_URL, expiresAt: now + 3600 };
  page.kept.set('SMART_KEY', JSON.stringify(key));
  page.kept.set(key, JSON.stringify({ ...all, ...state, tokenResponse: { ...TOKEN, ...token } }));
  return page;
}

function settled(store: SessionStore): Promise<Session> {
  return new Promise((resolve) => {
    const look = () => {
      const session = store.getSnapshot();
      if (session.state !== 'connecting') resolve(session);
    };
    store.subscribe(look);
    look();
  });
}

async function connected(page: Page) {
  const store = openSession(ISSUERS, page);
  const session = await settled(store);
  if (session.state !== 'connected') throw new Error(JSON.stringify(session));
  return { store, connection: session.connection };
}

afterEach(() => {
  msw.resetHandlers();
  vi.useRealTimers();
});

describe('a launch', () => {
  it('by the EHR asks it to authorize, with the launch’s own patient', async () => {
    const page = new Page(`https://app.example/launch.html?iss=${encodeURIComponent(`${ISS}/`)}&launch=abc`);
    expect(await launch(ISSUERS, null, page)).toBeNull();
    expect(page.asked).toMatchObject([
      {
        iss: ISS,
        clientId: 'rpm-tally',
        pkceMode: 'required',
        completeInTarget: true,
        redirectUri: 'https://app.example/',
      },
    ]);
    expect(page.asked[0]?.scope).toMatch(/^launch openid /);
    expect(page.asked[0]?.stateKey).toMatch(/^[0-9a-f-]{36}\.chart$/);
  });

  it('without an EHR asks for a patient to be chosen', async () => {
    const page = new Page('https://app.example/launch.html');
    expect(await launch(ISSUERS, ISSUERS[1], page)).toBeNull();
    expect(page.asked).toMatchObject([
      { iss: 'https://other.example/fhir', scope: expect.stringMatching(/^launch\/patient /) },
    ]);
  });

  it('for the whole practice asks for no patient, and for all whom the user may see', async () => {
    const page = new Page(`https://app.example/launch.html?iss=${ISS}&view=practice`);
    expect(await launch(ISSUERS, null, page)).toBeNull();
    const [{ scope, stateKey } = { scope: '', stateKey: '' }] = page.asked;
    expect(scope.split(' ')).toEqual(
      expect.arrayContaining(['user/Group.rs', 'user/Patient.rs', 'user/Observation.rs']),
    );
    expect(scope).not.toMatch(/launch|patient\//);
    expect(stateKey).toMatch(/\.practice$/);
  });

  it.each([
    ['an EHR that isn’t listed', '?iss=https://evil.example/fhir&launch=x', 'issuer-not-allowed'],
    ['a listed EHR’s name with more behind it', `?iss=${ISS}/../evil&launch=x`, 'issuer-not-allowed'],
    ['another letter case', '?iss=https://EHR.example/fhir&launch=x', 'issuer-not-allowed'],
    ['no EHR where several are listed', '', 'not-launched'],
    [
      'fhirServiceUrl, which would skip the authorization',
      `?iss=${ISS}&fhirServiceUrl=https://evil.example`,
      'parameter-not-allowed',
    ],
    ['a client id', `?iss=${ISS}&clientId=evil`, 'parameter-not-allowed'],
    ['a patient', `?iss=${ISS}&patientId=p2`, 'parameter-not-allowed'],
    ['a view that there isn’t', `?iss=${ISS}&view=everything`, 'parameter-not-allowed'],
    ['two EHRs', `?iss=${ISS}&iss=https://evil.example`, 'parameter-not-allowed'],
  ])('with %s is refused, and nobody is asked', async (_, query, reason) => {
    const page = new Page(`https://app.example/launch.html${query}`);
    expect(await launch(ISSUERS, null, page)).toMatchObject({ reason, detail: expect.stringMatching(/\S/) });
    expect(page.asked).toEqual([]);
  });

  it('goes to the endpoints and comes back to the address that the configuration names', async () => {
    const endpoints = { authorize: 'https://login.example/authorize', token: 'https://login.example/token' };
    const redirectUri = 'https://app.example/rpm/';
    const page = new Page(`https://app.example/launch.html?iss=${ISS}&launch=abc`);
    expect(await launch([{ iss: ISS, name: 'A', clientId: 'a', endpoints, redirectUri }], null, page)).toBeNull();
    expect(page.asked).toMatchObject([{ iss: ISS, endpoints, redirectUri }]);
  });

  it('at another address than the EHR knows is refused, since nobody would be there to come back to', async () => {
    const page = new Page(`https://app.example/launch.html?iss=${ISS}&launch=abc`);
    const issuer = { iss: ISS, name: 'A', clientId: 'a', redirectUri: 'https://rpm.example/' };
    expect(await launch([issuer], null, page)).toMatchObject({
      reason: 'wrong-address',
      detail: expect.stringContaining('https://rpm.example'),
    });
    expect(page.asked).toEqual([]);
  });

  it.each(['Call 555 0100 at once. It', 'https://evil.example/Call 555 0100 at once'])(
    'says nothing of what the link would have it say: %s',
    async (iss) => {
      const page = new Page(`https://app.example/launch.html?launch=x&iss=${encodeURIComponent(iss)}`);
      const refusal = await launch(ISSUERS, null, page);
      expect(refusal).toMatchObject({ reason: 'issuer-not-allowed' });
      expect(refusal?.detail).not.toContain('Call 555');
    },
  );

  it('in a frame whose storage is blocked says what to do', async () => {
    const page = new Page(`https://app.example/launch.html?iss=${ISS}&launch=x`);
    page.blocked = true;
    expect(await launch(ISSUERS, null, page)).toMatchObject({ reason: 'storage-blocked' });
  });
});

describe('a session', () => {
  it('is opened once, leaves nothing in the address and knows its context', async () => {
    const page = returned();
    const { connection } = await connected(page);
    expect(page.readies).toBe(1);
    expect(page.address).toBe('https://app.example/?session=s1#/2026-03');
    expect(connection).toMatchObject({
      patient: 'Patient/p1',
      user: 'Practitioner/n1',
      encounter: 'Encounter/v1',
      needPatientBanner: false,
      scopes: ['patient/*.rs', 'online_access'],
    });
  });

  it.each(['practice', 'compact', 'chart'] as const)('shows the %s that its launch asked for', async (view) => {
    const page = returned(view === 'practice' ? { patient: undefined } : {});
    page.kept.set(`u.${view}`, page.kept.get('s1') ?? '');
    page.kept.delete('s1');
    page.address = `https://app.example/?code=c&state=u.${view}`;
    page.ready = async () => ({ state: JSON.parse(page.kept.get(`u.${view}`) ?? 'null') });
    expect(await settled(openSession(ISSUERS, page))).toMatchObject({
      state: 'connected',
      view,
      connection: { patient: view === 'practice' ? null : 'Patient/p1' },
    });
  });

  it('is found again by a reload, though another frame of the tab has opened a chart since', async () => {
    const page = returned();
    await connected(page);
    page.kept.set('SMART_KEY', '"s2"');
    page.kept.set('s2', (page.kept.get('s1') ?? '').replace('"p1"', '"p2"'));
    expect((await connected(page)).connection.patient).toBe('Patient/p1');
    page.kept.delete('s1');
    expect(await settled(openSession(ISSUERS, page))).toMatchObject({ refusal: { reason: 'not-launched' } });
  });

  it('lets fhirclient see nothing of the address, which it would believe, but the code and the state', async () => {
    const page = returned();
    const evil = '&iss=https://evil.example/oauth&fhirServiceUrl=https://evil.example/fhir&launch=x&clientId=evil';
    page.address = page.address.replace('#', `${evil}#`);
    await connected(page);
    expect(page.seen).toEqual([{ address: 'https://app.example/?session=s1#/2026-03', key: 's1', code: 'c' }]);
  });

  it('shows a banner when the EHR doesn’t say', async () => {
    const { connection } = await connected(returned({ need_patient_banner: undefined }));
    expect(connection.needPatientBanner).toBe(true);
  });

  it.each([
    [
      'of an EHR that is listed no more',
      () => returned({}, { serverUrl: 'https://evil.example/fhir' }),
      'issuer-not-allowed',
      0,
    ],
    ['without a patient', () => returned({ patient: undefined }), 'no-patient', 1],
    ['that nobody launched', () => new Page('https://app.example/'), 'not-launched', 0],
    ['of a state that isn’t ours', () => new Page('https://app.example/?code=c&state=theirs'), 'not-launched', 0],
  ])('%s is refused', async (_, page, reason, readies) => {
    const one = page();
    expect(await settled(openSession(ISSUERS, one))).toMatchObject({ state: 'refused', refusal: { reason } });
    expect(one.readies).toBe(readies);
    expect(one.address).toMatch(/^https:\/\/app\.example\/(#\/2026-03)?$/);
  });

  it('that the EHR denied says why', async () => {
    const page = returned();
    page.address = 'https://app.example/?error=access_denied&error_description=No%20access&state=s1';
    expect(await settled(openSession(ISSUERS, page))).toMatchObject({
      refusal: { reason: 'authorization-denied', detail: expect.stringContaining('No access') },
    });
    expect(page.address).toBe('https://app.example/');
  });

  it('that nobody launched shows nothing of what the address says', async () => {
    const page = new Page('https://app.example/?error=x&error_description=Call%20this%20number&state=theirs');
    const session = await settled(openSession(ISSUERS, page));
    expect(session).toMatchObject({ state: 'refused', refusal: { reason: 'not-launched' } });
    expect(JSON.stringify(session)).not.toContain('number');
  });

  it('whose storage is blocked is refused with what to do, not a blank page', async () => {
    const page = returned();
    page.blocked = true;
    expect(await settled(openSession(ISSUERS, page))).toMatchObject({ refusal: { reason: 'storage-blocked' } });
  });
});

describe('what the EHR says of itself', () => {
  it('is asked while the session is being opened', async () => {
    const { connection } = await connected(returned());
    expect([...(await connection.capabilities()).types.keys()]).toEqual(['Procedure']);
  });

  it.each([
    ['does not tell it without a token', async () => ({ resourceType: 'OperationOutcome', issue: [] })],
    ['cannot be reached at first', () => Promise.reject(new TypeError('no answer'))],
  ])('is asked again with the token when it %s', async (_, metadata) => {
    const authorized: (string | null)[] = [];
    msw.use(
      http.get(`${ISS}/metadata`, ({ request }) => {
        authorized.push(request.headers.get('authorization'));
        return HttpResponse.json({
          resourceType: 'CapabilityStatement',
          rest: [{ mode: 'server', resource: [{ type: 'Task' }] }],
        });
      }),
    );
    const { connection } = await connected(Object.assign(returned(), { metadata }));
    expect([...(await connection.capabilities()).types.keys()]).toEqual(['Task']);
    expect(authorized).toEqual(['Bearer one']);
  });
});

describe('a token', () => {
  let renewals: URLSearchParams[] = [];
  beforeEach(() => {
    renewals = [];
  });

  function ehr(renewal: () => Response) {
    msw.use(
      http.post(TOKEN_URL, async ({ request }) => {
        renewals.push(new URLSearchParams(await request.text()));
        return renewal();
      }),
      http.get(`${ISS}/Patient/p1`, ({ request }) =>
        request.headers.get('authorization') === 'Bearer two'
          ? HttpResponse.json({ resourceType: 'Patient', id: 'p1' })
          : new HttpResponse(null, { status: 401 }),
      ),
    );
  }
  const fresh = () => HttpResponse.json({ access_token: 'two', refresh_token: 'later', expires_in: 570 });

  it('that is refused before its time is renewed once for all who wait, and kept for a reload', async () => {
    ehr(fresh);
    const page = returned();
    const { store, connection } = await connected(page);
    await Promise.all([1, 2, 3].map(() => connection.server.get('Patient/p1')));
    expect(renewals).toHaveLength(1);
    expect(Object.fromEntries(renewals[0] ?? [])).toEqual({
      grant_type: 'refresh_token',
      refresh_token: 'again',
      client_id: 'rpm-tally',
    });
    expect(store.getSnapshot().state).toBe('connected');
    expect(JSON.parse(page.kept.get('s1') ?? '')).toMatchObject({
      serverUrl: ISS,
      tokenResponse: { access_token: 'two', refresh_token: 'later', patient: 'p1' },
    });
  });

  it('that is about to end is renewed before it is used', async () => {
    ehr(fresh);
    const { connection } = await connected(returned({}, { expiresAt: Math.floor(Date.now() / 1000) + 5 }));
    await connection.server.get('Patient/p1');
    expect(renewals).toHaveLength(1);
    expect(connection.expiresAt()).toBeGreaterThan(Date.now() / 1000 + 500);
  });

  it('that the EHR renews no more ends the session, and what was read stays', async () => {
    ehr(() => HttpResponse.json({ error: 'invalid_grant' }, { status: 400 }));
    const { store, connection } = await connected(returned());
    await expect(connection.server.get('Patient/p1')).rejects.toMatchObject({ kind: 'unauthorized' });
    expect(store.getSnapshot()).toMatchObject({ state: 'expired', connection, canReauthorize: true });
  });

  it('that can’t be renewed just now ends nothing: the next try may work', async () => {
    let broken = true;
    ehr(() => (broken ? HttpResponse.error() : fresh()));
    const { store, connection } = await connected(returned());
    await expect(connection.server.get('Patient/p1')).rejects.toMatchObject({ kind: 'session' });
    expect(store.getSnapshot().state).toBe('connected');
    broken = false;
    expect(await connection.server.get('Patient/p1')).toMatchObject({ id: 'p1' });
  });

  it('that can’t be renewed at all ends at its time, though nobody asks for anything', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
    const page = returned({ refresh_token: undefined }, { expiresAt: Math.floor(Date.now() / 1000) + 60 });
    const store = openSession(ISSUERS, page);
    await vi.advanceTimersByTimeAsync(59_000);
    expect(store.getSnapshot().state).toBe('connected');
    await vi.advanceTimersByTimeAsync(2_000);
    expect(store.getSnapshot().state).toBe('expired');
  });

  it('is asked for anew when the user wants to go on', async () => {
    const page = returned();
    const { store } = await connected(page);
    await store.reauthorize();
    expect(page.asked).toMatchObject([{ iss: ISS, scope: expect.stringMatching(/^launch\/patient /) }]);
  });
});

describe('signing in again', () => {
  /** The page after the EHR has sent the user back to a session that was locked, or had ended. */
  async function cameBack(token: object, how: 'locked' | 'expired' = 'locked', answer = 'code=c') {
    msw.use(
      http.get(`${ISS}/.well-known/smart-configuration`, () => HttpResponse.json({})),
      http.get(`${ISS}/Patient/:id`, () => HttpResponse.json({ resourceType: 'Patient' })),
    );
    const before = returned({}, {}, 'before.chart');
    const { store } = await connected(before);
    if (how === 'locked') await store.lock();
    await store.reauthorize();
    const key = before.asked[0]?.stateKey ?? '';
    const after = returned(token, {}, key);
    after.address = after.address.replace('code=c', answer);
    for (const [name, value] of before.kept) if (!after.kept.has(name)) after.kept.set(name, value);
    return { after, key, store: openSession(ISSUERS, after) };
  }

  it.each(['locked', 'expired'] as const)(
    'after it was %s lets the same person back to the same patient',
    async (how) => {
      const { after, store } = await cameBack({ access_token: 'new' }, how);
      expect(await settled(store)).toMatchObject({ state: 'connected', connection: { patient: 'Patient/p1' } });
      expect([...after.kept.keys()].filter((key) => key.startsWith('rpm-tally-return/'))).toEqual([]);
    },
  );

  const nobody = `e30.${btoa('{}')}.x`;
  const other = `e30.${btoa(JSON.stringify({ fhirUser: `${ISS}/Practitioner/n2` })).replaceAll('=', '')}.x`;
  it.each([
    ['another patient', { patient: 'p2' }, 'other-patient'],
    ['another person', { id_token: other }, 'other-user'],
    ['a person whom the EHR does not name', { id_token: nobody }, 'other-user'],
    ['no patient', { patient: undefined }, 'no-patient'],
  ])('and coming back with %s opens nothing, and no token is kept', async (_, token, reason) => {
    for (const how of ['locked', 'expired'] as const) {
      const { after, key, store } = await cameBack({ access_token: 'theirs', ...token }, how);
      expect(await settled(store)).toMatchObject({ state: 'locked', problem: { reason } });
      expect(after.kept.has(key)).toBe(false);
      expect(JSON.stringify([...after.kept])).not.toContain('theirs');
      // And may be tried again, still by the first person only.
      await store.reauthorize();
      expect(after.kept.get(`rpm-tally-return/${after.asked[0]?.stateKey}`)).toContain('"Patient/p1"');
    }
  });

  it('that the EHR denies leaves the page locked, with why', async () => {
    const { store } = await cameBack({}, 'locked', 'error=access_denied&error_description=Not%20now');
    expect(await settled(store)).toMatchObject({
      state: 'locked',
      problem: { detail: expect.stringMatching(/Not now/) },
    });
  });

  it('that cannot even be asked for leaves the page locked, to be tried again', async () => {
    const page = returned();
    const { store } = await connected(page);
    page.authorize = async () => {
      throw new TypeError('no answer');
    };
    await store.reauthorize();
    expect(store.getSnapshot()).toMatchObject({ state: 'locked', problem: { reason: 'ehr-unreachable' } });
  });
});

describe('a lock', () => {
  it('holds though the browser keeps nothing more, and then nobody is let in unchecked', async () => {
    msw.use(http.get(`${ISS}/.well-known/smart-configuration`, () => HttpResponse.json({})));
    const page = returned();
    const { store } = await connected(page);
    page.full = true;
    await store.lock();
    expect(store.getSnapshot()).toEqual({ state: 'locked', problem: null });
    await store.reauthorize();
    expect(store.getSnapshot()).toMatchObject({ state: 'locked', problem: { reason: 'storage-blocked' } });
    expect(page.asked).toEqual([]);
  });

  it('forgets the tokens here, revokes them there, and holds when the page is loaded again', async () => {
    const revoked: string[] = [];
    const asked: (string | null)[] = [];
    msw.use(
      http.get(`${ISS}/.well-known/smart-configuration`, () =>
        HttpResponse.json({ revocation_endpoint: 'https://ehr.example/revoke' }),
      ),
      http.post('https://ehr.example/revoke', async ({ request }) => {
        revoked.push(await request.text());
        return new HttpResponse(null, { status: 200 });
      }),
      http.get(`${ISS}/Patient/p1`, ({ request }) => {
        asked.push(request.headers.get('authorization'));
        return new HttpResponse(null, { status: 401 });
      }),
    );
    const page = returned();
    const { store, connection } = await connected(page);
    await store.lock();
    expect(store.getSnapshot()).toEqual({ state: 'locked', problem: null });
    expect(JSON.stringify([...page.kept])).not.toMatch(/"one|again|access_token/);
    expect(revoked).toEqual(['token=again&client_id=rpm-tally']);
    // What still holds the connection can do nothing with it.
    await expect(connection.server.get('Patient/p1')).rejects.toMatchObject({ kind: 'unauthorized' });
    expect(asked).toEqual([null]);
    expect(store.getSnapshot().state).toBe('locked');

    expect(await settled(openSession(ISSUERS, page))).toEqual({ state: 'locked', problem: null });
  });

  it('ends by signing out as well, and then nobody is expected back', async () => {
    msw.use(http.get(`${ISS}/.well-known/smart-configuration`, () => HttpResponse.json({})));
    const page = returned();
    const { store } = await connected(page);
    await store.lock();
    await store.signOut();
    expect(store.getSnapshot()).toEqual({ state: 'signed-out' });
    expect([...page.kept.keys()]).toEqual([]);
    expect(await settled(openSession(ISSUERS, page))).toMatchObject({
      state: 'refused',
      refusal: { reason: 'not-launched' },
    });
  });
});

describe('signing out', () => {
  it('forgets the session here and revokes it there', async () => {
    const revoked: string[] = [];
    msw.use(
      http.get(`${ISS}/.well-known/smart-configuration`, () =>
        HttpResponse.json({ revocation_endpoint: 'https://ehr.example/revoke' }),
      ),
      http.post('https://ehr.example/revoke', async ({ request }) => {
        revoked.push(await request.text());
        return new HttpResponse(null, { status: 200 });
      }),
    );
    const page = returned();
    page.kept.set('somebody-else', 'stays');
    const { store } = await connected(page);
    await store.signOut();
    expect(store.getSnapshot()).toEqual({ state: 'signed-out' });
    expect([...page.kept.keys()]).toEqual(['somebody-else']);
    expect(revoked).toEqual(['token=again&client_id=rpm-tally']);
  });

  it('revokes where the configuration says, without asking the EHR where', async () => {
    const revoked: string[] = [];
    msw.use(
      http.post('https://login.example/revoke', async ({ request }) => {
        revoked.push(await request.text());
        return new HttpResponse(null, { status: 200 });
      }),
    );
    const endpoints = { authorize: TOKEN_URL, token: TOKEN_URL, revoke: 'https://login.example/revoke' };
    const store = openSession([{ iss: ISS, name: 'A', clientId: 'rpm-tally', endpoints }], returned());
    await settled(store);
    await store.signOut();
    expect(revoked).toEqual(['token=again&client_id=rpm-tally']);
  });

  it('works although the EHR takes no revocation', async () => {
    msw.use(http.get(`${ISS}/.well-known/smart-configuration`, () => HttpResponse.error()));
    const { store } = await connected(returned());
    await store.signOut();
    expect(store.getSnapshot()).toEqual({ state: 'signed-out' });
  });
});
