/** The tools of one call: checks what a model sent, runs what the call orders, and hands results back while the call lives. */
import type { Tool } from '../agent/define-tool.ts';
import type { ToolCallInput } from '../call/input.ts';
import type { Clock } from '../clock/clock.ts';
import type { ToolOutcome } from '../contracts/conversation.ts';
import { AntiphonError } from '../errors/antiphon-error.ts';
import { runTool } from '../tools/tool-runner.ts';

export class ToolBench {
  readonly #tools: readonly Tool[];
  readonly #clock: Clock;
  readonly #running = new Set<Promise<void>>();
  #onResult: ((toolCallId: string, outcome: ToolOutcome) => void) | undefined;

  constructor(
    tools: readonly Tool[],
    clock: Clock,
    onResult: (toolCallId: string, outcome: ToolOutcome) => void,
  ) {
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

  run(toolCallId: string, name: string, input: unknown, idempotencyKey: string): void {
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
