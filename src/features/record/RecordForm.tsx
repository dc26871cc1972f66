import { type ReactNode, useEffect, useRef } from 'react';
import type { RecordOutcome } from '../../ehr/record/types.ts';
import { Button } from '../../ui/Button.tsx';
import { Note, ProgressNote } from '../../ui/Notes.tsx';
import { CopyText, Outcome } from './Outcome.tsx';
import styles from './Record.module.css';
import type { DraftInUse } from './useDraft.ts';
import type { Recording } from './useRecord.ts';
import { WORDS } from './words.ts';

interface Props<T> {
  draft: DraftInUse<T>;
  recording: Pick<Recording, 'saving' | 'outcome'>;
  /** The session has ended. */
  expired: boolean;
  /** What is typed, as text to be put into the chart by hand. */
  text: string;
  /** Null: nothing can be written here, and the text is copied. */
  saveLabel: string | null;
  onSave: () => void;
  onClose: () => void;
  /** What is to be known before anybody types. */
  head?: ReactNode;
  /** The fields. */
  children: ReactNode;
  /** What the fields amount to, or what keeps them from being saved. */
  foot: ReactNode;
  /** In place of how the last attempt ended, where a form has more to say of it. */
  ending?: ReactNode;
}

/** The frame of everything that a person writes into the chart: a draft, its fields, what they amount to, and how saving went. */
export function RecordForm<T>(props: Props<T>) {
  const { draft, recording, expired, text, saveLabel, onSave, onClose, head, children, foot, ending } = props;
  const { saving, outcome } = recording;
  const end = useRef<HTMLDivElement>(null);
  // How it ended is said at the bottom of what may be a long form.
  useEffect(() => {
    if (outcome !== null) end.current?.scrollIntoView({ block: 'nearest' });
  }, [outcome]);
  const sent = isSent(draft);
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSave();
      }}
    >
      {head}
      {draft.restored && outcome === null && (
        <Note>
          <p>
            {WORDS.restored} {!sent && <Button onClick={draft.discard}>{WORDS.discard}</Button>}
          </p>
        </Note>
      )}
      {!draft.kept && (
        <Note tone="caution" icon="warning">
          <p>{WORDS.notKept}</p>
        </Note>
      )}
      <fieldset className={styles.fields} disabled={sent}>
        {children}
      </fieldset>
      {foot}
      <div ref={end}>{ending ?? (outcome !== null && <Outcome outcome={outcome} onAgain={onSave} text={text} />)}</div>
      {saving && <ProgressNote title={WORDS.saving} />}
      {expired && <p className={styles.trouble}>{WORDS.sessionOver}</p>}
      <div className={styles.actions}>
        {saveLabel === null ? (
          <CopyText text={text} />
        ) : (
          <Button look="primary" type="submit" disabled={saving || expired}>
            {saveLabel}
          </Button>
        )}
        <Button onClick={onClose}>{WORDS.keep}</Button>
      </div>
    </form>
  );
}

/** What may be in the EHR already stays as it was sent. */
function isSent<T>({ draft }: DraftInUse<T>): boolean {
  return Object.keys(draft.progress?.steps ?? {}).length > 0;
}

/** The words that will stand in the chart. */
export function WillSay({ text }: { text: string }) {
  return (
    <section className={styles.part} aria-label={WORDS.willSay}>
      <p className={styles.muted}>{WORDS.willSay}</p>
      <p className={styles.preview}>{text}</p>
    </section>
  );
}

interface SavedProps {
  outcome: RecordOutcome & { state: 'saved' };
  text: string;
  onClose: () => void;
  children?: ReactNode;
}

/** The form is gone with what was focused in it; the focus goes to what took its place. */
export function Saved({ outcome, text, onClose, children }: SavedProps) {
  const part = useRef<HTMLDivElement>(null);
  useEffect(() => part.current?.focus(), []);
  return (
    <div ref={part} tabIndex={-1} className={styles.form}>
      <Outcome outcome={outcome} onAgain={() => undefined} text={text} />
      {children}
      <p>
        <Button look="primary" onClick={onClose}>
          {WORDS.showMonth}
        </Button>
      </p>
    </div>
  );
}

/** The choices of a record of labels. */
export function optionsOf<V extends string>(labels: Record<V, string>) {
  // The keys of a record of ours are its type's.
  return (Object.keys(labels) as V[]).map((value) => ({ value, label: labels[value] }));
}
