import type { ReductionReason } from '../../rules/verdict.ts';
import { type Bar, BarChart, type Look, type Part } from '../../ui/BarChart.tsx';
import { Card } from '../../ui/Card.tsx';
import { shortMonthWords } from '../../ui/time.ts';
import { REDUCTION } from '../verdict/words.ts';
import { type ProgrammeMonth, reasonsIn } from './figures.ts';
import styles from './Programme.module.css';
import { minutesWords, numberWords, shareWords, WORDS } from './words.ts';

const LOOK: Record<ReductionReason, Look> = {
  'outside-month': 'pale',
  future: 'pale',
  administrative: 'striped',
  passive: 'dotted',
  'other-program': 'crossed',
  'same-day-visit': 'checked',
  'no-consent': 'backed',
  'too-short': 'lined',
  overlap: 'hatched',
};

/** The programme over the months: time, contacts, what is billable, readings. Each also in a sentence and in a table. */
export function Charts({ months, openMonth }: { months: readonly ProgrammeMonth[]; openMonth: string | null }) {
  return (
    <Card title={WORDS.overMonths}>
      <div className={styles.charts}>
        {[timeOf(months), shareOf(months), contactsOf(months), daysOf(months)].map(({ values, ...chart }) => (
          <BarChart
            key={chart.title}
            {...chart}
            labels={WORDS.month}
            bars={months.map((month): Bar => {
              const none = month.read === 0;
              return {
                label: shortMonthWords(month.month),
                values: values(month).map((value) => (none ? null : value)),
                remark: remarkOf(month, openMonth),
              };
            })}
          />
        ))}
      </div>
    </Card>
  );
}

interface Chart {
  title: string;
  text: string;
  parts: readonly Part[];
  values: (month: ProgrammeMonth) => number[];
  format: (value: number) => string;
  full?: number;
}

function timeOf(months: readonly ProgrammeMonth[]): Chart {
  const reasons = reasonsIn(months);
  const counted = sumOf(months, ({ countedSeconds }) => countedSeconds);
  const taken = reasons.map((reason) => ({ reason, seconds: sumOf(months, ({ reductions }) => reductions[reason]) }));
  const [most] = [...taken].sort((a, b) => b.seconds - a.seconds);
  const logged = counted + taken.reduce((sum, { seconds }) => sum + seconds, 0);
  return {
    title: WORDS.time,
    text: [
      WORDS.timeText(counted, logged),
      most === undefined ? '' : WORDS.mostLost(REDUCTION[most.reason].title, most.seconds),
    ].join(' '),
    parts: [
      { name: WORDS.timeParts.counted, look: 'solid' },
      ...reasons.map((reason) => ({ name: REDUCTION[reason].title, look: LOOK[reason] })),
    ],
    values: ({ countedSeconds, reductions }) => [countedSeconds, ...reasons.map((reason) => reductions[reason])],
    format: minutesWords,
  };
}

function contactsOf(months: readonly ProgrammeMonth[]): Chart {
  const contacts = sumOf(months, (month) => month.contacts);
  const contacted = sumOf(months, (month) => month.contacted);
  return {
    title: WORDS.contacts,
    text: WORDS.contactsText(contacts, contacted, sumOf(months, enrolledIn)),
    parts: [{ name: WORDS.contacts, look: 'solid' }],
    values: (month) => [month.contacts],
    format: numberWords,
  };
}

function shareOf(months: readonly ProgrammeMonth[]): Chart {
  const share = (part: number, { enrolled }: ProgrammeMonth) => (enrolled === 0 ? 0 : (100 * part) / enrolled);
  return {
    title: WORDS.share,
    text: WORDS.shareText(
      sumOf(months, ({ billed }) => billed),
      sumOf(months, ({ billable }) => billable),
      sumOf(months, enrolledIn),
    ),
    parts: [
      { name: WORDS.shareParts.billed, look: 'solid' },
      { name: WORDS.shareParts.billable, look: 'lined' },
    ],
    values: (month) => [share(month.billed, month), share(month.billable, month)],
    format: (percent) => shareWords(percent, 100),
    full: 100,
  };
}

function daysOf(months: readonly ProgrammeMonth[]): Chart {
  const enrolled = sumOf(months, enrolledIn);
  const days = sumOf(months, ({ readingDays }) => readingDays);
  const measured = sumOf(months, (month) => month.measured);
  return {
    title: WORDS.days,
    text: WORDS.daysText(enrolled === 0 ? '–' : WORDS.daysFormat(days / enrolled), enrolled - measured),
    parts: [{ name: WORDS.daysParts.days, look: 'solid' }],
    values: (month) => [month.enrolled === 0 ? 0 : month.readingDays / month.enrolled],
    format: WORDS.daysFormat,
  };
}

function remarkOf({ month, read, failed, wanted }: ProgrammeMonth, openMonth: string | null): string | undefined {
  if (read + failed < wanted) return WORDS.some(read, wanted);
  return month === openMonth ? WORDS.open : undefined;
}

function enrolledIn({ enrolled }: ProgrammeMonth): number {
  return enrolled;
}

function sumOf(months: readonly ProgrammeMonth[], value: (month: ProgrammeMonth) => number): number {
  return months.reduce((sum, month) => sum + value(month), 0);
}
