/** What is said before and while the screen is locked: what happened, what was kept, what to do. */
export const WORDS = {
  warningTitle: 'Are you still there?',
  warning: (minutes: number) =>
    `Nobody has used this screen for a while. In less than a minute it is locked, as it is after ${minutes === 1 ? '1 minute' : `${minutes} minutes`} without use, so that nobody else sees the chart.`,
  warningNext: 'Press any key, or press anywhere, to go on.',
  goOn: 'Go on',

  lockedTitle: 'This screen is locked',
  locked:
    'Nobody used it for a while. The chart is no longer on this page, and the app has given up its access to the EHR.',
  notReturnedTitle: 'You are not signed in again',
  kept: 'Logged time is safe. A timer that runs goes on. A charge that was being checked, and not confirmed, is to be checked again.',
  drafts: (count: number) =>
    count === 1
      ? 'One form or timer that is not in the EHR yet is kept in this tab.'
      : `${count} forms or timers that are not in the EHR yet are kept in this tab.`,
  next: 'Sign in again as the same person, for the same patient. Where your session with the EHR is still open, it may let you in without asking.',
  signIn: 'Sign in again',
  signOut: 'Sign out',
  signOutForgets: 'Signing out forgets what is kept in this tab.',
} as const;
