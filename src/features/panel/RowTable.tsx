import { type ReactNode, useState } from 'react';
import type { Reference } from '../../rules/ledger.ts';
import { Button, TextButton } from '../../ui/Button.tsx';
import { monthWords } from '../../ui/time.ts';
import styles from './RowTable.module.css';
import type { PatientMonthId } from './useSweep.ts';

const WORDS = {
  patient: 'Patient',
  month: 'Month',
  more: (count: number) => `Show ${count} more`,
} as const;

/** Long lists are shown so many at a time. */
export const PAGE = 25;

interface Props<Row> {
  label: string;
  rows: readonly Row[];
  columns: readonly { title: string; of: (row: Row) => ReactNode }[];
  onOpen: (patient: Reference, queue: readonly Reference[], month: string) => void;
}

/** Patients' months, each opening the chart of that month. */
export function RowTable<Row extends PatientMonthId & { kept: { name: string | null } | null }>({
  label,
  rows,
  columns,
  onOpen,
}: Props<Row>) {
  const [shown, setShown] = useState(PAGE);
  return (
    <>
      <table className={styles.rows} aria-label={label}>
        <thead>
          <tr>
            <th scope="col">{WORDS.patient}</th>
            <th scope="col">{WORDS.month}</th>
            {columns.map(({ title }) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, shown).map((row) => (
            <tr key={`${row.month} ${row.patient}`}>
              <th scope="row">
                <PatientLink row={row} onOpen={onOpen} />
              </th>
              <td data-title={WORDS.month}>{monthWords(row.month)}</td>
              {columns.map(({ title, of }) => (
                <td key={title} data-title={title}>
                  {of(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <More left={rows.length - shown} onMore={() => setShown(shown + PAGE)} />
    </>
  );
}

/** Shows so many more of a list. */
export function More({ left, onMore }: { left: number; onMore: () => void }) {
  if (left <= 0) return null;
  return (
    <p className={styles.after}>
      <Button onClick={onMore}>{WORDS.more(Math.min(left, PAGE))}</Button>
    </p>
  );
}

/** The name opens the chart; without one, the reference. */
export function PatientLink({
  row,
  onOpen,
}: {
  row: PatientMonthId & { kept: { name: string | null } | null };
  onOpen: Props<never>['onOpen'];
}) {
  return <TextButton onClick={() => onOpen(row.patient, [], row.month)}>{row.kept?.name ?? row.patient}</TextButton>;
}
