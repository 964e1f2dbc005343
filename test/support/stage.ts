/**
 * A stage for stories about whole calls: a real session over an in-process leg, models that follow a
 * script, and a clock that is told what time it is. Nothing waits in real time.
 */
import { Session, type CallLog, type SessionOptions } from '../../src/session/session.ts';
import { modelsOf } from '../../src/session/session-models.ts';
import { callOptionsOf } from '../../src/session/call-options.ts';
import { defineAgent } from '../../src/agent/define-agent.ts';
import { singleAgentPlanner } from '../../src/agent/turn-planner.ts';
import type { AgentDefinition } from '../../src/agent/agent.ts';
import type { CallOptions } from '../../src/call/options.ts';
import type { LogRecord } from '../../src/call/replay.ts';
import { SimulatedClock } from '../../src/clock/simulated-clock.ts';
import type { CallEvent, CallEventBody } from '../../src/contracts/events.ts';
import type { LanguageModel } from '../../src/contracts/llm.ts';
import type { AntiphonError } from '../../src/errors/antiphon-error.ts';
import { EnergyVadLane } from '../../src/testing/energy-vad-lane.ts';
import { ScriptedLanguageModel, type ScriptedLanguageModelOptions } from '../../src/testing/scripted-llm.ts';
import { ScriptedStt, type ScriptedSttOptions } from '../../src/testing/scripted-stt.ts';
import { firstClauseValue, ScriptedTts, type ScriptedTtsOptions } from '../../src/testing/scripted-tts.ts';
import { createLoopback, type LoopbackOptions } from '../../src/transports/loopback/loopback.ts';

export interface StageOptions {
  agent?: Partial<AgentDefinition>;
  llm?: Partial<Omit<ScriptedLanguageModelOptions, 'clock'>>;
  model?: LanguageModel;
  stt?: Partial<Omit<ScriptedSttOptions, 'clock'>>;
  tts?: Partial<Omit<ScriptedTtsOptions, 'clock'>>;
  leg?: Partial<Omit<LoopbackOptions, 'clock' | 'record'>>;
  call?: Partial<Pick<CallOptions, 'endpointing' | 'bargeIn' | 'limits' | 'phrases'>>;
  /** Written to beside the log that the stage keeps. */
  log?: CallLog;
}

const sampleRate = 16_000;

export class Stage implements AsyncDisposable {
  readonly clock = new SimulatedClock();
  readonly events: CallEvent[] = [];
  readonly errors: AntiphonError[] = [];
  readonly log: LogRecord[] = [];
  readonly stt: ScriptedStt;
  readonly llm: ScriptedLanguageModel;
  readonly tts: ScriptedTts;
  readonly lane = new EnergyVadLane();
  readonly far;
  readonly session: Session;
  readonly #ticker: Disposable;

  constructor(options: StageOptions = {}) {
    const { clock } = this;
    this.stt = new ScriptedStt({ clock, ...options.stt });
    this.llm = new ScriptedLanguageModel({ clock, replies: ['Certainly.'], ...options.llm });
    this.tts = new ScriptedTts({ clock, ...options.tts });
    const { leg, far } = createLoopback({ clock, record: 'audio', ...options.leg });
    this.far = far;
    const agent = defineAgent({ name: 'concierge', instructions: 'Be brief.', ...options.agent });
    const models = modelsOf(agent, { stt: this.stt, llm: options.model ?? this.llm, tts: this.tts });
    const call = { ...callOptionsOf(singleAgentPlanner(agent), 'call-1', leg, this.stt), ...options.call };
    const session: SessionOptions = {
      leg,
      call,
      models,
      clock,
      vadLane: this.lane,
      onEvent: (event) => this.events.push(event),
      onError: (error) => this.errors.push(error),
      log: {
        write: (record) => {
          this.log.push(structuredClone(record));
          options.log?.write(record);
        },
        close: () => options.log?.close(),
      },
    };
    this.session = new Session(session);
    this.#ticker = clock.every(20, () => this.session.tick());
    this.far.microphone();
    this.session.start();
  }

  /** Lets `ms` pass. */
  async run(ms: number): Promise<void> {
    await this.clock.run(ms);
  }

  /** The caller speaks for `ms`; what the STT makes of it is `text`. Returns when the sound is over. */
  async says(text: string, ms = 1_000): Promise<void> {
    this.stt.texts.push(text);
    await this.sounds(ms);
  }

  /** A sound without words. */
  async sounds(ms: number): Promise<void> {
    void this.far.microphone().say(loud(ms));
    await this.clock.run(ms);
  }

  /** Lets time pass until an event of this kind has come. Fails after `withinMs`. */
  async until(type: CallEventBody['type'], withinMs = 30_000): Promise<CallEvent> {
    const start = this.clock.now();
    const from = this.events.length;
    while (this.clock.now() - start < withinMs) {
      const found = this.events.slice(from).find((event) => event.type === type);
      if (found !== undefined) return found;
      await this.clock.run(5);
    }
    throw new Error(`no ${type} within ${withinMs} ms; last: ${this.types().slice(-8).join(', ')}`);
  }

  types(): string[] {
    return this.events.map(({ type }) => type);
  }

  all<Type extends CallEventBody['type']>(type: Type): Extract<CallEvent, { type: Type }>[] {
    return this.events.filter((event) => event.type === type) as Extract<CallEvent, { type: Type }>[];
  }

  /** Milliseconds of each clause that the far end has really played, by the clause's text. */
  played(): Map<string, number> {
    const bytes = this.far.heardAudio();
    const samples = new Int16Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 1);
    const played = new Map<string, number>();
    for (const sample of samples) {
      if (sample < firstClauseValue) continue;
      const text = this.tts.clauses[sample - firstClauseValue] ?? `unknown ${sample}`;
      played.set(text, (played.get(text) ?? 0) + 1000 / sampleRate);
    }
    return played;
  }

  /** The story so far, for a failing test's reader. */
  tell(): string {
    return this.events
      .map(
        (event) =>
          `${event.atMs} ${JSON.stringify({ ...event, callId: undefined, legId: undefined, seq: undefined, atMs: undefined, mediaMs: undefined, language: undefined })}`,
      )
      .join('\n');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.session.shutDown('the story is over');
    this.#ticker[Symbol.dispose]();
    await this.session[Symbol.asyncDispose]();
  }
}

/** A tone of `ms` milliseconds, PCM16 at 16 kHz, loud enough for any VAD by energy. */
export function loud(ms: number): Uint8Array {
  const samples = Int16Array.from({ length: (ms * sampleRate) / 1000 }, (_, index) =>
    Math.round(8_000 * Math.sin((2 * Math.PI * 220 * index) / sampleRate)),
  );
  return new Uint8Array(samples.buffer);
}
