/**
 * Copies bytes from one array into another at the speed of memory, and makes no object for it.
 *
 * A loop moves one byte at a time: 0.8 us for a frame of 16 kHz. `set` is five times faster but wants a view
 * of the piece, an object per frame. `Buffer.copy` takes the bounds as numbers; the view remains for
 * places that are not Node.js.
 */
type Copy = (this: Uint8Array, into: Uint8Array, at: number, from: number, until: number) => unknown;

/** Of a Buffer it asks for nothing but that it be bytes. */
const copy: Copy = 'Buffer' in globalThis ? Buffer.prototype.copy : copyByView;

/** Copies `length` bytes from `offset` on into `into` from `at` on. Both must have them. */
export function copyBytes(
  bytes: Uint8Array,
  offset: number,
  length: number,
  into: Uint8Array,
  at: number,
): void {
  copy.call(bytes, into, at, offset, offset + length);
}

function copyByView(this: Uint8Array, into: Uint8Array, at: number, from: number, until: number): void {
  into.set(this.subarray(from, until), at);
}
