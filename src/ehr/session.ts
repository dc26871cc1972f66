import { localReference } from '../fhir/resource.ts';
import { type Capabilities, parseCapabilities } from './capability.ts';
import { EhrError } from './errors.ts';
import { messageOf, NOT_LAUNCHED, notAllowed, STORAGE_BLOCKED, storageWorks } from './launch.ts';
import { expectBack, expectedBack, expectNoMore, notExpected, type Whom } from './return.ts';
import { fhirServer, type TokenSource } from './server.ts';
import {
  authorizeParams,
  BROWSER,
  cleanAddress,
  type Environment,
  fhirUserOf,
  forgetState,
  issuerOf,
  parseState,
  renewToken,
  revokeTokens,
  SessionOver,
  type SmartState,
  stateKeyOf,
  storedState,
  storeToken,
  viewNamed,
} from './smart.ts';
import type { Issuer, NotBack, Opened, PracticeConnection, Refusal, Session, SessionStore, View } from './types.ts';

/** A token is renewed when less than this is left of it, so that no write is sent with one that ends on the way. */
const RENEW_BEFORE_SECONDS = 60;
const LONGEST_TIMER = 2 ** 31 - 1;

/**
 * For `index.html`: opens the session that the launch prepared, or restores it after a reload. Call it once a page load, outside of React:
 * the code of a launch can be used only once.
 */
export function openSession(issuers: readonly Issuer[], browser: Environment = BROWSER): SessionStore {
  let session: Session = { state: 'connecting' };
  let open: OpenSession | null = null;
  /** Who may sign in again; null where nobody was in. */
  let expected: Whom | null = null;
  const listeners = new Set<() => void>();

  function become(next: Session): void {
    session = next;
    for (const listener of listeners) listener();
  }

  function expire(): void {
    if (session.state === 'connected') become({ ...session, state: 'expired', canReauthorize: true });
  }

  async function connect(): Promise<void> {
    const ready = await readySession(issuers, browser);
    if ('reason' in ready) return become({ state: 'refused', refusal: ready });
    if ('expected' in ready) {
      expected = ready.expected;
      return become({ state: 'locked', problem: ready.problem });
    }
    open = openedWith(ready, browser, expire);
    expected = whomOf(ready);
    become({ state: 'connected', ...open.opened });
  }

  /** Ends what is open, and forgets its tokens: what is still on its way is refused by the EHR. */
  async function close(next: Session): Promise<void> {
    const ending = open;
    open = null;
    become(next);
    if (ending === null) return;
    ending.stop();
    forgetState(browser.storage(), ending.state);
    await giveUp(ending.state, ending.opened.connection.issuer);
  }

  async function lock(): Promise<void> {
    const key = stateKeyOf(browser.url());
    if (open === null || expected === null || key === null) return;
    // So that it stays locked when it is loaded again. Where nothing can be kept it is locked all the same.
    expectBack(browser.storage(), key, expected);
    await close({ state: 'locked', problem: null });
  }

  async function reauthorize(): Promise<void> {
    const issuer = expected && issuerOf(issuers, expected.iss);
    if (expected === null || issuer === null) return;
    const params = authorizeParams(issuer, browser.url(), false, expected.view);
    if (!expectBack(browser.storage(), params.stateKey, expected))
      return become({ state: 'locked', problem: STORAGE_BLOCKED });
    try {
      await browser.authorize(params);
    } catch (error) {
      become({ state: 'locked', problem: unreachable(issuer, error) });
    }
  }

  async function signOut(): Promise<void> {
    if (expected !== null) expectNoMore(browser.storage(), expected);
    expected = null;
    await close({ state: 'signed-out' });
  }

  void connect();
  return {
    getSnapshot: () => session,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    reauthorize,
    lock,
    signOut,
  };
}

/** fhirclient's state of an issuer that is allowed, and what it was opened for. */
interface Ready {
  issuer: Issuer;
  state: SmartState;
  view: View;
  declared: Promise<Capabilities | null>;
}

/** A page that was locked, or whose session ended, and to which nobody has come back yet. */
interface Locked {
  expected: Whom;
  problem: NotBack | null;
}

/** The session of this page, or why there is none. Leaves nothing of the authorization in the address, only the session's name. */
async function readySession(issuers: readonly Issuer[], browser: Environment): Promise<Ready | Locked | Refusal> {
  if (!storageWorks(browser)) return STORAGE_BLOCKED;
  const key = stateKeyOf(browser.url());
  const ready = comeBack(key, await readyOf(key, issuers, browser), browser.storage());
  const clean = cleanAddress(browser.url(), 'reason' in ready ? null : key);
  if (clean.href !== browser.url().href) browser.replaceUrl(clean);
  return ready;
}

/** Lets in whom the key expects, and nobody else: what is kept for one person is neither shown to another nor written about another patient. */
function comeBack(key: string | null, ready: Ready | Refusal, storage: Storage): Ready | Locked | Refusal {
  const expected = key === null ? null : expectedBack(storage, key);
  if (key === null || expected === null) return ready;
  if ('reason' in ready) {
    storage.removeItem(key);
    return { expected, problem: ready.reason === 'not-launched' ? null : ready };
  }
  const problem = notExpected(expected, whomOf(ready));
  if (problem === null) {
    expectNoMore(storage, expected);
    return ready;
  }
  forgetState(storage, ready.state);
  void giveUp(ready.state, ready.issuer);
  return { expected, problem };
}

/** Drops the tokens, and revokes them where the EHR takes that. The session is over here in any case; a token that can't be revoked ends by itself. */
async function giveUp(state: SmartState, issuer: Issuer): Promise<void> {
  const spent = { ...state };
  state.tokenResponse = {};
  await revokeTokens(spent, issuer.endpoints?.revoke).catch(() => undefined);
}

async function readyOf(key: string | null, issuers: readonly Issuer[], browser: Environment): Promise<Ready | Refusal> {
  const url = browser.url();
  const stored = key === null ? null : storedState(browser.storage(), key);
  const denied = url.searchParams.get('error_description') ?? url.searchParams.get('error');
  try {
    // Looked at before the code is sent anywhere.
    if (stored !== null && issuerOf(issuers, stored.serverUrl) === null) return notAllowed(stored.serverUrl);
    // Before what the address says of an error: without a launch of ours it may say anything.
    if (key === null || stored === null) return NOT_LAUNCHED;
    if (denied !== null)
      return { reason: 'authorization-denied', detail: `The EHR did not let the app in: ${denied.slice(0, 300)}` };
    // fhirclient would take `iss`, `fhirServiceUrl` and others from the address, at any later authorization too, and servers send an `iss`
    // along (RFC 9207) that is not the FHIR server's: it gets to see none of it.
    browser.replaceUrl(cleanAddress(url, key));
    const declared = declaredBy(stored.serverUrl, browser);
    const state = parseState((await browser.ready(key, url.searchParams.get('code'))).state);
    const issuer = issuerOf(issuers, state.serverUrl);
    if (issuer === null) return notAllowed(state.serverUrl);
    const view = viewNamed(key?.split('.').at(-1)) ?? 'chart';
    return view !== 'practice' && state.tokenResponse.patient === undefined
      ? NO_PATIENT
      : { issuer, state, view, declared };
  } catch (error) {
    const name = (stored && issuerOf(issuers, stored.serverUrl)?.name) ?? 'The EHR';
    return {
      reason: error instanceof TypeError ? 'ehr-unreachable' : 'authorization-denied',
      detail: `${name} gave the app no session. ${messageOf(error).slice(0, 300)} Open the app from the chart again.`,
    };
  }
}

/**
 * What the EHR says of itself, asked while the code is exchanged, so that the chart is read in the right way at once. FHIR lets anybody ask;
 * null where the EHR wants a token for it, which then asks again.
 */
function declaredBy(serverUrl: string, browser: Environment): Promise<Capabilities | null> {
  return browser
    .metadata(serverUrl)
    .then(parseCapabilities)
    .catch(() => null);
}

const NO_PATIENT: Refusal = {
  reason: 'no-patient',
  detail: 'The EHR told the app no patient. Open it from within a patient’s chart.',
};

function unreachable(issuer: Issuer, error: unknown): Refusal {
  return { reason: 'ehr-unreachable', detail: `${issuer.name} could not be asked to sign in. ${messageOf(error)}` };
}

function whomOf({ issuer, state: { tokenResponse }, view }: Ready): Whom {
  return {
    iss: issuer.iss,
    view,
    patient: view === 'practice' ? null : `Patient/${tokenResponse.patient}`,
    user: localReference(fhirUserOf(tokenResponse.id_token)),
  };
}

interface OpenSession {
  opened: Opened;
  state: SmartState;
  /** No timer goes on. */
  stop(): void;
}

function openedWith(ready: Ready, browser: Environment, expire: () => void): OpenSession {
  const { issuer, state, view, declared } = ready;
  const { tokenResponse } = state;
  const { patient, user } = whomOf(ready);
  const tokens = tokensOf(state, browser, expire);
  const server = fhirServer(state.serverUrl, { tokens });
  let capabilities: Promise<Capabilities> | null = null;
  const practice: PracticeConnection = {
    issuer,
    server,
    patient: null,
    user,
    // SMART doesn't say what its absence means; a banner too many confuses nobody's patient.
    needPatientBanner: tokenResponse.need_patient_banner ?? true,
    styleUrl: tokenResponse.smart_style_url ?? null,
    // RFC 6749, 5.1: a server that grants all that was asked need not repeat it.
    scopes: (tokenResponse.scope ?? state.scope ?? '').split(/\s+/).filter(Boolean),
    expiresAt: () => state.expiresAt ?? null,
    capabilities: () => {
      capabilities ??= declared
        .then(async (early) => early ?? parseCapabilities(await server.get('metadata')))
        .catch((error: unknown) => {
          capabilities = null;
          throw error;
        });
      return capabilities;
    },
  };
  const encounter = tokenResponse.encounter === undefined ? null : `Encounter/${tokenResponse.encounter}`;
  const opened: Opened =
    view === 'practice' || patient === null
      ? { view: 'practice', connection: practice }
      : { view, connection: { ...practice, patient, encounter } };
  return { opened, state, stop: tokens.stop };
}

/** Gives out the access token, renews it in time and only once at a time, and says when it is over. */
function tokensOf(state: SmartState, browser: Environment, expire: () => void): TokenSource & { stop(): void } {
  let renewing: Promise<string | null> | null = null;
  let timer = 0;

  const now = () => Date.now() / 1000;
  const secondsLeft = () => (state.expiresAt ?? Number.POSITIVE_INFINITY) - now();
  const canRenew = () => state.tokenResponse.refresh_token !== undefined && state.tokenUri !== undefined;

  /** A session that can't be renewed ends at its time even when nobody asks for anything. */
  function watch(): void {
    clearTimeout(timer);
    if (canRenew() || !Number.isFinite(secondsLeft())) return;
    const wait = Math.min(Math.max(secondsLeft(), 0) * 1000, LONGEST_TIMER);
    timer = Number(setTimeout(expire, wait));
  }

  function renewOnce(): Promise<string | null> {
    renewing ??= fetchNew().finally(() => {
      renewing = null;
    });
    return renewing;
  }

  async function fetchNew(): Promise<string | null> {
    try {
      const fresh = await renewToken(state);
      state.tokenResponse = { ...state.tokenResponse, ...fresh };
      state.expiresAt = now() + (fresh.expires_in ?? 300);
      storeToken(browser.storage(), state);
      return state.tokenResponse.access_token ?? null;
    } catch (error) {
      if (!(error instanceof SessionOver))
        throw new EhrError('session', 'The session could not be renewed: the EHR gave no answer. Nothing was sent.');
      delete state.tokenResponse.refresh_token;
      expire();
      return null;
    }
  }

  async function token(): Promise<string | null> {
    const current = state.tokenResponse.access_token ?? null;
    if (secondsLeft() > RENEW_BEFORE_SECONDS || !canRenew()) return current;
    try {
      return (await renewOnce()) ?? current;
    } catch (error) {
      if (secondsLeft() > 0) return current;
      throw error;
    }
  }

  async function renew(refused: string | null): Promise<string | null> {
    const current = state.tokenResponse.access_token ?? null;
    if (current !== refused) return current;
    if (canRenew()) return renewOnce();
    expire();
    return null;
  }

  watch();
  return { token, renew, stop: () => clearTimeout(timer) };
}
