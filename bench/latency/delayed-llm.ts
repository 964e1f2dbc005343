/**
 * A language model with the delays of a good vendor: the turn's draw until the first token, then 80
 * tokens a second. Every request of a turn gets the same draw, as the oracle does.
 */
import type { Clock } from '../../src/clock/clock.ts';
import type { GenerateRequest, GenerationPart, LanguageModel } from '../../src/contracts/llm.ts';
import { sleep } from '../../src/testing/sleep.ts';
import { tokensOf, type CallerTurn } from './caller-turn.ts';
import { tokensPerSecond } from './draws.ts';

export class DelayedLanguageModel implements LanguageModel {
  readonly specificationVersion = '1';
  readonly name = 'delayed';
  readonly #clock: Clock;
  readonly #turn: () => CallerTurn;

  /** @param turn The turn that is being answered. */
  constructor(clock: Clock, turn: () => CallerTurn) {
    this.#clock = clock;
    this.#turn = turn;
  }

  async *generate(
    _request: GenerateRequest,
    { signal }: { signal: AbortSignal },
  ): AsyncGenerator<GenerationPart> {
    const { llmFirstTokenMs, reply } = this.#turn();
    const firstAt = this.#clock.now() + llmFirstTokenMs;
    const tokens = tokensOf(reply);
    for (const [index, text] of tokens.entries()) {
      // By the instant at which each is due: a reader who is slow must not slow down the vendor.
      const dueAt = firstAt + index * (1000 / tokensPerSecond);
      if (!(await sleep(this.#clock, dueAt - this.#clock.now(), signal))) return;
      yield { type: 'text-delta', text };
    }
    const usage = { inputTokens: 0, cachedInputTokens: 0, outputTokens: tokens.length };
    yield { type: 'usage', usage };
    yield { type: 'end', reason: 'stop' };
  }
}
