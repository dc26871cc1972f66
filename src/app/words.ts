import type { RefusalReason } from '../ehr/types.ts';

/** What the shell says: starting, refusing, expiring, signing out. Each problem: what happened, what was kept, what to do. */
export const WORDS = {
  starting: 'Starting',
  connecting: 'Connecting to the EHR',
  openingTitle: 'Opening the patient’s chart',
  opening: 'Waiting for the EHR’s sign-in',
  chooseEhr: 'Which EHR?',
  chooseEhrWhy: 'The app was opened outside of a chart. Choose the EHR to sign in to; it asks for the patient.',
  loading: 'Loading',
  skip: 'Skip to the content',
  signOut: 'Sign out',
  setup: 'What this EHR can do',
  backFromSetup: 'Back',
  version: 'Version',
  licences: 'Licences of what is in it',
  sandboxClock: 'Sandbox clock',
  sandboxClockWhy: 'The day is always this one here, so that the synthetic stories stay as they are.',

  pages: 'Pages',
  page: { worklist: 'Worklist', close: 'Month close', audit: 'Audit', programme: 'Programme' },
  readingPanel: 'Asking who is under remote monitoring',
  strangeChart:
    'The app could not make sense of this chart. Nothing was changed in it. Open it to see more, and tell whoever looks after the app.',
  notYourPages: 'These pages are for some roles of this practice',
  notYourPagesWhy: (user: string) =>
    `The practice’s settings (roles.mayUsePractice) name who works across patients, and you (${user}) are not among them.`,
  notYourPagesUnknown:
    'The practice’s settings (roles.mayUsePractice) name who works across patients, but the EHR does not say who you are.',
  notYourPagesNext:
    'Nothing was read. Open a single patient from their chart in the EHR, or ask an administrator to add your role.',
  notYourPagesRights:
    'This setting only tidies the app. What you may see and change is decided by the rights that the EHR gives you.',
  way: 'Where this chart was opened from',
  back: 'Back to the list',

  birthDate: 'Born',
  sex: 'Sex',
  recordNumber: 'MRN',
  noName: 'No name in the chart',
  synthetic: 'Synthetic patient',
  patient: 'Patient',

  offline:
    'There is no network just now. What was read stays on this screen and what you type is kept; nothing can be read or saved until it is back.',
  onlineAgain: 'The network is back. What failed meanwhile can be read or saved again.',

  expired: 'Your session with the EHR has ended',
  expiredKept: 'What was read stays on this screen. Nothing more can be read or charged until you sign in again.',
  expiredRelaunch: 'Open the app again from the patient’s chart.',
  reauthorize: 'Sign in again',

  signedOut: 'You are signed out',
  signedOutNext: 'Nothing of the patient is kept here. To go on, open the app again from the patient’s chart.',

  crashed: 'Something went wrong in the app itself',
  crashedKept:
    'Nothing was changed in the chart by this. A charge that was being written is found again before another is made.',
  reload: 'Start again',

  configUnreadable: 'The app’s settings could not be read',
  configUnreadableWhy: (why: string) =>
    `config.json gave no settings (${why}). No patient data was asked for. An administrator must put it beside index.html.`,
  configWrong: 'The app’s settings need a correction',
  configWrongWhy: (count: number) =>
    `${count === 1 ? 'One setting is' : `${count} settings are`} wrong in config.json. Nothing was guessed and no patient data was asked for. ` +
    'An administrator must correct the file; then load this page again.',
  configProblem: {
    file: 'the whole file',
    value: 'Found',
    absent: 'nothing',
    allowed: 'Allowed',
    meant: 'Perhaps meant',
    known: 'No such setting; known',
    check:
      'The same is told by “npm run config:check FILE” before the file is served; docs/configuration.md explains every setting.',
  },
  detail: 'Detail',

  refusal: {
    'issuer-not-allowed': 'This EHR is not on the list of this app',
    'parameter-not-allowed': 'This launch link is not allowed',
    'not-launched': 'Open this app from a patient’s chart',
    'authorization-denied': 'The EHR did not let the app in',
    'no-patient': 'The EHR named no patient',
    'storage-blocked': 'The browser keeps nothing for this app',
    'wrong-address': 'The EHR knows this app at another address',
    'ehr-unreachable': 'The EHR could not be reached',
  } satisfies Record<RefusalReason, string>,
  refusedKept: 'Nothing was read from any chart and nothing was changed.',
  again: 'Try again',
} as const;
