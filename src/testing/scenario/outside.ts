/**
 * Keeps virtual time and the real world in step: while a model or a tool works outside the simulated clock,
 * no virtual time passes, so that a slow disk changes nothing about the story. What has not come back after
 * five real seconds is waited for no longer: then the call's own limits apply to it.
 */
import { SystemClock } from '../../clock/system-clock.ts';
import type { GenerateRequest, LanguageModel } from '../../contracts/llm.ts';
import type { Extractor } from '../../contracts/memory.ts';
import type { SessionOptions } from '../../session/session.ts';

const waitMaxMs = 5_000;

type Callers = NonNullable<SessionOptions['callers']>;

export class Outside {
  readonly #pending = new Set<object>();
  #onChange: (() => void) | undefined;

  get isPending(): boolean {
    return this.#pending.size > 0;
  }

  async track<Value>(work: Promise<Value>): Promise<Value> {
    const token = {};
    this.#pending.add(token);
    try {
      return await work;
    } finally {
      this.#pending.delete(token);
      this.#onChange?.();
    }
  }

  /** Lets promises settle, and waits for what is outside. */
  async settled(): Promise<void> {
    await nextMacrotask();
    while (this.#pending.size > 0) {
      const came = await this.#change();
      if (!came) this.#pending.clear();
      await nextMacrotask();
    }
  }

  model(model: LanguageModel): LanguageModel {
    return {
      specificationVersion: '1',
      name: model.name,
      ...(model.phrases === undefined ? {} : { phrases: model.phrases }),
      ...(model.heardTurnsMax === undefined ? {} : { heardTurnsMax: model.heardTurnsMax }),
      generate: (request, options) => this.#generate(model, request, options),
    };
  }

  extractor(extractor: Extractor): Extractor {
    return {
      specificationVersion: '1',
      name: extractor.name,
      extract: (request, options) => this.track(extractor.extract(request, options)),
    };
  }

  /** The memory of callers, of which a call asks and to which it tells. */
  callers(callers: Callers): Callers {
    return {
      recall: (...asked) => this.track(callers.recall(...asked)),
      remember: (...told) => this.track(callers.remember(...told)),
    };
  }

  async *#generate(model: LanguageModel, request: GenerateRequest, options: { signal: AbortSignal }) {
    const parts = model.generate(request, options)[Symbol.asyncIterator]();
    try {
      for (;;) {
        const next = await this.track(parts.next());
        if (next.done === true) return;
        yield next.value;
      }
    } finally {
      await parts.return?.();
    }
  }

  /** @returns false where nothing came back in time. */
  async #change(): Promise<boolean> {
    using clock = new SystemClock();
    const { promise, resolve } = Promise.withResolvers<boolean>();
    clock.at(clock.now() + waitMaxMs, () => resolve(false));
    this.#onChange = () => resolve(true);
    return promise;
  }
}

function nextMacrotask(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
