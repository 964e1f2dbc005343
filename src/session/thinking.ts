/** Runs the generations that a call orders, each under an abort of its own, child of the call's. */
import type { GenerateRequest, GenerationPart, LanguageModel, TokenUsage } from '../contracts/llm.ts';
import type { Expectation } from '../contracts/turn-detector.ts';
import { AntiphonError } from '../errors/antiphon-error.ts';
import type { AbortScope } from './abort-scope.ts';

export interface ThinkingListener {
  onPart(generation: number, part: SpokenPart): void;
  /** `expects`: what the reply asks for, where the model says so. */
  onEnd(generation: number, usage: TokenUsage | undefined, expects: Expectation | undefined): void;
  /** The stream ended without an `end` part, or broke. Not called after an abort. */
  onFailed(generation: number, error: AntiphonError): void;
}

/** What a generation yields before its end. */
export type SpokenPart = Extract<GenerationPart, { type: 'text-delta' | 'tool-call' }>;

export class Thinking {
  readonly #running = new Map<number, AbortScope>();
  readonly #scope: AbortScope;
  readonly #listener: ThinkingListener;

  constructor(scope: AbortScope, listener: ThinkingListener) {
    this.#scope = scope;
    this.#listener = listener;
  }

  /** Generations whose request is open. */
  get running(): number {
    return this.#running.size;
  }

  start(generation: number, model: LanguageModel, request: GenerateRequest): void {
    const scope = this.#scope.child();
    this.#running.set(generation, scope);
    void this.#read(generation, model, request, scope);
  }

  /** Closes the provider's request. */
  abort(generation: number, reason: string): void {
    this.#running.get(generation)?.abort(reason);
    this.#running.delete(generation);
  }

  async #read(
    generation: number,
    model: LanguageModel,
    request: GenerateRequest,
    scope: AbortScope,
  ): Promise<void> {
    let usage: TokenUsage | undefined;
    try {
      for await (const part of model.generate(request, { signal: scope.signal })) {
        if (scope.signal.aborted) return;
        if (part.type === 'usage') usage = part.usage;
        else if (part.type === 'end') {
          this.#listener.onEnd(generation, usage, part.expects);
          return;
        } else this.#listener.onPart(generation, part);
      }
      if (scope.signal.aborted) return;
      const error = new AntiphonError('LLM_FAILED', 'the stream of the language model broke off');
      this.#listener.onFailed(generation, error);
    } catch (thrown) {
      // An abort is not an error.
      if (scope.signal.aborted) return;
      this.#listener.onFailed(
        generation,
        AntiphonError.from(thrown, 'LLM_FAILED', 'the language model failed'),
      );
    } finally {
      scope[Symbol.dispose]();
      if (this.#running.get(generation) === scope) this.#running.delete(generation);
    }
  }
}
