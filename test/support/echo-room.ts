/**
 * A room in which the caller's microphone hears our own voice: a call whose far end cancels no echo.
 *
 * The session, libfvad and Silero are real, the voice is Flite's, time is virtual. The way from loudspeaker
 * to microphone is a delay, a loss, and two reflections behind the first sound. What the recogniser makes of
 * the echo is told by the test, and for the worst it is what we said.
 */
import { defineAgent } from '../../src/agent/define-agent.ts';
import type { AgentDefinition } from '../../src/agent/agent.ts';
import { singleAgentPlanner } from '../../src/agent/turn-planner.ts';
import { decodeSamples, encodeSamples } from '../../src/audio/decode.ts';
import { frameMs, msToSamples, type AudioFormat } from '../../src/audio/format.ts';
import { SimulatedClock } from '../../src/clock/simulated-clock.ts';
import type { EchoCancellation } from '../../src/contracts/echo-canceller.ts';
import type { CallEvent } from '../../src/contracts/events.ts';
import { BatchedVadLane } from '../../src/host/vad-lane.ts';
import { flite } from '../../src/providers/flite/flite.ts';
import { FvadClassifier } from '../../src/providers/fvad/fvad-classifier.ts';
import { SileroModel } from '../../src/providers/silero/silero-model.ts';
import { callOptionsOf } from '../../src/session/call-options.ts';
import { modelsOf } from '../../src/session/session-models.ts';
import { Session } from '../../src/session/session.ts';
import { ScriptedLanguageModel } from '../../src/testing/scripted-llm.ts';
import { ScriptedStt } from '../../src/testing/scripted-stt.ts';
import { createLoopback } from '../../src/transports/loopback/loopback.ts';
import { RecordedTts } from '../../bench/shared/recorded-tts.ts';
import { TimedVadModel } from '../../bench/shared/timed-vad-model.ts';

export interface EchoPath {
  delayMs: number;
  /** Of the echo against our voice, dB. */
  levelDb: number;
}

const sampleRate = 16_000;
const format: AudioFormat = { encoding: 'pcm16le', sampleRate, channels: 1 };
const frameSamples = msToSamples(frameMs, sampleRate);
/** Behind the first sound, and how loud against it. */
const reflections = [
  { afterMs: 0, share: 1 },
  { afterMs: 7, share: 0.4 },
  { afterMs: 19, share: -0.25 },
] as const;
const unitGain = Math.hypot(...reflections.map(({ share }) => share));
/** About -74 dBFS. */
const lineNoisePeak = 10;

/** Models and voice, for all calls of a test file. */
export class EchoHouse implements AsyncDisposable {
  readonly clock: SimulatedClock;
  readonly lane: BatchedVadLane;
  readonly tts: RecordedTts;
  readonly #owned: AsyncDisposableStack;

  static async open(): Promise<EchoHouse> {
    process.env['ORT_DISABLE_TELEMETRY'] ??= '1';
    const clock = new SimulatedClock();
    await using opened = new AsyncDisposableStack();
    const classifier = opened.use(await FvadClassifier.create());
    const silero = opened.use(await SileroModel.start({ clock }));
    // The same on every machine: each step of the models costs what a quiet core takes, about.
    let spent = 0;
    const spentMs = (): number => (spent += 2);
    const model = new TimedVadModel(silero, clock, spentMs);
    const lane = opened.use(new BatchedVadLane({ clock, classifier, model }));
    const tts = new RecordedTts(opened.use(await flite({ voice: 'slt' })), clock, spentMs);
    return new EchoHouse(clock, lane, tts, opened.move());
  }

  private constructor(
    clock: SimulatedClock,
    lane: BatchedVadLane,
    tts: RecordedTts,
    owned: AsyncDisposableStack,
  ) {
    this.clock = clock;
    this.lane = lane;
    this.tts = tts;
    this.#owned = owned;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#owned.disposeAsync();
  }
}

export interface EchoRoomOptions {
  agent: Partial<AgentDefinition>;
  path: EchoPath;
  cancellation?: EchoCancellation;
  /** What the recogniser makes of each stretch of sound, in order. */
  hears?: readonly string[];
}

export class EchoRoom implements AsyncDisposable {
  readonly events: CallEvent[] = [];
  readonly session: Session;
  readonly #clock: SimulatedClock;
  readonly #ticker: Disposable;
  readonly #path: EchoPath;
  readonly #far;
  #frames = 0;
  #noise = 1;
  #voice: { samples: Int16Array; at: number } | undefined;

  constructor(house: EchoHouse, options: EchoRoomOptions) {
    const { clock, lane, tts } = house;
    this.#clock = clock;
    this.#path = options.path;
    const capabilities = { echoCancelled: false };
    const { leg, far } = createLoopback({ clock, record: 'audio', formatIn: format, capabilities });
    this.#far = far;
    const agent = defineAgent({ name: 'desk', instructions: 'Be brief.', ...options.agent });
    const stt = new ScriptedStt({ clock, interimMs: 250 });
    stt.texts.push(...(options.hears ?? []));
    const llm = new ScriptedLanguageModel({ clock, replies: ['Of course.'] });
    const { cancellation } = options;
    this.session = new Session({
      leg,
      call: callOptionsOf(singleAgentPlanner(agent), 'call-1', leg, stt),
      models: modelsOf(agent, { stt, llm, tts }),
      clock,
      vadLane: lane,
      onEvent: (event) => this.events.push(event),
      ...(cancellation === undefined ? {} : { echoCancellation: cancellation }),
    });
    this.session.start();
    this.#ticker = clock.every(frameMs, () => {
      this.session.tick();
      this.#sendFrame();
    });
  }

  /** The caller says these samples from now on. */
  says(samples: Int16Array): void {
    this.#voice = { samples, at: this.#frames * frameSamples };
  }

  async run(ms: number): Promise<void> {
    const until = this.#clock.now() + ms;
    while (this.#clock.now() < until) {
      this.#clock.advanceTo(Math.min(until, this.#clock.nextInstant() ?? until));
      await Promise.resolve();
    }
  }

  count(type: CallEvent['type']): number {
    return this.events.filter((event) => event.type === type).length;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#ticker[Symbol.dispose]();
    this.session.shutDown('the story is over');
    await this.session[Symbol.asyncDispose]();
  }

  #sendFrame(): void {
    const bytes = this.#far.heardAudio();
    const heard = new Int16Array(bytes.length / 2);
    decodeSamples('pcm16le', bytes, 0, bytes.length, heard);
    const from = this.#frames * frameSamples;
    const gain = 10 ** (this.#path.levelDb / 20) / unitGain;
    const frame = new Int16Array(frameSamples);
    for (let index = 0; index < frameSamples; index += 1) {
      let sample = this.#hiss() + this.#spoken(from + index);
      for (const { afterMs, share } of reflections) {
        const at = from + index - msToSamples(this.#path.delayMs + afterMs, sampleRate);
        if (at >= 0) sample += gain * share * (heard[at] ?? 0);
      }
      frame[index] = Math.max(-32_768, Math.min(32_767, Math.round(sample)));
    }
    const encoded = new Uint8Array(frameSamples * 2);
    encodeSamples('pcm16le', frame, 0, frameSamples, encoded);
    this.#frames += 1;
    this.#far.write(encoded);
  }

  #spoken(sample: number): number {
    return this.#voice?.samples[sample - this.#voice.at] ?? 0;
  }

  #hiss(): number {
    this.#noise = (Math.imul(this.#noise, 1664525) + 1013904223) >>> 0;
    return ((this.#noise >>> 16) % (2 * lineNoisePeak + 1)) - lineNoisePeak;
  }
}
