/** The tools of one call: checks what a model sent, runs what the call orders, and hands results back while the call lives. */
import type { Tool } from '../agent/define-tool.ts';
import type { ToolCallInput } from '../call/input.ts';
import type { ToolRunOrder } from '../call/output.ts';
import type { Clock } from '../clock/clock.ts';
import type { ToolOutcome } from '../contracts/conversation.ts';
import { AntiphonError } from '../errors/antiphon-error.ts';
import { runTool } from '../tools/tool-runner.ts';
import type { EffectLog } from './effect-log.ts';

export interface ToolBenchOptions {
  tools: readonly Tool[];
  clock: Clock;
  /** Where effects are noted before they leave. Default: nowhere. */
  effects?: EffectLog;
  /** Told of every outcome while the call lives; of one tool call twice, where the first was `unknown`. */
  onResult: (toolCallId: string, outcome: ToolOutcome) => void;
  /** Told, for people, what the model and the caller are not told. Must not throw. */
  onError?: (error: AntiphonError) => void;
}

export class ToolBench {
  readonly #tools: readonly Tool[];
  readonly #clock: Clock;
  readonly #running = new Set<Promise<void>>();
  #onResult: ToolBenchOptions['onResult'] | undefined;

  constructor({ tools, clock, onResult }: ToolBenchOptions) {
    this.#tools = tools;
    this.#clock = clock;
    this.#onResult = onResult;
  }

  get running(): number {
    return this.#running.size;
  }

  /** Reads the arguments and words the question, before the call decides. */
  check(name: string, argumentsSent: unknown): ToolCallInput['check'] {
    const tool = this.#find(name);
    if (tool === undefined) return { ok: false, code: 'TOOL_UNKNOWN', message: `There is no tool ${name}.` };
    try {
      const parsed = tool.parse(argumentsSent);
      if (!parsed.ok) return { ok: false, code: 'TOOL_INPUT_INVALID', message: parsed.message };
      const question = tool.consentQuestion(parsed.input);
      return { ok: true, effect: tool.effect, ...(question === undefined ? {} : { question }) };
    } catch (thrown) {
      // A question that cannot be asked cannot be answered: the tool does not run.
      const error = AntiphonError.from(thrown, 'TOOL_FAILED', name);
      return { ok: false, code: error.code, message: error.message };
    }
  }

  run(order: ToolRunOrder): void {
    const { toolCallId, name, arguments: input, idempotencyKey } = order;
    const tool = this.#find(name);
    if (tool === undefined) {
      const message = `There is no tool ${name}.`;
      this.#onResult?.(toolCallId, { status: 'failed', code: 'TOOL_UNKNOWN', message });
      return;
    }
    const run = runTool({ tool, arguments: input, idempotencyKey }, this.#clock).then((outcome) => {
      this.#running.delete(run);
      this.#onResult?.(toolCallId, outcome);
    });
    this.#running.add(run);
  }

  /** Does nothing where the run has begun: its result tells. */
  withdraw(_toolCallId: string, _reason: string): void {}

  /** The call is over: what still runs keeps running, nobody is told. */
  detach(): void {
    this.#onResult = undefined;
  }

  async settled(): Promise<void> {
    await Promise.all(this.#running);
  }

  #find(name: string): Tool | undefined {
    return this.#tools.find((tool) => tool.name === name);
  }
}
