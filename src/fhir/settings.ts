import * as z from 'zod/mini';
import type { Policy } from '../rules/policy.ts';
import { BILLABLE_CODES } from '../rules/verdict.ts';
import { calendarOf } from './calendar.ts';
import { ACTIVITIES } from './codes.ts';
import { measurementSettings } from './measurement-settings.ts';
import { noteTemplatesShape } from './note-templates.ts';
import { problemsOf, SettingsError, type SettingsProblem } from './settings-problems.ts';

export { SettingsError, type SettingsProblem } from './settings-problems.ts';

const text = z.string().check(z.minLength(1), z.maxLength(500));
const seconds = z.int().check(z.minimum(0), z.maximum(86_400));
const coding = { system: text, code: text };

export const timeZone = z.custom<string>((name) => typeof name === 'string' && isTimeZone(name), {
  error: 'an IANA time zone such as America/New_York',
});

const activity = z.strictObject({
  ...coding,
  /** What the rules and people call it; one of the standard activities counts as that one does. */
  activity: text,
  counting: z.exactOptional(z.enum(['counts', 'administrative', 'passive'])),
});

/**
 * Codes that this practice uses *beside* the standard ones of `codes.ts`, which are always understood.
 * Only `standard: false` turns those off.
 */
const codes = z.strictObject({
  standard: z._default(z.boolean(), true),
  activities: z._default(z.array(activity), []),
  otherPrograms: z._default(z.array(z.strictObject({ ...coding, program: text })), []),
  contactMedia: z._default(z.array(z.strictObject({ ...coding, medium: z.enum(['live', 'in-person']) })), []),
  /** Categories that make a Consent one for this monitoring. */
  consentCategories: z._default(z.array(z.strictObject(coding)), []),
  /** Codes that make a Procedure or DocumentReference evidence of consent; the categories do so as well. */
  consentEvidence: z._default(
    z.array(
      z.strictObject({
        ...coding,
        /** What it says about consent; without it, that it was given. */
        decision: z.exactOptional(z.enum(['given', 'declined', 'withdrawn'])),
      }),
    ),
    [],
  ),
  /** Canonical URLs of the forms whose QuestionnaireResponse is evidence of consent. */
  consentQuestionnaires: z._default(z.array(text), []),
  /** Categories or codes that make an Observation a reading, beside the category vital-signs. */
  readings: z._default(z.array(z.strictObject(coding)), []),
  /** What the charge master of an EHR calls the CPT codes, where it takes no others. */
  bill: z._default(
    z.array(
      z.strictObject({
        cpt: z.enum(BILLABLE_CODES),
        ...coding,
        schedule: z.exactOptional(z.strictObject(coding)),
        /** Only this EHR calls it so. */
        iss: z.exactOptional(text),
      }),
    ),
    [],
  ),
});

/** A payer's or practice's choices: `rules/policy.ts` says what each means. */
const policy = z.strictObject({
  consentTiming: z.exactOptional(z.enum(['same-day', 'instant', 'month'])),
  serviceDate: z.exactOptional(z.enum(['threshold-met', 'month-end'])),
  sameDayVisit: z.exactOptional(z.enum(['flag', 'exclude'])),
  faceToFaceContact: z.exactOptional(z.enum(['no', 'yes'])),
  readingsRequired: z.exactOptional(z.int().check(z.minimum(0), z.maximum(10_000))),
  minimumEntrySeconds: z.exactOptional(seconds),
  maximumEntrySeconds: z.exactOptional(seconds),
  maximum99458Units: z.exactOptional(z.nullable(z.int().check(z.minimum(0), z.maximum(100)))),
  excludes99091: z.exactOptional(z.enum(['yes', 'no'])),
}) satisfies z.ZodMiniType<Partial<Policy>>;

const payer = z.strictObject({
  name: text,
  /** A person's remark; not read. */
  comment: z.exactOptional(z.string()),
  /** How a Coverage names the payer: a reference, an identifier (`system|value` or its value) or a name in any letter case. */
  match: z.array(text).check(z.minLength(1)),
  policy,
});

/** The keys of `config.json` that the reading and the rules use; `src/config` adds its own to this shape. */
export const settingsShape = {
  timeZone: z._default(z.nullable(timeZone), null),
  codes: z._default(codes, codes.parse({})),
  policy: z._default(policy, {}),
  payers: z._default(z.array(payer), []),
  /** Who bills for the practice; a charge of anybody else is another practitioner's. Empty: every charge is ours. */
  billingParties: z._default(z.array(text), []),
  /** The questions of a note by activity, `*` for all others; where absent the shipped ones: seen, decided, done. */
  noteTemplates: z._default(noteTemplatesShape, {}),
  /** How the values of readings are recognized and from where on they deserve a look. */
  measurements: z._default(measurementSettings, measurementSettings.parse({})),
  /** What a unit of a code is paid, in the practice's currency, for estimates on screen only. */
  fees: z._default(z.record(z.string().check(z.regex(/^[0-9A-Z]{5}$/)), z.number().check(z.minimum(0))), {}),
};

const settingsSchema = z.strictObject(settingsShape);

/** A practice's settings, complete: what wasn't given has its default. `timeZone` is null when none was given. */
export type Settings = z.infer<typeof settingsSchema>;

/** Keys of `config.json` that only the browser app reads. */
const APP_ONLY_KEYS: ReadonlySet<string> = new Set([
  '$schema',
  'issuers',
  'clock',
  'clockStarted',
  'branding',
  'roles',
  'worklist',
  'session',
  'frameAncestors',
  'language',
]);

/**
 * Reads a practice's settings from the content of a `config.json`; keys that only the app reads are skipped.
 * @throws SettingsError that names every key with a problem, the value found and what is allowed
 */
export function parseSettings(json: unknown): Settings {
  const own =
    typeof json === 'object' && json !== null && !Array.isArray(json)
      ? Object.fromEntries(Object.entries(json).filter(([key]) => !APP_ONLY_KEYS.has(key)))
      : json;
  return checkSettings(settingsSchema, own);
}

/**
 * Parses with a schema that extends `settingsShape`, with the same checks and the same messages.
 * @throws SettingsError
 */
export function checkSettings<S extends z.ZodMiniType<Settings>>(schema: S, json: unknown): z.output<S> {
  const result = z.safeParse(schema, json);
  if (!result.success) throw new SettingsError(problemsOf(schema, result.error, json));
  const problems = [...activityProblems(result.data), ...billProblems(result.data)];
  if (problems.length > 0) throw new SettingsError(problems);
  return result.data;
}

export const DEFAULT_SETTINGS: Settings = parseSettings({});

/** An activity outside the standard list must say how it counts. */
function activityProblems(settings: Settings): SettingsProblem[] {
  return settings.codes.activities.flatMap(({ activity, counting }, index) =>
    counting === undefined && !Object.hasOwn(ACTIVITIES, activity)
      ? [{ key: `codes.activities.${index}.activity`, value: activity, allowed: Object.keys(ACTIVITIES) }]
      : [],
  );
}

/** A bill code that stood for two CPT codes would make one charge count for both. */
function billProblems({ codes: { bill } }: Settings): SettingsProblem[] {
  return bill.flatMap(({ cpt, system, code }, index) => {
    const first = bill.find((other) => other.system === system && other.code === code);
    const allowed = [`a code that stands for one CPT code only; it stands for ${first?.cpt} as well`];
    return first === undefined || first.cpt === cpt ? [] : [{ key: `codes.bill.${index}.code`, value: code, allowed }];
  });
}

function isTimeZone(name: string): boolean {
  try {
    calendarOf(name);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
