import { useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { csvOf, download } from '../../ui/csv.ts';
import styles from './Audit.module.css';
import { type AuditAbout, auditJson, FINDING_COLUMNS, fileName, findingLines, verdictLines } from './export.ts';
import type { Sorted } from './judged.ts';
import { WORDS } from './words.ts';

interface Props {
  about: AuditAbout;
  found: Sorted;
  fees: Readonly<Record<string, number>>;
  ready: boolean;
}

/** Files for the auditor: a table, everything, and the verdicts to compare with the command's. */
export function Exports({ about, found, fees, ready }: Props) {
  const [saved, setSaved] = useState<string | null>(null);
  function save(what: string, text: string, type?: string) {
    const name = fileName(about, what);
    download(name, text, type);
    setSaved(name);
  }
  return (
    <Card title={WORDS.exports}>
      <p className={styles.muted}>{WORDS.exportsWhy}</p>
      <p className={styles.actions}>
        <Button disabled={!ready} onClick={() => save('findings.csv', csvOf(FINDING_COLUMNS, findingLines(found)))}>
          {WORDS.csv}
        </Button>
        <Button disabled={!ready} onClick={() => save('all.json', auditJson(about, found, fees), 'application/json')}>
          {WORDS.json}
        </Button>
        <Button disabled={!ready} onClick={() => save('verdicts.ndjson', verdictLines(found), 'application/x-ndjson')}>
          {WORDS.ndjson}
        </Button>
      </p>
      <p role="status" className={styles.muted}>
        {ready ? saved !== null && WORDS.saved(saved) : WORDS.exportLater}
      </p>
    </Card>
  );
}
