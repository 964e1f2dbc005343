/**
 * Thinker runs the generations of a call: at most one for the reply that has the floor, and at most
 * one speculation beside none.
 *
 * A speculation is a whole reply whose text may even be synthesised, but nothing of it is heard, acts,
 * or enters the history before the turn is decided. It is adopted when the turn's words mean what it
 * answered, and thrown away, its request closed, when they do not.
 */
import type { Expectation } from '../contracts/turn-detector.ts';
import { sameMeaning } from '../turn/words.ts';
import { type ActiveReply, newSplitter } from './active-reply.ts';
import type { CallContext } from './context.ts';
import type { CallInput, ToolCallInput } from './input.ts';
import type { Prompts } from './prompts.ts';
import type { Speaker } from './speaker.ts';
import type { ToolDesk } from './tool-desk.ts';

export interface ThinkerListener {
  /** A reply cannot be thought to its end. */
  onThoughtLost(reply: ActiveReply): void;
  /** What is being said asks for this; undefined: for nothing in particular. */
  onExpects(expects: Expectation | undefined): void;
}

export interface ThinkerParts {
  context: CallContext;
  speaker: Speaker;
  desk: ToolDesk;
  prompts: Prompts;
}

export class Thinker {
  #speculation: ActiveReply | undefined;
  /** What had been heard when the speculation began. */
  #told = '';
  #tries = 0;
  #nextGeneration: number;
  /** Tokens already told of, by generation: an event once, at the first. */
  readonly #spoke = new Set<number>();
  readonly #context: CallContext;
  readonly #speaker: Speaker;
  readonly #desk: ToolDesk;
  readonly #prompts: Prompts;
  readonly #listener: ThinkerListener;

  constructor({ context, speaker, desk, prompts }: ThinkerParts, listener: ThinkerListener) {
    this.#context = context;
    this.#speaker = speaker;
    this.#desk = desk;
    this.#prompts = prompts;
    this.#listener = listener;
    this.#nextGeneration = context.firstNumber;
  }

  /** The reply that a generation or a clause belongs to, speculation included. */
  replyOf(match: (reply: ActiveReply) => boolean): ActiveReply | undefined {
    const { reply } = this.#speaker;
    if (reply !== undefined && match(reply)) return reply;
    return this.#speculation !== undefined && match(this.#speculation) ? this.#speculation : undefined;
  }

  /**
   * Begins a generation on words that will probably stand. The last try is kept for words that the
   * caller has paused behind (`settled`): those are the likeliest to be the turn.
   */
  speculate(text: string, settled: boolean): void {
    // An answer to a question of consent decides about an action, not about words.
    if (this.#speaker.reply !== undefined || this.#desk.deciding) return;
    if (this.#speculation !== undefined && sameMeaning(this.#speculation.basis, text)) return;
    this.discardSpeculation('the words changed');
    const { preemptiveTries } = this.#context.options.endpointing;
    if (this.#tries >= (settled ? preemptiveTries : preemptiveTries - 1)) return;
    this.#tries += 1;
    const reply = this.#speaker.prepare();
    reply.basis = text;
    this.#speculation = reply;
    this.#generate(reply, true);
  }

  /** A speculation is being made of which nothing could sound yet, and nothing waits for the turn's end. */
  get speculating(): boolean {
    const speculation = this.#speculation;
    if (speculation === undefined || speculation.toolCalls.length > 0) return false;
    const { clauses } = speculation;
    if (clauses.length === 0) return !speculation.textComplete;
    return !clauses.some(({ hasAudio, ended }) => hasAudio || ended);
  }

  /**
   * What was heard before is better known now: a speculation that was told less is thought anew. That a turn has been
   * read meanwhile changes nothing that was heard.
   * @param said The turn is over; a speculation on other words answers nothing any more.
   */
  renewSpeculation(said?: string): void {
    const speculation = this.#speculation;
    if (speculation === undefined || (said !== undefined && !sameMeaning(speculation.basis, said))) return;
    if (this.#heardBefore(speculation.basis) === this.#told) return;
    this.discardSpeculation('more had been heard');
    this.speculate(speculation.basis, true);
  }

  #heardBefore(basis: string): string {
    return JSON.stringify(this.#context.history.turns(basis));
  }

  discardSpeculation(reason: string): void {
    const speculation = this.#speculation;
    if (speculation === undefined) return;
    this.#speculation = undefined;
    if (speculation.generation !== undefined) this.abort(speculation, reason);
    else this.#emitDiscarded(speculation.lastGeneration, reason);
    this.#speaker.discard(speculation);
  }

  /** The speculation, where it answers what was said; otherwise it is thrown away. */
  adopt(text: string): ActiveReply | undefined {
    const speculation = this.#speculation;
    this.#tries = 0;
    if (speculation === undefined) return undefined;
    if (!sameMeaning(speculation.basis, text)) {
      this.discardSpeculation('the turn meant something else');
      return undefined;
    }
    this.#speculation = undefined;
    return speculation;
  }

  /** Thinks on for a reply that has the floor: its first words, or what follows a tool's result. */
  think(reply: ActiveReply): void {
    this.#generate(reply, false);
  }

  abort(reply: ActiveReply, reason: string): void {
    const { generation } = reply;
    if (generation === undefined) return;
    reply.generation = undefined;
    this.#spoke.delete(generation);
    this.#context.send({ type: 'generation-abort', generation, reason });
    this.#emitDiscarded(generation, reason);
  }

  #emitDiscarded(generation: number, reason: string): void {
    this.#context.emit({ type: 'generation-discarded', generation, reason });
  }

  onText(input: Extract<CallInput, { type: 'generation-text' }>): void {
    const reply = this.#replyThinking(input.generation);
    if (reply === undefined || input.text === '') return;
    this.#noteFirst(input.generation);
    // Time is allowed by what can be spoken: tokens that make no clause are no progress.
    const clauses = reply.splitter.push(input.text);
    if (this.#context.pipeline === 'sequential') reply.wholeText += input.text;
    else this.#speakAll(reply, clauses);
    if (clauses.length > 0 && reply.committed) this.#allowTime();
  }

  onToolCall(input: ToolCallInput): void {
    const reply = this.#replyThinking(input.generation);
    if (reply === undefined) return;
    this.#noteFirst(input.generation);
    // What was said before the call is spoken before its question.
    this.#speakRest(reply);
    this.#desk.request(reply, input);
  }

  onEnd(input: Extract<CallInput, { type: 'generation-end' }>): void {
    const reply = this.#replyThinking(input.generation);
    if (reply === undefined) return;
    this.#speakRest(reply);
    reply.generation = undefined;
    this.#spoke.delete(input.generation);
    this.#context.emit({
      type: 'generation-end',
      generation: input.generation,
      inputTokens: input.usage?.inputTokens ?? 0,
      outputTokens: input.usage?.outputTokens ?? 0,
    });
    if (input.usage !== undefined) this.#context.costs.addTokens('llm', input.usage);
    reply.expects = input.expects;
    if (!reply.committed) return;
    this.#listener.onExpects(input.expects);
    this.#desk.dispatchHeld(reply);
    this.proceed(reply);
  }

  onFailed(input: Extract<CallInput, { type: 'generation-failed' }>): void {
    const reply = this.#replyThinking(input.generation);
    if (reply === undefined) return;
    reply.generation = undefined;
    const reason = `${input.code}: ${input.message}`;
    if (!reply.committed) {
      this.discardSpeculation(reason);
      return;
    }
    this.#emitDiscarded(input.generation, reason);
    this.#listener.onThoughtLost(reply);
  }

  /** After a generation or a tool: wait for what is still running, think on, or let the reply end. */
  proceed(reply: ActiveReply): void {
    if (reply.generation !== undefined) {
      if (!this.#context.deadlines.has('give-up')) this.#allowTime();
      return;
    }
    if (reply.waitsForTools) {
      // The tool's own limit comes first.
      this.#context.deadlines.set('give-up', this.#desk.dueAt(reply) + 1_000);
      return;
    }
    this.#context.deadlines.clear('give-up');
    reply.toolsSince = undefined;
    const news = this.#desk.holdsResults(reply);
    const { asks } = reply;
    const fallback = this.#desk.fallbackOf(reply);
    reply.toolCalls.length = 0;
    if (fallback !== undefined && !asks) {
      // Nothing but failures: the house's own words for them need no model.
      this.#context.history.addReplyPart(reply.id, reply.clauses.length);
      this.#speaker.speakText(reply, fallback);
    } else if (news && !asks && reply.toolSteps < this.#context.options.limits.toolStepsPerTurn) {
      reply.toolSteps += 1;
      this.#context.history.addReplyPart(reply.id, reply.clauses.length);
      this.think(reply);
      return;
    }
    // Bridges alone are no answer: whoever was asked for patience waits for something.
    if (reply.clauses.length === reply.bridges && !reply.hangUpAfter) {
      this.#listener.onThoughtLost(reply);
      return;
    }
    this.#speaker.playWhenReady(reply);
    this.#speaker.endWhenPlayed();
  }

  #generate(reply: ActiveReply, speculative: boolean): void {
    const { plan, options } = this.#context;
    const prompt = this.#prompts.make(speculative ? reply.basis : undefined);
    if (speculative) this.#told = this.#heardBefore(reply.basis);
    const generation = this.#nextGeneration;
    this.#nextGeneration += 1;
    reply.generation = generation;
    reply.lastGeneration = generation;
    reply.splitter = newSplitter();
    this.#context.emit({ type: 'generation-start', generation, turn: this.#context.turn, speculative });
    if (!speculative) this.#allowTime();
    this.#context.send({
      type: 'generate',
      generation,
      request: {
        prompt,
        tools: plan.tools,
        toolChoice: reply.toolSteps < options.limits.toolStepsPerTurn ? 'auto' : 'none',
        maxTokens: plan.maxTokens,
        language: plan.language,
      },
    });
  }

  #allowTime(): void {
    this.#context.deadlines.set('give-up', this.#context.now + this.#context.options.limits.giveUpAfterMs);
  }

  #replyThinking(generation: number): ActiveReply | undefined {
    return this.replyOf((reply) => reply.generation === generation);
  }

  #noteFirst(generation: number): void {
    if (this.#spoke.has(generation)) return;
    this.#spoke.add(generation);
    this.#context.emit({ type: 'generation-first-token', generation });
  }

  #speakRest(reply: ActiveReply): void {
    const rest = reply.wholeText.trim();
    const clauses = reply.splitter.end();
    reply.wholeText = '';
    this.#speakAll(reply, rest === '' ? clauses : [rest]);
  }

  #speakAll(reply: ActiveReply, clauses: string[]): void {
    for (const clause of clauses) this.#speaker.speak(reply, clause);
  }
}
