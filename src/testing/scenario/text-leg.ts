/**
 * The line of a scenario: a caller without a network, whose loudspeaker plays at the pace of the clock.
 *
 * It knows contracts only, so that the published kit needs no transport. Sound goes out in frames of 20 ms:
 * what the caller says, a tone where only the length of it is known, and silence elsewhere; what we send is played 10 ms at a time, and marks
 * return when what stands before them has been played. Its buffer holds one second and takes no more.
 */
import { encodeSamples } from '../../audio/decode.ts';
import { bytesPerSample, frameBytes, frameMs, msToSamples, type AudioFormat } from '../../audio/format.ts';
import type { Clock, InstantMs } from '../../clock/clock.ts';
import type { LegClosed, LegListener, MediaLeg } from '../../contracts/media-leg.ts';

const wideband: AudioFormat = { encoding: 'pcm16le', sampleRate: 16_000, channels: 1 };
const playStepMs = 10;
const bufferMs = 1_000;

export class TextLeg implements MediaLeg {
  readonly legId = 'leg-1';
  readonly formatIn: AudioFormat;
  readonly formatOut: AudioFormat;
  readonly capabilities = {
    clear: true,
    pause: true,
    receipts: 'played',
    wideband: true,
    echoCancelled: true,
    dtmf: true,
  } as const;
  readonly #clock: Clock;
  readonly #tickers: Disposable[];
  readonly #silence: Uint8Array;
  readonly #tone: Uint8Array;
  #listener: LegListener | undefined;
  #closed: LegClosed | undefined;
  #frames = 0;
  #speaksUntilMs: InstantMs = 0;
  #said: Uint8Array = new Uint8Array(0);
  /** Of `#said`, how much has gone out. */
  #saidBytes = 0;
  readonly #saidFrame: Uint8Array;
  #epoch = 0;
  #held = false;
  #takenSamples = 0;
  #playedSamples = 0;
  #marks: { markId: string; sample: number; epoch: number }[] = [];

  /** @param format Both ways. Default PCM16 at 16 kHz. */
  constructor(clock: Clock, format: AudioFormat = wideband) {
    this.#clock = clock;
    this.formatIn = format;
    this.formatOut = format;
    this.#silence = silence(format);
    this.#saidFrame = this.#silence.slice();
    this.#tone = tone(format);
    this.#tickers = [clock.every(frameMs, () => this.#send()), clock.every(playStepMs, () => this.#playOn())];
  }

  /** Milliseconds of our voice that are still to be heard. */
  get queuedMs(): number {
    return ((this.#takenSamples - this.#playedSamples) * 1000) / this.formatOut.sampleRate;
  }

  /** Frames that have gone out: the next sound of the caller begins behind them. */
  get sentFrames(): number {
    return this.#frames;
  }

  get isClosed(): boolean {
    return this.#closed !== undefined;
  }

  /** The caller makes a sound for `ms`, from now on. */
  speak(ms: number): void {
    this.#speaksUntilMs = this.#clock.now() + ms;
  }

  /** The caller makes this sound from the next frame on; what was left of an earlier one is not heard. @returns its length in ms. */
  say(bytes: Uint8Array): number {
    this.#said = bytes;
    this.#saidBytes = 0;
    const { encoding, sampleRate } = this.formatIn;
    return ((bytes.length / bytesPerSample(encoding)) * 1000) / sampleRate;
  }

  hangUp(): void {
    this.#close({ by: 'caller', reason: 'the caller hung up' });
  }

  press(digit: string): void {
    this.#listener?.onDtmf(digit);
  }

  attach(listener: LegListener): void {
    this.#listener = listener;
    if (this.#closed !== undefined) listener.onClosed(this.#closed);
  }

  play(_bytes: Uint8Array, _offset: number, length: number): number {
    if (this.isClosed) return 0;
    const { encoding, sampleRate } = this.formatOut;
    const unit = bytesPerSample(encoding);
    const room = msToSamples(bufferMs, sampleRate) - (this.#takenSamples - this.#playedSamples);
    const samples = Math.max(0, Math.min(Math.floor(length / unit), room));
    this.#takenSamples += samples;
    return samples * unit;
  }

  mark(markId: string): void {
    if (!this.isClosed) this.#marks.push({ markId, sample: this.#takenSamples, epoch: this.#epoch });
  }

  clear(): number {
    this.#epoch += 1;
    const dropped = this.#marks.filter(({ sample }) => sample > this.#playedSamples);
    this.#marks = this.#marks.filter(({ sample }) => sample <= this.#playedSamples);
    this.#takenSamples = this.#playedSamples;
    this.#held = false;
    // A receipt never comes from inside a call of the session.
    this.#clock.at(this.#clock.now(), () => {
      for (const { markId, epoch } of dropped) this.#receipt(markId, epoch, 'cleared');
    });
    return this.#epoch;
  }

  pause(on: boolean): void {
    this.#held = on;
  }

  close(reason: string): void {
    this.#close({ by: 'us', reason });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.close('disposed');
  }

  #close(closed: LegClosed): void {
    if (this.#closed !== undefined) return;
    this.#closed = closed;
    for (const ticker of this.#tickers) ticker[Symbol.dispose]();
    this.#listener?.onClosed(closed);
  }

  #send(): void {
    const frame = this.#frames;
    this.#frames += 1;
    const bytes = this.#nextSaid() ?? (this.#clock.now() <= this.#speaksUntilMs ? this.#tone : this.#silence);
    const samples = msToSamples(frame * frameMs, this.formatIn.sampleRate);
    this.#listener?.audio.write(bytes, 0, bytes.length, frame, samples, 0);
  }

  #nextSaid(): Uint8Array | undefined {
    const rest = this.#said.subarray(this.#saidBytes, this.#saidBytes + this.#saidFrame.length);
    if (rest.length === 0) return undefined;
    this.#saidFrame.set(this.#silence);
    this.#saidFrame.set(rest);
    this.#saidBytes += rest.length;
    return this.#saidFrame;
  }

  #playOn(): void {
    if (this.#held) return;
    const step = msToSamples(playStepMs, this.formatOut.sampleRate);
    this.#playedSamples = Math.min(this.#takenSamples, this.#playedSamples + step);
    while (this.#marks.length > 0 && this.#marks[0]!.sample <= this.#playedSamples) {
      const { markId, epoch } = this.#marks.shift()!;
      this.#receipt(markId, epoch, 'played');
    }
  }

  #receipt(markId: string, epoch: number, status: 'played' | 'cleared'): void {
    if (!this.isClosed) this.#listener?.onReceipt({ epoch, markId, status });
  }
}

/** One frame of 250 Hz, loud enough for any VAD by energy; frame after frame it goes on without a click. */
function tone(format: AudioFormat): Uint8Array {
  return encoded(format, (index) => 8_000 * Math.sin((2 * Math.PI * 250 * index) / format.sampleRate));
}

function silence(format: AudioFormat): Uint8Array {
  return encoded(format, () => 0);
}

function encoded(format: AudioFormat, wave: (index: number) => number): Uint8Array {
  const count = msToSamples(frameMs, format.sampleRate);
  const samples = Int16Array.from({ length: count }, (_, index) => Math.round(wave(index)));
  const bytes = new Uint8Array(frameBytes(format));
  encodeSamples(format.encoding, samples, 0, count, bytes);
  return bytes;
}
