import { join } from 'node:path/posix';
import * as z from 'zod/mini';
import type { Question } from '../../fhir/evaluate.ts';
import type { Evidence } from '../../rules/ledger.ts';
import { chooseSources, maybeManifest, type Source } from '../manifest.ts';

/** An argument of the job, with the files that Spark's file system lists there. */
const listingSchema = z.array(
  z.object({
    input: z.string(),
    /** Null: there is no such file or folder. */
    files: z.nullable(z.array(z.object({ name: z.string(), uri: z.string(), text: z.nullable(z.string()) }))),
    folder: z.boolean(),
  }),
);

interface PlannedSource extends Omit<Source, 'name'> {
  /** As people know it, for messages. */
  path: string;
  uri: string;
  /** One document over all lines, or several: only NDJSON can be cut at lines. */
  whole: boolean;
}

export interface Plan {
  question: Question;
  sources: PlannedSource[];
  remarks: { path: string; text: string; unread: boolean }[];
}

/** What to read of the job's inputs, by the rules of the command's folders. */
export function plan(question: Question, listing: unknown): Plan {
  const planned: Plan = { question, sources: [], remarks: [] };
  const unknown: Evidence[] = [];
  for (const { input, files, folder } of z.parse(listingSchema, listing)) {
    if (files === null) planned.remarks.push({ path: input, text: 'no such file or folder', unread: true });
    else if (!folder)
      for (const { uri } of files) planned.sources.push({ ...SINGLE, path: input, uri, whole: isWhole(uri) });
    else {
      const uris = new Map(files.map(({ name, uri }) => [name, uri]));
      const chosen = chooseSources(
        files.map(({ name, text }) => (text !== null && maybeManifest(text) ? { name, text } : { name })),
      );
      for (const { name, ...remark } of chosen.remarks) planned.remarks.push({ path: join(input, name), ...remark });
      if (chosen.sources.length === 0 && chosen.remarks.length === 0)
        planned.remarks.push({ path: input, text: 'this folder holds no file to read', unread: true });
      for (const { name, ...source } of chosen.sources)
        planned.sources.push({ ...source, path: join(input, name), uri: uris.get(name) ?? name, whole: isWhole(name) });
      unknown.push(...chosen.unread);
    }
  }
  planned.question = { ...question, unread: [...new Set(unknown)].sort() };
  return planned;
}

const SINGLE = { holds: 'resources', count: null, exportedAt: Number.MAX_SAFE_INTEGER } as const;

function isWhole(name: string): boolean {
  return /\.json(\.gz)?$/i.test(name);
}
