import { useMemo, useState } from 'react';
import { changeOfEntry, newEntry, timerStop } from '../../ehr/record/entry.ts';
import type { RecordOutcome, RecordRequest } from '../../ehr/record/types.ts';
import { activityChoices } from '../../fhir/activities.ts';
import { noteFieldsOf } from '../../fhir/note-templates.ts';
import { isResource, type Resource } from '../../fhir/resource.ts';
import { runningTimers, type Timer } from '../../fhir/timer.ts';
import type { EntryContent } from '../../fhir/write/entry.ts';
import type { Reference } from '../../rules/ledger.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { useSelection } from '../readings/selection.ts';
import { RecordForm } from '../record/RecordForm.tsx';
import { useDraft } from '../record/useDraft.ts';
import { useRecord } from '../record/useRecord.ts';
import { ActivityOptions } from './ActivityOptions.tsx';
import { Conflict } from './Conflict.tsx';
import { contentOf, entryText, supposedEntry } from './content.ts';
import { EffectNote } from './Effect.tsx';
import { basisOf } from './effect.ts';
import { type Form, formSchema, timeOf } from './form.ts';
import { type Access, type Log, useNow } from './log.ts';
import { NoteFields } from './NoteFields.tsx';
import { TimeFields } from './TimeFields.tsx';
import styles from './TimeLog.module.css';
import { WORDS } from './words.ts';

/** What the form is for. `start`: the form as it is before anybody typed. */
export type Target = { start: Form } & (
  | { kind: 'later' }
  /** `timer`: as the EHR holds it; null where it began in this tab, under the record's identifier, and `settle` finds out. */
  | { kind: 'stop'; timer: Timer | null; record: string | null; settle: () => Promise<Timer | null | 'unknown'> }
  | { kind: 'edit'; reference: Reference; entry: Resource }
);

interface Props {
  log: Log;
  user: Reference;
  access: Access;
  target: Target;
  onClose: () => void;
  onSaved: (outcome: RecordOutcome & { state: 'saved' }) => void;
}

/** A draft is of one target: nobody's typing for one entry is offered for another. */
export function draftKind(target: Target): string {
  if (target.kind === 'later') return 'entry';
  if (target.kind === 'edit') return `change ${target.reference}`;
  return `stop ${target.record ?? target.timer?.reference}`;
}

/** Documents a stretch of work: after a timer, afterwards, or a change of what was written. */
export function EntryForm({ log, user, access, target, onClose, onSaved }: Props) {
  const { connection, result, settings } = log;
  const draft = useDraft(
    connection,
    draftKind(target),
    formSchema,
    () => target.start,
    target.kind === 'stop' ? target.record : null,
  );
  const recording = useRecord(connection, draft);
  const { outcome, save, clear } = recording;
  const { chosen, choose } = useSelection(connection);
  const basis = useMemo(() => basisOf(result, settings), [result, settings]);
  const now = useNow(log.now, 5);
  // What stands in the chart, as far as is known: newer than at the beginning after a conflict.
  const [base, setBase] = useState<Resource | null>(
    target.kind === 'edit' ? target.entry : (timerOf(target)?.resource ?? null),
  );
  const [tried, setTried] = useState(false);
  const [unsettled, setUnsettled] = useState(false);

  const form = draft.draft.value;
  const change = (part: Partial<Form>) => draft.set({ ...form, ...part });
  const time = timeOf(form, settings.timeZone, basis.policy.maximumEntrySeconds, now);
  const span = 'span' in time ? time.span : null;
  const content = span && contentOf(log, { id: draft.draft.id, user, form, span, reasons: chosen });
  const replaced = target.kind === 'edit' ? target.reference : (timerOf(target)?.reference ?? null);
  const recorded = result.ledger.entries.find(({ reference }) => reference === replaced)?.recorded ?? null;
  const text = entryText(form, span, settings);

  async function write(current = base) {
    setTried(true);
    if (content === null) return;
    const timer = target.kind === 'stop' ? await timerToStop(target, result, settings) : null;
    setUnsettled(timer === 'unknown');
    if (timer === 'unknown') return;
    const ended = await save(requestOf(target, timer, content, current));
    if (ended.state !== 'saved') return;
    draft.discard();
    choose([]);
    onSaved(ended);
  }

  return (
    <Dialog title={WORDS.formTitle[target.kind]} closeLabel={WORDS.closeLabel} onClose={onClose}>
      <RecordForm
        draft={draft}
        recording={recording}
        expired={log.expired}
        text={text}
        saveLabel={access.entry === 'none' ? null : access.entry === 'note' ? WORDS.saveNote : WORDS.save}
        onSave={() => void write()}
        onClose={onClose}
        foot={
          <>
            {chosen.length > 0 && <p className={styles.muted}>{WORDS.reasons(chosen.length)}</p>}
            {span !== null && content !== null ? (
              <EffectNote
                basis={basis}
                entry={supposedEntry(content, span, recorded)}
                now={now}
                user={user}
                replaced={replaced}
              />
            ) : (
              <p className={tried ? styles.trouble : styles.muted} role={tried ? 'alert' : undefined}>
                {'trouble' in time ? WORDS.trouble[time.trouble] : ''}
              </p>
            )}
            {unsettled && <p className={styles.trouble}>{WORDS.unsettled}</p>}
          </>
        }
        ending={
          outcome?.state === 'conflict' && isResource(outcome.current) && content !== null ? (
            <Conflict
              current={outcome.current}
              mine={content}
              settings={settings}
              onMine={() => {
                const { current } = outcome;
                if (!isResource(current)) return;
                setBase(current);
                clear();
                void write(current);
              }}
              onTheirs={() => {
                draft.discard();
                log.reload();
                onClose();
              }}
            />
          ) : undefined
        }
      >
        <label className={styles.field}>
          {WORDS.activity}
          <select value={form.activity} onChange={(event) => change({ activity: event.target.value })}>
            <ActivityOptions choices={activityChoices(settings)} />
          </select>
        </label>
        <TimeFields form={form} change={change} zone={settings.timeZone} twice={'span' in time && time.twice} />
        {'span' in time && time.overnight && <p className={styles.muted}>{WORDS.overnight}</p>}
        <NoteFields form={form} fields={noteFieldsOf(settings.noteTemplates, form.activity)} change={change} />
      </RecordForm>
    </Dialog>
  );
}

/** A timer that began in this tab may be in the EHR by now. */
async function timerToStop(
  { timer, record, settle }: Target & { kind: 'stop' },
  { read }: Log['result'],
  settings: Log['settings'],
): Promise<Timer | null | 'unknown'> {
  const seen = runningTimers(read.resources, settings).find((one) => one.record !== null && one.record === record);
  return timer ?? seen ?? settle();
}

function timerOf(target: Target): Timer | null {
  return target.kind === 'stop' ? target.timer : null;
}

/** `current`: the resource that is changed, as it is known now. */
function requestOf(
  target: Target,
  timer: Timer | null,
  content: EntryContent,
  current: Resource | null,
): RecordRequest {
  if (target.kind === 'edit') return changeOfEntry(current ?? target.entry, target.reference, content);
  return timer === null ? newEntry(content) : timerStop({ ...timer, resource: current ?? timer.resource }, content);
}
