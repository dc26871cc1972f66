import { once } from 'node:events';
import type { Writable } from 'node:stream';

const BATCH_CHARACTERS = 1 << 20;

/** Rows for the other end of the pipe, in large pieces; waits while it is busy. The first column says what a row is. */
export class StandardOutput {
  rows = 0;
  readonly #sink: Writable;
  #held = '';

  constructor(sink: Writable = process.stdout) {
    this.#sink = sink;
  }

  /** No column holds a tab or a newline, but for tabs in the last. */
  row(...columns: readonly (string | number)[]): void {
    this.#held += `${columns.join('\t')}\n`;
    this.rows += 1;
  }

  async flush(least = BATCH_CHARACTERS): Promise<void> {
    if (this.#held.length < least) return;
    const held = this.#held;
    this.#held = '';
    if (!this.#sink.write(held)) await once(this.#sink, 'drain');
  }

  /** The last row: without it, the output is not whole. */
  async end(tally: Readonly<Record<string, number>>): Promise<void> {
    this.#held += `E\t${JSON.stringify({ ...tally, rows: this.rows })}\n`;
    await this.flush(0);
  }
}
