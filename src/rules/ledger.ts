/**
 * The ledger: everything of one patient that the rules look at, in their own words.
 * `fhir/` fills it. Lists may stand in any order; the rules never depend on it.
 */

/** Whole seconds since 1970-01-01T00:00:00Z. */
export type Instant = number;

/** A FHIR reference without version or server, such as `Procedure/e1`. */
export type Reference = string;

/** The references of some things, in order. */
export function referencesOf(items: readonly { reference: Reference }[]): Reference[] {
  return items.map(({ reference }) => reference).sort();
}

/** Half-open: the second at `end` is not part of it. */
export interface Span {
  start: Instant;
  end: Instant;
}

/**
 * A moment known only as exactly as it was written: a date without a time may be any second of that local day.
 * Both are equal where the time was written.
 */
export interface When {
  earliest: Instant;
  latest: Instant;
}

/** How an activity counts towards the treatment-management time of CPT 99457. */
export type Counting = 'counts' | 'administrative' | 'passive';

/** One stretch of logged time (a completed Procedure). */
export interface Entry extends Span {
  reference: Reference;
  activity: string;
  counting: Counting;
  performers: Reference[];
  note: string | null;
  /** When the entry was first written down, if the EHR tells. */
  recorded: Instant | null;
}

/** A timer that somebody started and nobody stopped (a Procedure `in-progress`). */
export interface RunningTimer {
  reference: Reference;
  start: Instant | null;
}

/** Time of another care-management programme; the same second can't be billed to both. */
export interface OtherProgramTime extends Span {
  reference: Reference;
  program: string;
}

/** `live`: telephone or video; `in-person`: face to face; `unstated`: no medium was recorded. */
export type ContactMedium = 'live' | 'in-person' | 'unstated';

/** One interactive communication between the patient's side and the practice (a completed Communication). */
export interface Contact {
  reference: Reference;
  medium: ContactMedium;
  sent: When;
  note: string | null;
  /** The entries it is part of. */
  partOf: Reference[];
}

export type ConsentState = 'given' | 'declined' | 'withdrawn';

export interface Consent {
  reference: Reference;
  /** `withdrawn`: no longer valid and nobody wrote down since when; an end that is known leaves it `given` with an `ended`. */
  state: ConsentState;
  given: When | null;
  ended: When | null;
  /** The organization that the consent names, if it names one. */
  organization: Reference | null;
}

/** One measurement. `selfReported`: typed in or told by the patient rather than sent by the device. */
export interface Reading {
  reference: Reference;
  taken: When;
  device: Reference | null;
  selfReported: boolean;
}

/** A charge that stands in the EHR, by whatever route it was written. */
export interface Charge {
  reference: Reference;
  code: string;
  units: number;
  occurrence: When;
  /** Performers and performing organization, as references. */
  parties: Reference[];
  /** Somebody's word is kept with it, or in a Provenance of it. */
  attested?: true;
}

/** `visit`: office or home; `inpatient`: admitted. */
export interface Visit {
  reference: Reference;
  kind: 'visit' | 'inpatient';
  /** From the earliest possible start to the latest possible end; an open stay has no end. */
  start: Instant;
  end: Instant | null;
}

/** A monitoring device of the patient and, if known, the local date (`2026-02-09`) since which it is in use. */
export interface MonitoringDevice {
  reference: Reference;
  since: string | null;
}

export const SET_ASIDE_REASONS = [
  'entered-in-error',
  'not-completed',
  'no-period',
  'no-end',
  'end-before-start',
  'imprecise-time',
  'no-time-zone-offset',
  'wrong-patient',
  'unknown-activity',
  'implausible-length',
  'unreadable',
] as const;

export type SetAsideReason = (typeof SET_ASIDE_REASONS)[number];

/** A resource that could not be used. `detail` says in plain words what is wrong with it. */
export interface SetAside {
  reference: Reference;
  reason: SetAsideReason;
  detail: string;
}

/** A kind of evidence that the EHR could not (or not wholly) be asked for: what depends on it is unknown, not absent. */
export type Evidence = 'entries' | 'contacts' | 'consents' | 'readings' | 'charges' | 'visits' | 'other-programs';

export interface Ledger {
  patient: Reference;
  /** `true`: dead, and the moment is not known. */
  deceased: When | boolean;
  entries: Entry[];
  timers: RunningTimer[];
  otherPrograms: OtherProgramTime[];
  contacts: Contact[];
  consents: Consent[];
  readings: Reading[];
  charges: Charge[];
  visits: Visit[];
  devices: MonitoringDevice[];
  setAside: SetAside[];
  unread: Evidence[];
}

/** A ledger with nothing in it, to start from. */
export function emptyLedger(patient: Reference): Ledger {
  return {
    patient,
    deceased: false,
    entries: [],
    timers: [],
    otherPrograms: [],
    contacts: [],
    consents: [],
    readings: [],
    charges: [],
    visits: [],
    devices: [],
    setAside: [],
    unread: [],
  };
}
