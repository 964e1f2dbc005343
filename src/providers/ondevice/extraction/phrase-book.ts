/**
 * Finds which of the known values was named: "the navy ones", "t shirt" for "T-shirt", "thirty eight" for "38".
 *
 * Tried in this order, each less sure than the one before: the whole value, its synonyms, a word that only this
 * value has, what sounds or is written much like it. Words are compared by their stems run together, so that
 * neither endings nor spaces matter.
 */
import { numbersAt } from './spoken-number.ts';
import { stemOf, tokensOf, type Token } from './tokens.ts';

export interface PhraseMatch {
  value: unknown;
  start: number;
  end: number;
  /** 0 to 1. */
  strength: number;
  /** So short or so common that it is a value only where one is expected. */
  weak: boolean;
}

interface Entry {
  value: unknown;
  strength: number;
  weak: boolean;
}

interface Item {
  stem: string;
  start: number;
  end: number;
  pause: number;
  letters: number;
}

const wordsMax = 6;
const entriesMax = 4000;
const fuzzyEntriesMax = 600;

export class PhraseBook {
  readonly #entries = new Map<string, Entry[]>();
  /** Keys by length, for near misses. */
  readonly #byLength = new Map<number, { key: string; sound: string }[]>();
  readonly #common: ReadonlySet<string>;
  readonly #domain: ReadonlySet<string>;
  #hasDigits = false;

  /**
   * @param common stems that are never taken for a misheard value.
   * @param domain stems that the agent's slots and intents are described with: alone they name no value.
   */
  constructor(common: ReadonlySet<string>, domain: ReadonlySet<string> = new Set()) {
    this.#common = common;
    this.#domain = domain;
  }

  get isEmpty(): boolean {
    return this.#entries.size === 0;
  }

  /** A way to say a value. */
  add(text: string, value: unknown, strength: number): void {
    const tokens = tokensOf(spacedOut(text));
    if (tokens.length === 0 || tokens.length > wordsMax * 2 || this.#entries.size >= entriesMax) return;
    const key = tokens.map(({ stem }) => stem).join('');
    if (/\d/.test(key)) this.#hasDigits = true;
    const isWeak =
      key.length < 3 || /^\d+(?:\.\d+)?$/.test(key) || (tokens.length === 1 && weakWords.has(key));
    this.#put(key, { value, strength, weak: isWeak });
  }

  /** Words that only one of the values has stand for it. */
  addDistinctive(values: readonly (readonly [text: string, value: unknown])[], strength: number): void {
    const owners = new Map<string, Set<unknown>>();
    for (const [text, value] of values) {
      for (const { stem } of tokensOf(spacedOut(text))) {
        if (!owners.has(stem)) owners.set(stem, new Set());
        owners.get(stem)!.add(value);
      }
    }
    for (const [stem, of] of owners) {
      if (of.size !== 1 || stem.length < 3 || (/\d/.test(stem) && stem.length < 2) || smallWords.has(stem))
        continue;
      if (this.#entries.has(stem)) continue;
      const [value] = of;
      this.#put(stem, {
        value,
        strength,
        weak: weakWords.has(stem) || this.#common.has(stem) || this.#domain.has(stem),
      });
    }
  }

  find(tokens: readonly Token[], expected: boolean): PhraseMatch[] {
    if (this.isEmpty) return [];
    const items = this.#hasDigits ? withDigits(tokens) : tokens.map(itemOf);
    const found: PhraseMatch[] = [];
    for (let at = 0; at < items.length; at++) {
      const match = this.#exactAt(items, at) ?? this.#nearAt(items, at, expected);
      if (match === undefined) continue;
      for (const entry of match.entries) {
        found.push({
          ...entry,
          strength: entry.strength * match.likeness,
          start: items[at]!.start,
          end: items[at + match.length - 1]!.end,
        });
      }
      at += match.length - 1;
    }
    return found;
  }

  #exactAt(items: readonly Item[], at: number): Hit | undefined {
    let key = '';
    let best: Hit | undefined;
    for (let length = 1; length <= wordsMax && at + length <= items.length; length++) {
      const item = items[at + length - 1]!;
      if (length > 1 && item.pause > 0) break;
      key += item.stem;
      const entries = this.#entries.get(key);
      if (entries !== undefined) best = { entries, length, likeness: 1 };
    }
    return best;
  }

  #nearAt(items: readonly Item[], at: number, expected: boolean): Hit | undefined {
    let key = '';
    let letters = 0;
    let best: Hit | undefined;
    for (let length = 1; length <= 3 && at + length <= items.length; length++) {
      const item = items[at + length - 1]!;
      if (length > 1 && item.pause > 0) break;
      // A word that everybody uses was most likely meant.
      if (this.#common.has(item.stem) && (length === 1 || !expected)) break;
      key += item.stem;
      letters += item.letters;
      if (letters < (expected ? 4 : 5) || /\d/.test(key)) continue;
      const near = this.#nearest(key);
      if (near !== undefined && near.likeness > (best?.likeness ?? 0)) {
        best = { entries: this.#entries.get(near.key)!, length, likeness: near.likeness };
      }
    }
    return best;
  }

  #nearest(key: string): { key: string; likeness: number } | undefined {
    const editsMax = key.length >= 8 ? 2 : 1;
    const sound = soundOf(key);
    let best: { key: string; likeness: number } | undefined;
    let tried = 0;
    for (let length = key.length - editsMax - 1; length <= key.length + editsMax + 1; length++) {
      for (const { key: other, sound: otherSound } of this.#byLength.get(length) ?? []) {
        if (++tried > fuzzyEntriesMax) return best;
        const edits = editDistance(key, other, editsMax);
        const alike =
          edits <= editsMax
            ? 0.92 - 0.06 * edits
            : key.length >= 5 && sound.length >= 3 && otherSound === sound
              ? 0.75
              : 0;
        // Of few letters the first two must be heard: "goof" is no "glove".
        if (key.length < 5 && key.slice(0, 2) !== other.slice(0, 2)) continue;
        const sameHead = key[0] === other[0] || sound[0] === otherSound[0];
        if (alike > (best?.likeness ?? 0) && (sameHead || edits === 1))
          best = { key: other, likeness: alike };
      }
    }
    return best;
  }

  #put(key: string, entry: Entry): void {
    const there = this.#entries.get(key);
    if (there === undefined) {
      this.#entries.set(key, [entry]);
      if (key.length < 4 || /\d/.test(key)) return;
      const sameLength = this.#byLength.get(key.length);
      if (sameLength === undefined) this.#byLength.set(key.length, [{ key, sound: soundOf(key) }]);
      else sameLength.push({ key, sound: soundOf(key) });
    } else if (!there.some(({ value }) => value === entry.value) && there.length < 8) there.push(entry);
  }
}

interface Hit {
  entries: readonly Entry[];
  length: number;
  likeness: number;
}

/** Names of values that mean something else in most sentences. */
const weakWords = new Set(
  'no yes other none any one two all both same more most least right well new old day today home out up'
    .split(' ')
    .map(stemOf),
);
const smallWords = new Set(
  'the and with for from our your this that of in at on by to a an or de la le new size set pair'
    .split(' ')
    .map(stemOf),
);

function itemOf({ text, stem, pause }: Token, index: number): Item {
  return { stem, start: index, end: index + 1, pause, letters: text.length };
}

/** "thirty eight" as "38", one item. */
function withDigits(tokens: readonly Token[]): Item[] {
  const words = tokens.map(({ text }) => text);
  const items: Item[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const number = numbersAt(words, at).at(-1);
    if (number === undefined || words[at] === 'a') items.push(itemOf(tokens[at]!, at));
    else {
      items.push({
        stem: String(number.value),
        start: at,
        end: at + number.length,
        pause: tokens[at]!.pause,
        letters: 0,
      });
      at += number.length - 1;
    }
  }
  return items;
}

/** `storePickup`, `store_pickup` and `store-pickup` are "store pickup". */
export function spacedOut(text: string): string {
  return text
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .slice(0, 200);
}

/** Letters added, left out, changed or swapped; more than `most` counts as `most + 1`. */
export function editDistance(left: string, right: string, most: number): number {
  if (Math.abs(left.length - right.length) > most) return most + 1;
  let before: number[] = [];
  let last = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row++) {
    const now = [row];
    let least = row;
    for (let column = 1; column <= right.length; column++) {
      const same = left[row - 1] === right[column - 1] ? 0 : 1;
      let edits = Math.min(last[column]! + 1, now[column - 1]! + 1, last[column - 1]! + same);
      const swapped = left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      if (row > 1 && column > 1 && swapped) edits = Math.min(edits, before[column - 2]! + 1);
      now.push(edits);
      if (edits < least) least = edits;
    }
    if (least > most) return most + 1;
    before = last;
    last = now;
  }
  return Math.min(last[right.length]!, most + 1);
}

/** A rough key of how a word sounds: "cashmere" and "kashmir" are alike. */
export function soundOf(word: string): string {
  const consonants = word
    .replace(/ph/g, 'f')
    .replace(/c(?=[eiy])/g, 's')
    .replace(/ck|[cq]/g, 'k')
    .replace(/sh|ch|sch/g, 'x')
    .replace(/z/g, 's')
    .replace(/v/g, 'f')
    .replace(/gh|h/g, '')
    .replace(/(.)\1+/g, '$1');
  return consonants.slice(0, 1).replace(/[aeiouy]/, 'a') + consonants.slice(1).replace(/[aeiouyw]+/g, '');
}
