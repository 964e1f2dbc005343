/**
 * A call within one process: the leg that a session drives, and the caller at its other end.
 *
 * The workhorse of tests, simulations and the density benchmark. It is exact, because playout is reckoned
 * from the clock to the sample, and cheap, because an idle pair does nothing at all.
 */
import type { AudioFormat } from '../../audio/format.ts';
import type { InstantMs } from '../../clock/clock.ts';
import type { MediaLeg } from '../../contracts/media-leg.ts';
import { DeviceLeg, type DeviceLegOptions } from '../shared/device-leg.ts';
import { Microphone } from '../shared/microphone.ts';
import { Track } from '../shared/track.ts';

export interface LoopbackOptions extends Omit<DeviceLegOptions, 'heard' | 'originMs' | 'onEnded'> {
  /** `audio` keeps what was played, `runs` only when; default `none`. */
  record?: 'audio' | 'runs' | 'none';
}

export interface Loopback {
  leg: LoopbackLeg;
  far: LoopbackFarEnd;
}

/** A leg that can also hold the far end's playout. */
export interface LoopbackLeg extends MediaLeg {
  /** Where `capabilities.pause`; `clear` ends a hold. */
  pause(on: boolean): void;
}

export function createLoopback(options: LoopbackOptions): Loopback {
  const { record = 'none', ...rest } = options;
  const originMs = options.clock.now();
  const format: AudioFormat = options.formatOut ??
    options.formatIn ?? { encoding: 'pcm16le', sampleRate: 16_000, channels: 1 };
  const heard = record === 'none' ? undefined : new Track(format, { keepAudio: record === 'audio' });
  const leg = new DeviceLeg({ ...rest, heard, originMs, onEnded: (reason) => far[ended](reason) });
  const far = new LoopbackFarEnd(leg, options, originMs, heard);
  return { leg, far };
}

/** Keeps the far end's own bookkeeping out of its face. */
const ended = Symbol('ended');

/** The caller's side. */
export class LoopbackFarEnd {
  /** What was heard, on a timeline that starts with the pair; undefined unless `record` asks for it. */
  readonly heard: Track | undefined;
  /** Instant of sample 0 of `heard`, and of frame 0 of a microphone. */
  readonly originMs: InstantMs;
  /** Why our side ended the call; undefined while it has not. */
  endedReason: string | undefined;
  readonly #leg: DeviceLeg;
  readonly #options: LoopbackOptions;
  #microphone: Microphone | undefined;

  constructor(leg: DeviceLeg, options: LoopbackOptions, originMs: InstantMs, heard: Track | undefined) {
    this.#leg = leg;
    this.#options = options;
    this.originMs = originMs;
    this.heard = heard;
  }

  /** Sends the caller's audio as it is, at once; pieces of any size. */
  write(bytes: Uint8Array, offset = 0, length = bytes.length - offset): void {
    this.#leg.deliver(bytes, offset, length);
  }

  /**
   * Opens, once, a microphone that sends 20 ms frames at the pace of the clock. It closes with the call;
   * who vanishes or drops the pair disposes it.
   * @param track Records what is said.
   */
  microphone(options: { track?: Track; sendSilence?: boolean } = {}): Microphone {
    this.#microphone ??= new Microphone({
      clock: this.#options.clock,
      format: this.#leg.formatIn,
      originMs: this.originMs,
      send: (bytes, offset, length) => {
        if (this.#leg.isClosed) this.#microphone?.[Symbol.dispose]();
        else this.#leg.deliver(bytes, offset, length);
      },
      ...options,
    });
    return this.#microphone;
  }

  dtmf(digit: string): void {
    this.#leg.deliverDigit(digit);
  }

  hangup(reason = 'the caller hung up'): void {
    this.#microphone?.[Symbol.dispose]();
    this.#leg.hangUp(reason);
  }

  /** Network silence both ways: nothing arrives any more, and nobody says so. */
  vanish(): void {
    this.#microphone?.[Symbol.dispose]();
    this.#leg.vanish();
  }

  /** Samples that have left the loudspeaker. */
  get playedSamples(): number {
    return this.#leg.device.playedSamples;
  }

  get queuedSamples(): number {
    return this.#leg.device.queuedSamples;
  }

  /** Samples that were dropped by `clear`. */
  get clearedSamples(): number {
    return this.#leg.device.clearedSamples;
  }

  /** What was heard by now, silence filled in from the origin; empty unless `record` is `audio`. */
  heardAudio(): Uint8Array {
    return this.heard?.audio(this.#leg.device.playedUntilSample) ?? new Uint8Array(0);
  }

  [ended](reason: string): void {
    this.endedReason = reason;
    this.#microphone?.[Symbol.dispose]();
  }
}
