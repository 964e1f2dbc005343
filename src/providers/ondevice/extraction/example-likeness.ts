/**
 * How like a sentence is to the examples of each class: the nearest few by the angle between their vectors.
 *
 * Beside a trained classifier it steadies what eight examples for each intent cannot: a single example that is
 * nearly what was said outweighs any number of words that happen to be common elsewhere.
 */
import { IntentFeatures, type SparseVector } from '../intent-features.ts';

const nearest = 2;
/** How sharply likeness is told apart, by sentences that no example holds. */
const sharpness = 14;

export class ExampleLikeness {
  readonly #features: IntentFeatures;
  readonly #labels: readonly number[];
  /** Of each feature, where it occurs: sentence, weight, sentence, weight. */
  readonly #postings: number[][];
  readonly #classes: number;
  readonly #sums: Float64Array;

  constructor(sentences: readonly { words: readonly string[]; label: number }[], classes: number) {
    this.#features = new IntentFeatures(sentences.map(({ words }) => words));
    this.#labels = sentences.map(({ label }) => label);
    this.#classes = classes;
    this.#sums = new Float64Array(sentences.length);
    this.#postings = Array.from({ length: this.#features.size }, () => []);
    for (const [index, { words }] of sentences.entries()) {
      const { indices, values } = this.#features.vectorOf(words);
      for (let at = 0; at < indices.length; at++) this.#postings[indices[at]!]!.push(index, values[at]!);
    }
  }

  /** One per class, adding up to 1. */
  probabilities(words: readonly string[]): number[] {
    this.#addUp(this.#features.vectorOf(words));
    const best = Array.from({ length: this.#classes }, () => Array.from({ length: nearest }, () => 0));
    for (const [index, label] of this.#labels.entries()) {
      const top = best[label]!;
      let likeness = this.#sums[index]!;
      for (let at = 0; at < nearest; at++)
        if (likeness > top[at]!) [likeness, top[at]] = [top[at]!, likeness];
    }
    // The nearest counts most.
    const scores = best.map((top) => Math.exp(sharpness * (0.7 * top[0]! + 0.3 * top[1]!)));
    const sum = scores.reduce((all, score) => all + score, 0);
    return scores.map((score) => score / sum);
  }

  #addUp({ indices, values }: SparseVector): void {
    this.#sums.fill(0);
    for (let at = 0; at < indices.length; at++) {
      const postings = this.#postings[indices[at]!]!;
      for (let place = 0; place < postings.length; place += 2)
        this.#sums[postings[place]!]! += postings[place + 1]! * values[at]!;
    }
  }
}
