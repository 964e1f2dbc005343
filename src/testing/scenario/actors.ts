/**
 * The two people of a scenario: the caller, who does what the story says, and the agent, of whom it expects things.
 *
 * An expectation looks at what the agent has said since the caller's latest line, and lets virtual time pass
 * until it is so. Nobody waits for ever: each has a limit, and its failure says what there was instead.
 */
import { isBusy, questionsOf, repliesOf } from './reading.ts';
import { found, matches, show } from './partial-match.ts';
import type { ScenarioCall, ToolCall } from './scenario-call.ts';
import { ScenarioFailed } from './scenario-failed.ts';

/** After the caller's words, or the call's beginning. */
const expectWithinMs = 15_000;
/** Nothing is said for so long: the agent has finished. */
const settleMs = 400;
const answerMaxMs = 12_000;
const busyMaxMs = 120_000;

export interface LineOptions {
  /** Speak over the agent, so long after its reply began to be heard. Default: wait until it has finished. */
  bargeInAfterMs?: number;
  /** Silence before the line, when the agent has finished. */
  afterMs?: number;
  /** How long the line takes. Default 60 ms a letter, at least 400. */
  lastsMs?: number;
}

export interface Within {
  /** Virtual milliseconds since the caller's latest line was over. Default 15 000. */
  withinMs?: number;
}

/** Where the story stands. */
class Place {
  /** Events before the caller's latest line. */
  eventsBefore = 0;
  lineEndedAtMs = 0;
  /** The caller waits for an answer, or for the greeting. */
  replyIsDue: boolean;

  constructor(replyIsDue: boolean) {
    this.replyIsDue = replyIsDue;
  }
}

export class ScenarioCaller {
  readonly #call: ScenarioCall;
  readonly #place: Place;

  constructor(call: ScenarioCall, place: Place) {
    this.#call = call;
    this.#place = place;
  }

  /** Says a line; returns when it is over. */
  async says(text: string, { bargeInAfterMs, afterMs = 0, lastsMs }: LineOptions = {}): Promise<void> {
    const call = this.#call;
    if (bargeInAfterMs === undefined) {
      await this.#waitForQuiet();
      await call.pass(afterMs);
    } else {
      await this.#waitForReply(bargeInAfterMs);
    }
    this.#throwIfEnded(`say "${text}"`);
    this.#place.eventsBefore = call.events.length;
    await call.pass(call.begins(text, lastsMs));
    this.#place.lineEndedAtMs = call.clock.now();
    this.#place.replyIsDue = true;
  }

  /** Says nothing for `ms`. */
  async waits(ms: number): Promise<void> {
    await this.#call.pass(ms);
  }

  async presses(digit: string): Promise<void> {
    await this.#waitForQuiet();
    this.#throwIfEnded(`press ${digit}`);
    this.#place.eventsBefore = this.#call.events.length;
    this.#call.press(digit);
    this.#place.lineEndedAtMs = this.#call.clock.now();
    this.#place.replyIsDue = true;
  }

  /** Hangs up, once the agent has finished. */
  async hangsUp(): Promise<void> {
    await this.#waitForQuiet();
    if (!this.#call.hasEnded) this.#call.hangUp();
    await this.#call.until(() => this.#call.hasEnded, expectWithinMs);
  }

  async #waitForQuiet(): Promise<void> {
    const call = this.#call;
    const { clock, events } = call;
    let quietSince: number | undefined;
    await call.until(() => {
      const now = clock.now();
      const isQuiet = call.leg.queuedMs === 0 && !isBusy(events);
      quietSince = isQuiet ? (quietSince ?? now) : undefined;
      if (quietSince === undefined || now - quietSince < settleMs) return false;
      if (!this.#place.replyIsDue || now - this.#place.lineEndedAtMs >= answerMaxMs) return true;
      return repliesOf(events.slice(this.#place.eventsBefore)).length > 0;
    }, busyMaxMs);
  }

  async #waitForReply(bargeInAfterMs: number): Promise<void> {
    const { clock, events } = this.#call;
    const isDue = (): boolean => {
      const reply = repliesOf(events.slice(this.#place.eventsBefore)).findLast(({ open }) => open);
      return reply !== undefined && clock.now() - reply.startedAtMs! >= bargeInAfterMs;
    };
    if (await this.#call.until(isDue, busyMaxMs)) return;
    throw new ScenarioFailed(
      `The caller was to speak ${bargeInAfterMs} ms into a reply, but there was none.`,
    );
  }

  #throwIfEnded(what: string): void {
    if (this.#call.hasEnded) throw new ScenarioFailed(`The caller was to ${what}, but the call had ended.`);
  }
}

export class ScenarioAgent {
  readonly #call: ScenarioCall;
  readonly #place: Place;
  readonly #never: { tool: string; arguments: unknown }[] = [];

  constructor(call: ScenarioCall, place: Place) {
    this.#call = call;
    this.#place = place;
  }

  /** The agent says these words, or something of this pattern, as part of one reply. */
  async says(wanted: string | RegExp, within: Within = {}): Promise<void> {
    const said = (): string[] => this.#saidSince().map(({ text }) => text.trim());
    await this.#expect(
      () => said().some((text) => found(text, wanted)),
      `The agent was to say ${show(wanted)}`,
      within,
      () => instead('It said', said()),
    );
  }

  /** The agent says exactly this, case and spaces aside, as one whole reply that was heard to its end. */
  async saysExactly(wanted: string, within: Within = {}): Promise<void> {
    const said = (): string[] => this.#saidSince().map(({ text }) => text.trim());
    const isSame = (text: string): boolean => found(text, wanted) && found(wanted, text);
    await this.#expect(
      () => this.#saidSince().some(({ open, text }) => !open && isSame(text)),
      `The agent was to say exactly ${show(wanted)}`,
      within,
      () => instead('It said', said()),
    );
  }

  /** The agent asks for consent, in these words or in a question of this pattern. */
  async asks(wanted: string | RegExp, within: Within = {}): Promise<void> {
    const asked = (): string[] => questionsOf(this.#eventsSince());
    await this.#expect(
      () => asked().some((question) => found(question, wanted)),
      `The agent was to ask ${show(wanted)}`,
      within,
      () => `${instead('It asked', asked())}\n${instead('It said', texts(this.#saidSince()))}`,
    );
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

  /**
   * A tool has run, or runs in time, with arguments that have at least these; anywhere in the call.
   * @param tool Its name, or the tool.
   */
  async called(tool: string | { name: string }, wanted: unknown = {}, within: Within = {}): Promise<void> {
    const name = nameOf(tool);
    await this.#expect(
      () => this.#callsOf(name).some((one) => matches(one.arguments, wanted)),
      `The agent was to call ${name} with ${show(wanted)}`,
      within,
      () => this.#toolsInstead(),
    );
  }

  /** A tool has not run with such arguments, and will not in the rest of the call. */
  neverCalled(tool: string | { name: string }, unwanted: unknown = {}): void {
    this.#never.push({ tool: nameOf(tool), arguments: unwanted });
    this.checkNever();
  }

  /** The agent ends the call. */
  async hangsUp(within: Within = {}): Promise<void> {
    await this.#expect(
      () => this.#call.events.some((event) => event.type === 'call-end' && event.reason === 'agent-hung-up'),
      'The agent was to hang up',
      within,
      () => (this.#call.hasEnded ? 'The call ended otherwise.' : 'The call goes on.'),
    );
  }

  /** Holds what has run against what was never to run. */
  checkNever(): void {
    for (const { tool, arguments: unwanted } of this.#never) {
      const run = this.#callsOf(tool).find((one) => matches(one.arguments, unwanted));
      if (run === undefined) continue;
      throw new ScenarioFailed(
        `The agent was never to call ${tool} with ${show(unwanted)}, but called it with ${show(run.arguments)}.`,
      );
    }
  }

  #callsOf(tool: string): ToolCall[] {
    return this.#call.toolCalls.filter((one) => one.tool === tool);
  }

  #eventsSince() {
    return this.#call.events.slice(this.#place.eventsBefore);
  }

  #saidSince() {
    return repliesOf(this.#eventsSince());
  }

  #toolsInstead(): string {
    return instead(
      'It called',
      this.#call.toolCalls.map((one) => `${one.tool} with ${show(one.arguments)}`),
      (text) => text,
    );
  }

  async #expect(isSo: () => boolean, what: string, within: Within, tellInstead: () => string): Promise<void> {
    const { clock } = this.#call;
    const { withinMs = expectWithinMs } = within;
    const leftMs = this.#place.lineEndedAtMs + withinMs - clock.now();
    if (await this.#call.until(isSo, Math.max(0, leftMs))) return;
    const ended = this.#call.hasEnded ? ' before the call ended' : '';
    throw new ScenarioFailed(`${what} within ${withinMs} ms${ended}, but did not.\n${tellInstead()}`);
  }
}

/**
 * @param greets The agent speaks first.
 * @returns the two, who stand at the same place of the story.
 */
export function castOf(
  call: ScenarioCall,
  greets: boolean,
): { caller: ScenarioCaller; agent: ScenarioAgent } {
  const place = new Place(greets);
  return { caller: new ScenarioCaller(call, place), agent: new ScenarioAgent(call, place) };
}

function texts(said: readonly { text: string }[]): string[] {
  return said.map(({ text }) => text.trim());
}

function nameOf(tool: string | { name: string }): string {
  return typeof tool === 'string' ? tool : tool.name;
}

function instead(what: string, found: readonly string[], quote: (text: string) => string = show): string {
  return found.length === 0 ? `${what} nothing.` : `${what}: ${found.map(quote).join('; ')}`;
}
