import type { ChargeState, ChargeStop } from '../../ehr/types.ts';
import type { BillableCode, Severity } from '../../rules/verdict.ts';
import { monthWords } from '../../ui/time.ts';

/** What the charging screens say. A problem says what happened, what was kept and what to do. */
export const WORDS = {
  title: (month: string) => `Charge ${monthWords(month)}`,
  close: 'Close',
  line: 'Line to charge',
  lineWords: (code: string, units: number, date: string) =>
    `CPT ${code}, ${units} ${units === 1 ? 'unit' : 'units'}, service date ${date}`,

  checking: 'Asking what this EHR takes',
  previewFailed: 'The charge could not be prepared',
  nothingSent: 'Nothing was written.',
  again: 'Try again',
  what: 'What will be written',
  whatSlip: 'What the slip will say',
  evidenceNamed: (count: number) => `The evidence that it names: ${count}`,
  onlySearched:
    'This EHR can’t keep two people from charging the same line in the same moment. It is looked for before and after, and a second one is reported here.',
  slipOnly: 'Nothing will be in the EHR: print the slip and give it to the billing team.',
  route: 'Way into the EHR',
  biller: 'What the biller must do',
  passedOver: 'Why not another way',
  json: (interaction: string) => `Exactly what will be sent: ${interaction} (FHIR JSON)`,

  check: 'Check the evidence',
  checked: (done: number, all: number) => `${done} of ${all} checked`,
  checkHow: 'Open the evidence of each, then tick it. What is wrong is put right in the chart; then read it again.',
  readAgain: 'Read the chart again',
  readFailed: 'The chart could not be read again',
  readFailedKept: 'Nothing was written. What you ticked is kept.',
  risk: { high: 'Risk', medium: 'Risk', low: 'Risk' } satisfies Record<Severity, string>,
  leftOut: (kind: string) => `${kind} left out`,
  notCounted: 'Not used',
  reason: 'Why it may be charged all the same',
  reasonHint: 'An auditor reads this. It is written into the chart with the charge and your name.',

  attest: 'Put your name to it',
  attestation: (name: string, line: string, month: string) =>
    `I, ${name}, have checked the evidence above and attest that the services of ${monthWords(month)} were furnished as documented and support ${line}.`,
  yourName: '(your name)',
  name: 'Your full name',
  nameHint: 'The EHR does not tell the app your name.',
  nameFirst: 'Type your name first.',
  itemsLeft: (left: number) =>
    left === 1 ? '1 item above is still to be checked.' : `${left} items above are still to be checked.`,
  attestFirst: 'Confirm the statement above first.',
  lineText: (code: BillableCode, units: number) => `CPT ${code} × ${units}`,
  confirmSlip: 'Make the charge slip',
  confirm: (code: string, units: number, patient: string, month: string) =>
    `Charge CPT ${code} × ${units} for ${patient}, ${monthWords(month)}`,
  thisPatient: 'this patient',

  working: 'Charging',
  goesOn: 'It goes on if you close this, and it is never sent twice.',
  steps: [
    ['re-reading', 'Read the evidence again'],
    ['searching', 'Look for a charge that is there already'],
    ['reserving', 'Reserve the line, so that nobody else charges it'],
    ['writing', 'Write the charge'],
    ['reconciling', 'Look whether it arrived'],
    ['reading-back', 'Read it back'],
    ['attesting', 'Write down who attested to it'],
  ] satisfies [ChargeState['step'], string][],
  stepState: { done: 'done', now: 'under way', todo: 'to do' },

  written: (reference: string) => `Charged. The EHR holds it as ${reference}.`,
  found: (reference: string) => `Already charged. The EHR holds it as ${reference}; nothing was written again.`,
  duplicates: 'More than one charge was found for this line',
  duplicatesWhy: 'The oldest stands. The others would be billed twice and must be taken back, under Billing lines:',
  beside: 'Beside it',
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
  whatToDo: 'What to do',
  noRoute: 'This EHR takes a charge in no way that the app knows',
  noRouteNext: 'Hand the billing team what this screen says; an administrator can open one of the ways to the app.',

  plain: {
    charge: (code: string, what: string, units: number, date: string) =>
      `Charge CPT ${code} (${what}), ${units} ${units === 1 ? 'unit' : 'units'}, service date ${date}.`,
    patient: (month: string, name: string, born: string | null, number: string | null) =>
      `Remote physiologic monitoring of ${[`${month} for ${name}`, born && `born ${born}`, number && `MRN ${number}`].filter(Boolean).join(', ')}.`,
    time: (counted: string, logged: string) => `${counted} counted of ${logged} logged.`,
    performers: (names: string) => `Performed by ${names}.`,
    billedBy: (name: string) => `Billed by ${name}.`,
    enteredBy: (name: string) => `Entered by ${name}.`,
    noPerformer: 'No performer is named.',
    encounter: (name: string) => `It belongs to this encounter of the chart: ${name}.`,
    evidence: (counts: string) => `Evidence named: ${counts}.`,
    none: 'none',
    count: (count: number, kind: string) => `${count} ${count === 1 ? kind : plural(kind)}`,
    moreReadings: (count: number) => `(${count} more readings in the month)`,
    replaces: (name: string) => `It replaces a charge that was taken back (${name}).`,
    override: (risk: string, reason: string) => `Charged although: ${risk} Reason: ${reason}`,
    attested: (name: string | null) => `Attested by ${name ?? 'the person who signed in'}.`,
  },

  slip: {
    title: (code: string, month: string) => `Charge slip: CPT ${code}, ${monthWords(month)}`,
    notInEhr: 'This charge is NOT in the EHR. It counts only when the billing team has entered it.',
    details: 'For the billing team, as the chart names it',
    print: 'Print the charge slip',
    enteredBy: 'Entered by: ______________________________\n\nOn: ______________________________',
  },

  charged: {
    title: 'Charged in this month',
    loading: 'Looking through the charges',
    failed: 'The charges could not be looked through',
    why: {
      unsupported: 'No longer supported',
      'fewer-units': 'Too many units',
      'more-units': 'Too few units',
      'other-code': 'Another code now',
      duplicate: 'Charged twice',
      none: 'Stands',
    },
    line: (code: string, units: number) => `${code} × ${units}`,
    void: (code: string) => `Take back ${code}…`,
    correct: (code: string) => `Correct ${code}…`,
    changes: (count: number) => `What changed since it was charged: ${count}`,
    thenCharge: (line: string) => `Then charge CPT ${line}.`,
    duplicates: (count: number) =>
      count === 1 ? 'A charge of this month stands twice.' : `${count} charges of this month stand twice.`,
    duplicatesWhy: 'If both are billed, the payer gets the same service twice. Take back the newer one.',
  },

  voiding: {
    title: (code: string, month: string) => `Take back CPT ${code}, ${monthWords(month)}`,
    why: 'Why it is taken back',
    reason: 'Reason',
    reasonHint: 'It is written into the chart with your name.',
    reasonFirst: 'Write the reason first.',
    what: 'What will be changed',
    json: (interaction: string) => `Exactly what will be changed: ${interaction}`,
    confirm: (code: string, units: number) => `Take back CPT ${code} × ${units}`,
    understood: (name: string) => `I, ${name}, take this charge back. It is no longer to be billed.`,
    working: 'Taking the charge back',
    goesOn: 'It may be done again after any failure: what is taken back already stays as it is.',
    steps: { reading: 'Read the charge', voiding: 'Take it back', 'reading-back': 'Read it back' },
    voided: 'The charge is taken back.',
    found: 'Somebody had taken the charge back already; nothing was changed.',
    byHand: 'The app can’t take this charge back here',
    byHandKept: 'Nothing was changed.',
    stopped: {
      'not-allowed': 'This charge must not be taken back from here',
      conflict: 'Somebody else changed the charge first',
      'not-sent': 'The charge was not taken back',
      'unknown-outcome': 'Nobody can tell yet whether the charge is taken back',
    },
    thenCharge: (line: string) => `Next: charge CPT ${line} with “Review and charge”.`,
  },
} as const;

function plural(kind: string): string {
  return kind.endsWith('y') ? `${kind.slice(0, -1)}ies` : `${kind}s`;
}
