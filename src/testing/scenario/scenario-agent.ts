/**
 * The agent of a scenario, of whom the story expects things.
 *
 * An expectation looks at what has happened since the caller's latest line, and lets virtual time pass until it is
 * so; what is remembered, and what has run, is looked at over the whole call.
 */
import type { CallEvent } from '../../contracts/events.ts';
import { expectSoon, instead, type Within } from './expectation.ts';
import type { Judging } from './judging.ts';
import { holdsNothing, latestExtraction, remembers, tellMemory } from './memory.ts';
import { Never } from './never.ts';
import { found, matches, show } from './partial-match.ts';
import type { Place } from './place.ts';
import { questionsOf, repliesOf } from './reading.ts';
import type { ScenarioCall, ToolCall } from './scenario-call.ts';
import type { ScenarioCaller } from './scenario-caller.ts';
import { ScenarioFailed } from './scenario-failed.ts';

/** By its name, or the tool itself. */
export type ToolName = string | { name: string };

/** One action: a tool that changes something, and what its arguments have at least. */
export type Act = ToolName | { tool: ToolName; with?: unknown };

export class ScenarioAgent {
  readonly #call: ScenarioCall;
  readonly #place: Place;
  readonly #caller: ScenarioCaller;
  readonly #judging: Judging;
  readonly #never: Never;

  constructor(call: ScenarioCall, place: Place, caller: ScenarioCaller, judging: Judging) {
    this.#call = call;
    this.#place = place;
    this.#caller = caller;
    this.#judging = judging;
    this.#never = new Never(call);
  }

  /** The agent says these words, or something of this pattern, as part of one reply. */
  async says(wanted: string | RegExp, within: Within = {}): Promise<void> {
    await this.#expect(
      `say ${show(wanted)}`,
      () => this.#saidSince().some(({ text }) => found(text, wanted)),
      () => this.#saidInstead(),
      within,
    );
  }

  /** The agent says exactly this, case and spaces aside, as one whole reply that was heard to its end. */
  async saysExactly(wanted: string, within: Within = {}): Promise<void> {
    const isSame = (text: string): boolean => found(text, wanted) && found(wanted, text);
    await this.#expect(
      `say exactly ${show(wanted)}`,
      () => this.#saidSince().some(({ open, text }) => !open && isSame(text)),
      () => this.#saidInstead(),
      within,
    );
  }

  /**
   * What the agent says, once it has finished, means this, by the judge of the scenario. Without a judge nothing is
   * held against anyone: the report says that this was not judged.
   */
  async means(meaning: string): Promise<void> {
    await this.#caller.waitsForQuiet();
    const said = this.#saidSince().map(({ text }) => text.trim());
    if (said.length === 0)
      throw new ScenarioFailed(`The agent was to mean ${show(meaning)}, but said nothing.`);
    await this.#judging.judge(meaning, said, this.#call.lines);
  }

  /** The agent asks for consent, in these words or in a question of this pattern. */
  async asks(wanted: string | RegExp, within: Within = {}): Promise<void> {
    const asked = (): string[] => questionsOf(this.#eventsSince());
    await this.#expect(
      `ask ${show(wanted)}`,
      () => asked().some((question) => found(question, wanted)),
      () => `${instead('It asked', asked())}\n${this.#saidInstead()}`,
      within,
    );
  }

  /** The caller's latest line is taken for a yes to this tool. */
  async isAllowed(tool: ToolName, within: Within = {}): Promise<void> {
    await this.#expectAnswer('consent-given', `be allowed ${nameOf(tool)}`, nameOf(tool), within);
  }

  /** The caller's latest line is taken for a no to this tool. */
  async isRefused(tool: ToolName, within: Within = {}): Promise<void> {
    await this.#expectAnswer('consent-refused', `be refused ${nameOf(tool)}`, nameOf(tool), within);
  }

  /** The agent says nothing for `ms`, from now on. */
  async isSilentFor(ms: number): Promise<void> {
    const from = this.#call.events.length;
    const spoke = (): boolean => this.#call.events.slice(from).some(({ type }) => type === 'reply-start');
    if (await this.#call.until(spoke, ms)) {
      throw new ScenarioFailed(`The agent was to be silent for ${ms} ms, but spoke.`);
    }
    this.#place.replyIsDue = false;
  }

  /** The agent is heard within so many milliseconds of the caller's last sound, as the call measures it. */
  async answersWithin(ms: number): Promise<void> {
    const started = (): number[] =>
      this.#eventsSince().flatMap((event) =>
        event.type === 'reply-start' ? [event.voiceToVoiceMs ?? 0] : [],
      );
    await this.#expect(
      'answer',
      () => started().length > 0,
      () => 'It said nothing.',
      {},
    );
    const [tookMs = 0] = started();
    if (tookMs <= ms) return;
    throw new ScenarioFailed(`The agent was to answer within ${ms} ms, but took ${Math.round(tookMs)} ms.`);
  }

  /** A tool has run, or runs in time, with arguments that have at least these; anywhere in the call. */
  async called(tool: ToolName, wanted: unknown = {}, within: Within = {}): Promise<void> {
    await this.#expect(
      `call ${nameOf(tool)} with ${show(wanted)}`,
      () => this.#call.toolCalls.some((run) => run.tool === nameOf(tool) && matches(run.arguments, wanted)),
      () => toldRuns(this.#call.toolCalls),
      within,
    );
  }

  /** A tool has not run with such arguments, and will not in the rest of the call. */
  neverCalled(tool: ToolName, unwanted: unknown = {}): void {
    this.#never.add({ tool: nameOf(tool), with: unwanted });
  }

  /** The agent has not been heard to say this, and will not in the rest of the call. */
  neverSays(unwanted: string | RegExp): void {
    this.#never.add({ says: unwanted });
  }

  /** A slot has not held this value, and will not in the rest of the call. */
  neverRemembers(slot: string, value: unknown): void {
    this.#never.add({ remembers: slot, value });
  }

  /** No answer of the call is heard later than this after the caller's last sound. */
  neverAnswersAfter(ms: number): void {
    this.#never.add({ answersAfterMs: ms });
  }

  /**
   * Since the caller's latest line exactly these tools have changed something (`write` or `irreversible`), in this
   * order, when the agent has finished. `[]`: nothing has been done.
   */
  async acts(wanted: readonly Act[]): Promise<void> {
    await this.#caller.waitsForQuiet();
    const done = this.#call.toolCalls
      .slice(this.#place.toolsBefore)
      .filter(({ effect }) => effect !== 'read');
    const acts = wanted.map(toAct);
    const isSame =
      done.length === acts.length &&
      done.every((run, index) => run.tool === acts[index]!.tool && matches(run.arguments, acts[index]!.with));
    if (isSame) return;
    const told = acts.map((act) => `${act.tool} with ${show(act.with)}`);
    const what = told.length === 0 ? 'to change nothing' : `to do exactly ${told.join(', then ')}`;
    throw new ScenarioFailed(`The agent was ${what}, but did not.\n${toldRuns(done)}`);
  }

  /** The slot holds this value by now, or comes to; of several, it is one of them. A list is all that the slot holds. */
  async remembers(slot: string, value: unknown, within: Within = {}): Promise<void> {
    const { events } = this.#call;
    await this.#expect(
      `remember ${slot}: ${show(value)}`,
      () => remembers(events, slot, value),
      () => tellMemory(events),
      within,
    );
  }

  /** The slot holds nothing, as of something learnt since the caller's latest line. */
  async forgets(slot: string, within: Within = {}): Promise<void> {
    const { events } = this.#call;
    await this.#expect(
      `forget ${slot}`,
      () => latestExtraction(this.#eventsSince()) !== undefined && holdsNothing(events, slot),
      () => tellMemory(events),
      within,
    );
  }

  /** What the caller wants, by the intent's name, is understood by now, or comes to be. */
  async understands(intent: string, within: Within = {}): Promise<void> {
    const { events } = this.#call;
    await this.#expect(
      `understand that the caller wants ${show(intent)}`,
      () => latestExtraction(events)?.intent === intent,
      () => tellMemory(events),
      within,
    );
  }

  /** The agent ends the call. */
  async hangsUp(within: Within = {}): Promise<void> {
    await this.#expect(
      'hang up',
      () => this.#call.events.some((event) => event.type === 'call-end' && event.reason === 'agent-hung-up'),
      () => (this.#call.hasEnded ? 'The call ended otherwise.' : 'The call goes on.'),
      within,
    );
  }

  /** Holds what has happened against what was never to happen. */
  checkNever(): void {
    this.#never.check();
  }

  #eventsSince(): CallEvent[] {
    return this.#call.events.slice(this.#place.eventsBefore);
  }

  #saidSince() {
    return repliesOf(this.#eventsSince());
  }

  #saidInstead(): string {
    return instead(
      'It said',
      this.#saidSince().map(({ text }) => text.trim()),
    );
  }

  async #expectAnswer(
    type: 'consent-given' | 'consent-refused',
    what: string,
    tool: string,
    within: Within,
  ): Promise<void> {
    const answers = (): string[] =>
      this.#eventsSince().flatMap((event) => {
        if (event.type === 'consent-given') return [`yes to ${event.tool}`];
        return event.type === 'consent-refused' ? [`no to ${event.tool} (${event.reason})`] : [];
      });
    await this.#expect(
      what,
      () => this.#eventsSince().some((event) => event.type === type && event.tool === tool),
      () => instead('The caller answered', answers(), (text) => text),
      within,
    );
  }

  async #expect(what: string, isSo: () => boolean, tellInstead: () => string, within: Within): Promise<void> {
    const expected = { what: `The agent was to ${what}`, isSo, instead: tellInstead };
    await expectSoon(this.#call, this.#place, expected, within);
  }
}

function nameOf(tool: ToolName): string {
  return typeof tool === 'string' ? tool : tool.name;
}

function toAct(act: Act): { tool: string; with: unknown } {
  if (typeof act === 'object' && 'tool' in act) return { tool: nameOf(act.tool), with: act.with ?? {} };
  return { tool: nameOf(act), with: {} };
}

function toldRuns(runs: readonly ToolCall[]): string {
  const told = runs.map((run) => `${run.tool} with ${show(run.arguments)}`);
  return instead('It called', told, (text) => text);
}
