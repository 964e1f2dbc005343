/**
 * One call in virtual time: a caller who says one turn after the other, the real session on a loopback
 * leg, vendors with drawn delays. What is measured is read off the recording of the far end.
 */
import { defineAgent } from '../../src/agent/define-agent.ts';
import { singleAgentPlanner } from '../../src/agent/turn-planner.ts';
import { SimulatedClock } from '../../src/clock/simulated-clock.ts';
import type { CallOptions } from '../../src/call/options.ts';
import type { Pipeline } from '../../src/contracts/events.ts';
import { callOptionsOf } from '../../src/session/call-options.ts';
import { modelsOf } from '../../src/session/session-models.ts';
import { Session } from '../../src/session/session.ts';
import { EnergyVadLane } from '../../src/testing/energy-vad-lane.ts';
import { createLoopback, type LoopbackFarEnd } from '../../src/transports/loopback/loopback.ts';
import type { Random } from '../../sim/random.ts';
import type { CallerTurn } from './caller-turn.ts';
import { DelayedLanguageModel } from './delayed-llm.ts';
import { DelayedStt } from './delayed-stt.ts';
import { DelayedTts } from './delayed-tts.ts';
import { floorOf } from './floor.ts';
import { turnSound } from './turn-sound.ts';
import { TurnTrace, type ReplyStages } from './turn-trace.ts';

const frameMs = 20;
/** Quiet for so long, with nothing owed, a turn is over. */
const settledMs = 300;
/** A turn that is not answered by then fails the run: it would be missing from the figures. */
const turnMaxMs = 90_000;

export interface MeasuredTurn {
  turn: CallerTurn;
  /** From the caller's last sound to the first sample of the reply that the far end played. */
  voiceToVoiceMs: number;
  overFloorMs: number;
  /** The agent spoke, or took the turn for over, before the caller's last sound. */
  cutIn: boolean;
  /** The reply had been begun before the turn was over. */
  speculationHit: boolean;
  /** Generations thrown away meanwhile. */
  discarded: number;
  lastSoundAt: number;
  /** Undefined where no model made the reply. */
  stages: ReplyStages | undefined;
}

export interface ConversationOptions {
  pipeline: Pipeline;
  turns: readonly CallerTurn[];
  random: Random;
  /** For trying other values; default: what the house has. */
  endpointing?: Partial<CallOptions['endpointing']>;
}

export async function converse(options: ConversationOptions): Promise<MeasuredTurn[]> {
  await using conversation = new Conversation(options);
  const measured: MeasuredTurn[] = [];
  for (const turn of options.turns) measured.push(await conversation.take(turn));
  return measured;
}

class Conversation implements AsyncDisposable {
  readonly #clock = new SimulatedClock();
  readonly #stt: DelayedStt;
  readonly #far: LoopbackFarEnd;
  readonly #session: Session;
  readonly #ticker: Disposable;
  readonly #trace = new TurnTrace();
  readonly #errors: Error[] = [];
  #turn: CallerTurn;

  constructor({ pipeline, turns, random, endpointing }: ConversationOptions) {
    const clock = this.#clock;
    this.#turn = turns[0]!;
    const turn = (): CallerTurn => this.#turn;
    this.#stt = new DelayedStt(clock, pipeline === 'sequential');
    const { leg, far } = createLoopback({ clock, record: 'runs' });
    this.#far = far;
    const agent = defineAgent({ name: 'concierge', instructions: 'Be brief.', pipeline });
    const call = callOptionsOf(singleAgentPlanner(agent), 'call-1', leg, this.#stt);
    this.#session = new Session({
      leg,
      call: { ...call, endpointing: { ...call.endpointing, ...endpointing } },
      models: modelsOf(agent, {
        stt: this.#stt,
        llm: new DelayedLanguageModel(clock, turn),
        tts: new DelayedTts(clock, turn, random),
      }),
      clock,
      vadLane: new EnergyVadLane(),
      onError: (error) => this.#errors.push(error),
      log: { write: (record) => this.#trace.take(record), close: () => undefined },
    });
    this.#ticker = clock.every(frameMs, () => this.#session.tick());
    far.microphone();
    this.#session.start();
  }

  async take(turn: CallerTurn): Promise<MeasuredTurn> {
    await this.#runUntil(this.#clock.now() + turn.thinksMs);
    this.#turn = turn;
    this.#trace.beginTurn();
    const discardedBefore = this.#trace.discarded;
    const startedAt = this.#clock.now();
    const lastSoundAt = startedAt + turn.durationMs;
    this.#stt.hears(turn, startedAt);
    void this.#far.microphone().say(turnSound(turn));
    await this.#runUntil(lastSoundAt);
    await this.#settle();

    const answeredAt = this.#answeredAt(lastSoundAt);
    const { stages } = this.#trace;
    const voiceToVoiceMs = answeredAt - lastSoundAt;
    return {
      turn,
      voiceToVoiceMs,
      overFloorMs: voiceToVoiceMs - floorOf(turn).firstAudioMs,
      cutIn: this.#cutIn(startedAt, lastSoundAt),
      speculationHit: stages?.speculative === true,
      discarded: this.#trace.discarded - discardedBefore,
      lastSoundAt,
      stages,
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#ticker[Symbol.dispose]();
    await this.#session[Symbol.asyncDispose]();
  }

  /** Where the reply to the caller's last words began to sound: behind a decision that came too early, the next one. */
  #answeredAt(lastSoundAt: number): number {
    const from = Math.max(lastSoundAt, this.#trace.decisions.at(-1) ?? 0);
    const run = this.#runs().find(({ startMs }) => startMs >= from - 0.1);
    if (run === undefined) throw new Error(`a turn was never answered (${this.#said()})`);
    return run.startMs;
  }

  #cutIn(startedAt: number, lastSoundAt: number): boolean {
    const decided = this.#trace.decisions.some((at) => at < lastSoundAt);
    const spoke = this.#runs().some(({ startMs, endMs }) => startMs < lastSoundAt && endMs > startedAt);
    return decided || spoke;
  }

  #runs(): { startMs: number; endMs: number }[] {
    const heard = this.#far.heard!;
    return heard.runs().map(({ startSample, endSample }) => ({
      startMs: this.#far.originMs + heard.msAt(startSample),
      endMs: this.#far.originMs + heard.msAt(endSample),
    }));
  }

  async #settle(): Promise<void> {
    const since = this.#clock.now();
    let quietSince = since;
    while (this.#clock.now() - quietSince < settledMs) {
      await this.#runUntil(this.#clock.now() + frameMs);
      if (this.#trace.busy || this.#trace.decisions.length === 0) quietSince = this.#clock.now();
      if (this.#clock.now() - since > turnMaxMs || this.#trace.ended)
        throw new Error(`a turn did not come to its end (${this.#said()})`);
      if (this.#errors[0] !== undefined) throw this.#errors[0];
    }
  }

  /** From callback to callback, so that nothing that is awaited is a hair too late. */
  async #runUntil(until: number): Promise<void> {
    while (this.#clock.now() < until) {
      this.#clock.advanceTo(Math.min(until, this.#clock.nextInstant() ?? until));
      await new Promise<void>((resolve) => {
        setImmediate(resolve);
      });
    }
  }

  #said(): string {
    return this.#turn.words.map(({ text }) => text).join(' ');
  }
}
