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
  const found = specifications.flatMap((specification) => {
    const values = new Set([
      ...choicesOf(specification),
      ...valuesUnder(specification.name, results, depthMax),
    ]);
    return [...values].flatMap((value) => {
      const at = placeOf(String(value), heard);
      return at < 0 ? [] : [{ at, offered: { slot: specification.name, value, words: String(value) } }];
    });
  });
  return found
    .toSorted((one, other) => one.at - other.at)
    .slice(0, offeredMax)
    .map(({ offered }) => offered);
}

/**
 * The lists that stand: a slot keeps its last one until another of two or more is heard, for one name alone
 * ("the harbour coat is warm") is no choice.
 */
export function stillOffered(
  before: readonly OfferedValue[],
  heardNow: readonly OfferedValue[],
): readonly OfferedValue[] {
  const renewed = new Set(
    heardNow.map(({ slot }) => slot).filter((slot) => heardNow.filter((one) => one.slot === slot).length > 1),
  );
  const fresh = heardNow.filter(({ slot }) => renewed.has(slot));
  return fresh.length === 0 ? before : [...before.filter(({ slot }) => !renewed.has(slot)), ...fresh];
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

/** Where it stands as whole words, or -1. */
function placeOf(value: string, heard: string): number {
  const text = ` ${plain(heard)} `;
  return text.indexOf(` ${plain(value)} `);
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
