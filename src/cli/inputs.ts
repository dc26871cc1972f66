import type { Stats } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { Evidence } from '../rules/ledger.ts';
import { type Deletions, deletionsIn, noteDeletion } from './deletions.ts';
import { type Document, readDocuments } from './documents.ts';
import { chooseSources, type Listed, MOST_MANIFEST_BYTES, maybeManifest, type Source } from './manifest.ts';
import { readPieces, STANDARD_INPUT } from './pieces.ts';
import { emptyReport, resourcesIn } from './work.ts';

/** What the command's arguments come to. */
export interface Inputs {
  files: string[];
  counts: Map<string, number>;
  deletions: Deletions;
  unread: Evidence[];
}

/** `unread`: something could not be read, so a verdict may lack it. */
type Say = (input: string, line: number | null, text: string, unread: boolean) => void;

/** Puts what each folder has to be read for in its place; reads deletions and the server's errors at once, since both are needed before any patient. */
export async function readInputs(inputs: readonly string[], say: Say): Promise<Inputs> {
  const found: Inputs = { files: [], counts: new Map(), deletions: new Map(), unread: [] };
  for (const input of inputs) {
    if (input === STANDARD_INPUT || !(await statIfThere(input))?.isDirectory()) {
      found.files.push(input);
      continue;
    }
    const { sources, remarks, unread } = chooseSources(await list(input));
    for (const { name, text, unread } of remarks) say(join(input, name), null, text, unread);
    if (sources.length === 0 && remarks.length === 0) say(input, null, 'this folder holds no file to read', true);
    found.unread.push(...unread);
    for (const source of sources) await takeSource(join(input, source.name), source, found, say);
  }
  return { ...found, unread: [...new Set(found.unread)].sort() };
}

async function takeSource(path: string, { holds, count, exportedAt }: Source, found: Inputs, say: Say): Promise<void> {
  if (holds === 'resources') {
    found.files.push(path);
    if (count !== null) found.counts.set(path, count);
    return;
  }
  for await (const document of documentsOf(path, say)) {
    if (holds === 'errors') sayErrors(path, document, say);
    else
      noteDeletions(document, found.deletions, exportedAt, (text) => {
        say(path, document.line, text, true);
      });
  }
}

/** @param complain is told of a line that asks for no deletion: it can't be known what it wants */
export function noteDeletions(
  { json }: Document,
  deletions: Deletions,
  exportedAt: number,
  complain: (text: string) => void,
): void {
  const references = deletionsIn(json);
  for (const reference of references) noteDeletion(deletions, reference, exportedAt);
  if (references.length === 0) complain('this names nothing that was deleted');
}

function sayErrors(path: string, document: Document, say: Say): void {
  const report = emptyReport();
  resourcesIn(document, report);
  for (const { text, unread } of report.remarks) say(path, document.line, text, unread || tellsOfLoss(text));
}

/** Errors of an export are what it lacks; warnings and information are told as well. */
export function tellsOfLoss(text: string): boolean {
  return / OperationOutcome: (error|fatal): /.test(text);
}

async function* documentsOf(path: string, say: Say): AsyncGenerator<Document> {
  let before = 0;
  for await (const { bytes, opens, closes } of readPieces([path], (_, message) => say(path, null, message, true))) {
    const report = emptyReport();
    for (const { line, json } of readDocuments(new TextDecoder().decode(bytes), opens && closes, report))
      yield { line: before + line, json };
    for (const { line, text, unread } of report.remarks) say(path, before + line, text, unread);
    before += report.newlines;
  }
}

async function statIfThere(path: string): Promise<Stats | null> {
  try {
    return await stat(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error) return null;
    throw error;
  }
}

/** All files below a folder, links to files included. */
async function list(folder: string): Promise<Listed[]> {
  const listed: Listed[] = [];
  for (const path of await readdir(folder, { recursive: true })) {
    const name = path.split(sep).join('/');
    const about = await statIfThere(join(folder, path));
    // A link that leads nowhere is told of when it is opened.
    if (about === null) listed.push({ name });
    if (!about?.isFile()) continue;
    const text =
      name.toLowerCase().endsWith('.json') && about.size <= MOST_MANIFEST_BYTES
        ? await readFile(join(folder, path), 'utf8')
        : undefined;
    listed.push(text !== undefined && maybeManifest(text) ? { name, text } : { name });
  }
  return listed;
}
