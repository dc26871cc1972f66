/**
 * Goes to an address of the practice, `/worklist/2026-03`, with what its page remembers of itself after a question mark. wouter's own way would
 * put that before the hash, where the session's name stands.
 * @param replace the browser's way back then leads to where the person was before
 */
export function openAddress(path: string, query: string, replace = false): void {
  const hash = query === '' ? path : `${path}?${query}`;
  if (replace) window.location.replace(`#${hash}`);
  else window.location.hash = hash;
}
