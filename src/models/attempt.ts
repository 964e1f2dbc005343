/**
 * One request to one model: read up to its first clause, kept back until it is known who answers, then
 * handed on as it comes, or closed.
 */
import type { GenerateRequest, GenerationPart, LanguageModel, TokenUsage } from '../contracts/llm.ts';
import { AntiphonError } from '../errors/antiphon-error.ts';
import { ClauseWatch } from './clause-watch.ts';

/** Parts and letters kept back at the most: far more than any first clause. */
const keptMax = 4_000;

export class Attempt {
  /** What it told of its tokens so far. */
  usage: TokenUsage | undefined;
  readonly #controller = new AbortController();
  readonly #iterator: AsyncIterator<GenerationPart>;
  readonly #kept: GenerationPart[] = [];
  #letters = 0;
  readonly #mayBeSilent: boolean;

  /** Whatever `model` throws, even at once, is thrown by `toClause`. */
  constructor(model: LanguageModel, request: GenerateRequest) {
    const { signal } = this.#controller;
    this.#iterator = (async function* (): AsyncGenerator<GenerationPart> {
      yield* model.generate(request, { signal });
    })();
    // Behind the result of a tool a model may have nothing to add; to a caller's words it must say something.
    this.#mayBeSilent = request.prompt.messages.at(-1)?.role === 'tool-result';
  }

  /**
   * Resolves when what can be spoken has come. `onBegun` is told once of the first sign of an answer.
   * @throws AntiphonError where the model fails first.
   */
  async toClause(onBegun: () => void): Promise<void> {
    const watch = new ClauseWatch();
    for (;;) {
      const { done, value: part } = await this.#next();
      if (done === true)
        throw new AntiphonError('LLM_FAILED', 'the answer broke off before its first clause');
      if (part.type === 'text-delta' && part.text === '') continue;
      if (part.type !== 'usage' && this.#letters === 0) onBegun();
      this.#keep(part);
      if (watch.push(part)) return;
      if (part.type !== 'end') continue;
      if (part.reason === 'stop' && this.#mayBeSilent) return;
      throw new AntiphonError('LLM_FAILED', 'the answer ended without a word');
    }
  }

  /** Everything from the beginning, in order; what the model throws, it throws. Once, behind `toClause`. */
  async *parts(): AsyncGenerator<GenerationPart> {
    try {
      for (const part of this.#kept.splice(0)) yield part;
      for (;;) {
        const { done, value: part } = await this.#next();
        if (done === true) return;
        yield part;
      }
    } finally {
      // A reader may leave at the end part: then the model closes behind it.
      await this.#iterator.return?.();
    }
  }

  /** Closes the request at once. Nobody reads what it may still have to tell. */
  close(reason: string): void {
    this.#kept.length = 0;
    this.#controller.abort(reason);
    // The reader has gone: an error of the closing concerns nobody.
    this.#iterator.return?.().catch(() => undefined);
  }

  async #next(): Promise<IteratorResult<GenerationPart>> {
    try {
      return await this.#iterator.next();
    } catch (thrown) {
      throw AntiphonError.from(thrown, 'LLM_FAILED', 'the language model failed');
    }
  }

  #keep(part: GenerationPart): void {
    if (part.type === 'usage') this.usage = part.usage;
    if (part.type === 'text-delta') this.#letters += part.text.length;
    this.#kept.push(part);
    if (this.#letters > keptMax || this.#kept.length > keptMax) {
      throw new AntiphonError('LLM_MALFORMED', `${keptMax} letters or parts, and no clause among them`);
    }
  }
}
