import { useId, useMemo, useState } from 'react';
import type { Reference } from '../../rules/ledger.ts';
import type { ServiceMonth } from '../../rules/month.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Button, TextButton } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import styles from './ReadingsTable.module.css';
import type { Row, Trend } from './trend.ts';
import { dayName, KIND, LEVEL, sourceWords, takenWords, valueWords, WORDS } from './words.ts';

const PER_PAGE = 25;
/** An entry whose reason is more readings than this says nothing. */
const MOST_AT_ONCE = 100;

export interface Choice {
  /** References of the picked readings. */
  chosen: readonly Reference[];
  onSelect: (references: readonly Reference[]) => void;
}

interface Props extends Choice {
  trend: Trend;
  month: ServiceMonth;
  /** Shows the whole reading. */
  onOpen: (reference: Reference) => void;
}

/**
 * Every reading of a trend, a page at a time: ten thousand are as quick as ten, and a page is a plain table to every browser and
 * screen reader. Readings are picked one by one, by page, or all that the days and the limit leave.
 */
export function ReadingsTable({ trend, month, chosen, onSelect, onOpen }: Props) {
  const [from, setFrom] = useState(month.days[0]?.date ?? '');
  const [to, setTo] = useState(month.days.at(-1)?.date ?? '');
  const [onlyBeyond, setOnlyBeyond] = useState(false);
  const [newestFirst, setNewestFirst] = useState(true);
  const [page, setPage] = useState(0);
  const picked = useMemo(() => new Set(chosen), [chosen]);
  const rows = useMemo(() => {
    const left = trend.rows.filter(({ date, level }) => date >= from && date <= to && (!onlyBeyond || level !== null));
    return newestFirst ? left.reverse() : left;
  }, [trend, from, to, onlyBeyond, newestFirst]);

  const limited = trend.lines.some(({ limits }) => limits !== null);
  const first = page * PER_PAGE;
  const shown = rows.slice(first, first + PER_PAGE);
  const fromStart =
    <T,>(change: (value: T) => void) =>
    (value: T) => {
      change(value);
      setPage(0);
    };
  const pick = (some: readonly Row[], on: boolean) => {
    const references = some.map(({ measurement }) => measurement.reference);
    const off = new Set(references);
    onSelect(on ? [...chosen, ...references] : chosen.filter((reference) => !off.has(reference)));
  };

  return (
    <div className={styles.whole}>
      <div className={styles.tools}>
        <DayPicker label={WORDS.from} month={month} value={from} onChange={fromStart(setFrom)} />
        <DayPicker label={WORDS.to} month={month} value={to} onChange={fromStart(setTo)} />
        {limited && (
          <label className={styles.check}>
            <input
              type="checkbox"
              checked={onlyBeyond}
              onChange={(event) => fromStart(setOnlyBeyond)(event.target.checked)}
            />
            {WORDS.onlyBeyond}
          </label>
        )}
        {rows.length > 0 && rows.length <= MOST_AT_ONCE && (
          <Button onClick={() => pick(rows, true)}>{WORDS.pickAll(rows.length)}</Button>
        )}
      </div>
      <div className={styles.scroll}>
        <table className={styles.table} aria-label={WORDS.everyReading(KIND[trend.kind])}>
          <thead>
            <tr>
              <th scope="col" className={styles.pick}>
                <input
                  type="checkbox"
                  aria-label={WORDS.pickPage}
                  checked={shown.length > 0 && shown.every(({ measurement }) => picked.has(measurement.reference))}
                  onChange={(event) => pick(shown, event.target.checked)}
                />
              </th>
              <th scope="col" aria-sort={newestFirst ? 'descending' : 'ascending'}>
                <button type="button" className={styles.sort} onClick={() => fromStart(setNewestFirst)(!newestFirst)}>
                  {WORDS.column.taken}
                  <span className={newestFirst ? styles.down : styles.up}>
                    <Icon name="next" />
                  </span>
                </button>
              </th>
              <th scope="col">{WORDS.column.value}</th>
              {limited && <th scope="col">{WORDS.column.limit}</th>}
              <th scope="col">{WORDS.column.source}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <ReadingRow
                key={row.measurement.reference}
                row={row}
                trend={trend}
                timeZone={month.timeZone}
                limited={limited}
                picked={picked.has(row.measurement.reference)}
                onPick={(on) => pick([row], on)}
                onOpen={onOpen}
              />
            ))}
          </tbody>
        </table>
      </div>
      {rows.length === 0 && <p>{WORDS.nothingShown}</p>}
      {rows.length > PER_PAGE && (
        <nav className={styles.pages} aria-label={WORDS.pages}>
          <Button disabled={page === 0} onClick={() => setPage(page - 1)}>
            {WORDS.previous}
          </Button>
          <span role="status">{WORDS.pageOf(first + 1, first + shown.length, rows.length)}</span>
          <Button disabled={first + PER_PAGE >= rows.length} onClick={() => setPage(page + 1)}>
            {WORDS.next}
          </Button>
        </nav>
      )}
    </div>
  );
}

interface RowProps {
  row: Row;
  trend: Trend;
  timeZone: string;
  /** There are limits to be beyond of. */
  limited: boolean;
  picked: boolean;
  onPick: (on: boolean) => void;
  onOpen: (reference: Reference) => void;
}

function ReadingRow({ row, trend, timeZone, limited, picked, onPick, onOpen }: RowProps) {
  const { measurement, level } = row;
  const taken = takenWords(measurement.taken, timeZone);
  const value = valueWords(row, trend);
  return (
    <tr className={picked ? styles.picked : undefined}>
      <td className={styles.pick}>
        <input
          type="checkbox"
          aria-label={WORDS.pick(taken, value)}
          checked={picked}
          onChange={(event) => onPick(event.target.checked)}
        />
      </td>
      <td>
        <TextButton onClick={() => onOpen(measurement.reference)}>{taken}</TextButton>
      </td>
      <td className={styles.value}>{value}</td>
      {limited && (
        <td>
          {level === null ? (
            <span className={styles.quiet}>{WORDS.within}</span>
          ) : (
            <Badge tone={LEVEL[level].tone} icon={LEVEL[level].icon}>
              {LEVEL[level].word}
            </Badge>
          )}
        </td>
      )}
      <td>{sourceWords(measurement)}</td>
    </tr>
  );
}

interface DayProps {
  label: string;
  month: ServiceMonth;
  value: string;
  onChange: (date: string) => void;
}

function DayPicker({ label, month, value, onChange }: DayProps) {
  const id = useId();
  return (
    <span className={styles.check}>
      <label htmlFor={id}>{label}</label>
      <select id={id} className={styles.select} value={value} onChange={(event) => onChange(event.target.value)}>
        {month.days.map(({ date, start }) => (
          <option key={date} value={date}>
            {dayName(start, month.timeZone)}
          </option>
        ))}
      </select>
    </span>
  );
}
