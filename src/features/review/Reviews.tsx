import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { answerReview, findReviews } from '../../ehr/charge/review.ts';
import type { Connection, Review, ReviewOutcome } from '../../ehr/types.ts';
import { Button } from '../../ui/Button.tsx';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { TextArea } from '../../ui/Fields.tsx';
import { ErrorNote, Note, ProgressNote } from '../../ui/Notes.tsx';
import { instantWords } from '../../ui/time.ts';
import { useName, userWords } from '../charge/userName.ts';
import styles from './Review.module.css';
import { WORDS } from './words.ts';

interface Props {
  connection: Connection;
  month: string;
  timeZone: string;
  /** Whether this person may answer: who may charge. */
  mayAnswer: boolean;
  /** The review was accepted: on to the verification. */
  onAccepted: () => void;
}

export const reviewsKey = ({ issuer, patient }: Connection, month: string) => ['reviews', issuer.iss, patient, month];

/** What was asked of the billing team about this month, and what they answered. Loaded after the verdict. */
export default function Reviews({ connection, month, ...rest }: Props) {
  const { data, error, refetch } = useQuery({
    queryKey: reviewsKey(connection, month),
    queryFn: () => findReviews(connection, month),
  });
  if (error !== null) return <p className={styles.muted}>{`${WORDS.notRead}. ${error.message}`}</p>;
  const [newest, ...earlier] = (data ?? []).map((review) => (
    <ReviewNote
      key={review.reference}
      connection={connection}
      review={review}
      onAnswered={() => void refetch()}
      {...rest}
    />
  ));
  return (
    <>
      {newest}
      {earlier.length > 0 && <Disclosure summary={WORDS.earlier(earlier.length)}>{earlier}</Disclosure>}
    </>
  );
}

type NoteProps = Omit<Props, 'month'> & { review: Review; onAnswered: () => void };

function ReviewNote({ connection, review, timeZone, mayAnswer, onAccepted, onAnswered }: NoteProps) {
  const { state, question, answer, askedAt, askedBy } = review;
  const { name } = useName(connection, askedBy);
  const [returning, setReturning] = useState(false);
  const [note, setNote] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Exclude<ReviewOutcome, { state: 'done' }> | null>(null);
  const at = askedAt === null ? Number.NaN : Date.parse(askedAt) / 1000;

  async function reply(accepted: boolean) {
    setBusy(true);
    const outcome = await answerReview(connection, review, { accepted, answer: note.trim() });
    setBusy(false);
    if (outcome.state !== 'done') {
      setFailure(outcome);
      return;
    }
    setFailure(null);
    setReturning(false);
    onAnswered();
    if (accepted) onAccepted();
  }

  return (
    <Note tone={state === 'accepted' ? 'good' : 'caution'} icon={state === 'accepted' ? 'check' : 'info'}>
      <p>
        <strong>{state === 'open' ? WORDS.asked : WORDS[state]}</strong>{' '}
        {[askedBy !== null && WORDS.by(name ?? userWords(askedBy)), Number.isFinite(at) && instantWords(at, timeZone)]
          .filter(Boolean)
          .join(', ')}
      </p>
      <p>{question}</p>
      {answer !== null && <p>{answer}</p>}
      {busy && <ProgressNote title={WORDS.answering} />}
      {failure !== null && (
        <ErrorNote title={WORDS.happened[failure.state]}>
          <p>{failure.detail}</p>
          <p>
            {WORDS.kept[failure.state]} <strong>{WORDS.next}:</strong> {WORDS.todo[failure.state]}
          </p>
        </ErrorNote>
      )}
      {state === 'open' && !mayAnswer && <p className={styles.muted}>{WORDS.waiting}</p>}
      {state === 'open' && mayAnswer && !returning && (
        <p className={styles.actions}>
          <Button look="primary" disabled={busy} onClick={() => void reply(true)}>
            {WORDS.accept}
          </Button>
          <Button disabled={busy} onClick={() => setReturning(true)}>
            {WORDS.return}
          </Button>
        </p>
      )}
      {state === 'open' && returning && (
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault();
            void reply(false);
          }}
        >
          <TextArea label={WORDS.returnNote} value={note} onChange={setNote} />
          <p className={styles.actions}>
            <Button type="submit" disabled={busy || note.trim() === ''}>
              {WORDS.sendBack}
            </Button>
            <Button disabled={busy} onClick={() => setReturning(false)}>
              {WORDS.cancel}
            </Button>
          </p>
        </form>
      )}
    </Note>
  );
}
