import { memo, use, useContext, useMemo } from 'react';
import { serviceMonth } from '../../fhir/calendar.ts';
import { KINDS, type Measured, type Unmeasured, type UnmeasuredReason } from '../../fhir/measurement.ts';
import { DEFAULT_MEASUREMENT_SETTINGS, type MeasurementSettings } from '../../fhir/measurement-settings.ts';
import { readInstant } from '../../fhir/time.ts';
import type { Reading } from '../../rules/ledger.ts';
import { type ServiceMonth, within } from '../../rules/month.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { Note } from '../../ui/Notes.tsx';
import { eachUnhurried } from '../../ui/unhurried.ts';
import { EvidenceAccess, EvidenceLink } from '../verdict/EvidenceLink.tsx';
import type { MonthResult } from '../verdict/useMonth.ts';
import { DayStrip } from './DayStrip.tsx';
import { type DayReadings, dayReadings } from './days.ts';
import { measureAll } from './measured.ts';
import styles from './Readings.module.css';
import type { Choice } from './ReadingsTable.tsx';
import { TrendView } from './TrendView.tsx';
import { type Trend, trendOf } from './trend.ts';
import { readings as readingsWords, UNMEASURED, WORDS } from './words.ts';

interface Props extends Choice {
  result: MonthResult;
  settings?: MeasurementSettings;
}

/** The month's readings: which days have one, how each kind went, and every one of them in a table. */
const Readings = memo(function Readings({ result, settings = DEFAULT_MEASUREMENT_SETTINGS, chosen, onSelect }: Props) {
  const { month, total, days, trends, unmeasured } = use(viewOf(result, settings));
  const { open } = useContext(EvidenceAccess);
  const onDays = days.filter(({ device, selfReported }) => device + selfReported > 0).length;
  const unread = result.ledger.unread.includes('readings');
  return (
    <Card title={WORDS.title} aside={WORDS.total(total, onDays)}>
      <div className={styles.whole}>
        {unread && (
          <Note tone="unsure" icon="question">
            {WORDS.unread}
          </Note>
        )}
        {total === 0 && !unread && <p>{WORDS.none}</p>}
        <DayStrip days={days} month={month} />
        <p className={styles.chosen} role="status">
          {chosen.length > 0 && (
            <>
              {WORDS.chosen(chosen.length)} <Button onClick={() => onSelect([])}>{WORDS.clear}</Button>
            </>
          )}
        </p>
        <div className={styles.trends}>
          {trends.map((trend) => (
            <TrendView key={trend.kind} trend={trend} month={month} chosen={chosen} onSelect={onSelect} onOpen={open} />
          ))}
        </div>
        {unmeasured.length > 0 && <LeftOut unmeasured={unmeasured} />}
      </div>
    </Card>
  );
});
export default Readings;

interface View {
  month: ServiceMonth;
  total: number;
  days: DayReadings[];
  trends: Trend[];
  unmeasured: Unmeasured[];
}

const views = new WeakMap<MonthResult, Map<MeasurementSettings, Promise<View>>>();

/** What is shown of a month, worked out once and piece by piece, so that the verdict above stays quick to the touch. */
function viewOf(result: MonthResult, settings: MeasurementSettings): Promise<View> {
  const known = views.get(result) ?? new Map<MeasurementSettings, Promise<View>>();
  views.set(result, known);
  const view = known.get(settings) ?? makeView(result, settings);
  known.set(settings, view);
  return view;
}

async function makeView({ verdict, ledger, read }: MonthResult, settings: MeasurementSettings): Promise<View> {
  const month = serviceMonth(verdict.month, verdict.timeZone);
  const instant = readInstant(verdict.asOf);
  const asOf = typeof instant === 'number' ? instant : month.end;
  // The same readings as in the verdict: taken in the month and before its moment.
  const readings: Reading[] = [];
  await eachUnhurried(ledger.readings, (reading) => {
    if (within(month, reading.taken) && reading.taken.earliest <= asOf) readings.push(reading);
  });
  readings.sort((a, b) => a.taken.earliest - b.taken.earliest);
  const { measurements, unmeasured }: Measured = await measureAll(readings, read.resources, settings);
  const days = dayReadings(month, readings, asOf);
  const trends: Trend[] = [];
  for (const kind of KINDS) {
    const trend = await trendOf(kind, measurements, month, settings);
    if (trend !== null) trends.push(trend);
  }
  return { month, total: readings.length, days, trends, unmeasured };
}

const MOST_LISTED = 20;

/** What was read and could not be drawn, by reason. */
function LeftOut({ unmeasured }: { unmeasured: readonly Unmeasured[] }) {
  const reasons = useMemo(() => {
    const byReason = new Map<UnmeasuredReason, Unmeasured[]>();
    for (const one of unmeasured) {
      const same = byReason.get(one.reason);
      if (same) same.push(one);
      else byReason.set(one.reason, [one]);
    }
    return [...byReason];
  }, [unmeasured]);
  return (
    <Disclosure summary={WORDS.left(new Set(unmeasured.map(({ reference }) => reference)).size)}>
      <p className={styles.small}>{WORDS.leftWhy}</p>
      <ul className={styles.left}>
        {reasons.map(([reason, all]) => (
          <li key={reason}>
            {UNMEASURED[reason]}: {readingsWords(all.length)}
            <ul>
              {all.slice(0, MOST_LISTED).map(({ reference, detail }) => (
                <li key={`${reference} ${detail}`}>
                  <EvidenceLink reference={reference} />, {detail}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </Disclosure>
  );
}
