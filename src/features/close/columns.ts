import type { Evidence } from '../../rules/ledger.ts';
import { unitsOf } from '../../rules/lines.ts';
import { amountOf } from '../../rules/reconcile.ts';
import type { ReductionReason } from '../../rules/verdict.ts';
import { BILLABLE_CODES, CRITERION_IDS, REDUCTION_REASONS, type Verdict } from '../../rules/verdict.ts';
import { duration } from '../../rules/words.ts';
import type { Column } from '../../ui/csv.ts';
import { isoInstant } from '../../ui/time.ts';
import { CRITERION, REDUCTION, STATUS } from '../verdict/words.ts';
import type { ClosedRow, PatientFinding } from './report.ts';
import { chargesWords, DIFFERENCE, evidenceWords, notKnownWords, OUTCOME, WORDS } from './words.ts';

/**
 * The columns of the two tables that a month's close exports. Names are kept and never change their meaning; a new column comes at the end.
 * `docs/export.md` is made of them.
 */

type Fees = Readonly<Record<string, number>>;

/** Which patient, month and settings; the same in both tables. */
function about<Row>(of: (row: Row) => ClosedRow['row'], month: string, timeZone: string): Column<Row>[] {
  const summary = (row: Row) => of(row).data?.read.summary;
  return [
    { name: 'month', about: 'Service month, `2026-03`.', value: () => month },
    {
      name: 'time_zone',
      about: 'The practice’s time zone, in which the month and all days are.',
      value: () => timeZone,
    },
    { name: 'patient', about: 'FHIR reference of the patient.', value: (row) => of(row).patient },
    { name: 'name', about: 'The patient’s name as the chart has it.', value: (row) => summary(row)?.name ?? null },
    { name: 'birth_date', about: 'Date of birth.', value: (row) => summary(row)?.birthDate ?? null },
    {
      name: 'record_number',
      about: 'Medical record number, or another identifier where there is none.',
      value: (row) => summary(row)?.recordNumber ?? null,
    },
  ];
}

/** One row for each patient of the practice: the verdict of the month in figures and in words. */
export function monthColumns(month: string, timeZone: string, fees: Fees): Column<ClosedRow>[] {
  const isUnknown = ({ row }: ClosedRow) => row.state === 'failed' || row.data === null;
  /** Null where the month, or evidence that the figure needs, was not read: what was found of it is not all there is. */
  const verdict = <T>(take: (verdict: Verdict) => T, ...needs: Evidence[]) => {
    return ({ row }: ClosedRow) => {
      if (row.state === 'failed' || row.data === null) return null;
      const { ledger, verdict } = row.data;
      return needs.some((evidence) => ledger.unread.includes(evidence)) ? null : take(verdict);
    };
  };
  return [
    ...about<ClosedRow>(({ row }) => row, month, timeZone),
    {
      name: 'status',
      about: `\`${Object.keys(STATUS).join('`, `')}\`; \`unknown\`: the month could not be read, and nothing is said of it.`,
      value: (closed) => verdict(({ status }) => status)(closed) ?? 'unknown',
    },
    {
      name: 'outcome',
      about: `What the reconciliation came to: ${Object.entries(OUTCOME)
        .filter(([outcome]) => outcome !== 'waiting')
        .map(([outcome, { word }]) => `\`${outcome}\` (${word.toLowerCase()})`)
        .join(', ')}.`,
      value: ({ outcome }) => outcome,
    },
    {
      name: 'unknown_reason',
      about: 'Why something is not known, in words; empty where all is known.',
      value: ({ row, outcome }) => {
        if (row.state === 'failed' || row.data === null) return row.error ?? WORDS.notReadAtAll;
        return outcome === 'not-known' ? notKnownWords(row.data).join(' ') : null;
      },
    },
    { name: 'summary', about: 'The verdict in a sentence.', value: verdict(({ summary }) => summary) },
    { name: 'missing', about: 'What is missing; empty when nothing is.', value: verdict(({ missing }) => missing) },
    { name: 'month_closed', about: 'Whether the month was over at `as_of`.', value: verdict((v) => v.monthClosed) },
    {
      name: 'as_of',
      about: 'The moment of the verdict, ISO 8601 on the practice’s clock.',
      value: verdict(({ asOf }) => isoInstant(Date.parse(asOf) / 1000, timeZone)),
    },
    {
      name: 'rulebook',
      about: 'The rules by which it was judged: the date since which they hold.',
      value: verdict((v) => v.rulebook),
    },
    {
      name: 'logged_seconds',
      about: 'All logged time, in seconds.',
      value: verdict((v) => v.loggedSeconds, 'entries'),
    },
    {
      name: 'logged',
      about: 'The same in words, `18 min 20 s`.',
      value: verdict((v) => duration(v.loggedSeconds), 'entries'),
    },
    {
      name: 'counted_seconds',
      about: 'The time that counts, in seconds: logged − all `…_seconds` below.',
      value: verdict((v) => v.countedSeconds, 'entries'),
    },
    { name: 'counted', about: 'The same in words.', value: verdict((v) => duration(v.countedSeconds), 'entries') },
    ...REDUCTION_REASONS.map(
      (reason): Column<ClosedRow> => ({
        name: `${reason.replaceAll('-', '_')}_seconds`,
        about: `Logged seconds that do not count: ${REDUCTION[reason].title.toLowerCase()}.`,
        value: verdict((v) => secondsOf(v, reason), 'entries'),
      }),
    ),
    {
      name: 'reading_days',
      about: 'Days with a reading of a device.',
      value: verdict((v) => v.readings.days, 'readings'),
    },
    { name: 'readings', about: 'Readings of a device.', value: verdict((v) => v.readings.count, 'readings') },
    ...CRITERION_IDS.map(
      (id): Column<ClosedRow> => ({
        name: id.replaceAll('-', '_'),
        about: `${CRITERION[id]}: \`met\`, \`unmet\` or \`unknown\`.`,
        value: (closed) =>
          verdict((v) => v.criteria.find((each) => each.id === id)?.state ?? null)(closed) ?? 'unknown',
      }),
    ),
    ...BILLABLE_CODES.flatMap((code): Column<ClosedRow>[] => {
      const line = (v: Verdict) => v.lines.find((each) => each.code === code);
      const none = verdict(() => 0, 'entries', 'contacts');
      const ofCode = ({ own }: ClosedRow) => own.filter((charge) => charge.code === code);
      return [
        {
          name: `${code}_units`,
          about: `Units of ${code} that are reached; empty when not known.`,
          value: (closed) => verdict((v) => line(v)?.units)(closed) ?? none(closed),
        },
        {
          name: `${code}_service_date`,
          about: 'Its service date.',
          value: verdict((v) => line(v)?.serviceDate ?? null),
        },
        {
          name: `${code}_final`,
          about: 'Whether more time can’t take it away any more.',
          value: verdict((v) => line(v)?.final ?? null),
        },
        {
          name: `${code}_charged_units`,
          about: 'Units of it that stand charged; empty when not known.',
          value: (closed) => verdict(() => unitsOf(ofCode(closed)), 'charges')(closed),
        },
        {
          name: `${code}_charge`,
          about: 'FHIR references of its charges, parted by blanks.',
          value: (closed) =>
            ofCode(closed)
              .map(({ reference }) => reference)
              .join(' '),
        },
        {
          name: `${code}_amount`,
          about: 'Units reached × the configured fee; empty without a fee.',
          value: (closed) => {
            const units = verdict((v) => line(v)?.units)(closed) ?? none(closed);
            return units === null ? null : amountOf(fees, code, units);
          },
        },
      ];
    }),
    {
      name: 'differences',
      about: 'The kinds of difference between evidence and charges, parted by blanks: see the other table.',
      value: (closed) =>
        isUnknown(closed) ? 'not-known' : [...new Set(closed.findings.map(({ difference }) => difference))].join(' '),
    },
    {
      name: 'high_risks',
      about: 'High denial risks, parted by blanks.',
      value: verdict((v) =>
        v.risks
          .filter(({ severity }) => severity === 'high')
          .map(({ id }) => id)
          .join(' '),
      ),
    },
    { name: 'set_aside', about: 'Resources that could not be used.', value: verdict((v) => v.setAside.length) },
    {
      name: 'not_read',
      about: 'What the EHR could not be asked for, parted by `; `.',
      value: ({ row }) =>
        row.data?.read.unreadTypes
          .filter(({ evidence }) => evidence.length > 0)
          .map(({ label }) => label)
          .join('; ') ?? null,
    },
  ];
}

/** One row for each difference, and one for each patient who could not be read. */
export function differenceColumns(month: string, timeZone: string): Column<PatientFinding>[] {
  return [
    ...about<PatientFinding>(({ row }) => row, month, timeZone),
    {
      name: 'difference',
      about: `What differs: ${Object.entries(DIFFERENCE)
        .map(([difference, { title }]) => `\`${difference}\` (${title.toLowerCase()})`)
        .join(', ')}.`,
      value: ({ finding }) => finding?.difference ?? 'not-known',
    },
    {
      name: 'difference_words',
      about: 'The same in words.',
      value: ({ finding }) => DIFFERENCE[finding?.difference ?? 'not-known'].title,
    },
    {
      name: 'code',
      about: 'CPT code; empty where it is about the whole month.',
      value: ({ finding }) => finding?.code ?? null,
    },
    {
      name: 'reached_units',
      about: 'Units that the counted time reaches.',
      value: ({ finding }) => (finding === null || finding.code === null ? null : finding.reached),
    },
    {
      name: 'charged_units',
      about: 'Units of the charges that it is about.',
      value: ({ finding }) => finding?.charged ?? null,
    },
    {
      name: 'amount',
      about: 'Units at stake × the configured fee: to be charged, or to be paid back; empty without a fee.',
      value: ({ finding }) => finding?.amount ?? null,
    },
    {
      name: 'charges',
      about: 'FHIR references of those charges, parted by blanks.',
      value: ({ finding }) => finding?.charges.join(' ') ?? null,
    },
    { name: 'evidence', about: 'What the evidence says, in words.', value: evidenceWords },
    { name: 'charges_words', about: 'What the charges say, in words.', value: chargesWords },
    {
      name: 'to_do',
      about: 'What to do with it.',
      value: ({ finding }) => DIFFERENCE[finding?.difference ?? 'not-known'].todo,
    },
  ];
}

/** `rpm-tally-2026-03-month.csv`: nothing of a patient, since browsers keep the names of what they save. */
export function fileName(month: string, table: 'month' | 'differences'): string {
  return `rpm-tally-${month}-${table}.csv`;
}

function secondsOf({ reductions }: Verdict, reason: ReductionReason): number {
  return reductions.find((reduction) => reduction.reason === reason)?.seconds ?? 0;
}
