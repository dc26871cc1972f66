import { useCallback, useRef, useState } from 'react';
import type * as z from 'zod/mini';
import type { RecordProgress } from '../../ehr/record/types.ts';
import type { Connection } from '../../ehr/types.ts';
import { type Draft, findDraft, forgetDraft, keepDraft } from './drafts.ts';

export interface DraftInUse<T> {
  draft: Draft<T>;
  /** It was there before this form was opened: say so, since nobody may remember having typed it. */
  restored: boolean;
  /** False when the browser keeps nothing: what is typed lives on the screen only. */
  kept: boolean;
  set(value: T): void;
  setProgress(progress: RecordProgress): void;
  /** Forgets it; the form begins anew with another identifier. */
  discard(): void;
}

/**
 * A form's content that survives a failed write, a new sign-in and a reload. Nothing is kept before the first change.
 * @param kind what is drafted, such as `entry`; nothing of the patient
 * @param id the identifier of a record that exists already, such as a running timer's; else a new one is made
 * @param schema what a draft must still be when it is found again
 */
export function useDraft<T>(
  connection: Connection,
  kind: string,
  schema: z.ZodMiniType<T>,
  initial: () => T,
  id?: string | null,
): DraftInUse<T> {
  const fresh = (): Draft<T> => ({
    key: crypto.randomUUID(),
    id: id ?? crypto.randomUUID(),
    value: initial(),
    progress: null,
  });
  const [found] = useState(() => findDraft(connection, kind, schema));
  const [draft, setDraft] = useState(() => found ?? fresh());
  const [restored, setRestored] = useState(found !== null);
  const [kept, setKept] = useState(true);
  // The newest, also for writers that began before the last rendering.
  const current = useRef(draft);

  const become = useCallback(
    (change: Partial<Draft<T>>) => {
      current.current = { ...current.current, ...change };
      setDraft(current.current);
      setKept(keepDraft(connection, kind, current.current));
    },
    [connection, kind],
  );

  return {
    draft,
    restored,
    kept,
    set: useCallback((value) => become({ value }), [become]),
    setProgress: useCallback((progress) => become({ progress }), [become]),
    discard: () => {
      forgetDraft(current.current.key);
      current.current = fresh();
      setDraft(current.current);
      setRestored(false);
    },
  };
}
