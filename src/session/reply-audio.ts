/** The audio of one reply, in the leg's format, as it comes from the TTS; and the points in it where a mark belongs. */

/** Room for a reply of ordinary length at 16 kHz; it grows by doubling. */
const initialBytes = 64 * 1024;

export class ReplyAudio {
  #bytes = new Uint8Array(initialBytes);
  #length = 0;
  /** Ends of words, in bytes, ascending. */
  readonly #marks: number[] = [];

  get length(): number {
    return this.#length;
  }

  get bytes(): Uint8Array {
    return this.#bytes;
  }

  append(bytes: Uint8Array, offset: number, length: number): void {
    this.reserve(length).set(bytes.subarray(offset, offset + length));
    this.commit(length);
  }

  /** A view onto room for `length` more bytes: fill it, then `commit`. */
  reserve(length: number): Uint8Array {
    const needed = this.#length + length;
    if (needed > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
      grown.set(this.#bytes.subarray(0, this.#length));
      this.#bytes = grown;
    }
    return this.#bytes.subarray(this.#length, needed);
  }

  commit(length: number): void {
    this.#length += length;
  }

  addMark(atByte: number): void {
    if (atByte > (this.#marks.at(-1) ?? 0)) this.#marks.push(atByte);
  }

  /** The first mark behind `byte`, or Infinity. */
  nextMark(byte: number): number {
    // Few marks, read in order, a few times a second: a scan from the end is short.
    let next = Infinity;
    for (let index = this.#marks.length - 1; index >= 0 && this.#marks[index]! > byte; index -= 1) {
      next = this.#marks[index]!;
    }
    return next;
  }
}
