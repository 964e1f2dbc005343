/**
 * ToolDesk decides which of a model's tool calls may run, and what becomes of their results.
 *
 *   tool call ─▶ held (speculation) ─commit─▶ checked ─▶ consent ─▶ running ─▶ settled
 *                                                 └─ invalid: told to the model
 *
 * A tool that has begun is never cancelled by a barge-in: its result enters the history whenever it
 * comes, and is told as soon as the floor is free.
 */
import { endCallTool } from '../agent/end-call.ts';
import { Consent, type Action, type ConsentInput, type ConsentOutput } from '../consent/consent.ts';
import type { InstantMs } from '../clock/clock.ts';
import type { Effect, ToolOutcome } from '../contracts/conversation.ts';
import type { ActiveReply, ReplyToolCall } from './active-reply.ts';
import type { CallContext } from './context.ts';
import type { ToolCallInput } from './input.ts';

/** An answer may overlap with the end of its question by so much; without receipts, by what the clock does not know. */
const answerLeadMs = 300;

/** What the caller has said, and when it began and ended. */
export interface SaidTurn {
  text: string;
  saidSince: InstantMs;
  saidUntil: InstantMs;
}

interface Running {
  name: string;
  effect: Effect;
  /** Whose reply waits for it. */
  reply: number;
  since: InstantMs;
}

export interface ToolDeskListener {
  /** Speak the question as part of the reply. */
  onQuestion(reply: ActiveReply, question: string): void;
}

export class ToolDesk {
  readonly #consent: Consent;
  readonly #running = new Map<string, Running>();
  /** The question that stands, and the reply that carries it. */
  #asked: { reply: number; question: string; times: number } | undefined;
  #answers = 0;
  readonly #checks = new Map<string, ToolCallInput>();
  readonly #context: CallContext;
  readonly #listener: ToolDeskListener;

  constructor(context: CallContext, listener: ToolDeskListener) {
    this.#context = context;
    this.#listener = listener;
    const { leg, limits } = context.options;
    this.#consent = new Consent({
      expiresAfterMs: limits.consentMs,
      answerLeadMs: leg.receipts === 'played' ? answerLeadMs : leg.clockLagMs,
    });
  }

  deadline(): number | undefined {
    return this.#consent.deadline();
  }

  onTimeout(): void {
    this.#tell({ type: 'timeout' });
  }

  /** Something that changes the world has begun and is not done. */
  get acting(): boolean {
    return [...this.#running.values()].some(({ effect }) => effect !== 'read');
  }

  get asking(): boolean {
    return this.#consent.pending !== undefined;
  }

  /** A model asks for a tool. While its reply is a speculation nothing happens but noting it. */
  request(reply: ActiveReply, input: ToolCallInput): void {
    this.#checks.set(input.toolCallId, input);
    reply.toolCalls.push({ ...pick(input), state: 'held' });
    if (reply.committed) this.dispatchHeld(reply);
  }

  dispatchHeld(reply: ActiveReply): void {
    for (const call of reply.toolCalls) {
      if (call.state === 'held') this.#dispatch(reply, call);
    }
  }

  /**
   * The caller's words, heard as an answer to the question that stands.
   * @returns true where they were one: the reply then waits for the action, or speaks of the refusal.
   */
  answer(reply: ActiveReply, turn: SaidTurn): boolean {
    const { language } = this.#context.plan;
    const outputs = this.#consent.handle(this.#context.now, { type: 'answer', language, ...turn });
    this.#act(reply, outputs);
    return outputs.some((output) => output.type === 'run' || output.type === 'refused');
  }

  /** A reply was heard to its end: if it carried the question, a yes counts from now on; another question retires it. */
  onReplyEnd(reply: ActiveReply, heard: string): void {
    const pending = this.#consent.pending;
    if (pending === undefined) return;
    if (this.#asked?.reply === reply.id) {
      // A voice may have broken off in the midst of it; and a reply may ask the same for two actions.
      const { question, times } = this.#asked;
      if (heard.split(question).length <= times) return;
      this.#tell({ type: 'question-heard', toolCallId: pending.toolCallId });
    } else this.onOtherHeard(reply, heard);
  }

  /** Something else was heard: where it asks, a yes belongs to that. */
  onOtherHeard(reply: ActiveReply, heard: string): void {
    if (!heard.includes('?') || reply.begunAt === undefined) return;
    this.#tell({ type: 'other-question', since: reply.begunAt });
  }

  /** @returns the tool call's name when it was one of ours and still running. */
  result(toolCallId: string, outcome: ToolOutcome): { name: string } | undefined {
    const running = this.#running.get(toolCallId);
    if (running === undefined) return undefined;
    this.#running.delete(toolCallId);
    this.#context.history.addToolResult(toolCallId, running.name, outcome);
    const ok = outcome.status === 'done';
    this.#context.emit({
      type: 'effect-done',
      toolCallId,
      tool: running.name,
      effect: running.effect,
      ok,
      ...(outcome.status === 'failed' ? { reason: outcome.code } : {}),
    });
    return { name: running.name };
  }

  /** What this tool asks and tells may not be interrupted. */
  mustBeHeard(tool: string): boolean {
    return this.#context.options.uninterruptible?.tools.includes(tool) === true;
  }

  /** Whether some of the reply's tools have answered, and the model has not been asked again since. */
  holdsResults(reply: ActiveReply): boolean {
    return reply.toolCalls.some((call) => call.state === 'settled' && call.name !== endCallTool.name);
  }

  /** When every tool that this reply waits for should have answered. */
  dueAt(reply: ActiveReply): InstantMs {
    const begun = [...this.#running.values()].filter((running) => running.reply === reply.id);
    const last = Math.max(...begun.map((running) => running.since));
    return (Number.isFinite(last) ? last : this.#context.now) + this.#context.options.limits.toolTimeoutMs;
  }

  /** The reply waits no longer. What still runs keeps running, and its result replaces this one. */
  goOnWithout(reply: ActiveReply): void {
    for (const call of reply.toolCalls) {
      if (call.state !== 'running') continue;
      this.#settle(call, {
        status: 'failed',
        code: 'TOOL_TIMEOUT',
        message: 'there is no answer yet; it may still come',
      });
    }
  }

  #dispatch(reply: ActiveReply, call: ReplyToolCall): void {
    const check = this.#checks.get(call.toolCallId)?.check;
    this.#checks.delete(call.toolCallId);
    this.#context.history.addToolCall(call.toolCallId, call.name, call.arguments);
    if (this.mustBeHeard(call.name)) reply.interruptible = false;
    if (call.name === endCallTool.name) {
      reply.hangUpAfter = true;
      this.#settle(call, { status: 'done', value: 'the call ends after this reply' });
      return;
    }
    if (check === undefined || !check.ok) {
      const code = check?.code ?? 'TOOL_UNKNOWN';
      this.#settle(call, {
        status: 'failed',
        code,
        message: check?.message ?? `there is no tool ${call.name}`,
      });
      return;
    }
    const action: Action = {
      toolCallId: call.toolCallId,
      tool: call.name,
      effect: check.effect,
      arguments: call.arguments,
      question: check.question,
    };
    this.#act(reply, this.#consent.handle(this.#context.now, { type: 'request', action }));
  }

  #tell(input: ConsentInput): void {
    this.#act(undefined, this.#consent.handle(this.#context.now, input));
  }

  #act(reply: ActiveReply | undefined, outputs: ConsentOutput[]): void {
    for (const output of outputs) {
      const { toolCallId, tool } = output.action;
      switch (output.type) {
        case 'run':
          if (reply !== undefined) this.#run(reply, output.action, output.consented);
          break;
        case 'ask':
          if (reply !== undefined) this.#ask(reply, output.action, output.question);
          break;
        case 'refused':
          this.#context.emit({ type: 'consent-refused', toolCallId, tool, reason: output.reason });
          this.#note(output.action, { status: 'refused', reason: output.reason });
          break;
        case 'expired':
          this.#context.emit({ type: 'consent-expired', toolCallId, tool });
          break;
      }
    }
  }

  #ask(reply: ActiveReply, action: Action, question: string): void {
    const call = reply.toolCalls.find((entry) => entry.toolCallId === action.toolCallId);
    if (call !== undefined) call.state = 'asked';
    const asked = question.trim();
    const before = this.#asked;
    const again = before?.reply === reply.id && before.question === asked;
    this.#asked = { reply: reply.id, question: asked, times: again ? before.times + 1 : 1 };
    const outcome: ToolOutcome = { status: 'awaiting-consent', question };
    this.#context.history.addToolResult(action.toolCallId, action.tool, outcome);
    this.#context.emit({ type: 'consent-asked', toolCallId: action.toolCallId, tool: action.tool, question });
    this.#listener.onQuestion(reply, question);
  }

  #run(reply: ActiveReply, action: Action, consented: boolean): void {
    // After a question the run is an entry of its own: the history says when it was asked and when it was done.
    const toolCallId = consented ? this.#nextId(action) : action.toolCallId;
    let call = reply.toolCalls.find((entry) => entry.toolCallId === toolCallId);
    if (call === undefined) {
      call = { toolCallId, name: action.tool, arguments: action.arguments, state: 'held' };
      reply.toolCalls.push(call);
      this.#context.history.addToolCall(toolCallId, action.tool, action.arguments);
    }
    call.state = 'running';
    if (this.mustBeHeard(action.tool)) reply.interruptible = false;
    this.#running.set(toolCallId, {
      name: action.tool,
      effect: action.effect,
      reply: reply.id,
      since: this.#context.now,
    });
    if (consented)
      this.#context.emit({ type: 'consent-given', toolCallId: action.toolCallId, tool: action.tool });
    this.#context.emit({ type: 'effect-begun', toolCallId, tool: action.tool, effect: action.effect });
    this.#context.send({
      type: 'tool-run',
      toolCallId,
      name: action.tool,
      arguments: action.arguments,
      effect: action.effect,
      ...(consented ? { consentId: action.toolCallId } : {}),
      idempotencyKey: `${this.#context.options.callId}:${toolCallId}`,
    });
  }

  /** An outcome without a run: told to the model as a call of its own, so that it can speak of it. */
  #note(action: Action, outcome: ToolOutcome): void {
    const toolCallId = this.#nextId(action);
    this.#context.history.addToolCall(toolCallId, action.tool, action.arguments);
    this.#context.history.addToolResult(toolCallId, action.tool, outcome);
  }

  #settle(call: ReplyToolCall, outcome: ToolOutcome): void {
    call.state = 'settled';
    this.#context.history.addToolResult(call.toolCallId, call.name, outcome);
  }

  #nextId(action: Action): string {
    this.#answers += 1;
    return `${action.toolCallId}-answer-${this.#answers}`;
  }
}

function pick(input: ToolCallInput): Omit<ReplyToolCall, 'state'> {
  return { toolCallId: input.toolCallId, name: input.name, arguments: input.arguments };
}
