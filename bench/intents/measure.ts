/**
 * How well and how fast does the on-device classifier understand? On a data set in the layout of
 * CLINC150: `train` and `oos_train` in train.json, `val` and `oos_val` in val.json, [text, intent] each.
 *
 * Two figures belong together: the share of in-scope sentences that get the right intent *and* pass
 * the threshold, and the share of out-of-scope sentences that do not pass it.
 */
import { IntentClassifier } from '../../src/providers/ondevice/intent-classifier.ts';
import { wordsOf } from '../../src/providers/ondevice/words.ts';

export type Row = readonly [text: string, intent: string];

export interface IntentData {
  train: readonly Row[];
  outOfScopeTrain: readonly Row[];
  test: readonly Row[];
  outOfScopeTest: readonly Row[];
}

export interface IntentFigures {
  /** Right intent and above the threshold. */
  inScopeAccuracy: number;
  outOfScopeRecall: number;
  microsecondsPerQuery: number;
  /** Right intent, were everything in scope. */
  inScopeAccuracyWithoutThreshold: number;
  trainingSeconds: number;
  threshold: number;
  queries: number;
}

/** Chosen on the validation split. */
export const clincThreshold = 0.3;

/** 15,000 sentences need few passes, and features seen once are mostly noise. */
const training = { epochs: 6, backgroundRepeats: 8, minOccurrences: 2 };

/** @param now milliseconds, monotonic. */
export function measureIntents(data: IntentData, threshold: number, now: () => number): IntentFigures {
  const intents = [...new Set(data.train.map(([, intent]) => intent))];
  const labelOf = new Map(intents.map((intent, label) => [intent, label]));
  const startedAt = now();
  const classifier = new IntentClassifier(
    intents.length,
    data.train.map(([text, intent]) => ({ words: wordsOf(text), label: labelOf.get(intent)! })),
    data.outOfScopeTrain.map(([text]) => wordsOf(text)),
    training,
  );
  const trainedAt = now();
  const inScope = data.test.map(([text, intent]) => {
    const { label, confidence } = classifier.classify(wordsOf(text));
    return { right: label === labelOf.get(intent), confidence };
  });
  const outOfScope = data.outOfScopeTest.map(([text]) => classifier.classify(wordsOf(text)).confidence);
  const queries = inScope.length + outOfScope.length;
  const microsecondsPerQuery = ((now() - trainedAt) * 1000) / queries;

  return {
    inScopeAccuracy: share(inScope, ({ right, confidence }) => right && confidence >= threshold),
    outOfScopeRecall: share(outOfScope, (confidence) => confidence < threshold),
    microsecondsPerQuery: Math.round(microsecondsPerQuery),
    inScopeAccuracyWithoutThreshold: share(inScope, ({ right }) => right),
    trainingSeconds: Number(((trainedAt - startedAt) / 1000).toFixed(1)),
    threshold,
    queries,
  };
}

function share<Item>(items: readonly Item[], holds: (item: Item) => boolean): number {
  return Number((items.filter(holds).length / Math.max(1, items.length)).toFixed(4));
}
