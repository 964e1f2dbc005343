/**
 * One call of two hundred turns, from a seed.
 *
 *   1 to 10     the opening of a concierge's call: what it is about, and most slots in a few sentences
 *   11 to 180   everything that callers do, in any order
 *   181 to 200  every slot is asked for again, with a few corrections between
 *
 * The state is as large at turn 10 as it will ever be, give or take an article: `promptTokensTurn200` against
 * `promptTokensTurn10` says whether the prompt grows with the call, not how a full state compares to an empty one.
 */
import { Random } from '../../sim/random.ts';
import { CallWriter, type Aim, type CallTurn, type Move } from './call-writer.ts';
import { choices, slotNames } from './concierge.ts';
import type { Value } from './values.ts';
import type { Wording } from './wording.ts';

export const turnsPerCall = 200;
/** In which every slot is asked for again. */
export const closingTurns = 20;

/** How often each, between the opening and the closing. */
const middle: Readonly<Partial<Record<Move, number>>> = {
  correct: 24,
  answer: 20,
  intent: 16,
  set: 14,
  deny: 10,
  repair: 10,
  several: 10,
  pick: 10,
  negate: 8,
  question: 8,
  add: 7,
  'rule-out': 6,
  clear: 6,
  confirm: 6,
  'small-talk': 6,
  remove: 5,
  recall: 4,
};

export interface GeneratedCall {
  /** When it begins, in milliseconds since 1970. */
  startedAtMs: number;
  /** Of the call before. */
  recalled: Readonly<Record<string, Value>>;
  turns: readonly CallTurn[];
}

/** @param index Which call of the seed. */
export function generateCall(wording: Wording, seed: number, index: number): GeneratedCall {
  const random = new Random(seed * 1_000 + index);
  const today = Date.UTC(2026, 0, 5 + random.whole(0, 300));
  const recalled = {
    store: random.pick(choices.store),
    size: random.pick(choices.size),
    deliveryMethod: random.pick(choices.deliveryMethod),
  };
  const writer = new CallWriter(wording, random, today, recalled);
  for (const [move, aim] of [...opening(random), ...main(random), ...closing(random)])
    writer.write(move, aim);
  return { startedAtMs: today + random.whole(9, 15) * 3_600_000, recalled, turns: writer.turns };
}

type Step = readonly [Move, Aim?];

function opening(random: Random): Step[] {
  const facts: Step[] = [
    ['set', { slot: 'products' }],
    ['several', { slots: ['quantity', 'colour', 'size'] }],
    ['several', { slots: ['store', 'fittingDate', 'fittingTime'] }],
    ['several', { slots: ['occasion', 'budget'] }],
    ['several', { slots: ['deliveryMethod', 'deliveryDate'] }],
    ['several', { slots: ['name', 'phone'] }],
    ['answer', { slot: 'email' }],
    ['answer', { slot: 'orderNumber' }],
  ];
  return [['intent'], ...shuffled(facts, random), ['answer', { slot: 'giftWrap' }]];
}

function main(random: Random): Step[] {
  const steps = Object.entries(middle).flatMap(([move, count]) =>
    Array.from({ length: count }, (): Step => [move as Move]),
  );
  return shuffled(steps, random);
}

function closing(random: Random): Step[] {
  const asked = slotNames.map((slot): Step => ['ask', { slot }]);
  const corrected = Array.from({ length: closingTurns - asked.length }, (): Step => ['correct']);
  return shuffled([...asked, ...corrected], random);
}

function shuffled<Item>(items: readonly Item[], random: Random): Item[] {
  const left = [...items];
  return Array.from({ length: left.length }, () => left.splice(random.whole(0, left.length - 1), 1)[0]!);
}
