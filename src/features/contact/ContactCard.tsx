import { lazy, useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { LazyBoundary } from '../../ui/LazyBoundary.tsx';
import { draftKinds } from '../record/drafts.ts';
import type { Log } from '../time-log/log.ts';
import styles from './Contact.module.css';
import { WORDS } from './words.ts';

const ContactDialog = lazy(() => import('./ContactDialog.tsx'));

/** What the month's live contact stands at, and the way to record one. */
export function ContactCard({ log }: { log: Log }) {
  const [open, setOpen] = useState(false);
  const criterion = log.result.verdict.criteria.find(({ id }) => id === 'interactive-communication');
  const unsaved = !open && draftKinds(log.connection).includes('contact');
  return (
    <Card title={WORDS.title}>
      <div className={styles.card}>
        {criterion !== undefined && <p>{criterion.summary}</p>}
        {unsaved && <p className={styles.unsaved}>{WORDS.unsaved}</p>}
        <p>
          <Button onClick={() => setOpen(true)}>{unsaved ? WORDS.goOn : WORDS.open}</Button>
        </p>
        {open && (
          <LazyBoundary loading={WORDS.loading}>
            <ContactDialog log={log} onClose={() => setOpen(false)} />
          </LazyBoundary>
        )}
      </div>
    </Card>
  );
}
