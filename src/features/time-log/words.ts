import { duration } from '../../rules/words.ts';
import type { TimeTrouble } from './form.ts';

/** What the time log says. A problem says what happened, what was kept and what to do. */
export const WORDS = {
  title: 'Time log',
  activity: 'Activity',
  counts: 'Counts towards the time',
  countsNot: 'Does not count',
  startTimer: 'Start timer',
  logLater: 'Log time afterwards',
  onlyCurrent: 'A timer runs in the current month; time of this month can be logged afterwards.',
  sessionOver: 'Sign in again to write to the chart. What you typed is kept.',

  noUser: 'The EHR did not say who you are',
  noUserWhy:
    'Time is logged by a person, so nothing can be written to the chart in this session. Open the app from the chart as a signed-in clinician.',
  noEntries: 'This EHR takes no time entries from the app',
  noEntriesNote:
    'Time that you log is written as a note among the chart’s documents. It does not count here until it is entered by hand.',
  noEntriesText: 'You can still write the note here and copy it as text into the chart. Nothing is sent.',
  timerDocument: 'While a timer runs it is kept among the chart’s documents, since this EHR lets no entry be changed.',
  timerTab:
    'A running timer is kept in this tab only, since this EHR has no place for it. Stop it before you close the tab.',

  running: (activity: string) => `${activity}, running`,
  since: (when: string) => `since ${when}`,
  elapsed: 'Elapsed',
  stop: 'Stop and document',
  giveUp: 'Started by mistake',
  colleague: (who: string, activity: string, when: string) => `${who}: ${activity}, running since ${when}`,
  stale: 'This timer was never stopped',
  staleWhy: (when: string) =>
    `It has been running since ${when}, longer than one stretch of work can last. Nothing of it counts until you say when the work really ended.`,
  sayEnd: 'Say when it ended',
  notInEhr: 'This timer is not in the EHR yet',
  notInEhrWhy: 'It runs on in this tab and is lost only if you close it.',
  startAgain: 'Try to save it again',
  unsettled:
    'The start of this timer was sent and nobody can tell yet whether it arrived. Wait a minute and save again; what you typed is kept.',
  starting: 'Saving the start',
  ifStopped: (effect: string) => `If you stop now: ${effect}`,

  entries: (count: number) => (count === 1 ? '1 entry in this month' : `${count} entries in this month`),
  when: 'When',
  length: 'Length',
  counted: 'Counted',
  who: 'Who',
  noNote: 'No note',
  change: 'Change',
  takeBack: 'Take back',
  changeWhat: (what: string) => `Change: ${what}`,
  takeBackWhat: (what: string) => `Take back: ${what}`,

  unsaved: 'Something that you typed earlier in this tab is not saved yet.',
  goOn: 'Go on with it',

  formTitle: { later: 'Log time', stop: 'Document the work', edit: 'Change an entry' },
  date: 'Date',
  start: 'Start',
  end: 'End',
  by: 'Until when',
  byEnd: 'End on the clock',
  byDuration: 'Duration',
  minutes: 'Minutes',
  seconds: 'Seconds',
  whichHour: 'The clocks were set back: this hour came twice. Which one?',
  firstHour: 'The first, before the change',
  secondHour: 'The second, after the change',
  overnight: 'It ends on the next day.',
  note: 'Note',
  free: 'Anything else',
  reasons: (count: number) =>
    count === 1
      ? 'The reading that you picked is named as the reason.'
      : `The ${count} readings that you picked are named as the reason.`,
  zone: (zone: string) => `On the practice’s clock (${zone.replaceAll('_', ' ')}).`,
  save: 'Save to the chart',
  saveNote: 'Save as a note',
  closeLabel: 'Close',

  trouble: {
    'no-start': 'Say on which day and when the work began.',
    'start-skipped': 'This start does not exist: the clocks were set forward over it.',
    'no-end': 'Say when the work ended.',
    'end-skipped': 'This end does not exist: the clocks were set forward over it.',
    'no-duration': 'Say how long the work took.',
    'end-before-start': 'It ends before it begins.',
    'too-long': 'It is longer than one stretch of work can last. Log it in parts.',
    future: 'It ends in the future. Log it when it is done.',
  } satisfies Record<TimeTrouble, string>,

  effect: 'What this changes',
  adds: (seconds: number) => `adds ${duration(seconds)}`,
  addsNothing: 'adds no time',
  takes: (seconds: number) => `takes ${duration(seconds)} away`,
  completes: (code: string, when: string) => `completes ${code} at ${when}`,
  meets: (criterion: string) => `meets “${criterion}”`,
  willNotCount: (seconds: number, title: string, why: string) =>
    `${duration(seconds)} will not count: ${title.toLowerCase()}. ${why}`,
  otherMonth: (month: string) => `This lies in ${month} and counts there, not in the month shown.`,
  overlaps: (who: string, when: string) => `It overlaps with ${who}, ${when}.`,
  ownEntry: 'your own entry',
  entryOf: (who: string) => `the entry of ${who}`,
  still: 'Then still missing',
  completesIn: (code: string, when: string) => `${code} is completed at ${when} if you go on.`,

  voidTitle: 'Take an entry back',
  discardTitle: 'Give up a timer',
  voidWhy: 'It stays in the chart, marked as entered in error with your reason, and counts for nothing.',
  reason: 'Reason',
  reasonsToVoid: [
    'Logged for the wrong patient',
    'Logged twice',
    'The work did not take place',
    'Wrong time or activity',
  ],
  otherReason: 'Another reason',
  otherReasonText: 'Which',
  reasonFirst: 'Choose a reason first.',
  confirmVoid: 'Take it back',
  confirmDiscard: 'Give it up',

  readAgain: 'Read the month again',
  you: 'You',
  status: 'Status',

  conflict: 'Somebody else changed this entry while you had it open',
  conflictWhy: 'What you typed is kept; nothing of theirs was overwritten. Choose which one stands.',
  part: 'Part',
  mine: 'Yours',
  theirs: 'In the chart now',
  keepMine: 'Keep mine',
  takeTheirs: 'Take what is in the chart',
  same: 'the same',
  ofPerson: 'somebody',
} as const;
