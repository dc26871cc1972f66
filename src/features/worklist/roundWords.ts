import type { Left } from './round.ts';

/** What is said of patients that are gone through one by one. */
export const ROUND = {
  position: (at: number, of: number) => `${at} of ${of}`,
  next: (name: string) => `Next: ${name}`,
  skipTo: (name: string) => `Leave uncharged, next: ${name}`,
  finish: 'Finish',
  verify: 'Review and charge this month below, or go on without charging it.',
  left: {
    charged: 'Charged in this round.',
    partly: 'Charged in part.',
    already: 'It was charged before this round.',
    'not-charged': 'Not charged: it can still be.',
    'no-longer': 'It can’t be charged any more, as the chart is now.',
    'not-read': 'Left before its chart was read.',
  } satisfies Record<Left['how'], string>,
  title: (month: string) => `One by one: ${month}`,
  done: (done: number, of: number) => `${done} of ${of} looked at`,
  /** Said as long as a round may be lost. */
  memory: 'This list is kept in this tab only, until it is reloaded or closed. What was charged is in the chart.',
  goOn: (name: string) => `Go on with ${name}`,
  end: 'Close this list',
  look: (name: string) => `Open the chart of ${name}`,
  patient: 'Patient',
  happened: 'What happened',
  nobody: 'Nobody was looked at yet.',
} as const;
