import * as z from 'zod/mini';
import { settingsShape, timeZone } from '../fhir/settings.ts';
import { CRITERION_IDS, STATUSES } from '../rules/verdict.ts';

const text = z.string().check(z.minLength(1), z.maxLength(500));

/** Health data travels encrypted; only a server on this very machine may do without. */
function encrypted(example: string) {
  return z.url({ protocol: /^https?$/, abort: true, error: `an address such as ${example}` }).check(
    z.refine((url) => url.startsWith('https:') || ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname), {
      error: 'an https address; http is for servers on this machine only',
      abort: true,
    }),
  );
}

/** Who else may be asked, or may show the app in a frame: goes into the Content-Security-Policy, so nothing but an origin may stand here. */
const origin = encrypted('https://ehr.example').check(
  z.refine((url) => new URL(url).origin === url, { error: 'an origin such as https://ehr.example, without a path' }),
);
const frameAncestor = z.string().check(
  z.regex(
    /^(\*|https:\/\/(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*(:\d{1,5})?|http:\/\/(localhost|127\.0\.0\.1)(:\d{1,5})?)$/i,
    {
      error: 'an origin such as https://ehr.example or https://*.ehr.example',
    },
  ),
);

function referenceTo(types: string, example: string) {
  return z
    .string()
    .check(z.regex(new RegExp(`^(${types})/[A-Za-z0-9\\-.]{1,64}$`), { error: `a reference such as ${example}` }));
}

const group = referenceTo('Group', 'Group/rpm-panel');

const issuer = z.strictObject({
  iss: encrypted('https://ehr.example/fhir'),
  name: text,
  clientId: text,
  scope: z.exactOptional(text),
  /** The biller's launch without a patient. */
  practiceScope: z.exactOptional(text),
  redirectUri: z.exactOptional(encrypted('https://rpm-tally.example/')),
  /** In place of what the EHR's SMART configuration says. */
  endpoints: z.exactOptional(
    z.strictObject({
      authorize: encrypted('https://ehr.example/authorize'),
      token: encrypted('https://ehr.example/token'),
      revoke: z.exactOptional(encrypted('https://ehr.example/revoke')),
    }),
  ),
  /** Where its authorization and token endpoints lie on other origins than its FHIR base. */
  origins: z.exactOptional(z.array(origin)),
  /** Who gets charge requests and reviews where they are addressed to somebody: `Organization/billing`. */
  billingRecipient: z.exactOptional(
    referenceTo('Organization|Practitioner|PractitionerRole|CareTeam', 'Organization/billing'),
  ),
  /** In place of `worklist.group`. */
  worklistGroup: z.exactOptional(group),
});

/** A kind of signed-in user (`PractitionerRole`) or one of them (`Practitioner/p1`), as the EHR's `fhirUser` names them. */
const user = z.string().check(
  z.regex(/^(Practitioner|PractitionerRole|Person|RelatedPerson|Patient)(\/[A-Za-z0-9\-.]{1,64})?$/, {
    error: 'a kind of user such as PractitionerRole, or a user such as Practitioner/p1',
  }),
);
const users = z.exactOptional(z.array(user).check(z.minLength(1)));

/** Who may do what; where absent, everybody whom the EHR lets. */
const roles = z.strictObject({
  /** Charge, and void charges. */
  mayCharge: users,
  /** See past months' internal audit. */
  mayAudit: users,
  /** See the pages across patients. */
  mayUsePractice: users,
});

/** The biller's list of patients. */
const worklist = z.strictObject({
  /** Who is enrolled. */
  group: z.exactOptional(group),
  /** How many requests may be under way at once. */
  requestsAtOnce: z._default(z.int().check(z.minimum(1), z.maximum(64)), 16),
  /** Filters with a name, beside those that the app ships. */
  views: z._default(
    z.array(
      z.strictObject({
        name: text,
        /** Empty: of any status. */
        status: z._default(z.array(z.enum(STATUSES)), []),
        /** Only who lacks one of these. */
        missing: z._default(z.array(z.enum(CRITERION_IDS)), []),
      }),
    ),
    [],
  ),
});

const session = z.strictObject({
  /** After which the screen is locked. */
  idleMinutes: z._default(z.int().check(z.minimum(1), z.maximum(480)), 15),
});

/** In which the app speaks to patients; those of `features/consent`, as a test holds. */
const LANGUAGES = ['en', 'es'] as const;

const moment = z.iso.datetime({ offset: true, error: 'a moment such as 2026-04-02T14:00:00Z' });

/** `config.json`: `settingsShape`, which the command understands too, and what only the app reads. */
export const configSchema = z.strictObject({
  ...settingsShape,
  /** There is no good guess: the month's limits depend on it. */
  timeZone,
  $schema: z.exactOptional(z.string()),
  issuers: z.array(issuer).check(z.minLength(1)),
  /** A moment at which the app's clock stands, for a sandbox whose stories have a fixed today. Shown on screen. */
  clock: z.exactOptional(moment),
  /** The real moment at which `clock` was right; it runs on from there. Without it the clock stands still. */
  clockStarted: z.exactOptional(moment),
  roles: z._default(roles, {}),
  branding: z._default(z.strictObject({ name: text, logo: z.exactOptional(text) }), { name: 'RPM Tally' }),
  worklist: z._default(worklist, worklist.parse({})),
  session: z._default(session, session.parse({})),
  /** Origins that may show the app in a frame. */
  frameAncestors: z._default(z.array(frameAncestor), []),
  /** Of the patient-facing words. */
  language: z.exactOptional(z.enum(LANGUAGES)),
});

/** The runtime settings of one health system. */
export type Config = z.output<typeof configSchema>;
