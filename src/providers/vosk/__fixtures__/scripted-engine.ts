/**
 * An engine for tests that hears numbers: a stretch of samples of value 1000 x k is word k of a list.
 *
 * The last two digits of the value are the confidence in percent (00 is 1). A recogniser with a grammar
 * hears `[unk]` for words outside it. Some values are accidents: see `accident`.
 */
import type { EngineRecogniser, EngineWord, SpeechEngine } from '../engine.ts';
import { engineSampleRate, unknownWord } from '../engine.ts';

const digits = 'zero one two three four five six seven eight nine'.split(' ');

export const scriptedWords = ['', 'yes', 'no', 'monday', 'morning', 'please', 'taxi', 'berlin', ...digits];

export const accident = { abort: -30_000, hang: -31_000, refuse: -29_000 } as const;

/** What has been made and freed: only of use where the engine runs in the process of the test. */
export interface EngineCounts {
  made: string[];
  freed: number;
  /** Samples that free-form recognisers have heard. */
  freeSamples: number;
}

export function noCounts(): EngineCounts {
  return { made: [], freed: 0, freeSamples: 0 };
}

export function createScriptedEngine(counts: EngineCounts = noCounts()): SpeechEngine {
  return {
    hasWord: (word) => word !== '' && scriptedWords.includes(word),
    createRecogniser: (grammar) => {
      counts.made.push(grammar === undefined ? 'free' : grammar.join('|'));
      return new ScriptedRecogniser(grammar, counts);
    },
  };
}

export async function openEngine(): Promise<SpeechEngine> {
  return createScriptedEngine();
}

class ScriptedRecogniser implements EngineRecogniser {
  readonly #known: Set<string> | undefined;
  readonly #counts: EngineCounts;
  #heard = 0;
  #value = 0;
  #since = 0;
  #words: EngineWord[] = [];

  constructor(grammar: readonly string[] | undefined, counts: EngineCounts) {
    this.#known = grammar && new Set(grammar.flatMap((phrase) => phrase.split(' ')));
    this.#counts = counts;
  }

  accept(samples: Int16Array, count: number): void {
    if (this.#known === undefined) this.#counts.freeSamples += count;
    for (let index = 0; index < count; index += 1) {
      const value = samples[index]!;
      if (value < 0) befall(value);
      if (value !== this.#value) this.#endRun(value);
      this.#heard += 1;
    }
  }

  partial(): string {
    return this.#words.map(({ text }) => text).join(' ');
  }

  final(): EngineWord[] {
    this.#endRun(0);
    const words = this.#words;
    this.#words = [];
    return words;
  }

  free(): void {
    this.#counts.freed += 1;
  }

  #endRun(next: number): void {
    const word = scriptedWords[Math.floor(this.#value / 1000)];
    if (word !== undefined && word !== '') {
      const text = this.#known === undefined || this.#known.has(word) ? word : unknownWord;
      const percent = this.#value % 100;
      const [start, end] = [this.#since / engineSampleRate, this.#heard / engineSampleRate];
      this.#words.push({ text, start, end, conf: percent === 0 ? 1 : percent / 100 });
    }
    this.#value = next;
    this.#since = this.#heard;
  }
}

function befall(value: number): void {
  if (value === accident.abort) process.abort();
  if (value === accident.hang) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  if (value === accident.refuse) throw new Error('the engine refused');
}

/** PCM16 at 16 kHz of words and pauses: `['yes', 300, 'no:60']` is yes, 300 ms of nothing, no at 60 %. Words last 200 ms. */
export function speak(script: readonly (string | number)[]): Uint8Array {
  const values = script.flatMap((item) => {
    if (typeof item === 'number') return Array.from({ length: item * 16 }, () => 0);
    const [word, percent = '00'] = item.split(':') as [string, string?];
    const value = word in accident ? accident[word as keyof typeof accident] : valueOf(word, percent);
    return Array.from({ length: 3200 }, () => value);
  });
  return new Uint8Array(Int16Array.from(values).buffer);
}

function valueOf(word: string, percent: string): number {
  return scriptedWords.indexOf(word) * 1000 + Number(percent);
}
