/**
 * A caller in a program: what a page does, without a page. It speaks the protocol, plays what it hears
 * on a simulated device and returns receipts at the very sample, on whatever clock it is given. Under a
 * simulated clock only the socket itself is real, and `roundTrip` says when all that was sent has arrived.
 */
import type { RawData, WebSocket } from 'ws';
import type { AudioFormat } from '../../audio/format.ts';
import type { Clock, InstantMs } from '../../clock/clock.ts';
import type { CallEvent, Pipeline } from '../../contracts/events.ts';
import { AntiphonError } from '../../errors/antiphon-error.ts';
import { Microphone, type MicrophoneOptions } from '../shared/microphone.ts';
import { PlayoutDevice } from '../shared/playout-device.ts';
import { stereoWav } from '../shared/stereo.ts';
import { Track } from '../shared/track.ts';
import { parseServerMessage, type ClientMessage, type ServerMessage } from './protocol.ts';

export interface CallerListener {
  onEvent?(event: CallEvent): void;
  onApp?(name: string, payload: unknown): void;
  /** The first sample after silence is heard at this instant. */
  onRunStart?(atMs: InstantMs): void;
  /** The server took back what it had sent; `playedSamples` of all audio so far were heard. */
  onClear?(epoch: number, playedSamples: number): void;
  onEnd?(end: CallerEnd): void;
}

/** Why a call is over, as its caller sees it. */
export interface CallerEnd {
  by: 'server' | 'us' | 'network';
  /** `OK`, or the code of an error. */
  code: string;
  reason: string;
  /** Whether connecting again may help. */
  retryable: boolean;
}

export interface CallerSetup {
  clock: Clock;
  /** `audio` keeps both sides of the call, `runs` only when there was sound. */
  record: 'audio' | 'runs' | 'none';
  listener: CallerListener;
}

type Started = Extract<ServerMessage, { type: 'started' }>;

/** Audio that our own socket may hold back before frames are dropped. */
const maxBufferedBytes = 1024 * 1024;
const binary = { binary: true, compress: false } as const;

export class WebSocketCaller implements AsyncDisposable {
  readonly callId: string;
  readonly legId: string;
  readonly resumed: boolean;
  readonly resumeToken: string | undefined;
  /** What we send. */
  readonly format: AudioFormat;
  /** What we hear. */
  readonly formatOut: AudioFormat;
  /** Instant of sample 0 of both tracks. */
  readonly originMs: InstantMs;
  /** What was said through the microphone; undefined where nothing is recorded. */
  readonly said: Track | undefined;
  /** What was heard. */
  readonly heard: Track | undefined;
  readonly ended: Promise<CallerEnd>;
  /** Bytes the device could not hold: the server has broken its own bound. */
  overflowBytes = 0;
  /** Bytes that were not sent because the server does not read. */
  unsentBytes = 0;
  readonly #socket: WebSocket;
  readonly #setup: CallerSetup;
  readonly #device: PlayoutDevice;
  readonly #closed: Promise<void>;
  readonly #resolveEnded: (end: CallerEnd) => void;
  #end: CallerEnd | undefined;
  #microphone: Microphone | undefined;
  #pings = 0;
  readonly #pongs = new Map<number, () => void>();

  /** For `connectWebSocketCaller`: the socket is open and `started` has come. */
  constructor(socket: WebSocket, started: Started, setup: CallerSetup) {
    this.#socket = socket;
    this.#setup = setup;
    this.callId = started.callId;
    this.legId = started.legId;
    this.resumed = started.resumed;
    this.resumeToken = started.resumeToken;
    this.format = { ...started.format, channels: 1 };
    this.formatOut = { ...started.formatOut, channels: 1 };
    this.originMs = setup.clock.now();
    const keepAudio = setup.record === 'audio';
    this.said = setup.record === 'none' ? undefined : new Track(this.format, { keepAudio });
    this.heard = setup.record === 'none' ? undefined : new Track(this.formatOut, { keepAudio });
    this.#device = new PlayoutDevice({
      clock: setup.clock,
      format: this.formatOut,
      capacityMs: started.maxQueuedMs * 2 + 1000,
      track: this.heard,
      originMs: this.originMs,
      onMarkPlayed: ({ markId, epoch }) => this.#send({ type: 'mark-played', id: markId, epoch }),
      onRunStart: (atMs) => setup.listener.onRunStart?.(atMs),
    });
    const ended = Promise.withResolvers<CallerEnd>();
    this.ended = ended.promise;
    this.#resolveEnded = ended.resolve;
    this.#closed = new Promise((resolve) => {
      socket.once('close', (code) => {
        this.#finish({
          by: 'network',
          code: 'CONNECT_FAILED',
          reason: `closed with ${code}`,
          retryable: true,
        });
        resolve();
      });
    });
    socket.on('message', (data, isBinary) => this.#onMessage(data, isBinary));
  }

  /** Sends audio at once: pieces of any size up to 64 KiB, whole samples. */
  write(bytes: Uint8Array, offset = 0, length = bytes.length - offset): void {
    if (this.#end !== undefined) return;
    if (this.#socket.bufferedAmount > maxBufferedBytes) this.unsentBytes += length;
    else this.#socket.send(bytes.slice(offset, offset + length), binary);
  }

  /** Opens, once, a microphone that sends 20 ms frames at the pace of the clock until the call ends. */
  microphone(options: Pick<MicrophoneOptions, 'sendSilence'> = {}): Microphone {
    this.#microphone ??= new Microphone({
      clock: this.#setup.clock,
      format: this.format,
      originMs: this.originMs,
      track: this.said,
      send: (bytes, offset, length) => this.write(bytes, offset, length),
      ...options,
    });
    return this.#microphone;
  }

  dtmf(digit: string): void {
    this.#send({ type: 'dtmf', digit });
  }

  /** Takes effect with the next turn. */
  setPipeline(pipeline: Pipeline): void {
    this.#send({ type: 'set-pipeline', pipeline });
  }

  /** A button that the caller holds while they speak: the turn ends when it is let go. */
  pushToTalk(down: boolean): void {
    this.#send({ type: 'push-to-talk', down });
  }

  sendApp(name: string, payload: unknown): void {
    this.#send({ type: 'app', name, payload });
  }

  /** Ends the call; resolves when the socket is closed. */
  async hangup(reason = 'the caller hung up'): Promise<void> {
    this.#send({ type: 'hangup', reason });
    this.#finish({ by: 'us', code: 'OK', reason, retryable: false });
    await this.#closeSocket();
  }

  /** For tests: neither reads nor writes any more, as when a laptop is closed. Dispose afterwards. */
  vanish(): void {
    this.#microphone?.[Symbol.dispose]();
    this.#socket.pause();
  }

  /** Resolves when all we sent has been handled over there, and all that was sent to us before here. */
  roundTrip(): Promise<void> {
    if (this.#end !== undefined) return this.#closed;
    return new Promise((resolve) => {
      this.#pings += 1;
      this.#pongs.set(this.#pings, resolve);
      this.#send({ type: 'ping', id: this.#pings });
    });
  }

  /** Samples that have left the loudspeaker. */
  get playedSamples(): number {
    return this.#device.playedSamples;
  }

  get queuedSamples(): number {
    return this.#device.queuedSamples;
  }

  /** Samples dropped by `clear`. */
  get clearedSamples(): number {
    return this.#device.clearedSamples;
  }

  /** What was heard by now, silence filled in; empty unless the audio is recorded. */
  heardAudio(): Uint8Array {
    return this.heard?.audio(this.#device.playedUntilSample) ?? new Uint8Array(0);
  }

  /** Both sides as a stereo WAV file: what was said left, what was heard right. */
  recording(): Uint8Array {
    const said = this.said?.audio() ?? new Uint8Array(0);
    return stereoWav(
      { format: this.format, audio: said },
      { format: this.formatOut, audio: this.heardAudio() },
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#finish({ by: 'us', code: 'OK', reason: 'disposed', retryable: false });
    this.#device[Symbol.dispose]();
    await this.#closeSocket();
  }

  #onMessage(data: RawData, isBinary: boolean): void {
    if (this.#end !== undefined) return;
    const bytes = data as Buffer;
    try {
      if (isBinary) this.overflowBytes += bytes.length - this.#device.write(bytes, 0, bytes.length);
      else this.#handle(parseServerMessage(bytes.toString('utf8')));
    } catch (thrown) {
      const { code, message } = AntiphonError.from(
        thrown,
        'PROTOCOL_VIOLATION',
        'the server was not understood',
      );
      this.#finish({ by: 'us', code, reason: message, retryable: false });
      this.#socket.close(4400, code);
    }
  }

  #handle(message: ServerMessage): void {
    const { listener } = this.#setup;
    switch (message.type) {
      case 'mark':
        return this.#device.mark(message.id, message.epoch);
      case 'clear':
        return this.#clear(message.epoch);
      case 'hold':
        return this.#device.hold(message.on);
      case 'pong':
        this.#pongs.get(message.id)?.();
        this.#pongs.delete(message.id);
        return undefined;
      case 'event':
        return listener.onEvent?.(message.event);
      case 'app':
        return listener.onApp?.(message.name, message.payload);
      case 'end':
        return this.#finish({
          by: 'server',
          code: message.code,
          reason: message.reason,
          retryable: message.retryable,
        });
      case 'started':
        throw new AntiphonError('PROTOCOL_VIOLATION', '`started` came twice');
    }
  }

  #clear(epoch: number): void {
    const marks = this.#device.clear().map((mark) => mark.markId);
    const { playedSamples } = this.#device;
    this.#send({ type: 'cleared', epoch, marks, playedSamples });
    this.#setup.listener.onClear?.(epoch, playedSamples);
  }

  #send(message: ClientMessage): void {
    if (this.#end === undefined) this.#socket.send(JSON.stringify(message));
  }

  /** The device plays out what it has; its receipts find nobody any more. */
  #finish(end: CallerEnd): void {
    if (this.#end !== undefined) return;
    this.#end = end;
    this.#microphone?.[Symbol.dispose]();
    for (const resolve of this.#pongs.values()) resolve();
    this.#pongs.clear();
    this.#resolveEnded(end);
    this.#setup.listener.onEnd?.(end);
  }

  async #closeSocket(): Promise<void> {
    const { clock } = this.#setup;
    this.#socket.close(1000);
    using _limit = clock.at(clock.now() + 1000, () => this.#socket.terminate());
    // A socket that no longer reads never sees the answer to its closing.
    if (this.#socket.isPaused) this.#socket.terminate();
    await this.#closed;
  }
}
