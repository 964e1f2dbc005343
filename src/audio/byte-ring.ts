/**
 * A bounded queue of bytes: pre-roll before a recogniser starts, audio waiting for playout.
 *
 * What happens when it is full is chosen once, by its owner. `drop-oldest` keeps the latest sound
 * (pre-roll: only the last moments matter); `refuse` takes what fits and says how much that was
 * (playout: the producer must slow down). Nothing is allocated after construction.
 */
import { invariant } from '../errors/antiphon-error.ts';
import { copyBytes } from './copy-bytes.ts';

export type ByteRingOverflow = 'drop-oldest' | 'refuse';

export class ByteRing {
  readonly capacity: number;
  readonly #bytes: Uint8Array;
  readonly #overflow: ByteRingOverflow;
  #start = 0;
  #length = 0;
  #dropped = 0;

  constructor(capacity: number, overflow: ByteRingOverflow) {
    invariant(
      Number.isInteger(capacity) && capacity > 0,
      'the capacity of a ring must be a positive integer',
    );
    this.capacity = capacity;
    this.#bytes = new Uint8Array(capacity);
    this.#overflow = overflow;
  }

  /** Bytes held. */
  get length(): number {
    return this.#length;
  }

  /** Bytes that `drop-oldest` has thrown away since construction. */
  get dropped(): number {
    return this.#dropped;
  }

  /** Copies bytes in. @returns how many were taken: all of them under `drop-oldest`. */
  write(bytes: Uint8Array, offset: number, length: number): number {
    if (this.#overflow === 'refuse') {
      const taken = Math.min(length, this.capacity - this.#length);
      this.#append(bytes, offset, taken);
      return taken;
    }
    // Of a write larger than the ring only the end can stay.
    const kept = Math.min(length, this.capacity);
    const excess = Math.max(0, this.#length + kept - this.capacity);
    this.skip(excess);
    this.#dropped += excess + (length - kept);
    this.#append(bytes, offset + length - kept, kept);
    return length;
  }

  /** Moves up to `length` of the oldest bytes out. @returns how many there were. */
  read(into: Uint8Array, offset: number, length: number): number {
    return this.skip(this.peek(into, offset, length));
  }

  /** Copies up to `length` of the oldest bytes and keeps them. @returns how many there were. */
  peek(into: Uint8Array, offset: number, length: number): number {
    const count = Math.min(length, this.#length);
    const first = Math.min(count, this.capacity - this.#start);
    if (first > 0) copyBytes(this.#bytes, this.#start, first, into, offset);
    if (count > first) copyBytes(this.#bytes, 0, count - first, into, offset + first);
    return count;
  }

  /** Forgets up to `length` of the oldest bytes. @returns how many there were. */
  skip(length: number): number {
    const count = Math.min(length, this.#length);
    this.#start = (this.#start + count) % this.capacity;
    this.#length -= count;
    return count;
  }

  clear(): void {
    this.#start = 0;
    this.#length = 0;
  }

  #append(bytes: Uint8Array, offset: number, count: number): void {
    const to = (this.#start + this.#length) % this.capacity;
    const first = Math.min(count, this.capacity - to);
    if (first > 0) copyBytes(bytes, offset, first, this.#bytes, to);
    if (count > first) copyBytes(bytes, offset + first, count - first, this.#bytes, 0);
    this.#length += count;
  }
}
