/**
 * A call through the real session, in virtual time: a caller who waits for the answer, scripted ears and voice, a
 * model that keeps every request it is sent, and the extractor that is measured.
 *
 * While the extractor works no virtual time passes, so that the story is the same on every machine. What the session
 * hands the extractor is held against the script: a turn that was heard otherwise would be a fault of the benchmark.
 */
import { setImmediate as nextMacrotask } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { singleAgentPlanner } from '../../src/agent/turn-planner.ts';
import { SimulatedClock } from '../../src/clock/simulated-clock.ts';
import type { CallEvent } from '../../src/contracts/events.ts';
import type { GenerateRequest, Tokenizer } from '../../src/contracts/llm.ts';
import type { CallState, ExtractionRequest, Extractor } from '../../src/contracts/memory.ts';
import type { AntiphonError } from '../../src/errors/antiphon-error.ts';
import { callOptionsOf } from '../../src/session/call-options.ts';
import { modelsOf } from '../../src/session/session-models.ts';
import { Session } from '../../src/session/session.ts';
import { EnergyVadLane } from '../../src/testing/energy-vad-lane.ts';
import { TextLeg } from '../../src/testing/scenario/text-leg.ts';
import { ScriptedLanguageModel, type ScriptedReply } from '../../src/testing/scripted-llm.ts';
import { ScriptedStt } from '../../src/testing/scripted-stt.ts';
import { ScriptedTts } from '../../src/testing/scripted-tts.ts';
import { conciergeAgent, proveCaller } from './agent.ts';
import type { CallTurn } from './call-writer.ts';
import { watched } from './extraction-watch.ts';
import type { GeneratedCall } from './generate.ts';
import type { CallTrace, TurnTrace } from './trace.ts';

const stepMs = 20;
const speechMs = 600;
/** Virtual. */
const turnMaxMs = 60_000;
/** The caller draws breath before they answer. */
const pauseMs = 200;

export async function playInSession(
  call: GeneratedCall,
  extractor: Extractor,
  tokenizer: Tokenizer,
): Promise<CallTrace> {
  await using played = new SessionCall(call, extractor, tokenizer);
  const turns: TurnTrace[] = [];
  await played.greeted();
  for (const turn of call.turns) turns.push(await played.say(turn));
  return { turns, requests: played.requests, extractionMs: played.extractionMs };
}

class SessionCall implements AsyncDisposable {
  readonly extractionMs: number[] = [];
  readonly #clock: SimulatedClock;
  readonly #leg: TextLeg;
  readonly #stt: ScriptedStt;
  readonly #llm: ScriptedLanguageModel;
  readonly #vadLane = new EnergyVadLane();
  readonly #session: Session;
  readonly #ticker: Disposable;
  readonly #call: GeneratedCall;
  /** The turn that is being said, from 1. */
  #turn = 0;
  #replies = 0;
  #read = 0;
  #reading = 0;
  #slots: CallState['slots'] = {};
  #intent: string | undefined;
  #trouble: Error | undefined;

  constructor(call: GeneratedCall, extractor: Extractor, tokenizer: Tokenizer) {
    this.#call = call;
    const clock = new SimulatedClock({ wallTimeAtZero: call.startedAtMs });
    this.#clock = clock;
    this.#leg = new TextLeg(clock);
    this.#stt = new ScriptedStt({ clock, interimMs: 250 });
    this.#llm = new ScriptedLanguageModel({
      clock,
      replies: (request) => this.#reply(request),
      firstTokenMs: 100,
      tokensPerSecond: 400,
    });
    const agent = conciergeAgent({ extractor: this.#listening(extractor) }, call.turns[0]!.agentText);
    const tts = new ScriptedTts({ clock, msPerWord: 60 });
    this.#session = new Session({
      leg: this.#leg,
      call: callOptionsOf(singleAgentPlanner(agent), 'memory', this.#leg, this.#stt),
      models: modelsOf(agent, { stt: this.#stt, llm: this.#llm, tts, tokenizer }),
      clock,
      vadLane: this.#vadLane,
      callers: { recall: async () => call.recalled, remember: async () => {} },
      onEvent: (event) => this.#take(event),
      onError: (error) => this.#fail(error),
    });
    this.#ticker = clock.every(20, () => this.#session.tick());
    this.#session.start();
  }

  /** Everything that the model has been sent. */
  get requests(): readonly GenerateRequest[] {
    return this.#llm.requests.map(({ request }) => request);
  }

  async greeted(): Promise<void> {
    await this.#until(() => this.#replies === 1);
  }

  /** Says a line, and waits until it has been answered and read. */
  async say({ turn, callerText }: CallTurn): Promise<TurnTrace> {
    await this.#pass(pauseMs);
    const before = this.#slots;
    const { requests } = this.#llm;
    const asked = requests.length;
    this.#turn = turn;
    this.#stt.texts.push(callerText);
    this.#leg.speak(speechMs);
    await this.#until(() => this.#replies === turn + 1 && this.#read === turn);
    const sent = requests.slice(asked).findLast(({ state }) => state === 'ended')?.request;
    if (sent === undefined || !lastWords(sent).endsWith(callerText)) {
      throw new Error(`turn ${turn} was answered without its words`);
    }
    const intent = this.#intent === undefined ? undefined : { name: this.#intent };
    return { request: sent, before, after: this.#slots, intent };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#session.shutDown('the benchmark is over');
    this.#ticker[Symbol.dispose]();
    await this.#session[Symbol.asyncDispose]();
    await this.#vadLane[Symbol.asyncDispose]();
  }

  #listening(extractor: Extractor): Extractor {
    const measured = watched(extractor, this.extractionMs);
    return {
      ...measured,
      extract: async (request, options) => {
        if (!this.#isAsScripted(request)) {
          // No word of it: it may be of the wording that is held back.
          this.#fail(new Error(`turn ${request.turn} was heard otherwise than it was said`));
        }
        this.#reading += 1;
        try {
          return await measured.extract(request, options);
        } finally {
          this.#reading -= 1;
          this.#read = request.turn;
        }
      },
    };
  }

  #isAsScripted({ turn, agentText, callerText, recalled }: ExtractionRequest): boolean {
    const said = this.#call.turns[turn - 1]!;
    const isRecalled = turn === 1 || isDeepStrictEqual(recalled, this.#call.recalled);
    return agentText === said.agentText && callerText === said.callerText && isRecalled;
  }

  /** The agent's next line; in the first turn it proves who calls, before it answers. */
  #reply({ prompt }: GenerateRequest): ScriptedReply {
    const isProved = prompt.messages.some(({ role }) => role === 'tool-result');
    if (this.#turn === 1 && !isProved) return { toolCalls: [{ name: proveCaller, arguments: {} }] };
    return this.#call.turns[this.#turn]?.agentText ?? 'Goodbye.';
  }

  #take(event: CallEvent): void {
    if (event.type === 'reply-end') this.#replies += 1;
    if (event.type === 'slots-extracted') {
      this.#slots = event.slots;
      this.#intent = event.intent;
    }
    if (event.type === 'extraction-failed') this.#fail(new Error(`turn ${event.turn}: ${event.code}`));
    if (event.type === 'call-end' && this.#turn < this.#call.turns.length) {
      this.#fail(new Error(`the call ended: ${event.detail}`));
    }
  }

  #fail(error: Error | AntiphonError): void {
    this.#trouble ??= error;
  }

  async #until(isSo: () => boolean): Promise<void> {
    const limit = this.#clock.now() + turnMaxMs;
    while (!isSo()) {
      if (this.#trouble !== undefined) throw this.#trouble;
      if (this.#clock.now() >= limit) throw new Error(`turn ${this.#turn} was not over in ${turnMaxMs} ms`);
      await this.#pass(stepMs);
    }
  }

  async #pass(ms: number): Promise<void> {
    const until = this.#clock.now() + ms;
    while (this.#clock.now() < until) {
      this.#clock.advanceBy(stepMs);
      do await nextMacrotask();
      while (this.#reading > 0);
    }
  }
}

function lastWords({ prompt }: GenerateRequest): string {
  const last = prompt.messages.findLast(({ role }) => role === 'user');
  return last?.role === 'user' ? last.text : '';
}
