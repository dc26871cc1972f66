const NEWLINE = '\n'.charCodeAt(0);

/** Standard input by lines or by numbers of bytes, in turn. */
export class StandardInput {
  readonly #chunks: AsyncIterator<Buffer>;
  #held: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Buffer> = process.stdin) {
    this.#chunks = source[Symbol.asyncIterator]();
  }

  /** The next line without its end, or null when there is nothing more. */
  async line(): Promise<string | null> {
    const bytes = await this.#until((chunk) => chunk.indexOf(NEWLINE) + 1);
    return bytes === null || bytes.length === 0 ? null : bytes.toString().replace(/\n$/, '');
  }

  /** @throws Error when fewer come */
  async bytes(count: number): Promise<Uint8Array<ArrayBuffer>> {
    const bytes = new Uint8Array(count);
    for (let at = 0; at < count; ) {
      if (this.#held.length === 0 && !(await this.#more())) throw new Error('the input ends in the middle of a frame');
      const part = this.#held.subarray(0, count - at);
      bytes.set(part, at);
      at += part.length;
      this.#held = this.#held.subarray(part.length);
    }
    return bytes;
  }

  /** All whole lines that have come, in one text, again and again until there is nothing more. */
  async *texts(): AsyncGenerator<string> {
    for (;;) {
      const bytes = await this.#until((chunk) => chunk.lastIndexOf(NEWLINE) + 1);
      if (bytes === null) return;
      if (bytes.length > 0) yield bytes.toString();
    }
  }

  /** The bytes up to a place, or up to the end of the input; null when there are none. */
  async #until(place: (chunk: Buffer) => number): Promise<Buffer | null> {
    const before: Buffer[] = [];
    for (;;) {
      const end = place(this.#held);
      if (end > 0) {
        before.push(this.#held.subarray(0, end));
        this.#held = this.#held.subarray(end);
        return Buffer.concat(before);
      }
      before.push(this.#held);
      this.#held = Buffer.alloc(0);
      if (!(await this.#more())) {
        const rest = Buffer.concat(before);
        return rest.length === 0 ? null : rest;
      }
    }
  }

  async #more(): Promise<boolean> {
    const next = await this.#chunks.next();
    if (next.done) return false;
    this.#held = next.value;
    return true;
  }
}
