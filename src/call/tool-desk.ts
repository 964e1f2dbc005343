/**
 * ToolDesk decides which of a model's tool calls may run, and what becomes of their results.
 *
 *   tool call ─▶ held (speculation) ─commit─▶ checked ─▶ consent ─▶ running ─▶ settled
 *                                                 └─ invalid, twice, refused before: told to the model
 *
 * What needs no yes runs as soon as it is asked for; what does is asked when the model has said all it
 * wants, in one question. A tool that has begun is never cancelled by a barge-in: its result enters the
 * history whenever it comes, and is told as soon as the floor is free.
 */
import { endCallTool } from '../agent/end-call.ts';
import { readAnswer } from '../consent/answer.ts';
import { Consent, type Action, type ConsentInput, type ConsentOutput } from '../consent/consent.ts';
import type { InstantMs } from '../clock/clock.ts';
import type { OpenConsent } from '../contracts/call-store.ts';
import type { ToolOutcome } from '../contracts/conversation.ts';
import type { ActiveReply, ReplyToolCall } from './active-reply.ts';
import type { CallContext } from './context.ts';
import type { ToolCallInput, ToolCheck } from './input.ts';
import type { RestoredCall } from './options.ts';
import { restoreTools } from './restore-tools.ts';
import { isSameJson } from './same-json.ts';
import { ToolIds } from './tool-ids.ts';
import { ToolRuns } from './tool-runs.ts';

/** An answer may overlap with the end of its question by so much; without receipts, by what the clock does not know. */
const answerLeadMs = 300;

/** What the caller has said, and when it began and ended. */
export interface SaidTurn {
  text: string;
  saidSince: InstantMs;
  saidUntil: InstantMs;
}

export interface ToolDeskListener {
  /** Speak the question as part of the reply. */
  onQuestion(reply: ActiveReply, question: string): void;
  /** The reply that has the floor. */
  reply(): ActiveReply | undefined;
}

export class ToolDesk {
  readonly #consent: Consent;
  readonly #runs: ToolRuns;
  /** The question that stands, and the reply that carries it. */
  #asked: { reply: number; question: string; times: number } | undefined;
  #answers = 0;
  /** By the id of the request: the run that the caller has said yes to, and that waits a moment. */
  readonly #granted = new Map<string, string>();
  readonly #ids = new ToolIds();
  /** Said no to in this turn: not asked again before the caller has said more. */
  #refused: { turn: number; actions: Action[] } = { turn: -1, actions: [] };
  /** What is said while a tool runs, by the id of its request. */
  readonly #speakWhile = new Map<string, string>();
  readonly #context: CallContext;
  readonly #listener: ToolDeskListener;

  constructor(context: CallContext, listener: ToolDeskListener) {
    this.#context = context;
    this.#listener = listener;
    this.#runs = new ToolRuns(context);
    const { leg, limits } = context.options;
    this.#consent = new Consent({
      expiresAfterMs: limits.consentMs,
      answerLeadMs: leg.receipts === 'played' ? answerLeadMs : leg.clockLagMs,
      withdrawMs: limits.withdrawMs,
    });
  }

  deadline(): number | undefined {
    return this.#consent.deadline();
  }

  /** @returns true where a tool of the reply that has the floor was set going or given up. */
  onTimeout(): boolean {
    return this.#tell({ type: 'timeout' });
  }

  /** The caller begins to speak: what they have just said yes to waits for what they say. */
  onCallerSpeaks(): void {
    this.#tell({ type: 'caller-speaks' });
  }

  /** They said nothing. @returns as `onTimeout`. */
  onCallerSilent(): boolean {
    return this.#tell({ type: 'caller-silent' });
  }

  /** Something that changes the world has begun and is not done. */
  get acting(): boolean {
    return this.#runs.acting || this.#consent.granted.length > 0;
  }

  get asking(): boolean {
    return this.#consent.pending.length > 0;
  }

  /** What the caller says next may decide about an action. */
  get deciding(): boolean {
    return this.asking || this.#consent.granted.length > 0;
  }

  /** The questions that stand, for whoever takes the call up after us. */
  openConsents(): OpenConsent[] {
    return [...this.#consent.pending, ...this.#consent.granted].map(
      ({ toolCallId, tool, effect, arguments: input, question = '' }) => ({
        toolCallId,
        tool,
        effect,
        arguments: input,
        question,
      }),
    );
  }

  /** Another process began this call: what it had set going is settled, what it had asked is asked anew. */
  restore(restored: RestoredCall, reply: ActiveReply): void {
    restoreTools(restored, { history: this.#context.history, ids: this.#ids, runs: this.#runs });
    this.#request(reply, restored.consents);
  }

  /** A model asks for a tool. While its reply is a speculation nothing happens but noting it. */
  request(reply: ActiveReply, input: ToolCallInput): void {
    const { toolCallId, name, arguments: argumentsSent, check } = input;
    reply.toolCalls.push({ toolCallId, name, arguments: argumentsSent, check, state: 'held' });
    if (reply.committed) this.dispatchHeld(reply);
  }

  /** Sets going what may run; asks for the rest once the model has said all it wants. */
  dispatchHeld(reply: ActiveReply): void {
    const isWhole = reply.generation === undefined;
    const toAsk: Action[] = [];
    for (const call of reply.toolCalls) {
      if (call.state !== 'held') continue;
      const { check } = call;
      const asks = check?.ok === true && (check.question !== undefined || check.effect === 'irreversible');
      if (asks && !isWhole) continue;
      const action = this.#dispatch(reply, call, toAsk);
      if (action === undefined) continue;
      if (asks) toAsk.push(action);
      else this.#request(reply, [action]);
    }
    if (toAsk.length > 0) this.#request(reply, toAsk);
  }

  /**
   * The caller's words, heard as an answer to the question that stands.
   * @returns true where they were one: the reply then waits for the action, or speaks of the refusal.
   */
  answer(reply: ActiveReply, turn: SaidTurn): boolean {
    const { language } = this.#context.plan;
    const outputs = this.#consent.handle(this.#context.now, { type: 'answer', language, ...turn });
    this.#act(reply, outputs);
    return outputs.some(({ type }) => type !== 'expired');
  }

  /**
   * Words behind a yes that wait for the end of our reply, which waits for the action: they decide about it now.
   * @returns as `onTimeout`.
   */
  onSecondThoughts(turn: SaidTurn): boolean {
    if (this.#consent.granted.length === 0) return false;
    return this.#tell({ type: 'answer', language: this.#context.plan.language, ...turn });
  }

  /** A reply was heard to its end: if it carried the question, a yes counts from now on; another question retires it. */
  onReplyEnd(reply: ActiveReply, heard: string): void {
    if (!this.asking) return;
    if (this.#asked?.reply === reply.id) {
      // A voice may have broken off in the midst of it; and a reply may ask the same for two actions.
      const { question, times } = this.#asked;
      if (heard.split(question).length <= times) return;
      this.#tell({ type: 'question-heard' });
    } else this.onOtherHeard(reply, heard);
  }

  /** Something else was heard: where it asks, a yes belongs to that. */
  onOtherHeard(reply: ActiveReply, heard: string): void {
    if (!heard.includes('?') || reply.begunAt === undefined) return;
    this.#tell({ type: 'other-question', since: reply.begunAt });
  }

  /** @returns the tool call's name when its result is news, and whether the reply that has the floor waited for it. */
  result(toolCallId: string, outcome: ToolOutcome): { name: string; waited: boolean } | undefined {
    const run = this.#runs.result(toolCallId, outcome);
    if (run === undefined) return undefined;
    const call = callOf(this.#listener.reply(), toolCallId);
    if (call !== undefined) settled(call, outcome);
    return { name: run.name, waited: call !== undefined };
  }

  /** What this tool asks and tells may not be interrupted. */
  mustBeHeard(tool: string): boolean {
    return this.#context.options.uninterruptible?.tools.includes(tool) === true;
  }

  /** Whether some of the reply's tools have answered, and the model has not been asked again since. */
  holdsResults(reply: ActiveReply): boolean {
    return reply.toolCalls.some((call) => call.state === 'settled' && call.name !== endCallTool.name);
  }

  /** Where nothing but failures is to be told, and each has a sentence of the house's own: those sentences. */
  fallbackOf(reply: ActiveReply): string | undefined {
    const calls = reply.toolCalls.filter(({ name }) => name !== endCallTool.name);
    const says = calls.flatMap(({ say }) => say ?? []);
    return calls.length > 0 && says.length === calls.length ? [...new Set(says)].join(' ') : undefined;
  }

  dueAt(reply: ActiveReply): InstantMs {
    return this.#runs.dueAt(reply.id);
  }

  takeSpeakWhile(reply: ActiveReply): string | undefined {
    return this.#runs.takeSpeakWhile(reply.id);
  }

  /** The reply waits no longer. What still runs keeps running, and its result replaces this one. */
  goOnWithout(reply: ActiveReply): void {
    for (const call of reply.toolCalls) {
      if (call.state === 'held' || call.state === 'asked' || call.state === 'settled') continue;
      this.#settle(call, {
        status: 'failed',
        code: 'TOOL_TIMEOUT',
        message: 'there is no answer yet; it may still come',
      });
    }
  }

  /** @returns what consent is needed for, if anything; everything else is settled here. */
  #dispatch(reply: ActiveReply, call: ReplyToolCall, toAsk: readonly Action[]): Action | undefined {
    const { check } = call;
    call.toolCallId = this.#ids.fresh(call.toolCallId);
    this.#context.history.addToolCall(call.toolCallId, call.name, call.arguments);
    if (this.mustBeHeard(call.name)) reply.interruptible = false;
    if (call.name === endCallTool.name) {
      reply.hangUpAfter = true;
      this.#settle(call, { status: 'done', value: 'the call ends after this reply' });
      return undefined;
    }
    const isTwin = toAsk.some((action) => isSame(action, call));
    const refusal = isTwin ? twice : this.#refusalOf(call, check);
    if (refusal !== undefined) {
      this.#settle(call, refusal);
      return undefined;
    }
    const { effect, question, speakWhile } = check as ToolCheck;
    if (speakWhile !== undefined) this.#speakWhile.set(call.toolCallId, speakWhile);
    return { toolCallId: call.toolCallId, tool: call.name, effect, arguments: call.arguments, question };
  }

  /** Why it does not come to a question, let alone a run. */
  #refusalOf(call: ReplyToolCall, check: ToolCallInput['check'] | undefined): ToolOutcome | undefined {
    if (check === undefined || !check.ok) {
      const code = check?.code ?? 'TOOL_UNKNOWN';
      return { status: 'failed', code, message: check?.message ?? `there is no tool ${call.name}` };
    }
    const isRefused = this.#refused.actions.some((action) => isSame(action, call));
    if (isRefused && this.#refused.turn === this.#context.turn) {
      return { status: 'refused', reason: 'the caller has just said no to it' };
    }
    const same = this.#runs.same(call.name, call.arguments);
    const policy = check.duplicates ?? (check.effect === 'read' ? 'allow' : 'reject');
    if (same === undefined || policy === 'allow') return undefined;
    if (policy === 'replace' && this.#runs.replace(same.toolCallId)) {
      this.#dropped(same.toolCallId, same.name, 'replaced by another call of the same');
      return undefined;
    }
    return twice;
  }

  #request(reply: ActiveReply, actions: readonly Action[]): void {
    const { language } = this.#context.plan;
    this.#act(reply, this.#consent.handle(this.#context.now, { type: 'request', actions, language }));
  }

  #tell(input: ConsentInput): boolean {
    const outputs = this.#consent.handle(this.#context.now, input);
    this.#act(this.#listener.reply(), outputs);
    return outputs.some(({ type }) => type !== 'ask');
  }

  #act(reply: ActiveReply | undefined, outputs: ConsentOutput[]): void {
    for (const output of outputs) {
      if (output.type === 'ask') {
        if (reply !== undefined) this.#ask(reply, output.actions, output.question);
        continue;
      }
      const { action } = output;
      const { toolCallId, tool } = action;
      switch (output.type) {
        case 'granted':
          this.#context.emit({ type: 'consent-given', toolCallId, tool });
          this.#grant(reply, action);
          break;
        case 'run':
          this.#run(reply, action, output.consented);
          break;
        case 'refused':
          this.#context.emit({ type: 'consent-refused', toolCallId, tool, reason: output.reason });
          this.#refuse(action, output.reason);
          break;
        case 'expired':
          this.#context.emit({ type: 'consent-expired', toolCallId, tool });
          this.#giveUp(reply, action, output.reason);
          break;
      }
    }
  }

  #ask(reply: ActiveReply, actions: readonly Action[], question: string): void {
    const asked = question.trim();
    const before = this.#asked;
    const again = before?.reply === reply.id && before.question === asked;
    this.#asked = { reply: reply.id, question: asked, times: again ? before.times + 1 : 1 };
    for (const action of actions) {
      const { toolCallId, tool } = action;
      this.#callFor(reply, action).state = 'asked';
      this.#context.history.addToolResult(toolCallId, tool, { status: 'awaiting-consent', question });
      this.#context.emit({ type: 'consent-asked', toolCallId, tool, question });
    }
    this.#listener.onQuestion(reply, question);
  }

  /** After a question the run is an entry of its own: the history says when it was asked and when it was done. */
  #grant(reply: ActiveReply | undefined, action: Action): void {
    this.#answers += 1;
    const toolCallId = this.#ids.fresh(`${action.toolCallId}-answer-${this.#answers}`);
    this.#granted.set(action.toolCallId, toolCallId);
    this.#context.history.addToolCall(toolCallId, action.tool, action.arguments);
    reply?.toolCalls.push({ toolCallId, name: action.tool, arguments: action.arguments, state: 'granted' });
    if (reply !== undefined && this.mustBeHeard(action.tool)) reply.interruptible = false;
  }

  #run(reply: ActiveReply | undefined, action: Action, consented: boolean): void {
    const { tool: name, effect } = action;
    const toolCallId = (consented ? this.#granted.get(action.toolCallId) : undefined) ?? action.toolCallId;
    this.#granted.delete(action.toolCallId);
    const speakWhile = this.#speakWhile.get(action.toolCallId);
    this.#speakWhile.delete(action.toolCallId);
    const call = callOf(reply, toolCallId);
    const state = this.#runs.start({
      toolCallId,
      name,
      effect,
      arguments: action.arguments,
      idempotencyKey: `${this.#context.options.callId}:${toolCallId}`,
      consentId: consented ? action.toolCallId : undefined,
      reply: call === undefined ? undefined : reply?.id,
      speakWhile,
    });
    if (call === undefined) return;
    call.state = state;
    reply!.toolsSince ??= this.#context.now;
  }

  #refuse(action: Action, reason: string): void {
    const { turn } = this.#context;
    if (this.#refused.turn !== turn) this.#refused = { turn, actions: [] };
    this.#refused.actions.push(action);
    this.#speakWhile.delete(action.toolCallId);
    const granted = this.#granted.get(action.toolCallId);
    this.#granted.delete(action.toolCallId);
    this.#endWait(granted);
    this.#note(action, granted, { status: 'refused', reason });
  }

  /** A question that lapsed, what had its yes, what was never asked about: told as not done. */
  #giveUp(reply: ActiveReply | undefined, action: Action, reason: string): void {
    this.#speakWhile.delete(action.toolCallId);
    const call = callOf(reply, action.toolCallId);
    if (call?.state === 'held') return this.#settle(call, { status: 'refused', reason });
    const granted = this.#granted.get(action.toolCallId);
    // A model that believes the question open would take any later yes for its answer.
    if (granted === undefined) return this.#dropped(action.toolCallId, action.tool, reason);
    this.#granted.delete(action.toolCallId);
    this.#endWait(granted);
    this.#note(action, granted, { status: 'refused', reason });
  }

  /** The reply that has the floor waits for it no longer. */
  #endWait(toolCallId: string | undefined): void {
    const call = toolCallId === undefined ? undefined : callOf(this.#listener.reply(), toolCallId);
    if (call !== undefined) call.state = 'settled';
  }

  /** "No, stop", and no question stands: what has had its yes before and has not begun is not done. */
  takeBack(text: string): void {
    if (this.deciding || readAnswer(text, this.#context.plan.language) !== 'no') return;
    for (const run of this.#runs.takeBack('taken back before it ran')) {
      const { toolCallId, name: tool } = run;
      this.#context.emit({ type: 'consent-refused', toolCallId, tool, reason: 'taken back before it ran' });
      this.#dropped(toolCallId, tool, 'taken back before it ran');
    }
  }

  #dropped(toolCallId: string, tool: string, reason: string): void {
    this.#endWait(toolCallId);
    this.#context.history.addToolResult(toolCallId, tool, { status: 'refused', reason });
  }

  /** An outcome without a run: told to the model as a call of its own, so that it can speak of it. */
  #note(action: Action, granted: string | undefined, outcome: ToolOutcome): void {
    let toolCallId = granted;
    if (toolCallId === undefined) {
      this.#answers += 1;
      toolCallId = this.#ids.fresh(`${action.toolCallId}-answer-${this.#answers}`);
      this.#context.history.addToolCall(toolCallId, action.tool, action.arguments);
    }
    this.#context.history.addToolResult(toolCallId, action.tool, outcome);
  }

  #settle(call: ReplyToolCall, outcome: ToolOutcome): void {
    settled(call, outcome);
    this.#context.history.addToolResult(call.toolCallId, call.name, outcome);
  }

  /** A question that is asked again belongs to the reply that asks it. */
  #callFor(reply: ActiveReply, { toolCallId, tool, arguments: input }: Action): ReplyToolCall {
    let call = callOf(reply, toolCallId);
    if (call === undefined) {
      call = { toolCallId, name: tool, arguments: input, state: 'held' };
      reply.toolCalls.push(call);
    }
    return call;
  }
}

const twice: ToolOutcome = {
  status: 'failed',
  code: 'TOOL_DUPLICATE',
  message: 'the same is under way already; its result will come',
};

function isSame(action: Action, call: ReplyToolCall): boolean {
  return action.tool === call.name && isSameJson(action.arguments, call.arguments);
}

function callOf(reply: ActiveReply | undefined, toolCallId: string): ReplyToolCall | undefined {
  return reply?.toolCalls.find((call) => call.toolCallId === toolCallId);
}

function settled(call: ReplyToolCall, outcome: ToolOutcome): void {
  call.state = 'settled';
  if (outcome.status === 'failed' && outcome.say !== undefined) call.say = outcome.say;
}
