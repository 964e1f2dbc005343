/**
 * From words to an intent and its slots. Trained once from the intents' own examples; what a
 * sentence means is kept for a while, since a dialogue is read from its beginning at every turn.
 */
import { background } from './background.ts';
import type { LocalTime } from './calendar.ts';
import { IntentClassifier, type LabelledSentence } from './intent-classifier.ts';
import { placeholdersOf, type Intent } from './intent.ts';
import { moveExamples, type Move } from './moves.ts';
import { meantOf, takenWord, type Slot, type SlotContext, type SlotValue } from './slot.ts';
import { wordsOf } from './words.ts';

export interface Reading {
  /** What it is most likely. */
  meaning: { intent: Intent } | { move: Move };
  /** 0 to 1. */
  confidence: number;
}

export interface Extraction {
  values: ReadonlyMap<string, SlotValue>;
  /** How many words say something beside the values. */
  otherWords: number;
  /** The words, with `takenWord` for each that stands for a value. */
  rest: readonly string[];
}

/** Values put in place of each `{slot}` of an example. */
const variantsPerExample = 3;
const remembered = 256;
/** A sentence longer than this may hide its point among other words: its ends are read on their own. */
const longWords = 9;
const windowWords = 7;
/** Words that carry no meaning of their own. */
const smallWords = new Set(
  (
    "a an the at on in of for to at about around by please i i'd i'll we would like want it is it's that's that this and or no not but so then let's " +
    'let us make rather instead actually sorry better maybe perhaps could can you my me be will do have how yes okay well oh say just next ' +
    'thank thanks prefer works good fine change move take one with'
  ).split(' '),
);
/** Alone, each of these is what is left of a sentence that STT has lost. */
const lostWords = new Set(
  'the a an are is was were to of and in on at for i you he she it we they me my please what that this can do so'.split(
    ' ',
  ),
);
const greeting =
  /^(?:hello|hi|hey|good (?:morning|afternoon|evening|day)|excuse me|sorry|please|yes|so|well|and|okay)$/;

export class Understanding {
  readonly #meanings: readonly Reading['meaning'][];
  readonly #classifier: IntentClassifier;
  /** One slot of each kind. */
  readonly #slots: readonly Slot[];
  readonly #readings = new Map<string, Reading>();

  /** @param others Sentences that are none of the intents, beside the ordinary ones. */
  constructor(intents: readonly Intent[], others: readonly string[] = []) {
    this.#meanings = [
      ...intents.map((intent) => ({ intent })),
      ...Object.keys(moveExamples).map((move) => ({ move: move as Move })),
    ];
    const slots = intents.flatMap((intent) => Object.values(intent.slots ?? {}).map((use) => use.is));
    this.#slots = [...new Map(slots.map((slot) => [slot.kind, slot])).values()].sort(
      (left, right) => left.precedence - right.precedence,
    );
    const examples: LabelledSentence[] = this.#meanings.flatMap((meaning, label) => {
      const texts = 'move' in meaning ? moveExamples[meaning.move] : spokenExamples(meaning.intent);
      return texts.map((text) => ({ words: this.#marked(wordsOf(text)), label }));
    });
    const strange = [...background, ...others].map((text) => this.#marked(wordsOf(text)));
    this.#classifier = new IntentClassifier(this.#meanings.length, examples, strange);
  }

  read(words: readonly string[]): Reading {
    const key = words.join(' ');
    const known = this.#readings.get(key);
    if (known !== undefined) return known;
    const reading = this.#readAnyPart(withoutGreeting(words));
    // The oldest goes first: a Map keeps its keys in the order they came.
    if (this.#readings.size >= remembered) {
      for (const oldest of this.#readings.keys()) {
        this.#readings.delete(oldest);
        break;
      }
    }
    this.#readings.set(key, reading);
    return reading;
  }

  #readAnyPart(words: readonly string[]): Reading {
    const whole = this.#classify(words);
    if (words.length === 1 && lostWords.has(words[0]!)) return { ...whole, confidence: 0 };
    if (words.length <= longWords) return whole;
    const parts = [words.slice(-windowWords), words.slice(0, windowWords)].map((part) =>
      this.#classify(part),
    );
    return parts.reduce((best, part) => (part.confidence > best.confidence + 0.1 ? part : best), whole);
  }

  #classify(words: readonly string[]): Reading {
    const { label, confidence } = this.#classifier.classify(this.#marked(words));
    return { meaning: this.#meanings[label]!, confidence };
  }

  /** The words with every value replaced by its kind: "where are the shoes" is "where are the #department". */
  #marked(words: readonly string[]): string[] {
    const seen = [...words];
    const marks: (string | undefined)[] = [...words];
    for (const slot of this.#slots) {
      for (const { start, end } of slot.find(seen, anyTime)) {
        seen.fill(takenWord, start, end);
        marks.fill(undefined, start, end);
        marks[start] = `#${slot.kind}`;
      }
    }
    return marks.filter((mark) => mark !== undefined);
  }
}

/** Only the kind of a value matters here, so any day will do. */
const anyTime: SlotContext = { today: { year: 2026, month: 1, day: 1 }, minuteOfDay: 0, asked: false };

/** Finds an intent's slots in what was said; `asked` tells for which a bare value is an answer. */
export function extractSlots(
  intent: Intent,
  words: readonly string[],
  time: LocalTime,
  asked: (name: string) => boolean,
): Extraction {
  const seen = [...words];
  const values = new Map<string, SlotValue>();
  const uses = Object.entries(intent.slots ?? {}).sort(
    ([, left], [, right]) => left.is.precedence - right.is.precedence,
  );
  for (const [name, { is: slot }] of uses) {
    // A message is written down as it was said, with the names in it.
    const found = slot.find(slot.takesAnything === true ? words : seen, { ...time, asked: asked(name) });
    const meant = meantOf(seen, found);
    if (meant !== undefined) values.set(name, { value: meant.value, spoken: meant.spoken });
    for (const { start, end } of found) seen.fill(takenWord, start, end);
  }
  const otherWords = seen.filter((word) => word !== takenWord && !smallWords.has(word)).length;
  return { values, otherWords, rest: seen };
}

/** The examples with real values in them. */
export function spokenExamples(intent: Intent): string[] {
  let turn = 0;
  return intent.examples.flatMap((example) => {
    const names = placeholdersOf(example);
    if (names.length === 0) return [example];
    return Array.from({ length: variantsPerExample }, () => {
      turn++;
      return example.replace(/\{(\w+)\}/g, (_, name: string) => {
        const values = intent.slots?.[name]?.is.samples ?? [];
        // A stride that visits all values, so that examples share them out.
        return values.length === 0 ? '' : values[(turn * 7) % values.length]!;
      });
    });
  });
}

/** "hello where are the shoes" asks for the shoes. */
function withoutGreeting(words: readonly string[]): readonly string[] {
  for (const length of [2, 1]) {
    if (words.length >= length + 2 && greeting.test(words.slice(0, length).join(' '))) {
      return withoutGreeting(words.slice(length));
    }
  }
  return words;
}
