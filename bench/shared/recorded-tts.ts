/**
 * A voice in virtual time: each clause is synthesised once, for real, and from then on played back from
 * memory with the delays that it came with.
 *
 * `record` waits in wall time, before the calls begin; a clause that was not recorded is a mistake of the
 * benchmark and fails.
 */
import { decodeSamples } from '../../src/audio/decode.ts';
import { msToSamples } from '../../src/audio/format.ts';
import { newSplitter } from '../../src/call/active-reply.ts';
import type { Clock } from '../../src/clock/clock.ts';
import type {
  TextToSpeech,
  TtsCapabilities,
  TtsStream,
  TtsStreamOptions,
  WordTiming,
} from '../../src/contracts/tts.ts';
import { AntiphonError } from '../../src/errors/antiphon-error.ts';
import { cpuMs } from './process-cpu.ts';

type Piece =
  | { type: 'audio'; afterMs: number; bytes: Uint8Array }
  | { type: 'words'; afterMs: number; words: readonly WordTiming[] }
  | { type: 'end'; afterMs: number };

export interface RecordedSound {
  samples: Int16Array;
  words: { text: string; startSample: number; endSample: number }[];
}

/** No clause takes so long unless something has broken. */
const clauseMaxMs = 30_000;

export class RecordedTts implements TextToSpeech {
  readonly specificationVersion = '1';
  readonly name: string;
  readonly capabilities: TtsCapabilities;
  readonly #clock: Clock;
  readonly #source: TextToSpeech;
  readonly #spentMs: () => number;
  readonly #clauses = new Map<string, readonly Piece[]>();

  /**
   * `source` remains its owner's.
   * @param clock of the calls.
   * @param spentMs CPU spent so far; a test that must not depend on the machine gives another count.
   */
  constructor(source: TextToSpeech, clock: Clock, spentMs: () => number = cpuMs) {
    this.#source = source;
    this.#clock = clock;
    this.#spentMs = spentMs;
    this.name = source.name;
    this.capabilities = source.capabilities;
  }

  /** Synthesises a reply or a stock phrase, for real, in the clauses in which a call will ask for it. @returns those clauses. */
  async record(text: string): Promise<string[]> {
    const splitter = newSplitter();
    const clauses = [...splitter.push(text), ...splitter.end()];
    for (const clause of clauses) {
      if (!this.#clauses.has(clause)) this.#clauses.set(clause, await this.#synthesise(clause));
    }
    return clauses;
  }

  /** The delays are what it cost in CPU: as on a core of its own. */
  async #synthesise(text: string): Promise<Piece[]> {
    const pieces: Piece[] = [];
    const done = Promise.withResolvers<void>();
    const from = this.#spentMs();
    const afterMs = (): number => this.#spentMs() - from;
    const stream = this.#source.open({
      language: 'en-US',
      listener: {
        onAudio: (_clause, bytes, offset, length) =>
          pieces.push({ type: 'audio', afterMs: afterMs(), bytes: bytes.slice(offset, offset + length) }),
        onWords: (_clause, words) => pieces.push({ type: 'words', afterMs: afterMs(), words: [...words] }),
        onClauseEnd: () => {
          pieces.push({ type: 'end', afterMs: afterMs() });
          done.resolve();
        },
        onError: (_clause, error) => done.reject(error),
      },
    });
    const limit = setTimeout(() => done.reject(new Error(`no speech for: ${text}`)), clauseMaxMs);
    try {
      stream.speak(0, text);
      await done.promise;
    } finally {
      clearTimeout(limit);
      stream.close();
    }
    return pieces;
  }

  /** What a recorded reply sounds like, whole: its PCM16 samples at the rate of the voice, and when each word sounds. */
  sound(clauses: readonly string[]): RecordedSound {
    const { sampleRate } = this.capabilities.format;
    const chunks: Uint8Array[] = [];
    const words: RecordedSound['words'] = [];
    let samples = 0;
    for (const clause of clauses) {
      const start = samples;
      for (const piece of this.#clauses.get(clause) ?? []) {
        if (piece.type === 'audio') {
          chunks.push(piece.bytes);
          samples += piece.bytes.length / 2;
        } else if (piece.type === 'words') {
          for (const { textStart, textEnd, startMs, endMs } of piece.words) {
            words.push({
              text: clause.slice(textStart, textEnd),
              startSample: start + msToSamples(startMs, sampleRate),
              endSample: start + msToSamples(endMs, sampleRate),
            });
          }
        }
      }
    }
    const bytes = Buffer.concat(chunks);
    const decoded = new Int16Array(samples);
    decodeSamples('pcm16le', bytes, 0, bytes.length, decoded);
    return { samples: decoded, words };
  }

  open(options: TtsStreamOptions): TtsStream {
    return new RecordedStream(this.#clock, options, (text) => this.#clauses.get(text));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // The source is its owner's.
  }
}

class RecordedStream implements TtsStream {
  readonly #clock: Clock;
  readonly #options: TtsStreamOptions;
  readonly #find: (text: string) => readonly Piece[] | undefined;
  #timers: Disposable[] = [];
  #busyUntil = 0;

  constructor(clock: Clock, options: TtsStreamOptions, find: (text: string) => readonly Piece[] | undefined) {
    this.#clock = clock;
    this.#options = options;
    this.#find = find;
  }

  speak(clause: number, text: string): void {
    const pieces = this.#find(text);
    const from = Math.max(this.#clock.now(), this.#busyUntil);
    if (pieces === undefined) {
      const error = new AntiphonError('TTS_FAILED', `this clause was never recorded: ${text}`);
      this.#timers.push(this.#clock.at(from, () => this.#options.listener.onError(clause, error, false)));
      return;
    }
    this.#busyUntil = from + (pieces.at(-1)?.afterMs ?? 0);
    for (const piece of pieces) {
      this.#timers.push(this.#clock.at(from + piece.afterMs, () => this.#tell(clause, piece)));
    }
  }

  cancel(): void {
    for (const timer of this.#timers) timer[Symbol.dispose]();
    this.#timers = [];
    this.#busyUntil = this.#clock.now();
  }

  close(): void {
    this.cancel();
  }

  #tell(clause: number, piece: Piece): void {
    const { listener } = this.#options;
    if (piece.type === 'audio') listener.onAudio(clause, piece.bytes, 0, piece.bytes.length);
    else if (piece.type === 'words') listener.onWords(clause, piece.words);
    else listener.onClauseEnd(clause);
  }
}
