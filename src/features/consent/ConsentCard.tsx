import { lazy } from 'react';
import { Badge } from '../../ui/Badge.tsx';
import { RecordCard } from '../record/RecordCard.tsx';
import type { Log } from '../time-log/log.ts';
import { programmeOf } from './programme.ts';
import { WORDS } from './words.ts';

const ConsentDialog = lazy(() => import('./ConsentDialog.tsx'));

/** Where the patient stands in the programme, and the way to its details and to a decision. */
export function ConsentCard({ log }: { log: Log }) {
  const { result, now, connection } = log;
  const { state } = programmeOf(result.ledger, result.read.resources, Math.floor(now() / 1000));
  const { word, tone, icon } = WORDS.state[state];
  return (
    <RecordCard
      title={WORDS.title}
      aside={
        <Badge tone={tone} icon={icon}>
          {word}
        </Badge>
      }
      connection={connection}
      kind="consent"
      words={WORDS}
      dialog={(onClose) => <ConsentDialog log={log} onClose={onClose} />}
    >
      <p>{WORDS.sentence[state]}</p>
    </RecordCard>
  );
}
