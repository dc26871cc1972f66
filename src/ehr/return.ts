import * as z from 'zod/mini';
import type { NotBack, View } from './types.ts';

/**
 * Who may come back to a session that was locked or has ended: the same user, about the same patient, at the same EHR. Kept in
 * sessionStorage under the key of the session, since signing in leaves the page. It holds no token.
 */
export interface Whom {
  iss: string;
  view: View;
  patient: string | null;
  user: string | null;
}

const PREFIX = 'rpm-tally-return/';
const schema = z.object({
  iss: z.string(),
  view: z.enum(['chart', 'compact', 'practice']),
  patient: z.nullable(z.string()),
  user: z.nullable(z.string()),
});

/** False when the browser keeps nothing more: then anybody might come, and nobody may. */
export function expectBack(storage: Storage, key: string, whom: Whom): boolean {
  try {
    storage.setItem(PREFIX + key, JSON.stringify(whom));
    return true;
  } catch {
    return false;
  }
}

/** Who is expected under this key; null when anybody may come. */
export function expectedBack(storage: Storage, key: string): Whom | null {
  try {
    const parsed = z.safeParse(schema, JSON.parse(storage.getItem(PREFIX + key) ?? 'null'));
    return parsed.success ? parsed.data : null;
  } catch {
    // Not ours: as good as none.
    return null;
  }
}

/** They are back, or signed out: under whichever keys they were expected. */
export function expectNoMore(storage: Storage, whom: Whom): void {
  const all = Array.from({ length: storage.length }, (_, at) => storage.key(at) ?? '');
  for (const key of all)
    if (key.startsWith(PREFIX) && storage.getItem(key) === JSON.stringify(whom)) storage.removeItem(key);
}

/** Why somebody who came back is not who was expected; null when they are. */
export function notExpected(expected: Whom, come: Whom): NotBack | null {
  if (come.iss !== expected.iss || come.patient !== expected.patient)
    return {
      reason: 'other-patient',
      detail: 'The EHR opened another patient than before. Nothing of either was read, and nothing was written.',
    };
  if (come.user !== expected.user)
    return {
      reason: 'other-user',
      detail:
        come.user === null
          ? 'The EHR does not say who signed in, so it may be somebody else. Nothing was read, and nothing was written.'
          : 'Somebody else signed in than before. Nothing was read, and nothing was written.',
    };
  return null;
}
