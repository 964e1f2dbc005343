/** Lets virtual time pass until what is expected is so. Nobody waits for ever, and a failure says what there was instead. */
import { show } from './partial-match.ts';
import type { Place } from './place.ts';
import type { ScenarioCall } from './scenario-call.ts';
import { ScenarioFailed } from './scenario-failed.ts';

/** After the caller's words, or the call's beginning. */
export const expectWithinMs = 15_000;

export interface Within {
  /** Virtual milliseconds since the caller's latest line was over. Default 15 000. */
  withinMs?: number;
}

export interface Expected {
  /** "The agent was to say ...". */
  what: string;
  isSo: () => boolean | Promise<boolean>;
  /** What there was: read when it has failed. */
  instead: () => string;
}

/** @throws ScenarioFailed where it is not so in time, or the call ended before. */
export async function expectSoon(
  call: ScenarioCall,
  place: Place,
  { what, isSo, instead }: Expected,
  { withinMs = expectWithinMs }: Within,
): Promise<void> {
  const leftMs = place.lineEndedAtMs + withinMs - call.clock.now();
  if (await call.until(isSo, Math.max(0, leftMs))) return;
  const ended = call.hasEnded ? ' before the call ended' : '';
  throw new ScenarioFailed(`${what} within ${withinMs} ms${ended}, but did not.\n${instead()}`);
}

/** "It said: ...; ...", or "It said nothing." */
export function instead(
  what: string,
  found: readonly string[],
  quote: (text: string) => string = show,
): string {
  return found.length === 0 ? `${what} nothing.` : `${what}: ${found.map(quote).join('; ')}`;
}
