/**
 * A server on a free port whose time a test moves: bytes cross real sockets, calls are real sessions, and models
 * follow a script.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AgentDefinition } from '../../src/agent/agent.ts';
import { defineAgent } from '../../src/agent/define-agent.ts';
import { singleAgentPlanner } from '../../src/agent/turn-planner.ts';
import { SimulatedClock } from '../../src/clock/simulated-clock.ts';
import type { CallStore } from '../../src/contracts/call-store.ts';
import type { CallEvent } from '../../src/contracts/events.ts';
import type { AntiphonError } from '../../src/errors/antiphon-error.ts';
import { Host } from '../../src/host/host.ts';
import { acceptCalls, type AcceptCallsOptions } from '../../src/server/accept-calls.ts';
import { KeptCalls } from '../../src/server/kept-calls.ts';
import { EnergyVadLane } from '../../src/testing/energy-vad-lane.ts';
import { ScriptedLanguageModel, type ScriptedLanguageModelOptions } from '../../src/testing/scripted-llm.ts';
import { ScriptedStt } from '../../src/testing/scripted-stt.ts';
import { ScriptedTts } from '../../src/testing/scripted-tts.ts';
import {
  connectWebSocketCaller,
  type CallerEnd,
  type ConnectOptions,
  type WebSocketCaller,
} from '../../src/transports/websocket/index.ts';

export const houseStory =
  'Our house was founded ninety years ago. It made gloves, then coats. Today it makes everything.';

/** A caller and what it was told. */
export interface Phone {
  caller: WebSocketCaller;
  events: CallEvent[];
  ends: CallerEnd[];
}

export interface PhoneHouseOptions extends Partial<Omit<AcceptCallsOptions, 'clock' | 'kept'>> {
  clock?: SimulatedClock;
  agent?: Partial<AgentDefinition>;
  llm?: Partial<Omit<ScriptedLanguageModelOptions, 'clock'>>;
  /** Where calls are kept; it stays open. Default: nowhere. */
  store?: CallStore;
}

/** A server on a free port whose time a test moves; bytes cross real sockets in between. */
export class PhoneHouse implements AsyncDisposable {
  readonly clock: SimulatedClock;
  readonly stt: ScriptedStt;
  readonly llm: ScriptedLanguageModel;
  readonly kept: KeptCalls | undefined;
  readonly events: CallEvent[] = [];
  readonly errors: AntiphonError[] = [];
  readonly host: Host;
  readonly #server = createServer();
  readonly #calls;
  readonly #phones: Phone[] = [];

  constructor({ agent: definition, llm, store, clock, ...options }: PhoneHouseOptions = {}) {
    this.clock = clock ?? new SimulatedClock();
    this.stt = new ScriptedStt({ clock: this.clock });
    this.llm = new ScriptedLanguageModel({ clock: this.clock, replies: [houseStory], ...llm });
    this.host = new Host({ clock: this.clock, vadLane: new EnergyVadLane(), seats: 2 });
    const agent = defineAgent({
      name: 'concierge',
      instructions: 'Be brief.',
      greeting: 'Good morning.',
      ...definition,
    });
    const planner = singleAgentPlanner(agent);
    const onError = (error: AntiphonError): void => void this.errors.push(error);
    const { legReturnMs = 30_000 } = options;
    const keeping = { clock: this.clock, planner, legReturnMs, keepEndedCallsMs: 86_400_000, onError };
    this.kept = store === undefined ? undefined : new KeptCalls({ ...keeping, store });
    const models = {
      stt: this.stt,
      llm: this.llm,
      tts: new ScriptedTts({ clock: this.clock }),
      vadLane: new EnergyVadLane(),
      [Symbol.asyncDispose]: () => Promise.resolve(),
    };
    this.#calls = acceptCalls(this.#server, {
      clock: this.clock,
      host: this.host,
      planner,
      models,
      ...(this.kept === undefined ? {} : { kept: this.kept }),
      // Letting bytes cross takes pings, and simulated time is short for them.
      socketLimits: { controlPerSecond: 10_000 },
      onEvent: (event) => this.events.push(event),
      onError,
      ...options,
    });
  }

  async open(): Promise<this> {
    await new Promise<void>((resolve) => {
      this.#server.listen(0, '127.0.0.1', resolve);
    });
    return this;
  }

  /** Comes back with what `lost` was given, or phones anew. */
  async dial(options: Partial<ConnectOptions> = {}): Promise<Phone> {
    const events: CallEvent[] = [];
    const ends: CallerEnd[] = [];
    const caller = await connectWebSocketCaller(
      `ws://127.0.0.1:${(this.#server.address() as AddressInfo).port}/call`,
      {
        clock: this.clock,
        events: true,
        record: 'audio',
        capabilities: { resume: true },
        listener: { onEvent: (event) => events.push(event), onEnd: (end) => ends.push(end) },
        ...options,
      },
    );
    caller.microphone();
    const phone = { caller, events, ends };
    this.#phones.push(phone);
    return phone;
  }

  async comeBack({ caller, events }: Phone, options: Partial<ConnectOptions> = {}): Promise<Phone> {
    const { callId, resumeToken: token = '' } = caller;
    const nextSeq = (events.at(-1)?.seq ?? -1) + 1;
    return await this.dial({ resume: { callId, token, nextSeq }, ...options });
  }

  /** Lets time pass; what these callers send and are sent crosses at every step. */
  async pass(ms: number, ...phones: Phone[]): Promise<void> {
    for (let left = ms; left > 0; left -= 10) {
      await this.clock.run(Math.min(10, left), 10);
      for (const { caller } of phones) await caller.roundTrip();
    }
  }

  /** Until what is done by sockets alone has been done. */
  async until(condition: () => boolean): Promise<void> {
    for (let waited = 0; waited < 5_000; waited += 5) {
      if (condition()) return;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    throw new Error('it did not come to pass');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const { clock } = this;
    // Goodbyes have limits, and limits have clocks.
    const ticking = setInterval(() => clock.advanceBy(200), 5);
    await Promise.all(this.#phones.map(({ caller }) => caller[Symbol.asyncDispose]()));
    await this.host[Symbol.asyncDispose]();
    await this.#calls[Symbol.asyncDispose]();
    await this.kept?.[Symbol.asyncDispose]();
    clearInterval(ticking);
    this.#server.closeAllConnections();
    await new Promise((resolve) => {
      this.#server.close(resolve);
    });
  }
}

export function heardText(phone: Phone): string[] {
  return phone.events.flatMap((event) => (event.type === 'reply-end' ? [event.heardText] : []));
}
