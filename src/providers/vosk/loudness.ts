/**
 * How loud each 10 ms of a segment were: enough to ask later which sounds the words explain.
 *
 * The best sign that a grammar was forced onto other speech is sound that none of its words covers
 * (human prompts, 16 kHz: median 0.23 of the loud windows against 0.00 for phrases of the domain).
 */
import { engineSampleRate } from './engine.ts';

const windowSamples = engineSampleRate / 100;
/** A minute; what lies behind it is not judged. */
const windowsMax = 6000;
/** A window counts as loud from this share of the loudest one (-22 dB). */
const loudShare = 0.08;
/** Word edges are this uncertain: a window so close to a word belongs to it. */
const edgeSamples = 0.03 * engineSampleRate;

export interface Span {
  startSample: number;
  endSample: number;
}

export class Loudness {
  #windows = new Float32Array(512);
  #count = 0;
  #sum = 0;
  #inWindow = 0;

  clear(): void {
    this.#count = 0;
    this.#sum = 0;
    this.#inWindow = 0;
  }

  add(samples: Int16Array, count: number): void {
    for (let index = 0; index < count; index += 1) {
      const sample = samples[index]!;
      this.#sum += sample * sample;
      this.#inWindow += 1;
      if (this.#inWindow === windowSamples) this.#close();
    }
  }

  /** The share of loud windows, 0 to 1, that lie in one of `spans` (in order). Where all was silent: 1. */
  covered(spans: readonly Span[]): number {
    const threshold = this.#threshold();
    let loud = 0;
    let inside = 0;
    let at = 0;
    for (let window = 0; window < this.#count; window += 1) {
      if (this.#windows[window]! < threshold) continue;
      loud += 1;
      const middle = (window + 0.5) * windowSamples;
      while (at < spans.length && spans[at]!.endSample + edgeSamples < middle) at += 1;
      if (at < spans.length && spans[at]!.startSample - edgeSamples <= middle) inside += 1;
    }
    return loud === 0 ? 1 : inside / loud;
  }

  /** Milliseconds of loud sound up to `lagMs` before the end. */
  loudMs(lagMs: number): number {
    const threshold = this.#threshold();
    const end = this.#count - Math.floor(lagMs / 10);
    let loud = 0;
    for (let window = 0; window < end; window += 1) if (this.#windows[window]! >= threshold) loud += 1;
    return loud * 10;
  }

  #threshold(): number {
    let loudest = 1;
    for (let window = 0; window < this.#count; window += 1) {
      if (this.#windows[window]! > loudest) loudest = this.#windows[window]!;
    }
    return loudest * loudShare;
  }

  #close(): void {
    if (this.#count < windowsMax) {
      if (this.#count === this.#windows.length) this.#grow();
      this.#windows[this.#count] = Math.sqrt(this.#sum / windowSamples);
      this.#count += 1;
    }
    this.#sum = 0;
    this.#inWindow = 0;
  }

  #grow(): void {
    const grown = new Float32Array(this.#windows.length * 2);
    grown.set(this.#windows);
    this.#windows = grown;
  }
}
