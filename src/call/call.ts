/**
 * One whole call, sans-IO: what comes in is an input, what goes out is an output, and the same inputs
 * give the same outputs. Replay and the simulator run exactly this.
 *
 *   caller's side  speech, transcripts ──▶ Endpointer ──turn-end──▶ answer
 *                                    └──▶ BargeInJudge ──suspect, dismiss, commit──▶ pause, resume, cut
 *   agent's side   answer ──▶ Thinker (text) ──▶ Speaker (clauses, playout) ──▶ PlayoutLedger (heard)
 *                                 └──▶ ToolDesk (consent, effects)
 *
 * The rule of the floor: it is the caller's until a turn ends, then ours until the reply was heard to
 * its end or cut. Whatever else happens, somebody's deadline is armed: nobody waits for ever.
 */
import type { InstantMs } from '../clock/clock.ts';
import type { CallEndReason } from '../contracts/events.ts';
import { invariant } from '../errors/antiphon-error.ts';
import { BargeInJudge, type BargeInOutput } from '../turn/barge-in-judge.ts';
import { earlier } from '../turn/deadlines.ts';
import { Endpointer, type EndpointerOutput } from '../turn/endpointer.ts';
import { withoutOwnWords } from '../turn/own-words.ts';
import { FinalDelay } from '../turn/final-delay.ts';
import { RuleTurnDetector } from '../turn/rule-turn-detector.ts';
import { AgentSide } from './agent-side.ts';
import { AnsweredBy } from './answered-by.ts';
import { BrokenLine } from './broken-line.ts';
import { CallContext, type CountTokens } from './context.ts';
import { endpointerOptionsOf } from './endpointer-options.ts';
import { brokenOff, joined, withHeld, type TurnEnd } from './held-turn.ts';
import { upToHundredth } from './hundredth.ts';
import type { CallInput } from './input.ts';
import { LineWatch } from './line-watch.ts';
import { Listening } from './listening.ts';
import type { CallOptions } from './options.ts';
import type { CallOutput } from './output.ts';
import { Recorder } from './recorder.ts';

export class Call {
  #ended = false;
  #now: InstantMs = -Infinity;
  #turnOpen = false;
  /** Said while a reply could not be interrupted: answered behind it. */
  #heldTurn: TurnEnd | undefined;
  #sttFailures = 0;
  #nextPipeline: CallOptions['pipeline'] | undefined;
  /** This turn took the floor from a reply. */
  #interrupted = false;
  /** Push-to-talk: the caller holds the button. */
  #buttonDown = false;
  readonly #finalDelay: FinalDelay;
  readonly #context: CallContext;
  readonly #endpointer: Endpointer;
  readonly #judge: BargeInJudge;
  readonly #listening: Listening;
  readonly #agent: AgentSide;
  readonly #line: LineWatch;
  readonly #brokenLine: BrokenLine;
  readonly #recorder: Recorder;
  readonly #answeredBy: AnsweredBy;

  /** @param countTokens By the tokenizer that the options name. Default: an estimate. */
  constructor(options: CallOptions, countTokens?: CountTokens) {
    this.#context = new CallContext(options, countTokens);
    const { sttDeadlineMs, sttDeadlineBounds } = options.endpointing;
    const finalDelay = new FinalDelay(sttDeadlineMs, sttDeadlineBounds);
    this.#finalDelay = finalDelay;
    this.#endpointer = new Endpointer(
      endpointerOptionsOf(this.#context, this.#finalDelay),
      new RuleTurnDetector(),
    );
    this.#judge = new BargeInJudge({
      ...options.bargeIn,
      get sttDeadlineMs() {
        return finalDelay.deadlineMs;
      },
    });
    this.#listening = new Listening(this.#context, this.#endpointer, this.#judge);
    this.#agent = new AgentSide(this.#context, {
      onFloorFree: () => this.#onFloorFree(),
      onFinish: (reason, detail) => this.#finish(reason, detail),
      onAsking: (asking) => this.#listening.onAsking(asking),
      onExpects: (expects) => this.#listening.onExpects(expects),
      callerSpeaks: () => !this.#endpointer.waiting,
    });
    this.#answeredBy = new AnsweredBy(this.#context, this.#endpointer, this.#agent, {
      takeHeld: () => this.#takeHeld(),
      onAnswer: (held) => this.#answerHeld(held),
      onNobody: (detail) => this.#finish('agent-hung-up', detail),
    });
    this.#brokenLine = new BrokenLine({
      context: this.#context,
      endpointer: this.#endpointer,
      judge: this.#judge,
      agent: this.#agent,
      finalDelay,
      onEndpointer: (outputs) => this.#onEndpointer(outputs),
      closeTurn: (turnEnd) => this.#closeTurn(turnEnd),
    });
    this.#recorder = new Recorder(this.#context, this.#agent);
    this.#line = new LineWatch(this.#context, {
      onSilent: () => this.#onLineSilent(),
      onLost: () => {
        this.#buttonDown = false;
        this.#brokenLine.lost();
      },
      onBack: () => this.#brokenLine.back(),
      onFinish: (reason, detail) => this.#finish(reason, detail),
    });
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** Tokens and requests of this call, by model. */
  costs(): ReturnType<CallContext['costs']['totals']> {
    return this.#context.costs.totals();
  }

  /** When `timeout` is due at the latest, or undefined while only an input can move us on. */
  deadline(): InstantMs | undefined {
    if (this.#ended) return undefined;
    let next = earlier(this.#endpointer.deadline(), this.#judge.deadline());
    next = earlier(next, this.#agent.deadline());
    next = earlier(next, this.#answeredBy.deadline());
    next = earlier(next, this.#context.deadlines.next());
    return next === undefined ? undefined : upToHundredth(next);
  }

  handle(now: InstantMs, input: CallInput): CallOutput[] {
    invariant(now >= this.#now, 'time must not run backwards');
    this.#now = now;
    if (this.#ended) return [];
    this.#context.now = now;
    this.#dispatch(input);
    if (!this.#ended) this.#tellOfAnswer();
    if (!this.#ended) this.#agent.watch();
    if (!this.#ended) this.#recorder.note();
    return this.#context.takeOutputs();
  }

  #dispatch(input: CallInput): void {
    switch (input.type) {
      case 'start':
        return this.#onStart(input.wallTimeMs ?? 0);
      case 'speech-start':
        return this.#onSpeechStart(input);
      case 'speech-end':
        return this.#onSpeechEnd(input);
      case 'transcript':
        return this.#onTranscript(input);
      case 'stt-failed':
        return this.#onSttFailed(input.code);
      case 'dtmf':
        return this.#onEndpointer(this.#endpointer.handle(this.#now, { type: 'end-now' }));
      case 'beep':
        return this.#answeredBy.hear({ type: 'beep' });
      case 'push-to-talk':
        return this.#onPushToTalk(input.down);
      case 'leg-silent':
      case 'leg-audible':
      case 'leg-closed':
      case 'leg-returned':
        return this.#line.handle(input);
      case 'set-pipeline':
        this.#nextPipeline = input.pipeline;
        return this.#changePipeline();
      case 'plan':
        return this.#listening.onPlan(input.plan);
      case 'shut-down':
        return this.#finish('shut-down', input.reason);
      case 'timeout':
        return this.#onTimeout();
      default:
        return this.#agent.handle(input);
    }
  }

  /** The endpointer has no hurry while there is nothing to say. */
  #tellOfAnswer(): void {
    const coming = this.#agent.speculating;
    this.#onEndpointer(this.#endpointer.handle(this.#now, { type: 'answer', coming }));
  }

  #onStart(wallTimeMs: number): void {
    const { options } = this.#context;
    this.#context.start(wallTimeMs);
    this.#context.emit({ type: 'call-start', agent: options.plan.agent, pipeline: options.pipeline });
    this.#context.emit({ type: 'leg-attached' });
    this.#listening.onPlan(options.plan);
    this.#answeredBy.hear({ type: 'start' });
    this.#agent.start();
    if (options.restored !== undefined) return this.#agent.goOn(options.restored);
    if (!this.#answeredBy.waiting) this.#agent.greet(options.greeting);
  }

  #takeHeld(): TurnEnd | undefined {
    const held = this.#heldTurn;
    this.#heldTurn = undefined;
    return held;
  }

  #onSpeechStart(input: Extract<CallInput, { type: 'speech-start' }>): void {
    this.#context.anchorMedia(input.mediaMs, this.#now - input.agoMs);
    this.#context.emit({ type: 'speech-start', confidence: input.confidence }, { mediaMs: input.mediaMs });
    this.#context.deadlines.clear('idle');
    this.#agent.callerSpeaks();
    if (this.#agent.interruptible) {
      this.#judge.askedQuestion = this.#agent.asks;
      this.#onJudge(this.#judge.handle(this.#now, { type: 'speech-start', agoMs: input.agoMs }));
    }
    this.#onEndpointer(this.#endpointer.handle(this.#now, { type: 'speech-start', agoMs: input.agoMs }));
    this.#answeredBy.hear({ type: 'speech-start', agoMs: input.agoMs });
  }

  #onSpeechEnd(input: Extract<CallInput, { type: 'speech-end' }>): void {
    this.#context.anchorMedia(input.mediaMs, this.#now - input.agoMs);
    this.#context.emit({ type: 'speech-end' }, { mediaMs: input.mediaMs });
    this.#onJudge(this.#judge.handle(this.#now, { type: 'speech-end', agoMs: input.agoMs }));
    const { agoMs, prosody } = input;
    this.#onEndpointer(this.#endpointer.handle(this.#now, { type: 'speech-end', agoMs, prosody }));
    this.#answeredBy.hear({ type: 'speech-end', agoMs });
  }

  #onTranscript(input: Extract<CallInput, { type: 'transcript' }>): void {
    const { text, final, segment, stability, language, mediaEndMs } = input;
    if (final) {
      this.#sttFailures = 0;
      this.#finalDelay.answered(this.#now, segment);
    }
    if (text !== '') {
      const { confidence } = input;
      const turn = this.#context.turn + (this.#turnOpen ? 0 : 1);
      this.#context.emit(
        { type: 'transcript', turn, text, final, ...(confidence === undefined ? {} : { confidence }) },
        { language, mediaMs: mediaEndMs },
      );
    }
    // Words of a turn that is over come too late for anything.
    if (!this.#endpointer.owns(segment)) return;
    const words = { type: 'transcript', segment, text, final, stability } as const;
    const outputs = this.#endpointer.handle(this.#now, words);
    const turnEnd = outputs.find((output) => output.type === 'turn-end');
    const said = turnEnd?.text ?? this.#endpointer.text;
    this.#answeredBy.hear({ type: 'words', text: said });
    // Receipts may have come since the speech began: a yes behind a question is an answer.
    this.#judge.askedQuestion = this.#agent.asks;
    const settled = turnEnd !== undefined || (final && this.#endpointer.settled);
    const { confidence } = input;
    const isEchoing = this.#judge.suspecting && this.#context.options.leg.echoes === true;
    const theirs = isEchoing ? withoutOwnWords(said, this.#agent.justSaid) : said;
    const heard = { type: 'words', text: theirs, final: settled, confidence } as const;
    const verdict = this.#judge.handle(this.#now, heard);
    this.#onJudge(verdict);
    if (!verdict.some((output) => output.type === 'dismiss')) this.#onEndpointer(outputs);
  }

  #onJudge(outputs: BargeInOutput[]): void {
    for (const output of outputs) {
      switch (output.type) {
        case 'suspect':
          this.#agent.suspect();
          break;
        case 'dismiss':
          this.#endpointer.handle(this.#now, { type: 'forget' });
          this.#agent.dismiss(output.reason);
          break;
        case 'commit':
          this.#agent.interrupt(output.reason);
          this.#interrupted = true;
          this.#openTurn();
          break;
      }
    }
  }

  #onEndpointer(outputs: EndpointerOutput[]): void {
    for (const output of outputs) {
      if (this.#answeredBy.waiting && output.type !== 'flush' && output.type !== 'turn-end') continue;
      switch (output.type) {
        case 'turn-start':
          if (!this.#agent.hasFloor) this.#openTurn();
          break;
        case 'flush':
          this.#finalDelay.asked(this.#now, output.segment);
          this.#context.send({ type: 'stt-flush', segment: output.segment });
          break;
        case 'candidate':
          if (output.completeness < this.#context.options.endpointing.preemptiveCompleteness) break;
          this.#agent.speculate(withHeld(this.#heldTurn, output.text), output.settled);
          break;
        case 'turn-end':
          this.#onTurnEnd(output);
          break;
      }
    }
  }

  #onTurnEnd(turnEnd: TurnEnd): void {
    // A stream that does not answer may never do so again.
    if (turnEnd.reason === 'stt-late') {
      this.#finalDelay.late();
      this.#context.send({ type: 'stt-open', segment: this.#endpointer.segment });
    }
    if (this.#answeredBy.waiting) return turnEnd.text === '' ? undefined : this.#hold(turnEnd);
    // Whoever never lets the button go is answered in the end.
    if (turnEnd.reason === 'turn-max') this.#buttonDown = false;
    if (this.#buttonDown && !this.#agent.hasFloor) {
      if (turnEnd.text !== '') this.#hold(turnEnd);
      return this.#agent.armIdle();
    }
    if (turnEnd.text === '') return this.#onWordlessTurn(turnEnd);
    if (this.#agent.hasFloor) {
      // The judge has had its say unless nothing may interrupt: then the words wait for the end of the reply.
      if (this.#judge.suspecting) this.#onJudge([{ type: 'commit', reason: 'the turn ended' }]);
      else {
        this.#agent.callerSaid(turnEnd);
        return this.#hold(turnEnd);
      }
    }
    this.#judge.handle(this.#now, { type: 'reset' });
    this.#answer(turnEnd);
  }

  #answer(turnEnd: TurnEnd): void {
    const whole = joined(this.#heldTurn, turnEnd);
    this.#heldTurn = undefined;
    this.#openTurn();
    this.#closeTurn(whole);
    this.#agent.answer(whole, this.#now - whole.silenceMs);
  }

  #closeTurn(turnEnd: TurnEnd): void {
    this.#interrupted = false;
    if (!this.#turnOpen) return;
    this.#turnOpen = false;
    const { text, silenceMs, completeness, reason } = turnEnd;
    const { turn, plan } = this.#context;
    const body = { type: 'turn-end', turn, text, silenceMs, completeness, reason } as const;
    this.#context.emit(body, { language: plan.language });
  }

  /** Speech without words: a cough is forgotten, a sentence that nobody could read is asked for again. */
  #onWordlessTurn(turnEnd: TurnEnd): void {
    if (this.#judge.suspecting) {
      this.#judge.handle(this.#now, { type: 'reset' });
      this.#agent.dismiss('no words');
      return;
    }
    const interrupted = this.#interrupted;
    this.#closeTurn(turnEnd);
    this.#agent.callerSilent();
    this.#agent.forgetThoughts('the turn had no words');
    const mute = turnEnd.reason === 'stt-late';
    const meant = turnEnd.speechMs >= this.#context.options.endpointing.wordlessSpeechMs;
    if (this.#agent.hasFloor) return;
    if (this.#heldTurn !== undefined) return this.#answerHeld(this.#heldTurn);
    // A reply was cut for nothing: silence would be the worst answer.
    if (mute || meant || interrupted) this.#agent.notUnderstood(mute ? 'stt' : undefined);
    else this.#agent.armIdle();
  }

  #hold(turnEnd: TurnEnd): void {
    this.#heldTurn = joined(this.#heldTurn, turnEnd);
  }

  /** Our reply is over: what was said meanwhile is answered now. */
  #onFloorFree(): void {
    this.#judge.handle(this.#now, { type: 'reset' });
    this.#changePipeline();
    if (this.#heldTurn !== undefined) this.#answerHeld(this.#heldTurn);
    else if (!this.#endpointer.waiting) this.#openTurn();
  }

  #answerHeld(held: TurnEnd): void {
    this.#heldTurn = undefined;
    this.#answer({ ...held, silenceMs: 0 });
  }

  #openTurn(): void {
    if (this.#turnOpen) return;
    this.#turnOpen = true;
    this.#context.turn += 1;
    this.#context.emit({ type: 'turn-start', turn: this.#context.turn });
  }

  /** While the button is down every pause is a pause for thought; to let it go ends the turn. */
  #onPushToTalk(down: boolean): void {
    if (down === this.#buttonDown) return;
    this.#buttonDown = down;
    if (!down) return this.#onButtonUp();
    if (this.#agent.interruptible) {
      this.#judge.handle(this.#now, { type: 'reset' });
      this.#onJudge([{ type: 'commit', reason: 'push-to-talk' }]);
    }
    // Who holds it and says nothing is asked like anybody else.
    if (!this.#agent.hasFloor && this.#endpointer.waiting) this.#agent.armIdle();
  }

  #onButtonUp(): void {
    this.#onEndpointer(this.#endpointer.handle(this.#now, { type: 'end-now' }));
    if (!this.#endpointer.waiting || this.#agent.hasFloor) return;
    if (this.#heldTurn !== undefined) this.#answerHeld(this.#heldTurn);
    else if (this.#interrupted) {
      this.#closeTurn(brokenOff(this.#now, '', 'dtmf'));
      this.#agent.notUnderstood(undefined);
    }
  }

  #onSttFailed(code: string): void {
    this.#sttFailures += 1;
    this.#context.emit({ type: 'watchdog', stage: 'stt', afterMs: 0, action: `reopened after ${code}` });
    if (this.#sttFailures >= this.#context.options.limits.failuresInARow) {
      this.#agent.giveUp('stt');
      return;
    }
    // Words were lost with the stream: the turn goes on with what there is.
    this.#finalDelay.lost();
    const outputs = this.#endpointer.handle(this.#now, { type: 'stt-lost' });
    this.#context.send({ type: 'stt-open', segment: this.#endpointer.segment });
    this.#onEndpointer(outputs);
  }

  #onLineSilent(): void {
    this.#onJudge(this.#judge.handle(this.#now, { type: 'speech-end', agoMs: 0 }));
    this.#onEndpointer(this.#endpointer.handle(this.#now, { type: 'speech-end', agoMs: 0 }));
    if (!this.#agent.hasFloor && this.#endpointer.waiting) this.#agent.askStillThere();
  }

  /** Between two turns, and at no other time. */
  #changePipeline(): void {
    const pipeline = this.#nextPipeline;
    if (pipeline === undefined || this.#agent.hasFloor || !this.#endpointer.waiting) return;
    this.#nextPipeline = undefined;
    this.#context.pipeline = pipeline;
    this.#endpointer.handle(this.#now, {
      type: 'options',
      options: endpointerOptionsOf(this.#context, this.#finalDelay),
    });
    this.#context.send({ type: 'stt-mode', batch: pipeline === 'sequential' });
  }

  #onTimeout(): void {
    this.#onJudge(this.#judge.handle(this.#now, { type: 'timeout' }));
    this.#onEndpointer(this.#endpointer.handle(this.#now, { type: 'timeout' }));
    this.#answeredBy.hear({ type: 'timeout' });
    if (this.#ended) return;
    this.#agent.onTimeout();
    for (
      let name = this.#context.deadlines.takeDue(this.#now);
      name !== undefined && !this.#ended;
      name = this.#context.deadlines.takeDue(this.#now)
    ) {
      if (name === 'leg' || name === 'leg-return') this.#line.onDeadline(name);
      else this.#agent.onDeadline(name);
    }
  }

  #finish(reason: CallEndReason, detail: string): void {
    if (this.#ended) return;
    this.#agent.finish();
    this.#ended = true;
    this.#recorder.note();
    this.#context.emit({ type: 'call-end', reason, detail });
    this.#context.send({ type: 'hang-up', reason: detail });
    this.#context.send({ type: 'end', reason });
    this.#context.close();
  }
}
