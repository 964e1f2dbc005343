/**
 * The shell of a simulated call: carries out what the call orders, as src/session/session.ts does, with
 * its very Playout and Voice, on virtual time. Inputs that come while one is handled wait their turn;
 * timers fire late, and now and then for nothing.
 */
import { Call } from '../src/call/call.ts';
import type { CallInput } from '../src/call/input.ts';
import type { CallOptions } from '../src/call/options.ts';
import type { CallOutput } from '../src/call/output.ts';
import type { ToolOutcome } from '../src/contracts/conversation.ts';
import { Playout } from '../src/session/playout.ts';
import { Voice } from '../src/session/voice.ts';
import type { FarEnd } from './far-end.ts';
import { MindModel } from './mind-model.ts';
import type { Random } from './random.ts';
import { ReaderModel } from './reader-model.ts';
import type { Step } from './record.ts';
import type { Schedule, Scheduled } from './schedule.ts';
import { SttModel } from './stt-model.ts';
import { VoiceModel } from './voice-model.ts';
import type { ToolMood, Weather } from './weather.ts';
import type { Words } from './words.ts';

const tickMs = 20;
/** So many timeouts at one instant that are due and move nothing: the call would spin. */
const spinsMax = 20;

export interface World {
  schedule: Schedule;
  random: Random;
  weather: Weather;
  words: Words;
  far: FarEnd;
}

export class Shell {
  readonly steps: Step[] = [];
  readonly stuckAt: number[] = [];
  readonly stt: SttModel;
  readonly mind: MindModel;
  readonly voiceModel: VoiceModel;
  readonly #reader: ReaderModel;
  thrown: string | undefined;
  endedAt: number | undefined;
  readonly #call: Call;
  readonly #world: World;
  readonly #playout: Playout;
  readonly #voice: Voice;
  readonly #queue: CallInput[] = [];
  #feeding = false;
  #timer: Scheduled | undefined;
  #ticking = false;
  #playing: number | undefined;
  #spins = { at: -1, count: 0 };
  readonly #withdrawn = new Set<string>();
  /** Texts of the clauses of each reply. */
  readonly #clauses = new Map<number, string[]>();

  constructor(options: CallOptions, world: World) {
    const { schedule, random, weather, words, far } = world;
    this.#world = world;
    this.#call = new Call(options);
    this.stt = new SttModel(
      schedule,
      random.fork(),
      weather.stt,
      options.pipeline === 'sequential',
      (input) => this.feed(input),
    );
    this.mind = new MindModel(schedule, random.fork(), weather.llm, words, {
      onText: (generation, text) => this.feed({ type: 'generation-text', generation, text }),
      onToolCall: (generation, call) => this.feed({ type: 'generation-tool-call', generation, ...call }),
      onEnd: (generation) => this.feed({ type: 'generation-end', generation }),
      onFailed: (generation) =>
        this.feed({ type: 'generation-failed', generation, code: 'LLM_FAILED', message: 'broken off' }),
    });
    this.voiceModel = new VoiceModel(schedule, random.fork(), weather.tts);
    this.#reader = new ReaderModel(schedule, random.fork(), weather.reader, (input) => this.feed(input));
    const clock = { now: () => schedule.now, at: refuse, every: refuse, wallTime: refuse };
    this.#playout = new Playout(far, clock, {
      onSent: (reply, samples, outstandingMarks, running) =>
        this.feed({ type: 'playout-sent', reply, samples, outstandingMarks, running }),
      onCleared: (reply, samples, outstandingMarks) =>
        this.feed({ type: 'playout-cleared', reply, samples, outstandingMarks }),
      onReceipt: (reply, samples, status, outstandingMarks) =>
        this.feed({ type: 'receipt', reply, samples, status, outstandingMarks }),
    });
    far.onReceipt = (receipt) => this.#playout.onReceipt(receipt);
    const voiceOptions = { tts: this.voiceModel, voice: undefined, language: 'en', lexicon: {} };
    this.#voice = new Voice({ ...voiceOptions, formatOut: far.formatOut }, this.#playout, {
      onClauseAudio: (reply, clause) => this.feed({ type: 'clause-audio', reply, clause }),
      onClauseWords: (reply, clause, spoken) =>
        this.feed({ type: 'clause-words', reply, clause, words: spoken }),
      onClauseEnd: (reply, clause, samples) => this.feed({ type: 'clause-end', reply, clause, samples }),
      onClauseFailed: (reply, clause, { code, message }) =>
        this.feed({ type: 'clause-failed', reply, clause, code, message }),
    });
  }

  /** Text of the clause that sounded last at the far end. */
  lastHeard(): string {
    const run = this.#world.far.runs.at(-1);
    return run === undefined ? '' : (this.#clauses.get(run.reply)?.at(-1) ?? '');
  }

  feed(input: CallInput): void {
    if (this.endedAt !== undefined) return;
    this.#queue.push(input);
    if (this.#feeding) return;
    this.#feeding = true;
    try {
      for (let next = this.#queue.shift(); next !== undefined; next = this.#queue.shift()) {
        if (this.endedAt === undefined) this.#step(next);
      }
    } catch (thrown) {
      this.thrown = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
      this.endedAt = this.#world.schedule.now;
    } finally {
      this.#feeding = false;
    }
    this.#armTimer();
    this.#armTick();
  }

  /** What the call would still do although it is over. */
  feedAfterEnd(inputs: readonly CallInput[]): CallOutput[] {
    const now = Math.ceil(this.#world.schedule.now);
    return inputs.flatMap((input) => this.#call.handle(now, input));
  }

  get deadlineAfterEnd(): number | undefined {
    return this.#call.deadline();
  }

  #step(input: CallInput): void {
    const { now } = this.#world.schedule;
    const at = Math.round(now * 100) / 100;
    const outputs = this.#call.handle(at, input);
    this.steps.push({ now: at, input, outputs });
    for (const output of outputs) this.#carryOut(output);
  }

  #carryOut(output: CallOutput): void {
    switch (output.type) {
      case 'emit':
      case 'stt-update':
        return;
      case 'stt-flush':
        return this.stt.flush(output.segment);
      case 'stt-mode':
        this.stt.batch = output.batch;
        return;
      case 'stt-open':
        return this.stt.open(output.segment);
      case 'generate':
        return this.mind.start(output.generation, output.request);
      case 'generation-abort':
        return this.mind.abort(output.generation);
      case 'speak':
        this.#noteClause(output.reply, output.clause, output.text);
        return this.#voice.speak(output.reply, output.clause, output.text, output.retry);
      case 'clause-abandon':
        return this.#voice.abandon(output.reply, output.clause);
      case 'play':
        this.#playing = output.reply;
        this.#world.far.sending = output.reply;
        return this.#playout.play(output.reply, output.fromSample);
      case 'pause':
        this.#hush(output.reply);
        return this.#playout.pause(output.reply);
      case 'stop':
        this.#hush(output.reply);
        this.#voice.stop(output.reply);
        return this.#playout.stop(output.reply);
      case 'release':
        this.#hush(output.reply);
        this.#voice.stop(output.reply);
        return this.#playout.release(output.reply);
      case 'tool-run':
        return this.#runTool(output.toolCallId);
      case 'tool-withdraw':
        return this.#withdrawTool(output.toolCallId, output.reason);
      case 'extract':
        return this.#reader.start(output.request);
      case 'extract-abort':
        return this.#reader.abort(output.turn);
      case 'hang-up':
        return this.#world.far.close(output.reason);
      case 'end':
        this.endedAt = this.#world.schedule.now;
        this.#voice.close();
        this.#playout.close();
        if (this.#timer !== undefined) this.#timer.cancelled = true;
    }
  }

  #hush(reply: number): void {
    if (this.#playing === reply) this.#playing = undefined;
  }

  #noteClause(reply: number, clause: number, text: string): void {
    const texts = this.#clauses.get(reply) ?? [];
    texts[clause] = text;
    this.#clauses.set(reply, texts);
  }

  #runTool(toolCallId: string): void {
    const { schedule, random, weather } = this.#world;
    const mood = random.weighted<ToolMood>(weather.tools.moods);
    if (mood === 'never') return;
    const outcome: ToolOutcome =
      mood === 'fail'
        ? { status: 'failed', code: 'TOOL_FAILED', message: 'it broke' }
        : { status: 'done', value: `done ${toolCallId}` };
    const takesMs = mood === 'slow' ? random.between(1_000, 20_000) : random.latency(150, 0.8);
    const tell = (result: ToolOutcome): void => {
      if (!this.#withdrawn.has(toolCallId)) this.feed({ type: 'tool-result', toolCallId, outcome: result });
    };
    if (mood !== 'unknown') return void schedule.after(takesMs, undefined, () => tell(outcome));
    // Given up at its limit; now and then it answers after all.
    schedule.after(takesMs, undefined, () => tell({ status: 'unknown', reason: 'it did not answer' }));
    if (random.chance(0.3)) {
      schedule.after(takesMs + random.between(500, 8_000), undefined, () => tell(outcome));
    }
  }

  /** Some have not begun yet: they wait for a store. */
  #withdrawTool(toolCallId: string, reason: string): void {
    if (!this.#world.random.chance(0.4)) return;
    this.#withdrawn.add(toolCallId);
    this.feed({ type: 'tool-result', toolCallId, outcome: { status: 'refused', reason } });
  }

  /** A timer that fires early does no harm: it is kept, as the session keeps it. */
  #armTimer(): void {
    if (this.endedAt !== undefined) return;
    const { schedule, random, weather } = this.#world;
    const deadline = this.#call.deadline();
    const pending = this.#timer;
    if (deadline !== undefined && (pending === undefined || pending.cancelled || pending.at > deadline)) {
      if (pending !== undefined) pending.cancelled = true;
      this.#watchSpin(deadline);
      const lateMs = random.chance(0.1) ? random.latency(weather.timers.lateMs) : 0;
      const timer = schedule.after(deadline - schedule.now + lateMs, undefined, () => {
        if (this.#timer === timer) this.#timer = undefined;
        this.feed({ type: 'timeout' });
      });
      this.#timer = timer;
    }
    if (random.chance(weather.timers.spurious)) {
      schedule.after(random.between(0, 300), undefined, () => this.feed({ type: 'timeout' }));
    }
  }

  /** A deadline that stays in the past whatever is done would keep the processor busy for ever. */
  #watchSpin(deadline: number): void {
    const { now } = this.#world.schedule;
    if (deadline > now || this.#spins.at !== now) this.#spins = { at: now, count: 0 };
    this.#spins.count += 1;
    if (this.#spins.count > spinsMax && this.stuckAt.at(-1) !== now) {
      this.stuckAt.push(now);
      this.thrown ??= 'a deadline that is due is not moved by a timeout';
      this.endedAt = now;
    }
  }

  /** The host's tick, every 20 ms, while there is anything to send. */
  #armTick(): void {
    if (this.#ticking || this.endedAt !== undefined || this.#playing === undefined) return;
    const { schedule } = this.#world;
    this.#ticking = true;
    schedule.after(tickMs - (schedule.now % tickMs), undefined, () => {
      this.#ticking = false;
      if (this.endedAt !== undefined) return;
      this.#playout.tick();
      this.#voice.tick();
      this.#armTick();
    });
  }
}

function refuse(): never {
  throw new Error('the playout asks for nothing but the time');
}
