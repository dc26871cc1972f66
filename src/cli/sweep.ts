import { stat } from 'node:fs/promises';
import type { Question } from '../fhir/evaluate.ts';
import { type Piece, readPieces, STANDARD_INPUT } from './pieces.ts';
import { createPool, mapInOrder, type Pool } from './pool.ts';
import { Store } from './store.ts';
import {
  evaluateGroup,
  type evaluateKept,
  type Group,
  groupPiece,
  joinStrays,
  mergedByPatient,
  type PieceReport,
  type VerdictLine,
} from './work.ts';

/** Inputs up to this size are grouped in memory, by one thread. */
const SMALL_BYTES = 64 * 1024 * 1024;
const BATCH_CHARACTERS = 2 * 1024 * 1024;

export interface Sweep {
  inputs: readonly string[];
  question: Question;
  /** The module whose exports the worker threads run. */
  workerModule: string;
  /** Takes one line of output; waits while the reader is busy. */
  write(line: string): Promise<void>;
  /** `line` is null where the input as a whole is meant; `unread`: something could not be read. */
  remark(input: string, line: number | null, text: string, unread: boolean): void;
  progress(readBytes: number, patients: number): void;
  /** Above which size an input isn't grouped in memory; for tests. */
  smallBytes?: number;
}

/**
 * Writes a verdict for every patient of the inputs, ordered by reference. One of three ways, with the same output:
 * small inputs in memory; files in which each patient's resources stand together as a stream, in memory for a few patients;
 * all others sorted by patient on disk first.
 */
export async function sweep(sweep: Sweep): Promise<void> {
  const read = () => readPieces(sweep.inputs, (input, text) => sweep.remark(input, null, text, true));
  const pieces = read();
  const { begun, all } = await take(pieces, sweep.smallBytes ?? SMALL_BYTES);
  if (all) return evaluateInMemory(begun, sweep);

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
    const grouped = groupPiece(piece);
    lines.report({ ...piece, ...grouped });
    return grouped;
  });
  const groups = mergedByPatient(all.flatMap((piece) => piece.groups)).sort(byPatient);
  joinStrays(
    groups,
    all.flatMap((piece) => piece.strays),
  );
  for (const group of groups) await sweep.write(evaluateGroup(group, question).json);
}

/** @returns false, having written nothing, when a patient's resources turn out not to stand together */
async function evaluateStream(
  pieces: AsyncIterable<Piece>,
  pool: Pool,
  { question, ...sweep }: Sweep,
): Promise<boolean> {
  const lines = new LineCounter(sweep);
  const verdicts = await Store.create();
  const done = new Set<string>();
  let open: Group | null = null;
  let grouped = true;
  let readBytes = 0;

  const finish = ({ patient, json }: VerdictLine): void => {
    if (done.has(patient)) grouped = false;
    done.add(patient);
    verdicts.keep(patient, json);
  };
  const finishOpen = async (): Promise<void> => {
    if (open) for (const verdict of await pool.run('evaluateGroups', { groups: [open], question })) finish(verdict);
    open = null;
  };

  const results = mapInOrder(pieces, pool.width, async (piece) => {
    const { bytes, ...rest } = piece;
    const size = bytes.length;
    return { ...rest, size, ...(await pool.run('evaluatePiece', { piece, question }, [bytes.buffer])) };
  });
  for await (const result of results) {
    const { head, tail } = result;
    lines.report(result);
    if (head && open && head.patient === open.patient) open.resources.push(...head.resources);
    else if (head) {
      await finishOpen();
      open = head;
    }
    if (result.verdicts.length > 0 || tail || result.closes) {
      await finishOpen();
      open = tail;
    }
    for (const verdict of result.verdicts) finish(verdict);
    if (result.strays) grouped = false;
    if (!grouped) break;
    readBytes += result.size;
    sweep.progress(readBytes, done.size);
  }
  await finishOpen();
  if (grouped) for await (const { texts } of verdicts.sorted()) await sweep.write(texts.join('\n'));
  verdicts.close();
  return grouped;
}

async function sortAndEvaluate(pieces: AsyncIterable<Piece>, pool: Pool, { question, ...sweep }: Sweep): Promise<void> {
  const lines = new LineCounter(sweep);
  const store = await Store.create();
  let readBytes = 0;
  const results = mapInOrder(pieces, pool.width, async (piece) => {
    const { bytes, ...rest } = piece;
    const size = bytes.length;
    return { ...rest, size, ...(await pool.run('keepablePiece', piece, [bytes.buffer])) };
  });
  for await (const result of results) {
    lines.report(result);
    for (const { patient, text, references } of result.groups) {
      store.keep(patient, text);
      for (const reference of references) store.own(reference, patient);
    }
    for (const { targets, text } of result.strays) for (const target of targets) store.keepForOwner(target, text);
    readBytes += result.size;
    sweep.progress(readBytes, 0);
  }

  let patients = 0;
  const verdicts = mapInOrder(batches(store.sorted()), pool.width, (kept) =>
    pool.run('evaluateKept', { kept, question }),
  );
  for await (const batch of verdicts) {
    for (const line of batch) await sweep.write(line);
    patients += batch.length;
    sweep.progress(readBytes, patients);
  }
  store.close();
}

/** Makes the lines of a piece those of its input. */
class LineCounter {
  readonly #remark: Sweep['remark'];
  #before = 0;

  constructor({ remark }: Pick<Sweep, 'remark'>) {
    this.#remark = remark;
  }

  report({ input, opens, remarks, newlines }: PieceReport & Pick<Piece, 'input' | 'opens'>): void {
    if (opens) this.#before = 0;
    for (const { line, text, unread } of remarks) this.#remark(input, this.#before + line, text, unread);
    this.#before += newlines;
  }
}

type KeptPatient = Parameters<typeof evaluateKept>[0]['kept'][number];

async function* batches(patients: AsyncIterable<KeptPatient>): AsyncGenerator<KeptPatient[]> {
  let batch: KeptPatient[] = [];
  let characters = 0;
  for await (const patient of patients) {
    batch.push(patient);
    for (const text of patient.texts) characters += text.length;
    if (characters < BATCH_CHARACTERS) continue;
    yield batch;
    batch = [];
    characters = 0;
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
