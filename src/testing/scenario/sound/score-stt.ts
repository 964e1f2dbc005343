/**
 * A recogniser that reads along: it knows which word sounds when, and hears those whose sound it was given. What the
 * VAD did not let through, or what was cut off, it has not heard; what it was given in two pieces comes in two.
 */
import { bytesPerSample, frameMs, msToSamples, type AudioFormat } from '../../../audio/format.ts';
import { levelDbfs } from '../../../audio/level.ts';
import type { Clock } from '../../../clock/clock.ts';
import type { SpeechToText, SttCapabilities, SttStream, SttStreamOptions } from '../../../contracts/stt.ts';
import type { SoundingWord } from './spoken-line.ts';

/** Words come so long after their sound, as from a service in the same region. */
const interimMs = 150;
const finalMs = 250;
const finalMsP99 = 300;
const audibleDbfs = -50;
/** Of a word, what must have been heard to know it. */
const knownShare = 0.6;

/** A word at its place in the sound that came in, in milliseconds since the line was opened. */
type ScoreWord = SoundingWord & { heardMs: number };

export class ScoreStt implements SpeechToText {
  readonly specificationVersion = '1';
  readonly name = 'score';
  readonly capabilities: SttCapabilities;
  readonly clock: Clock;
  /** What is said in this call, in order. */
  readonly score: ScoreWord[] = [];

  constructor(clock: Clock, format: AudioFormat) {
    this.clock = clock;
    this.capabilities = {
      interim: true,
      phrases: true,
      formats: [format],
      endpointAuthority: 'local',
      finalMsP99,
    };
  }

  /** These words are said from `atMs` of the incoming sound on. */
  add(words: readonly SoundingWord[], atMs: number): void {
    for (const { text, startMs, endMs } of words) {
      this.score.push({ text, startMs: atMs + startMs, endMs: atMs + endMs, heardMs: 0 });
    }
  }

  open(options: SttStreamOptions): SttStream {
    return new ScoreStream(this, options);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // Nothing is held.
  }
}

class ScoreStream implements SttStream {
  readonly #stt: ScoreStt;
  readonly #options: SttStreamOptions;
  readonly #timers = new Set<Disposable>();
  readonly #frameBytes: number;
  /** Words of the score that an earlier segment has told. */
  #told = 0;
  #segment = 0;
  #known = 0;
  #mediaEndMs = 0;
  #closed = false;

  constructor(stt: ScoreStt, options: SttStreamOptions) {
    this.#stt = stt;
    this.#options = options;
    const { encoding, sampleRate } = options.format;
    this.#frameBytes = msToSamples(frameMs, sampleRate) * bytesPerSample(encoding);
  }

  write(
    bytes: Uint8Array,
    offset: number,
    length: number,
    _sequence: number,
    mediaTimeSamples: number,
  ): void {
    const { encoding, sampleRate } = this.#options.format;
    const startMs = (mediaTimeSamples * 1000) / sampleRate;
    for (let at = 0; at < length; at += this.#frameBytes) {
      const piece = Math.min(this.#frameBytes, length - at);
      const fromMs = startMs + (at / this.#frameBytes) * frameMs;
      if (levelDbfs(encoding, bytes, offset + at, piece) >= audibleDbfs) this.#hear(fromMs, fromMs + frameMs);
    }
    this.#mediaEndMs = startMs + (length / this.#frameBytes) * frameMs;
    const known = this.#words().length;
    if (known <= this.#known) return;
    this.#known = known;
    this.#tell(interimMs, this.#segment, false);
  }

  flush(segment: number): void {
    this.#tell(finalMs, segment, true);
    this.#segment = segment + 1;
    this.#known = 0;
    // What has begun to sound belongs to this segment, known or not.
    const next = this.#stt.score.findIndex(({ startMs }) => startMs >= this.#mediaEndMs);
    this.#told = next === -1 ? this.#stt.score.length : next;
  }

  update(): void {
    // It reads along: hints tell it nothing.
  }

  close(): void {
    this.#closed = true;
    for (const timer of this.#timers) timer[Symbol.dispose]();
  }

  #hear(fromMs: number, untilMs: number): void {
    for (const word of this.#stt.score) {
      word.heardMs += Math.max(0, Math.min(untilMs, word.endMs) - Math.max(fromMs, word.startMs));
    }
  }

  #words(): string[] {
    return this.#stt.score
      .slice(this.#told)
      .filter(({ startMs, endMs, heardMs }) => heardMs >= knownShare * (endMs - startMs))
      .map(({ text }) => text);
  }

  #tell(afterMs: number, segment: number, final: boolean): void {
    const text = this.#words().join(' ');
    const mediaEndMs = this.#mediaEndMs;
    const { clock } = this.#stt;
    const timer = clock.at(clock.now() + afterMs, () => {
      this.#timers.delete(timer);
      // A final has told it better.
      if (this.#closed || (!final && segment !== this.#segment)) return;
      const { language, listener } = this.#options;
      listener.onTranscript({ segment, text, final, stability: final ? 1 : 0.9, language, mediaEndMs });
    });
    this.#timers.add(timer);
  }
}
