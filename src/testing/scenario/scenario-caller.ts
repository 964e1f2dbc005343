/** The caller of a scenario, who does what the story says: waits for the agent to finish, or speaks over it. */
import { repliesOf } from './reading.ts';
import { expectWithinMs } from './expectation.ts';
import type { Place } from './place.ts';
import type { ScenarioCall } from './scenario-call.ts';
import { ScenarioFailed } from './scenario-failed.ts';

/** Nothing is said for so long: the agent has finished. */
const settleMs = 400;
const answerMaxMs = 12_000;
const busyMaxMs = 120_000;

export interface LineOptions {
  /** Speak over the agent, so long after its reply began to be heard. Default: wait until it has finished. */
  bargeInAfterMs?: number;
  /** Silence before the line, when the agent has finished. */
  afterMs?: number;
  /** How long the line takes. Default 60 ms a letter, at least 400; with real voices, as long as it takes to say. */
  lastsMs?: number;
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
      await this.waitsForQuiet();
      await call.pass(afterMs);
    } else {
      await this.#waitForReply(bargeInAfterMs);
    }
    this.#throwIfEnded(`say "${text}"`);
    this.#place.beginLine(call.events.length, call.toolCalls.length);
    await call.pass(await call.begins(text, lastsMs));
    this.#place.endLine(call.clock.now());
  }

  /** Says nothing for `ms`. */
  async waits(ms: number): Promise<void> {
    await this.#call.pass(ms);
  }

  /** Presses a key of the telephone, once the agent has finished. */
  async presses(digit: string): Promise<void> {
    await this.waitsForQuiet();
    this.#throwIfEnded(`press ${digit}`);
    this.#place.beginLine(this.#call.events.length, this.#call.toolCalls.length);
    this.#call.press(digit);
    this.#place.endLine(this.#call.clock.now());
  }

  /** Hangs up, once the agent has finished. */
  async hangsUp(): Promise<void> {
    await this.waitsForQuiet();
    if (!this.#call.hasEnded) this.#call.hangUp();
    await this.#call.until(() => this.#call.hasEnded, expectWithinMs);
  }

  /** Says nothing until the agent has answered and finished; an answer that does not come is waited for 12 s. */
  async waitsForQuiet(): Promise<void> {
    const call = this.#call;
    const { clock, events } = call;
    let quietSince: number | undefined;
    await call.until(() => {
      const now = clock.now();
      const isQuiet = call.queuedMs === 0 && !call.isBusy;
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
