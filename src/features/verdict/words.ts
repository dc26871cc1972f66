import type { SetAsideReason } from '../../rules/ledger.ts';
import type { Companion, CriterionId, CriterionState, ReductionReason, Severity, Status } from '../../rules/verdict.ts';
import type { Tone } from '../../ui/Badge.tsx';
import type { IconName } from '../../ui/Icon.tsx';

/** Everything that the verdict view says of its own. What the rules say comes with the verdict. */

export interface Look {
  word: string;
  tone: Tone;
  icon: IconName;
}

export const STATUS: Record<Status, Look> = {
  billed: { word: 'Billed', tone: 'good', icon: 'coin' },
  billable: { word: 'Ready to bill', tone: 'good', icon: 'check' },
  'needs-review': { word: 'Needs review', tone: 'caution', icon: 'warning' },
  'in-progress': { word: 'In progress', tone: 'neutral', icon: 'clock' },
  'not-billable': { word: 'Not billable', tone: 'bad', icon: 'cross' },
};

export const CRITERION_STATE: Record<CriterionState, Look> = {
  met: { word: 'Met', tone: 'good', icon: 'check' },
  unmet: { word: 'Not met', tone: 'bad', icon: 'cross' },
  unknown: { word: 'Unknown', tone: 'unsure', icon: 'question' },
};

export const CRITERION: Record<CriterionId, string> = {
  consent: 'Consent',
  'physiologic-data': 'Device readings',
  'minimum-time': 'Minimum time',
  'interactive-communication': 'Live contact',
  'clinical-decision': 'Clinical work documented',
  'no-conflict': 'No conflicting charge',
};

export const SEVERITY: Record<Severity, Look> = {
  high: { word: 'High', tone: 'bad', icon: 'warning' },
  medium: { word: 'Medium', tone: 'caution', icon: 'warning' },
  low: { word: 'Low', tone: 'neutral', icon: 'info' },
};

export const REDUCTION: Record<ReductionReason, { title: string; why: string }> = {
  'outside-month': { title: 'Outside this month', why: 'This time belongs to another calendar month.' },
  future: { title: 'In the future', why: 'This time lies after the moment of this verdict.' },
  administrative: {
    title: 'Administrative',
    why: 'Scheduling, device set-up, technical support, billing work and unsuccessful calls do not count.',
  },
  passive: { title: 'Passive monitoring', why: 'Watching data without acting on it does not count.' },
  'other-program': {
    title: 'Another programme',
    why: 'The same second cannot be counted towards two care-management programmes.',
  },
  'same-day-visit': { title: 'Day of a visit', why: 'The practice does not count time on the day of a visit.' },
  'no-consent': { title: 'Without consent', why: 'This time lies outside of the days for which consent was given.' },
  overlap: { title: 'Overlapping', why: 'Another entry already counts these seconds.' },
  'too-short': { title: 'Too short', why: 'The practice does not count entries as short as this.' },
};

export const SET_ASIDE: Record<SetAsideReason, string> = {
  'entered-in-error': 'Marked as entered in error',
  'not-completed': 'Not completed',
  'no-period': 'No start and end',
  'no-end': 'No end',
  'end-before-start': 'Ends before it starts',
  'imprecise-time': 'A date without a time',
  'no-time-zone-offset': 'A time without a time zone',
  'wrong-patient': 'Belongs to another patient',
  'unknown-activity': 'Activity not known',
  'implausible-length': 'Too long to be believed',
  unreadable: 'Could not be read',
};

export const COMPANION_STATE: Record<Companion['state'], Look> = {
  possible: { word: 'Possible', tone: 'good', icon: 'check' },
  'not-yet': { word: 'Not yet', tone: 'neutral', icon: 'clock' },
  superseded: { word: 'Another code', tone: 'neutral', icon: 'info' },
};

/** What each code pays for, in a few words of ours. */
export const CODE: Record<string, string> = {
  '99470': 'first 10 minutes',
  '99457': 'first 20 minutes',
  '99458': 'each further 20 minutes',
  '99453': 'set-up and patient education',
  '99454': 'device supply, 16 to 30 days of readings',
  '99445': 'device supply, 2 to 15 days of readings',
  '99091': 'collection and interpretation of data',
};

const KIND: Record<string, string> = {
  Procedure: 'Entry',
  Communication: 'Contact',
  Consent: 'Consent',
  Observation: 'Reading',
  ChargeItem: 'Charge',
  Task: 'Charge request',
  DocumentReference: 'Document',
  QuestionnaireResponse: 'Questionnaire',
  Encounter: 'Visit',
  Device: 'Device',
  DeviceUseStatement: 'Device in use',
  Patient: 'Patient',
};

/** `Entry` for `Procedure/e1`: what people call a resource of this type here. */
export function kindOf(reference: string): string {
  const type = reference.split('/')[0] ?? '';
  return KIND[type] ?? type;
}

/** `trend-interpretation` → `Trend interpretation`. */
export function activityWords(activity: string): string {
  const words = activity.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export const WORDS = {
  asOf: 'As of',
  monthOpen: 'month still open',
  monthClosed: 'month closed',
  time: 'Time',
  counted: 'Counted',
  logged: 'Logged',
  nothingLogged: 'No time is logged in this month.',
  entriesThatCount: 'What counts',
  criteria: 'Criteria',
  metOf: (met: number, all: number) => `${met} of ${all} met`,
  missing: 'What is missing',
  evidence: 'Evidence',
  source: 'Source',
  waterfall: 'From logged to counted',
  lines: 'Billing lines',
  noLines: 'No code has been reached.',
  line: { code: 'Code', units: 'Units', serviceDate: 'Service date', final: 'Final', charged: 'Charged' },
  final: 'Final',
  notFinal: 'Not yet',
  notCharged: 'Not charged',
  partlyCharged: (charged: number, units: number) => `${charged} of ${units} units`,
  seeCharge: 'Charged',
  risks: 'Denial risks',
  noRisks: 'None found.',
  setAside: 'Set aside',
  setAsideWhy: 'These could not be used. Correct them in the chart and they are read again.',
  companions: 'Companion codes',
  companionsWhy: 'For information. This app does not charge them.',
  unreadTitle: 'Not everything could be read',
  retry: 'Read again',
  more: (count: number) => `${count} more`,
  readings: (count: number, days: number) =>
    `${count === 1 ? '1 reading' : `${count} readings`} on ${days === 1 ? '1 day' : `${days} days`}`,
  rulebook: (date: string) => `Rulebook of ${date}`,
  noRulebook: 'There were no rules for this code yet in this month.',
  month: 'Month',
  previousMonth: 'Previous month',
  nextMonth: 'Next month',
  evidenceGone: (reference: string) =>
    `${reference} is named by the verdict but was not among what the EHR gave. Read the month again, or look for it in the chart.`,
  raw: 'As the EHR sent it (FHIR JSON)',
  close: 'Close',
  opening: 'Opening',
  reading: (month: string, ehr: string) => `Reading ${month} from ${ehr}`,
  readState: {
    waiting: () => 'waiting',
    reading: (count: number) => (count === 0 ? 'reading' : `reading, ${count} so far`),
    read: (count: number) => `${count} read`,
    unread: () => 'could not be read',
  },
  shown: (month: string) => `${month} is shown.`,
  failed: (month: string) => `${month} could not be read`,
  failedKept: 'Nothing was changed in the chart, and the other months that you opened are kept.',
  unreadWhy: {
    'not-offered': 'not offered by this EHR',
    'not-permitted': 'not permitted to this app',
    failed: 'could not be read',
    incomplete: 'only partly read',
  },
  unreadMeans: 'What depends on this is unknown, which is not the same as absent.',
  ehrSays: 'What the EHR said about its answers',
  bar: {
    text: (counted: string, logged: string) => `${counted} counted of ${logged} logged.`,
    reached: (minutes: number) => `The mark of ${minutes} minutes is reached.`,
    next: (minutes: number, missing: string) => `The next mark, ${minutes} minutes, is ${missing} away.`,
    minutes: (minutes: number) => `${minutes} min`,
    notCounted: 'Logged, not counted',
  },
} as const;

/** What the parts of a resource are called when it is shown in plain words. */
export const FACTS = {
  what: 'What',
  category: 'Category',
  status: 'Status',
  who: 'Who',
  from: 'From',
  to: 'To',
  medium: 'How',
  when: 'When',
  sent: 'Sent',
  start: 'Start',
  end: 'End',
  validFrom: 'Valid from',
  validUntil: 'Valid until',
  duration: 'Duration',
  counted: 'Counted',
  notCounted: 'Not counted',
  setAside: 'Set aside',
  value: 'Value',
  device: 'Device',
  units: 'Units',
  partOf: 'Part of',
  note: 'Note',
} as const;
