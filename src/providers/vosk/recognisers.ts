/**
 * The recognisers of one child, lent to segments and not to streams.
 *
 * A recogniser forgets everything at the end of an utterance, so a caller who is silent needs none: there
 * are as many as callers who speak at this moment, and a grammar is compiled once however many share it.
 * A free-form recogniser grows while it is used (28 MB after 20 s of varied speech, 150 MB after ten
 * minutes: its cache of the composed graph), so it is replaced when worn, off the critical path.
 */
import { engineSampleRate, type EngineRecogniser, type EngineWord, type SpeechEngine } from './engine.ts';

/** Undefined: free-form. Compared by content. */
export type Grammar = readonly string[] | undefined;

/** Audio after which a recogniser is replaced: two minutes. */
const wornSamples = 120 * engineSampleRate;
/** Kept for the next segment: about what a dozen calls at once need. */
const idleMax = 12;

export interface RecognisedWord {
  text: string;
  confidence: number;
  startSample: number;
  endSample: number;
}

export class LentRecogniser {
  readonly key: string;
  readonly #engine: EngineRecogniser;
  /** Samples given since it was made: what its word times count from. */
  #samples = 0;
  #utteranceStart = 0;

  constructor(key: string, engine: EngineRecogniser) {
    this.key = key;
    this.#engine = engine;
  }

  get worn(): boolean {
    return this.#samples >= wornSamples;
  }

  /** Has heard something that `final` has not yet concluded. */
  get inUtterance(): boolean {
    return this.#samples > this.#utteranceStart;
  }

  accept(samples: Int16Array, count: number): void {
    this.#engine.accept(samples, count);
    this.#samples += count;
  }

  partial(): string {
    return this.#engine.partial();
  }

  /** Ends the utterance. Times are samples from its start. */
  final(): RecognisedWord[] {
    const origin = this.#utteranceStart;
    const words = this.inUtterance ? this.#engine.final() : [];
    this.#utteranceStart = this.#samples;
    return words.map((word) => fromStart(word, origin));
  }

  /** The same with the next likely readings, the likeliest first. */
  readings(): { words: RecognisedWord[]; score: number }[] {
    const origin = this.#utteranceStart;
    const readings = (this.inUtterance ? this.#engine.readings?.() : undefined) ?? [];
    this.#utteranceStart = this.#samples;
    return readings.map(({ words, score }) => ({
      words: words.map((word) => fromStart(word, origin)),
      score,
    }));
  }

  free(): void {
    this.#engine.free();
  }
}

function fromStart({ text, conf, start, end }: EngineWord, origin: number): RecognisedWord {
  return {
    text,
    confidence: conf,
    startSample: start * engineSampleRate - origin,
    endSample: end * engineSampleRate - origin,
  };
}

export class Recognisers implements Disposable {
  readonly #engine: SpeechEngine;
  /** The oldest first. */
  #idle: LentRecogniser[] = [];
  readonly #wanted = new Map<string, { grammar: Grammar; readingsMax: number }>();

  constructor(engine: SpeechEngine) {
    this.#engine = engine;
  }

  get idle(): number {
    return this.#idle.length;
  }

  /** Makes one ready for the near future, when there is nothing better to do. */
  want(grammar: Grammar, readingsMax = 0): void {
    const key = keyOf(grammar, readingsMax);
    if (!this.#idle.some((recogniser) => recogniser.key === key))
      this.#wanted.set(key, { grammar, readingsMax });
  }

  /** Makes one that is wanted. @returns false when none was. */
  prepare(): boolean {
    const next = this.#wanted.entries().next().value;
    if (next === undefined) return false;
    this.#wanted.delete(next[0]);
    this.#keep(this.#make(next[1].grammar, next[1].readingsMax));
    return true;
  }

  /** @param readingsMax above 0: for `readings`. */
  lend(grammar: Grammar, readingsMax = 0): LentRecogniser {
    const key = keyOf(grammar, readingsMax);
    this.#wanted.delete(key);
    const at = this.#idle.findLastIndex((recogniser) => recogniser.key === key);
    if (at >= 0) return this.#idle.splice(at, 1)[0]!;
    return this.#make(grammar, readingsMax);
  }

  /** Concludes what it has heard, which takes a moment: not before the answer is out. */
  takeBack(recogniser: LentRecogniser): void {
    recogniser.final();
    if (!recogniser.worn) {
      this.#keep(recogniser);
      return;
    }
    recogniser.free();
    if (recogniser.key === keyOf(undefined, 0)) this.want(undefined);
  }

  [Symbol.dispose](): void {
    for (const recogniser of this.#idle) recogniser.free();
    this.#idle = [];
    this.#wanted.clear();
  }

  #make(grammar: Grammar, readingsMax: number): LentRecogniser {
    const engine = this.#engine.createRecogniser(grammar, readingsMax);
    return new LentRecogniser(keyOf(grammar, readingsMax), engine);
  }

  #keep(recogniser: LentRecogniser): void {
    this.#idle.push(recogniser);
    if (this.#idle.length > idleMax) this.#idle.shift()!.free();
  }
}

function keyOf(grammar: Grammar, readingsMax: number): string {
  return grammar === undefined ? '' : `${readingsMax}\n${grammar.join('\n')}`;
}
