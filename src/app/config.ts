import * as z from 'zod/mini';
import { checkSettings, SettingsError, settingsShape } from '../fhir/settings.ts';

const text = z.string().check(z.minLength(1), z.maxLength(500));

/** Health data travels encrypted; only a server on this very machine may do without. */
const fhirBase = z
  .url({
    protocol: /^https?$/,
    error: 'an address such as https://ehr.example/fhir',
  })
  .check(
    z.refine((url) => url.startsWith('https:') || ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname), {
      error: 'an https address; http is for servers on this machine only',
    }),
  );

const issuer = z.strictObject({
  iss: fhirBase,
  name: text,
  clientId: text,
  scope: z.exactOptional(text),
  /** Who gets charge requests and reviews where they are addressed to somebody: `Organization/billing`. */
  billingRecipient: z.exactOptional(
    z.string().check(
      z.regex(/^(Organization|Practitioner|PractitionerRole|CareTeam)\/[A-Za-z0-9\-.]{1,64}$/, {
        error: 'a reference such as Organization/billing',
      }),
    ),
  ),
});

/** A kind of signed-in user (`PractitionerRole`) or one of them (`Practitioner/p1`), as the EHR's `fhirUser` names them. */
const user = z.string().check(
  z.regex(/^(Practitioner|PractitionerRole|Person|RelatedPerson|Patient)(\/[A-Za-z0-9\-.]{1,64})?$/, {
    error: 'a kind of user such as PractitionerRole, or a user such as Practitioner/p1',
  }),
);

/** Who may do what. */
const roles = z.strictObject({
  /** Who may charge, and void charges; where absent, everybody whom the EHR lets. */
  mayCharge: z.exactOptional(z.array(user).check(z.minLength(1))),
});

const configSchema = z.strictObject({
  ...settingsShape,
  $schema: z.exactOptional(z.string()),
  issuers: z.array(issuer).check(z.minLength(1)),
  /** A moment at which the app's clock stands, for a sandbox whose stories have a fixed today. Shown on screen. */
  clock: z.exactOptional(z.iso.datetime({ offset: true, error: 'a moment such as 2026-04-02T14:00:00Z' })),
  /** The real moment at which `clock` was right; it runs on from there. Without it the clock stands still. */
  clockStarted: z.exactOptional(z.iso.datetime({ offset: true, error: 'a moment such as 2026-04-02T14:00:00Z' })),
  roles: z._default(roles, {}),
  branding: z._default(z.strictObject({ name: text, logo: z.exactOptional(text) }), { name: 'RPM Tally' }),
});

/** The runtime settings of one health system. */
export type Config = z.output<typeof configSchema> & { timeZone: string };

/** The settings could not be had at all: no file, or no JSON in it. */
export class ConfigUnreadable extends Error {
  override readonly name = 'ConfigUnreadable';
}

/**
 * Reads `config.json` beside the page.
 * @throws SettingsError naming each wrong key, its value and what is allowed
 * @throws ConfigUnreadable
 */
export async function loadConfig(): Promise<Config> {
  const response = await fetch('config.json', { cache: 'no-cache' }).catch((error: unknown) => {
    throw new ConfigUnreadable('no answer', { cause: error });
  });
  if (!response.ok) throw new ConfigUnreadable(`the server answered ${response.status}`);
  return parseConfig(await response.text());
}

/** @throws SettingsError, ConfigUnreadable */
export function parseConfig(content: string): Config {
  const config = checkSettings(configSchema, parseJson(content));
  // There is no good guess: the month's limits depend on it.
  if (config.timeZone === null)
    throw new SettingsError([
      { key: 'timeZone', value: undefined, allowed: ['an IANA time zone such as America/New_York'] },
    ]);
  return { ...config, timeZone: config.timeZone };
}

function parseJson(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch (error) {
    throw new ConfigUnreadable(error instanceof Error ? error.message : 'no JSON', { cause: error });
  }
}

/** Now, in epoch milliseconds: the clock of a sandbox, or the real one. */
export function now(config: Config): number {
  const { clock, clockStarted } = config;
  if (clock === undefined) return Date.now();
  return Date.parse(clock) + (clockStarted === undefined ? 0 : Math.max(0, Date.now() - Date.parse(clockStarted)));
}
