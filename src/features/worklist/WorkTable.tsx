import { defaultRangeExtractor, type Range, useWindowVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Instant, Reference } from '../../rules/ledger.ts';
import { Icon } from '../../ui/Icon.tsx';
import { PatientRow } from './PatientRow.tsx';
import { amountIn, effortOf, type Fees, type WorkRow } from './rows.ts';
import { COLUMNS, type ColumnId, type View } from './view.ts';
import styles from './WorkTable.module.css';
import { COLUMN, WORDS } from './words.ts';

interface Props {
  /** In the order in which they are shown. */
  rows: readonly WorkRow[];
  view: View;
  at: Instant;
  fees: Fees;
  /** Of the month. */
  daysLeft: number;
  lastOpened: Reference | null;
  onView: (view: View) => void;
  onOpen: (patient: Reference) => void;
  onRetry: (patient: Reference) => void;
  /** Who is on screen. */
  onVisible: (patients: readonly Reference[]) => void;
}

const PAGE = 10;
/** Before a row has been measured. */
const ROW_HEIGHT = 53;

/**
 * The list as a table of which only what is near the screen exists; a table of cards where there is little room. One row's patient takes part in
 * the order of Tab; the arrows lead to the others.
 */
export function WorkTable(props: Props) {
  const { rows, view, at, fees, daysLeft, lastOpened, onView } = props;
  // The same functions at each render, so that a row is drawn anew only when something of its own changes.
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });
  const onOpen = useCallback((patient: Reference) => latest.current.onOpen(patient), []);
  const onRetry = useCallback((patient: Reference) => latest.current.onRetry(patient), []);

  const [current, setCurrent] = useState<Reference | null>(lastOpened);
  const focused = Math.max(
    0,
    rows.findIndex(({ patient }) => patient === current),
  );
  const body = useRef<HTMLTableSectionElement>(null);
  const [margin, setMargin] = useState(0);
  useLayoutEffect(() => {
    const top = body.current?.getBoundingClientRect().top;
    // What stands above changes its height now and then; a pixel more or less is of no interest.
    if (top !== undefined && Math.abs(top + window.scrollY - margin) > 1) setMargin(top + window.scrollY);
  });

  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => rows[index]?.patient ?? index,
    overscan: 8,
    scrollMargin: margin,
    // The row that has the focus stays, wherever the screen is.
    rangeExtractor: useCallback(
      (range: Range) =>
        [...new Set([...defaultRangeExtractor(range), focused])]
          .filter((index) => index < range.count)
          .sort((a, b) => a - b),
      [focused],
    ),
  });
  const items = virtual.getVirtualItems();
  const visible = items.flatMap(({ index }) => rows[index]?.patient ?? []).join(' ');
  useEffect(() => latest.current.onVisible(visible.split(' ')), [visible]);

  // Keys move the focus at once where the row exists, else as soon as it does.
  const wanted = useRef<Reference | null>(lastOpened);
  useEffect(() => {
    if (wanted.current === null) return;
    const index = rows.findIndex(({ patient }) => patient === wanted.current);
    if (index < 0) {
      // Whoever was charged may have left the view.
      wanted.current = null;
      document.querySelector('main')?.focus();
      return;
    }
    virtual.scrollToIndex(index, { align: 'auto' });
    const button = body.current?.querySelector<HTMLElement>(`[data-index="${index}"] button`);
    if (!button) return;
    wanted.current = null;
    button.focus({ preventScroll: true });
  });
  function goTo(index: number) {
    const target = rows[Math.min(Math.max(index, 0), rows.length - 1)];
    if (target === undefined) return;
    wanted.current = target.patient;
    setCurrent(target.patient);
  }
  function press(event: KeyboardEvent) {
    const moves: Record<string, number> = {
      ArrowDown: focused + 1,
      ArrowUp: focused - 1,
      PageDown: focused + PAGE,
      PageUp: focused - PAGE,
      Home: 0,
      End: rows.length - 1,
    };
    const to = moves[event.key];
    if (to === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    goTo(to);
  }

  let end = margin;
  return (
    <table className={styles.table} aria-label={WORDS.table} aria-rowcount={rows.length + 1} {...AS_TABLE}>
      <thead className={styles.header} {...AS_GROUP}>
        <tr aria-rowindex={1} {...AS_ROW}>
          {COLUMNS.map((column) => (
            <ColumnHeader key={column} column={column} view={view} onView={onView} />
          ))}
        </tr>
      </thead>
      <tbody ref={body} onKeyDown={press} {...AS_GROUP}>
        {items.flatMap((item) => {
          const row = rows[item.index];
          if (row === undefined) return [];
          const gap = item.start - end;
          end = item.end;
          const effort = view.nearly ? effortOf(row, at) : null;
          return [
            gap > 0 && <Gap key={`gap ${item.key}`} height={gap} />,
            <PatientRow
              key={item.key}
              ref={virtual.measureElement}
              row={row}
              index={item.index}
              isCurrent={item.index === focused}
              effort={typeof effort === 'string' ? null : effort}
              amount={amountIn(row, view.nearly, at, fees)}
              daysLeft={daysLeft}
              onFocus={setCurrent}
              onOpen={onOpen}
              onRetry={onRetry}
            />,
          ];
        })}
        {virtual.getTotalSize() + margin - end > 0 && <Gap height={virtual.getTotalSize() + margin - end} />}
      </tbody>
    </table>
  );
}

/** Where there is little room, the table is laid out as cards, and browsers then take the roles from its elements: they are named. */
const AS_TABLE = { role: 'table' };
const AS_GROUP = { role: 'rowgroup' };
const AS_ROW = { role: 'row' };
const AS_HEADER = { role: 'columnheader' };

/** Rows that are not there. */
function Gap({ height }: { height: number }) {
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in it can have the focus.
    <tr aria-hidden="true" className={styles.gap}>
      <td colSpan={COLUMNS.length} style={{ blockSize: height }} />
    </tr>
  );
}

function ColumnHeader({ column, view, onView }: { column: ColumnId; view: View; onView: (view: View) => void }) {
  const { sort, nearly } = view;
  const isSorted = sort?.by === column;
  const direction = !isSorted ? 'none' : sort.descending ? 'descending' : 'ascending';
  return (
    <th scope="col" aria-sort={direction} className={styles[column]} {...AS_HEADER}>
      <button
        type="button"
        className={styles.sorter}
        onClick={() =>
          onView({ ...view, sort: isSorted && sort.descending ? null : { by: column, descending: isSorted } })
        }
      >
        {column === 'missing' && nearly ? WORDS.takes : COLUMN[column]}
        {isSorted && (
          <span className={sort.descending ? styles.down : styles.up}>
            <Icon name="next" />
          </span>
        )}
      </button>
    </th>
  );
}
