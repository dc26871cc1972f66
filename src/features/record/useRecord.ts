import { useRef, useState } from 'react';
import { saveRecord } from '../../ehr/record/save.ts';
import type { RecordOutcome, RecordRequest } from '../../ehr/record/types.ts';
import type { Connection } from '../../ehr/types.ts';
import type { DraftInUse } from './useDraft.ts';

export interface Recording {
  saving: boolean;
  /** How the last attempt ended; null before the first. */
  outcome: RecordOutcome | null;
  /** Writes, or goes on with what was begun. A second press while it runs joins the first. */
  save(request: RecordRequest): Promise<RecordOutcome>;
  /** Back to the form, as after a conflict that was settled. */
  clear(): void;
}

/** Saves a draft; what was sent is noted in it before anything is sent, and it is forgotten once all of it is in the EHR. */
export function useRecord<T>(connection: Connection, { draft, setProgress }: DraftInUse<T>): Recording {
  const [saving, setSaving] = useState(false);
  const [outcome, setOutcome] = useState<RecordOutcome | null>(null);
  const running = useRef<Promise<RecordOutcome> | null>(null);

  async function run(request: RecordRequest): Promise<RecordOutcome> {
    setSaving(true);
    try {
      const ended = await saveRecord(connection, request, { progress: draft.progress, onProgress: setProgress });
      setOutcome(ended);
      return ended;
    } finally {
      setSaving(false);
      running.current = null;
    }
  }

  return {
    saving,
    outcome,
    save: (request) => {
      running.current ??= run(request);
      return running.current;
    },
    clear: () => setOutcome(null),
  };
}
