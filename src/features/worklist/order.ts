import type { Instant } from '../../rules/ledger.ts';
import { amountIn, effortOf, type Fees, STANDINGS, type WorkRow } from './rows.ts';
import type { ColumnId, View } from './view.ts';

/** What a row is ordered by; null: nothing is known. */
type Key = number | string | null;

type Order = NonNullable<View['sort']>;

const collator = new Intl.Collator('en', { numeric: true });

/**
 * The rows in the view's order, among equals the larger amount first, then by name; without an order, in that of the practice's list. Rows of
 * which nothing is known come last in either direction.
 */
export function ordered(rows: readonly WorkRow[], { sort, nearly }: View, at: Instant, fees: Fees): readonly WorkRow[] {
  if (sort === null) return rows;
  const keys = keysFor(nearly, at, fees);
  const orders: Order[] = [sort, { by: 'amount', descending: true }, { by: 'patient', descending: false }];
  return rows
    .map((row) => ({ row, keys: orders.map(({ by }) => keys[by](row)) }))
    .sort((one, other) => {
      for (const [index, { descending }] of orders.entries()) {
        const order = compare(one.keys[index] ?? null, other.keys[index] ?? null, descending);
        if (order !== 0) return order;
      }
      return 0;
    })
    .map(({ row }) => row);
}

function compare(one: Key, other: Key, descending: boolean): number {
  if (one === null || other === null) return Number(one === null) - Number(other === null);
  const order =
    typeof one === 'number' && typeof other === 'number' ? one - other : collator.compare(String(one), String(other));
  return descending ? -order : order;
}

function keysFor(nearly: boolean, at: Instant, fees: Fees): Record<ColumnId, (row: WorkRow) => Key> {
  return {
    status: ({ standing }) => STANDINGS.indexOf(standing),
    patient: ({ name }) => name,
    counted: ({ countedSeconds }) => countedSeconds,
    missing: nearly ? (row) => workOf(row, at) : ({ missing, panel }) => missing ?? panel.error,
    amount: (row) => amountIn(row, nearly, at, fees).value,
    assigned: ({ assigned }) => assigned?.name ?? assigned?.who ?? null,
    risks: ({ highRisks, panel }) => (panel.data === null ? null : highRisks.length),
  };
}

function workOf(row: WorkRow, at: Instant): Key {
  const effort = effortOf(row, at);
  return effort === null || typeof effort === 'string' ? null : effort.work;
}
