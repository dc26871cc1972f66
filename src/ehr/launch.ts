import { authorizeParams, BROWSER, type Environment, issuerOf, viewNamed } from './smart.ts';
import type { Issuer, Refusal } from './types.ts';

/**
 * Parameters of the page's address that fhirclient, or a server that echoes them, would take in place of our own settings:
 * `fhirServiceUrl` even skips the authorization.
 */
const NOT_ALLOWED = [
  'fhirServiceUrl',
  'clientId',
  'client_id',
  'clientSecret',
  'patientId',
  'encounterId',
  'redirectUri',
  'redirect_uri',
  'scope',
  'state',
  'code',
  'fakeTokenResponse',
];

/**
 * For `launch.html`: starts the SMART launch that the page's address asks for, which leaves the page.
 * Without `iss` in the address it is a standalone launch of `chosen`, or of the only issuer there is.
 * @returns why nothing was started, and nobody was asked anything; null when the browser is on its way to the EHR
 */
export async function launch(
  issuers: readonly Issuer[],
  chosen: Issuer | null = null,
  browser: Environment = BROWSER,
): Promise<Refusal | null> {
  const page = browser.url();
  const { searchParams } = page;
  const given = NOT_ALLOWED.filter((name) => searchParams.has(name));
  const repeated = ['iss', 'launch', 'view'].filter((name) => searchParams.getAll(name).length > 1);
  const wrong = [...given, ...repeated];
  if (wrong.length > 0) {
    const detail = `The link carries what it must not: ${wrong.join(', ')}. Open the app from the patient’s chart.`;
    return { reason: 'parameter-not-allowed', detail };
  }
  const view = viewNamed(searchParams.get('view') ?? 'chart');
  if (view === null)
    return {
      reason: 'parameter-not-allowed',
      detail: 'The link asks for a view that the app doesn’t have: it knows chart, compact and practice.',
    };
  const iss = searchParams.get('iss');
  const issuer = iss === null ? (chosen ?? onlyOne(issuers)) : issuerOf(issuers, iss);
  if (issuer === null) return iss === null ? NOT_LAUNCHED : notAllowed(iss);
  const registered = new URL(issuer.redirectUri ?? page).origin;
  if (registered !== page.origin) return wrongAddress(issuer, registered, page.origin);
  if (!storageWorks(browser)) return STORAGE_BLOCKED;
  try {
    await browser.authorize(authorizeParams(issuer, page, searchParams.has('launch'), view));
    return null;
  } catch (error) {
    return { reason: 'ehr-unreachable', detail: `${issuer.name} could not be asked to sign in. ${messageOf(error)}` };
  }
}

function onlyOne(issuers: readonly Issuer[]): Issuer | null {
  return issuers.length === 1 ? (issuers[0] ?? null) : null;
}

export const NOT_LAUNCHED: Refusal = {
  reason: 'not-launched',
  detail: 'The app has no chart to show. Open it from the patient’s chart in the EHR.',
};

export const STORAGE_BLOCKED: Refusal = {
  reason: 'storage-blocked',
  detail:
    'The browser lets this app keep nothing, not even for this one session, as it does where cookies of embedded pages are blocked. ' +
    'Allow site data for this address, or open the app in a window of its own.',
};

export function notAllowed(iss: string): Refusal {
  // As an address only: a link must not make the app say something to whoever follows it.
  const address = URL.canParse(iss) ? new URL(iss).href.slice(0, 200) : 'What the link names';
  return {
    reason: 'issuer-not-allowed',
    detail: `${address} is not an EHR that this app may talk to. Nothing was asked of it. The administrator can add it to config.json.`,
  };
}

/** The EHR would send the user back to where nobody knows of this launch. */
function wrongAddress({ name }: Issuer, registered: string, opened: string): Refusal {
  const detail = `${name} knows this app at ${registered}, but it was opened at ${opened}. Open it there; or an administrator corrects redirectUri in config.json.`;
  return { reason: 'wrong-address', detail };
}

/** Frames whose storage is blocked throw on the mere look at it. */
export function storageWorks(browser: Environment): boolean {
  const key = 'rpm-tally-storage-check';
  try {
    browser.storage().setItem(key, '1');
    browser.storage().removeItem(key);
    return true;
  } catch {
    return false;
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
