import { lazy, useState } from 'react';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { LazyBoundary } from '../../ui/LazyBoundary.tsx';
import { draftKinds } from '../record/drafts.ts';
import type { Log } from '../time-log/log.ts';
import styles from './Consent.module.css';
import { programmeOf } from './programme.ts';
import { WORDS } from './words.ts';

const ConsentDialog = lazy(() => import('./ConsentDialog.tsx'));

/** Where the patient stands in the programme, and the way to its details and to a decision. */
export function ConsentCard({ log }: { log: Log }) {
  const [open, setOpen] = useState(false);
  const { result, now, connection } = log;
  const { state } = programmeOf(result.ledger, result.read.resources, Math.floor(now() / 1000));
  const { word, tone, icon } = WORDS.state[state];
  const unsaved = !open && draftKinds(connection).includes('consent');
  return (
    <Card
      title={WORDS.title}
      aside={
        <Badge tone={tone} icon={icon}>
          {word}
        </Badge>
      }
    >
      <div className={styles.card}>
        <p>{WORDS.sentence[state]}</p>
        {unsaved && <p className={styles.unsaved}>{WORDS.unsaved}</p>}
        <p>
          <Button onClick={() => setOpen(true)}>{unsaved ? WORDS.goOn : WORDS.open}</Button>
        </p>
        {open && (
          <LazyBoundary loading={WORDS.loading}>
            <ConsentDialog log={log} onClose={() => setOpen(false)} />
          </LazyBoundary>
        )}
      </div>
    </Card>
  );
}
