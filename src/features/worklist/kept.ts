import { queryOf, viewIn } from './view.ts';

/**
 * What a person's browser keeps of their list: views of their own, as filters without a name (a name could be a patient's), and whether single
 * keys do something. Nothing about a patient.
 */
const VIEWS = 'rpm-tally-worklist-views';
const KEYS = 'rpm-tally-worklist-keys';
const MOST_VIEWS = 12;

/** A person's own views, each as an address says it. */
export function keptViews(): string[] {
  return asViews(read(VIEWS)?.split('\n') ?? []);
}

export function keepViews(views: readonly string[]): string[] {
  const kept = asViews(views);
  write(VIEWS, kept.join('\n'));
  return kept;
}

export function keysAreOn(): boolean {
  return read(KEYS) !== 'off';
}

export function keepKeys(on: boolean): void {
  write(KEYS, on ? 'on' : 'off');
}

/** Only what a view can hold, whoever wrote it; each once. */
function asViews(texts: readonly string[]): string[] {
  const views = texts.map((text) => queryOf(viewIn(text))).filter((query) => query !== '');
  return [...new Set(views)].slice(-MOST_VIEWS);
}

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch (error) {
    // A browser that keeps nothing for this page, as in some frames: then nothing is remembered.
    if (error instanceof DOMException) return null;
    throw error;
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}
