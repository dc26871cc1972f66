import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { askForReview } from '../../ehr/charge/review.ts';
import { mayRecord } from '../../ehr/record/routes.ts';
import type { Connection, ReviewOutcome } from '../../ehr/types.ts';
import type { Verdict } from '../../rules/verdict.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { TextArea } from '../../ui/Fields.tsx';
import { ErrorNote, Note, ProgressNote } from '../../ui/Notes.tsx';
import { useName } from '../charge/userName.ts';
import { CopyText } from '../record/Outcome.tsx';
import styles from './Review.module.css';
import { reviewsKey } from './Reviews.tsx';
import { WORDS } from './words.ts';

interface Props {
  connection: Connection;
  verdict: Verdict;
  onClose: () => void;
}

/** Asks the billing team to look at a month: a task with the month, the codes and a note. */
export default function SendForReview({ connection, verdict, onClose }: Props) {
  const { month, lines } = verdict;
  const cache = useQueryClient();
  const recipient = connection.issuer.billingRecipient ?? null;
  const { name } = useName(connection, recipient);
  // Asked before anybody types. Without an answer it is tried.
  const offered = useQuery({
    queryKey: ['may-send-task', connection.issuer.iss],
    queryFn: () => mayRecord(connection, 'Task', 'create'),
  });
  const [note, setNote] = useState('');
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<ReviewOutcome | null>(null);
  const reached = lines.map(({ summary }) => summary).join('; ') || WORDS.noLines;
  const closed = offered.data === false || outcome?.state === 'not-offered';
  const question = WORDS.question(month, reached, note.trim());

  async function send() {
    setBusy(true);
    const ended = await askForReview(connection, { month, question });
    setOutcome(ended);
    setBusy(false);
    if (ended.state === 'done') void cache.invalidateQueries({ queryKey: reviewsKey(connection, month) });
  }

  return (
    <Dialog title={WORDS.title(month)} closeLabel={WORDS.close} onClose={onClose}>
      {outcome?.state === 'done' ? (
        <div role="status" className={styles.form}>
          <Note tone="good" icon="check">
            <p>{WORDS.sent}</p>
          </Note>
          <p>
            <Button look="primary" onClick={onClose}>
              {WORDS.close}
            </Button>
          </p>
        </div>
      ) : (
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault();
            void send();
          }}
        >
          {closed && (
            <Note tone="caution" icon="warning">
              <p>
                <strong>{WORDS.happened['not-offered']}.</strong> {WORDS.todo['not-offered']}
              </p>
            </Note>
          )}
          <p hidden={closed}>
            {WORDS.what} {recipient === null ? WORDS.toAnyone : WORDS.to(name)}
          </p>
          <TextArea label={WORDS.note} hint={WORDS.noteHint} rows={4} value={note} onChange={setNote} />
          <p className={styles.muted}>{question}</p>
          {busy && <ProgressNote title={WORDS.sending} />}
          {outcome !== null && outcome.state !== 'not-offered' && (
            <ErrorNote title={WORDS.happened[outcome.state]}>
              <p>{outcome.detail}</p>
              <p>
                {WORDS.kept[outcome.state]} <strong>{WORDS.next}:</strong> {WORDS.todo[outcome.state]}
              </p>
            </ErrorNote>
          )}
          {closed ? (
            <CopyText text={question} />
          ) : (
            <p>
              <Button type="submit" look="primary" disabled={busy || offered.isPending}>
                {outcome === null ? WORDS.send : WORDS.again}
              </Button>
            </p>
          )}
        </form>
      )}
    </Dialog>
  );
}
