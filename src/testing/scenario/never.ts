/** What must not happen in the whole call, held against it when it is said and when the story is over. */
import { found, matches, show } from './partial-match.ts';
import { repliesOf } from './reading.ts';
import type { ScenarioCall } from './scenario-call.ts';
import { ScenarioFailed } from './scenario-failed.ts';

/** One thing that must not happen. */
export type Forbidden =
  /** The tool runs, with arguments that have at least these. */
  | { tool: string; with?: unknown }
  /** These words are heard of the agent. */
  | { says: string | RegExp }
  /** The slot holds this value, at any time. */
  | { remembers: string; value: unknown }
  /** The agent answers later than this after the caller's last sound. */
  | { answersAfterMs: number };

export class Never {
  readonly #call: ScenarioCall;
  readonly #forbidden: Forbidden[] = [];

  constructor(call: ScenarioCall) {
    this.#call = call;
  }

  add(forbidden: Forbidden): void {
    this.#forbidden.push(forbidden);
    this.check();
  }

  /** @throws ScenarioFailed */
  check(): void {
    for (const forbidden of this.#forbidden) {
      const failure = this.#breachOf(forbidden);
      if (failure !== undefined) throw new ScenarioFailed(failure);
    }
  }

  #breachOf(forbidden: Forbidden): string | undefined {
    const { events, toolCalls } = this.#call;
    if ('tool' in forbidden) {
      const { tool, with: unwanted = {} } = forbidden;
      const run = toolCalls.find((one) => one.tool === tool && matches(one.arguments, unwanted));
      if (run === undefined) return undefined;
      return `The agent was never to call ${tool} with ${show(unwanted)}, but called it with ${show(run.arguments)}.`;
    }
    if ('says' in forbidden) {
      const said = repliesOf(events).find(({ text }) => found(text, forbidden.says));
      if (said === undefined) return undefined;
      return `The agent was never to say ${show(forbidden.says)}, but said: ${show(said.text.trim())}`;
    }
    if ('remembers' in forbidden) {
      const { remembers, value } = forbidden;
      const held = events.some(
        (event) =>
          event.type === 'slots-extracted' &&
          (event.slots[remembers] ?? []).some((one) => matches(one.value, value)),
      );
      return held
        ? `The agent was never to remember ${remembers}: ${show(value)}, but did for a time.`
        : undefined;
    }
    const { answersAfterMs } = forbidden;
    for (const event of events) {
      if (event.type !== 'reply-start' || (event.voiceToVoiceMs ?? 0) <= answersAfterMs) continue;
      return `The agent was never to answer later than ${answersAfterMs} ms, but once took ${Math.round(event.voiceToVoiceMs!)} ms.`;
    }
    return undefined;
  }
}
