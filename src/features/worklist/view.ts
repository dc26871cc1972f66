import { CRITERION_IDS, type CriterionId } from '../../rules/verdict.ts';
import type { NamedView } from '../panel/page.ts';
import { STANDINGS, type Standing } from './rows.ts';

export const COLUMNS = ['status', 'patient', 'counted', 'missing', 'amount', 'assigned', 'risks'] as const;
export type ColumnId = (typeof COLUMNS)[number];

/** By what the list is filtered and ordered. Nothing in it is about a patient, so that it may stand in an address. */
export interface View {
  /** Empty: any. `failed` means also what was only partly read. */
  status: readonly Standing[];
  /** Only who lacks one of these; empty: any. */
  missing: readonly CriterionId[];
  assigned: 'anybody' | 'me' | 'nobody';
  /** Only who can still make it this month, with what it takes. */
  nearly: boolean;
  /** Null: in the order of the practice's list. */
  sort: { by: ColumnId; descending: boolean } | null;
}

export const EVERYBODY: View = { status: [], missing: [], assigned: 'anybody', nearly: false, sort: null };

/** The views that the app ships, by the name that `words.ts` gives them. */
export const SHIPPED = {
  everybody: EVERYBODY,
  billable: { ...EVERYBODY, status: ['billable'] },
  nearly: { ...EVERYBODY, nearly: true, sort: { by: 'missing', descending: false } },
  review: { ...EVERYBODY, status: ['needs-review', 'unknown'] },
  billed: { ...EVERYBODY, status: ['billed'] },
  failed: { ...EVERYBODY, status: ['failed'] },
} as const satisfies Record<string, View>;

/** A configured view's filter. */
export function viewOf({ status, missing }: NamedView): View {
  return { ...EVERYBODY, status: [...status], missing: [...missing] };
}

/** A view as an address says it: `status=billable&sort=-amount`. The same view always in the same letters. */
export function queryOf({ status, missing, assigned, nearly, sort }: View): string {
  const query = new URLSearchParams();
  if (status.length > 0) query.set('status', STANDINGS.filter((one) => status.includes(one)).join(' '));
  if (missing.length > 0) query.set('missing', CRITERION_IDS.filter((one) => missing.includes(one)).join(' '));
  if (assigned !== 'anybody') query.set('assigned', assigned);
  if (nearly) query.set('nearly', 'yes');
  if (sort !== null) query.set('sort', `${sort.descending ? '-' : ''}${sort.by}`);
  return query.toString();
}

/** The view of an address; what it doesn't know is left out. */
export function viewIn(query: string): View {
  const given = new URLSearchParams(query);
  const words = (name: string) => given.get(name)?.split(' ') ?? [];
  const [, minus, by] = /^(-?)(.+)$/.exec(given.get('sort') ?? '') ?? [];
  const column = COLUMNS.find((one) => one === by);
  const assigned = given.get('assigned');
  return {
    status: STANDINGS.filter((one) => words('status').includes(one)),
    missing: CRITERION_IDS.filter((one) => words('missing').includes(one)),
    assigned: assigned === 'me' || assigned === 'nobody' ? assigned : 'anybody',
    nearly: given.get('nearly') === 'yes',
    sort: column === undefined ? null : { by: column, descending: minus === '-' },
  };
}

/** Whether both let the same rows through, in whatever order. */
export function isSameFilter(one: View, other: View): boolean {
  return queryOf({ ...one, sort: null }) === queryOf({ ...other, sort: null });
}
