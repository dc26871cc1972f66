import type { Secrets } from './secrets.ts';

/** Something that a browser did or kept during a journey. */
export interface Trace {
  kind: 'request' | 'console' | 'address' | 'history' | 'title' | 'storage' | 'lasting' | 'message' | 'download';
  /** The origin that it went to, or on which it stays. */
  origin: string;
  /** In words for whoever reads the failure: `GET https://…`, `session rpm-tally-draft/…`. */
  where: string;
  /** What may be looked at for patient data. */
  text: string;
  /** For a request: the address that it was sent with as the one it came from. */
  referrer?: string | undefined;
}

/** Tokens and codes of the session, each with what it is. */
export type Credentials = ReadonlyMap<string, string>;

interface Place {
  app: string;
  ehr: string;
}

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}';
/** A launch and what it was for. */
const STATE_KEY = `${UUID}\\.(?:chart|compact|practice)`;
/** fhirclient's pointer and state (the tokens), a draft under a key that says nothing, who may sign in again, and the look whether storage works. */
const SESSION_KEYS = new RegExp(
  `^session (SMART_KEY|${STATE_KEY}|rpm-tally-draft/${UUID}|rpm-tally-return/${STATE_KEY}|rpm-tally-config|rpm-tally-storage-check)$`,
);
/** The only place in the browser where tokens are kept. */
const TOKEN_KEY = new RegExp(`^session ${STATE_KEY}$`);

/** What is wrong with a trace, one sentence each; nothing when all is well. */
export function leaksOf(trace: Trace, { app, ehr }: Place, secrets: Secrets, credentials: Credentials): string[] {
  const { kind, origin, where, text, referrer } = trace;
  const leaks: string[] = [];
  const say = (what: string) => leaks.push(`${kind}: ${where}: ${what}`);
  const look = (within: string, needles: ReadonlyMap<string, string>) => {
    const readable = [within, decoded(within)].join('\n');
    for (const [needle, what] of needles) if (readable.includes(needle)) say(`has a ${what}: ${needle.slice(0, 60)}`);
  };

  // What the EHR's own pages do is the EHR's business; what is sent there may name the patient, but its address holds no token.
  if (origin === ehr) {
    if (kind !== 'request') return leaks;
    look(where, credentials);
    if (referrer?.startsWith(app)) say(`tells where it comes from: ${referrer}`);
    return leaks;
  }
  if (kind === 'request' && origin !== app) say('goes to a stranger');
  if (kind === 'lasting') say('stays after the tab closes');
  if (kind === 'storage' && where.startsWith('session ')) {
    if (!SESSION_KEYS.test(where)) say('is not a key that the app is known to keep');
    if (!TOKEN_KEY.test(where)) look(text, credentials);
    return leaks;
  }
  const all = [where, text, referrer ?? ''].join('\n');
  look(all, secrets);
  look(all, credentials);
  return leaks;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    // A lone percent sign: nothing was encoded.
    return text;
  }
}
