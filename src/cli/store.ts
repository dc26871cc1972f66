import { mkdtempSync, rmSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DuckDBAppender, DuckDBConnection } from '@duckdb/node-api';

const TABLES = {
  kept: '(key VARCHAR, text VARCHAR)',
  stray: '(target VARCHAR, text VARCHAR)',
  owner: '(reference VARCHAR, key VARCHAR)',
};
type Table = keyof typeof TABLES;
const FLUSH_AT_CHARACTERS = 32 * 1024 * 1024;

/**
 * Texts sorted by key, in a file rather than in memory. The file lies in a directory of its own that only this user may read, and
 * goes when the process ends, also by Ctrl-C: it is about patients.
 */
export class Store {
  readonly #directory: string;
  readonly #connection: DuckDBConnection;
  readonly #appenders: Record<Table, DuckDBAppender>;
  #unflushed = 0;

  private constructor(directory: string, connection: DuckDBConnection, appenders: Record<Table, DuckDBAppender>) {
    this.#directory = directory;
    this.#connection = connection;
    this.#appenders = appenders;
  }

  static async create(): Promise<Store> {
    const { DuckDBInstance } = await import('@duckdb/node-api');
    const directory = temporaryDirectory();
    const instance = await DuckDBInstance.create(join(directory, 'sorting.duckdb'), {
      memory_limit: '512MB',
      temp_directory: directory,
      preserve_insertion_order: 'false',
    });
    const connection = await instance.connect();
    for (const [name, columns] of Object.entries(TABLES)) await connection.run(`CREATE TABLE ${name} ${columns}`);
    return new Store(directory, connection, {
      kept: await connection.createAppender('kept'),
      stray: await connection.createAppender('stray'),
      owner: await connection.createAppender('owner'),
    });
  }

  /** Keeps a text under its key. */
  keep(key: string, text: string): void {
    this.#append('kept', key, text);
  }

  /** Keeps a text under the key of the owner of a reference, whoever that turns out to be. */
  keepForOwner(reference: string, text: string): void {
    this.#append('stray', reference, text);
  }

  /** Says under which key the texts of a reference belong. */
  own(reference: string, key: string): void {
    this.#append('owner', reference, key);
  }

  #append(table: Table, first: string, second: string): void {
    const appender = this.#appenders[table];
    appender.appendVarchar(first);
    appender.appendVarchar(second);
    appender.endRow();
    this.#unflushed += first.length + second.length;
    if (this.#unflushed > FLUSH_AT_CHARACTERS) this.#flush();
  }

  #flush(): void {
    for (const appender of Object.values(this.#appenders)) appender.flushSync();
    this.#unflushed = 0;
  }

  /** Every key in order with all its texts. Nothing can be kept any more. */
  async *sorted(): AsyncGenerator<{ key: string; texts: string[] }> {
    for (const appender of Object.values(this.#appenders)) appender.closeSync();
    await this.#connection.run(
      'INSERT INTO kept SELECT DISTINCT key, text FROM stray JOIN owner ON target = reference',
    );
    let current: { key: string; texts: string[] } | null = null;
    for await (const chunk of await this.#connection.stream('SELECT key, text FROM kept ORDER BY key, text')) {
      for (const [key, text] of chunk.getRows()) {
        if (current?.key !== String(key)) {
          if (current) yield current;
          current = { key: String(key), texts: [] };
        }
        current.texts.push(String(text));
      }
    }
    if (current) yield current;
  }

  close(): void {
    this.#connection.closeSync();
    rmSync(this.#directory, { recursive: true, force: true });
  }
}

/** Removed when the process ends, unless it was before. */
function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'rpm-tally-'));
  process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => process.exit(128 + constants.signals[signal]));
  return directory;
}
