/** Apart from `drafts.ts`, since every page must be able to forget drafts and few ever write one. */

export const PREFIX = 'rpm-tally-draft/';

/** For signing out: nothing of any patient stays. */
export function forgetAllDrafts(storage: Storage = sessionStorage): void {
  for (const key of keysIn(storage)) storage.removeItem(key);
}

export function keysIn(storage: Storage): string[] {
  return Array.from({ length: storage.length }, (_, at) => storage.key(at) ?? '').filter((key) =>
    key.startsWith(PREFIX),
  );
}
