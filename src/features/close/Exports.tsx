import { useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { csvOf, download } from '../../ui/csv.ts';
import type { PracticePageProps } from '../panel/page.ts';
import styles from './Close.module.css';
import { differenceColumns, fileName, monthColumns } from './columns.ts';
import type { ClosedRow, Group } from './report.ts';
import { WORDS } from './words.ts';

interface Props extends Pick<PracticePageProps, 'settings' | 'month'> {
  closed: readonly ClosedRow[];
  groups: readonly Group[];
  /** Patients that were read, or that failed. */
  done: number;
}

/** The two tables to keep. Not before everybody was asked for: half a month looks like a whole one in a file. */
export function Exports({ closed, groups, month, settings: { timeZone, fees }, done }: Props) {
  const [saved, setSaved] = useState<string | null>(null);
  const complete = done === closed.length;
  function save(name: string, csv: string) {
    download(name, csv);
    setSaved(name);
  }
  return (
    <Card title={WORDS.exports}>
      <p className={styles.muted}>{WORDS.exportsWhy}</p>
      <p className={styles.actions}>
        <Button
          disabled={!complete}
          onClick={() => save(fileName(month, 'month'), csvOf(monthColumns(month, timeZone, fees), closed))}
        >
          {WORDS.monthCsv}
        </Button>
        <Button
          disabled={!complete}
          onClick={() =>
            save(
              fileName(month, 'differences'),
              csvOf(
                differenceColumns(month, timeZone),
                groups.flatMap(({ findings }) => findings),
              ),
            )
          }
        >
          {WORDS.differencesCsv}
        </Button>
      </p>
      <p role="status" className={styles.muted}>
        {complete ? saved !== null && WORDS.saved(saved) : WORDS.exportLater(done, closed.length)}
      </p>
    </Card>
  );
}
