/**
 * Stands between a leg and its listener, and keeps the promises every leg makes to it: frames of 20 ms,
 * what came before `attach` is kept within a bound, and `onClosed` is heard once and last.
 *
 * Early audio beyond the bound is dropped from its end; the frame after the gap says how many are missing.
 */
import { frameMs, type AudioFormat } from '../../audio/format.ts';
import type { LegClosed, LegListener, MarkReceipt } from '../../contracts/media-leg.ts';
import { invariant } from '../../errors/antiphon-error.ts';
import { Reframer } from './reframer.ts';

const maxEarlyDigits = 64;

export class ListenerGate {
  #listener: LegListener | undefined;
  #closed: LegClosed | undefined;
  readonly #reframer: Reframer;
  readonly #maxEarlyBytes: number;
  /** Bytes that came before the listener; undefined until there are any, and again after `attach`. */
  #early: Uint8Array | undefined;
  #earlyBytes = 0;
  #droppedBytes = 0;
  #earlyDigits: string[] = [];

  /** @param earlyMs Audio kept for a listener that is not attached yet. */
  constructor(formatIn: AudioFormat, earlyMs: number) {
    this.#reframer = new Reframer(formatIn);
    this.#maxEarlyBytes = Math.ceil(earlyMs / frameMs) * this.#reframer.frameBytes;
  }

  get isClosed(): boolean {
    return this.#closed !== undefined;
  }

  attach(listener: LegListener): void {
    invariant(this.#listener === undefined, 'a leg has one listener, attached once');
    this.#listener = listener;
    if (this.#early !== undefined) this.#reframer.push(this.#early, 0, this.#earlyBytes, listener.audio);
    this.#reframer.skip(Math.round(this.#droppedBytes / this.#reframer.frameBytes));
    this.#early = undefined;
    for (const digit of this.#earlyDigits) listener.onDtmf(digit);
    this.#earlyDigits = [];
    if (this.#closed !== undefined) listener.onClosed(this.#closed);
  }

  /** The hot path: from the network's buffer to the listener without a copy. */
  audio(bytes: Uint8Array, offset: number, length: number): void {
    if (this.#closed !== undefined) return;
    if (this.#listener === undefined) this.#keepEarly(bytes, offset, length);
    else this.#reframer.push(bytes, offset, length, this.#listener.audio);
  }

  receipt(receipt: MarkReceipt): void {
    if (this.#closed === undefined) this.#listener?.onReceipt(receipt);
  }

  dtmf(digit: string): void {
    if (this.#closed !== undefined) return;
    if (this.#listener !== undefined) this.#listener.onDtmf(digit);
    else if (this.#earlyDigits.length < maxEarlyDigits) this.#earlyDigits.push(digit);
  }

  /** @returns false when it was closed already. */
  close(closed: LegClosed): boolean {
    if (this.#closed !== undefined) return false;
    this.#closed = closed;
    this.#listener?.onClosed(closed);
    return true;
  }

  #keepEarly(bytes: Uint8Array, offset: number, length: number): void {
    // Once something was dropped, nothing behind the gap is kept: the early audio stays one piece.
    const room = this.#droppedBytes > 0 ? 0 : this.#maxEarlyBytes - this.#earlyBytes;
    const kept = Math.min(length, room);
    this.#droppedBytes += length - kept;
    if (kept === 0) return;
    this.#early ??= new Uint8Array(this.#maxEarlyBytes);
    this.#early.set(bytes.subarray(offset, offset + kept), this.#earlyBytes);
    this.#earlyBytes += kept;
  }
}
