import { createReadStream } from 'node:fs';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { isLinewise } from './documents.ts';

/** A stretch of one input that ends where a document ends: whole lines of NDJSON, or all of the input. */
export interface Piece {
  /** The input's name, for messages. */
  input: string;
  bytes: Uint8Array<ArrayBuffer>;
  /** Whether the input begins with this piece, and ends with it. */
  opens: boolean;
  closes: boolean;
}

export const STANDARD_INPUT = '-';
const PIECE_BYTES = 4 * 1024 * 1024;
/** V8 holds no longer string, so a longer document can't be parsed. */
const MOST_BYTES = 512 * 1024 * 1024 - 64;
const NEWLINE = '\n'.charCodeAt(0);

/**
 * Cuts the inputs into pieces of about 4 MB, in order; an input that isn't NDJSON stays whole.
 * An input that can't be read (on) is reported, and the next one goes on.
 */
export async function* readPieces(
  inputs: readonly string[],
  report: (input: string, message: string) => void,
): AsyncGenerator<Piece> {
  for (const input of inputs) {
    try {
      yield* cut(input, open(input));
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      report(input, error.message);
    }
  }
}

/** The bytes of a file or of standard input, unpacked where they begin with gzip's magic number (RFC 1952). */
async function* open(input: string): AsyncGenerator<Buffer> {
  const source = input === STANDARD_INPUT ? process.stdin : createReadStream(input, { highWaterMark: 1 << 20 });
  const chunks: AsyncIterator<Buffer> = source[Symbol.asyncIterator]();
  const first = await chunks.next();
  if (first.done) return;
  const bytes = startWith(first.value, chunks);
  if (first.value[0] !== 0x1f || first.value[1] !== 0x8b) yield* bytes;
  // A failure reaches us by reading, so the callback has nothing to do.
  else yield* pipeline(Readable.from(bytes), createGunzip(), () => undefined);
}

async function* startWith<T>(first: T, rest: AsyncIterator<T>): AsyncGenerator<T> {
  yield first;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

/** What was read before a failure is still given. */
async function* cut(input: string, chunks: AsyncIterable<Buffer>): AsyncGenerator<Piece> {
  let held: Buffer[] = [];
  let size = 0;
  let opens = true;
  let linewise: boolean | null = null;
  let failure: unknown = null;
  try {
    for await (const chunk of chunks) {
      held.push(chunk);
      size += chunk.length;
      if (size > MOST_BYTES) break;
      const end = chunk.lastIndexOf(NEWLINE) + 1;
      if (size < PIECE_BYTES || end === 0) continue;
      linewise ??= isLinewise(Buffer.concat(held).toString());
      if (!linewise) continue;
      held[held.length - 1] = chunk.subarray(0, end);
      yield { input, bytes: joined(held), opens, closes: false };
      opens = false;
      held = [chunk.subarray(end)];
      size = chunk.length - end;
    }
  } catch (error) {
    failure = error;
  }
  if (size > MOST_BYTES) throw new Error('it holds one document of more than 512 MB; give it as NDJSON');
  yield { input, bytes: joined(held), opens, closes: true };
  if (failure !== null) throw failure;
}

/** Copied into memory of its own, which can then be handed to another thread. */
function joined(chunks: readonly Buffer[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(chunks.reduce((size, chunk) => size + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
