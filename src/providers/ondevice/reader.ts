/**
 * What a caller's words say, seen from what is in work: one wish or two, the same one or another, an answer, or a
 * word about the conversation itself. It only reads; what is done about it is decided in dialogue.ts.
 */
import type { LocalTime } from './calendar.ts';
import type { Intent } from './intent.ts';
import { answerOf, type Move } from './moves.ts';
import { takenWord } from './slot.ts';
import { extractSlots, type Extraction, type Understanding } from './understanding.ts';

/** Who begins like this wants to know something, and changes nothing. */
const questions = new Set('do does is are how what which where when who why'.split(' '));
/** Fewer words do not say a thing of their own: "gloves and a hat". */
const halfWords = 3;

export interface ReaderOptions {
  understanding: Understanding;
  intents: readonly Intent[];
  acceptAt: number;
}

export interface Wish {
  intent: Intent;
  words: readonly string[];
}

export class Reader {
  readonly #options: ReaderOptions;
  readonly #time: LocalTime;

  constructor(options: ReaderOptions, time: LocalTime) {
    this.#options = options;
    this.#time = time;
  }

  /** What the words surely mean, seen from an intent in work: a move, the same, or another. */
  against(
    own: Intent,
    words: readonly string[],
  ): { move: Move | undefined; same: boolean; other: Intent | undefined } {
    const { meaning, confidence } = this.#options.understanding.read(words);
    const sure = confidence >= this.#options.acceptAt;
    const intent = sure && 'intent' in meaning ? meaning.intent : undefined;
    return {
      move: sure && 'move' in meaning ? meaning.move : undefined,
      same: intent === own,
      other: intent === own ? undefined : intent,
    };
  }

  /** Two things wanted in one sentence: the one is done, and then the other. */
  two(words: readonly string[]): [first: Wish, then: Wish] | undefined {
    for (let at = words.indexOf('and'); at >= 0; at = words.indexOf('and', at + 1)) {
      const halves = [words.slice(0, at), words.slice(at + 1)] as const;
      const [first, then] = [this.#meant(halves[0]), this.#meant(halves[1])];
      if (first?.tool === undefined || then?.tool === undefined || first === then) continue;
      // "Change it to blue, and in size forty": more of the same.
      const more = extractSlots(first, halves[1], this.#time, () => false);
      if (!isElsewhere(more, halves[1])) continue;
      return [
        { intent: first, words: halves[0] },
        { intent: then, words: halves[1] },
      ];
    }
    return undefined;
  }

  /** Who says who they are may say in the same breath what they want. */
  besides(intent: Intent, words: readonly string[]): Intent | undefined {
    if (!this.#options.intents.some(({ after }) => after === intent.name)) return undefined;
    const { rest } = extractSlots(intent, words, this.#time, () => false);
    const parts = [
      rest.slice(rest.lastIndexOf(takenWord) + 1),
      rest.slice(0, Math.max(0, rest.indexOf(takenWord))),
    ];
    const meant = parts.map((part) => this.#meant(part));
    return meant.find((other) => other !== undefined && other !== intent && other.tool !== undefined);
  }

  #meant(part: readonly string[]): Intent | undefined {
    if (part.length < halfWords) return undefined;
    const { meaning, confidence } = this.#options.understanding.read(part);
    return confidence >= this.#options.acceptAt && 'intent' in meaning ? meaning.intent : undefined;
  }
}

/** "Wait, on friday", "and then on friday": neither a wish for time nor for more, but an answer. */
export function corrects(move: Move, { values }: Extraction): boolean {
  return (move === 'wait' || move === 'continue') && values.size > 0;
}

/** To a question: "say that again", and "yes, cancel it", where that is what was asked. Neither calls it off. */
export function asksAgain(move: Move, words: readonly string[]): boolean {
  return move === 'repeat' || (move === 'cancel' && answerOf(words.slice(0, 1)) === 'yes');
}

/** Whether the words speak of more than the values in them. */
export function isElsewhere({ values, otherWords }: Extraction, words: readonly string[]): boolean {
  return values.size === 0 || otherWords > 0 || questions.has(words[0] ?? '');
}
