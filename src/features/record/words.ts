import type { RecordOutcome } from '../../ehr/record/types.ts';

/** What is said of anything that a person writes into the EHR: what happened, what was kept, what to do next. */
export const WORDS = {
  saved: (name: string) => `Saved as ${name}.`,
  next: 'What to do next',
  notRecorded: 'Beside it',
  passedOver: 'Why not another way',
  happened: {
    'not-sent': 'It was not saved',
    refused: 'The EHR took it in no way that it offers',
    'unknown-outcome': 'Nobody can tell yet whether it arrived',
    conflict: 'Somebody else changed it first',
  } satisfies Record<Exclude<RecordOutcome['state'], 'saved'>, string>,
  kept: {
    'not-sent': 'What you typed is kept in this tab.',
    refused: 'What you typed is kept in this tab.',
    'unknown-outcome':
      'What you typed is kept in this tab. It is looked for before anything is sent again, so that nothing is doubled.',
    conflict: 'What you typed is kept in this tab; nothing of theirs was overwritten.',
  } satisfies Record<Exclude<RecordOutcome['state'], 'saved'>, string>,
  partly: (done: number) =>
    done === 0
      ? ''
      : `${done === 1 ? 'One part is' : `${done} parts are`} in the EHR already and will not be written again.`,
  todo: {
    'not-sent': 'Save again.',
    refused: 'Copy it as text and put it into the chart by hand.',
    'unknown-outcome': 'Look again in a minute. If it is not there by then, it is sent once more.',
    conflict: 'Choose which one stands.',
  } satisfies Record<Exclude<RecordOutcome['state'], 'saved'>, string>,
  again: { 'not-sent': 'Save again', 'unknown-outcome': 'Look again' },
  copy: 'Copy as text',
  copied: 'Copied.',
  copyFailed: 'The browser does not let the app copy. Select the text and copy it:',
  willSay: 'What will be written',
  saving: 'Saving',
  sessionOver: 'Sign in again to save. What you typed is kept.',
  keep: 'Close and keep as a draft',
  showMonth: 'Show the month',
  restored: 'This was typed earlier in this tab and not saved yet.',
  discard: 'Discard it',
  notKept: 'This browser keeps nothing for the app: what you type is lost when the page is reloaded.',
} as const;
