/**
 * A voice whose every sample tells where it comes from: the n-th clause it was ever asked for sounds as
 * the constant value `1000 + n`, so that a test can read off a recording which clauses were played.
 */
import type { Clock } from '../clock/clock.ts';
import type {
  TextToSpeech,
  TtsCapabilities,
  TtsStream,
  TtsStreamOptions,
  WordTiming,
} from '../contracts/tts.ts';
import { AntiphonError } from '../errors/antiphon-error.ts';

export interface ScriptedTtsOptions {
  clock: Clock;
  /** From `speak` to the first audio. Default 100. */
  firstByteMs?: number;
  /** Audio per unit of time. Default 10. */
  timesRealTime?: number;
  /** Default 300. */
  msPerWord?: number;
  /** Default true. */
  wordTimings?: boolean;
  /** `stalls` yields the first piece of each clause and nothing more. Default `works`. */
  behaviour?: 'works' | 'silent' | 'fails' | 'stalls';
}

const sampleRate = 16_000;
const pieceMs = 100;
/** The value of the samples of the first clause. */
export const firstClauseValue = 1000;

export class ScriptedTts implements TextToSpeech {
  readonly specificationVersion = '1';
  readonly name = 'scripted';
  readonly capabilities: TtsCapabilities;
  /** Every clause asked for: its samples have the value `firstClauseValue + index`. */
  readonly clauses: string[] = [];
  openStreams = 0;
  readonly options: ScriptedTtsOptions;

  constructor(options: ScriptedTtsOptions) {
    this.options = options;
    this.capabilities = {
      format: { encoding: 'pcm16le', sampleRate, channels: 1 },
      wordTimings: options.wordTimings ?? true,
      voices: ['scripted'],
      highWaterMs: 3_000,
    };
  }

  open(options: TtsStreamOptions): TtsStream {
    this.openStreams += 1;
    return new ScriptedTtsStream(this, options);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // Nothing is held.
  }
}

class ScriptedTtsStream implements TtsStream {
  readonly #waiting: { clause: number; text: string; value: number }[] = [];
  #timer: Disposable | undefined;
  #closed = false;
  readonly #tts: ScriptedTts;
  readonly #options: TtsStreamOptions;

  constructor(tts: ScriptedTts, options: TtsStreamOptions) {
    this.#tts = tts;
    this.#options = options;
  }

  speak(clause: number, text: string): void {
    this.#waiting.push({ clause, text, value: firstClauseValue + this.#tts.clauses.length });
    this.#tts.clauses.push(text);
    if (this.#timer === undefined) this.#next();
  }

  cancel(): void {
    this.#waiting.length = 0;
    this.#timer?.[Symbol.dispose]();
    this.#timer = undefined;
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.cancel();
    this.#tts.openStreams -= 1;
  }

  #next(): void {
    const job = this.#waiting.shift();
    if (job === undefined) return;
    const { behaviour = 'works', firstByteMs = 100, msPerWord = 300 } = this.#tts.options;
    const words = [...job.text.matchAll(/\S+/g)];
    const totalMs = words.length * msPerWord;
    this.#after(firstByteMs, () => {
      if (behaviour === 'silent') return;
      if (behaviour === 'fails') {
        this.#options.listener.onError(
          job.clause,
          new AntiphonError('TTS_FAILED', 'scripted failure'),
          false,
        );
        this.#next();
        return;
      }
      if (this.#tts.capabilities.wordTimings) {
        const timings = words.map((match, index): WordTiming => ({
          textStart: match.index,
          textEnd: match.index + match[0].length,
          startMs: index * msPerWord,
          endMs: (index + 1) * msPerWord,
        }));
        this.#options.listener.onWords(job.clause, timings);
      }
      // Every piece of a clause sounds alike: one buffer serves them all.
      const samples = new Int16Array((pieceMs * sampleRate) / 1000).fill(job.value);
      this.#piece({ clause: job.clause, audio: new Uint8Array(samples.buffer) }, 0, totalMs);
    });
  }

  #piece(job: { clause: number; audio: Uint8Array }, fromMs: number, totalMs: number): void {
    const { behaviour, timesRealTime = 10 } = this.#tts.options;
    const ms = Math.min(pieceMs, totalMs - fromMs);
    this.#options.listener.onAudio(job.clause, job.audio, 0, (ms * sampleRate * 2) / 1000);
    if (behaviour === 'stalls') return;
    this.#after(ms / timesRealTime, () => {
      if (fromMs + ms < totalMs) {
        this.#piece(job, fromMs + ms, totalMs);
        return;
      }
      this.#options.listener.onClauseEnd(job.clause);
      this.#next();
    });
  }

  #after(ms: number, act: () => void): void {
    const { clock } = this.#tts.options;
    this.#timer = clock.at(clock.now() + ms, () => {
      this.#timer = undefined;
      if (!this.#closed) act();
    });
  }
}
