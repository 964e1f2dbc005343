/**
 * The call of a scenario: a real session over a line in memory, its ears and voice scripted, in virtual time.
 *
 * What is true in a served call is true here, because it is the same session: turns, interruptions, consent,
 * tools and their limits. Only sound is made up: the caller's words take 60 ms a letter, the agent's 300 ms a word.
 */
import type { Agent } from '../../agent/agent.ts';
import { singleAgentPlanner } from '../../agent/turn-planner.ts';
import { SimulatedClock } from '../../clock/simulated-clock.ts';
import type { CallEvent } from '../../contracts/events.ts';
import { AntiphonError } from '../../errors/antiphon-error.ts';
import { callOptionsOf } from '../../session/call-options.ts';
import { Session } from '../../session/session.ts';
import { EnergyVadLane } from '../energy-vad-lane.ts';
import { ScriptedLanguageModel, type ScriptedLanguageModelOptions } from '../scripted-llm.ts';
import { ScriptedStt } from '../scripted-stt.ts';
import { ScriptedTts } from '../scripted-tts.ts';
import { Outside } from './outside.ts';
import { TextLeg } from './text-leg.ts';
import { lineOf, type TranscriptLine } from './transcript.ts';

const stepMs = 10;
const interimMs = 250;
/** What a tool does may outlive the call by its own limit, and longer than this is waited for by nobody. */
const effectMaxMs = 60_000;

export interface ToolCall {
  tool: string;
  arguments: unknown;
  atMs: number;
}

export class ScenarioCall implements AsyncDisposable {
  readonly clock = new SimulatedClock();
  readonly events: CallEvent[] = [];
  readonly lines: TranscriptLine[] = [];
  readonly toolCalls: ToolCall[] = [];
  readonly leg = new TextLeg(this.clock);
  readonly #outside = new Outside();
  readonly #stt = new ScriptedStt({ clock: this.clock, interimMs });
  readonly #session: Session;
  readonly #ticker: Disposable;

  /**
   * @param replies What the model says, in place of the agent's own.
   * @throws AntiphonError CONFIG_INVALID where there is no model.
   */
  constructor(agent: Agent, replies: ScriptedLanguageModelOptions['replies'] | undefined) {
    const { clock, leg } = this;
    const tts = new ScriptedTts({ clock });
    const tools = agent.tools.map((tool): typeof tool => ({
      ...tool,
      run: (input, context) => {
        this.#noteTool(tool.name, input);
        return this.#outside.track(tool.run(input, context));
      },
    }));
    const voice = { voice: agent.voice, language: agent.language, lexicon: agent.lexicon };
    this.#session = new Session({
      leg,
      call: callOptionsOf(singleAgentPlanner(agent), 'scenario', leg, this.#stt),
      models: { stt: this.#stt, llm: this.#model(agent, replies), tts, tools, voice },
      clock,
      vadLane: new EnergyVadLane(),
      onEvent: (event) => {
        this.events.push(event);
        const line = lineOf(event);
        if (line !== undefined) this.lines.push(line);
      },
      onError: (error) => this.#note('call', `${error.code}: ${error.message}`),
    });
    this.#ticker = clock.every(20, () => this.#session.tick());
    this.#session.start();
  }

  get hasEnded(): boolean {
    return this.events.at(-1)?.type === 'call-end';
  }

  /** The caller begins to say this. @param ms Default by its letters. @returns how long it takes. */
  begins(text: string, ms = Math.max(400, text.length * 60)): number {
    this.#note('caller', this.leg.queuedMs > 0 ? `(over the agent) ${text}` : text);
    this.#stt.texts.push(text);
    this.leg.speak(ms);
    return ms;
  }

  hangUp(): void {
    this.#note('caller', '(hangs up)');
    this.leg.hangUp();
  }

  press(digit: string): void {
    this.#note('caller', `(presses ${digit})`);
    this.leg.press(digit);
  }

  /** Lets virtual time pass, in step with what works outside of it. */
  async pass(ms: number): Promise<void> {
    const until = this.clock.now() + ms;
    while (this.clock.now() < until) {
      this.clock.advanceTo(Math.min(until, this.clock.now() + stepMs));
      await this.#outside.settled();
    }
  }

  /** Lets time pass until something is so. @returns false where it is not so within `limitMs`, or the call ended. */
  async until(isSo: () => boolean, limitMs: number): Promise<boolean> {
    const limit = this.clock.now() + limitMs;
    while (!isSo()) {
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

  #model(agent: Agent, replies: ScriptedLanguageModelOptions['replies'] | undefined) {
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

  #noteTool(tool: string, input: unknown): void {
    this.toolCalls.push({ tool, arguments: input, atMs: this.clock.now() });
    this.#note('tool', `${tool} ${JSON.stringify(input)}`);
  }

  #note(who: TranscriptLine['who'], text: string): void {
    this.lines.push({ atMs: this.clock.now(), who, text });
  }
}
