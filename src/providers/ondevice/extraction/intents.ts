/**
 * What the caller wants, where a turn says so. Most turns do not: they give a value or answer a question, and
 * that is a class of its own for the classifier, learned from sentences of that sort.
 */
import type { IntentSpecification } from '../../../contracts/memory.ts';
import { background } from '../background.ts';
import { linesOf } from '../words.ts';
import { IntentClassifier, type LabelledSentence } from '../intent-classifier.ts';
import { actsIn, actsOf, isGeneral, withoutDenied } from './acts.ts';
import { conceptsIn, withConcepts } from './concepts.ts';
import { namedSlots } from './dismissals.ts';
import { ExampleLikeness } from './example-likeness.ts';
import { spacedOut } from './phrase-book.ts';
import type { Plan } from './plan.ts';
import type { Said } from './polarity.ts';
import { slotTalk } from './slot-talk.ts';
import { tokensOf } from './tokens.ts';
import type { Turn } from './turn.ts';

const slotPhrases = linesOf(`
  what is the #slot
  remind me of the #slot please
  what was the #slot again
  can you repeat the #slot
  could you read back the #slot
  please tell me the #slot
  which #slot did you note
  what did i say for the #slot
  forget the #slot please
  remove the #slot
  clear the #slot
  drop the #slot please
  i take back the #slot
  the #slot should be #value
  the #slot should not be #value
  the #slot is #value
  #value for the #slot
  change the #slot to #value
  not #value for the #slot
  do you have the #slot written down
  the #slot is no longer decided
`);
/** A slot is spoken of by its name: most likely it is asked for. */
const besideNames = 0.5;
const signatureBonus = 0.15;
const actBonus = 0.5;
const besideValues = 0.85;
const valueMark = '#value';
/** Longer sentences are also looked at in parts. */
const sentenceWordsMax = 14;

export class TurnIntents {
  readonly #intents: readonly IntentSpecification[];
  readonly #classifier: IntentClassifier;
  readonly #likeness: ExampleLikeness;
  /** Of a concept, the intent whose examples it runs through. */
  readonly #signatures: ReadonlyMap<string, number>;
  /** Of an act, the intent that is about it. */
  readonly #acts: ReadonlyMap<string, number>;

  constructor(intents: readonly IntentSpecification[], plan: Plan) {
    this.#intents = intents;
    const examples: LabelledSentence[] = intents.flatMap((intent, label) =>
      sentencesFor(intent).map((text) => ({ words: withConcepts(wordsOf(text)), label })),
    );
    const others = [...slotTalk, ...unlike(intents), ...aboutSlots(plan)].map((line) =>
      withConcepts(line.split(' ')),
    );
    this.#acts = actsOf(intents.map((intent) => sentencesFor(intent).map(wordsOf)));
    this.#signatures = signaturesOf(examples, intents.length);
    const none = others.map((words) => ({ words, label: intents.length }));
    this.#likeness = new ExampleLikeness([...examples, ...none], intents.length + 1);
    this.#classifier = new IntentClassifier(intents.length, examples, others, { backgroundRepeats: 1 });
  }

  /**
   * Undefined: as before.
   * @param changesSlots the turn gives a value, or takes one back.
   */
  read(
    turn: Turn,
    said: readonly Said[],
    changesSlots: boolean,
    acceptAt: number,
  ): { name: string; confidence: number } | undefined {
    // "please deliver it on Friday" gives a day: it takes more to want something else as well.
    const isNamed = namedSlots(turn).length > 0;
    const from = Math.max(acceptAt, changesSlots ? besideValues : isNamed ? besideNames : 0);
    // Where a value or a slot is spoken of, what is done with it is most likely said of that.
    const isOfValues = said.some(({ slot }) => !turn.plan.slots[slot]!.specification.many);
    const isPlain = !changesSlots && !isNamed && !isOfValues;
    let best: { name: string; confidence: number } | undefined;
    for (const words of parts(turn, said)) {
      if (words.every((word) => word === valueMark)) continue;
      const meant = withoutDenied(words);
      const { label, confidence } = this.#classify(
        withConcepts(meant),
        isPlain ? this.#actOf(words) : undefined,
      );
      const intent = this.#intents[label];
      if (intent !== undefined && confidence >= from && confidence > (best?.confidence ?? 0)) {
        best = { name: intent.name, confidence: Math.min(1, confidence) };
      }
    }
    return best;
  }

  /** Both ways of telling, evenly. */
  #classify(words: readonly string[], act: number | undefined): { label: number; confidence: number } {
    const learned = this.#classifier.probabilities(words);
    const alike = this.#likeness.probabilities(words);
    const signed = this.#signedBy(words);
    let label = 0;
    let confidence = 0;
    for (let index = 0; index < this.#intents.length; index++) {
      const both =
        (learned[index]! + alike[index]!) / 2 +
        (index === signed ? signatureBonus : 0) +
        (index === act ? actBonus : 0);
      if (both > confidence) [label, confidence] = [index, both];
    }
    return { label, confidence };
  }

  /** The intent of what is to be done; undefined where the words are about how things are done in general. */
  #actOf(words: readonly string[]): number | undefined {
    if (isGeneral(words)) return undefined;
    for (const act of actsIn(words)) {
      const intent = this.#acts.get(act);
      if (intent !== undefined) return intent;
    }
    return undefined;
  }

  /** The intent that alone is about what the words stand for. */
  #signedBy(words: readonly string[]): number | undefined {
    const found = new Set(words.flatMap((word) => this.#signatures.get(word) ?? []));
    const [only] = found;
    return found.size === 1 ? only : undefined;
  }
}

/** A concept in a third of an intent's examples, and in few of the others. */
function signaturesOf(examples: readonly LabelledSentence[], count: number): Map<string, number> {
  const shares = new Map<string, number[]>();
  const totals = Array.from({ length: count }, () => 0);
  for (const { words, label } of examples) {
    totals[label]!++;
    for (const concept of new Set(words.filter((word) => word.startsWith('~')))) {
      if (!shares.has(concept))
        shares.set(
          concept,
          Array.from({ length: count }, () => 0),
        );
      shares.get(concept)![label]!++;
    }
  }
  const signatures = new Map<string, number>();
  for (const [concept, counts] of shares) {
    const ranked = counts.map((one, label) => ({ label, share: one / Math.max(1, totals[label]!) }));
    ranked.sort((left, right) => right.share - left.share);
    if (ranked[0]!.share >= 0.33 && (ranked[1]?.share ?? 0) < ranked[0]!.share / 2.5)
      signatures.set(concept, ranked[0]!.label);
  }
  return signatures;
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
  if (examples.length >= 3) return [...examples, spoken, plain];
  return [...examples, spoken, `i want to ${plain}`, `i would like to ${plain}`, `can i ${plain}`, plain];
}

/** Ordinary sentences that touch on nothing an intent is about: who repairs coats does hear "fix my washing machine". */
function unlike(intents: readonly IntentSpecification[]): string[] {
  const concepts = new Set<string>();
  for (const intent of intents) {
    const counts = new Map<string, number>();
    for (const sentence of intent.examples ?? [intent.description])
      for (const concept of conceptsIn(wordsOf(sentence)))
        counts.set(concept, (counts.get(concept) ?? 0) + 1);
    for (const [concept, count] of counts)
      if (count > 1 || (intent.examples ?? []).length < 3) concepts.add(concept);
  }
  return background.filter((line) => !conceptsIn(line.split(' ')).some((concept) => concepts.has(concept)));
}

/** Slots by their names: to ask for one, or to empty it, is no wish of its own. */
function aboutSlots({ slots }: Plan): string[] {
  return slots.flatMap(({ specification }, index) => {
    const name = spacedOut(specification.name).toLowerCase();
    // Each in some of the ways, so that slots do not outweigh the intents.
    return slotPhrases.filter((_, at) => at % 3 === index % 3).map((phrase) => phrase.replace('#slot', name));
  });
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
