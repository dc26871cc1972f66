import type { ChargeState, ChargeStop } from '../../ehr/types.ts';
import type { Status } from '../../rules/verdict.ts';
import { monthWords } from '../../ui/time.ts';

/** What the charging screens say. A problem says what happened, what was kept and what to do. */
export const WORDS = {
  open: 'Review and charge',
  notYet: {
    billed: 'Every line of this month is charged.',
    billable: '',
    'needs-review': 'The questions above come first.',
    'in-progress': 'It is not ready to bill yet.',
    'not-billable': 'There is nothing to charge in this month.',
  } satisfies Record<Status, string>,
  sessionOver: 'Sign in again to charge.',

  title: (month: string) => `Charge ${monthWords(month)}`,
  close: 'Close',
  loading: 'Opening',
  line: 'Line to charge',
  lineWords: (code: string, units: number, date: string) =>
    `CPT ${code}, ${units} ${units === 1 ? 'unit' : 'units'}, service date ${date}`,

  checking: 'Asking what this EHR takes',
  previewFailed: 'The charge could not be prepared',
  nothingSent: 'Nothing was written.',
  again: 'Try again',
  what: 'What will be written',
  route: 'How',
  biller: 'What the biller must do',
  passedOver: 'Why not another way',
  json: (interaction: string) => `Exactly what will be sent: ${interaction} (FHIR JSON)`,

  attest: 'I have checked the evidence of this month and attest that the services were furnished as documented.',
  attestFirst: 'Confirm the statement above first.',
  confirm: (code: string, units: number, patient: string, month: string) =>
    `Charge CPT ${code} × ${units} for ${patient}, ${monthWords(month)}`,
  thisPatient: 'this patient',

  working: 'Charging',
  goesOn: 'It goes on if you close this, and it is never sent twice.',
  steps: [
    ['re-reading', 'Read the evidence again'],
    ['searching', 'Look for a charge that is there already'],
    ['writing', 'Write the charge'],
    ['reconciling', 'Look whether it arrived'],
    ['reading-back', 'Read it back'],
  ] satisfies [ChargeState['step'], string][],
  stepState: { done: 'done', now: 'under way', todo: 'to do' },

  written: (reference: string) => `Charged. The EHR holds it as ${reference}.`,
  found: (reference: string) => `Already charged. The EHR holds it as ${reference}; nothing was written again.`,
  duplicates: 'More than one charge was found for this line. The oldest stands. A biller must void:',
  stopped: {
    changed: 'The evidence has changed since you looked',
    'not-allowed': 'This line must not be charged',
    refused: 'The EHR took the charge in no way that it offers',
    'not-sent': 'Nothing was sent',
    reserved: 'Somebody else is charging this line just now',
    'unknown-outcome': 'Nobody can tell yet whether the charge arrived',
  } satisfies Record<ChargeStop['reason'], string>,
  kept: {
    changed: 'Nothing was written. The month is shown again as it is now.',
    'not-allowed': 'Nothing was written.',
    refused: 'Nothing was written.',
    'not-sent': 'Nothing was written.',
    reserved: 'Nothing was written.',
    'unknown-outcome':
      'It was sent once and is not sent again. If it arrived, it is found under its identifier the next time.',
  } satisfies Record<ChargeStop['reason'], string>,
  next: 'What to do next',
  checkAgain: 'Look again whether it arrived',
  showMonth: 'Show the month',
  noLine: 'No line of this month can be charged now.',
  noRoute: 'This EHR takes a charge in no way that the app knows',
  noRouteNext: 'Hand the billing team what this screen says; an administrator can open one of the ways to the app.',
} as const;
