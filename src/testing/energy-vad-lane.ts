/** A VAD for tests: whatever is loud is speech. Deterministic, at once, and deaf to nothing but silence. */
import { bytesPerSample, type AudioFormat } from '../audio/format.ts';
import { levelDbfs } from '../audio/level.ts';
import type { VadLane, VadListener } from '../contracts/vad.ts';

const speechDbfs = -45;
/** Loud frames before speech is said to have begun, quiet ones before it is said to have ended. */
const startFrames = 3;
const endFrames = 6;
const frameMs = 20;

interface Leg {
  format: AudioFormat;
  listener: VadListener;
  speaking: boolean;
  /** Frames in a row that speak for a change. */
  run: number;
  positionMs: number;
}

export class EnergyVadLane implements VadLane {
  readonly #legs = new Map<number, Leg>();
  #opened = 0;

  /** Legs that are open now. */
  get size(): number {
    return this.#legs.size;
  }

  open(format: AudioFormat, listener: VadListener): number {
    this.#opened += 1;
    this.#legs.set(this.#opened, { format, listener, speaking: false, run: 0, positionMs: 0 });
    return this.#opened;
  }

  push(handle: number, bytes: Uint8Array, offset: number, length: number): void {
    const leg = this.#legs.get(handle);
    if (leg === undefined) return;
    const { encoding, sampleRate } = leg.format;
    leg.positionMs += (length / bytesPerSample(encoding) / sampleRate) * 1000;
    const loud = levelDbfs(encoding, bytes, offset, length) > speechDbfs;
    leg.run = loud === leg.speaking ? 0 : leg.run + 1;
    if (!leg.speaking && leg.run === startFrames) {
      leg.speaking = true;
      leg.run = 0;
      leg.listener.onSpeechStart(leg.positionMs - startFrames * frameMs, 1);
    } else if (leg.speaking && leg.run === endFrames) {
      leg.speaking = false;
      leg.run = 0;
      leg.listener.onSpeechEnd(leg.positionMs - endFrames * frameMs);
    }
  }

  skip(handle: number, frames: number): void {
    const leg = this.#legs.get(handle);
    if (leg !== undefined) leg.positionMs += frames * frameMs;
  }

  close(handle: number): void {
    this.#legs.delete(handle);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#legs.clear();
  }
}
