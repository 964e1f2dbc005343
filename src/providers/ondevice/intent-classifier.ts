/**
 * Which intent is it, and how surely: multinomial logistic regression over `IntentFeatures`.
 *
 * Trained where it is made, by plain stochastic gradient descent from a fixed seed: the same examples
 * always give the same weights. Two habits make it fit for speech:
 * - each step hides a part of the features (dropout), so that no single word decides: STT loses words;
 * - "none of these" is a class like the others, learned from background sentences and never given as an
 *   answer: what it takes, the intents lack, so that a sentence about something else ends low everywhere.
 */
import { IntentFeatures, type SparseVector } from './intent-features.ts';

export interface LabelledSentence {
  readonly words: readonly string[];
  readonly label: number;
}

export interface TrainingOptions {
  /** Passes over the examples. Default: about 10,000 steps in all, 5 to 40 passes. */
  epochs?: number;
  /** First step size; it falls linearly to 0. */
  learningRate?: number;
  /** Share of features hidden in each step. */
  dropout?: number;
  /** How often a background sentence counts in each pass. */
  backgroundRepeats?: number;
  /** Features in fewer sentences than this are left out. */
  minOccurrences?: number;
  seed?: number;
}

export interface Classification {
  label: number;
  /** 0 to 1. */
  confidence: number;
}

const defaults = {
  learningRate: 8,
  dropout: 0.4,
  backgroundRepeats: 1,
  minOccurrences: 1,
  seed: 1,
};
const stepsWanted = 10_000;
/** Biases follow more slowly than weights: they see every example. */
const biasShare = 0.02;

export class IntentClassifier {
  /** The labels, and none of them, which comes last. */
  readonly #classes: number;
  readonly #features: IntentFeatures;
  /** One row of `#classes` weights per feature. */
  readonly #weights: Float32Array;
  readonly #biases: Float32Array;
  readonly #scores: Float32Array;

  /**
   * @param labels how many there are; examples are labelled 0 to `labels - 1`.
   * @param backgroundSentences what is none of them.
   */
  constructor(
    labels: number,
    examples: readonly LabelledSentence[],
    backgroundSentences: readonly (readonly string[])[],
    options: TrainingOptions = {},
  ) {
    const training = { ...defaults, ...options };
    this.#classes = labels + 1;
    this.#features = new IntentFeatures(
      [...examples.map(({ words }) => words), ...backgroundSentences],
      training.minOccurrences,
    );
    this.#weights = new Float32Array(this.#features.size * (labels + 1));
    this.#biases = new Float32Array(labels + 1);
    this.#scores = new Float32Array(labels + 1);
    this.#train(this.#samples(examples, backgroundSentences, training.backgroundRepeats), training);
  }

  classify(words: readonly string[]): Classification {
    const scores = this.probabilities(words);
    let label = 0;
    for (let index = 1; index < scores.length - 1; index++)
      if (scores[index]! > scores[label]!) label = index;
    return { label, confidence: scores[label] ?? 0 };
  }

  /** One per label and one for none of them, adding up to 1. The array is used again by the next call. */
  probabilities(words: readonly string[]): Float32Array {
    const { indices, values } = this.#features.vectorOf(words);
    this.#score(indices, values, indices.length);
    return this.#scores;
  }

  #samples(
    examples: readonly LabelledSentence[],
    backgroundSentences: readonly (readonly string[])[],
    repeats: number,
  ): { vector: SparseVector; label: number }[] {
    const others = backgroundSentences.map((words) => ({
      vector: this.#features.vectorOf(words),
      label: this.#classes - 1,
    }));
    return [
      ...examples.map((example) => ({
        vector: this.#features.vectorOf(example.words),
        label: example.label,
      })),
      ...Array.from({ length: repeats }, () => others).flat(),
    ];
  }

  #train(
    samples: { vector: SparseVector; label: number }[],
    { epochs, learningRate, dropout, seed }: Required<Omit<TrainingOptions, 'epochs'>> & TrainingOptions,
  ): void {
    if (samples.length === 0) return;
    const random = mulberry32(seed);
    // However few the examples are, the background does not outweigh them.
    const none = this.#classes - 1;
    const others = samples.filter(({ label }) => label === none).length;
    const noneShare = Math.min(1, (samples.length - others) / Math.max(1, others));
    const passes = epochs ?? Math.min(40, Math.max(5, Math.ceil(stepsWanted / samples.length)));
    const longest = samples.reduce((most, { vector }) => Math.max(most, vector.indices.length), 0);
    const indices = new Int32Array(longest);
    const values = new Float32Array(longest);
    for (let pass = 0; pass < passes; pass++) {
      shuffle(samples, random);
      const rate = learningRate * (1 - pass / passes);
      for (const { vector, label } of samples) {
        let kept = 0;
        for (let index = 0; index < vector.indices.length; index++) {
          if (random() < dropout) continue;
          indices[kept] = vector.indices[index]!;
          values[kept++] = vector.values[index]! / (1 - dropout);
        }
        this.#step(indices, values, kept, label, label === none ? rate * noneShare : rate);
      }
    }
  }

  /** Moves the weights against the gradient of the cross-entropy of one sample. */
  #step(indices: Int32Array, values: Float32Array, length: number, label: number, rate: number): void {
    this.#score(indices, values, length);
    const errors = this.#scores;
    const count = this.#classes;
    errors[label]! -= 1;
    for (let index = 0; index < count; index++) this.#biases[index]! -= rate * biasShare * errors[index]!;
    for (let at = 0; at < length; at++) {
      const row = indices[at]! * count;
      const step = rate * values[at]!;
      for (let index = 0; index < count; index++) this.#weights[row + index]! -= step * errors[index]!;
    }
  }

  /** Fills `#scores` with probabilities. */
  #score(indices: Int32Array, values: Float32Array, length: number): void {
    const scores = this.#scores;
    const count = this.#classes;
    scores.set(this.#biases);
    for (let at = 0; at < length; at++) {
      const row = indices[at]! * count;
      const value = values[at]!;
      for (let index = 0; index < count; index++) scores[index]! += this.#weights[row + index]! * value;
    }
    let most = -Infinity;
    for (let index = 0; index < count; index++) most = Math.max(most, scores[index]!);
    let sum = 0;
    for (let index = 0; index < count; index++) sum += scores[index] = Math.exp(scores[index]! - most);
    for (let index = 0; index < count; index++) scores[index]! /= sum;
  }
}

function shuffle(list: unknown[], random: () => number): void {
  for (let last = list.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [list[last], list[other]] = [list[other], list[last]];
  }
}

/** A small seeded generator of numbers in [0, 1). */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b_79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
