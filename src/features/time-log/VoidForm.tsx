import { useId } from 'react';
import * as z from 'zod/mini';
import type { RecordOutcome, RecordRequest } from '../../ehr/record/types.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ProgressNote } from '../../ui/Notes.tsx';
import { Outcome } from '../record/Outcome.tsx';
import { useDraft } from '../record/useDraft.ts';
import { useRecord } from '../record/useRecord.ts';
import { WORDS as RECORD } from '../record/words.ts';
import type { Log } from './log.ts';
import styles from './TimeLog.module.css';
import { WORDS } from './words.ts';

interface Props {
  log: Log;
  title: string;
  confirm: string;
  /** Of what: a draft is of one entry. */
  kind: string;
  request: (id: string, reason: string) => RecordRequest;
  onClose: () => void;
  onSaved: (outcome: RecordOutcome & { state: 'saved' }) => void;
}

const schema = z.object({ chosen: z.string(), other: z.string() });
const OTHER = 'other';

/** Takes something back, for a reason that stays in the chart. */
export function VoidForm({ log, title, confirm, kind, request, onClose, onSaved }: Props) {
  const draft = useDraft(log.connection, kind, schema, () => ({ chosen: '', other: '' }));
  const { saving, outcome, save } = useRecord(log.connection, draft);
  const { chosen, other } = draft.draft.value;
  const reason = chosen === OTHER ? other.trim() : chosen;
  const hintId = useId();

  async function write() {
    const ended = await save(request(draft.draft.id, reason));
    if (ended.state !== 'saved') return;
    draft.discard();
    onSaved(ended);
  }

  return (
    <Dialog title={title} closeLabel={WORDS.closeLabel} onClose={onClose}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void write();
        }}
      >
        <p>{WORDS.voidWhy}</p>
        <fieldset className={styles.group}>
          <legend>{WORDS.reason}</legend>
          {[...WORDS.reasonsToVoid, OTHER].map((one) => (
            <label key={one} className={styles.choice}>
              <input
                type="radio"
                name="reason"
                checked={chosen === one}
                onChange={() => draft.set({ chosen: one, other })}
              />
              {one === OTHER ? WORDS.otherReason : one}
            </label>
          ))}
        </fieldset>
        {chosen === OTHER && (
          <label className={styles.field}>
            {WORDS.otherReasonText}
            <input value={other} onChange={(event) => draft.set({ chosen, other: event.target.value })} />
          </label>
        )}
        {outcome !== null && <Outcome outcome={outcome} onAgain={() => void write()} text={`${title}: ${reason}`} />}
        {outcome?.state === 'conflict' && (
          <p>
            <Button onClick={log.reload}>{WORDS.readAgain}</Button>
          </p>
        )}
        {saving && <ProgressNote title={RECORD.saving} />}
        {reason === '' && (
          <p id={hintId} className={styles.muted}>
            {WORDS.reasonFirst}
          </p>
        )}
        <div className={styles.actions}>
          <Button
            look="primary"
            type="submit"
            disabled={reason === '' || saving || log.expired}
            aria-describedby={reason === '' ? hintId : undefined}
          >
            {confirm}
          </Button>
          <Button onClick={onClose}>{WORDS.closeLabel}</Button>
        </div>
      </form>
    </Dialog>
  );
}
