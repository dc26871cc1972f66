import type { Status } from '../../rules/verdict.ts';

/** What stands beside the verdict; the dialog's words come with its chunk. */
export const WORDS = {
  open: 'Review and charge',
  review: 'Send for review',
  notYet: {
    billed: 'Every line of this month is charged.',
    billable: null,
    'needs-review': null,
    'in-progress': 'It is not ready to bill yet.',
    'not-billable': 'There is nothing to charge in this month.',
  } satisfies Record<Status, string | null>,
  sessionOver: 'Sign in again to charge.',
  unknown: (what: string, missing: string | null) =>
    `What is unknown can’t be charged. ${what}: ${missing ?? 'Read the month again.'}`,
  unitsFirst: 'A charge of this month has fewer units than its line now. Correct it under Billing lines.',
  unsupportedFirst: 'A charge of this month no longer stands on the evidence. Take it back first, under Billing lines.',
  notYourRole: 'Your role does not charge in this practice. Send the month for review to the billing team.',
  userUnknown: 'The EHR does not say who is signed in, and this practice lets only some people charge.',
  loading: 'Opening',
} as const;
