import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DuckDBAppender, DuckDBConnection } from '@duckdb/node-api';

/** Where a text stands in the store's file, in bytes. */
export interface Slice {
  offset: number;
  length: number;
}

/** Texts that stand one after the other in the store's file from `offset` on, and the key of each with its length in bytes. */
export interface Keyed {
  offset: number;
  parts: { key: string; length: number }[];
}

/** What every thread of this process needs to add texts to the store's file. */
export interface Sink {
  file: number;
  /** One number in shared memory: where the file ends. */
  end: BigInt64Array<SharedArrayBuffer>;
}

const FLUSH_ROWS = 100_000;
const TABLES = {
  kept: '(key VARCHAR, start DOUBLE, length DOUBLE)',
  stray: '(target VARCHAR, start DOUBLE, length DOUBLE)',
  owner: '(reference VARCHAR, key VARCHAR)',
} as const;
type Appenders = Record<keyof typeof TABLES, DuckDBAppender>;

/**
 * Keyed texts beyond what memory holds. The texts stand in a file in the order in which they came; DuckDB sorts where each stands, and spills to
 * disk when there are too many. The texts are about patients: their file has no name any more once it is open, so that nothing stays even
 * when the process is killed; what DuckDB spills (keys and offsets) goes when the process ends, also by Ctrl-C.
 */
export class Store {
  readonly sink: Sink;
  readonly #directory: string;
  readonly #connection: DuckDBConnection;
  readonly #appenders: Appenders;
  #rows = 0;

  private constructor(directory: string, file: number, connection: DuckDBConnection, appenders: Appenders) {
    this.#directory = directory;
    this.sink = { file, end: new BigInt64Array(new SharedArrayBuffer(8)) };
    this.#connection = connection;
    this.#appenders = appenders;
  }

  static async create(): Promise<Store> {
    const { DuckDBInstance } = await import('@duckdb/node-api');
    const directory = temporaryDirectory();
    const path = join(directory, 'texts');
    const file = openSync(path, 'wx+', 0o600);
    rmSync(path);
    const instance = await DuckDBInstance.create(':memory:', { memory_limit: '512MB', temp_directory: directory });
    const connection = await instance.connect();
    for (const [name, columns] of Object.entries(TABLES)) await connection.run(`CREATE TABLE ${name} ${columns}`);
    return new Store(directory, file, connection, {
      kept: await connection.createAppender('kept'),
      stray: await connection.createAppender('stray'),
      owner: await connection.createAppender('owner'),
    });
  }

  /** Keeps texts, written before, under their keys. */
  keep(texts: Keyed): void {
    this.#append('kept', texts);
  }

  /** Keeps texts under the keys of whoever turns out to own the references that are their keys here. */
  keepForOwners(texts: Keyed): void {
    this.#append('stray', texts);
  }

  /** Says whose a reference is. */
  own(reference: string, key: string): void {
    this.#appenders.owner.appendVarchar(reference);
    this.#appenders.owner.appendVarchar(key);
    this.#endRow('owner');
  }

  #append(table: 'kept' | 'stray', { offset, parts }: Keyed): void {
    const appender = this.#appenders[table];
    let start = offset;
    for (const { key, length } of parts) {
      appender.appendVarchar(key);
      appender.appendDouble(start);
      appender.appendDouble(length);
      this.#endRow(table);
      start += length;
    }
  }

  #endRow(table: keyof typeof TABLES): void {
    this.#appenders[table].endRow();
    this.#rows += 1;
    if (this.#rows % FLUSH_ROWS === 0) for (const appender of Object.values(this.#appenders)) appender.flushSync();
  }

  /** Every key in order, with where its texts stand. Nothing can be kept any more. */
  async *sorted(): AsyncGenerator<{ key: string; slices: Slice[] }> {
    for (const appender of Object.values(this.#appenders)) appender.closeSync();
    await this.#connection.run(
      'INSERT INTO kept SELECT DISTINCT key, start, length FROM stray JOIN owner ON target = reference',
    );
    let key: string | null = null;
    let slices: Slice[] = [];
    for await (const chunk of await this.#connection.stream('SELECT * FROM kept ORDER BY key, start')) {
      for (const [rowKey, start, length] of chunk.getRows()) {
        if (key !== null && rowKey !== key) {
          yield { key, slices };
          slices = [];
        }
        key = String(rowKey);
        slices.push({ offset: Number(start), length: Number(length) });
      }
    }
    if (key !== null) yield { key, slices };
  }

  close(): void {
    this.#connection.closeSync();
    closeSync(this.sink.file);
    rmSync(this.#directory, { recursive: true, force: true });
  }
}

/** Adds texts to a store's file, from any thread; the store still has to be told to keep them. */
export function write({ file, end }: Sink, texts: readonly { key: string; text: string }[]): Keyed {
  const bytes = Buffer.from(texts.map(({ text }) => text).join(''));
  const offset = Number(Atomics.add(end, 0, BigInt(bytes.length)));
  for (let written = 0; written < bytes.length; )
    written += writeSync(file, bytes, written, bytes.length - written, offset + written);
  return { offset, parts: texts.map(({ key, text }) => ({ key, length: Buffer.byteLength(text) })) };
}

/** Reads from a store's file; neighbours are read at once. */
export function readSlices({ file }: Sink, slices: readonly Slice[]): Buffer {
  const bytes = Buffer.allocUnsafe(slices.reduce((size, { length }) => size + length, 0));
  let at = 0;
  for (let index = 0; index < slices.length; ) {
    const { offset = 0 } = slices[index] ?? {};
    let end = offset;
    for (; slices[index]?.offset === end; index += 1) end += slices[index]?.length ?? 0;
    for (let position = offset; position < end; ) {
      const read = readSync(file, bytes, at, end - position, position);
      if (read === 0) throw new Error('the temporary file is shorter than what was written to it');
      position += read;
      at += read;
    }
  }
  return bytes;
}

/** Removed when the process ends, unless it was before. */
function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'rpm-tally-'));
  process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => process.exit(128 + constants.signals[signal]));
  return directory;
}
