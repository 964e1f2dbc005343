/**
 * What parent and child of the Vosk pool say to each other: binary for audio, JSON for all else.
 *
 * Only `audio` is frequent (ten a second for each call that speaks); transcripts come a few per second.
 */
import type { AudioFormat } from '../../audio/format.ts';
import type { Expectation } from '../../contracts/turn-detector.ts';
import type { ErrorCode } from '../../errors/antiphon-error.ts';
import { firstProgramType } from '../../runtime/child-pool/framing.ts';

/** Parent to child. */
export const toChild = {
  open: firstProgramType,
  audio: firstProgramType + 1,
  flush: firstProgramType + 2,
  update: firstProgramType + 3,
  close: firstProgramType + 4,
} as const;

/** Child to parent. */
export const toParent = {
  heard: firstProgramType + 32,
  /** Bytes of audio worked off since the last one. */
  processed: firstProgramType + 33,
  failed: firstProgramType + 34,
} as const;

export interface UpdateMessage {
  phrases: readonly string[];
  expects?: Expectation;
}

export interface OpenMessage extends UpdateMessage {
  format: AudioFormat;
}

export interface FlushMessage {
  segment: number;
}

/** A transcript but for its language. */
export interface HeardMessage {
  segment: number;
  final: boolean;
  text: string;
  stability: number;
  mediaEndMs: number;
  confidence?: number;
  words?: { text: string; startMs: number; endMs: number; confidence: number }[];
}

export interface ProcessedMessage {
  bytes: number;
}

export interface FailedMessage {
  code: ErrorCode;
  message: string;
}

/** An `audio` payload begins with the position of its first sample in the leg, a float64. */
export const audioHeaderBytes = 8;

export function encodeMessage(message: object): Uint8Array {
  return Buffer.from(JSON.stringify(message));
}

export function decodeMessage<Message>(payload: Buffer): Message {
  return JSON.parse(payload.toString()) as Message;
}
