import * as z from 'zod/mini';
import type { RecordProgress } from '../../ehr/record/types.ts';
import type { Connection } from '../../ehr/types.ts';
import { keysIn, PREFIX } from './draftKeys.ts';

/**
 * What is being typed, kept in this tab's sessionStorage: it outlives a reload and a new sign-in, and is gone with the tab.
 * The keys say nothing of anybody; a draft is given back only to the same user about the same patient of the same EHR.
 */
export interface Draft<T> {
  /** Where it is kept: random, so that it says nothing. */
  key: string;
  /** A random UUID, the identifier that what becomes of it will carry in the EHR. */
  id: string;
  value: T;
  /** How far its writing has come; null before it was sent for the first time. */
  progress: RecordProgress | null;
}

const progressSchema = z.object({
  route: z.string(),
  steps: z.record(
    z.string(),
    z.object({ sentAt: z.number(), done: z.nullable(z.object({ reference: z.nullable(z.string()) })) }),
  ),
});
const draftSchema = z.object({
  owner: z.string(),
  kind: z.string(),
  savedAt: z.number(),
  key: z.string(),
  id: z.string(),
  value: z.unknown(),
  progress: z.nullable(progressSchema),
});

function ownerOf({ issuer, patient, user }: Connection): string {
  return JSON.stringify([issuer.iss, patient, user]);
}

/** The newest draft of a kind, or null. What no longer fits the schema, as after an update of the app, is left alone. */
export function findDraft<T>(
  connection: Connection,
  kind: string,
  schema: z.ZodMiniType<T>,
  storage: Storage = sessionStorage,
): Draft<T> | null {
  const [newest] = draftsIn(storage)
    .filter((draft) => draft.owner === ownerOf(connection) && draft.kind === kind)
    .sort((one, other) => other.savedAt - one.savedAt);
  if (newest === undefined) return null;
  const value = z.safeParse(schema, newest.value);
  return value.success ? { key: newest.key, id: newest.id, value: value.data, progress: newest.progress } : null;
}

/** The kinds of which this user has a draft about this patient. */
export function draftKinds(connection: Connection, storage: Storage = sessionStorage): string[] {
  const own = draftsIn(storage).filter(({ owner }) => owner === ownerOf(connection));
  return [...new Set(own.map(({ kind }) => kind))];
}

/** Keeps a draft. False when the browser keeps nothing more: it then lives on the screen only. */
export function keepDraft<T>(
  connection: Connection,
  kind: string,
  draft: Draft<T>,
  storage: Storage = sessionStorage,
): boolean {
  try {
    const kept = { ...draft, kind, owner: ownerOf(connection), savedAt: Date.now() };
    storage.setItem(PREFIX + draft.key, JSON.stringify(kept));
    return true;
  } catch {
    // A full or a blocked storage: the caller says so.
    return false;
  }
}

export function forgetDraft(key: string, storage: Storage = sessionStorage): void {
  storage.removeItem(PREFIX + key);
}

function draftsIn(storage: Storage): z.infer<typeof draftSchema>[] {
  return keysIn(storage).flatMap((key) => {
    const parsed = z.safeParse(draftSchema, asJson(storage.getItem(key)));
    return parsed.success ? [parsed.data] : [];
  });
}

function asJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    // Not ours: as good as none.
    return null;
  }
}
