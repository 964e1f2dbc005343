/**
 * The tools of one call: checks what a model sent, runs what the call orders, and hands results back while the
 * call lives.
 *
 *   order ─▶ noted in the effect log ─▶ run ─▶ outcome noted, and told ─▶ perhaps a late one, noted and told
 *                  └─ run before, or not to be noted: told, and nothing runs
 *
 * Nothing that acts leaves before its intent is stored. What a `read` does nobody has to remember.
 */
import type { CallerOfTool, Tool } from '../agent/tool.ts';
import type { ToolCallInput } from '../call/input.ts';
import type { ToolRunOrder } from '../call/output.ts';
import type { Clock } from '../clock/clock.ts';
import type { EffectOutcome } from '../contracts/call-store.ts';
import type { ToolOutcome } from '../contracts/conversation.ts';
import { AntiphonError, type ErrorCode } from '../errors/antiphon-error.ts';
import { replayedOutcome, unrecordedOutcome } from '../tools/tell-outcome.ts';
import { ToolRunner, type ToolRun } from '../tools/tool-runner.ts';
import { shortMessage } from '../tools/tool-result.ts';
import type { EffectLog } from './effect-log.ts';

export interface ToolBenchOptions {
  tools: readonly Tool[];
  clock: Clock;
  /** Where effects are noted before they leave. Default: nowhere. */
  effects?: EffectLog;
  /** Of the agent, BCP-47: what it asks in. Default `en`. */
  language?: string;
  /** Who is on the line. Default: nobody. */
  caller?: CallerOfTool;
  /** Shared by all calls of the process, so that they learn from each other's failures. Default: one of its own. */
  runner?: ToolRunner;
  /** Told of every outcome while the call lives; of one tool call twice, where the first was `unknown`. */
  onResult: (toolCallId: string, outcome: ToolOutcome) => void;
  /** Told, for people, what the model and the caller are not told. Must not throw. */
  onError?: (error: AntiphonError) => void;
}

type Problem = { ok: false; code: ErrorCode; message: string };
type Prepared = { ok: true; run: ToolRun } | Problem;

/** What the call is told, and what is noted. Nothing is noted where the log knows already, or knows of nothing. */
interface End {
  told: ToolOutcome;
  noted?: EffectOutcome;
}

export class ToolBench {
  readonly #options: ToolBenchOptions;
  readonly #runner: ToolRunner;
  readonly #running = new Set<Promise<void>>();
  /** Ordered and not begun, with the reason where it was withdrawn. */
  readonly #waiting = new Map<string, string | undefined>();
  #attached = true;

  constructor(options: ToolBenchOptions) {
    this.#options = options;
    this.#runner = options.runner ?? new ToolRunner({ clock: options.clock });
  }

  get running(): number {
    return this.#running.size;
  }

  /** Reads the arguments and words the question, before the call decides. */
  check(name: string, argumentsSent: unknown): ToolCallInput['check'] {
    return this.#guard(name, () => {
      const parsed = this.#parse(name, argumentsSent);
      if (!parsed.ok) return parsed;
      const { tool, input } = parsed;
      const { language = 'en', caller } = this.#options;
      const question = tool.consentQuestion(input, { language, ...(caller === undefined ? {} : { caller }) });
      // A key that cannot be made is better known before the caller was asked.
      tool.keyOf(input, '');
      return {
        ok: true,
        effect: tool.effect,
        duplicates: tool.duplicates,
        ...(question === undefined ? {} : { question }),
        ...(tool.speakWhile === undefined ? {} : { speakWhile: tool.speakWhile }),
      };
    });
  }

  /** Its outcome comes by `onResult`. */
  run(order: ToolRunOrder): void {
    const run = this.#carryOut(order).finally(() => this.#running.delete(run));
    this.#running.add(run);
  }

  /** Does nothing where the run has begun: its result tells. */
  withdraw(toolCallId: string, reason: string): void {
    if (this.#waiting.has(toolCallId)) this.#waiting.set(toolCallId, reason);
  }

  /** The call is over: what still runs keeps running and is noted, nobody is told. */
  detach(): void {
    this.#attached = false;
  }

  /** All that runs has ended, each within its own limit. What is noted of it, the effect log sees through. */
  async settled(): Promise<void> {
    await Promise.all(this.#running);
  }

  /** Never rejects. */
  async #carryOut(order: ToolRunOrder): Promise<void> {
    const prepared = this.#prepare(order);
    const acts = order.effect !== 'read' || (prepared.ok && prepared.run.tool.effect !== 'read');
    const effects = acts ? this.#options.effects : undefined;
    if (effects !== undefined) {
      const before = await this.#begin(order, prepared, effects);
      if (before !== undefined) return this.#end(order, before, effects);
    }
    if (!prepared.ok) {
      const { code, message } = prepared;
      return this.#end(order, { told: { status: 'failed', code, message } }, undefined);
    }
    const { outcome, late } = await this.#runner.run(prepared.run);
    this.#end(order, endOf(outcome), effects);
    void late?.then((learnt) => this.#end(order, endOf(learnt), effects));
  }

  /** Stores the intent. @returns undefined where the tool may run now. */
  async #begin(order: ToolRunOrder, prepared: Prepared, effects: EffectLog): Promise<End | undefined> {
    const { toolCallId, name } = order;
    const tool = this.#find(name);
    let answer;
    this.#waiting.set(toolCallId, undefined);
    try {
      answer = await effects.begin(
        prepared.ok ? { ...order, idempotencyKey: prepared.run.idempotencyKey } : order,
        tool?.keyed === true,
      );
    } catch (thrown) {
      const { code } = this.#report(thrown, 'STORE_FAILED', `${name} could not be recorded and was not run`);
      answer = { unrecorded: code };
    }
    const withdrawn = this.#waiting.get(toolCallId);
    this.#waiting.delete(toolCallId);
    if (typeof answer === 'object' && 'result' in answer)
      return { told: replayedOutcome(tool, answer.result) };
    if (answer === 'unknown')
      return unknownEnd(`${name} had begun before a restart, and nothing was heard of it`);
    if (withdrawn !== undefined) {
      const told = { status: 'refused', reason: withdrawn } as const;
      if (answer !== 'run') return { told };
      return {
        told,
        noted: { status: 'failed', code: 'TOOL_WITHDRAWN', message: 'taken back before it began' },
      };
    }
    if (answer !== 'run') return { told: unrecordedOutcome(name, tool, answer.unrecorded) };
    // What passed its check was ordered; what no longer does was ordered before a restart, and perhaps begun.
    return prepared.ok
      ? undefined
      : unknownEnd(`${name} cannot be run any more, and may have been before a restart`);
  }

  /** The log is handed the end first: the turn that tells of it must not be stored before it. */
  #end(order: ToolRunOrder, { told, noted }: End, effects: EffectLog | undefined): void {
    if (noted !== undefined) void effects?.complete(order.toolCallId, noted);
    if (this.#attached) this.#options.onResult(order.toolCallId, told);
  }

  #prepare({ name, arguments: argumentsSent, idempotencyKey }: ToolRunOrder): Prepared {
    return this.#guard(name, () => {
      const parsed = this.#parse(name, argumentsSent);
      if (!parsed.ok) return parsed;
      const { tool, input } = parsed;
      const { onError, caller } = this.#options;
      const run: ToolRun = { tool, input, idempotencyKey: tool.keyOf(input, idempotencyKey) };
      if (onError !== undefined) run.onError = onError;
      if (caller !== undefined) run.caller = caller;
      return { ok: true, run };
    });
  }

  #parse(name: string, argumentsSent: unknown): { ok: true; tool: Tool; input: unknown } | Problem {
    const tool = this.#find(name);
    if (tool === undefined) {
      return { ok: false, code: 'TOOL_UNKNOWN', message: shortMessage(`There is no tool ${name}.`) };
    }
    const parsed = tool.parse(argumentsSent);
    if (parsed.ok) return { ok: true, tool, input: parsed.input };
    return { ok: false, code: 'TOOL_INPUT_INVALID', message: shortMessage(parsed.message) };
  }

  /** A question that cannot be asked cannot be answered, and what was thrown is not for the model to read. */
  #guard<Made>(name: string, make: () => Made | Problem): Made | Problem {
    try {
      return make();
    } catch (thrown) {
      if (AntiphonError.is(thrown) && thrown.code === 'TOOL_DECLINED') {
        return { ok: false, code: thrown.code, message: shortMessage(thrown.message) };
      }
      const { code } = this.#report(thrown, 'TOOL_FAILED', `${name} cannot be used`);
      return { ok: false, code, message: `${name} cannot be used: it is defined wrongly.` };
    }
  }

  #report(thrown: unknown, code: ErrorCode, context: string): AntiphonError {
    const error = AntiphonError.is(thrown) ? thrown : new AntiphonError(code, context, { cause: thrown });
    this.#options.onError?.(error);
    return error;
  }

  #find(name: string): Tool | undefined {
    return this.#options.tools.find((tool) => tool.name === name);
  }
}

function unknownEnd(reason: string): End {
  return { told: { status: 'unknown', reason }, noted: { status: 'unknown', reason } };
}

/** `say` is how it is told, not how it ended. */
function endOf(told: ToolOutcome): End {
  switch (told.status) {
    case 'done':
    case 'unknown':
      return { told, noted: told };
    case 'failed':
      return { told, noted: { status: 'failed', code: told.code, message: told.message } };
    case 'refused':
    case 'awaiting-consent':
      return { told };
  }
}
