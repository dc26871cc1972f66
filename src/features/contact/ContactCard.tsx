import { lazy } from 'react';
import { RecordCard } from '../record/RecordCard.tsx';
import type { Log } from '../time-log/log.ts';
import { WORDS } from './words.ts';

const ContactDialog = lazy(() => import('./ContactDialog.tsx'));

/** What the month's live contact stands at, and the way to record one. */
export function ContactCard({ log }: { log: Log }) {
  const criterion = log.result.verdict.criteria.find(({ id }) => id === 'interactive-communication');
  return (
    <RecordCard
      title={WORDS.title}
      connection={log.connection}
      kind="contact"
      words={WORDS}
      dialog={(onClose) => <ContactDialog log={log} onClose={onClose} />}
    >
      {criterion !== undefined && <p>{criterion.summary}</p>}
    </RecordCard>
  );
}
