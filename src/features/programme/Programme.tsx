import { useCallback, useEffect, useMemo, useState } from 'react';
import { serviceMonth } from '../../fhir/calendar.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { Choices } from '../../ui/Fields.tsx';
import { ErrorNote } from '../../ui/Notes.tsx';
import type { PracticePageProps } from '../panel/page.ts';
import { RowTable } from '../panel/RowTable.tsx';
import { SweepProgress } from '../panel/SweepProgress.tsx';
import { type PatientMonthId, useSweep } from '../panel/useSweep.ts';
import { monthAt, monthBefore } from '../verdict/months.ts';
import { Charts } from './Charts.tsx';
import { figuresOf, isRead, type MonthFigures, programmeMonths } from './figures.ts';
import { Losses } from './Losses.tsx';
import styles from './Programme.module.css';
import { WORDS } from './words.ts';

/** What the figures are about. */
interface About {
  /** The last month, and how many there are. */
  until: string;
  count: Count;
}

const COUNTS = ['3', '6', '12'] as const;
type Count = (typeof COUNTS)[number];

/** How the monitoring runs over the months. It only reads: the newest month first, and as many as were asked for. */
export default function Programme(props: PracticePageProps) {
  const { practice, reader, settings, now, month, panel, expired, onOpen } = props;
  const { timeZone, fees } = settings;
  const keep = useCallback(
    async (one: PatientMonthId, _: About, signal: AbortSignal): Promise<MonthFigures> => {
      const read = await reader.month(one.patient, one.month, signal);
      return figuresOf(read, serviceMonth(one.month, timeZone), Math.floor(now() / 1000), fees);
    },
    [reader, timeZone, now, fees],
  );
  const { sweep, start, stop, goOn } = useSweep<About, MonthFigures>(practice, 'programme', keep);
  const [count, setCount] = useState<Count>(sweep?.about.count ?? '3');

  const isShown = sweep?.about.until === month && sweep.about.count === count;
  useEffect(() => {
    if (isShown || expired || panel.patients.length === 0) return;
    start({ until: month, count }, wantedOf(panel.patients, monthsUntil(month, count)), true);
  }, [isShown, expired, panel, month, count, start]);

  const months = useMemo(() => monthsUntil(month, count).reverse(), [month, count]);
  const rows = useMemo(() => sweep?.swept.filter((row) => months.includes(row.month)) ?? [], [sweep, months]);
  const shown = useMemo(() => programmeMonths(months, rows, panel.patients.length), [months, rows, panel]);
  const failed = rows.filter((row) => !isRead(row));
  const openMonth = month === monthAt(now(), timeZone) ? month : null;

  return (
    <div className={styles.programme}>
      <header className={styles.head}>
        <h1>{WORDS.title}</h1>
        <p className={styles.muted}>{WORDS.intro}</p>
      </header>
      <Card title={WORDS.months(month)}>
        <Choices
          label={WORDS.howMany}
          value={count}
          onChange={setCount}
          options={COUNTS.map((value) => ({ value, label: WORDS.lastMonths(Number(value)) }))}
        />
        <p className={styles.muted}>
          {WORDS.source(panel.patients.length, panel.source)}. {WORDS.who}
        </p>
        {sweep?.state === 'done' && (
          <p className={styles.actions}>
            <Button disabled={expired} onClick={() => start(sweep.about, sweep.wanted)}>
              {WORDS.readAgain}
            </Button>
          </p>
        )}
      </Card>
      {panel.patients.length === 0 && <p>{WORDS.nobody}</p>}
      {sweep !== null && (
        <SweepProgress words={WORDS} sweep={sweep} expired={expired} onStop={stop} onGoOn={() => goOn()} />
      )}
      {failed.length > 0 && (
        <ErrorNote
          title={WORDS.failed(failed.length)}
          retry={
            expired || sweep?.state === 'running' ? undefined : { label: WORDS.again, onRetry: () => goOn('failed') }
          }
        >
          <p>{WORDS.failedKept}</p>
          <Disclosure summary={WORDS.failedWhich}>
            <RowTable
              label={WORDS.failed(failed.length)}
              rows={failed}
              onOpen={onOpen}
              columns={[{ title: WORDS.why, of: ({ error }) => error }]}
            />
          </Disclosure>
        </ErrorNote>
      )}
      {rows.length > 0 && (
        <>
          <Charts months={shown} openMonth={openMonth} />
          <Losses rows={rows} fees={fees} openMonth={openMonth} onOpen={onOpen} />
        </>
      )}
    </div>
  );
}

/** The months, the newest first. */
function monthsUntil(until: string, count: Count): string[] {
  const months = [until];
  for (let more = 1; more < Number(count); more++) months.push(monthBefore(months.at(-1) ?? until));
  return months;
}

function wantedOf(patients: readonly string[], months: readonly string[]): PatientMonthId[] {
  return months.flatMap((month) => patients.map((patient) => ({ patient, month })));
}
