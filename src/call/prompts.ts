/** What the model is asked with, compiled of the history and the state under the plan's budget of tokens. */
import type { Prompt } from '../contracts/llm.ts';
import type { TurnPlan } from '../contracts/turn-plan.ts';
import { compilePrompt } from '../conversation/prompt-compiler.ts';
import type { CallContext, CountTokens } from './context.ts';
import { defaultPrompt } from './options.ts';
import type { Remembering } from './remembering.ts';

/** Texts whose count is kept: instructions and the last turns come again with every prompt. */
const countsKept = 400;

export class Prompts {
  readonly #context: CallContext;
  readonly #memory: Remembering;
  readonly #counts = new Map<string, number>();
  #tools: { of: TurnPlan['tools']; tokens: number } | undefined;

  constructor(context: CallContext, memory: Remembering) {
    this.#context = context;
    this.#memory = memory;
  }

  /** @param basis Words of a turn that is not decided yet. */
  make(basis: string | undefined): Prompt {
    const { history, plan, options } = this.#context;
    const { tokensMax, heardTurnsMax } = options.prompt ?? defaultPrompt;
    const { prompt } = compilePrompt({
      system: plan.instructions,
      state: this.#memory.state,
      specifications: options.memory?.slots ?? [],
      turns: history.turns(basis),
      trimmed: history.trimmed,
      budgetTokens: tokensMax - this.#toolTokens(plan),
      count: this.#count,
      heardTurnsMax,
    });
    return prompt;
  }

  /** Counted once for a plan: its tools are the same from turn to turn. */
  #toolTokens(plan: TurnPlan): number {
    if (this.#tools?.of !== plan.tools)
      this.#tools = { of: plan.tools, tokens: toolTokens(plan, this.#count) };
    return this.#tools.tokens;
  }

  readonly #count = (text: string): number => {
    const known = this.#counts.get(text);
    if (known !== undefined) return known;
    if (this.#counts.size >= countsKept) this.#counts.clear();
    const tokens = this.#context.countTokens(text);
    this.#counts.set(text, tokens);
    return tokens;
  };
}

/** What a server writes around each tool. */
const tokensPerTool = 12;

/** As JSON, which is how most servers are sent them. */
export function toolTokens({ tools }: Pick<TurnPlan, 'tools'>, count: CountTokens): number {
  return tools.reduce(
    (sum, { name, description, parameters }) =>
      sum + tokensPerTool + count(JSON.stringify({ name, description, parameters })),
    0,
  );
}
