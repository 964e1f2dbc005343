/**
 * A leg without a network: its far end is a simulated device in the same process.
 *
 * What crosses between the two takes `latencyMs` each way, in order. With no latency a frame is a plain
 * call in either direction and nothing is allocated; receipts always come from the clock, never from
 * inside a call of the session. The far end's buffer is the only queue: `play` takes what fits.
 */
import type { AudioFormat } from '../../audio/format.ts';
import type { Clock, InstantMs } from '../../clock/clock.ts';
import type { LegCapabilities, LegClosed, LegListener, MediaLeg } from '../../contracts/media-leg.ts';
import { AntiphonError } from '../../errors/antiphon-error.ts';
import { DelayLine } from './delay-line.ts';
import { ListenerGate } from './listener-gate.ts';
import { PlayoutDevice } from './playout-device.ts';
import type { Track } from './track.ts';

export interface DeviceLegOptions {
  clock: Clock;
  /** Default `leg-1`. */
  legId?: string | undefined;
  /** What the caller sends. Default PCM16 at 16 kHz. */
  formatIn?: AudioFormat | undefined;
  /** What the caller hears. Default: as `formatIn`. */
  formatOut?: AudioFormat | undefined;
  /** What the far end can do. Default: all there is, with `played` receipts. */
  capabilities?: Partial<LegCapabilities> | undefined;
  /** One way. Default 0. With a latency each frame costs a copy and a timer. */
  latencyMs?: number | undefined;
  /** Audio the far end holds before `play` takes no more. Default 1000. */
  farBufferMs?: number | undefined;
  /** Caller's audio kept until a listener is attached. Default 2000. */
  earlyMs?: number | undefined;
  /** After how long a far end that vanished counts as gone. Default 5000. */
  silenceMaxMs?: number | undefined;
  /** Records what the far end plays. */
  heard?: Track | undefined;
  /** Instant of timeline sample 0 at the far end. Default: now. */
  originMs?: InstantMs | undefined;
  /** Our side has ended the connection. */
  onEnded?: ((reason: string) => void) | undefined;
  /** The far end begins to hear sound after silence. */
  onRunStart?: ((atMs: InstantMs) => void) | undefined;
}

const pcm16k: AudioFormat = { encoding: 'pcm16le', sampleRate: 16_000, channels: 1 };

export class DeviceLeg implements MediaLeg {
  readonly legId: string;
  readonly formatIn: AudioFormat;
  readonly formatOut: AudioFormat;
  readonly capabilities: LegCapabilities;
  readonly device: PlayoutDevice;
  readonly #options: DeviceLegOptions;
  readonly #gate: ListenerGate;
  /** From the far end to us. Towards it no queue is needed: the device reckons with the latency itself. */
  readonly #inbound: DelayLine;
  readonly #latencyMs: number;
  #epoch = 0;
  #vanished = false;
  #watchdog: Disposable | undefined;

  constructor(options: DeviceLegOptions) {
    this.#options = options;
    this.legId = options.legId ?? 'leg-1';
    this.formatIn = options.formatIn ?? pcm16k;
    this.formatOut = options.formatOut ?? this.formatIn;
    this.capabilities = {
      clear: true,
      pause: true,
      receipts: 'played',
      wideband: this.formatIn.sampleRate >= 16_000,
      echoCancelled: true,
      dtmf: true,
      ...options.capabilities,
    };
    this.#latencyMs = options.latencyMs ?? 0;
    this.#gate = new ListenerGate(this.formatIn, options.earlyMs ?? 2000);
    this.#inbound = new DelayLine(options.clock, this.#latencyMs);
    this.device = new PlayoutDevice({
      clock: options.clock,
      format: this.formatOut,
      capacityMs: options.farBufferMs ?? 1000,
      latencyMs: this.#latencyMs,
      track: options.heard,
      originMs: options.originMs ?? options.clock.now(),
      onMarkPlayed: (mark) => this.#receipt(mark.markId, mark.epoch, 'played'),
      onRunStart: options.onRunStart,
    });
  }

  get isClosed(): boolean {
    return this.#gate.isClosed;
  }

  attach(listener: LegListener): void {
    this.#gate.attach(listener);
  }

  play(bytes: Uint8Array, offset: number, length: number): number {
    // Towards a far end that vanished nothing is taken: it acknowledges nothing.
    if (this.#gate.isClosed || this.#vanished) return 0;
    return this.device.write(bytes, offset, length);
  }

  mark(markId: string): void {
    if (this.#gate.isClosed || this.#vanished) return;
    if (this.capabilities.receipts === 'played') this.device.mark(markId, this.#epoch);
    if (this.capabilities.receipts === 'sent') this.#receipt(markId, this.#epoch, 'played');
  }

  clear(): number {
    this.#epoch += 1;
    if (this.#gate.isClosed || this.#vanished || !this.capabilities.clear) return this.#epoch;
    for (const { markId, epoch } of this.device.clear()) this.#receipt(markId, epoch, 'cleared');
    return this.#epoch;
  }

  /** Holds the far end's playout or lets it go on: only where `capabilities.pause`. `clear` ends a hold. */
  pause(on: boolean): void {
    if (!this.#gate.isClosed && !this.#vanished && this.capabilities.pause) this.device.hold(on);
  }

  /** `onClosed` has been called when this returns. The far end plays out what it has. */
  close(reason: string): void {
    if (this.#finish({ by: 'us', reason })) this.#options.onEnded?.(reason);
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.close('disposed');
    return Promise.resolve();
  }

  /** The caller's audio, pieces of any size. */
  deliver(bytes: Uint8Array, offset: number, length: number): void {
    if (this.#vanished) return;
    if (this.#latencyMs === 0) this.#gate.audio(bytes, offset, length);
    else {
      const copy = bytes.slice(offset, offset + length);
      this.#inbound.send(() => this.#gate.audio(copy, 0, copy.length));
    }
  }

  deliverDigit(digit: string): void {
    if (this.capabilities.dtmf) this.#fromFarEnd(() => this.#gate.dtmf(digit));
  }

  /** The caller ends the call. */
  hangUp(reason: string): void {
    this.#fromFarEnd(() => this.#finish({ by: 'caller', reason }));
  }

  /** The network falls silent in both directions, without a word. */
  vanish(): void {
    if (this.#vanished || this.#gate.isClosed) return;
    this.#vanished = true;
    this.#inbound[Symbol.dispose]();
    const { clock, silenceMaxMs = 5000 } = this.#options;
    this.#watchdog = clock.at(clock.now() + silenceMaxMs, () => {
      const error = new AntiphonError('PEER_SILENT', `nothing came from the far end for ${silenceMaxMs} ms`);
      this.#finish({ by: 'network', reason: error.message, error });
    });
  }

  #fromFarEnd(deliver: () => void): void {
    if (this.#vanished || this.#gate.isClosed) return;
    if (this.#latencyMs === 0) deliver();
    else this.#inbound.send(deliver);
  }

  #receipt(markId: string, epoch: number, status: 'played' | 'cleared'): void {
    if (this.#vanished || this.#gate.isClosed || this.capabilities.receipts === 'none') return;
    this.#inbound.send(() => this.#gate.receipt({ markId, epoch, status }));
  }

  #finish(closed: LegClosed): boolean {
    this.#inbound[Symbol.dispose]();
    this.#watchdog?.[Symbol.dispose]();
    this.device[Symbol.dispose]();
    return this.#gate.close(closed);
  }
}
