import type { CriterionId } from '../../rules/verdict.ts';
import type { Assigned } from '../panel/assigned.ts';
import { type Look, STATUS } from '../verdict/words.ts';
import type { Hopeless } from './effort.ts';
import type { Standing } from './rows.ts';
import type { ColumnId, SHIPPED } from './view.ts';

/** What a row's place in the list looks like. */
export const STANDING: Record<Standing, Look> = {
  ...STATUS,
  unknown: { word: 'Unknown', tone: 'unsure', icon: 'question' },
  failed: { word: 'Not read', tone: 'unsure', icon: 'warning' },
  waiting: { word: 'Reading', tone: 'neutral', icon: 'clock' },
};

export const VIEW_NAME: Record<keyof typeof SHIPPED, string> = {
  everybody: 'Everybody',
  billable: 'Billable now',
  nearly: 'Nearly there',
  review: 'Needs review',
  billed: 'Billed',
  failed: 'Failed to read',
};

export const COLUMN: Record<ColumnId, string> = {
  status: 'Status',
  patient: 'Patient',
  counted: 'Counted time',
  missing: 'What is missing',
  amount: 'Expected',
  assigned: 'Assigned to',
  risks: 'High risks',
};

/** What meeting a criterion takes, as an object of “it takes”. */
export const TAKES: Record<CriterionId, string> = {
  consent: 'a consent',
  'physiologic-data': 'a device reading',
  'minimum-time': 'more time',
  'interactive-communication': 'a live contact',
  'clinical-decision': 'a note of the clinical work',
  'no-conflict': 'no other charge',
};

export const HOPELESS: Record<Hopeless, string> = {
  'month-over': 'the month is over',
  unclear: 'something is unknown and must be looked at first',
  conflict: 'another charge of the month stands in the way',
  'consent-refused': 'consent was declined or withdrawn',
  review: 'a high risk must be looked at first',
  'no-time-left': 'the month ends before the time could be spent',
  'more-missing': 'more time in this month would not count',
};

export const ASSIGNED_BY: Record<Assigned['by'], string> = {
  task: 'open task',
  'general-practitioner': 'the patient’s practitioner',
  'most-time': 'logged most time',
};

export const WORDS = {
  title: (month: string) => `Worklist, ${month}`,
  of: (shown: number, all: number) => (shown === all ? `${all} patients` : `${shown} of ${all} patients`),
  source: (source: string) => `From ${source}`,
  daysLeft: (days: number) =>
    days === 0 ? 'The month is over' : days === 1 ? 'Last day of the month' : `${days} days left`,
  table: 'Patients',
  noName: 'No name in the chart',
  notYet: 'not read yet',

  reading: (done: number, of: number) => `${done} of ${of} read`,
  progress: 'Patients read',
  allRead: (of: number) => `All ${of} patients are read.`,
  stopped: 'Reading has stopped, since the session has ended. What was read stays.',
  failed: (count: number) => `${count} could not be read.`,
  retry: 'Read them again',
  retryOne: (name: string) => `Read ${name} again`,
  retryHere: 'Read again',
  partial: 'Not fully read',

  billable: (count: number) => `${count} billable now`,
  expected: (amount: string) => `${amount} expected`,
  estimate: 'An estimate: units × the fees of config.json, for lines that are final and not charged.',
  noFees: 'No fees are configured, so that no amounts are shown.',
  noFee: (codes: readonly string[]) => `Without ${codes.join(', ')}: no fee is configured.`,
  stillUnknown: (count: number) => `${count} not read yet, and not in these figures.`,
  noAmount: 'no fee',

  goThrough: (count: number) => (count === 1 ? 'Verify the billable patient' : `Verify ${count} billable, one by one`),
  goThroughWhy: 'Each chart is opened and charged by itself, by your confirmation.',
  sessionOver: 'Sign in again to charge.',

  views: 'Views',
  save: 'Keep this view',
  forget: 'Forget this view',
  saved: 'Views of your own are kept in this browser as filters only, without names or patients.',
  filters: 'Filters',
  filtersOn: (count: number) => `Filters (${count})`,
  search: 'Name or MRN',
  clear: 'Clear filters',
  status: 'Status',
  missing: 'Missing',
  assignedTo: 'Assigned to',
  anybody: 'Anybody',
  me: 'Me',
  nobody: 'Nobody',
  sortBy: 'Order by',
  listOrder: 'The practice’s list',
  ascending: (column: string) => `${column}, ascending`,
  descending: (column: string) => `${column}, descending`,
  unnamed: 'View of your own',
  order: (column: string) => `by ${column.toLowerCase()}`,

  empty: 'Nobody fits this view.',
  emptyWaiting: 'Nobody who was read so far fits this view.',
  nobodyEnrolled: 'Nobody is on the list.',
  open: (name: string) => `Open ${name}`,
  unread: 'Not read yet',
  born: 'born',
  mrn: 'MRN',

  takes: 'It takes',
  atOnce: 'nothing more',
  clinicalTime: (time: string) => `${time} of clinical time`,
  gains: (codes: string) => `for ${codes}`,
  atMonthEnd: 'billable once the month has closed',
  cannot: (count: number) => `${count} more are not billable yet and can’t get there by time and contact`,
  cannotOne: (count: number, why: string) => `${count}: ${why}`,
  rank: 'Least work first. A live contact, a consent or a reading is taken as 5 min, a note as 1 min; time in a call counts as clinical time.',

  keys: 'Keyboard',
  keysOn: 'Single-key shortcuts',
  keysHow: [
    ['↑ ↓', 'to the patient above or below'],
    ['Home, End', 'to the first or last patient'],
    ['Page Up, Page Down', 'ten patients up or down'],
    ['Enter', 'opens the chart'],
  ],
  keysSingle: [
    ['/', 'to the search'],
    ['1 to 6', 'the views in their order'],
    ['v', 'verify the billable patients one by one'],
    ['r', 'read again what failed'],
  ],
} as const;
