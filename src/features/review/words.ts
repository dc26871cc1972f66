import type { ReviewOutcome } from '../../ehr/types.ts';
import { monthWords } from '../../ui/time.ts';

/** What is said of asking the billing team to look at a month. */
export const WORDS = {
  title: (month: string) => `Send ${monthWords(month)} for review`,
  close: 'Close',
  what: 'The billing team gets a task in this patient’s chart. They open the month here, accept it and charge, or return it with a note. It charges nothing.',
  to: (name: string | null) => `To ${name ?? 'the billing team that the practice has named'}.`,
  toAnyone: 'To whoever of the billing team opens it: the practice has named no recipient.',
  note: 'What should they look at?',
  noteHint: 'They see the verdict, the evidence and this note.',
  question: (month: string, lines: string, note: string) =>
    [`Review remote physiologic monitoring of ${monthWords(month)} (${lines}).`, note].filter(Boolean).join(' '),
  noLines: 'no line reached',
  send: 'Send for review',
  sending: 'Sending',
  sent: 'Sent for review. The billing team sees it in this patient’s chart.',
  happened: {
    'not-offered': 'This EHR takes no tasks from the app',
    failed: 'It was not sent',
    'unknown-outcome': 'Nobody can tell yet whether it arrived',
  } satisfies Record<Exclude<ReviewOutcome['state'], 'done'>, string>,
  kept: {
    'not-offered': 'Nothing was sent.',
    failed: 'What you typed is kept here.',
    'unknown-outcome': 'What you typed is kept here. It is looked for before it is sent again.',
  } satisfies Record<Exclude<ReviewOutcome['state'], 'done'>, string>,
  todo: {
    'not-offered': 'Copy it as text and send it to the billing team in the way that your EHR has for messages.',
    failed: 'Try again.',
    'unknown-outcome': 'Look again in a minute.',
  } satisfies Record<Exclude<ReviewOutcome['state'], 'done'>, string>,
  next: 'What to do next',
  again: 'Try again',

  asked: 'To be reviewed:',
  by: (name: string) => `asked by ${name}`,
  earlier: (count: number) => `Earlier reviews of this month: ${count}`,
  accept: 'Accept and charge',
  acceptWhy: 'Accepting opens the verification of the charge.',
  return: 'Return with a note',
  returnNote: 'What is to be put right?',
  returnFirst: 'Write what is to be put right first.',
  sendBack: 'Return it',
  cancel: 'Keep it',
  waiting: 'The billing team has not answered yet.',
  returned: 'Returned by the billing team:',
  accepted: 'Accepted by the billing team:',
  answering: 'Answering',
  notRead: 'Whether a review is asked for could not be looked up',
} as const;
