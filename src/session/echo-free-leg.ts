/**
 * EchoFreeLeg stands before a leg whose far end does not remove our voice from what it sends, and removes it.
 *
 *   session ─play─▶ leg                    a copy of what was played is drawn at the pace of the frames
 *      ▲              │                    that come in: what sounds at the far end about now
 *      └─ gate ◀─ canceller ◀─ frames ─────┘
 *
 * To the session it is a leg like another, with `echoCancelled` true. While nothing of ours sounds, frames pass
 * as they are. Per frame nothing is allocated.
 */
import { bytesPerSample, frameBytes, frameMs, msToSamples } from '../audio/format.ts';
import { ByteRing } from '../audio/byte-ring.ts';
import { decodeSamples, encodeSamples } from '../audio/decode.ts';
import { EchoGate } from '../audio/echo-gate.ts';
import { levelDbfs, silenceDbfs } from '../audio/level.ts';
import { createResampler } from '../audio/resample.ts';
import type { Resampler } from '../audio/resampler.ts';
import type { EchoCancellation, EchoCanceller } from '../contracts/echo-canceller.ts';
import type {
  AudioSink,
  LegCapabilities,
  LegClosed,
  LegListener,
  MarkReceipt,
  MediaLeg,
} from '../contracts/media-leg.ts';

/** More than the far end is ever ahead of us; what is older is dropped. */
const farMs = 2_000;
/** Lost frames that the canceller is told of; a longer gap is as good as silence. */
const lostFramesMax = 50;

/** The leg itself, where its far end cancels echo or nobody else can. */
export function withoutEcho(leg: MediaLeg, cancellation: EchoCancellation | undefined): MediaLeg {
  if (cancellation === undefined || leg.capabilities.echoCancelled) return leg;
  return new EchoFreeLeg(leg, cancellation);
}

export class EchoFreeLeg implements MediaLeg, AudioSink {
  readonly capabilities: LegCapabilities;
  readonly #leg: MediaLeg;
  readonly #canceller: EchoCanceller;
  readonly #gate: EchoGate;
  /** What the leg has taken and has not sounded yet. */
  readonly #far: ByteRing;
  readonly #farFrame: Uint8Array;
  readonly #farDecoded: Int16Array;
  readonly #farSamples: Int16Array;
  readonly #resampler: Resampler | undefined;
  readonly #near: Int16Array;
  readonly #nearBytes: Uint8Array;
  readonly #silence: Int16Array;
  #isHeld = false;
  #isClosed = false;
  #listener: LegListener | undefined;

  constructor(leg: MediaLeg, cancellation: EchoCancellation) {
    const { formatIn, formatOut } = leg;
    this.#leg = leg;
    this.capabilities = { ...leg.capabilities, echoCancelled: true };
    this.#canceller = cancellation.open(formatIn.sampleRate);
    this.#gate = new EchoGate(Math.ceil(cancellation.tailMs / frameMs));
    this.#farFrame = new Uint8Array(frameBytes(formatOut));
    this.#far = new ByteRing((this.#farFrame.length * farMs) / frameMs, 'drop-oldest');
    this.#near = new Int16Array(this.#canceller.frameSamples);
    this.#nearBytes = new Uint8Array(frameBytes(formatIn));
    this.#silence = new Int16Array(this.#canceller.frameSamples);
    this.#farSamples = new Int16Array(this.#canceller.frameSamples);
    const isSameRate = formatIn.sampleRate === formatOut.sampleRate;
    this.#farDecoded = isSameRate
      ? this.#farSamples
      : new Int16Array(msToSamples(frameMs, formatOut.sampleRate));
    this.#resampler = isSameRate ? undefined : createResampler(formatOut.sampleRate, formatIn.sampleRate);
  }

  get legId(): string {
    return this.#leg.legId;
  }

  get formatIn(): MediaLeg['formatIn'] {
    return this.#leg.formatIn;
  }

  get formatOut(): MediaLeg['formatOut'] {
    return this.#leg.formatOut;
  }

  attach(listener: LegListener): void {
    this.#listener = listener;
    this.#leg.attach({
      audio: this,
      onReceipt: (receipt: MarkReceipt) => listener.onReceipt(receipt),
      onDtmf: (digit) => listener.onDtmf(digit),
      onClosed: (closed: LegClosed) => {
        this.#end();
        listener.onClosed(closed);
      },
    });
  }

  play(bytes: Uint8Array, offset: number, length: number): number {
    const taken = this.#leg.play(bytes, offset, length);
    this.#far.write(bytes, offset, taken);
    return taken;
  }

  mark(markId: string): void {
    this.#leg.mark(markId);
  }

  clear(): number {
    if (this.capabilities.clear) this.#far.clear();
    this.#isHeld = false;
    return this.#leg.clear();
  }

  pause(on: boolean): void {
    this.#isHeld = on && this.capabilities.pause;
    this.#leg.pause?.(on);
  }

  close(reason: string): void {
    this.#leg.close(reason);
    this.#end();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#leg[Symbol.asyncDispose]();
    this.#end();
  }

  /** A frame of the far end's microphone. */
  write(
    bytes: Uint8Array,
    offset: number,
    length: number,
    sequence: number,
    mediaTimeSamples: number,
    lostFrames: number,
  ): void {
    const { audio } = this.#listener!;
    if (lostFrames > 0) this.#skip(Math.min(lostFrames, lostFramesMax));
    this.#drawFar();
    if (this.#isClosed || !this.#gate.sounding || length !== this.#nearBytes.length) {
      audio.write(bytes, offset, length, sequence, mediaTimeSamples, lostFrames);
      return;
    }
    const { encoding } = this.formatIn;
    decodeSamples(encoding, bytes, offset, length, this.#near);
    this.#canceller.cancel(this.#near, this.#farSamples, this.#near);
    this.#encode();
    const gain = this.#gate.gain(levelDbfs(encoding, this.#nearBytes, 0, length));
    if (gain < 1) {
      for (let index = 0; index < this.#near.length; index += 1) this.#near[index]! *= gain;
      this.#encode();
    }
    audio.write(this.#nearBytes, 0, length, sequence, mediaTimeSamples, lostFrames);
  }

  /** Our voice went on while frames were lost. */
  #skip(frames: number): void {
    for (let frame = 0; frame < frames && !this.#isClosed; frame += 1) {
      this.#drawFar();
      if (this.#gate.sounding) this.#canceller.cancel(this.#silence, this.#farSamples, this.#near);
    }
  }

  /** What sounds at the far end during one frame. */
  #drawFar(): void {
    const frame = this.#farFrame;
    const length = this.#isHeld ? 0 : this.#far.read(frame, 0, frame.length);
    const { encoding } = this.formatOut;
    this.#gate.hearFar(length === 0 ? silenceDbfs : levelDbfs(encoding, frame, 0, length));
    if (!this.#gate.sounding) return;
    decodeSamples(encoding, frame, 0, length, this.#farDecoded);
    this.#farDecoded.fill(0, length / bytesPerSample(encoding));
    this.#resampler?.process(this.#farDecoded, 0, this.#farDecoded.length, this.#farSamples, 0);
  }

  #encode(): void {
    encodeSamples(this.formatIn.encoding, this.#near, 0, this.#near.length, this.#nearBytes);
  }

  #end(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#canceller[Symbol.dispose]();
  }
}
