/**
 * A voice that is waited for. Virtual time stands still until every clause that it was asked for has come, and what
 * came is handed over only then, stream by stream: whether it lay in a cache or took a moment changes nothing.
 */
import type { TextToSpeech, TtsListener, TtsStream, TtsStreamOptions } from '../../../contracts/tts.ts';
import { Outside } from '../outside.ts';

export class SteppedTts implements TextToSpeech {
  readonly specificationVersion = '1';
  readonly name: string;
  readonly capabilities: TextToSpeech['capabilities'];
  readonly #tts: TextToSpeech;
  readonly #outside = new Outside();
  /** In the order of opening. */
  readonly #streams = new Set<SteppedStream>();

  /** @param tts Remains its owner's. */
  constructor(tts: TextToSpeech) {
    this.#tts = tts;
    this.name = tts.name;
    this.capabilities = tts.capabilities;
  }

  open(options: TtsStreamOptions): TtsStream {
    const stream = new SteppedStream(this.#tts, options, this.#outside, () => this.#streams.delete(stream));
    this.#streams.add(stream);
    return stream;
  }

  /** @returns whether there was anything to wait for, or to hand over. */
  async settle(): Promise<boolean> {
    const waited = this.#outside.isPending;
    if (waited) await this.#outside.settled();
    let handedOver = false;
    for (const stream of this.#streams) handedOver = stream.handOver() || handedOver;
    return waited || handedOver;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const stream of this.#streams) stream.close();
  }
}

class SteppedStream implements TtsStream {
  readonly #stream: TtsStream;
  readonly #outside: Outside;
  readonly #onClose: () => void;
  /** By clause: what ends its wait. */
  readonly #pending = new Map<number, () => void>();
  /** What has come. */
  #came: (() => void)[] = [];

  constructor(tts: TextToSpeech, options: TtsStreamOptions, outside: Outside, onClose: () => void) {
    this.#outside = outside;
    this.#onClose = onClose;
    this.#stream = tts.open({ ...options, listener: this.#listening(options.listener) });
  }

  speak(clause: number, text: string): void {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#pending.set(clause, resolve);
    void this.#outside.track(promise);
    this.#stream.speak(clause, text);
  }

  cancel(): void {
    this.#stream.cancel();
    this.#came = [];
    this.#forgetAll();
  }

  close(): void {
    this.#stream.close();
    this.#came = [];
    this.#forgetAll();
    this.#onClose();
  }

  /** @returns whether there was anything. */
  handOver(): boolean {
    const any = this.#came.length > 0;
    // Whoever hears it may cancel or close: then the rest is gone.
    for (let next = this.#came.shift(); next !== undefined; next = this.#came.shift()) next();
    return any;
  }

  #listening(listener: TtsListener): TtsListener {
    return {
      onAudio: (clause, bytes, offset, length) => {
        const copy = bytes.slice(offset, offset + length);
        this.#came.push(() => listener.onAudio(clause, copy, 0, copy.length));
      },
      onWords: (clause, words) => this.#came.push(() => listener.onWords(clause, words)),
      onClauseEnd: (clause) => {
        this.#came.push(() => listener.onClauseEnd(clause));
        this.#forget(clause);
      },
      onError: (clause, error, fatal) => {
        this.#came.push(() => listener.onError(clause, error, fatal));
        if (fatal) this.#forgetAll();
        else this.#forget(clause);
      },
    };
  }

  #forget(clause: number): void {
    this.#pending.get(clause)?.();
    this.#pending.delete(clause);
  }

  #forgetAll(): void {
    for (const clause of this.#pending.keys()) this.#forget(clause);
  }
}
