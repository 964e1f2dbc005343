/**
 * A telephone line: mu-law at 8 kHz, and everything takes its time on the way. What we send is heard a little later,
 * a `clear` reaches the far end a little later too, and so do receipts, keys and the caller's voice.
 */
import { frameMs, type AudioFormat } from '../../../audio/format.ts';
import type { Clock } from '../../../clock/clock.ts';
import type { LegListener } from '../../../contracts/media-leg.ts';
import { TextLeg } from '../text-leg.ts';
import type { ScenarioLeg } from './sound.ts';

export const phoneFormat: AudioFormat = { encoding: 'mulaw', sampleRate: 8_000, channels: 1 };
/** One way: a good line to a neighbouring country. */
const wayMs = 60;
const bufferMs = 1_000;

export class PhoneLeg implements ScenarioLeg {
  readonly legId = 'leg-1';
  readonly formatIn = phoneFormat;
  readonly formatOut = phoneFormat;
  readonly capabilities;
  readonly #clock: Clock;
  readonly #far: TextLeg;
  #epoch = 0;
  /** Sent, and not yet at the far end. */
  #underWayBytes = 0;
  #closed = false;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#far = new TextLeg(clock, phoneFormat);
    this.capabilities = this.#far.capabilities;
  }

  get queuedMs(): number {
    return this.#far.queuedMs + this.#underWayMs;
  }

  /** The caller makes this sound. @returns its length in ms. */
  say(bytes: Uint8Array): number {
    return this.#far.say(bytes);
  }

  /** Where in the incoming sound the next word of the caller lies. */
  get positionMs(): number {
    return this.#far.sentFrames * frameMs;
  }

  hangUp(): void {
    this.#far.hangUp();
  }

  press(digit: string): void {
    this.#far.press(digit);
  }

  attach(listener: LegListener): void {
    this.#far.attach({
      audio: {
        write: (bytes, offset, length, sequence, mediaTimeSamples, lostFrames) => {
          const copy = bytes.slice(offset, offset + length);
          this.#later(() => listener.audio.write(copy, 0, length, sequence, mediaTimeSamples, lostFrames));
        },
      },
      onReceipt: (receipt) => this.#later(() => listener.onReceipt(receipt)),
      onDtmf: (digit) => this.#later(() => listener.onDtmf(digit)),
      onClosed: (closed) => {
        if (closed.by === 'us') listener.onClosed(closed);
        else this.#later(() => listener.onClosed(closed));
      },
    });
  }

  play(bytes: Uint8Array, offset: number, length: number): number {
    if (this.#closed) return 0;
    const roomMs = bufferMs - this.queuedMs;
    const taken = Math.max(0, Math.min(length, Math.floor((roomMs * phoneFormat.sampleRate) / 1000)));
    if (taken === 0) return 0;
    const copy = bytes.slice(offset, offset + taken);
    this.#underWayBytes += taken;
    this.#later(() => {
      this.#underWayBytes -= taken;
      this.#far.play(copy, 0, taken);
    });
    return taken;
  }

  mark(markId: string): void {
    this.#later(() => this.#far.mark(markId));
  }

  clear(): number {
    this.#epoch += 1;
    this.#later(() => this.#far.clear());
    return this.#epoch;
  }

  pause(on: boolean): void {
    this.#later(() => this.#far.pause(on));
  }

  close(reason: string): void {
    this.#closed = true;
    this.#far.close(reason);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.close('disposed');
  }

  get #underWayMs(): number {
    return (this.#underWayBytes * 1000) / phoneFormat.sampleRate;
  }

  #later(act: () => void): void {
    this.#clock.at(this.#clock.now() + wayMs, () => {
      if (!this.#closed) act();
    });
  }
}
