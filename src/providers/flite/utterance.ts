/**
 * Reads flite's utterance out of its memory: which phones each token of the text became, and when they sound.
 *
 * Flite knows this exactly but its command line prints either words or phones, never which belongs to
 * which. While it writes the waveform the utterance still lies in wasm memory as plain 32-bit C structs,
 * so it is read from there, at no cost in synthesis:
 *
 *   Token ──daughters──▶ Word ══same contents══ SylStructure word ──▶ syllable ──▶ Segment { name, end }
 *
 * Everything found is checked against itself; where anything does not fit, `readUtterance` yields
 * undefined and timings fall back to an estimate. A new build of flite therefore cannot do harm.
 */
export interface Phone {
  /** Seconds from the start of the waveform. */
  startS: number;
  endS: number;
}

export interface UtteranceToken {
  /** As it stands in the text that flite was given, without punctuation around it. */
  name: string;
  phones: readonly Phone[];
}

export interface Utterance {
  tokens: readonly UtteranceToken[];
  /** The end of the last phone or pause. */
  endS: number;
}

/** A long clause takes some 50,000 steps along lists; beyond this we are following garbage. */
const stepsMax = 1_000_000;

/** `heapFrom`: a byte address below which only constant data lies. */
export function readUtterance(memory: ArrayBuffer, heapFrom: number): Utterance | undefined {
  try {
    return new UtteranceReader(memory).read(heapFrom);
  } catch (thrown) {
    // A pointer led out of memory: not the layout we know. Anything else is our own defect.
    if (thrown instanceof RangeError) return undefined;
    throw thrown;
  }
}

class UtteranceReader {
  readonly #words: Uint32Array;
  readonly #floats: Float32Array;
  readonly #bytes: Buffer;
  #steps = 0;

  constructor(memory: ArrayBuffer) {
    this.#words = new Uint32Array(memory);
    this.#floats = new Float32Array(memory);
    this.#bytes = Buffer.from(memory);
  }

  read(heapFrom: number): Utterance | undefined {
    const relations = this.#findRelations(heapFrom);
    if (relations === undefined) return undefined;
    const phones = new Map<number, Phone>();
    let endS = 0;
    for (const segment of this.#list(this.#head(relations, 'Segment'))) {
      const startS = endS;
      endS = this.#floats[this.#feature(segment, 'end') >> 2] ?? Number.NaN;
      // NaN fails this comparison too.
      if (!(endS >= startS)) return undefined;
      phones.set(this.#contents(segment), { startS, endS });
    }
    const phonesByWord = this.#phonesByWord(relations, phones);
    const tokens: UtteranceToken[] = [];
    for (const token of this.#list(this.#head(relations, 'Token'))) {
      const tokenPhones = this.#daughters(token).flatMap(
        (word) => phonesByWord.get(this.#contents(word)) ?? [],
      );
      tokens.push({ name: this.#text(this.#word(this.#feature(token, 'name'))), phones: tokenPhones });
    }
    return { tokens, endS };
  }

  #phonesByWord(relations: number, phones: ReadonlyMap<number, Phone>): Map<number, Phone[]> {
    const byWord = new Map<number, Phone[]>();
    for (const word of this.#list(this.#head(relations, 'SylStructure'))) {
      const segments = this.#daughters(word).flatMap((syllable) => this.#daughters(syllable));
      byWord.set(
        this.#contents(word),
        segments.flatMap((segment) => phones.get(this.#contents(segment)) ?? []),
      );
    }
    return byWord;
  }

  /**
   * Finds the utterance by one of its relations: a struct that points to the text "Segment" and to
   * an utterance which lists, under that same name, this very struct.
   */
  #findRelations(heapFrom: number): number | undefined {
    const name = Buffer.from('Segment\0');
    for (
      let nameAt = this.#bytes.indexOf(name, heapFrom);
      nameAt >= 0;
      nameAt = this.#bytes.indexOf(name, nameAt + 1)
    ) {
      for (
        let index = this.#words.indexOf(nameAt, heapFrom >> 2);
        index >= 0;
        index = this.#words.indexOf(nameAt, index + 1)
      ) {
        const utterance = this.#words[index + 2] ?? 0;
        if (utterance < heapFrom || utterance % 4 !== 0 || utterance >= this.#bytes.length) continue;
        const relations = this.#words[(utterance >> 2) + 2] ?? 0;
        if (relations < heapFrom || relations >= this.#bytes.length) continue;
        if (this.#relation(relations, 'Segment') === index * 4) return relations;
      }
    }
    return undefined;
  }

  /** The address of relation `name`, or 0. */
  #relation(relations: number, name: string): number {
    const value = this.#lookUp(relations, name);
    return value === 0 ? 0 : this.#word(value + 4);
  }

  #head(relations: number, name: string): number {
    const relation = this.#relation(relations, name);
    return relation === 0 ? 0 : this.#word(relation + 12);
  }

  /** Item: contents, relation, next, previous, up, down. */
  #contents(item: number): number {
    return this.#word(item);
  }

  #daughters(item: number): number[] {
    return this.#list(this.#word(item + 20));
  }

  #list(first: number): number[] {
    const items: number[] = [];
    for (let item = first; item !== 0; item = this.#word(item + 8)) {
      this.#countStep();
      items.push(item);
    }
    return items;
  }

  /** Where the value of an item's feature lies: after the type and the reference count. */
  #feature(item: number, name: string): number {
    const value = this.#lookUp(this.#word(this.#contents(item)), name);
    if (value === 0) throw new RangeError(`no feature ${name}`);
    return value + 4;
  }

  /** Features are a linked list of (name, value, next), headed by a struct. */
  #lookUp(features: number, name: string): number {
    for (let pair = this.#word(features); pair !== 0; pair = this.#word(pair + 8)) {
      this.#countStep();
      if (this.#text(this.#word(pair)) === name) return this.#word(pair + 4);
    }
    return 0;
  }

  #text(at: number): string {
    const end = this.#bytes.indexOf(0, at);
    if (at === 0 || end < 0 || end - at > 1024) throw new RangeError('not a text');
    return this.#bytes.toString('latin1', at, end);
  }

  #word(at: number): number {
    const word = this.#words[at >> 2];
    if (word === undefined || at % 4 !== 0 || at === 0) throw new RangeError('not a pointer');
    return word;
  }

  #countStep(): void {
    this.#steps += 1;
    if (this.#steps > stepsMax) throw new RangeError('the lists do not end');
  }
}
