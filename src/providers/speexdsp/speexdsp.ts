/**
 * speexdsp as an EchoCancellation: an adaptive filter that learns the way from our voice to the far end's
 * microphone, and takes what came that way out of what the microphone sends.
 *
 * Synchronous, on buffers of the caller: a frame is one call into the library and no allocation (60 to 80 us
 * at 16 kHz: `npm run bench -- echo`). Its suppressor of residual echo is left out, since it lowers a caller
 * who speaks while the filter still learns. What the filter leaves is the business of `audio/echo-gate.ts`.
 */
import { frameMs, msToSamples } from '../../audio/format.ts';
import type { EchoCancellation, EchoCanceller } from '../../contracts/echo-canceller.ts';
import { AntiphonError, invariant } from '../../errors/antiphon-error.ts';
import { loadSpeexdsp, type Pointer, type SpeexdspLibrary } from './speexdsp-library.ts';

export interface SpeexdspOptions {
  /** Path or name of the library. Default: the system's libspeexdsp. */
  libraryFile?: string;
  /** How far behind our voice its echo is looked for, 20 to 1,000. Longer costs more and learns slower. Default 320. */
  tailMs?: number;
}

/** A far end's jitter buffer and its loudspeaker take up to 250 ms, and the room rings on. */
const defaultTailMs = 320;
/** A request of speex_echo.h. */
const setSamplingRate = 24;

/** @throws AntiphonError PEER_MISSING when koffi or libspeexdsp is not installed. */
export async function openSpeexdsp(options: SpeexdspOptions = {}): Promise<EchoCancellation> {
  const { libraryFile, tailMs = defaultTailMs } = options;
  invariant(tailMs >= frameMs && tailMs <= 1_000, 'tailMs must be from 20 to 1000');
  const library = await loadSpeexdsp(libraryFile);
  return { name: 'speexdsp', tailMs, open: (rate) => new SpeexCanceller(library, rate, tailMs) };
}

class SpeexCanceller implements EchoCanceller {
  readonly frameSamples: number;
  readonly #library: SpeexdspLibrary;
  readonly #state: Pointer;
  /** The library may not read and write one buffer at a time. */
  readonly #result: Int16Array;
  #disposed = false;

  constructor(library: SpeexdspLibrary, sampleRate: number, tailMs: number) {
    invariant(sampleRate >= 8_000 && sampleRate <= 48_000, `speexdsp does not take ${sampleRate} Hz`);
    this.#library = library;
    this.frameSamples = msToSamples(frameMs, sampleRate);
    const state = library.init(this.frameSamples, msToSamples(tailMs, sampleRate));
    if (state === null) throw new AntiphonError('INVARIANT_BROKEN', 'speexdsp made no canceller');
    this.#state = state;
    this.#result = new Int16Array(this.frameSamples);
    library.control(state, setSamplingRate, Int32Array.of(sampleRate));
  }

  cancel(near: Int16Array, far: Int16Array, out: Int16Array): void {
    // The library reads and writes whole frames, whatever is there.
    const whole = Math.min(near.length, far.length, out.length) >= this.frameSamples;
    invariant(!this.#disposed && whole, 'a canceller that is open takes whole frames');
    this.#library.cancel(this.#state, near, far, this.#result);
    out.set(this.#result);
  }

  reset(): void {
    this.#library.reset(this.#state);
  }

  [Symbol.dispose](): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#library.destroy(this.#state);
  }
}
