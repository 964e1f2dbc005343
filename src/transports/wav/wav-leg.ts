/**
 * A call whose caller is a recording: its words arrive at the pace of the clock, the agent's answer is
 * played on a simulated device, and both are kept as one stereo file. Under a simulated clock an hour of
 * calls takes as long as the agent needs to think.
 *
 * The caller hangs up when the recording is over and nothing has been heard for `tailMs`.
 */
import type { AudioFormat, SampleRate } from '../../audio/format.ts';
import { wavChannel, type WavFile } from '../../audio/wav.ts';
import type { Clock, InstantMs } from '../../clock/clock.ts';
import type { LegListener } from '../../contracts/media-leg.ts';
import { AntiphonError } from '../../errors/antiphon-error.ts';
import { DeviceLeg } from '../shared/device-leg.ts';
import { Microphone } from '../shared/microphone.ts';
import { stereoWav } from '../shared/stereo.ts';
import { Track } from '../shared/track.ts';

export interface WavLegOptions {
  clock: Clock;
  /** What the caller says: its first channel, at 8, 16, 24 or 48 kHz. */
  caller: WavFile;
  legId?: string;
  /** What the caller hears; default: as the recording. */
  formatOut?: AudioFormat;
  /** Silence before the first word, from `attach` on. Default 0. */
  startAfterMs?: number;
  /** Silence of both, after the recording is over, before the caller hangs up. Default 3000. */
  tailMs?: number;
  /** The caller hangs up after this long in any case. Default ten minutes, which is also what is recorded. */
  maxMs?: number;
  /** Audio the far end holds before `play` takes no more. Default 1000. */
  farBufferMs?: number;
}

const lookEveryMs = 100;

/** A leg that plays a WAV file to its session and records what comes back. */
export class WavLeg extends DeviceLeg {
  readonly #options: WavLegOptions;
  readonly #said: Track;
  readonly #heard: Track;
  readonly #originMs: InstantMs;
  readonly #callEnded: () => void;
  /** Resolves when the call is over, whoever ended it. */
  readonly ended: Promise<void>;
  #microphone: Microphone | undefined;
  #timers: Disposable[] = [];
  #quietSinceMs: InstantMs | undefined;

  /** @throws {AntiphonError} FORMAT_UNSUPPORTED for a rate that no leg has. */
  constructor(options: WavLegOptions) {
    const formatIn = formatOf(options.caller);
    const formatOut = options.formatOut ?? formatIn;
    const maxSeconds = (options.maxMs ?? 600_000) / 1000;
    const heard = new Track(formatOut, { maxSeconds });
    const originMs = options.clock.now();
    super({
      clock: options.clock,
      legId: options.legId,
      formatIn,
      formatOut,
      capabilities: { dtmf: false },
      farBufferMs: options.farBufferMs,
      heard,
      originMs,
    });
    this.#options = options;
    this.#heard = heard;
    this.#said = new Track(formatIn, { maxSeconds });
    this.#originMs = originMs;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.ended = promise;
    this.#callEnded = resolve;
  }

  /** The caller begins to speak when somebody listens. */
  override attach(listener: LegListener): void {
    super.attach({
      audio: listener.audio,
      onReceipt: (receipt) => listener.onReceipt(receipt),
      onDtmf: (digit) => listener.onDtmf(digit),
      onClosed: (closed) => {
        this.#stop();
        listener.onClosed(closed);
      },
    });
    if (!this.isClosed) this.#begin();
  }

  /** The call so far as a stereo WAV file: the caller left, the agent as it was heard right. */
  recording(): Uint8Array {
    const heard = this.#heard.audio(this.device.playedUntilSample);
    return stereoWav(
      { format: this.formatIn, audio: this.#said.audio() },
      { format: this.formatOut, audio: heard },
    );
  }

  /** What the far end has heard by now, in `formatOut`, from the opening of the leg on. */
  heardAudio(): Uint8Array {
    return this.#heard.audio(this.device.playedUntilSample);
  }

  #begin(): void {
    const { clock, caller, startAfterMs = 0, maxMs = 600_000 } = this.#options;
    const microphone = new Microphone({
      clock,
      format: this.formatIn,
      originMs: this.#originMs,
      track: this.#said,
      send: (bytes, offset, length) => this.deliver(bytes, offset, length),
    });
    this.#microphone = microphone;
    const words = wavChannel(caller, 0);
    const speak = () => {
      if (words.length > 0) void microphone.say(words);
      this.#timers.push(clock.every(lookEveryMs, () => this.#look(microphone)));
    };
    this.#timers.push(
      clock.at(clock.now() + maxMs, () => this.hangUp('the call has reached its longest time')),
    );
    if (startAfterMs === 0) speak();
    else this.#timers.push(clock.at(clock.now() + startAfterMs, speak));
  }

  #look(microphone: Microphone): void {
    const now = this.#options.clock.now();
    const isQuiet = !microphone.isSpeaking && this.device.queuedSamples === 0;
    if (!isQuiet) this.#quietSinceMs = undefined;
    else this.#quietSinceMs ??= now;
    if (this.#quietSinceMs !== undefined && now - this.#quietSinceMs >= (this.#options.tailMs ?? 3000)) {
      this.hangUp('the recording is over');
    }
  }

  #stop(): void {
    this.#microphone?.[Symbol.dispose]();
    for (const timer of this.#timers) timer[Symbol.dispose]();
    this.#timers = [];
    this.#callEnded();
  }
}

const rates: readonly number[] = [8000, 16_000, 24_000, 48_000] satisfies SampleRate[];

function formatOf(file: WavFile): AudioFormat {
  if (!rates.includes(file.sampleRate)) {
    throw new AntiphonError('FORMAT_UNSUPPORTED', `a caller's recording cannot have ${file.sampleRate} Hz`, {
      cure: 'Convert it to 8, 16, 24 or 48 kHz.',
    });
  }
  return { encoding: file.encoding, sampleRate: file.sampleRate as SampleRate, channels: 1 };
}
