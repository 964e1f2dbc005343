/** A voice that is waited for: virtual time stands still until every clause it was asked for has come, or was dropped. */
import type { TextToSpeech, TtsListener, TtsStream, TtsStreamOptions } from '../../../contracts/tts.ts';
import type { Outside } from '../outside.ts';

export function steppedTts(tts: TextToSpeech, outside: Outside): TextToSpeech {
  return {
    specificationVersion: '1',
    name: tts.name,
    capabilities: tts.capabilities,
    open: (options) => new SteppedStream(tts, options, outside),
    // The voice is its owner's.
    [Symbol.asyncDispose]: async () => {},
  };
}

class SteppedStream implements TtsStream {
  readonly #stream: TtsStream;
  readonly #outside: Outside;
  /** By clause: what ends its wait. */
  readonly #pending = new Map<number, () => void>();

  constructor(tts: TextToSpeech, options: TtsStreamOptions, outside: Outside) {
    this.#outside = outside;
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
    this.#forgetAll();
  }

  close(): void {
    this.#stream.close();
    this.#forgetAll();
  }

  #listening(listener: TtsListener): TtsListener {
    return {
      onAudio: (clause, bytes, offset, length) => listener.onAudio(clause, bytes, offset, length),
      onWords: (clause, words) => listener.onWords(clause, words),
      onClauseEnd: (clause) => {
        listener.onClauseEnd(clause);
        this.#forget(clause);
      },
      onError: (clause, error, fatal) => {
        listener.onError(clause, error, fatal);
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
