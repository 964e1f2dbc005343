/** What a call has used, by model: the figures that a budget and an invoice start from. */
import type { TokenUsage } from '../contracts/llm.ts';

export interface ModelUse {
  requests: number;
  inputTokens: number;
  cachedInputTokens: number;
  outputTokens: number;
  /** Audio understood or spoken. */
  audioMs: number;
}

export class CostLedger {
  readonly #uses = new Map<string, ModelUse>();

  addTokens(model: string, usage: TokenUsage): void {
    const use = this.#useOf(model);
    use.requests += 1;
    use.inputTokens += usage.inputTokens;
    use.cachedInputTokens += usage.cachedInputTokens;
    use.outputTokens += usage.outputTokens;
  }

  addAudio(model: string, audioMs: number): void {
    const use = this.#useOf(model);
    use.requests += 1;
    use.audioMs += audioMs;
  }

  /** By model name, in the order of first use. */
  totals(): Record<string, ModelUse> {
    return Object.fromEntries([...this.#uses].map(([model, use]) => [model, { ...use }]));
  }

  #useOf(model: string): ModelUse {
    let use = this.#uses.get(model);
    if (use === undefined) {
      use = { requests: 0, inputTokens: 0, cachedInputTokens: 0, outputTokens: 0, audioMs: 0 };
      this.#uses.set(model, use);
    }
    return use;
  }
}
