/**
 * A sentence as a sparse vector: its words, pairs of words, and pieces of words.
 *
 * Pairs tell "book me" from "my book". Pieces of three to five letters carry what STT half understood
 * ("appointmen", "openin") and forms that no example had. Weights are tf-idf, and the vector has length
 * one *with* the features nobody has seen: a sentence full of strange words is short in what is known,
 * so that its scores stay small and it is taken for out of scope.
 */

export interface SparseVector {
  readonly indices: Int32Array;
  readonly values: Float32Array;
}

const pairWeight = 1;
const skipPairWeight = 0.7;
const pieceWeight = 0.25;
const pieceLengths = [3, 4, 5] as const;
/** Seeds keep the kinds of features apart in one table. */
const seeds = { word: 1, pair: 2, skipPair: 3, piece: 4 } as const;

export class IntentFeatures {
  /** Hash of a feature to its place. */
  readonly #places = new Map<number, number>();
  readonly #rarity: number[] = [];
  readonly #unseenRarity: number;

  /** @param sentences what the vocabulary is made from; a feature must occur in `minOccurrences` of them. */
  constructor(sentences: readonly (readonly string[])[], minOccurrences = 1) {
    const occurrences = new Map<number, number>();
    for (const sentence of sentences) {
      for (const feature of featuresOf(sentence).keys()) {
        occurrences.set(feature, (occurrences.get(feature) ?? 0) + 1);
      }
    }
    for (const [feature, count] of occurrences) {
      if (count < minOccurrences) continue;
      this.#places.set(feature, this.#rarity.length);
      this.#rarity.push(Math.log((sentences.length + 1) / (count + 1)) + 0.1);
    }
    this.#unseenRarity = Math.log(sentences.length + 1);
  }

  get size(): number {
    return this.#rarity.length;
  }

  vectorOf(words: readonly string[]): SparseVector {
    const features = featuresOf(words);
    const indices = new Int32Array(features.size);
    const values = new Float32Array(features.size);
    let length = 0;
    let squares = 0;
    for (const [feature, weight] of features) {
      const place = this.#places.get(feature);
      const value = Math.sqrt(weight) * (place === undefined ? this.#unseenRarity : this.#rarity[place]!);
      squares += value * value;
      if (place === undefined) continue;
      indices[length] = place;
      values[length++] = value;
    }
    const norm = Math.sqrt(squares) || 1;
    for (let index = 0; index < length; index++) values[index]! /= norm;
    return { indices: indices.subarray(0, length), values: values.subarray(0, length) };
  }
}

function featuresOf(words: readonly string[]): Map<number, number> {
  const features = new Map<number, number>();
  const add = (feature: number, weight: number): void => {
    features.set(feature, (features.get(feature) ?? 0) + weight);
  };
  const framed = ['<', ...words, '>'];
  for (let at = 0; at + 1 < framed.length; at++) {
    addText(`${framed[at]} ${framed[at + 1]}`, seeds.pair, pairWeight, add);
    if (at + 2 < framed.length) {
      addText(`${framed[at]} ${framed[at + 2]}`, seeds.skipPair, skipPairWeight, add);
    }
  }
  for (const word of words) {
    addText(word, seeds.word, 1, add);
    const marked = `<${word}>`;
    for (const length of pieceLengths) {
      for (let from = 0; from + length <= marked.length; from++) {
        add(hash(marked, from, from + length, seeds.piece), pieceWeight);
      }
    }
  }
  return features;
}

function addText(
  text: string,
  seed: number,
  weight: number,
  add: (feature: number, weight: number) => void,
): void {
  add(hash(text, 0, text.length, seed), weight);
}

/** FNV-1a over UTF-16 units, finished with a mixing step: 32 bits, so that collisions do not matter. */
function hash(text: string, start: number, end: number, seed: number): number {
  let value = 2_166_136_261 ^ Math.imul(seed, 0x9e37_79b1);
  for (let at = start; at < end; at++) {
    value ^= text.charCodeAt(at);
    value = Math.imul(value, 16_777_619);
  }
  value ^= value >>> 15;
  value = Math.imul(value, 0x2c1b_3c6d);
  return value ^ (value >>> 12);
}
