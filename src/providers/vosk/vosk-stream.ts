/**
 * One call's line to a recogniser in a child process.
 *
 * Two limits keep it honest. Audio that the child has not worked off counts against `queueMaxMs`, wherever
 * it waits (our socket, the child, a child still to be started): beyond it the stream fails with
 * STT_OVERLOADED rather than fall behind for ever. A flush without an answer within `flushMaxMs` fails it
 * with STT_TIMEOUT; a child that has really hung is found by its pings and killed for all.
 */
import { bytesPerSample, msToSamples } from '../../audio/format.ts';
import type { Clock } from '../../clock/clock.ts';
import type { SttHints, SttListener, SttStream, SttStreamOptions } from '../../contracts/stt.ts';
import { AntiphonError } from '../../errors/antiphon-error.ts';
import type { ChildEnd } from '../../runtime/child-pool/child-link.ts';
import type { ChildPool, Lease } from '../../runtime/child-pool/child-pool.ts';
import { PieceBuffer } from './piece-buffer.ts';
import {
  decodeMessage,
  encodeMessage,
  toChild,
  toParent,
  type FailedMessage,
  type HeardMessage,
  type ProcessedMessage,
  type UpdateMessage,
} from './protocol.ts';

export interface VoskStreamLimits {
  /** Audio that may wait for the child, in milliseconds of sound. */
  queueMaxMs: number;
  /** From a flush to its final transcript. */
  flushMaxMs: number;
}

const nothing = new Uint8Array(0);

export class VoskStream implements SttStream {
  readonly #listener: SttListener;
  readonly #language: string;
  readonly #clock: Clock;
  readonly #limits: VoskStreamLimits;
  readonly #queueMaxBytes: number;
  readonly #lease: Lease;
  readonly #piece: PieceBuffer;
  readonly #onClosed: () => void;
  /** The deadlines of flushes without an answer, in order. */
  readonly #flushes: Disposable[] = [];
  #queuedBytes = 0;
  #closed = false;

  constructor(
    options: SttStreamOptions,
    pool: ChildPool,
    clock: Clock,
    limits: VoskStreamLimits,
    onClosed: () => void,
  ) {
    const { format } = options;
    this.#listener = options.listener;
    this.#language = options.language;
    this.#clock = clock;
    this.#limits = limits;
    this.#onClosed = onClosed;
    this.#queueMaxBytes = msToSamples(limits.queueMaxMs, format.sampleRate) * bytesPerSample(format.encoding);
    this.#lease = pool.lease({
      onFrame: (type, payload) => this.#onFrame(type, payload),
      onEnd: (end) => this.#fail(toSttError(end)),
    });
    this.#piece = new PieceBuffer(format, (message, audioBytes) => this.#sendPiece(message, audioBytes));
    this.#lease.send(toChild.open, encodeMessage({ format, ...said(options.hints) }));
  }

  write(
    bytes: Uint8Array,
    offset: number,
    length: number,
    _sequence: number,
    mediaTimeSamples: number,
    _lostFrames: number,
  ): void {
    if (!this.#closed) this.#piece.add(bytes, offset, length, mediaTimeSamples);
  }

  flush(segment: number): void {
    if (this.#closed) return;
    this.#piece.flush();
    // The last piece may have been one too many.
    if (this.#closed) return;
    this.#lease.send(toChild.flush, encodeMessage({ segment }));
    const { flushMaxMs } = this.#limits;
    const deadline = this.#clock.at(this.#clock.now() + flushMaxMs, () => {
      this.#fail(new AntiphonError('STT_TIMEOUT', `no transcript ${flushMaxMs} ms after a flush`));
    });
    this.#flushes.push(deadline);
  }

  update(hints: SttHints): void {
    if (this.#closed) return;
    this.#piece.flush();
    this.#lease.send(toChild.update, encodeMessage(said(hints)));
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const deadline of this.#flushes.splice(0)) deadline[Symbol.dispose]();
    this.#lease.send(toChild.close, nothing);
    this.#lease[Symbol.dispose]();
    this.#onClosed();
  }

  #sendPiece(message: Uint8Array, audioBytes: number): void {
    if (this.#closed) return;
    this.#queuedBytes += audioBytes;
    if (this.#queuedBytes > this.#queueMaxBytes) {
      const text = `more than ${this.#limits.queueMaxMs} ms of audio wait to be recognised`;
      this.#fail(new AntiphonError('STT_OVERLOADED', text));
      return;
    }
    this.#lease.send(toChild.audio, message);
  }

  #onFrame(type: number, payload: Buffer): void {
    if (type === toParent.heard) this.#onHeard(decodeMessage<HeardMessage>(payload));
    else if (type === toParent.processed) this.#queuedBytes -= decodeMessage<ProcessedMessage>(payload).bytes;
    else if (type === toParent.failed) {
      const { code, message } = decodeMessage<FailedMessage>(payload);
      this.#fail(new AntiphonError(code, message));
    }
  }

  #onHeard(heard: HeardMessage): void {
    if (heard.final) this.#flushes.shift()?.[Symbol.dispose]();
    this.#listener.onTranscript({ ...heard, language: this.#language });
  }

  #fail(error: AntiphonError): void {
    if (this.#closed) return;
    this.close();
    this.#listener.onError(error);
  }
}

function said({ phrases = [], expects }: SttHints): UpdateMessage {
  return expects === undefined ? { phrases } : { phrases, expects };
}

function toSttError({ reason, detail }: ChildEnd): AntiphonError {
  const what = {
    crashed: 'the recogniser crashed',
    hung: 'the recogniser hung and was killed',
    'not-ready': 'the recogniser did not start',
    closed: 'the recogniser was closed',
  }[reason];
  return new AntiphonError('STT_FAILED', `${what}: ${detail}`, { data: { reason } });
}
