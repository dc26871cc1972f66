import type { ConsentCover } from './consent.ts';
import type { LocalDate } from './month.ts';
import type { CriterionId, ReductionReason, RiskId, Status } from './verdict.ts';

/**
 * Every sentence of a verdict stands in this file, in English; a translation is another object of the type of `english`.
 * Sentences are for a clinician and a biller: what was found, then what would help.
 */

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** Whole seconds as `18 min 20 s`, `20 min` or `45 s`. */
export function duration(seconds: number): string {
  const minutes = Math.trunc(seconds / 60);
  const rest = seconds % 60;
  if (minutes === 0) return `${rest} s`;
  return rest === 0 ? `${minutes} min` : `${minutes} min ${rest} s`;
}

/** `2026-03-31` as `31 March`. */
export function dayName(date: LocalDate): string {
  return `${Number(date.slice(8, 10))} ${MONTHS[Number(date.slice(5, 7)) - 1] ?? ''}`;
}

/** `2026-03` as `March 2026`. */
export function monthName(month: string): string {
  return `${MONTHS[Number(month.slice(5, 7)) - 1] ?? ''} ${month.slice(0, 4)}`;
}

/** `1 entry`, `2 entries`. */
function count(n: number, one: string, many: string): string {
  return `${n} ${n === 1 ? one : many}`;
}

function list(items: readonly string[]): string {
  return items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

/** A sentence: a capital at its start, a full stop at its end. */
function sentence(text: string): string {
  const end = text.endsWith('.') ? '' : '.';
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${end}`;
}

export const english = {
  status: {
    billed: (month: string, codes: readonly string[]) => `${monthName(month)} is charged: ${list(codes)}.`,
    billable: (month: string, codes: readonly string[]) => `${monthName(month)} can be billed: ${list(codes)}.`,
    'needs-review': (why: string) => `A person must look at this month first: ${why}`,
    'in-progress': (missing: string | null) => (missing ? `Not billable yet: ${missing}.` : 'The month is still open.'),
    'not-billable': (month: string, missing: string | null) =>
      `${monthName(month)} can't be billed${missing ? `: it lacked ${missing}` : ''}.`,
    pending: (code: string, day: LocalDate, next: string | null) =>
      `All criteria are met for ${code}, once the month has closed after ${dayName(day)}${next === null ? '' : `; ${next}`}.`,
    noCode: (month: string) => `${monthName(month)} lies before CPT 99457 existed (January 2019).`,
  },

  /** What is missing, as a noun phrase: they are joined into one sentence. */
  need: {
    time: (seconds: number) => `${duration(seconds)} more`,
    contact: 'one live contact by telephone or video',
    consent: "the patient's documented consent",
    readings: (n: number) => (n === 1 ? 'one device reading' : `${n} more device readings`),
    note: 'a clinical note on a counted entry',
    clinicalTime: 'counted clinical time with a note',
    conflict: 'the other charge of this month resolved',
    by: (needs: readonly string[], day: LocalDate | null) =>
      day === null ? list(needs) : `${list(needs)} by ${dayName(day)}`,
  },
  sentence,

  line: (code: string, units: number, day: LocalDate, final: boolean) =>
    `${code}${units > 1 ? ` × ${units}` : ''}, service date ${dayName(day)}${final ? '' : ', once the month has closed'}`,

  next: (code: string, units: number, seconds: number) =>
    `${duration(seconds)} more ${units > 1 ? `makes it ${code} × ${units}` : `reaches ${code}`}`,

  criterion: {
    consent: {
      given: 'Consent was in effect in this month.',
      undated: 'A consent is on file, but not when it was given.',
      unread: 'Consents could not be read, so it is not known whether there is one.',
      declined: 'The patient declined remote monitoring.',
      withdrawn: 'Consent ended before this month or was withdrawn.',
      later: 'No consent was in effect in this month.',
      none: 'No consent is documented.',
    } satisfies Record<ConsentCover['because'], string>,
    consentMissing: {
      given: '',
      undated: 'Write down on which day consent was given.',
      unread: 'Read the consents again.',
      declined: 'Only time after a new consent can count.',
      withdrawn: 'Only time after a new consent can count.',
      later: 'Record consent; time from that day on counts.',
      none: 'Record consent, verbal or written; time from that day on counts.',
    } satisfies Record<ConsentCover['because'], string>,
    data: {
      found: (n: number, days: number) =>
        `${count(n, 'device reading', 'device readings')} on ${count(days, 'day', 'days')}.`,
      few: (n: number, needed: number) => `${count(n, 'device reading', 'device readings')} of ${needed}.`,
      none: 'No device reading in this month.',
      selfReported: 'Only self-reported readings in this month; none came from a device.',
      unread: 'Readings could not be read.',
    },
    time: {
      found: (counted: number, logged: number) =>
        counted === logged
          ? `${duration(counted)} counted.`
          : `${duration(counted)} counted of ${duration(logged)} logged.`,
      unread: (counted: number) => `${duration(counted)} counted, but not all time entries could be read.`,
    },
    contact: {
      found: (n: number, day: LocalDate) =>
        `${count(n, 'live contact', 'live contacts')}, the first on ${dayName(day)}.`,
      unstated: 'A contact is recorded, but not by which medium.',
      undocumented: 'Time was logged as live contact, but no communication stands behind it.',
      unread: 'Communications could not be read.',
      none: 'No live contact in this month.',
      missingMedium: 'Write down whether it was a telephone or a video call.',
      missingCommunication: 'Document the call: who, when, by which medium, what was decided.',
    },
    decision: {
      found: (n: number) => `${count(n, 'counted clinical entry has', 'counted clinical entries have')} a note.`,
      noNote: 'Clinical time counts, but no entry has a note.',
      coordinationOnly: 'Only care coordination was counted; no clinical work with a note.',
      none: 'No clinical time counts.',
      unread: 'Time entries could not be read.',
    },
    conflict: {
      none: 'No other charge of this month excludes ours.',
      excluded: (codes: readonly string[]) => `${list(codes)} is charged in this month, which excludes ours.`,
      other: (codes: readonly string[]) => `Somebody else charged ${list(codes)} in this month.`,
      unread: 'Charges could not be read.',
      missing: 'Clear up with the other biller whose charge stands.',
    },
    again: 'Read this again; what could not be read is unknown, not absent.',
  },

  criterionName: {
    consent: 'Consent',
    'physiologic-data': 'Physiologic data',
    'minimum-time': 'Minimum time',
    'interactive-communication': 'Interactive communication',
    'clinical-decision': 'Clinical decision',
    'no-conflict': 'No conflicting charge',
  } satisfies Record<CriterionId, string>,

  statusName: {
    billed: 'Billed',
    billable: 'Billable',
    'needs-review': 'Needs review',
    'in-progress': 'In progress',
    'not-billable': 'Not billable',
  } satisfies Record<Status, string>,

  reduction: {
    'outside-month': 'Outside this month',
    future: 'Not yet worked',
    administrative: 'Administrative',
    passive: 'Passive monitoring',
    'other-program': "Another programme's time",
    'same-day-visit': 'Day of a visit',
    'no-consent': 'Without consent',
    'too-short': 'Too short',
    overlap: 'Counted already (overlap)',
  } satisfies Record<ReductionReason, string>,

  risk: {
    'contact-undocumented': (n: number) =>
      `${count(n, 'live contact is', 'live contacts are')} not documented: no communication, or one without a note.`,
    'contact-not-linked': (n: number) => `${count(n, 'live contact names', 'live contacts name')} no time entry.`,
    'entry-without-note': (n: number) => `${count(n, 'counted entry has', 'counted entries have')} no note.`,
    'entries-identical-length': (n: number) => `${n} counted entries have exactly the same length.`,
    'entry-logged-late': (n: number) =>
      `${count(n, 'counted entry was', 'counted entries were')} written down more than 7 days after the work.`,
    'copied-note': (n: number) => `${n} counted entries carry the same note.`,
    'timer-running': (n: number) => `${count(n, 'timer is', 'timers are')} still running.`,
    'same-day-visit': () => 'Time is counted on the day of an office or home visit.',
    'inpatient-stay': () => 'Time is counted while the patient was admitted.',
    'self-reported-readings-only': () => 'All readings of the month are self-reported; none came from a device.',
    'units-unusual': (n: number) => `${n} units of 99458 are more than payers usually accept.`,
    'charge-unsupported': (n: number) =>
      `${count(n, 'charge is', 'charges are')} not supported by what the chart shows now.`,
    'other-practitioner-active': () => 'Somebody else seems to run remote monitoring for this patient.',
    'patient-deceased': () => 'Time is counted after the death of the patient.',
  } satisfies Record<RiskId, (n: number) => string>,

  companion: {
    device: (code: string, days: number, needed: string, from: LocalDate, to: LocalDate) =>
      `${code}: readings on ${count(days, 'day', 'days')} of the 30 from ${dayName(from)} to ${dayName(to)}; ${needed} needed.`,
    superseded: (days: number) => `99445: gives way to 99454, with readings on ${days} days.`,
    window: (code: string) => `${code}: no 30-day window of the device ends in this month.`,
    setup: (since: LocalDate, days: number, needed: number) =>
      `99453: device in use since ${dayName(since)}; readings on ${count(days, 'day', 'days')} of ${needed}. Once per episode of care.`,
    setupElsewhere: '99453: no device was set up in this month.',
    review: (seconds: number, needed: number) =>
      `99091: ${duration(seconds)} of interpretation; ${duration(needed)} in 30 days needed, and never beside 99457 for the same time.`,
    none: (code: string) => `${code} did not exist in this month.`,
  },
};
