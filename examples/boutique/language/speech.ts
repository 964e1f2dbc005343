/** How the concierge says what a tool has found: a sentence or two, and never more than three things. */
import {
  isPlural,
  spokenDay,
  spokenDigits,
  spokenList,
  spokenNumber,
  spokenSize,
  spokenTime,
} from '../house/spoken.ts';
import type { Order, OrderLine } from '../house/orders.ts';

const namedMax = 3;

/** "the coat, the boots and two others" */
export function some(words: readonly string[], joint = 'and', others = 'others'): string {
  if (words.length <= namedMax) return spokenList(words, joint);
  const left = words.length - (namedMax - 1);
  return spokenList([...words.slice(0, namedMax - 1), `${spokenNumber(left)} ${others}`]);
}

export function spokenLine({ product, colour, size }: OrderLine): string {
  return size === 'one size'
    ? `the ${product} in ${colour}`
    : `the ${product} in ${colour}, ${spokenSize(size)}`;
}

/** "order seven zero zero one two, with the Harbour coat and one other piece" */
export function spokenOrder({ number, lines }: Order): string {
  const [first] = lines;
  const others = lines.length - 1;
  const more =
    others === 0 ? '' : ` and ${spokenNumber(others)} ${others === 1 ? 'other piece' : 'other pieces'}`;
  return `order ${spokenDigits(number)}, with the ${first?.product ?? 'pieces'}${more}`;
}

/** "half past ten" is in the morning to whoever is offered times of a shop. */
export function spokenTimes(startsAt: readonly string[]): string {
  return spokenList(
    startsAt.map((time) => shortTime(time)),
    'or',
  );
}

function shortTime(startsAt: string): string {
  return spokenTime(startsAt).replace(/ in the (?:morning|afternoon)$/, '');
}

/** Three of many, spread over the day: early, in the middle, late. */
export function spread<One>(all: readonly One[]): One[] {
  if (all.length <= namedMax) return [...all];
  return [0, Math.floor(all.length / 2), all.length - 1].flatMap((at) => all.slice(at, at + 1));
}

export { isPlural, spokenDay, spokenDigits, spokenList, spokenNumber, spokenSize, spokenTime };
