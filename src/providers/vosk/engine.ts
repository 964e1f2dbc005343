/**
 * What the child program needs from a recogniser library: small enough to be played by a script in tests.
 *
 * An engine module exports `openEngine`; the child imports it by path. Everything is synchronous: the
 * child has nothing else to do, and a call never takes more than one piece of audio.
 */

/** The rate at which engines hear. */
export const engineSampleRate = 16000;

export interface EngineWord {
  text: string;
  /** Seconds since the recogniser was made, in the audio it was given. */
  start: number;
  end: number;
  /** 0 to 1. */
  conf: number;
}

export interface EngineReading {
  words: EngineWord[];
  /** Likelihood, nats: only differences count. */
  score: number;
}

export interface EngineRecogniser {
  accept(samples: Int16Array, count: number): void;
  /** The text so far, which may change. */
  partial(): string;
  /** Ends the utterance. The recogniser goes on with the next one, of which it remembers nothing. */
  final(): EngineWord[];
  /** The same with the next likely readings, the likeliest first: of a recogniser that was made for it. */
  readings?(): EngineReading[];
  free(): void;
}

export interface SpeechEngine {
  /** In lower case. */
  hasWord(word: string): boolean;
  /**
   * @param grammar phrases of known words; undefined: anything may be said.
   * @param readingsMax above 0: it tells readings, and of `final` no more than the end.
   */
  createRecogniser(grammar: readonly string[] | undefined, readingsMax?: number): EngineRecogniser;
}

export type EngineParameters = Readonly<Record<string, string>>;

export interface EngineModule {
  openEngine(parameters: EngineParameters): Promise<SpeechEngine>;
}

/** What an engine writes for sound that no phrase of the grammar explains. */
export const unknownWord = '[unk]';
