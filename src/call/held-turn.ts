/** What the caller said while we could not be interrupted: kept, and one turn with what is said behind it. */
import type { InstantMs } from '../clock/clock.ts';
import type { TurnEndReason } from '../contracts/events.ts';
import type { EndpointerOutput } from '../turn/endpointer.ts';

export type TurnEnd = Extract<EndpointerOutput, { type: 'turn-end' }>;

const heldLettersMax = 2_000;

/** What was held back and what was said since are one turn. */
export function joined(held: TurnEnd | undefined, turnEnd: TurnEnd): TurnEnd {
  if (held === undefined) return turnEnd;
  // Said at different times, they are no plain answer to anything that was asked in between.
  return { ...turnEnd, text: withHeld(held, turnEnd.text), saidSince: -Infinity };
}

export function withHeld(held: TurnEnd | undefined, text: string): string {
  return held === undefined ? text : `${held.text} ${text}`.slice(-heldLettersMax);
}

/** A turn that something else than silence has ended now. */
export function brokenOff(now: InstantMs, text: string, reason: TurnEndReason): TurnEnd {
  const nothing = { saidSince: now, saidUntil: now, silenceMs: 0, speechMs: 0, completeness: 0 };
  return { type: 'turn-end', text, ...nothing, reason };
}
