import {
  type ColumnDef,
  getCoreRowModel,
  getSortedRowModel,
  type SortingFn,
  useReactTable,
} from '@tanstack/react-table';
import { useMemo, useRef } from 'react';
import type { Instant } from '../../rules/ledger.ts';
import { amountIn, effortOf, type Fees, STANDINGS, type WorkRow } from './rows.ts';
import type { ColumnId, View } from './view.ts';

/** What a column is ordered by; undefined, which comes last in either direction: nothing is known. */
type Key = number | string | undefined;

const order: SortingFn<WorkRow> = (one, other, column) =>
  compare(one.getValue<Key>(column), other.getValue<Key>(column));
const collator = new Intl.Collator('en', { numeric: true });

function compare(one: Key, other: Key): number {
  return typeof one === 'number' && typeof other === 'number'
    ? one - other
    : collator.compare(String(one), String(other));
}

/** The rows in the view's order; without one, in that of the practice's list. */
export function useOrdered(rows: WorkRow[], { sort, nearly }: View, at: Instant, fees: Fees): WorkRow[] {
  // The rows are new ones at each render; the table need only look again when one of them is.
  const last = useRef(rows);
  if (rows.length !== last.current.length || rows.some((row, index) => row !== last.current[index]))
    last.current = rows;
  const hour = Math.floor(at / 3600);
  const columns = useMemo(() => columnsFor(nearly, hour * 3600, fees), [nearly, hour, fees]);
  const sorting = useMemo(() => sortingOf(sort), [sort]);
  const table = useReactTable({
    data: last.current,
    columns,
    state: { sorting },
    getRowId: ({ patient }) => patient,
    getCoreRowModel: getCoreRowModel(),
    getSortedRowModel: getSortedRowModel(),
  });
  return table.getSortedRowModel().rows.map(({ original }) => original);
}

/** Among equals the larger amount comes first, then the name. */
function sortingOf(sort: View['sort']) {
  if (sort === null) return [];
  const first = { id: sort.by, desc: sort.descending };
  const others = [
    { id: 'amount', desc: true },
    { id: 'patient', desc: false },
  ];
  return [first, ...others.filter(({ id }) => id !== first.id)];
}

function columnsFor(nearly: boolean, at: Instant, fees: Fees): ColumnDef<WorkRow, Key>[] {
  const keys: Record<ColumnId, (row: WorkRow) => Key> = {
    status: ({ standing }) => STANDINGS.indexOf(standing),
    patient: ({ name }) => name ?? undefined,
    counted: ({ countedSeconds }) => countedSeconds ?? undefined,
    missing: nearly ? (row) => workOf(row, at) : ({ missing, panel }) => missing ?? panel.error ?? undefined,
    amount: (row) => amountIn(row, nearly, at, fees).value ?? undefined,
    assigned: ({ assigned }) => assigned?.name ?? assigned?.who,
    risks: ({ highRisks, panel }) => (panel.data === null ? undefined : highRisks.length),
  };
  return Object.entries(keys).map(([id, accessorFn]) => ({ id, accessorFn, sortingFn: order, sortUndefined: 'last' }));
}

function workOf(row: WorkRow, at: Instant): Key {
  const effort = effortOf(row, at);
  return effort === null || typeof effort === 'string' ? undefined : effort.work;
}
