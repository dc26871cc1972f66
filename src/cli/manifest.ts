import { basename, dirname, join } from 'node:path/posix';
import * as z from 'zod/mini';
import { readInstant } from '../fhir/time.ts';
import type { Evidence, Instant } from '../rules/ledger.ts';

/** A file of an export, and what it is read for. */
export interface Source {
  /** Its path below the folder, with `/`. */
  name: string;
  holds: 'resources' | 'deletions' | 'errors';
  /** How many resources the manifest says it holds; null where it doesn't say. */
  count: number | null;
  /** What the export knows of: deletions hold until then. */
  exportedAt: Instant;
}

/** A file below the folder; `text` where it may be a manifest. */
export interface Listed {
  name: string;
  text?: string;
}

/** What to read of a folder, what to tell about it, and what can't be known from it. */
export interface Export {
  sources: Source[];
  remarks: { name: string; text: string; unread: boolean }[];
  unread: Evidence[];
}

/** A manifest of a few hundred thousand files is smaller. */
export const MOST_MANIFEST_BYTES = 64 * 1024 * 1024;
const DATA = /\.(ndjson|jsonl|json)(\.gz)?$/i;
/** What export clients write beside the data: https://github.com/smart-on-fhir/bulk-data-client/wiki/Bulk-Data-Export-Log-Items */
const LOG = /^log\.ndjson$/i;

const file = z.object({
  url: z.string().check(z.minLength(1)),
  type: z.optional(z.string()),
  count: z.optional(z.number()),
  /** Where the SMART client put it, when asked to say so. */
  destination: z.optional(z.string()),
});
const manifestSchema = z.object({
  transactionTime: z.string(),
  request: z.optional(z.string()),
  output: z.array(file),
  deleted: z.optional(z.array(file)),
  error: z.optional(z.array(file)),
  link: z.optional(z.array(z.object({ relation: z.string() }))),
});
type Manifest = z.infer<typeof manifestSchema>;
type Named = z.infer<typeof file>;

/** What is unknown when resources of a type are not all there. */
const EVIDENCE: ReadonlyMap<string, readonly Evidence[]> = new Map<string, readonly Evidence[]>([
  ['ChargeItem', ['charges']],
  ['Communication', ['contacts']],
  ['Consent', ['consents']],
  ['DocumentReference', ['charges', 'consents']],
  ['Encounter', ['visits']],
  ['Observation', ['readings']],
  ['Procedure', ['entries', 'other-programs']],
  ['QuestionnaireResponse', ['consents']],
  ['Task', ['charges']],
]);
const ALL_EVIDENCE = [...new Set([...EVIDENCE.values()].flat())];
/** Types that an export has to be asked for, or what depends on them is unknown. Few EHRs have what the others hold as well. */
const NEEDED = ['ChargeItem', 'Communication', 'Consent', 'Encounter', 'Observation', 'Procedure'];

/** Whether a JSON text looks like the manifest of an export. */
export function maybeManifest(text: string): boolean {
  return /"transactionTime"\s*:/.test(text);
}

/**
 * Chooses what to read of a folder. A manifest (FHIR Bulk Data Access, the answer of a finished export; found by content) speaks for
 * its own folder and those below: what it names is read, and nothing else. Elsewhere all `.ndjson`, `.jsonl` and `.json` files
 * are read, packed with gzip or not, but for an export client's `log.ndjson` and names that begin with `.` or `_`.
 * The order of the listing doesn't matter.
 */
export function chooseSources(listing: readonly Listed[]): Export {
  const chosen: Export = { sources: [], remarks: [], unread: [] };
  const names = new Names(listing.map(({ name }) => name));
  const folders = new Map<string, Found[]>();
  for (const { name, text } of [...listing].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (text === undefined || !maybeManifest(text)) continue;
    folders.set(dirname(name), [...(folders.get(dirname(name)) ?? []), { name, manifest: parseManifest(text) }]);
  }
  for (const found of folders.values()) takeNamed(found, names, chosen);
  for (const name of names.all) {
    if (isUnder(name, folders) || !DATA.test(name) || LOG.test(basename(name)) || /(^|\/)[._]/.test(name)) continue;
    chosen.sources.push({ name, holds: 'resources', count: null, exportedAt: Number.MAX_SAFE_INTEGER });
  }
  chosen.sources = onceEach(chosen.sources).sort((a, b) => (a.name < b.name ? -1 : 1));
  chosen.unread = [...new Set(chosen.unread)].sort();
  return chosen;
}

interface Found {
  name: string;
  /** Or what is wrong with it. */
  manifest: Manifest | string;
}

function parseManifest(text: string): Manifest | string {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    if (error instanceof SyntaxError) return 'it is no JSON';
    throw error;
  }
  const { success, data, error } = z.safeParse(manifestSchema, json);
  if (success) return typeof readInstant(data.transactionTime) === 'number' ? data : '`transactionTime` is no instant';
  return `\`${error.issues[0]?.path.join('.') || 'the whole'}\` is missing or wrong`;
}

function takeNamed(found: readonly Found[], names: Names, chosen: Export): void {
  let parts = 0;
  for (const { name, manifest } of found) {
    if (typeof manifest === 'string') {
      chosen.unread.push(...ALL_EVIDENCE);
      const text = `this manifest can’t be understood: ${manifest}; nothing of its folder is read`;
      chosen.remarks.push({ name, text, unread: true });
      continue;
    }
    if (manifest.link?.some(({ relation }) => relation === 'next')) parts += 1;
    const exportedAt = Number(readInstant(manifest.transactionTime));
    const take = (named: readonly Named[] | undefined, holds: Source['holds'], folder: string) => {
      for (const each of named ?? []) {
        const source = locate(each, dirname(name), folder, names);
        if (source !== null) chosen.sources.push({ name: source, holds, count: each.count ?? null, exportedAt });
        else {
          const text = `the manifest names ${lastSegment(each)}${each.type ? ` (${each.type})` : ''}, and the folder has no such file`;
          chosen.remarks.push({ name, text, unread: true });
          if (holds === 'resources')
            chosen.unread.push(...(each.type ? (EVIDENCE.get(each.type) ?? []) : ALL_EVIDENCE));
        }
      }
    };
    take(manifest.output, 'resources', '');
    take(manifest.deleted, 'deletions', 'deleted');
    take(manifest.error, 'errors', 'error');
    for (const type of notAskedFor(manifest)) {
      chosen.unread.push(...(EVIDENCE.get(type) ?? []));
      const text = `the export was not asked for ${type} (_type): what depends on it is unknown`;
      chosen.remarks.push({ name, text, unread: false });
    }
  }
  const [last] = found.slice(-1);
  if (last && parts >= found.length) {
    chosen.unread.push(...ALL_EVIDENCE);
    const text = 'the manifest goes on in another (link next), and the folder has no such file';
    chosen.remarks.push({ name: last.name, text, unread: true });
  }
}

/** The file in the manifest's folder, or where the SMART client puts deletions and errors, or the only one of its name below. */
function locate(named: Named, base: string, folder: string, names: Names): string | null {
  const wanted = lastSegment(named);
  const candidates = [join(base, folder, wanted), join(base, wanted)].flatMap((name) => [name, `${name}.gz`]);
  const found = candidates.find((name) => names.has(name));
  if (found !== undefined) return found;
  const below = [wanted, `${wanted}.gz`].flatMap((name) => names.called(name)).filter((name) => isBelow(name, base));
  return below.length === 1 ? (below[0] ?? null) : null;
}

/** All files of the folder, to be found by path and by name: a manifest may name a hundred thousand. */
class Names {
  readonly all: readonly string[];
  readonly #paths: ReadonlySet<string>;
  readonly #byName = new Map<string, string[]>();

  constructor(names: readonly string[]) {
    this.all = [...names].sort();
    this.#paths = new Set(names);
    for (const path of this.all) {
      const same = this.#byName.get(basename(path));
      if (same) same.push(path);
      else this.#byName.set(basename(path), [path]);
    }
  }

  has(path: string): boolean {
    return this.#paths.has(path);
  }

  called(name: string): readonly string[] {
    return this.#byName.get(name) ?? [];
  }
}

function lastSegment({ url, destination }: Named): string {
  if (destination) return basename(destination);
  const path = url.replace(/[?#].*$/s, '');
  const segment = basename(path);
  try {
    return decodeURIComponent(segment);
  } catch (error) {
    if (error instanceof URIError) return segment;
    throw error;
  }
}

/** The needed types that the kick-off request left out by its `_type`. */
function notAskedFor({ request }: Manifest): string[] {
  if (request === undefined || !URL.canParse(request)) return [];
  const types = new URL(request).searchParams.getAll('_type').flatMap((list) => list.split(','));
  return types.length === 0 ? [] : NEEDED.filter((type) => !types.includes(type));
}

/** A file that two manifests name is read once. */
function onceEach(sources: readonly Source[]): Source[] {
  return [...new Map(sources.map((source) => [`${source.holds} ${source.name}`, source])).values()];
}

function isUnder(name: string, folders: ReadonlyMap<string, unknown>): boolean {
  return [...folders.keys()].some((folder) => isBelow(name, folder));
}

function isBelow(name: string, folder: string): boolean {
  return folder === '.' || name.startsWith(`${folder}/`);
}
