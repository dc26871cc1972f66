import { localReference } from '../fhir/resource.ts';
import { type Capabilities, parseCapabilities } from './capability.ts';
import { EhrError } from './errors.ts';
import { messageOf, NOT_LAUNCHED, notAllowed, STORAGE_BLOCKED, storageWorks } from './launch.ts';
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
import type { Issuer, Opened, PracticeConnection, Refusal, Session, SessionStore, View } from './types.ts';

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
  const listeners = new Set<() => void>();

  function become(next: Session): void {
    session = next;
    for (const listener of listeners) listener();
  }

  function expire(): void {
    if (session.state === 'connected') become({ ...session, state: 'expired', canReauthorize: true });
  }

  async function connect(): Promise<void> {
    const opened = await readySession(issuers, browser);
    if ('reason' in opened) return become({ state: 'refused', refusal: opened });
    open = openedWith(opened, browser, expire);
    become({ state: 'connected', ...open.opened });
  }

  async function reauthorize(): Promise<void> {
    if (open === null) return;
    const { view, connection } = open.opened;
    const { issuer } = connection;
    try {
      await browser.authorize(authorizeParams(issuer, browser.url(), false, view));
    } catch (error) {
      become({ state: 'refused', refusal: unreachable(issuer, error) });
    }
  }

  async function signOut(): Promise<void> {
    const ending = open;
    open = null;
    ending?.stop();
    become({ state: 'signed-out' });
    if (ending === null) return;
    forgetState(browser.storage(), ending.state);
    // The session is over here in any case; a token that can't be revoked ends by itself.
    await revokeTokens(ending.state, ending.opened.connection.issuer.endpoints?.revoke).catch(() => undefined);
  }

  void connect();
  return {
    getSnapshot: () => session,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    reauthorize,
    signOut,
  };
}

/** fhirclient's state of an issuer that is allowed, and what it was opened for. */
interface Ready {
  issuer: Issuer;
  state: SmartState;
  view: View;
}

/** The session of this page, or why there is none. Leaves nothing of the authorization in the address, only the session's name. */
async function readySession(issuers: readonly Issuer[], browser: Environment): Promise<Ready | Refusal> {
  if (!storageWorks(browser)) return STORAGE_BLOCKED;
  const key = stateKeyOf(browser.url());
  const ready = await readyOf(key, issuers, browser);
  const clean = cleanAddress(browser.url(), 'reason' in ready ? null : key);
  if (clean.href !== browser.url().href) browser.replaceUrl(clean);
  return ready;
}

async function readyOf(key: string | null, issuers: readonly Issuer[], browser: Environment): Promise<Ready | Refusal> {
  const url = browser.url();
  const stored = key === null ? null : storedState(browser.storage(), key);
  const denied = url.searchParams.get('error_description') ?? url.searchParams.get('error');
  try {
    // Looked at before the code is sent anywhere.
    if (stored !== null && issuerOf(issuers, stored.serverUrl) === null) return notAllowed(stored.serverUrl);
    if (denied !== null)
      return { reason: 'authorization-denied', detail: `The EHR did not let the app in: ${denied.slice(0, 300)}` };
    if (stored === null) return NOT_LAUNCHED;
    const state = parseState((await browser.ready()).state);
    const issuer = issuerOf(issuers, state.serverUrl);
    if (issuer === null) return notAllowed(state.serverUrl);
    const view = viewNamed(key?.split('.').at(-1)) ?? 'chart';
    return view !== 'practice' && state.tokenResponse.patient === undefined ? NO_PATIENT : { issuer, state, view };
  } catch (error) {
    const name = (stored && issuerOf(issuers, stored.serverUrl)?.name) ?? 'The EHR';
    return {
      reason: error instanceof TypeError ? 'ehr-unreachable' : 'authorization-denied',
      detail: `${name} gave the app no session. ${messageOf(error).slice(0, 300)} Open the app from the chart again.`,
    };
  }
}

const NO_PATIENT: Refusal = {
  reason: 'no-patient',
  detail: 'The EHR told the app no patient. Open it from within a patient’s chart.',
};

function unreachable(issuer: Issuer, error: unknown): Refusal {
  return { reason: 'ehr-unreachable', detail: `${issuer.name} could not be asked to sign in. ${messageOf(error)}` };
}

interface OpenSession {
  opened: Opened;
  state: SmartState;
  /** No timer goes on. */
  stop(): void;
}

function openedWith({ issuer, state, view }: Ready, browser: Environment, expire: () => void): OpenSession {
  const { tokenResponse } = state;
  const tokens = tokensOf(state, browser, expire);
  const server = fhirServer(state.serverUrl, { tokens });
  let capabilities: Promise<Capabilities> | null = null;
  const practice: PracticeConnection = {
    issuer,
    server,
    patient: null,
    user: localReference(fhirUserOf(tokenResponse.id_token)),
    // SMART doesn't say what its absence means; a banner too many confuses nobody's patient.
    needPatientBanner: tokenResponse.need_patient_banner ?? true,
    styleUrl: tokenResponse.smart_style_url ?? null,
    // RFC 6749, 5.1: a server that grants all that was asked need not repeat it.
    scopes: (tokenResponse.scope ?? state.scope ?? '').split(/\s+/).filter(Boolean),
    expiresAt: () => state.expiresAt ?? null,
    capabilities: () => {
      capabilities ??= server
        .get('metadata')
        .then(parseCapabilities)
        .catch((error: unknown) => {
          capabilities = null;
          throw error;
        });
      return capabilities;
    },
  };
  const encounter = tokenResponse.encounter === undefined ? null : `Encounter/${tokenResponse.encounter}`;
  const opened: Opened =
    view === 'practice'
      ? { view, connection: practice }
      : { view, connection: { ...practice, patient: `Patient/${tokenResponse.patient}`, encounter } };
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
