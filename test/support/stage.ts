/**
 * A stage for stories about whole calls: a real session over an in-process leg, models that follow a
 * script, and a clock that is told what time it is. Nothing waits in real time.
 */
import { Session, type CallLog, type SessionOptions } from '../../src/session/session.ts';
import { modelsOf } from '../../src/session/session-models.ts';
import { CallKeeper, type TakenOverCall } from '../../src/session/keeping/call-keeper.ts';
import { callOptionsOf } from '../../src/session/call-options.ts';
import { defineAgent } from '../../src/agent/define-agent.ts';
import { singleAgentPlanner } from '../../src/agent/turn-planner.ts';
import type { AgentDefinition } from '../../src/agent/agent.ts';
import { encodeSamples } from '../../src/audio/decode.ts';
import { bytesPerSample, msToSamples, type AudioFormat } from '../../src/audio/format.ts';
import type { CallOptions } from '../../src/call/options.ts';
import type { LogRecord } from '../../src/call/replay.ts';
import type { Clock } from '../../src/clock/clock.ts';
import { SimulatedClock } from '../../src/clock/simulated-clock.ts';
import type { CallStore } from '../../src/contracts/call-store.ts';
import type { CallEvent, CallEventBody } from '../../src/contracts/events.ts';
import type { Message } from '../../src/contracts/conversation.ts';
import type { LanguageModel } from '../../src/contracts/llm.ts';
import type { SpeechToText } from '../../src/contracts/stt.ts';
import type { AntiphonError } from '../../src/errors/antiphon-error.ts';
import { EnergyVadLane } from '../../src/testing/energy-vad-lane.ts';
import { ScriptedLanguageModel, type ScriptedLanguageModelOptions } from '../../src/testing/scripted-llm.ts';
import { ScriptedStt, type ScriptedSttOptions } from '../../src/testing/scripted-stt.ts';
import { firstClauseValue, ScriptedTts, type ScriptedTtsOptions } from '../../src/testing/scripted-tts.ts';
import type { ToolRunner } from '../../src/tools/tool-runner.ts';
import { createLoopback, type LoopbackOptions } from '../../src/transports/loopback/loopback.ts';

export interface StageOptions {
  agent?: Partial<AgentDefinition>;
  llm?: Partial<Omit<ScriptedLanguageModelOptions, 'clock'>>;
  model?: LanguageModel;
  stt?: Partial<Omit<ScriptedSttOptions, 'clock'>>;
  /** A recogniser with a fault of its own, made of the scripted one. */
  recogniser?: (scripted: SpeechToText, clock: Clock) => SpeechToText;
  tts?: Partial<Omit<ScriptedTtsOptions, 'clock'>>;
  leg?: Partial<Omit<LoopbackOptions, 'clock' | 'record'>>;
  call?: Partial<
    Pick<
      CallOptions,
      | 'answeringMachine'
      | 'onMachine'
      | 'toolRuns'
      | 'restored'
      | 'endpointing'
      | 'bargeIn'
      | 'limits'
      | 'phrases'
    >
  >;
  /** Written to beside the log that the stage keeps. */
  log?: CallLog;
  /** Keeps the call. Default: nobody does. */
  store?: CallStore;
  /** Shared with other calls. Default: this call's own. */
  toolRunner?: ToolRunner;
  /** Recalls and remembers callers. Default: nobody does. */
  callers?: (clock: Clock) => NonNullable<SessionOptions['callers']>;
  /** The call that the store has from a process that died: it is gone on with. Default: a new one. */
  takenOver?: TakenOverCall;
}

/** A stretch of the call in which our voice was heard without a gap, in milliseconds since its beginning. */
export interface HeardRun {
  fromMs: number;
  toMs: number;
}

const sampleRate = 16_000;
const wideband: AudioFormat = { encoding: 'pcm16le', sampleRate, channels: 1 };

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
  readonly keeper: CallKeeper | undefined;
  readonly #ticker: Disposable;
  readonly #formatIn: AudioFormat;

  constructor(options: StageOptions = {}) {
    const { clock } = this;
    this.stt = new ScriptedStt({ clock, ...options.stt });
    this.llm = new ScriptedLanguageModel({ clock, replies: ['Certainly.'], ...options.llm });
    this.tts = new ScriptedTts({ clock, ...options.tts });
    const { leg, far } = createLoopback({ clock, record: 'audio', ...options.leg });
    this.far = far;
    this.#formatIn = leg.formatIn;
    const agent = defineAgent({ name: 'concierge', instructions: 'Be brief.', ...options.agent });
    const stt = options.recogniser?.(this.stt, clock) ?? this.stt;
    const models = modelsOf(agent, { stt, llm: options.model ?? this.llm, tts: this.tts });
    const call = { ...callOptionsOf(singleAgentPlanner(agent), 'call-1', leg, stt), ...options.call };
    this.keeper = options.store && this.#keep(options.store, options.takenOver);
    const session: SessionOptions = {
      leg,
      call: this.keeper === undefined ? call : { ...call, recorded: true },
      ...(this.keeper === undefined ? {} : { keeper: this.keeper }),
      ...(options.toolRunner === undefined ? {} : { toolRunner: options.toolRunner }),
      ...(options.callers === undefined ? {} : { callers: options.callers(clock) }),
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
    this.begins(text, ms);
    await this.clock.run(ms);
  }

  /** As `says`, but no time passes: the sound lasts while the test does something else. */
  begins(text: string, ms = 1_000): void {
    this.stt.texts.push(text);
    void this.far.microphone().say(loud(ms, this.#formatIn));
  }

  /** A sound without words. */
  async sounds(ms: number): Promise<void> {
    void this.far.microphone().say(loud(ms, this.#formatIn));
    await this.clock.run(ms);
  }

  /** The microphone is gone: no frame comes any more, and nobody says so. What we say is still heard. */
  mute(): void {
    this.far.microphone()[Symbol.dispose]();
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

  /** Milliseconds that the far end has really played of all clauses with these words in them. */
  playedMs(words: string): number {
    return [...this.played()].reduce((sum, [text, ms]) => sum + (text.includes(words) ? ms : 0), 0);
  }

  /** When our voice was heard until now, oldest first. */
  heardRuns(): HeardRun[] {
    const track = this.far.heard;
    if (track === undefined) return [];
    const until = msToSamples(this.clock.now() - this.far.originMs, track.format.sampleRate);
    return track.runs(until).map(({ startSample, endSample }) => ({
      fromMs: track.msAt(startSample),
      toMs: track.msAt(endSample),
    }));
  }

  /** Milliseconds of our voice that were heard between two instants. */
  heardMs(fromMs: number, toMs: number): number {
    return this.heardRuns().reduce(
      (sum, run) => sum + Math.max(0, Math.min(run.toMs, toMs) - Math.max(run.fromMs, fromMs)),
      0,
    );
  }

  /** The longest stretch between two instants in which nothing of ours was heard. */
  longestSilenceMs(fromMs: number, toMs: number): number {
    let longest = 0;
    let silentSince = fromMs;
    for (const run of this.heardRuns()) {
      if (run.toMs <= fromMs || run.fromMs >= toMs) continue;
      longest = Math.max(longest, run.fromMs - silentSince);
      silentSince = run.toMs;
    }
    return Math.max(longest, toMs - silentSince);
  }

  /** What the latest request told the model. */
  messages(): readonly Message[] {
    return this.llm.requests.at(-1)?.request.prompt.messages ?? [];
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
    const kept = this.keeper?.[Symbol.asyncDispose]();
    // What a store does not take is given up within 5 s.
    if (kept !== undefined) await this.clock.run(5_100, 100);
    await kept;
  }

  #keep(store: CallStore, takenOver: TakenOverCall | undefined): CallKeeper {
    const { clock } = this;
    const createdAtMs = clock.wallTime();
    let ids = 0;
    return new CallKeeper({
      store,
      clock,
      call: takenOver ?? {
        callId: 'call-1',
        host: 'stage',
        agent: 'concierge',
        createdAtMs,
        hostAliveUntilMs: createdAtMs + 10_000,
      },
      newId: () => `id-${takenOver?.claim.epoch ?? 1}-${(ids += 1)}`,
      onError: (error) => this.errors.push(error),
    });
  }
}

/** A tone of `ms` milliseconds, by default PCM16 at 16 kHz, loud enough for any VAD by energy. */
export function loud(ms: number, format: AudioFormat = wideband): Uint8Array {
  const samples = Int16Array.from({ length: msToSamples(ms, format.sampleRate) }, (_, index) =>
    Math.round(8_000 * Math.sin((2 * Math.PI * 220 * index) / format.sampleRate)),
  );
  const bytes = new Uint8Array(samples.length * bytesPerSample(format.encoding));
  encodeSamples(format.encoding, samples, 0, samples.length, bytes);
  return bytes;
}
