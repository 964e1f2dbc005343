/**
 * A slot: one piece of information that a dialogue collects, found in what was said by rule.
 *
 * Rules see words, not sounds, so they allow for what STT makes of a value. Several values of one slot
 * in a sentence are a caller who changes his mind: "friday no thursday" is Thursday, "not friday" is none.
 */
import type { Expectation } from '../../contracts/turn-detector.ts';
import type { LocalTime } from './calendar.ts';

export interface SlotValue<Value = unknown> {
  /** What a tool gets. */
  value: Value;
  /** What a reply says. */
  spoken: string;
}

export interface Found<Value = unknown> extends SlotValue<Value> {
  /** Words it takes up: [start, end). */
  start: number;
  end: number;
}

export interface SlotContext extends LocalTime {
  /** The agent has just asked for this slot: a bare "three" is an answer. */
  asked: boolean;
}

export interface Slot<Value = unknown> {
  /** Slots of one kind look for the same thing: the classifier sees the kind, not the words. */
  readonly kind: string;
  /** Lower looks first; what it takes is not seen by the others. */
  readonly precedence: number;
  /** Spoken values, to put in place of `{slot}` in an example. */
  readonly samples: readonly string[];
  /** Spoken values in the company they keep ("at three", "on thursday"): hints for STT. */
  readonly phrases: readonly string[];
  /** What whoever listens should expect once it was asked for. Default: nothing in particular. */
  readonly expects?: Expectation;
  /** True where any words at all are an answer, once asked. */
  readonly takesAnything?: boolean;
  find(words: readonly string[], context: SlotContext): Found<Value>[];
}

/** What a slot sees in place of a word that another slot has taken. */
export const takenWord = '\u0000';

const negations = new Set(['not', "isn't", 'isnt', 'except', 'without']);

/** The value meant where several are named: the last that is not ruled out. */
export function meantOf(words: readonly string[], found: readonly Found[]): Found | undefined {
  return found.findLast(
    ({ start: at }) =>
      !isRuledOut(
        words,
        at,
        found.some(({ end }) => end === at),
      ),
  );
}

/**
 * "not friday", "not on friday", "instead of friday", "rather than friday".
 * @param follows Another value stands right before it: "not friday thursday" rules out the first only.
 */
function isRuledOut(words: readonly string[], start: number, follows: boolean): boolean {
  for (const back of follows ? [1] : [1, 2]) {
    if (negations.has(words[start - back] ?? '')) return true;
    const pair = `${words[start - back - 1]} ${words[start - back]}`;
    if (pair === 'instead of' || pair === 'rather than') return true;
  }
  return false;
}
