import type { ConsentState, ContactMedium, Counting } from '../rules/ledger.ts';
import type { BillCode } from './bill-codes.ts';
import {
  ACT_CODE_SYSTEM,
  ACTIVITIES,
  ACTIVITY_SYSTEM,
  CONSENT_CATEGORY_SYSTEM,
  CONSENT_DECISIONS,
  CONSENT_QUESTIONNAIRE,
  OBSERVATION_CATEGORY_SYSTEM,
  OTHER_PROGRAM_SYSTEM,
  OTHER_PROGRAMS,
  PARTICIPATION_MODE_SYSTEM,
} from './codes.ts';
import { isObject, listOf } from './resource.ts';
import type { Settings } from './settings.ts';

/** What codes mean: by code, then by system, for most codes are of one system only and systems are long. */
type Table<T> = ReadonlyMap<string, readonly Meaning<T>[]>;

interface Meaning<T> {
  system: string;
  means: T;
}

export interface KnownActivity {
  activity: string;
  counting: Counting;
}

/** Every code that the readers understand: the standard ones and the practice's own. */
export interface Codebook {
  activities: Table<KnownActivity>;
  /** Systems whose codings claim to be an entry's activity even where the code isn't known. */
  activitySystems: ReadonlySet<string>;
  otherPrograms: Table<string>;
  contactMedia: Table<ContactMedium>;
  consentCategories: Table<true>;
  /** What a document or Procedure of the code says about consent. */
  consentEvidence: Table<ConsentState>;
  consentQuestionnaires: ReadonlySet<string>;
  readings: Table<true>;
  visitClasses: Table<'visit' | 'inpatient'>;
  /** What the site's charge master calls the CPT codes. */
  bill: readonly BillCode[];
}

const codebooks = new WeakMap<Settings, Codebook>();

/** The codebook of a practice's settings, made once. */
export function codebookOf(settings: Settings): Codebook {
  const known = codebooks.get(settings);
  if (known) return known;
  const made = makeCodebook(settings.codes);
  codebooks.set(settings, made);
  return made;
}

function makeCodebook(own: Settings['codes']): Codebook {
  const standard = own.standard;
  const standardConsent = standard ? [[CONSENT_CATEGORY_SYSTEM, 'rpm', true] as const] : [];
  return {
    activities: table(
      standard
        ? Object.entries(ACTIVITIES).map(([code, counting]) => [ACTIVITY_SYSTEM, code, { activity: code, counting }])
        : [],
      own.activities,
      ({ activity, counting }) => ({ activity, counting: counting ?? countingOf(activity) }),
    ),
    activitySystems: new Set(standard ? [ACTIVITY_SYSTEM] : []),
    otherPrograms: table(
      standard ? OTHER_PROGRAMS.map((program) => [OTHER_PROGRAM_SYSTEM, program, program]) : [],
      own.otherPrograms,
      ({ program }) => program,
    ),
    contactMedia: table(
      standard
        ? [
            [PARTICIPATION_MODE_SYSTEM, 'PHONE', 'live'],
            [PARTICIPATION_MODE_SYSTEM, 'VIDEOCONF', 'live'],
            [PARTICIPATION_MODE_SYSTEM, 'FACE', 'in-person'],
          ]
        : [],
      own.contactMedia,
      ({ medium }) => medium,
    ),
    consentCategories: table<true>(standardConsent, own.consentCategories, () => true),
    consentEvidence: table<ConsentState, Coding & { decision?: ConsentState }>(
      standard
        ? Object.entries(CONSENT_DECISIONS).map(([code, decision]) => [CONSENT_CATEGORY_SYSTEM, code, decision])
        : [],
      [...own.consentCategories, ...own.consentEvidence],
      ({ decision = 'given' }) => decision,
    ),
    consentQuestionnaires: new Set([...(standard ? [CONSENT_QUESTIONNAIRE] : []), ...own.consentQuestionnaires]),
    readings: table<true>(
      standard ? [[OBSERVATION_CATEGORY_SYSTEM, 'vital-signs', true]] : [],
      own.readings,
      () => true,
    ),
    // OBSENC and EMER are outpatient care in a hospital: neither an admission nor an office visit (Medicare Benefit Policy Manual, ch. 6 § 20.6).
    visitClasses: table<'visit' | 'inpatient', Coding>(
      [
        [ACT_CODE_SYSTEM, 'AMB', 'visit'],
        [ACT_CODE_SYSTEM, 'HH', 'visit'],
        [ACT_CODE_SYSTEM, 'IMP', 'inpatient'],
        [ACT_CODE_SYSTEM, 'ACUTE', 'inpatient'],
        [ACT_CODE_SYSTEM, 'NONAC', 'inpatient'],
        [ACT_CODE_SYSTEM, 'SS', 'inpatient'],
      ],
      [],
      () => 'visit',
    ),
    bill: own.bill,
  };
}

interface Coding {
  system: string;
  code: string;
}

function table<T, C extends Coding = Coding>(
  standard: readonly (readonly [system: string, code: string, means: T])[],
  own: readonly C[],
  meaning: (coding: C) => T,
): Table<T> {
  const made = new Map<string, Meaning<T>[]>();
  // The practice's own come first: they may give a standard code another meaning.
  for (const coding of own) add(made, coding.code, { system: coding.system, means: meaning(coding) });
  for (const [system, code, means] of standard) add(made, code, { system, means });
  return made;
}

function add<T>(table: Map<string, Meaning<T>[]>, code: string, meaning: Meaning<T>): void {
  const known = table.get(code);
  if (known) known.push(meaning);
  else table.set(code, [meaning]);
}

function countingOf(activity: string): Counting {
  const found = Object.entries(ACTIVITIES).find(([code]) => code === activity);
  // Settings refuse an activity that is neither standard nor says how it counts.
  return found ? found[1] : 'administrative';
}

/** The codings of a CodeableConcept or a list of them that are written as such; anything else is passed over. */
export function codingsOf(concepts: unknown): Coding[] {
  const found: Coding[] = [];
  for (const concept of listOf(concepts))
    if (isObject(concept))
      for (const coding of listOf(concept.coding))
        if (isObject(coding) && typeof coding.code === 'string')
          found.push({ system: typeof coding.system === 'string' ? coding.system : '', code: coding.code });
  return found;
}

/** What one coding means. */
export function meaningOf<T>({ system, code }: Coding, known: Table<T>): T | undefined {
  return known.get(code)?.find((meaning) => meaning.system === system)?.means;
}

/** What the first coding that the table knows, in a CodeableConcept or a list of them, means. */
export function firstMeaning<T>(concepts: unknown, known: Table<T>): T | undefined {
  for (const concept of listOf(concepts))
    if (isObject(concept))
      for (const coding of listOf(concept.coding))
        if (isObject(coding) && typeof coding.code === 'string') {
          const meaning = known.get(coding.code)?.find(({ system }) => system === coding.system);
          if (meaning) return meaning.means;
        }
  return undefined;
}
