/**
 * The caller at the other end of a WebSocket, as a media leg.
 *
 * A frame that arrives goes from ws's buffer straight to the listener; a piece that leaves is copied
 * once, into the socket. Text and binary share one ordered stream, so a `clear` needs no epoch on the
 * audio: all that arrives before it is old, all after it is new.
 */
import type { AudioFormat } from '../../audio/format.ts';
import { frameBytes } from '../../audio/format.ts';
import type { Clock, InstantMs } from '../../clock/clock.ts';
import type { LegCapabilities, LegListener, MediaLeg } from '../../contracts/media-leg.ts';
import { AntiphonError } from '../../errors/antiphon-error.ts';
import { ListenerGate } from '../shared/listener-gate.ts';
import type { PageChannel } from './channel.ts';
import type { Connection } from './connection.ts';
import { FarPlayout } from './far-playout.ts';
import { parseClientMessage, type ClientMessage } from './protocol.ts';

export interface WebSocketLegOptions {
  connection: Connection;
  channel: PageChannel;
  clock: Clock;
  legId: string;
  formatIn: AudioFormat;
  formatOut: AudioFormat;
  capabilities: { pause: boolean; echoCancelled: boolean };
}

export class WebSocketLeg implements MediaLeg {
  readonly legId: string;
  readonly formatIn: AudioFormat;
  readonly formatOut: AudioFormat;
  readonly capabilities: LegCapabilities;
  readonly #connection: Connection;
  readonly #channel: PageChannel;
  readonly #clock: Clock;
  readonly #gate: ListenerGate;
  readonly #far: FarPlayout;
  readonly #frameBytes: number;
  /** Clears that the far end has not answered, oldest first. */
  #openClears: { epoch: number; sentAt: InstantMs }[] = [];

  /** Takes over the connection at once: the next message may already be audio. */
  constructor(options: WebSocketLegOptions) {
    this.legId = options.legId;
    this.formatIn = options.formatIn;
    this.formatOut = options.formatOut;
    this.capabilities = {
      clear: true,
      receipts: 'played',
      wideband: options.formatIn.sampleRate >= 16_000,
      dtmf: true,
      ...options.capabilities,
    };
    this.#connection = options.connection;
    this.#channel = options.channel;
    this.#clock = options.clock;
    const { earlyMs, maxQueuedMs, markOverdueMs } = options.connection.limits;
    this.#gate = new ListenerGate(options.formatIn, earlyMs);
    this.#far = new FarPlayout({ sampleRate: options.formatOut.sampleRate, maxQueuedMs, markOverdueMs });
    this.#frameBytes = frameBytes(options.formatOut);
    this.#connection.handOver(options.formatIn, {
      onAudio: (bytes) => this.#gate.audio(bytes, 0, bytes.length),
      onText: (text) => this.#onMessage(parseClientMessage(text)),
      onTick: (now) => this.#checkClears(now),
      onGone: (closed) => this.#gate.close(closed),
    });
  }

  get isClosed(): boolean {
    return this.#gate.isClosed;
  }

  attach(listener: LegListener): void {
    this.#gate.attach(listener);
  }

  /** Takes all, or whole frames, or nothing: until playout catches up, or the network does. */
  play(bytes: Uint8Array, offset: number, length: number): number {
    if (this.#gate.isClosed) return 0;
    if (this.#connection.bufferedBytes > this.#connection.limits.maxBufferedBytes) return 0;
    const now = this.#clock.now();
    const room = Math.min(this.#far.room(now) * 2, this.#connection.limits.maxAudioBytes);
    const taken = length <= room ? length - (length % 2) : room - (room % this.#frameBytes);
    if (taken <= 0) return 0;
    this.#far.send(now, taken / 2);
    this.#connection.sendAudio(bytes, offset, taken);
    return taken;
  }

  mark(markId: string): void {
    if (this.#gate.isClosed) return;
    if (this.#far.openMarks >= this.#connection.limits.maxPendingMarks) {
      return this.#violation(`${this.#far.openMarks} marks have not been returned`);
    }
    this.#far.mark(markId);
    return this.#connection.send({ type: 'mark', id: markId, epoch: this.#far.epoch });
  }

  clear(): number {
    const now = this.#clock.now();
    const epoch = this.#far.clear(now);
    if (this.#gate.isClosed) return epoch;
    this.#openClears.push({ epoch, sentAt: now });
    this.#connection.send({ type: 'clear', epoch });
    return epoch;
  }

  /** Holds the far end's playout or lets it go on: only where `capabilities.pause`. `clear` ends a hold. */
  pause(on: boolean): void {
    if (this.#gate.isClosed || !this.capabilities.pause) return;
    this.#far.hold(this.#clock.now(), on);
    this.#connection.send({ type: 'hold', on });
  }

  /** What was sent goes out first, and the far end plays it. `onClosed` has been called when this returns. */
  close(reason: string): void {
    this.#connection.end({ by: 'us', reason });
  }

  /** Resolves when the socket is gone: within `closeTimeoutMs`. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.close('disposed');
    await this.#connection.gone;
  }

  #onMessage(message: ClientMessage): void {
    switch (message.type) {
      case 'mark-played':
        return this.#onMarkPlayed(message.id, message.epoch);
      case 'cleared':
        return this.#onCleared(message);
      case 'dtmf':
        return this.#gate.dtmf(message.digit);
      case 'ping':
        return this.#connection.send({ type: 'pong', id: message.id });
      case 'hangup':
        return this.#connection.end({ by: 'caller', reason: message.reason ?? 'the caller hung up' });
      case 'start':
        return this.#violation('`start` came twice');
      case 'set-pipeline':
      case 'push-to-talk':
      case 'app':
        return this.#channel.receive(message);
    }
  }

  #onMarkPlayed(markId: string, epoch: number): void {
    if (this.#far.returned(this.#clock.now(), markId, epoch)) {
      this.#gate.receipt({ markId, epoch, status: 'played' });
    } else this.#violation(`mark ${JSON.stringify(markId)} of epoch ${epoch} is not out`);
  }

  #onCleared(message: Extract<ClientMessage, { type: 'cleared' }>): void {
    const expected = this.#openClears[0];
    if (expected?.epoch !== message.epoch) return this.#violation(`no clear ${message.epoch} is open`);
    if (message.playedSamples > this.#far.sentSamples) return this.#violation('more was played than sent');
    this.#openClears.shift();
    const dropped = this.#far.cleared(message.epoch);
    const isSame =
      dropped.length === message.marks.length &&
      dropped.every((mark, index) => mark.markId === message.marks[index]);
    if (!isSame) return this.#violation('the marks cleared are not those that were out');
    for (const { markId, epoch } of dropped) this.#gate.receipt({ markId, epoch, status: 'cleared' });
  }

  #checkClears(now: InstantMs): void {
    const oldest = this.#openClears[0];
    if (oldest === undefined || now - oldest.sentAt < this.#connection.limits.clearAnswerMs) return;
    // A page that sleeps while its browser still answers pings: lost, like a line that is silent.
    this.#connection.fail(new AntiphonError('PEER_SILENT', 'a `clear` was not answered'), 'network');
  }

  #violation(what: string): void {
    this.#connection.fail(new AntiphonError('PROTOCOL_VIOLATION', what));
  }
}
