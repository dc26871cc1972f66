import type { FindingKind, Stake } from '../../rules/audit.ts';
import type { RiskId } from '../../rules/verdict.ts';
import { monthWords } from '../../ui/time.ts';
import type { Look } from '../verdict/words.ts';
import type { AuditPlan } from './sample.ts';

/** What the audit says. What the rules say of a month comes with its verdict. */

export const FINDING: Record<FindingKind, Look & { why: string }> = {
  unmet: { word: 'Not met', tone: 'bad', icon: 'cross', why: 'A requirement is not met: nothing charged would stand.' },
  unsupported: { word: 'Charged beyond', tone: 'bad', icon: 'coin', why: 'More is charged than the evidence reaches.' },
  unknown: { word: 'Unknown', tone: 'unsure', icon: 'question', why: 'A requirement can’t be shown to be met.' },
  'high-risk': { word: 'High risk', tone: 'caution', icon: 'warning', why: 'All is met, but a denial is likely.' },
};

export const RISK: Record<RiskId, string> = {
  'contact-undocumented': 'Live contact not documented',
  'contact-not-linked': 'Live contact without a time entry',
  'entry-without-note': 'Entry without a note',
  'entries-identical-length': 'Entries of identical length',
  'entry-logged-late': 'Entry logged late',
  'copied-note': 'Copied note',
  'timer-running': 'Timer left running',
  'same-day-visit': 'Visit on the same day',
  'inpatient-stay': 'Stay in hospital',
  'self-reported-readings-only': 'Self-reported readings only',
  'units-unusual': 'Unusually many units',
  'charge-unsupported': 'Charge not supported',
  'other-practitioner-active': 'Another practice is active',
  'patient-deceased': 'Time after death',
};

export const SAMPLE = {
  all: 'All of them',
  random: 'A random sample',
  'high-risk': 'Those with a high risk',
} satisfies Record<AuditPlan['sample'], string>;

/** `99457 × 1, 99458 × 2` */
export function stakeWords(stakes: readonly Pick<Stake, 'code' | 'units'>[]): string {
  return stakes.map(({ code, units }) => `${code} × ${units}`).join(', ');
}

/** `January to March 2026` is not worth it: both months in full, or the one. */
export function rangeWords({ from, to }: Pick<AuditPlan, 'from' | 'to'>): string {
  return from === to ? monthWords(from) : `${monthWords(from)} to ${monthWords(to)}`;
}

/** `1,250` */
export function numberWords(count: number): string {
  return count.toLocaleString('en-US');
}

/** `1 patient-month`, `30 patient-months`: one patient in one month. */
export function months(count: number): string {
  return `${numberWords(count)} ${count === 1 ? 'patient-month' : 'patient-months'}`;
}

export const WORDS = {
  title: 'Internal audit',
  intro: 'Looks at past months again and lists every charge that would not stand up, with the reason and the evidence.',
  notYours: 'This page is for those who audit',
  notYoursWhy: (user: string | null) =>
    user === null
      ? 'The EHR does not say who you are, and this practice names who may audit (roles.mayAudit in config.json).'
      : `This practice names who may audit (roles.mayAudit in config.json), and ${user} is not among them. Nothing was read for it.`,

  plan: 'What to look at',
  from: 'First month',
  to: 'Last month',
  sample: 'Which patient-months',
  sampleWhy: 'A patient-month is one patient in one month.',
  highRiskCost: 'To find these, all of them have to be read: this takes as long as looking at all.',
  size: 'How many to draw',
  seed: 'Seed',
  seedWhy: 'The same seed, number, months and patients give the same sample on every machine: write them down.',
  frame: (chosen: number, all: number, patients: number, from: string) =>
    `${months(chosen)} of ${numberWords(all)}: ${numberWords(patients)} patients of ${from}.`,
  cost: (chosen: number, each: number) =>
    `Reading them takes about ${numberWords(chosen * each)} requests to the EHR, ${each} each. It can be stopped and gone on with.`,
  who: 'Patients who have left the list of the enrolled are not in it.',
  start: 'Start the audit',
  again: 'Audit again',
  problem: {
    range: 'The last month comes before the first.',
    size: (most: number) => `A whole number from 1 to ${numberWords(most)}.`,
    seed: 'A whole number from 0 to 4,294,967,295.',
    tooMany: (most: number) =>
      `More than ${months(most)} are too many for one audit in a browser: choose fewer months, or a random sample.`,
    nobody: 'Nobody is enrolled, so there is nothing to look at.',
    noMonth: 'No month has closed yet.',
  },
  basis: 'How it judges',
  basisRules:
    'Each month is judged under the rules that held then, as the verdict in the chart is: its finding names their date.',
  basisPolicy:
    'The practice’s and payers’ choices are those configured now. Where they were others then, a finding may be due to that.',
  basisChart: 'It sees what the chart shows today. What was written after the charge counts as well.',
  basisNothing: 'Nothing is written to the EHR.',

  progress: (done: number, of: number) => `${numberWords(done)} of ${months(of)} read`,
  stop: 'Stop',
  goOn: 'Go on',
  stopped: (done: number, of: number) =>
    `Stopped after ${numberWords(done)} of ${months(of)}. What was read is kept and shown below.`,
  ended: 'The audit stopped: the session with the EHR has ended',
  endedKept: 'What was read is kept and shown below. Sign in again, then go on.',
  announce: {
    running: 'The audit has begun.',
    stopped: 'The audit has stopped.',
    done: 'The audit is complete.',
  },

  result: 'Result',
  resultOf: (range: string, sample: string, asOf: string) => `${range}. ${sample}. As of ${asOf}.`,
  drawn: (size: number, seed: number) => `${months(size)} drawn with the seed ${seed}`,
  partial: 'So far: not everything has been read yet.',
  outcome: 'Outcome',
  count: 'Patient-months',
  amount: 'Amount',
  outcomes: {
    findings: 'Charges would not stand up',
    unbilled: 'Could be charged and is not',
    stands: 'Charges would stand up',
    nothing: 'Nothing charged, nothing to charge',
    notJudged: 'Could not be judged',
  },
  total: 'Looked at',
  fees: 'Amounts by the fees in config.json, for an estimate only.',
  noFees: 'config.json names no fees, so no amounts are shown.',
  noFee: 'no fee set',
  someWithout: (count: number) => `and ${count} without a fee`,

  findings: 'Charges that would not stand up',
  noFindings: 'None among those looked at.',
  show: 'Show',
  everyKind: 'All reasons',
  atStake: (amount: string) => `${amount} at stake`,
  charged: 'Charged',
  alsoUnbilled: (codes: string) => `In place of it could be charged: ${codes}.`,
  missing: 'Missing:',
  evidence: 'Evidence, sources and dates',
  charges: 'Charges',
  evidenceOf: 'Evidence',
  sources: 'Sources',
  rulebook: 'Rules of',

  unbilled: 'Could be charged and is not',
  unbilledWhy:
    'All requirements were met and the month has closed. Open the chart to verify and charge, if the payer still takes it.',
  notJudged: 'Could not be judged',
  notJudgedWhy: 'These are neither fine nor findings. What could not be read may speak for or against them.',
  readAgain: 'Try to read them again',
  month: 'Month',
  codes: 'Codes',
  why: 'Why',

  trend: 'Denial risks',
  trendWhy: 'All risks of the patient-months looked at, charged or not.',
  byMonth: 'Risks by month',
  byPerson: 'Risks by person who logged',
  byActivity: 'Risks by activity',
  byKind: 'Which risks',
  kind: 'Risk',
  person: 'Person',
  activity: 'Activity',
  nobody: 'Charges, visits, readings',
  noRisks: 'No risk was found.',
  severity: { high: 'High', medium: 'Medium', low: 'Low' },
  ofBase: (base: number, what: 'entries' | 'months') =>
    what === 'months' ? `of ${numberWords(base)}` : `in ${numberWords(base)} ${base === 1 ? 'entry' : 'entries'}`,
  risks: (count: number) => `${numberWords(count)} ${count === 1 ? 'risk' : 'risks'}`,
  trendText: (all: number, high: number, most: string | null) =>
    `${numberWords(all)} ${all === 1 ? 'risk' : 'risks'}, ${numberWords(high)} of them high.${most === null ? '' : ` Most: ${most}.`}`,
  trendNote:
    'A risk about entries of two people counts for each of them. More entries bring more risks: compare with how many were logged.',

  exports: 'Take it along',
  exportsWhy:
    'The files hold patient data and are saved on this computer only. docs/audit.md says how to reproduce every verdict with the command.',
  csv: 'Findings (CSV)',
  json: 'Whole audit (JSON)',
  ndjson: 'Verdicts, one a line (NDJSON)',
  saved: (name: string) => `Saved as ${name}.`,
  exportLater: 'Files can be saved once the audit is complete or stopped.',
} as const;
