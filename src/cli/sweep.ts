import { stat } from 'node:fs/promises';
import type { Question } from '../fhir/evaluate.ts';
import { type Deletions, shareDeletions } from './deletions.ts';
import type { ReadingReport } from './documents.ts';
import { type Piece, readPieces, STANDARD_INPUT } from './pieces.ts';
import { createPool, mapInOrder, type Pool } from './pool.ts';
import { type Keyed, readSlices, Store } from './store.ts';
import { evaluateGroup, type Group, groupPiece, joinStrays, type Kept, mergedByPatient } from './work.ts';

/** Inputs up to this size are grouped in memory, by one thread. */
const SMALL_BYTES = 64 * 1024 * 1024;
const BATCH_BYTES = 2 * 1024 * 1024;

export interface Sweep {
  inputs: readonly string[];
  /** What of the inputs was deleted since. */
  deletions: Deletions;
  /** How many resources an input has to hold, where that is known. */
  counts: ReadonlyMap<string, number>;
  question: Question;
  /** The module whose exports the worker threads run. */
  workerModule: string;
  /** Takes some lines of output; waits while their reader is busy. */
  write(lines: string | Uint8Array): Promise<void>;
  /** `line` is null where the input as a whole is meant; `unread`: something could not be read. */
  remark(input: string, line: number | null, text: string, unread: boolean): void;
  progress(readBytes: number, patients: number): void;
}

/**
 * Writes a verdict for every patient of the inputs, ordered by reference. One of three ways, with the same output:
 * small inputs in memory; files in which each patient's resources stand together as a stream, in memory for a few patients;
 * all others sorted by patient on disk first.
 */
export async function sweep(sweep: Sweep): Promise<void> {
  const read = () => readPieces(sweep.inputs, (input, text) => sweep.remark(input, null, text, true));
  const pieces = read();
  const { begun, all } = await take(pieces, SMALL_BYTES);
  if (all) return evaluateInMemory(begun, sweep);

  shareDeletions(sweep.deletions);
  const pool = await createPool(sweep.workerModule);
  try {
    const rest = chain(begun, pieces);
    if (!(await canReadAgain(sweep.inputs))) await sortAndEvaluate(rest, pool, sweep);
    else if (!(await evaluateStream(rest, pool, sweep))) await sortAndEvaluate(read(), pool, sweep);
  } finally {
    await pool.close();
  }
}

async function evaluateInMemory(pieces: readonly Piece[], { question, ...sweep }: Sweep): Promise<void> {
  const lines = new LineCounter(sweep);
  const all = pieces.map((piece) => {
    const grouped = groupPiece(piece, sweep.deletions);
    lines.report({ ...piece, ...grouped });
    return grouped;
  });
  const groups = mergedByPatient(all.flatMap((piece) => piece.groups)).sort(byPatient);
  joinStrays(
    groups,
    all.flatMap((piece) => piece.strays),
  );
  for (const group of groups) await sweep.write(evaluateGroup(group, question));
}

/** @returns false, having written nothing, when a patient's resources turn out not to stand together */
async function evaluateStream(
  pieces: AsyncIterable<Piece>,
  pool: Pool,
  { question, ...sweep }: Sweep,
): Promise<boolean> {
  const lines = new LineCounter(sweep);
  const verdicts = await Store.create();
  const { sink } = verdicts;
  const done = new Set<string>();
  let open: Group | null = null;
  let grouped = true;
  let readBytes = 0;

  const finish = (lines: Keyed): void => {
    for (const { key } of lines.parts) {
      if (done.has(key)) grouped = false;
      done.add(key);
    }
    verdicts.keep(lines);
  };
  const finishOpen = async (): Promise<void> => {
    if (open) finish(await pool.run('evaluateGroups', { groups: [open], question, sink }));
    open = null;
  };

  const results = mapInOrder(pieces, pool.width, async (piece) => {
    const { bytes, ...rest } = piece;
    const size = bytes.length;
    return { ...rest, size, ...(await pool.run('evaluatePiece', { piece, question, sink }, [bytes.buffer])) };
  });
  for await (const result of results) {
    const { head, tail } = result;
    lines.report(result);
    if (head && open && head.patient === open.patient) open.resources = open.resources.concat(head.resources);
    else if (head) {
      await finishOpen();
      open = head;
    }
    if (result.verdicts.parts.length > 0 || tail || result.closes) {
      await finishOpen();
      open = tail;
    }
    finish(result.verdicts);
    if (result.hasStrays) grouped = false;
    if (!grouped) break;
    readBytes += result.size;
    sweep.progress(readBytes, done.size);
  }
  await finishOpen();
  if (grouped) {
    for await (const batch of batches(verdicts.sorted())) {
      const slices = batch.flatMap((patient) => patient.slices);
      await sweep.write(readSlices(sink, slices));
    }
  }
  verdicts.close();
  return grouped;
}

async function sortAndEvaluate(pieces: AsyncIterable<Piece>, pool: Pool, { question, ...sweep }: Sweep): Promise<void> {
  const lines = new LineCounter(sweep);
  const store = await Store.create();
  const { sink } = store;
  let readBytes = 0;
  const results = mapInOrder(pieces, pool.width, async (piece) => {
    const { bytes, ...rest } = piece;
    const size = bytes.length;
    return { ...rest, size, ...(await pool.run('keepPiece', { piece, sink }, [bytes.buffer])) };
  });
  for await (const result of results) {
    lines.report(result);
    store.keep(result.groups);
    store.keepForOwners(result.strays);
    for (const { reference, patient } of result.owners) store.own(reference, patient);
    readBytes += result.size;
    sweep.progress(readBytes, 0);
  }

  let patients = 0;
  const verdicts = mapInOrder(batches(store.sorted()), pool.width, async (patients) => ({
    count: patients.length,
    lines: await pool.run('evaluateKept', { sink, patients, question }),
  }));
  for await (const { count, lines } of verdicts) {
    await sweep.write(lines);
    patients += count;
    sweep.progress(readBytes, patients);
  }
  store.close();
}

/** Makes the lines of a piece those of its input, and counts what an input holds. */
class LineCounter {
  readonly #remark: Sweep['remark'];
  readonly #counts: Sweep['counts'];
  #lines = 0;
  #held = 0;

  constructor({ remark, counts }: Pick<Sweep, 'remark' | 'counts'>) {
    this.#remark = remark;
    this.#counts = counts;
  }

  report({ input, opens, closes, ...read }: ReadingReport & Pick<Piece, 'input' | 'opens' | 'closes'>): void {
    if (opens) this.#lines = this.#held = 0;
    for (const { line, text, unread } of read.remarks) this.#remark(input, this.#lines + line, text, unread);
    this.#lines += read.newlines;
    this.#held += read.count;
    const count = this.#counts.get(input);
    if (closes && count !== undefined && count !== this.#held)
      this.#remark(input, null, miscounted(count, this.#held), true);
  }
}

/** A file that was cut off at the end of a line looks whole; only its count tells. */
export function miscounted(named: number, held: number): string {
  return `the manifest says that it holds ${named} resources, and it holds ${held}`;
}

type KeptPatient = Kept['patients'][number];

/** Keys whose texts are about 2 MB together. */
async function* batches(patients: AsyncIterable<KeptPatient>): AsyncGenerator<KeptPatient[]> {
  let batch: KeptPatient[] = [];
  let size = 0;
  for await (const patient of patients) {
    batch.push(patient);
    for (const { length } of patient.slices) size += length;
    if (size < BATCH_BYTES) continue;
    yield batch;
    batch = [];
    size = 0;
  }
  if (batch.length > 0) yield batch;
}

/** The pieces up to a size, and whether those are all. */
async function take(pieces: AsyncGenerator<Piece>, bytes: number): Promise<{ begun: Piece[]; all: boolean }> {
  const begun: Piece[] = [];
  let size = 0;
  while (size <= bytes) {
    const next = await pieces.next();
    if (next.done) return { begun, all: true };
    begun.push(next.value);
    size += next.value.bytes.length;
  }
  return { begun, all: false };
}

async function* chain<T>(begun: readonly T[], rest: AsyncIterable<T>): AsyncGenerator<T> {
  yield* begun;
  yield* rest;
}

/** Whether all inputs are files proper; a pipe gives its bytes only once. One that isn't there gives none, however often. */
async function canReadAgain(inputs: readonly string[]): Promise<boolean> {
  if (inputs.includes(STANDARD_INPUT)) return false;
  const files = await Promise.allSettled(inputs.map((input) => stat(input)));
  return files.every((file) => file.status === 'rejected' || file.value.isFile());
}

function byPatient(a: Group, b: Group): number {
  return a.patient < b.patient ? -1 : 1;
}
