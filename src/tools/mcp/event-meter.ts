/** Measures server-sent events as they pass: how large the present one is, and whether the stream has named a place to resume at. */

const newLine = 10;
const carriageReturn = 13;
const idField = [...'id:'].map((letter) => letter.charCodeAt(0));

export class EventMeter {
  #bytes = 0;
  /** Bytes of the present line. */
  #column = 0;
  /** Letters of `id:` that the present line has begun with. */
  #matched = 0;
  #resumable = false;

  /** An event has had an `id`. */
  get resumable(): boolean {
    return this.#resumable;
  }

  /** @returns the bytes of the largest event in `chunk`, as far as it has come. */
  read(chunk: Uint8Array): number {
    let largest = 0;
    for (const byte of chunk) {
      this.#bytes += 1;
      if (this.#bytes > largest) largest = this.#bytes;
      if (byte === carriageReturn) continue;
      if (byte === newLine) this.#endLine();
      else this.#letter(byte);
    }
    return largest;
  }

  #endLine(): void {
    if (this.#column === 0) this.#bytes = 0;
    this.#column = 0;
    this.#matched = 0;
  }

  #letter(byte: number): void {
    if (this.#matched === this.#column && byte === idField[this.#matched]) this.#matched += 1;
    if (this.#matched === idField.length) this.#resumable = true;
    this.#column += 1;
  }
}
