/**
 * What the agent has named and the caller may mean by "the second one": values of slots, in the order in which
 * they were heard. They come from the slots' own choices and from what a tool has just told; one that was not
 * heard was not offered.
 */
import type { OfferedValue, SlotSpecification } from '../contracts/memory.ts';

const offeredMax = 12;
const depthMax = 5;

/** @param results What tools gave since the caller spoke last. */
export function offeredIn(
  heard: string,
  specifications: readonly SlotSpecification[],
  results: readonly unknown[],
): OfferedValue[] {
  const candidates = specifications.flatMap((specification) => {
    const { name } = specification;
    const values = new Set([...choicesOf(specification), ...valuesUnder(name, results, depthMax)]);
    return [...values].map((value) => ({ slot: name, value, words: String(value) }));
  });
  // "Extra large" is no "large": longer names take their place in the sentence first.
  const longestFirst = candidates.toSorted(
    (one, other) => plain(other.words).length - plain(one.words).length,
  );
  const taken = new Map<string, string>();
  const found = longestFirst.flatMap((offered) => {
    const text = taken.get(offered.slot) ?? ` ${plain(heard)} `;
    const at = text.indexOf(` ${plain(offered.words)} `);
    if (at < 0) return [];
    const { length } = plain(offered.words);
    taken.set(offered.slot, `${text.slice(0, at + 1)}${'_'.repeat(length)}${text.slice(at + 1 + length)}`);
    return [{ at, offered }];
  });
  return found
    .toSorted((one, other) => one.at - other.at)
    .slice(0, offeredMax)
    .map(({ offered }) => offered);
}

/**
 * The list that stands: the last one heard. It takes two of a slot to make a list, for one name alone ("the harbour
 * coat is warm") is no choice.
 */
export function stillOffered(
  before: readonly OfferedValue[],
  heardNow: readonly OfferedValue[],
): readonly OfferedValue[] {
  const list = heardNow.filter(({ slot }) => heardNow.filter((one) => one.slot === slot).length > 1);
  return list.length === 0 ? before : list;
}

function choicesOf({ schema }: SlotSpecification): (string | number)[] {
  const choices = Array.isArray(schema['enum']) ? (schema['enum'] as unknown[]) : [];
  return choices.filter(isWord);
}

/** Values that stand under the slot's own name: `product`, or `products` for several. */
function valuesUnder(name: string, value: unknown, depth: number): (string | number)[] {
  if (depth === 0 || typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((item) => valuesUnder(name, item, depth - 1));
  return Object.entries(value).flatMap(([key, inner]) => {
    if (singular(key) !== singular(name)) return valuesUnder(name, inner, depth - 1);
    const values: unknown[] = Array.isArray(inner) ? inner : [inner];
    return [...values.filter(isWord), ...valuesUnder(name, inner, depth - 1)];
  });
}

function isWord(value: unknown): value is string | number {
  return (
    (typeof value === 'string' && value.trim() !== '' && value.length <= 80) || typeof value === 'number'
  );
}

function singular(name: string): string {
  return name.toLowerCase().replace(/s$/, '');
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
