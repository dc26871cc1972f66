import type { Change, ChangeId, Loss } from '../../rules/losses.ts';
import { duration } from '../../rules/words.ts';
import { monthWords } from '../../ui/time.ts';

/** What the programme view says. */

/** What would have been different, as a row's title. */
export const CHANGE: Record<ChangeId, string> = {
  'contact-documented': 'The live contact written down in full',
  'note-written': 'A note on one entry',
  'consent-dated': 'The date of the consent written down',
  'consent-earlier': 'Consent earlier',
  'no-overlap': 'Not two people at the same time',
  'other-program-apart': 'Not at the same time as another programme',
  'visit-day-apart': 'Not on the day of a visit',
  'administrative-time': 'Clinical work in place of administrative time',
  'passive-time': 'Clinical work in place of passive monitoring',
  'conflict-resolved': 'No other charge that excludes ours',
  'clinical-work': 'Clinical work with a note beside care coordination',
  'readings-sent': 'Readings from the device',
  'contact-held': 'One live contact',
  'more-time': 'More time',
};

/** How much of it: `41 s more`, `2 days earlier`. */
export function sizeWords({ id, seconds, days }: Change): string | null {
  if (days !== null) return `${days} ${days === 1 ? 'day' : 'days'} earlier`;
  if (seconds === null) return id === 'consent-earlier' ? 'no consent in the month' : null;
  return id === 'more-time' ? `${duration(seconds)} more` : duration(seconds);
}

export const KIND: Record<Exclude<Loss['kind'], 'one' | 'two'>, string> = {
  more: 'More than two things were missing',
  review: 'Nothing is missing, but a person must weigh a high risk',
  unread: 'Could not be judged: not everything could be read',
  'not-enrolled': 'Not under monitoring in that month',
  'nothing-done': 'Nothing was done or measured',
  'next-code': 'A few minutes from the next code',
};

/** `1,250` */
export function numberWords(count: number): string {
  return count.toLocaleString('en-US');
}

/** Whole minutes of seconds, for sums over many patients: `1,250 min`. */
export function minutesWords(seconds: number): string {
  return `${numberWords(Math.floor(seconds / 60))} min`;
}

/** `63 %`; a share of nothing is a dash. */
export function shareWords(part: number, of: number): string {
  return of === 0 ? '–' : `${Math.round((100 * part) / of)} %`;
}

function patients(count: number): string {
  return `${numberWords(count)} ${count === 1 ? 'patient' : 'patients'}`;
}

export const WORDS = {
  title: 'Programme',
  intro: 'How the monitoring runs over the months, and what would have been billable had one thing been different.',
  howMany: 'How many',
  months: (month: string) => `The months until ${monthWords(month)}`,
  lastMonths: (count: number) => `${count} months`,
  source: (count: number, source: string) => `${patients(count)} of ${source}`,
  who: 'Patients who have left that list are in no month.',
  nobody: 'Nobody is enrolled, so there is nothing to show.',

  progress: (done: number, of: number) => `${numberWords(done)} of ${numberWords(of)} patient-months read`,
  stop: 'Stop',
  goOn: 'Go on',
  stopped: (done: number, of: number) => `Stopped after ${numberWords(done)} of ${numberWords(of)} patient-months.`,
  ended: 'Reading stopped: the session with the EHR has ended',
  endedKept: 'What was read is kept and shown below. Sign in again, then go on.',
  announce: {
    running: 'Reading has begun.',
    stopped: 'Reading has stopped.',
    done: 'Everything has been read.',
  },
  failed: (count: number) =>
    `${numberWords(count)} ${count === 1 ? 'patient-month' : 'patient-months'} could not be read`,
  failedKept: 'They are in none of the figures below. Nothing was changed.',
  failedWhich: 'Which',
  why: 'Why',
  again: 'Try to read them again',
  readAgain: 'Read everything again',

  month: 'Month',
  overMonths: 'Over the months',
  open: 'still open',
  some: (read: number, of: number) => `${read} of ${of} read`,

  time: 'Time logged',
  timeParts: { counted: 'Counted' },
  timeText: (counted: number, logged: number) =>
    logged === 0
      ? 'No time is logged in these months.'
      : `${minutesWords(counted)} counted of ${minutesWords(logged)} logged (${shareWords(counted, logged)}).`,
  mostLost: (reason: string, seconds: number) =>
    `Most was taken off as ${reason.toLowerCase()}: ${minutesWords(seconds)}.`,
  contacts: 'Live contacts',
  contactsText: (contacts: number, contacted: number, enrolled: number) =>
    `${numberWords(contacts)} live ${contacts === 1 ? 'contact' : 'contacts'}; ${shareWords(contacted, enrolled)} of the patient-months had one.`,
  share: 'Share that is billed or can be billed',
  shareParts: { billed: 'Billed', billable: 'Ready to bill' },
  shareText: (billed: number, billable: number, enrolled: number) =>
    `Of ${numberWords(enrolled)} patient-months under monitoring, ${shareWords(billed, enrolled)} are billed and ${shareWords(billable, enrolled)} are ready to bill.`,
  days: 'Days with readings, for each patient',
  daysParts: { days: 'Days on average' },
  daysText: (days: string, silent: number) =>
    `${days} days on average${silent === 0 ? '.' : `; ${numberWords(silent)} patient-months had no reading at all.`}`,
  daysFormat: (days: number) => (Math.round(days * 10) / 10).toLocaleString('en-US'),

  losses: 'What was lost, and what would have saved it',
  lossesWhy:
    'Patient-months (one patient in one month) that are neither billed nor ready to bill, judged again with one thing changed. Each is counted once: under the first change that would have done.',
  lossesOpen: (month: string) => `${monthWords(month)} is still open: what it lacks today can still be done.`,
  noLosses: 'Nothing was lost in what has been read.',
  one: 'One thing',
  two: 'Two things, neither of them enough alone',
  other: 'Others',
  count: (count: number) => (count === 1 ? 'month' : 'months'),
  amount: 'Amount',
  size: 'How much',
  gain: 'Would have brought',
  inPlaceOf: 'in place of',
  alternatives: 'Or',
  and: ' and ',
  total: (amount: string) => `${amount} together.`,
  fees: 'Amounts by the fees in config.json, for an estimate only.',
  noFees: 'config.json names no fees, so no amounts are shown.',
  noFee: 'no fee set',
  someWithout: (count: number) => `and ${count} without a fee`,
  nextCode: 'A few minutes from the next code',
  nextCodeWhy: 'Billed or ready to bill, and less than five minutes short of the next code.',
} as const;
