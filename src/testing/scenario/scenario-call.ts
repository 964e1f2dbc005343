/**
 * The call of a scenario: a real session over a line in memory, in virtual time.
 *
 * What is true in a served call is true here, because it is the same session: turns, interruptions, consent,
 * memory, tools and their limits. How it sounds is decided in `sound/`.
 */
import type { Agent } from '../../agent/agent.ts';
import { singleAgentPlanner } from '../../agent/turn-planner.ts';
import type { SimulatedClock } from '../../clock/simulated-clock.ts';
import type { Effect } from '../../contracts/conversation.ts';
import type { CallEvent } from '../../contracts/events.ts';
import type { LanguageModel } from '../../contracts/llm.ts';
import type { Extractor } from '../../contracts/memory.ts';
import { AntiphonError } from '../../errors/antiphon-error.ts';
import { callOptionsOf } from '../../session/call-options.ts';
import { modelsOf } from '../../session/session-models.ts';
import { Session, type SessionOptions } from '../../session/session.ts';
import { ScriptedLanguageModel, type ScriptedLanguageModelOptions } from '../scripted-llm.ts';
import { Outside } from './outside.ts';
import { Business } from './reading.ts';
import type { Sound } from './sound/sound.ts';
import { lineOf, type TranscriptLine } from './transcript.ts';

const stepMs = 10;
/** What a tool does may outlive the call by its own limit, and longer than this is waited for by nobody. */
const effectMaxMs = 60_000;

export interface ToolCall {
  tool: string;
  arguments: unknown;
  effect: Effect;
  atMs: number;
}

export interface ScenarioCallOptions {
  agent: Agent;
  clock: SimulatedClock;
  sound: Sound;
  /** What the model says, in place of the agent's own. */
  replies?: ScriptedLanguageModelOptions['replies'];
  /** Reads turns where the agent names nobody. */
  extractor?: Extractor;
  callers?: NonNullable<SessionOptions['callers']>;
}

export class ScenarioCall implements AsyncDisposable {
  readonly clock: SimulatedClock;
  readonly events: CallEvent[] = [];
  readonly lines: TranscriptLine[] = [];
  readonly toolCalls: ToolCall[] = [];
  readonly #sound: Sound;
  readonly #outside = new Outside();
  /** Lines of the caller that no turn has ended with yet. */
  readonly #unheard: string[] = [];
  readonly #business = new Business();
  readonly #session: Session;
  readonly #ticker: Disposable;

  /** @throws AntiphonError CONFIG_INVALID where there is no model. */
  constructor(options: ScenarioCallOptions) {
    const { clock, sound, callers } = options;
    this.clock = clock;
    this.#sound = sound;
    const { leg, stt, tts, vadLane } = sound;
    const staged = this.#staged(options);
    this.#session = new Session({
      leg,
      call: callOptionsOf(singleAgentPlanner(staged), 'scenario', leg, stt),
      models: modelsOf(staged, { stt, tts, llm: staged.models.llm! }),
      clock,
      vadLane,
      ...(callers === undefined ? {} : { callers: this.#outside.callers(callers) }),
      onEvent: (event) => this.#take(event),
      onError: (error) => this.#note('call', `${error.code}: ${error.message}`),
    });
    this.#ticker = clock.every(20, () => this.#session.tick());
    this.#session.start();
  }

  get hasEnded(): boolean {
    return this.events.at(-1)?.type === 'call-end';
  }

  /** The agent speaks, thinks or acts. */
  get isBusy(): boolean {
    return this.#business.isBusy;
  }

  /** Milliseconds of the agent's voice that are still to be heard. */
  get queuedMs(): number {
    return this.#sound.leg.queuedMs;
  }

  /** The caller begins to say this. @returns how long it takes. */
  begins(text: string, lastsMs: number | undefined): Promise<number> {
    this.#unheard.push(text);
    this.#note('caller', this.queuedMs > 0 ? `(over the agent) ${text}` : text);
    return this.#sound.begins(text, lastsMs);
  }

  hangUp(): void {
    this.#note('caller', '(hangs up)');
    this.#sound.leg.hangUp();
  }

  press(digit: string): void {
    this.#note('caller', `(presses ${digit})`);
    this.#sound.leg.press(digit);
  }

  /** Lets virtual time pass, in step with what works outside of it. */
  async pass(ms: number): Promise<void> {
    const until = this.clock.now() + ms;
    while (this.clock.now() < until) {
      this.clock.advanceTo(Math.min(until, this.clock.now() + stepMs));
      do await this.#outside.settled();
      while (await this.#sound.settle());
    }
  }

  /** Lets time pass until something is so. @returns false where it is not so within `limitMs`, or the call ended. */
  async until(isSo: () => boolean | Promise<boolean>, limitMs: number): Promise<boolean> {
    const limit = this.clock.now() + limitMs;
    while (!(await isSo())) {
      if (this.clock.now() >= limit || this.hasEnded) return false;
      await this.pass(stepMs);
    }
    return true;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#session.shutDown('the scenario is over');
    this.#ticker[Symbol.dispose]();
    // Effects that outlive the call have limits in virtual time.
    const closed = this.#session[Symbol.asyncDispose]();
    const state = { settled: false };
    const settle = (): void => {
      state.settled = true;
    };
    void closed.then(settle, settle);
    for (let waited = 0; !state.settled && waited < effectMaxMs; waited += 1_000) await this.pass(1_000);
    if (state.settled) await closed;
  }

  #take(event: CallEvent): void {
    this.events.push(event);
    this.#business.take(event);
    const line = this.#misheard(event) ?? lineOf(event);
    if (line !== undefined) this.lines.push(line);
  }

  /** What a turn was understood as, where that is not what the caller was told to say. */
  #misheard(event: CallEvent): TranscriptLine | undefined {
    if (event.type !== 'turn-end') return undefined;
    const said = this.#unheard.splice(0).map(plain).join(' ');
    if (plain(event.text) === said) return undefined;
    return { atMs: event.atMs, who: 'call', text: `heard "${event.text}"` };
  }

  /** The agent with the models of this stage; what works in real time is kept in step. */
  #staged({ agent, replies, extractor: house }: ScenarioCallOptions): Agent {
    const extractor = agent.models.extractor ?? house;
    const tools = agent.tools.map((tool): typeof tool => ({
      ...tool,
      run: (input, context) => {
        this.#noteTool(tool.name, input, tool.effect);
        return this.#outside.track(tool.run(input, context));
      },
    }));
    const models = {
      llm: this.#model(agent, replies),
      ...(extractor === undefined ? {} : { extractor: this.#outside.extractor(extractor) }),
    };
    return { ...agent, tools, models };
  }

  #model(agent: Agent, replies: ScenarioCallOptions['replies']): LanguageModel {
    if (replies !== undefined) return new ScriptedLanguageModel({ clock: this.clock, replies });
    if (agent.models.llm !== undefined) return this.#outside.model(agent.models.llm);
    throw new AntiphonError(
      'CONFIG_INVALID',
      `agent "${agent.name}" has no model to answer a scenario with`,
      {
        cure: 'Give the agent `models: { llm }`, or the scenario `replies`.',
      },
    );
  }

  #noteTool(tool: string, input: unknown, effect: Effect): void {
    this.toolCalls.push({ tool, arguments: input, effect, atMs: this.clock.now() });
    this.#note('tool', `${tool} ${JSON.stringify(input)}`);
  }

  #note(who: TranscriptLine['who'], text: string): void {
    this.lines.push({ atMs: this.clock.now(), who, text });
  }
}

/** Words alone: a recogniser writes neither capitals nor stops. */
function plain(text: string): string {
  return (text.toLowerCase().match(/[\p{L}\p{N}']+/gu) ?? []).join(' ');
}
