/**
 * AgentSide is our half of the call: it answers turns, gives way, goes on, bridges silences, and ends
 * the call when nobody is there or nothing works any more.
 *
 * Intuition for the limits: a caller who hears nothing believes the line is dead. So silence of ours
 * is bridged by a sentence, a bridge by an apology, and failures in a row by an orderly goodbye.
 */
import type { InstantMs } from '../clock/clock.ts';
import type { OpenConsent } from '../contracts/call-store.ts';
import type { CallEndReason, WatchdogStage } from '../contracts/events.ts';
import type { Expectation } from '../contracts/turn-detector.ts';
import { justSaid } from '../turn/own-words.ts';
import type { ActiveReply } from './active-reply.ts';
import { CallLength } from './call-length.ts';
import type { CallContext, DeadlineName } from './context.ts';
import type { AgentInput } from './input.ts';
import type { RestoredCall } from './options.ts';
import { Prompts } from './prompts.ts';
import { QuietTime } from './quiet-time.ts';
import { Remembering } from './remembering.ts';
import { guardSilence } from './silence-guard.ts';
import { Speaker } from './speaker.ts';
import { Thinker } from './thinker.ts';
import { type SaidTurn, ToolDesk } from './tool-desk.ts';
import { Trouble } from './trouble.ts';

export interface AgentSideListener {
  /** The reply is over and the floor is the caller's. */
  onFloorFree(): void;
  onFinish(reason: CallEndReason, detail: string): void;
  /** A yes or a no is waited for, or no longer. */
  onAsking(asking: boolean): void;
  /** What our words ask for, where the model said so; undefined: nothing in particular. */
  onExpects(expects: Expectation | undefined): void;
  /** Whether the caller is in the middle of a turn. */
  callerSpeaks(): boolean;
}

type SayOptions = Partial<Pick<ActiveReply, 'interruptible' | 'hangUpAfter' | 'nudges' | 'takesLeave'>>;

export class AgentSide {
  /** A tool's result came while somebody else had the floor. */
  #newsToTell = false;
  /** Among the news is what must be heard to its end. */
  #newsMatter = false;
  readonly #context: CallContext;
  readonly #listener: AgentSideListener;
  readonly #speaker: Speaker;
  readonly #desk: ToolDesk;
  readonly #memory: Remembering;
  readonly #thinker: Thinker;
  readonly #trouble: Trouble;
  readonly #length: CallLength;
  readonly #quiet: QuietTime;

  constructor(context: CallContext, listener: AgentSideListener) {
    this.#context = context;
    this.#listener = listener;
    this.#speaker = new Speaker(context, {
      onReplyEnd: (reply, heard) => this.#onReplyEnd(reply, heard),
      onReplyCut: (reply, heard) => this.#desk.onOtherHeard(reply, heard),
      onVoiceLost: (detail) => this.#onVoiceLost(detail),
    });
    this.#desk = new ToolDesk(context, {
      onQuestion: (reply, question) => this.#speaker.speak(reply, question),
      reply: () => this.#speaker.reply,
    });
    this.#memory = new Remembering(context);
    const prompts = new Prompts(context, this.#memory);
    this.#thinker = new Thinker(
      { context, speaker: this.#speaker, desk: this.#desk, prompts },
      {
        onThoughtLost: (reply) => this.#trouble.thoughtLost(reply),
        onExpects: (expects) => listener.onExpects(expects),
      },
    );
    this.#trouble = new Trouble({
      context,
      speaker: this.#speaker,
      desk: this.#desk,
      thinker: () => this.#thinker,
      sayGoodbye: (reason) => {
        this.#stop(reason);
        this.#thinker.discardSpeculation(reason);
        this.#say(context.options.phrases.giveUp, { hangUpAfter: true });
      },
    });
    this.#length = new CallLength(context, {
      acting: () => this.#acting,
      onClosing: () => {
        if (!this.hasFloor && !this.#listener.callerSpeaks()) this.armIdle();
      },
      onOver: () => this.#breakOff(),
      onFinish: (detail) => this.#listener.onFinish('agent-hung-up', detail),
    });
    this.#quiet = new QuietTime({
      context,
      length: this.#length,
      desk: this.#desk,
      say: (text, options) => this.#say(text, options),
    });
  }

  get hasFloor(): boolean {
    return this.#speaker.reply !== undefined;
  }

  /** Whether speech now would be speech over a reply that gives way. */
  get interruptible(): boolean {
    return this.#context.pipeline === 'interruptible' && this.#speaker.reply?.interruptible === true;
  }

  /** What the caller has heard of our reply ends in a question. */
  get asks(): boolean {
    const { reply } = this.#speaker;
    return reply !== undefined && this.#context.ledger.text(this.#context.now, reply.id).heard.endsWith('?');
  }

  /** What a far end that cancels no echo may send back now. */
  get justSaid(): string {
    const { reply } = this.#speaker;
    if (reply === undefined) return '';
    const { heard, unheard } = this.#context.ledger.text(this.#context.now, reply.id);
    return justSaid(heard, unheard);
  }

  deadline(): InstantMs | undefined {
    return this.#desk.deadline();
  }

  onTimeout(): void {
    if (this.#desk.onTimeout()) this.#proceed();
  }

  /** The caller begins to speak. */
  callerSpeaks(): void {
    this.#desk.onCallerSpeaks();
  }

  /** Their words are kept for the end of our reply; what they say about an action counts now. */
  callerSaid({ text, saidSince, saidUntil }: SaidTurn): void {
    if (this.#desk.onSecondThoughts({ text, saidSince, saidUntil })) this.#proceed();
  }

  /** They said nothing. */
  callerSilent(): void {
    if (this.#desk.onCallerSilent()) this.#proceed();
  }

  /** What the reply waits for has moved on. */
  #proceed(): void {
    const { reply } = this.#speaker;
    if (reply?.committed === true) this.#thinker.proceed(reply);
  }

  /** The call begins, and with it its time. */
  start(): void {
    this.#length.start();
    this.#memory.start();
  }

  /** For the store. */
  get remembered(): Remembering['checkpoint'] {
    return this.#memory.checkpoint;
  }

  greet(greeting: string | undefined): void {
    const { uninterruptible } = this.#context.options;
    if (greeting === undefined) this.armIdle();
    else this.#say(greeting, { interruptible: uninterruptible?.greeting !== true });
  }

  /** Another process began this call. Its questions are asked anew, and what it had set going is settled. */
  goOn(restored: RestoredCall): void {
    const { phrases } = this.#context.options;
    this.#context.history.restore(restored.messages);
    const reply = this.#speaker.prepare();
    this.#speaker.commit(reply);
    this.#speaker.speakText(reply, restored.consents.length > 0 ? phrases.cutOff : phrases.lineBack);
    this.#desk.restore(restored, reply);
    this.#thinker.proceed(reply);
  }

  /** Nothing of ours is being said or about to be known as heard: what was said so far is final. */
  get settled(): boolean {
    return !this.hasFloor && !this.#speaker.settling;
  }

  openConsents(): OpenConsent[] {
    return this.#desk.openConsents();
  }

  /** Says what a machine records, to its end, and hangs up. */
  leaveMessage(text: string): void {
    this.#say(text, { hangUpAfter: true, interruptible: false });
  }

  /** A reply to the words so far is being made, and cannot sound yet. */
  get speculating(): boolean {
    return this.#thinker.speculating;
  }

  speculate(text: string, settled: boolean): void {
    this.#thinker.speculate(text, settled);
  }

  /** A turn is over: its words are answered. */
  answer({ text, saidSince, saidUntil }: SaidTurn, silentSince: InstantMs): void {
    this.#context.deadlines.clear('idle');
    this.#quiet.callerAnswered();
    this.#newsToTell = false;
    this.#speaker.settleCut();
    this.#desk.takeBack(text);
    this.#thinker.renewSpeculation(text);
    const adopted = this.#thinker.adopt(text);
    this.takeDown(text);
    const reply = adopted ?? this.#speaker.prepare();
    if (this.#newsMatter) reply.interruptible = false;
    this.#newsMatter = false;
    reply.silentSince = silentSince;
    this.#speaker.commit(reply);
    this.#listener.onExpects(adopted?.expects);
    if (adopted !== undefined) {
      this.#desk.dispatchHeld(adopted);
      this.#thinker.proceed(adopted);
      return;
    }
    const decided = this.#desk.answer(reply, { text, saidSince, saidUntil });
    if (decided && (reply.waitsForTools || reply.asks)) this.#thinker.proceed(reply);
    else this.#thinker.think(reply);
  }

  /** The caller has said this, whatever comes of it. */
  takeDown(text: string): void {
    const { turn, history } = this.#context;
    this.#memory.turnOver(turn, text);
    history.addUser(text, turn);
  }

  /** What was thought ahead answers nothing any more. */
  forgetThoughts(reason: string): void {
    this.#thinker.discardSpeculation(reason);
  }

  suspect(): void {
    const { reply } = this.#speaker;
    if (reply === undefined) return;
    this.#speaker.pause();
    const { heard } = this.#context.ledger.text(this.#context.now, reply.id);
    this.#context.emit({ type: 'interruption-suspected', reply: reply.id, heardText: heard });
  }

  dismiss(reason: string): void {
    const { reply } = this.#speaker;
    if (reply === undefined) return;
    this.#context.emit({ type: 'interruption-dismissed', reply: reply.id, reason });
    this.#speaker.resume();
    this.callerSilent();
  }

  interrupt(reason: string): void {
    const { reply } = this.#speaker;
    if (reply === undefined) return;
    this.#context.emit({ type: 'interruption-committed', reply: reply.id, reason });
    this.#stop(reason);
  }

  /** Speech that nobody could read: the caller is asked to say it again. */
  notUnderstood(failing: WatchdogStage | undefined): void {
    if (failing !== undefined && this.#trouble.failed(failing)) return;
    this.#say(this.#context.options.phrases.notUnderstood);
  }

  askStillThere(): void {
    this.#say(this.#context.options.phrases.stillThere, { nudges: true });
  }

  /** Nobody hears us: be silent and keep everything, but for a question whether somebody is there. */
  lineLost(): void {
    this.#speaker.settleCut();
    if (this.#speaker.reply?.nudges === true) this.#stop('the line was lost');
    this.#speaker.settleCut();
    this.#speaker.pause();
  }

  /**
   * The caller is there again: a reply that was broken off goes on with the first word that was not heard.
   * @param brokenOff The caller's own words were cut short, and answered by nothing.
   */
  lineBack(brokenOff: boolean): void {
    if (this.hasFloor) return this.#speaker.resume();
    if (brokenOff) return this.#say(this.#context.options.phrases.lineBack);
    if (!this.#listener.callerSpeaks()) this.armIdle();
  }

  /** Something does not come back: say so and end the call. */
  giveUp(stage: WatchdogStage): void {
    this.#trouble.giveUp(stage);
  }

  /** The call is over: close every request, silence every sound. Effects that have begun run on. */
  finish(): void {
    this.#thinker.discardSpeculation('the call ended');
    this.#stop('the call ended');
    this.#speaker.settleCut();
    this.#context.deadlines.clearAll();
    this.#memory.end();
  }

  /** Nobody speaks: what there is to tell is told, or the caller is given a while. */
  armIdle(): void {
    if (this.#context.away) return;
    this.#tellNews();
    if (this.hasFloor) return;
    this.#quiet.begin();
  }

  handle(input: AgentInput): void {
    switch (input.type) {
      case 'generation-text':
        return this.#thinker.onText(input);
      case 'generation-tool-call':
        return this.#thinker.onToolCall(input);
      case 'generation-end':
        return this.#thinker.onEnd(input);
      case 'generation-failed':
        return this.#thinker.onFailed(input);
      case 'tool-result':
        return this.#onToolResult(input);
      case 'playout-sent':
        return this.#speaker.onSent(input);
      case 'playout-cleared':
        return this.#speaker.onCleared(input);
      case 'receipt':
        this.#speaker.onReceipt(input);
        // The last of them: what was heard of a reply that was cut is as well known as it ever will be.
        if (input.outstandingMarks === 0) this.#thinker.renewSpeculation();
        return;
      case 'extracted':
      case 'extraction-failed':
      case 'caller-verified':
      case 'caller-recalled':
        return this.#memory.handle(input);
      case 'clause-words':
        return this.#context.ledger.words(input.reply, input.clause, input.words);
      default:
        return this.#onClause(input);
    }
  }

  /** Arms what guards against silence of ours; called after every input. */
  watch(): void {
    guardSilence(this.#context, this.#speaker.reply);
  }

  onDeadline(name: Exclude<DeadlineName, 'leg' | 'leg-return'>): void {
    const { reply } = this.#speaker;
    switch (name) {
      case 'bridge':
        return reply === undefined ? undefined : this.#trouble.bridge(reply);
      case 'give-up':
        return reply === undefined ? undefined : this.#trouble.thinkingLate(reply);
      case 'tts':
        return this.#trouble.ttsLate(reply);
      case 'tts-stall':
        return this.#trouble.ttsStalled(reply);
      case 'playout':
        return this.#speaker.onPlayoutDue();
      case 'resume':
        return this.#speaker.onResumeDue();
      case 'cut-settle':
        return this.#speaker.settleCut();
      case 'idle':
        return this.#onIdle();
      case 'call-length':
        return this.#length.onDeadline();
      case 'extraction':
        return this.#memory.onDeadline();
    }
  }

  /** Takes the floor from our reply: its request is closed, its sound ends. */
  #stop(reason: string): void {
    const { reply } = this.#speaker;
    if (reply === undefined) return;
    // Results that waited for another tool of the same reply have been told to nobody yet.
    this.#newsToTell ||= this.#desk.holdsResults(reply);
    this.#speaker.cut(reason);
    this.#thinker.abort(reply, reason);
  }

  #say(text: string, options: SayOptions = {}): void {
    this.#context.deadlines.clear('idle');
    const reply = this.#speaker.prepare();
    Object.assign(reply, options);
    this.#speaker.commit(reply);
    this.#speaker.speakText(reply, text);
  }

  #onClause(input: Extract<AgentInput, { type: 'clause-audio' | 'clause-end' | 'clause-failed' }>): void {
    const reply = this.#thinker.replyOf((candidate) => candidate.id === input.reply);
    if (reply === undefined) return;
    switch (input.type) {
      case 'clause-audio':
        return this.#speaker.onClauseAudio(reply, input);
      case 'clause-end':
        return this.#speaker.onClauseEnd(reply, input);
      case 'clause-failed':
        return this.#speaker.onClauseFailed(reply, input.clause, input.code);
    }
  }

  #onToolResult(input: Extract<AgentInput, { type: 'tool-result' }>): void {
    const known = this.#desk.result(input.toolCallId, input.outcome);
    if (known === undefined) return;
    if (known.waited) return this.#proceed();
    // Whatever is being thought ahead does not know of it.
    this.#thinker.discardSpeculation('a result came first');
    this.#newsToTell = true;
    this.#newsMatter ||= this.#desk.mustBeHeard(known.name);
    this.#tellNews();
  }

  /** A result that came late is told as soon as nobody else speaks. */
  #tellNews(): void {
    if (!this.#newsToTell || this.hasFloor || this.#listener.callerSpeaks()) return;
    this.#newsToTell = false;
    this.#context.deadlines.clear('idle');
    const reply = this.#speaker.prepare();
    reply.interruptible = !this.#newsMatter;
    this.#newsMatter = false;
    this.#speaker.commit(reply);
    this.#thinker.think(reply);
  }

  #onReplyEnd(reply: ActiveReply, heard: string): void {
    this.#desk.onReplyEnd(reply, heard);
    this.#listener.onAsking(this.#desk.asking);
    if (reply.silentSince !== undefined && !reply.failed) this.#trouble.forgive();
    if (reply.hangUpAfter) {
      const detail = reply.takesLeave ? this.#length.detail : 'the agent said goodbye';
      this.#listener.onFinish('agent-hung-up', detail);
      return;
    }
    this.#listener.onFloorFree();
    if (!this.hasFloor && !this.#listener.callerSpeaks()) this.armIdle();
  }

  #onVoiceLost(detail: string): void {
    this.#listener.onFinish('failed', `no voice: ${detail}`);
  }

  #onIdle(): void {
    if (!this.hasFloor && !this.#listener.callerSpeaks()) this.#quiet.end();
  }

  /** An action is under way, its result is being told, or the caller answers its question. */
  get #acting(): boolean {
    const { reply } = this.#speaker;
    if (this.#desk.acting || this.#newsToTell) return true;
    if (reply !== undefined && reply.toolSteps > 0) return true;
    return this.#desk.asking && this.#listener.callerSpeaks();
  }

  /** The time is over: what is said now is heard to its end. */
  #breakOff(): void {
    if (this.#speaker.reply?.takesLeave !== true) {
      this.#stop('the call has lasted long enough');
      this.#thinker.discardSpeculation('the call has lasted long enough');
      this.#quiet.takeLeave();
    }
    if (this.#speaker.reply !== undefined) this.#speaker.reply.interruptible = false;
  }
}
