import { useEffect } from 'react';
import * as z from 'zod/mini';
import { EhrError } from '../../ehr/errors.ts';
import { timerStart } from '../../ehr/record/entry.ts';
import type { RecordOutcome } from '../../ehr/record/types.ts';
import { recordIdsOf } from '../../fhir/record-codes.ts';
import { isResource } from '../../fhir/resource.ts';
import type { Timer } from '../../fhir/timer.ts';
import type { Instant, Reference } from '../../rules/ledger.ts';
import { useDraft } from '../record/useDraft.ts';
import { type Recording, useRecord } from '../record/useRecord.ts';
import { contentOf } from './content.ts';
import { emptyForm } from './form.ts';
import type { Log } from './log.ts';

const schema = z.nullable(z.object({ activity: z.string(), start: z.number() }));

/** A timer that was started in this tab and is not (yet) seen among the EHR's. */
export interface TabTimer {
  /** The identifier of its record. */
  id: string;
  activity: string;
  start: Instant;
}

export interface TabTimers {
  timer: TabTimer | null;
  recording: Recording;
  start(activity: string): void;
  /** Saves the start again, or looks whether it arrived. */
  retry(): void;
  /** Finds out whether the start is in the EHR, before the timer is stopped: the timer there, null where there surely is none. */
  settle(): Promise<Timer | null | 'unknown'>;
  forget(): void;
}

/** Starts a timer: it runs in this tab from the click, and in the EHR as soon as that has answered. */
export function useTabTimer(log: Log, user: Reference): TabTimers {
  const { connection, result, now, reload } = log;
  const draft = useDraft(connection, 'timer', schema, () => null);
  const recording = useRecord(connection, draft);
  const { id, value } = draft.draft;
  // Once the EHR knows it in whatever form, only its word holds: it may have been stopped elsewhere.
  const known = result.read.resources.some((resource) => isResource(resource) && recordIdsOf(resource).includes(id));
  const { discard } = draft;

  // biome-ignore lint/correctness/useExhaustiveDependencies: `discard` is made anew with each rendering and does the same.
  useEffect(() => {
    if (known) discard();
  }, [known]);

  async function save(activity: string, start: Instant): Promise<RecordOutcome | null> {
    const span = { start, end: start };
    const content = contentOf(log, { id, user, form: emptyForm(activity, ''), span, reasons: [] });
    return content && recording.save(timerStart(content));
  }

  async function saveAndShow(activity: string, start: Instant): Promise<void> {
    const outcome = await save(activity, start);
    if (outcome?.state === 'saved') reload();
  }

  async function settle(): Promise<Timer | null | 'unknown'> {
    if (value === null || Object.keys(draft.draft.progress?.steps ?? {}).length === 0) return null;
    const outcome = await save(value.activity, value.start);
    if (outcome?.state === 'unknown-outcome') return 'unknown';
    const reference = outcome?.state === 'saved' ? outcome.references[id] : undefined;
    if (reference === undefined) return outcome?.state === 'saved' ? 'unknown' : null;
    try {
      const resource = await connection.server.get(reference);
      if (!isResource(resource)) return 'unknown';
      return { reference, record: id, ...value, performers: [user], resource };
    } catch (error) {
      if (error instanceof EhrError) return 'unknown';
      throw error;
    }
  }

  return {
    timer: value === null || known ? null : { id, ...value },
    recording,
    start: (activity) => {
      const start = Math.floor(now() / 1000);
      draft.set({ activity, start });
      void saveAndShow(activity, start);
    },
    retry: () => {
      if (value !== null) void saveAndShow(value.activity, value.start);
    },
    settle,
    forget: discard,
  };
}
