/**
 * Many calls in one process, in lock-step virtual time: one frame per call per round, then the clock
 * moves on by 20 ms, then every answer of the VAD model is waited for. So no call is ever starved, and
 * the figure is CPU time, threads included, not patience.
 */
import { createHook } from 'node:async_hooks';
import { defineAgent } from '../../src/agent/define-agent.ts';
import { singleAgentPlanner } from '../../src/agent/turn-planner.ts';
import { SimulatedClock } from '../../src/clock/simulated-clock.ts';
import { SystemClock } from '../../src/clock/system-clock.ts';
import { Host } from '../../src/host/host.ts';
import { BatchedVadLane } from '../../src/host/vad-lane.ts';
import { FvadClassifier } from '../../src/providers/fvad/fvad-classifier.ts';
import { SileroModel } from '../../src/providers/silero/silero-model.ts';
import { callOptionsOf } from '../../src/session/call-options.ts';
import { modelsOf } from '../../src/session/session-models.ts';
import { ScriptedLanguageModel } from '../../src/testing/scripted-llm.ts';
import { ScriptedStt } from '../../src/testing/scripted-stt.ts';
import { ScriptedTts } from '../../src/testing/scripted-tts.ts';
import { createLoopback, type LoopbackFarEnd } from '../../src/transports/loopback/loopback.ts';
import { Random } from '../../sim/random.ts';
import type { Figures } from '../shared/benchmark.ts';
import { callerRecording } from './recording.ts';

const frameMs = 20;
const frameBytes = 640;
const warmUpSeconds = 4;
const promiseSeconds = 6;
/** By then the last reply to words that were understood has been played. */
const deafSettleSeconds = 15;

export interface FrameMeasureOptions {
  calls: readonly number[];
  seconds: number;
  seed: number;
}

export async function measureFrames(
  options: FrameMeasureOptions,
  progress: (line: string) => void,
): Promise<Figures> {
  const recording = callerRecording(new Random(options.seed));
  const figures: Record<string, Readonly<Record<string, number>>> = {};
  for (const calls of options.calls) {
    progress(`${calls} calls`);
    figures[`calls${calls}`] = await measureOnce(calls, options, recording);
  }
  return figures;
}

async function measureOnce(
  calls: number,
  { seconds, seed }: FrameMeasureOptions,
  recording: Uint8Array,
): Promise<Readonly<Record<string, number>>> {
  await using crowd = await Crowd.open(calls, recording, seed);
  await crowd.run(warmUpSeconds);
  const before = crowd.counters();
  const cpu = process.cpuUsage();
  await crowd.run(seconds);
  const used = process.cpuUsage(cpu);
  const after = crowd.counters();
  const frames = calls * ((seconds * 1000) / frameMs);
  // The audio plane alone: the same frames through the same sessions, but nobody understands a word, so
  // that no turn and no model adds promises of its own.
  crowd.deafen();
  await crowd.run(deafSettleSeconds);
  const promises = await crowd.countPromises(promiseSeconds);
  return {
    microsecondsPerFrame: rounded((used.user + used.system) / frames),
    gateFrames: after.gateFrames - before.gateFrames,
    fvadFrames: after.fvadFrames - before.fvadFrames,
    sileroChunks: after.sileroChunks - before.sileroChunks,
    promisesPerFrame: rounded(promises / (calls * ((promiseSeconds * 1000) / frameMs))),
    turns: after.turns - before.turns,
    repliesPlayed: after.replies - before.replies,
    speechStarts: after.speechStarts - before.speechStarts,
  };
}

/** Calls that all listen to one recording, each from its own place. */
class Crowd implements AsyncDisposable {
  readonly #clock = new SimulatedClock();
  readonly #recording: Uint8Array;
  readonly #offsets: number[];
  readonly #farEnds: LoopbackFarEnd[] = [];
  readonly #stt: ScriptedStt;
  readonly #lane: BatchedVadLane;
  readonly #model: SileroModel;
  readonly #owned: AsyncDisposableStack;
  #turns = 0;
  #replies = 0;
  #speechStarts = 0;
  #deaf = false;

  private constructor(
    calls: number,
    recording: Uint8Array,
    seed: number,
    classifier: FvadClassifier,
    model: SileroModel,
    owned: AsyncDisposableStack,
  ) {
    const random = new Random(seed + calls);
    const clock = this.#clock;
    this.#recording = recording;
    this.#owned = owned;
    this.#model = model;
    this.#lane = owned.use(new BatchedVadLane({ clock, classifier, model }));
    const host = owned.use(new Host({ clock, vadLane: this.#lane, seats: calls }));
    this.#stt = new ScriptedStt({ clock });
    const tts = new ScriptedTts({ clock });
    const llm = new ScriptedLanguageModel({
      clock,
      replies: ['We are open from ten in the morning until eight in the evening, and on Sundays we rest.'],
    });
    const agent = defineAgent({ name: 'concierge', instructions: 'Be brief.' });
    const planner = singleAgentPlanner(agent);
    this.#offsets = Array.from(
      { length: calls },
      () => Math.floor((random.next() * recording.length) / frameBytes) * frameBytes,
    );
    for (let call = 0; call < calls; call += 1) {
      const { leg, far } = createLoopback({ clock });
      this.#farEnds.push(far);
      host.takeSeat().start({
        leg,
        call: callOptionsOf(planner, `call-${call}`, leg, this.#stt),
        models: modelsOf(agent, { stt: this.#stt, llm, tts }),
        onEvent: ({ type }) => {
          if (type === 'turn-end') this.#turns += 1;
          if (type === 'reply-start') this.#replies += 1;
          if (type === 'speech-start') this.#speechStarts += 1;
        },
      });
    }
  }

  static async open(calls: number, recording: Uint8Array, seed: number): Promise<Crowd> {
    await using owned = new AsyncDisposableStack();
    // The model watches its worker in real time, whatever the calls' clock says.
    const clock = owned.use(new SystemClock());
    const classifier = owned.use(await FvadClassifier.create());
    const model = owned.use(await SileroModel.start({ clock, queueBatches: 256 }));
    return new Crowd(calls, recording, seed, classifier, model, owned.move());
  }

  /** From now on the STT hears sounds and no words. */
  deafen(): void {
    this.#deaf = true;
    this.#stt.texts.length = 0;
  }

  counters(): ReturnType<BatchedVadLane['counters']> & {
    turns: number;
    replies: number;
    speechStarts: number;
  } {
    const counts = { turns: this.#turns, replies: this.#replies, speechStarts: this.#speechStarts };
    return { ...this.#lane.counters(), ...counts };
  }

  run(seconds: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#rounds((seconds * 1000) / frameMs, resolve);
    return promise;
  }

  /** Promises that come into being while `seconds` pass; the loop itself makes none. */
  countPromises(seconds: number): Promise<number> {
    const { promise, resolve } = Promise.withResolvers<number>();
    let promises = 0;
    const hook = createHook({
      init: (_id, type) => {
        if (type === 'PROMISE') promises += 1;
      },
    });
    hook.enable();
    this.#rounds((seconds * 1000) / frameMs, () => {
      hook.disable();
      resolve(promises);
    });
    return promise;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#owned.disposeAsync();
  }

  #rounds(left: number, done: () => void): void {
    if (left <= 0) {
      done();
      return;
    }
    if (!this.#deaf)
      while (this.#stt.texts.length < this.#farEnds.length) this.#stt.texts.push('when do you open');
    for (let call = 0; call < this.#farEnds.length; call += 1) {
      const offset = this.#offsets[call]!;
      this.#farEnds[call]!.write(this.#recording, offset, frameBytes);
      this.#offsets[call] = offset + 2 * frameBytes > this.#recording.length ? 0 : offset + frameBytes;
    }
    this.#clock.advanceBy(frameMs);
    // Answers come before time moves on; waiting for them costs no CPU and makes no promise.
    if (!this.#model.settle()) throw new Error('Silero did not answer within a second');
    setImmediate(() => this.#rounds(left - 1, done));
  }
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
