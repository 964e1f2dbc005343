/** When a tool that failed is run again: twice as late each time, half of it by chance, so that callers who failed together do not come back together. */
import type { Tool } from '../agent/tool.ts';
import type { InstantMs } from '../clock/clock.ts';

export interface Attempts {
  /** When the first began. */
  since: InstantMs;
  /** So many were made. */
  made: number;
}

/**
 * The one place that lets a tool run twice in a call: only what changes nothing, or is done once for its key.
 * @param random 0 to 1.
 * @returns milliseconds from `now` to the next attempt, or undefined: there is none.
 */
export function retryDelayMs(
  tool: Tool,
  { since, made }: Attempts,
  now: InstantMs,
  random: number,
): number | undefined {
  const repeatable = tool.effect === 'read' || (tool.effect === 'write' && tool.keyed);
  const { attemptsMax, firstDelayMs, delayMaxMs, withinMs } = tool.retry;
  if (!repeatable || made >= attemptsMax) return undefined;
  const most = Math.min(delayMaxMs, firstDelayMs * 2 ** (made - 1));
  const delayMs = most / 2 + (most / 2) * random;
  return now + delayMs - since <= withinMs ? delayMs : undefined;
}
