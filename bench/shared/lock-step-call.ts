/** One call of a `LockStep`: a session on a loopback leg, and the caller at its other end. */
import type { Agent } from '../../src/agent/agent.ts';
import { singleAgentPlanner } from '../../src/agent/turn-planner.ts';
import { encodeSamples } from '../../src/audio/decode.ts';
import type { AudioFormat } from '../../src/audio/format.ts';
import type { CallOptions } from '../../src/call/options.ts';
import type { LogRecord } from '../../src/call/replay.ts';
import type { InstantMs } from '../../src/clock/clock.ts';
import type { SimulatedClock } from '../../src/clock/simulated-clock.ts';
import type { CallEvent } from '../../src/contracts/events.ts';
import type { LanguageModel } from '../../src/contracts/llm.ts';
import type { SpeechToText } from '../../src/contracts/stt.ts';
import type { TextToSpeech } from '../../src/contracts/tts.ts';
import type { VadLane } from '../../src/contracts/vad.ts';
import { callOptionsOf } from '../../src/session/call-options.ts';
import { modelsOf } from '../../src/session/session-models.ts';
import { Session } from '../../src/session/session.ts';
import { createLoopback, type LoopbackFarEnd } from '../../src/transports/loopback/loopback.ts';

const tickMs = 20;
const lineFormat: AudioFormat = { encoding: 'pcm16le', sampleRate: 16_000, channels: 1 };

export interface LockStepCallOptions {
  agent: Agent;
  llm: LanguageModel;
  tts: TextToSpeech;
  /** Both ways. Default: PCM16 at 16 kHz. */
  format?: AudioFormat;
  /** What is kept of the sound that the caller hears. Default `audio`. */
  record?: 'audio' | 'runs' | 'none';
  /** For trying other values than the house has. */
  adjust?: (options: CallOptions) => CallOptions;
  /** Told of every input and output of the call. */
  onLog?: (record: LogRecord) => void;
}

export interface CallWorld {
  callId: string;
  clock: SimulatedClock;
  speechToText: SpeechToText;
  vadLane: VadLane;
  onClosed: () => void;
}

export class LockStepCall implements AsyncDisposable {
  readonly session: Session;
  readonly far: LoopbackFarEnd;
  /** Everything the call has told so far; `atMs` counts from `startedAt`. */
  readonly events: CallEvent[] = [];
  /** Also instant 0 of the caller's microphone and of what the far end has heard. */
  readonly startedAt: InstantMs;
  readonly format: AudioFormat;
  readonly #world: CallWorld;
  readonly #ticker: Disposable;
  readonly #errors: Error[] = [];

  constructor(options: LockStepCallOptions, world: CallWorld) {
    const { agent, llm, tts, format = lineFormat, record = 'audio', adjust, onLog } = options;
    const { clock, speechToText, vadLane, callId } = world;
    this.#world = world;
    this.format = format;
    this.startedAt = clock.now();
    const { leg, far } = createLoopback({ clock, record, formatIn: format, formatOut: format });
    this.far = far;
    const call = callOptionsOf(singleAgentPlanner(agent), callId, leg, speechToText);
    this.session = new Session({
      leg,
      call: adjust === undefined ? call : adjust(call),
      models: modelsOf(agent, { stt: speechToText, llm, tts }),
      clock,
      vadLane,
      onEvent: (event) => this.#take(event),
      onError: (error) => this.#errors.push(error),
      ...(onLog === undefined ? {} : { log: { write: onLog, close: () => undefined } }),
    });
    this.#ticker = clock.every(tickMs, () => this.session.tick());
    far.microphone();
    this.session.start();
  }

  /** Says these samples, at the rate of the line, from this instant on. A line without noise is digitally silent. */
  say(samples: Int16Array): void {
    const { encoding } = this.format;
    const bytes = new Uint8Array(samples.length * (encoding === 'pcm16le' ? 2 : 1));
    encodeSamples(encoding, samples, 0, samples.length, bytes);
    void this.far.microphone().say(bytes);
  }

  /** @throws the first thing that went wrong: figures of a call that failed would mean nothing. */
  check(): void {
    const [error] = this.#errors;
    if (error !== undefined) throw error;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#world.onClosed();
    await this.session[Symbol.asyncDispose]();
    this.#ticker[Symbol.dispose]();
    this.far.microphone()[Symbol.dispose]();
  }

  #take(event: CallEvent): void {
    this.events.push(event);
    if (event.type !== 'call-end' || event.reason !== 'failed') return;
    this.#errors.push(new Error(`the call failed: ${event.detail}`));
  }
}
