/**
 * Session is our side of one call: the shell around `call/`.
 *
 *   media leg ─▶ Ear ─▶ VAD, STT ─┐                      ┌─▶ Thinking (LLM), tools
 *                                 ├─▶ inputs ─▶ Call ─▶ outputs
 *   media leg ◀─ Playout ◀─ Voice ┘                      └─▶ events, log
 *
 * It decides nothing. It hands what happens to the call, with the time, and carries out what the call
 * orders. Everything it opens it closes: at the end no timer, listener, request or job of it is left.
 */
import type { SessionModels } from './session-models.ts';
import type { Clock } from '../clock/clock.ts';
import type { EchoCancellation } from '../contracts/echo-canceller.ts';
import type { CallEndReason, CallEvent } from '../contracts/events.ts';
import type { MediaLeg } from '../contracts/media-leg.ts';
import type { SttStream } from '../contracts/stt.ts';
import type { VadLane } from '../contracts/vad.ts';
import { AntiphonError } from '../errors/antiphon-error.ts';
import { Call } from '../call/call.ts';
import type { CallInput } from '../call/input.ts';
import { defaultPrompt, type CallOptions, type PromptOptions } from '../call/options.ts';
import type { CallOutput } from '../call/output.ts';
import { logVersion, type LogRecord } from '../call/replay.ts';
import type { CallerMemory } from '../memory/caller-memory.ts';
import type { ToolRunner } from '../tools/tool-runner.ts';
import { AbortScope } from './abort-scope.ts';
import { BeepEar } from './beep-ear.ts';
import { Ear } from './ear.ts';
import { Extracting } from './extracting.ts';
import type { CallKeeper } from './keeping/call-keeper.ts';
import { withoutEcho } from './echo-free-leg.ts';
import { KnownCaller } from './known-caller.ts';
import { Line } from './line.ts';
import { openStt } from './open-stt.ts';
import { Playout } from './playout.ts';
import { Thinking, type SpokenPart } from './thinking.ts';
import { ToolBench } from './tool-bench.ts';
import { Voice } from './voice.ts';

export interface CallLog {
  write(record: LogRecord): void;
  close(): void;
}

export interface SessionOptions {
  leg: MediaLeg;
  call: CallOptions;
  models: SessionModels;
  clock: Clock;
  vadLane: VadLane;
  /** Knows which tools are down, for all calls of the process. Default: this call finds it out for itself. */
  toolRunner?: ToolRunner;
  /** For legs whose far end sends our own voice back. Default: what comes is taken as it is. */
  echoCancellation?: EchoCancellation;
  /** Told of every event, synchronously. Must not throw. */
  onEvent?: (event: CallEvent) => void;
  /** Told of what the call survived, and of what it did not. Must not throw. */
  onError?: (error: AntiphonError) => void;
  log?: CallLog;
  /** Recalls whoever a tool proves, and remembers them. Default: nothing outlives the call. */
  callers?: Pick<CallerMemory, 'recall' | 'remember'>;
  /** Stores the call; whoever made it disposes of it. Default: nobody does. */
  keeper?: CallKeeper;
}

export class Session implements AsyncDisposable {
  readonly callId: string;
  /** Resolves once, after the last event, when everything is closed but effects that still run. */
  readonly ended: Promise<CallEndReason>;
  readonly #options: SessionOptions;
  readonly #clock: Clock;
  readonly #callOptions: CallOptions;
  readonly #call: Call;
  readonly #scope = new AbortScope();
  #ear: Ear;
  #batch: boolean;
  readonly #line: Line;
  readonly #playout: Playout;
  readonly #voice: Voice;
  readonly #thinking: Thinking;
  readonly #tools: ToolBench;
  readonly #extracting: Extracting;
  readonly #caller: KnownCaller;
  readonly #startedAt: number;
  readonly #queue: CallInput[] = [];
  readonly #resolveEnded: (reason: CallEndReason) => void;
  #feeding = false;
  #closed = false;
  #timer: Disposable | undefined;
  #timerAt = Infinity;
  #stt: { stream: SttStream; firstSegment: number } | undefined;
  /** Events told so far. */
  #events = 0;
  /** What the last event said of the end. */
  #endDetail = '';

  constructor(options: SessionOptions) {
    const { clock, call, models } = options;
    const leg = withoutEcho(options.leg, options.echoCancellation);
    this.#options = options;
    this.#clock = clock;
    this.callId = call.callId;
    this.#startedAt = clock.now();
    const ended = Promise.withResolvers<CallEndReason>();
    this.ended = ended.promise;
    this.#resolveEnded = ended.resolve;
    const { tokenizer } = models;
    this.#callOptions = { ...call, prompt: promptOf(call, models) };
    this.#call = new Call(this.#callOptions, tokenizer && ((text) => tokenizer.count(text)));
    this.#line = new Line(leg, clock, {
      onReceipt: (receipt) => this.#playout.onReceipt(receipt),
      onDtmf: (digit) => this.#feed({ type: 'dtmf', digit }),
      onSilent: () => this.#feed({ type: 'leg-silent' }),
      onAudible: () => this.#feed({ type: 'leg-audible' }),
      onClosed: ({ by, reason }) => {
        this.#playout.legLost();
        this.#feed({ type: 'leg-closed', by, reason });
      },
      onError: (error) => this.#options.onError?.(error),
    });
    this.#batch = call.pipeline === 'sequential';
    this.#ear = this.#newEar();
    this.#playout = new Playout(leg, clock, {
      onSent: (reply, samples, outstandingMarks, running) =>
        this.#feed({ type: 'playout-sent', reply, samples, outstandingMarks, running }),
      onCleared: (reply, samples, outstandingMarks) =>
        this.#feed({ type: 'playout-cleared', reply, samples, outstandingMarks }),
      onReceipt: (reply, samples, status, outstandingMarks) =>
        this.#feed({ type: 'receipt', reply, samples, status, outstandingMarks }),
    });
    this.#voice = new Voice({ ...models.voice, tts: models.tts, formatOut: leg.formatOut }, this.#playout, {
      onClauseAudio: (reply, clause) => this.#feed({ type: 'clause-audio', reply, clause }),
      onClauseWords: (reply, clause, words) => this.#feed({ type: 'clause-words', reply, clause, words }),
      onClauseEnd: (reply, clause, samples) => this.#feed({ type: 'clause-end', reply, clause, samples }),
      onClauseFailed: (reply, clause, { code, message }) =>
        this.#feed({ type: 'clause-failed', reply, clause, code, message }),
    });
    this.#thinking = new Thinking(this.#scope, {
      onPart: (generation, part) => this.#onPart(generation, part),
      onEnd: (generation, usage, expects) =>
        this.#feed({
          type: 'generation-end',
          generation,
          ...(usage === undefined ? {} : { usage }),
          ...(expects === undefined ? {} : { expects }),
        }),
      onFailed: (generation, { code, message }) =>
        this.#feed({ type: 'generation-failed', generation, code, message }),
    });
    this.#extracting = this.#newExtracting(models);
    this.#caller = this.#newCaller(call);
    this.#tools = this.#newTools(options);
  }

  /** Takes the leg and begins: greets, or listens. */
  start(): void {
    try {
      this.#begin();
    } catch (thrown) {
      this.#fail(thrown);
    }
  }

  #begin(): void {
    const { log, call, clock, keeper } = this.#options;
    keeper?.watch(() => this.shutDown('another host holds the call'));
    const startedAt = new Date(clock.wallTime()).toISOString();
    log?.write({ kind: 'call', logVersion, startedAt, options: this.#callOptions });
    this.#openStt(0);
    const onBeep = (): void => this.#feed({ type: 'beep' });
    const listens = call.answeringMachine === 'detect';
    this.#line.attach(this.#ear, listens ? new BeepEar(this.#ear, this.leg.formatIn, onBeep) : this.#ear);
    this.#feed({ type: 'start', wallTimeMs: clock.wallTime() });
    this.#caller.begin();
  }

  /** The leg that the call has, or had last. */
  get leg(): MediaLeg {
    return this.#line.leg;
  }

  /**
   * The caller is there again, on a leg of the same formats: the call goes on with it. A leg that is still
   * thought alive gives way and is closed: a call never has two.
   */
  takeLeg(leg: MediaLeg): void {
    this.#line.lose({ by: 'network', reason: 'the caller came back on another connection' });
    if (this.#closed) return this.#line.leave(leg, 'the call is over');
    try {
      const echoless = withoutEcho(leg, this.#options.echoCancellation);
      this.#line.replace(echoless);
      this.#playout.changeLeg(echoless);
      this.#ear = this.#newEar();
      this.#feed({ type: 'leg-returned', legId: leg.legId });
      if (!this.#closed) this.#line.attach(this.#ear);
    } catch (thrown) {
      this.#fail(thrown);
    }
  }

  /** Every 20 ms, by the host: sends what is due. */
  tick(): void {
    if (this.#closed) return;
    this.#playout.tick();
    this.#voice.tick();
    this.#line.watch();
  }

  /** Takes effect with the next turn. */
  setPipeline(pipeline: CallOptions['pipeline']): void {
    this.#feed({ type: 'set-pipeline', pipeline });
  }

  /** The caller presses a button to speak, or lets it go: their turn lasts as long as it is held. */
  pushToTalk(down: boolean): void {
    this.#feed({ type: 'push-to-talk', down });
  }

  /** Ends the call from our side, at once and in order. */
  shutDown(reason: string): void {
    this.#feed({ type: 'shut-down', reason });
  }

  /** What is open now: all zero after the end, but for effects that outlive the call. */
  open(): { generations: number; timers: number; effects: number } {
    return {
      generations: this.#thinking.running,
      timers: this.#timer === undefined ? 0 : 1,
      effects: this.#tools.running,
    };
  }

  /** Ends the call and waits for effects that still run, each within its own limit. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.shutDown('shut down');
    await this.ended;
    await this.#tools.settled();
  }

  /** Inputs that come while one is being handled wait their turn: the call never sees two at once. */
  #feed(input: CallInput): void {
    if (this.#closed) return;
    this.#queue.push(input);
    if (this.#feeding) return;
    this.#feeding = true;
    try {
      for (let next = this.#queue.shift(); next !== undefined && !this.#closed; next = this.#queue.shift()) {
        this.#step(next);
      }
    } catch (thrown) {
      this.#fail(thrown);
    } finally {
      this.#feeding = false;
    }
    this.#armTimer();
  }

  #step(input: CallInput): void {
    const now = this.#now();
    const outputs = this.#call.handle(now, input);
    this.#options.log?.write({ kind: 'step', now, input, outputs });
    for (const output of outputs) this.#carryOut(output);
  }

  /** Hundredths of a millisecond: what the log can carry without loss. */
  #now(): number {
    return Math.round((this.#clock.now() - this.#startedAt) * 100) / 100;
  }

  #carryOut(output: CallOutput): void {
    switch (output.type) {
      case 'emit':
        this.#events = output.event.seq + 1;
        if (output.event.type === 'call-end') this.#endDetail = output.event.detail;
        return this.#options.onEvent?.(output.event);
      case 'stt-flush':
        return this.#ear.flush(output.segment - (this.#stt?.firstSegment ?? 0));
      case 'stt-mode':
        this.#batch = output.batch;
        return this.#ear.setBatch(output.batch);
      case 'stt-update':
        return this.#stt?.stream.update(output.hints);
      case 'stt-open':
        return this.#openStt(output.segment);
      case 'generate':
        return this.#thinking.start(output.generation, this.#options.models.llm, output.request);
      case 'generation-abort':
        return this.#thinking.abort(output.generation, output.reason);
      case 'speak':
        return this.#voice.speak(output.reply, output.clause, output.text, output.retry);
      case 'clause-abandon':
        return this.#voice.abandon(output.reply, output.clause);
      case 'play':
        return this.#playout.play(output.reply, output.fromSample);
      case 'pause':
        return this.#playout.pause(output.reply);
      case 'stop':
        this.#voice.stop(output.reply);
        return this.#playout.stop(output.reply);
      case 'release':
        this.#voice.stop(output.reply);
        return this.#playout.release(output.reply);
      case 'tool-run':
        return this.#tools.run(output);
      case 'tool-withdraw':
        return this.#tools.withdraw(output.toolCallId, output.reason);
      case 'extract':
        return this.#extracting.start(output.request);
      case 'extract-abort':
        return this.#extracting.abort(output.turn);
      case 'remember':
        return this.#caller.remember(output);
      case 'record':
        return this.#options.keeper?.record(output.record);
      case 'hang-up':
        return this.#line.leg.close(output.reason);
      case 'end':
        return this.#close(output.reason);
    }
  }

  #onSpeechStart(mediaMs: number, confidence: number): void {
    const agoMs = Math.max(0, this.#ear.positionMs - mediaMs);
    this.#ear.startSpeech(mediaMs);
    this.#feed({ type: 'speech-start', mediaMs, agoMs, confidence });
  }

  #onSpeechEnd(mediaMs: number): void {
    const agoMs = Math.max(0, this.#ear.positionMs - mediaMs);
    const prosody = this.#ear.prosody();
    this.#feed({ type: 'speech-end', mediaMs, agoMs, ...(prosody === undefined ? {} : { prosody }) });
    this.#ear.stopSpeech();
  }

  #onPart(generation: number, part: SpokenPart): void {
    if (part.type === 'text-delta') {
      this.#feed({ type: 'generation-text', generation, text: part.text });
      return;
    }
    const { toolCallId, name } = part;
    const check = this.#tools.check(name, part.arguments);
    this.#feed({
      type: 'generation-tool-call',
      generation,
      toolCallId,
      name,
      arguments: part.arguments,
      check,
    });
  }

  #openStt(firstSegment: number): void {
    this.#stt?.stream.close();
    this.#stt = undefined;
    const { models, call } = this.#options;
    const stream = openStt(models.stt, this.#line.leg.formatIn, call.plan, {
      onTranscript: (transcript) => {
        if (this.#stt?.stream !== stream) return;
        const { text, final, stability, language, mediaEndMs, confidence } = transcript;
        const segment = transcript.segment + firstSegment;
        const heard = { type: 'transcript', segment, text, final, stability, language, mediaEndMs } as const;
        this.#feed(confidence === undefined ? heard : { ...heard, confidence });
      },
      onError: (error) => {
        if (this.#stt?.stream !== stream) return;
        this.#options.onError?.(error);
        this.#feed({ type: 'stt-failed', code: error.code, message: error.message });
      },
    });
    this.#stt = { stream, firstSegment };
    this.#ear.connect(stream);
  }

  #newExtracting(models: SessionModels): Extracting {
    return new Extracting({
      extractor: models.extractor,
      slots: models.slots,
      scope: this.#scope,
      onExtracted: (extraction, rejected) => this.#feed({ type: 'extracted', extraction, rejected }),
      onFailed: (turn, code) => this.#feed({ type: 'extraction-failed', turn, code }),
      onError: (error) => this.#options.onError?.(error),
    });
  }

  #newCaller(call: CallOptions): KnownCaller {
    return new KnownCaller({
      callId: call.callId,
      memory: this.#options.callers,
      restored: call.restored?.memory,
      onVerified: (callerId) => this.#feed({ type: 'caller-verified', callerId }),
      onRecalled: (values) => this.#feed({ type: 'caller-recalled', values }),
    });
  }

  #newTools({ models, clock, keeper, toolRunner }: SessionOptions): ToolBench {
    return new ToolBench({
      tools: models.tools,
      clock,
      language: models.voice.language,
      caller: this.#caller.onLine,
      ...(keeper === undefined ? {} : { effects: keeper }),
      ...(toolRunner === undefined ? {} : { runner: toolRunner }),
      onResult: (toolCallId, outcome) => this.#feed({ type: 'tool-result', toolCallId, outcome }),
      onError: (error) => this.#options.onError?.(error),
    });
  }

  #newEar(): Ear {
    return new Ear(this.#line.leg.formatIn, this.#batch, this.#options.vadLane, {
      onSpeechStart: (mediaMs, confidence) => this.#onSpeechStart(mediaMs, confidence),
      onSpeechEnd: (mediaMs) => this.#onSpeechEnd(mediaMs),
    });
  }

  #armTimer(): void {
    const deadline = this.#closed ? undefined : this.#call.deadline();
    const at = deadline === undefined ? Infinity : this.#startedAt + deadline;
    // A timer that fires early does no harm: it is kept, rather than armed anew for every input.
    if (this.#timer !== undefined && this.#timerAt <= at) return;
    this.#timer?.[Symbol.dispose]();
    this.#timer = undefined;
    if (at === Infinity) return;
    this.#timerAt = at;
    this.#timer = this.#clock.at(at, () => {
      this.#timer = undefined;
      this.#feed({ type: 'timeout' });
    });
  }

  /** The call's own code threw: this call ends, the others never know. */
  #fail(thrown: unknown): void {
    const error = AntiphonError.from(thrown, 'INVARIANT_BROKEN', 'the call failed');
    this.#options.onError?.(error);
    this.#endDetail = error.code;
    const { callId } = this.#options.call;
    const { legId } = this.#line.leg;
    const atMs = Math.max(0, this.#now());
    const end = { type: 'call-end', reason: 'failed', detail: error.code } as const;
    this.#options.onEvent?.({
      callId,
      legId,
      seq: this.#events,
      atMs,
      mediaMs: this.#ear.positionMs,
      ...end,
    });
    this.#line.leg.close(error.code);
    this.#close('failed');
  }

  #close(reason: CallEndReason): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#timer?.[Symbol.dispose]();
    this.#timer = undefined;
    this.#queue.length = 0;
    this.#scope.abort('the call ended');
    this.#ear.close();
    this.#stt?.stream.close();
    this.#stt = undefined;
    this.#ear.connect(undefined);
    this.#voice.close();
    this.#playout.close();
    this.#tools.detach();
    this.#caller.end();
    this.#options.log?.close();
    this.#options.keeper?.end({ reason, detail: this.#endDetail });
    void this.#line.end().then(() => this.#resolveEnded(reason));
  }
}

/** How long prompts may be, and by whose count. */
function promptOf({ prompt = defaultPrompt }: CallOptions, { llm, tokenizer }: SessionModels): PromptOptions {
  const heardTurnsMax = llm.heardTurnsMax ?? prompt.heardTurnsMax;
  return { ...prompt, heardTurnsMax, tokenizer: tokenizer?.name ?? 'estimate' };
}
