import * as z from 'zod/mini';
import { type Interaction, scopePermits } from '../capability.ts';
import { askedScope } from '../smart.ts';
import type { Issuer, View } from '../types.ts';
import type { Finding } from './types.ts';

const list = z.optional(z.array(z.string()));
const documentSchema = z.object({
  authorization_endpoint: z.optional(z.string()),
  token_endpoint: z.optional(z.string()),
  revocation_endpoint: z.optional(z.string()),
  capabilities: list,
  code_challenge_methods_supported: list,
});
type Discovery = z.infer<typeof documentSchema>;

interface SessionFacts {
  issuer: Issuer;
  view: View;
  /** Granted scopes. */
  scopes: readonly string[];
  /** Whether the EHR has it at all: what it doesn't offer it can't grant. */
  offers: (type: string, interaction: Interaction) => boolean;
  /** Whether the session can be renewed without the person. */
  renews: boolean;
}

/** Reads `.well-known/smart-configuration`; in words, why not, where it can't be read. It is public: no token is sent. */
export async function readDiscovery(base: string, signal?: AbortSignal): Promise<Discovery | string> {
  try {
    const response = await fetch(`${base}/.well-known/smart-configuration`, {
      headers: { accept: 'application/json' },
      redirect: 'error',
      ...(signal && { signal }),
    });
    if (!response.ok) return `the EHR answered ${response.status}`;
    const parsed = z.safeParse(documentSchema, await response.json());
    return parsed.success ? parsed.data : 'it is no SMART configuration';
  } catch (error) {
    if (signal?.aborted) throw error;
    return error instanceof SyntaxError ? 'it is no JSON' : 'there was no answer';
  }
}

/** How people come into the app there, and with which rights. https://hl7.org/fhir/smart-app-launch/conformance.html */
export function signInFindings(discovery: Discovery | string, session: SessionFacts): Finding[] {
  const grants = grantFindings(session);
  if (typeof discovery === 'string')
    return [
      {
        title: 'Discovery document',
        grade: session.issuer.endpoints === undefined ? 'unknown' : 'limited',
        found: `.well-known/smart-configuration could not be read: ${discovery}.`,
        means: 'The launch relies on it, or on issuers[].endpoints in config.json.',
      },
      ...grants,
    ];
  const has = (name: string) => discovery.capabilities?.includes(name) ?? false;
  const declared = (title: string, name: string, means: string): Finding => ({
    title,
    grade: has(name) ? 'good' : 'limited',
    found: has(name) ? `declared (${name})` : `not declared (${name})`,
    means: has(name) ? null : means,
  });
  const s256 = discovery.code_challenge_methods_supported?.includes('S256') ?? false;
  return [
    { title: 'Discovery document', grade: 'good', found: '.well-known/smart-configuration was read', means: null },
    endpointFinding(discovery, session.issuer),
    {
      title: 'Proof of the launch (PKCE, S256)',
      grade: s256 ? 'good' : 'unknown',
      found: s256 ? 'declared' : 'not declared',
      means: s256 ? null : 'The app always sends it. A server that ignores it works, without its protection.',
    },
    declared('Launch from a chart', 'launch-ehr', 'Register the launch address with the EHR all the same and try it.'),
    declared('Launch by itself', 'launch-standalone', 'The worklist may have to be opened from a menu of the EHR.'),
    declared('App without a secret', 'client-public', 'The app is a public client; the EHR must register it as one.'),
    declared('Patient banner', 'context-banner', 'The app shows a patient banner of its own wherever it isn’t told.'),
    {
      title: 'Ending the session',
      grade: discovery.revocation_endpoint === undefined ? 'limited' : 'good',
      found: discovery.revocation_endpoint === undefined ? 'no revocation endpoint' : 'tokens can be revoked',
      means:
        discovery.revocation_endpoint === undefined
          ? 'Signing out forgets the tokens here; at the EHR they end by themselves.'
          : null,
    },
    ...grants,
  ];
}

function endpointFinding({ authorization_endpoint, token_endpoint }: Discovery, issuer: Issuer): Finding {
  const title = 'Sign-in endpoints';
  const authorize = issuer.endpoints?.authorize ?? authorization_endpoint;
  const token = issuer.endpoints?.token ?? token_endpoint;
  if (authorize === undefined || token === undefined)
    return {
      title,
      grade: 'missing',
      found: 'the document names no authorization or token endpoint',
      means: 'Nobody can sign in, unless issuers[].endpoints in config.json names them.',
    };
  // Only the token is fetched by a script; to the authorization the whole page goes.
  const { origin } = new URL(token);
  const known = [new URL(issuer.iss).origin, ...(issuer.origins ?? [])];
  return known.includes(origin)
    ? { title, grade: 'good', found: `authorization and token endpoints are named (${origin})`, means: null }
    : {
        title,
        grade: 'limited',
        found: `the token endpoint lies at ${origin}`,
        means:
          'Add it to issuers[].origins in config.json, so that the web server’s Content-Security-Policy allows it.',
      };
}

function grantFindings({ issuer, view, scopes, offers, renews }: SessionFacts): Finding[] {
  const asked = askedScope(issuer, view).flatMap(lettersOf);
  const withheld = asked.filter(({ type, letter }) => offers(type, letter) && !scopePermits(scopes, type, letter));
  const words = [...new Set(withheld.map(({ type, letter }) => `${type} ${letter}`))];
  return [
    {
      title: 'Granted rights',
      grade: words.length === 0 ? 'good' : 'limited',
      found: words.length === 0 ? 'all that the app asked for and the EHR offers' : `not granted: ${words.join(', ')}`,
      means:
        words.length === 0 ? null : 'The EHR offers these: ask its team to add their scopes to the app’s registration.',
    },
    {
      title: 'Length of the session',
      grade: renews ? 'good' : 'limited',
      found: renews ? 'the session renews itself' : 'no refresh token was given',
      means: renews ? null : 'When the access token ends, the person signs in again; what was typed is kept meanwhile.',
    },
  ];
}

const INTERACTIONS = { c: 'create', r: 'read', u: 'update', s: 'search-type' } as const;

function lettersOf(scope: string) {
  const [, type, letters] = /^(?:patient|user)\/([A-Za-z]+)\.([crus]+)$/.exec(scope) ?? [];
  return type === undefined
    ? []
    : Object.entries(INTERACTIONS).flatMap(([letter, interaction]) =>
        letters?.includes(letter) ? [{ type, letter: interaction }] : [],
      );
}
