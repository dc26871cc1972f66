import type { ContactMedium, Counting } from '../rules/ledger.ts';
import {
  ACT_CODE_SYSTEM,
  ACTIVITIES,
  ACTIVITY_SYSTEM,
  CONSENT_CATEGORY_SYSTEM,
  CONSENT_QUESTIONNAIRE,
  OBSERVATION_CATEGORY_SYSTEM,
  OTHER_PROGRAM_SYSTEM,
  OTHER_PROGRAMS,
  PARTICIPATION_MODE_SYSTEM,
} from './codes.ts';
import { isObject, listOf } from './resource.ts';
import type { Settings } from './settings.ts';

/** What a code means, by `system|code`. */
type Table<T> = ReadonlyMap<string, T>;

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
  consentEvidence: Table<true>;
  consentQuestionnaires: ReadonlySet<string>;
  readings: Table<true>;
  visitClasses: Table<'visit' | 'inpatient'>;
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
  const consentCategories = table<true>(
    standard ? [[CONSENT_CATEGORY_SYSTEM, 'rpm', true]] : [],
    own.consentCategories,
    () => true,
  );
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
    consentCategories,
    consentEvidence: new Map([...consentCategories, ...table<true, Coding>([], own.consentEvidence, () => true)]),
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
  };
}

interface Coding {
  system: string;
  code: string;
}

function table<T, C extends Coding = Coding>(
  standard: readonly (readonly [system: string, code: string, meaning: T])[],
  own: readonly C[],
  meaning: (coding: C) => T,
): Map<string, T> {
  return new Map([
    ...standard.map(([system, code, means]) => [`${system}|${code}`, means] as const),
    ...own.map((coding) => [`${coding.system}|${coding.code}`, meaning(coding)] as const),
  ]);
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

/** What the first coding that the table knows means. */
export function meaningOf<T>(codings: readonly Coding[], known: Table<T>): T | undefined {
  for (const { system, code } of codings) {
    const meaning = known.get(`${system}|${code}`);
    if (meaning !== undefined) return meaning;
  }
  return undefined;
}
