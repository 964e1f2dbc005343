/**
 * What the caller wants, where a turn says so. Most turns do not: they give a value or answer a question, and
 * that is a class of its own for the classifier, learned from sentences of that sort.
 */
import type { IntentSpecification } from '../../../contracts/memory.ts';
import { background } from '../background.ts';
import { IntentClassifier, type LabelledSentence } from '../intent-classifier.ts';
import { withConcepts } from './concepts.ts';
import { spacedOut } from './phrase-book.ts';
import type { Said } from './polarity.ts';
import { slotTalk } from './slot-talk.ts';
import { tokensOf } from './tokens.ts';
import type { Turn } from './turn.ts';

const besideValues = 0.85;
const valueMark = '#value';
/** Longer sentences are also looked at in parts. */
const sentenceWordsMax = 14;

export class TurnIntents {
  readonly #intents: readonly IntentSpecification[];
  readonly #classifier: IntentClassifier;

  constructor(intents: readonly IntentSpecification[]) {
    this.#intents = intents;
    const examples: LabelledSentence[] = intents.flatMap((intent, label) =>
      sentencesFor(intent).map((text) => ({ words: withConcepts(wordsOf(text)), label })),
    );
    const others = [...slotTalk, ...background].map((line) => withConcepts(line.split(' ')));
    this.#classifier = new IntentClassifier(intents.length, examples, others, { backgroundRepeats: 1 });
  }

  /** Undefined: as before. */
  read(
    turn: Turn,
    said: readonly Said[],
    acceptAt: number,
  ): { name: string; confidence: number } | undefined {
    // "please deliver it on Friday" gives a day: it takes more to want something else as well.
    const givesValue = said.some(({ polarity, confidence }) => polarity === 'in' && confidence > 0.5);
    const from = givesValue ? Math.max(acceptAt, besideValues) : acceptAt;
    let best: { name: string; confidence: number } | undefined;
    for (const words of parts(turn, said)) {
      if (words.every((word) => word === valueMark)) continue;
      const { label, confidence } = this.#classifier.classify(withConcepts(words));
      const intent = this.#intents[label];
      if (intent !== undefined && confidence >= from && confidence > (best?.confidence ?? 0)) {
        best = { name: intent.name, confidence: Math.min(1, confidence) };
      }
    }
    return best;
  }
}

/** Its examples; without any, its name and description say a little. */
function sentencesFor({ name, description, examples = [] }: IntentSpecification): string[] {
  const spoken = spacedOut(name).toLowerCase();
  const plain = description
    .replace(
      /^(?:the )?(?:caller|customer|client|user|guest)s? (?:wants?|would like|wishes|asks?|needs?)(?: to| for| about)?\s*/i,
      '',
    )
    .replace(/\.$/, '');
  return [...examples, spoken, `i want to ${plain}`, `i would like to ${plain}`, `can i ${plain}`, plain];
}

function wordsOf(text: string): string[] {
  return tokensOf(text).map((token) => token.text);
}

/** The sentences, with every value replaced by a mark; and the whole, where it is short. */
function parts(turn: Turn, said: readonly Said[]): string[][] {
  const marked: { word: string; pause: number }[] = [];
  for (let at = 0; at < turn.tokens.length; at++) {
    const value = said.find(({ start }) => start === at);
    const { text, pause } = turn.tokens[at]!;
    marked.push({ word: value === undefined ? text : valueMark, pause });
    if (value !== undefined) at = value.end - 1;
  }
  const sentences: string[][] = [];
  for (const { word, pause } of marked) {
    if (pause === 2 || sentences.length === 0) sentences.push([]);
    sentences.at(-1)!.push(word);
  }
  const long = sentences.filter((sentence) => sentence.length > sentenceWordsMax);
  const halves = long.flatMap((sentence) => [
    sentence.slice(0, sentenceWordsMax),
    sentence.slice(-sentenceWordsMax),
  ]);
  const whole = marked.map(({ word }) => word);
  return [
    ...(whole.length <= 30 ? [whole] : []),
    ...(sentences.length > 1 ? sentences : []),
    ...halves,
  ].slice(0, 12);
}
