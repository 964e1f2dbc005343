/**
 * LockStep runs real calls in virtual time: the real session, VAD lane (libfvad and Silero) and recogniser
 * (Vosk) on loopback legs, faster than the clock on the wall.
 *
 * It is honest because no model answers earlier than it could: what it says arrives when its input was
 * complete and the measured compute has passed, queues included. Before the virtual clock goes on, models
 * are waited for in wall time. What this thread itself does per frame (some 20 us) is not counted.
 */
import { frameMs } from '../../src/audio/format.ts';
import { SimulatedClock } from '../../src/clock/simulated-clock.ts';
import type { InstantMs } from '../../src/clock/clock.ts';
import type { EngineParameters, SpeechEngine } from '../../src/providers/vosk/engine.ts';
import type { FreeFormPolicy } from '../../src/providers/vosk/hearing-room.ts';
import { BatchedVadLane } from '../../src/host/vad-lane.ts';
import type { VadTuning } from '../../src/host/vad/vad-tuning.ts';
import { FvadClassifier } from '../../src/providers/fvad/fvad-classifier.ts';
import { SileroModel } from '../../src/providers/silero/silero-model.ts';
import { LockStepCall, type LockStepCallOptions } from './lock-step-call.ts';
import { openTimedVosk, type TimedVosk } from './timed-vosk.ts';
import { TimedVadModel } from './timed-vad-model.ts';

/** The first inferences of a process are several times slower than all later ones. */
const warmUpBatches = 50;

export interface LockStepOptions {
  /** Where library and model of Vosk lie (see `embeddedEngine`), or an engine for tests. */
  engine: EngineParameters | SpeechEngine;
  freeForm?: FreeFormPolicy;
  /** Default: the lane's own. */
  vadTuning?: Partial<VadTuning>;
}

export class LockStep implements AsyncDisposable {
  readonly clock: SimulatedClock;
  readonly speechToText: TimedVosk['speechToText'];
  readonly vadLane: BatchedVadLane;
  readonly #vosk: TimedVosk;
  readonly #model: TimedVadModel;
  readonly #owned: AsyncDisposableStack;
  readonly #calls = new Set<LockStepCall>();
  #opened = 0;

  /** Loads the models: some two seconds. @throws AntiphonError where a model or its package is missing. */
  static async open(options: LockStepOptions): Promise<LockStep> {
    // Told in the main thread, as the server does: else onnxruntime reports to its maker.
    process.env['ORT_DISABLE_TELEMETRY'] ??= '1';
    const clock = new SimulatedClock();
    await using opened = new AsyncDisposableStack();
    const classifier = opened.use(await FvadClassifier.create());
    const silero = opened.use(await SileroModel.start({ clock }));
    warmUp(silero);
    const model = new TimedVadModel(silero, clock);
    const { vadTuning = {}, ...rest } = options;
    const lane = opened.use(new BatchedVadLane({ clock, classifier, model, tuning: vadTuning }));
    const vosk = await openTimedVosk({ ...rest, clock });
    opened.use(vosk.speechToText);
    return new LockStep(clock, lane, model, vosk, opened.move());
  }

  private constructor(
    clock: SimulatedClock,
    lane: BatchedVadLane,
    model: TimedVadModel,
    vosk: TimedVosk,
    owned: AsyncDisposableStack,
  ) {
    this.clock = clock;
    this.vadLane = lane;
    this.speechToText = vosk.speechToText;
    this.#model = model;
    this.#vosk = vosk;
    this.#owned = owned;
  }

  /** What the models have cost so far. */
  get computeMs(): { vad: number; stt: number } {
    return { vad: this.#model.computeMs, stt: this.#vosk.computeMs };
  }

  /** Begins a call at this instant. Dispose of it, or it goes on until the end. */
  call(options: LockStepCallOptions): LockStepCall {
    this.#opened += 1;
    const call = new LockStepCall(options, {
      callId: `call-${this.#opened}`,
      clock: this.clock,
      speechToText: this.speechToText,
      vadLane: this.vadLane,
      onClosed: () => this.#calls.delete(call),
    });
    this.#calls.add(call);
    return call;
  }

  /** Lets so much virtual time pass. @throws what a call has failed with meanwhile. */
  run(ms: number): Promise<void> {
    return this.runUntil(this.clock.now() + ms);
  }

  /** From instant to instant, so that nothing happens before what it waits for. */
  async runUntil(until: InstantMs): Promise<void> {
    await this.#vosk.settle();
    while (this.clock.now() < until) {
      this.clock.advanceTo(Math.min(until, this.clock.nextInstant() ?? until));
      await this.#vosk.settle();
      for (const call of this.#calls) call.check();
    }
  }

  /** Lets time pass until `isReached` holds, looked at every frame. @returns false when `limitMs` passed without it. */
  async runWhile(isGoingOn: () => boolean, limitMs: number): Promise<boolean> {
    const until = this.clock.now() + limitMs;
    while (isGoingOn()) {
      if (this.clock.now() >= until) return false;
      await this.run(Math.min(frameMs, until - this.clock.now()));
    }
    return true;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const call of this.#calls) await call[Symbol.asyncDispose]();
    await this.#owned.disposeAsync();
  }
}

function warmUp(model: SileroModel): void {
  const handles = Int32Array.of(model.open());
  const samples = new Int16Array(model.chunkSamples);
  for (let batch = 0; batch < warmUpBatches; batch += 1) {
    model.submit(handles, samples, 1, () => undefined);
    if (!model.settle()) throw new Error('Silero did not warm up');
  }
  model.close(handles[0]!);
}
