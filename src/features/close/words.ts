import { routeOfCharge } from '../../ehr/charge/carried.ts';
import type { RouteId } from '../../ehr/types.ts';
import type { Charge, Reference } from '../../rules/ledger.ts';
import type { Difference, ReconciliationFinding } from '../../rules/reconcile.ts';
import type { Verdict } from '../../rules/verdict.ts';
import { duration } from '../../rules/words.ts';
import type { Tone } from '../../ui/Badge.tsx';
import type { IconName } from '../../ui/Icon.tsx';
import { dateWords, dayWords, monthWords } from '../../ui/time.ts';
import type { PatientMonth } from '../panel/reader.ts';
import type { PanelRow } from '../panel/usePanel.ts';
import { CRITERION, CRITERION_STATE, WORDS as VERDICT_WORDS } from '../verdict/words.ts';
import type { ClosedRow, PatientFinding } from './report.ts';

/** Each kind of difference: its name, what it means, and what to do with each. */
export const DIFFERENCE: Record<Difference, { title: string; why: string; todo: string }> = {
  'not-known': {
    title: 'Not known',
    why: 'What decides these could not be read, or the chart does not say it. They are neither right nor wrong, and are not counted as right.',
    todo: 'Read again, or complete the chart',
  },
  duplicate: {
    title: 'Charged more than once',
    why: 'More than one charge stands for the code. If all are billed, the payer gets the same service twice.',
    todo: 'Take back all but the oldest',
  },
  unsupported: {
    title: 'Charged without evidence',
    why: 'The chart does not support these charges as it stands now.',
    todo: 'Take the charge back, or document what is missing',
  },
  'units-over': {
    title: 'More units charged than reached',
    why: 'The counted time reaches fewer units.',
    todo: 'Take the charge back and charge the units reached',
  },
  'another-party': {
    title: 'Charged in another’s name',
    why: 'The charge names nobody of this practice’s billing parties. Only one practitioner is paid for a month.',
    todo: 'Clear up whose charge stands',
  },
  excluded: {
    title: 'A code that excludes ours',
    why: 'Another code is charged in this month that can’t be billed beside remote monitoring.',
    todo: 'Clear up which of them stands',
  },
  unbilled: {
    title: 'Ready and not charged',
    why: 'Every criterion is met and nobody has charged it.',
    todo: 'Review and charge',
  },
  'units-under': {
    title: 'Fewer units charged than reached',
    why: 'The counted time reaches more units.',
    todo: 'Take the charge back and charge the units reached',
  },
  'to-review': {
    title: 'Reached, with a high risk',
    why: 'Nothing is unmet, but something invites a denial. A person has to look before it is charged.',
    todo: 'Look at the risk, then charge or leave it',
  },
  'not-attested': {
    title: 'Charged without attestation',
    why: 'Nobody’s word is kept with these charges: they were entered in the EHR by hand, or it did not keep it.',
    todo: 'Check the month, and keep a printed packet',
  },
};

export const OUTCOME: Record<ClosedRow['outcome'], { word: string; tone: Tone; icon: IconName }> = {
  agrees: { word: 'Charged, and right', tone: 'good', icon: 'check' },
  differs: { word: 'Differs', tone: 'caution', icon: 'warning' },
  'not-known': { word: 'Not known', tone: 'unsure', icon: 'question' },
  'nothing-due': { word: 'Nothing due', tone: 'neutral', icon: 'info' },
  waiting: { word: 'Not read yet', tone: 'neutral', icon: 'clock' },
};

const ROUTE: Record<RouteId, string> = {
  'charge-item': 'charge',
  'charge-item-operation': 'charge',
  task: 'request as a task',
  document: 'request as a document',
  communication: 'request as a message',
  slip: 'slip',
};

export const WORDS = {
  title: (month: string) => `Month close, ${monthWords(month)}`,
  closed: (month: string) => `${monthWords(month)} is closed: its time can only be corrected now.`,
  open: (month: string, lastDay: string) =>
    `${monthWords(month)} is still open until ${dateWords(lastDay)}. More time may be added, and CPT 99470 is final only then. What stands here is as of now.`,
  source: (count: number, source: string) => `${count} ${count === 1 ? 'patient' : 'patients'}: ${source}.`,
  reading: (done: number, all: number) => `${done} of ${all} patients read`,
  allRead: (all: number) => `All ${all} patients read.`,
  failed: (count: number) => (count === 1 ? '1 patient could not be read.' : `${count} patients could not be read.`),
  failedKept: 'The others stand. Those that failed are listed under “Not known” until they are read.',
  again: 'Read those again',
  nobody: 'Nobody is under remote monitoring',
  nobodyNext: 'There is nothing to close. If that is wrong, an administrator can check worklist.group in config.json.',
  totals: 'Totals',
  difference: 'Difference',
  count: 'Found',
  amount: 'Amount',
  amountsWhy: 'Amounts are units × the fees of config.json: what is to be charged, or may have to be paid back.',
  noFees: 'No fees are set in config.json, so that no amounts are shown.',
  allAgree: 'No difference was found.',
  allAgreeSoFar: 'No difference so far.',
  outcome: (outcome: ClosedRow['outcome'], count: number) => `${OUTCOME[outcome].word}: ${count}`,
  evidence: 'Evidence',
  charges: 'Charges',
  todo: 'To do',
  showAll: (count: number) => `Show all ${count}`,
  notReadAtAll: 'This patient’s month could not be read at all.',
  noCharges: 'None found.',
  chargesNotRead: 'Not read.',
  reaches: (code: string, units: number, date: string | null) =>
    `reaches ${code} × ${units}${date === null ? '' : `, service date ${dateWords(date)}`}`,
  reachesNot: (code: string) => `does not reach ${code}`,
  time: (verdict: Verdict) =>
    `${duration(verdict.countedSeconds)} counted of ${duration(verdict.loggedSeconds)} logged`,
  inNameOf: (parties: string) => `in the name of ${parties}`,

  exports: 'Export',
  exportsWhy:
    'Made in this browser; nothing is sent. The files hold patient data: keep them where such files belong. Their columns: docs/export.md.',
  monthCsv: 'Month as CSV',
  differencesCsv: 'Differences as CSV',
  exportLater: (done: number, all: number) => `Once all patients are read (${done} of ${all}).`,
  saved: (name: string) => `${name} is handed to the browser to save.`,

  patients: 'Patients and evidence packets',
  patientsWhy:
    'A packet holds all that a month’s charge rests on, to print or to keep as PDF. Each is read from the chart anew.',
  choose: (name: string) => `Packet of ${name}`,
  chooseAll: 'Choose all',
  chooseCharged: 'Choose all with charges',
  chooseNone: 'Choose none',
  print: (count: number) => `Packets of ${count} ${count === 1 ? 'patient' : 'patients'}…`,
  printNone: 'Choose patients first.',
  printFewer: (most: number) => `At most ${most} packets at once: print them in parts.`,
  sessionOver: 'Sign in again to read the charts.',
  loading: 'Opening',
} as const;

/** `Synthetic Billable`; where no name could be read, the reference. */
export function nameOf({ data, patient }: PanelRow): string {
  return data?.read.summary.name ?? patient.replace('/', ' ');
}

/** What the evidence says, in sentences. */
export function evidenceWords({ row, finding }: PatientFinding): string {
  if (finding === null || row.data === null) return row.error ?? WORDS.notReadAtAll;
  const { verdict, read } = row.data;
  const { code, difference, reached } = finding;
  if (code === null) return notKnownWords(row.data).join(' ');
  const unmet = verdict.criteria.find(({ state }) => state === 'unmet');
  const risks = verdict.risks.filter(({ severity }) => severity === 'high').map(({ summary }) => summary);
  const line = verdict.lines.find((each) => each.code === code);
  const ours = difference !== 'excluded';
  return [
    `${WORDS.time(verdict)}${ours ? `; ${reached > 0 ? WORDS.reaches(code, reached, line?.serviceDate ?? null) : WORDS.reachesNot(code)}` : ''}.`,
    ...(unmet === undefined ? [] : [`${CRITERION[unmet.id]}: ${unmet.summary}`]),
    ...(difference === 'to-review' ? risks : []),
    ...(read.unread.length > 0 && reached === 0 ? [VERDICT_WORDS.unreadTitle] : []),
  ].join(' ');
}

/** Why a month is not known, a sentence each: what was not read, and what the chart does not say. */
export function notKnownWords({ verdict, read }: PatientMonth): string[] {
  return [
    ...read.unreadTypes
      .filter(({ evidence }) => evidence.length > 0)
      .map(({ label, why, detail }) => `${sentenceCase(label)}: ${VERDICT_WORDS.unreadWhy[why]}. ${detail}`),
    ...verdict.criteria
      .filter(({ state }) => state === 'unknown')
      .map(({ id, summary }) => `${CRITERION[id]} ${CRITERION_STATE.unknown.word.toLowerCase()}: ${summary}`),
  ];
}

/** What the charges say, one after the other. */
export function chargesWords({ row, finding }: PatientFinding): string {
  if (finding === null || row.data === null) return WORDS.chargesNotRead;
  const { ledger, verdict } = row.data;
  if (finding.charges.length === 0) return ledger.unread.includes('charges') ? WORDS.chargesNotRead : WORDS.noCharges;
  return `${finding.charges
    .flatMap((reference) => chargeIn(ledger.charges, reference, finding))
    .map((charge) => chargeWords(charge, verdict.timeZone, finding.difference))
    .join('; ')}.`;
}

function chargeIn(charges: readonly Charge[], reference: Reference, { code }: ReconciliationFinding): Charge[] {
  return charges.filter((charge) => charge.reference === reference && (code === null || charge.code === code));
}

/** `99457 × 1, 17 Mar 2026 (charge ChargeItem/c1)` */
function chargeWords(
  { code, units, occurrence, reference, parties }: Charge,
  timeZone: string,
  difference: Difference,
): string {
  const whose = difference === 'another-party' && parties.length > 0 ? `, ${WORDS.inNameOf(parties.join(', '))}` : '';
  return `${code} × ${units}, ${dayWords(occurrence.earliest, timeZone)}${whose} (${ROUTE[routeOfCharge(reference)]} ${reference})`;
}

function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
