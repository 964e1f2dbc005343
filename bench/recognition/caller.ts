/** One caller who says one recording into a stream of the recogniser, as a session would pass it on. */
import { encodeSamples } from '../../src/audio/decode.ts';
import { frameMs, msToSamples, samplesToMs, type SampleRate } from '../../src/audio/format.ts';
import type { Clock } from '../../src/clock/clock.ts';
import type { SpeechToText, SttStream } from '../../src/contracts/stt.ts';
import { AntiphonError } from '../../src/errors/antiphon-error.ts';
import type { Sound } from './sound.ts';

export interface HeardSound {
  text: string;
  /** From the flush to the final transcript. Means something only at the pace of speech. */
  finalMs: number;
  audioSeconds: number;
}

/** `speech`: one frame every 20 ms. `unhurried`: all at once, as quickly as it is heard. */
export type Pace = 'speech' | 'unhurried';

/** Nothing here takes so long unless something has broken. */
const answerMaxMs = 120_000;

export async function say(
  sound: Sound,
  speechToText: SpeechToText,
  clock: Clock,
  pace: Pace,
): Promise<HeardSound> {
  const answer = Promise.withResolvers<string>();
  const stream = speechToText.open({
    format: { encoding: 'pcm16le', sampleRate: sound.sampleRate as SampleRate, channels: 1 },
    language: 'en-US',
    hints: {},
    listener: {
      onTranscript: ({ final, text }) => {
        if (final) answer.resolve(text);
      },
      onError: (error) => answer.reject(error),
    },
  });
  using _limit = clock.at(clock.now() + answerMaxMs + soundMs(sound), () => {
    answer.reject(new AntiphonError('STT_TIMEOUT', 'the benchmark waited in vain for a transcript'));
  });
  using line = new Line(sound, stream, clock);
  try {
    // The answer is listened for from the start: a stream may fail while it is still being written.
    const [flushedAtMs, text, answeredAtMs] = await Promise.all([
      pace === 'speech' ? line.speak() : line.pour(),
      answer.promise,
      answer.promise.then(() => clock.now()),
    ]);
    return { text, finalMs: answeredAtMs - flushedAtMs, audioSeconds: soundMs(sound) / 1000 };
  } finally {
    stream.close();
  }
}

/** Writes a sound frame by frame, then flushes. */
class Line implements Disposable {
  readonly #sound: Sound;
  readonly #stream: SttStream;
  readonly #clock: Clock;
  readonly #frameSamples: number;
  readonly #frame: Uint8Array;
  #sequence = 0;
  #beat: Disposable | undefined;

  constructor(sound: Sound, stream: SttStream, clock: Clock) {
    this.#sound = sound;
    this.#stream = stream;
    this.#clock = clock;
    this.#frameSamples = msToSamples(frameMs, sound.sampleRate);
    this.#frame = new Uint8Array(this.#frameSamples * 2);
  }

  /** At the pace of speech. Resolves with the time of the flush. */
  speak(): Promise<number> {
    const flushed = Promise.withResolvers<number>();
    this.#beat = this.#clock.every(frameMs, () => {
      if (this.#writeFrame()) return;
      this.#beat?.[Symbol.dispose]();
      flushed.resolve(this.#flush());
    });
    return flushed.promise;
  }

  /** All at once. @returns the time of the flush. */
  pour(): number {
    while (this.#writeFrame());
    return this.#flush();
  }

  [Symbol.dispose](): void {
    this.#beat?.[Symbol.dispose]();
  }

  /** @returns false after the last frame. */
  #writeFrame(): boolean {
    const { samples } = this.#sound;
    const at = this.#sequence * this.#frameSamples;
    const count = Math.min(this.#frameSamples, samples.length - at);
    if (count <= 0) return false;
    const length = encodeSamples('pcm16le', samples, at, count, this.#frame);
    this.#stream.write(this.#frame, 0, length, this.#sequence, at, 0);
    this.#sequence += 1;
    return true;
  }

  #flush(): number {
    this.#stream.flush(0);
    return this.#clock.now();
  }
}

function soundMs({ samples, sampleRate }: Sound): number {
  return samplesToMs(samples.length, sampleRate);
}
