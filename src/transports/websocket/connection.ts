/**
 * One accepted socket, kept within its limits: what passes on is audio of whole samples at no more than
 * real time, and text of bounded size and rate. Everything else ends this connection, with a reason the
 * far end can read, and never reaches the process: ws reports errors here, and so does our own code.
 *
 * Alive means that something arrived lately. A far end that says nothing is pinged; one that answers
 * nothing, or reads nothing, is gone within five seconds.
 */
import type { RawData, WebSocket } from 'ws';
import type { AudioFormat } from '../../audio/format.ts';
import type { Clock, InstantMs } from '../../clock/clock.ts';
import type { LegClosed } from '../../contracts/media-leg.ts';
import { AntiphonError, describeThrown } from '../../errors/antiphon-error.ts';
import { LeakyBucket } from './leaky-bucket.ts';
import type { WebSocketLimits } from './limits.ts';
import { closeCodeOf, type ServerMessage } from './protocol.ts';

export interface ConnectionHandlers {
  /** Audio, whole samples; the bytes are the socket's again when this returns. */
  onAudio(bytes: Uint8Array): void;
  onText(text: string): void;
  /** About once a second. */
  onTick(now: InstantMs): void;
  /** The last word. */
  onGone(closed: LegClosed): void;
}

/** No piece of audio counts as shorter than this: a flood of tiny ones is a flood. */
const minPieceMs = 2.5;
/** Clocks of sound cards differ; a caller whose clock runs 2 % fast is still in real time. */
const realTimeTolerance = 1.02;
const binary = { binary: true, compress: false } as const;

export class Connection {
  readonly limits: WebSocketLimits;
  /** Resolves when the socket is closed and nothing of it is left. */
  readonly gone: Promise<void>;
  /** Resolves when the connection has ended, though the socket may still be saying goodbye. */
  readonly ended: Promise<LegClosed>;
  readonly #socket: WebSocket;
  readonly #clock: Clock;
  readonly #resolveEnded: (closed: LegClosed) => void;
  #handlers: ConnectionHandlers;
  #isEnded = false;
  #bytesPerMs = 0;
  readonly #audioBucket: LeakyBucket;
  readonly #controlBucket: LeakyBucket;
  #heardAt: InstantMs;
  #stuckSince: InstantMs | undefined;
  readonly #heartbeat: Disposable;
  #terminator: Disposable | undefined;

  constructor(socket: WebSocket, clock: Clock, limits: WebSocketLimits, handlers: ConnectionHandlers) {
    this.#socket = socket;
    this.#clock = clock;
    this.limits = limits;
    this.#handlers = handlers;
    this.#heardAt = clock.now();
    const ended = Promise.withResolvers<LegClosed>();
    this.ended = ended.promise;
    this.#resolveEnded = ended.resolve;
    this.#audioBucket = new LeakyBucket(limits.maxAheadMs, realTimeTolerance);
    this.#controlBucket = new LeakyBucket(limits.controlBurst, limits.controlPerSecond / 1000);
    socket.on('message', this.#onMessage);
    socket.on('ping', this.#onPing);
    socket.on('pong', this.#onPong);
    socket.on('error', this.#onError);
    this.gone = new Promise((resolve) => {
      socket.once('close', (code) => {
        this.#onClose(code);
        resolve();
      });
    });
    this.#heartbeat = clock.every(limits.pingEveryMs, () => this.#beat());
  }

  get isEnded(): boolean {
    return this.#isEnded;
  }

  /** Bytes that the socket has not got rid of. */
  get bufferedBytes(): number {
    return this.#socket.bufferedAmount;
  }

  /** From now on somebody else listens, and audio of this format may come. */
  handOver(format: AudioFormat, handlers: ConnectionHandlers): void {
    this.#handlers = handlers;
    this.#bytesPerMs = (format.sampleRate * 2) / 1000;
  }

  send(message: ServerMessage): void {
    if (!this.#isEnded) this.#socket.send(JSON.stringify(message));
  }

  /** Copies: ws may still hold the bytes when this returns. */
  sendAudio(bytes: Uint8Array, offset: number, length: number): void {
    if (this.#isEnded) return;
    // Whoever sends has found room: the far end reads, if slowly.
    this.#stuckSince = undefined;
    const copy = Buffer.allocUnsafe(length);
    copy.set(length === bytes.length ? bytes : bytes.subarray(offset, offset + length));
    this.#socket.send(copy, binary);
  }

  /** Ends because of an error: the far end is told its code. */
  fail(error: AntiphonError, by: LegClosed['by'] = 'error'): void {
    this.end({ by, reason: error.message, error }, error);
  }

  /** Ends in order: what was sent before goes out first. Idempotent. */
  end(closed: LegClosed, error?: AntiphonError): void {
    if (this.#isEnded) return;
    const code = error?.code ?? 'OK';
    this.send({ type: 'end', code, reason: closed.reason, retryable: error?.retryable ?? false });
    this.#finish(closed);
    this.#socket.close(closeCodeOf(code), code);
    if (closed.by === 'network') this.#socket.terminate();
    else if (this.#socket.readyState !== this.#socket.CLOSED) {
      const { closeTimeoutMs } = this.limits;
      this.#terminator = this.#clock.at(this.#clock.now() + closeTimeoutMs, () => this.#socket.terminate());
    }
  }

  readonly #onMessage = (data: RawData, isBinary: boolean): void => {
    if (this.#isEnded) return;
    const now = this.#clock.now();
    this.#heardAt = now;
    try {
      // With ws's default binary type a message is one Buffer, text included.
      if (isBinary) this.#receiveAudio(now, data as Buffer);
      else this.#receiveText(now, data as Buffer);
    } catch (thrown) {
      this.fail(AntiphonError.from(thrown, 'INVARIANT_BROKEN', 'a message could not be handled'));
    }
  };

  #receiveAudio(now: InstantMs, bytes: Buffer): void {
    const { length } = bytes;
    if (this.#bytesPerMs === 0) return this.#violation('audio came before `start`');
    if (length > this.limits.maxAudioBytes) return this.#tooLarge(length, this.limits.maxAudioBytes);
    if (length === 0 || length % 2 === 1)
      return this.#violation(`audio of ${length} bytes is not whole samples`);
    if (!this.#audioBucket.pour(now, Math.max(minPieceMs, length / this.#bytesPerMs))) {
      return this.#violation(`audio came more than ${this.limits.maxAheadMs} ms ahead of real time`);
    }
    return this.#handlers.onAudio(bytes);
  }

  #receiveText(now: InstantMs, bytes: Buffer): void {
    if (bytes.length > this.limits.maxTextBytes)
      return this.#tooLarge(bytes.length, this.limits.maxTextBytes);
    if (!this.#controlBucket.pour(now, 1)) return this.#violation('too many control messages');
    return this.#handlers.onText(bytes.toString('utf8'));
  }

  readonly #onPing = (): void => {
    const now = this.#clock.now();
    this.#heardAt = now;
    if (!this.#controlBucket.pour(now, 1)) this.#violation('too many pings');
  };

  readonly #onPong = (): void => {
    const now = this.#clock.now();
    this.#heardAt = now;
    if (!this.#controlBucket.pour(now, 1)) this.#violation('too many pongs');
  };

  /** ws has begun to close already: there is nobody left to explain to. */
  readonly #onError = (thrown: Error & { code?: string }): void => {
    const wsCode = thrown.code ?? '';
    if (!wsCode.startsWith('WS_ERR_')) return this.#finish({ by: 'network', reason: describeThrown(thrown) });
    const code = wsCode === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH' ? 'MESSAGE_TOO_LARGE' : 'PROTOCOL_VIOLATION';
    return this.fail(new AntiphonError(code, `the far end broke WebSocket: ${thrown.message}`));
  };

  #onClose(code: number): void {
    // 1001 is a page that was left, 1005 a `close()` without a word; 1006 is a socket that was lost.
    const isOrderly = code === 1000 || code === 1001 || code === 1005;
    this.#finish(
      isOrderly
        ? { by: 'caller', reason: 'the caller hung up' }
        : { by: 'network', reason: `the socket closed with ${code}` },
    );
    this.#terminator?.[Symbol.dispose]();
    this.#socket.off('message', this.#onMessage);
    this.#socket.off('ping', this.#onPing);
    this.#socket.off('pong', this.#onPong);
    // The error listener stays: an error without one would end the process.
  }

  #beat(): void {
    const now = this.#clock.now();
    const silentMs = now - this.#heardAt;
    if (silentMs >= this.limits.silenceMaxMs) return this.#lost(`nothing was heard for ${silentMs} ms`);
    if (silentMs >= this.limits.pingEveryMs) this.#socket.ping();
    if (this.bufferedBytes <= this.limits.maxBufferedBytes) this.#stuckSince = undefined;
    else this.#stuckSince ??= now;
    if (this.#stuckSince !== undefined && now - this.#stuckSince >= this.limits.silenceMaxMs) {
      return this.#lost('the far end has stopped reading');
    }
    return this.#handlers.onTick(now);
  }

  #lost(reason: string): void {
    this.fail(new AntiphonError('PEER_SILENT', reason), 'network');
  }

  #violation(what: string): void {
    this.fail(new AntiphonError('PROTOCOL_VIOLATION', what));
  }

  #tooLarge(bytes: number, limit: number): void {
    this.fail(
      new AntiphonError('MESSAGE_TOO_LARGE', `a message has ${bytes} bytes, at most ${limit} are allowed`),
    );
  }

  #finish(closed: LegClosed): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#heartbeat[Symbol.dispose]();
    this.#resolveEnded(closed);
    this.#handlers.onGone(closed);
  }
}
