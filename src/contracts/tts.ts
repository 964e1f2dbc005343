/** Text to speech, clause by clause. Audio is pushed in pieces of the model's choosing (tens of ms and more). */
import type { AudioFormat } from '../audio/format.ts';
import type { AntiphonError } from '../errors/antiphon-error.ts';

/** One spoken word of a clause. */
export interface WordTiming {
  /** Where the word stands in the clause's text: [start, end) in UTF-16 units. */
  textStart: number;
  textEnd: number;
  /** When it sounds, from the first sample of the clause. */
  startMs: number;
  endMs: number;
}

/** Must not throw. For each clause: audio and words in any mixture, then `onClauseEnd`; clauses in the order spoken. */
export interface TtsListener {
  /** Copy what is kept: the bytes are the model's again when this returns. */
  onAudio(clause: number, bytes: Uint8Array, offset: number, length: number): void;
  /** In order; words may be told in several pieces, before or after their audio. */
  onWords(clause: number, words: readonly WordTiming[]): void;
  onClauseEnd(clause: number): void;
  /**
   * The clause cannot be spoken: this takes the place of `onClauseEnd`, and may come before earlier clauses
   * end (a full queue refuses at once). The stream stays usable unless `fatal`.
   */
  onError(clause: number, error: AntiphonError, fatal: boolean): void;
}

export interface TtsStreamOptions {
  voice?: string;
  /** BCP-47. */
  language: string;
  /** How names are to be pronounced: written form to spoken form. */
  lexicon?: Readonly<Record<string, string>>;
  listener: TtsListener;
}

export interface TtsStream {
  /** Queues a clause; `clause` numbers count up from 0 within the stream. */
  speak(clause: number, text: string): void;
  /** Drops what is queued and in work; no listener is called for clauses spoken before this. */
  cancel(): void;
  /** No listener is called after this. Idempotent. */
  close(): void;
}

export interface TtsCapabilities {
  /** What the model yields, every stream alike. */
  format: AudioFormat;
  wordTimings: boolean;
  voices: readonly string[];
  /** Audio ahead of playout beyond which the session holds back further clauses. */
  highWaterMs: number;
}

export interface TextToSpeech extends AsyncDisposable {
  readonly specificationVersion: '1';
  readonly name: string;
  readonly capabilities: TtsCapabilities;
  /** @throws AntiphonError CONFIG_INVALID for a voice or language that it does not have. */
  open(options: TtsStreamOptions): TtsStream;
}
