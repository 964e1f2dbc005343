/**
 * A recogniser that has been told what the caller says: each flush that heard sound yields the next
 * text, after the time a real one would take; a flush that heard none yields an empty final.
 */
import type { AudioFormat } from '../audio/format.ts';
import { levelDbfs } from '../audio/level.ts';
import type { Clock } from '../clock/clock.ts';
import type {
  SpeechToText,
  SttCapabilities,
  SttHints,
  SttStream,
  SttStreamOptions,
} from '../contracts/stt.ts';
import { AntiphonError } from '../errors/antiphon-error.ts';

export interface ScriptedSttOptions {
  clock: Clock;
  /** From flush to final. Default 100. */
  finalMs?: number;
  /** From the first sound of a segment to the interim with its words; undefined: no interims. */
  interimMs?: number;
  /** `silent` never answers, `fails` breaks each stream at its first flush. Default `works`. */
  behaviour?: 'works' | 'silent' | 'fails';
}

const rates = [8000, 16000, 24000, 48000] as const;
const audibleDbfs = -50;

export class ScriptedStt implements SpeechToText {
  readonly specificationVersion = '1';
  readonly name = 'scripted';
  readonly capabilities: SttCapabilities = {
    interim: true,
    phrases: true,
    formats: rates.flatMap((sampleRate): AudioFormat[] => [
      { encoding: 'pcm16le', sampleRate, channels: 1 },
      { encoding: 'mulaw', sampleRate, channels: 1 },
    ]),
    endpointAuthority: 'local',
    finalMsP99: 300,
  };
  /** What will be heard, in order. */
  readonly texts: string[] = [];
  /** Bytes written, of all streams. */
  bytesWritten = 0;
  readonly hints: SttHints[] = [];
  openStreams = 0;
  readonly options: ScriptedSttOptions;

  constructor(options: ScriptedSttOptions) {
    this.options = options;
  }

  open(options: SttStreamOptions): SttStream {
    this.openStreams += 1;
    return new ScriptedSttStream(this, options);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // Nothing is held.
  }
}

class ScriptedSttStream implements SttStream {
  #heard = false;
  #segment = 0;
  #mediaEndMs = 0;
  #text: string | undefined;
  #closed = false;
  readonly #timers = new Set<Disposable>();
  readonly #stt: ScriptedStt;
  readonly #options: SttStreamOptions;

  constructor(stt: ScriptedStt, options: SttStreamOptions) {
    this.#stt = stt;
    this.#options = options;
  }

  write(
    bytes: Uint8Array,
    offset: number,
    length: number,
    _sequence: number,
    mediaTimeSamples: number,
  ): void {
    this.#stt.bytesWritten += length;
    const { format } = this.#options;
    this.#mediaEndMs = (mediaTimeSamples * 1000) / format.sampleRate + 20;
    if (this.#heard || levelDbfs(format.encoding, bytes, offset, length) < audibleDbfs) return;
    this.#heard = true;
    this.#text = this.#stt.texts.shift() ?? '';
    const { interimMs } = this.#stt.options;
    if (interimMs !== undefined) this.#say(interimMs, this.#segment, this.#text, false);
  }

  flush(segment: number): void {
    const text = this.#text ?? '';
    this.#segment = segment + 1;
    this.#heard = false;
    this.#text = undefined;
    const { behaviour = 'works', finalMs = 100 } = this.#stt.options;
    if (behaviour === 'works') this.#say(finalMs, segment, text, true);
    if (behaviour === 'fails') {
      this.#after(0, () =>
        this.#options.listener.onError(new AntiphonError('STT_FAILED', 'scripted failure')),
      );
    }
  }

  update(hints: SttHints): void {
    this.#stt.hints.push(hints);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#stt.openStreams -= 1;
    for (const timer of this.#timers) timer[Symbol.dispose]();
  }

  #say(afterMs: number, segment: number, text: string, final: boolean): void {
    if (this.#stt.options.behaviour === 'silent') return;
    this.#after(afterMs, () => {
      if (!final && segment !== this.#segment) return;
      this.#options.listener.onTranscript({
        segment,
        text,
        final,
        stability: final ? 1 : 0.9,
        language: this.#options.language,
        mediaEndMs: this.#mediaEndMs,
      });
    });
  }

  #after(ms: number, act: () => void): void {
    const { clock } = this.#stt.options;
    const timer = clock.at(clock.now() + ms, () => {
      this.#timers.delete(timer);
      if (!this.#closed) act();
    });
    this.#timers.add(timer);
  }
}
