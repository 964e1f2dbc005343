/** How large the prompts of the calls are, turn by turn, and whether they begin with the same bytes. */
import type { Message } from '../../src/contracts/conversation.ts';
import { roundTo } from '../shared/statistics.ts';
import { requestTokens } from './agent.ts';
import { turnsPerCall, type GeneratedCall } from './generate.ts';
import type { CallTrace } from './trace.ts';

/** The mean of all calls. */
export interface PromptSize {
  promptTokens: number;
  /** Had the prompt been every word of the call. */
  rawHistoryTokens: number;
}

export class PromptSizes {
  readonly #atTurn = new Map<number, PromptSize[]>();
  /** Of every request of every call. */
  max = 0;
  /** Of the call whose prompt grew most: at the last turn, for each token at the tenth. */
  growthMax = 0;
  /** Calls with requests that do not begin with the same system and tools as the first. */
  differingPrefixes = 0;

  add(call: GeneratedCall, { turns, requests }: CallTrace): void {
    const prefixes = requests.map(({ prompt, tools }) => JSON.stringify([prompt.system, tools]));
    if (new Set(prefixes).size > 1) this.differingPrefixes += 1;
    for (const request of requests) this.max = Math.max(this.max, requestTokens(request));
    const growth = requestTokens(turns.at(-1)!.request) / requestTokens(turns[9]!.request);
    this.growthMax = Math.max(this.growthMax, roundTo(growth, 4));
    for (const [index, { request }] of turns.entries()) {
      const turn = index + 1;
      if (turn % 10 !== 0) continue;
      const promptTokens = requestTokens(request);
      const messages = call.turns.slice(0, turn).flatMap(({ agentText, callerText }): Message[] => [
        { role: 'assistant', text: agentText },
        { role: 'user', text: callerText },
      ]);
      const raw = requestTokens({ ...request, prompt: { ...request.prompt, messages } });
      const sizes = this.#atTurn.get(turn) ?? [];
      this.#atTurn.set(turn, [...sizes, { promptTokens, rawHistoryTokens: raw }]);
    }
  }

  /** Every tenth turn. */
  get turns(): number[] {
    return Array.from({ length: turnsPerCall / 10 }, (_, index) => (index + 1) * 10);
  }

  /** The mean of all calls. */
  at(turn: number): PromptSize {
    const sizes = this.#atTurn.get(turn) ?? [];
    const mean = (values: readonly number[]): number =>
      roundTo(values.reduce((sum, value) => sum + value, 0) / values.length, 1);
    return {
      promptTokens: mean(sizes.map(({ promptTokens }) => promptTokens)),
      rawHistoryTokens: mean(sizes.map(({ rawHistoryTokens }) => rawHistoryTokens)),
    };
  }
}
