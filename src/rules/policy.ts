import type { Reference } from './ledger.ts';

/**
 * Where the rules leave room, a practice or payer chooses. Each default is the cautious one.
 * `docs/rules.md` explains every choice; `fhir/settings.ts` reads them from `config.json`.
 */
export interface Policy {
  /** From when time counts: the local day of consent, its very second, or the whole month of consent. */
  consentTiming: 'same-day' | 'instant' | 'month';
  /** A line's service date: the day its threshold was met, or the last day of the month. */
  serviceDate: 'threshold-met' | 'month-end';
  /** Time on the day of an office or home visit: shown as a risk, or not counted. */
  sameDayVisit: 'flag' | 'exclude';
  /** Whether a live face-to-face contact is an interactive communication. */
  faceToFaceContact: 'no' | 'yes';
  /** Device readings that the month must have. */
  readingsRequired: number;
  /** Counted seconds below which an entry doesn't count; 0 counts all. */
  minimumEntrySeconds: number;
  /** Length above which an entry can't be believed. */
  maximumEntrySeconds: number;
  /** Most units of 99458 in a month; null: no cap, three or more are a risk. */
  maximum99458Units: number | null;
  /** Whether 99091 in the month excludes ours. */
  excludes99091: 'yes' | 'no';
  /** Whose charges are ours; empty: every charge is ours. */
  billingParties: readonly Reference[];
}

export const DEFAULT_POLICY: Policy = {
  consentTiming: 'same-day',
  serviceDate: 'threshold-met',
  sameDayVisit: 'flag',
  faceToFaceContact: 'no',
  readingsRequired: 1,
  minimumEntrySeconds: 0,
  maximumEntrySeconds: 4 * 3600,
  maximum99458Units: null,
  excludes99091: 'yes',
  billingParties: [],
};
