/**
 * A leg: one media connection of a call (the caller; later a person in a warm transfer).
 *
 * Audio is pushed synchronously as encoded bytes; no promise, object or event per frame. What the
 * far end has really played comes back as receipts of marks: the only truth about what was heard.
 */
import type { AudioFormat } from '../audio/format.ts';
import type { AntiphonError } from '../errors/antiphon-error.ts';

/** Receives audio. Must copy what it keeps: the bytes are the sender's again when it returns. */
export interface AudioSink {
  /**
   * @param sequence Counts frames from 0.
   * @param mediaTimeSamples Position of the first sample in this stream.
   * @param lostFrames Frames known to be missing just before this one.
   */
  write(
    bytes: Uint8Array,
    offset: number,
    length: number,
    sequence: number,
    mediaTimeSamples: number,
    lostFrames: number,
  ): void;
}

export interface LegCapabilities {
  /** The far end can drop what it has buffered. */
  clear: boolean;
  /** The far end can hold its playout and go on from the same sample. */
  pause: boolean;
  /** `played`: marks return when they were played; `sent`: when they left us; `none`: never. */
  receipts: 'played' | 'sent' | 'none';
  wideband: boolean;
  /** The far end removes our own voice from what it sends. */
  echoCancelled: boolean;
  dtmf: boolean;
}

/** A mark that returns `cleared` was NOT heard. */
export interface MarkReceipt {
  epoch: number;
  markId: string;
  status: 'played' | 'cleared';
}

export interface LegClosed {
  by: 'caller' | 'network' | 'error' | 'us';
  /** A short reason for logs and events. */
  reason: string;
  error?: AntiphonError;
}

/** What a leg tells its session. Called synchronously; must not throw. */
export interface LegListener {
  audio: AudioSink;
  onReceipt(receipt: MarkReceipt): void;
  onDtmf(digit: string): void;
  /** The last call a listener gets. */
  onClosed(closed: LegClosed): void;
}

export interface MediaLeg extends AsyncDisposable {
  readonly legId: string;
  readonly formatIn: AudioFormat;
  readonly formatOut: AudioFormat;
  readonly capabilities: LegCapabilities;
  /** One listener, once, before anything else. What arrived earlier is delivered at once, within the leg's bound. */
  attach(listener: LegListener): void;
  /**
   * Queues audio for playout at the far end.
   * @returns bytes taken: less than `length` is back-pressure, never an unbounded queue.
   */
  play(bytes: Uint8Array, offset: number, length: number): number;
  /** Names the point behind the last byte taken by `play`. */
  mark(markId: string): void;
  /** Drops all that is queued and starts a new epoch, which it returns. */
  clear(): number;
  /** Where `capabilities.pause`: holds the far end's playout, or lets it go on from the same sample. `clear` ends a hold. */
  pause?(on: boolean): void;
  /**
   * Ends the connection, orderly, once what is queued has gone or at once when it cannot. Idempotent.
   * Calls `onClosed` before it returns.
   */
  close(reason: string): void;
}

/** Signalling, apart from media. What a transport cannot do is absent. */
export interface CallControl {
  hangup(cause: string): void;
  hold?(on: boolean): void;
  transfer?(target: string, summary: string): void;
  sendDtmf?(digits: string): void;
}

/** How much of a reply has been played: exact where there are receipts, an interval where only a clock is known. */
export interface PlayoutPosition {
  minSamples: number;
  maxSamples: number;
  source: 'receipt' | 'clock';
}
