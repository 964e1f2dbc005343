/** "The second one": what was named to choose from, by its place. */
import type { Frame } from './frame.ts';
import type { SlotValue } from './slot.ts';

const places: Readonly<Record<string, number>> = {
  first: 0,
  former: 0,
  second: 1,
  third: 2,
  last: -1,
  latter: -1,
};
/** Whoever says more speaks of more than a place. */
const wordsMax = 7;

/** The value that was meant of those offered for the slot that was asked for; undefined where no place is named. */
export function offeredIn(
  { asked, offers }: Frame,
  words: readonly string[],
): ReadonlyMap<string, SlotValue> | undefined {
  if (asked === undefined || offers.length === 0 || words.length > wordsMax) return undefined;
  const place = words.map((word) => places[word]).findLast((at) => at !== undefined);
  const value = place === undefined ? undefined : offers.at(place);
  return value && new Map([[asked, value]]);
}
