/** Speech to text. Audio is pushed; transcripts come back as typed events, a few per second. */
import type { AudioFormat } from '../audio/format.ts';
import type { AntiphonError } from '../errors/antiphon-error.ts';
import type { Expectation } from './turn-detector.ts';
import type { AudioSink } from './media-leg.ts';

export interface SttCapabilities {
  interim: boolean;
  /** Takes phrases as hints, and changes of them in mid-stream. */
  phrases: boolean;
  formats: readonly AudioFormat[];
  /** Who decides that the turn is over. The house decides unless a provider insists. */
  endpointAuthority: 'local' | 'provider';
  /** 99th percentile of the time from `flush` to the final transcript, as measured: part of the turn's deadline. */
  finalMsP99: number;
}

export interface TranscriptWord {
  text: string;
  /** Positions in the leg's audio. */
  startMs: number;
  endMs: number;
  /** 0 to 1. */
  confidence: number;
}

export interface Transcript {
  /** The segment this text belongs to: it ends with the `flush` of that number. */
  segment: number;
  text: string;
  final: boolean;
  /** 0 to 1: how likely the text stays as it is. A final is 1. */
  stability: number;
  /** 0 to 1 over the whole text, where the model tells. */
  confidence?: number;
  words?: readonly TranscriptWord[];
  /** BCP-47. */
  language: string;
  /** End of the audio that this text covers, in the leg's audio. */
  mediaEndMs: number;
}

export interface SttHints {
  language?: string;
  /** What is likely to be said now: examples, names, values. A small language model, not a menu. */
  phrases?: readonly string[];
  expects?: Expectation;
}

/** Must not throw. */
export interface SttListener {
  /** Every `flush(segment)` is answered by exactly one final of that segment, empty where nothing was said. */
  onTranscript(transcript: Transcript): void;
  /** The stream is of no more use: the session opens another or ends the call. */
  onError(error: AntiphonError): void;
}

export interface SttStreamOptions {
  /** One of the model's `formats`. */
  format: AudioFormat;
  language: string;
  hints: SttHints;
  listener: SttListener;
}

export interface SttStream extends AudioSink {
  /** Ends segment `segment` with the audio written so far. Segments count from 0. */
  flush(segment: number): void;
  /** Takes effect with the next segment at the latest. */
  update(hints: SttHints): void;
  /** No listener is called after this. Frees everything; what was pending is dropped. Idempotent. */
  close(): void;
}

export interface SpeechToText extends AsyncDisposable {
  readonly specificationVersion: '1';
  readonly name: string;
  readonly capabilities: SttCapabilities;
  /** Synchronous, so that no audio is lost meanwhile; a stream that cannot start says so through `onError`. */
  open(options: SttStreamOptions): SttStream;
}
