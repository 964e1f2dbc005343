/** Listens for the beep of an answering machine in what a leg sends, on its way to the ear. Per frame nothing is allocated. */
import { BeepDetector } from '../audio/beep.ts';
import { decodeSamples } from '../audio/decode.ts';
import { frameMs, msToSamples, type AudioFormat } from '../audio/format.ts';
import type { AudioSink } from '../contracts/media-leg.ts';

/** Behind the first minute nobody waits for a beep any more. */
const framesMax = 60_000 / frameMs;

export class BeepEar implements AudioSink {
  #frames = 0;
  readonly #ear: AudioSink;
  readonly #format: AudioFormat;
  readonly #onBeep: () => void;
  readonly #detector: BeepDetector;
  readonly #samples: Int16Array;

  constructor(ear: AudioSink, format: AudioFormat, onBeep: () => void) {
    this.#ear = ear;
    this.#format = format;
    this.#onBeep = onBeep;
    this.#detector = new BeepDetector(format.sampleRate);
    this.#samples = new Int16Array(msToSamples(frameMs, format.sampleRate));
  }

  write(
    bytes: Uint8Array,
    offset: number,
    length: number,
    sequence: number,
    mediaTimeSamples: number,
    lostFrames: number,
  ): void {
    this.#ear.write(bytes, offset, length, sequence, mediaTimeSamples, lostFrames);
    if (this.#frames === framesMax) return;
    this.#frames += 1;
    const count = decodeSamples(this.#format.encoding, bytes, offset, length, this.#samples);
    if (this.#detector.hear(this.#samples, count)) this.#onBeep();
  }
}
