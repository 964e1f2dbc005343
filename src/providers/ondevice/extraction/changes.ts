/** From what was said of each slot to what changes in it. */
import type { SlotChange } from '../../../contracts/memory.ts';
import type { SlotPlan } from './plan.ts';
import type { Said } from './polarity.ts';
import { wordsAt } from './tokens.ts';
import type { Turn } from './turn.ts';

const clearedByRefusal = 0.6;
const eitherOr = 0.45;

export function changesOf(turn: Turn, said: readonly Said[]): SlotChange[] {
  const changes: SlotChange[] = [];
  for (const slot of turn.plan.slots) {
    const its = said.filter((one) => one.slot === slot.index && one.polarity !== 'aside');
    if (its.length === 0) continue;
    changes.push(
      ...(slot.specification.many ? changesOfMany(turn, slot, its) : changeOfOne(turn, slot, its)),
    );
  }
  return changes;
}

/** The last that is meant stands. */
function changeOfOne(turn: Turn, slot: SlotPlan, its: readonly Said[]): SlotChange[] {
  const { name } = slot.specification;
  const meant = its.filter(({ polarity, value }, index) => {
    const takenBack = its
      .slice(index + 1)
      .some((later) => later.polarity === 'out' && same(later.value, value));
    return polarity === 'in' && !takenBack;
  });
  // "put camel where you have navy": what is held already is not what is new.
  const isHeld = ({ value }: Said): boolean => turn.held(slot).some((one) => same(one.value, value));
  const final = meant.at(-1);
  const last =
    final !== undefined && isHeld(final) ? (meant.findLast((one) => !isHeld(one)) ?? final) : final;
  if (last !== undefined) {
    const before = meant[meant.indexOf(last) - 1];
    const isChoice =
      before !== undefined &&
      !same(before.value, last.value) &&
      /^or(?: (?:the|a|maybe|in|on|at))*$/.test(turn.words.slice(before.end, last.start).join(' '));
    const confidence = isChoice ? Math.min(eitherOr, last.confidence) : last.confidence;
    return [{ slot: name, change: 'set', value: last.value, words: wordsOfSaid(turn, last), confidence }];
  }
  const refused = its.find(
    ({ polarity, value }) => polarity === 'out' && turn.held(slot).some((one) => same(one.value, value)),
  );
  if (refused === undefined) return [];
  return [{ slot: name, change: 'clear', words: wordsOfSaid(turn, refused), confidence: clearedByRefusal }];
}

function changesOfMany(turn: Turn, slot: SlotPlan, its: readonly Said[]): SlotChange[] {
  const { name } = slot.specification;
  const held = turn.held(slot);
  const changes: SlotChange[] = [];
  const put = (change: 'set' | 'add' | 'remove', one: Said, confidence = one.confidence): void => {
    changes.push({ slot: name, change, value: one.value, words: wordsOfSaid(turn, one), confidence });
  };
  const added = its.filter(({ polarity }) => polarity === 'in');
  const out = its.filter(({ polarity }) => polarity === 'out');
  for (const one of out) put('remove', one, Math.min(0.9, one.confidence));
  const onlyThese =
    added.length > 0 &&
    held.length > 0 &&
    /(?:^|\b)(?:only|just)(?: (?:want|need|take|the|a|an|one))*$/.test(
      turn.words.slice(Math.max(0, added[0]!.start - 4), added[0]!.start).join(' '),
    );
  const overtakes = added.length > 0 && out.length === 0 && turn.corrects && putsRight(turn);
  const latest = held.filter(({ turn: said }) => said === lastTurnOf(turn));
  if (overtakes && latest.length === 1 && !added.some(({ value }) => same(value, latest[0]!.value))) {
    const { value, words } = latest[0]!;
    changes.push({ slot: name, change: 'remove', value, words, confidence: 0.6 });
  }
  const kept = added.filter(
    ({ value }, index) => added.findIndex((other) => same(other.value, value)) === index,
  );
  for (const [index, one] of kept.entries()) {
    if (out.some((other) => same(other.value, one.value) && other.start > one.start)) continue;
    put(onlyThese && index === 0 ? 'set' : 'add', one);
  }
  return changes;
}

/** "no, the belt", "I meant the belt", said of what came just before. */
function putsRight({ words }: Turn): boolean {
  return /^(?:(?:oh|sorry|wait|ah|well) )*no (?!and\b|also\b|but\b)|^(?:(?:no|oh|wait) )*(?:sorry )?i (?:meant|said)\b/.test(
    words.slice(0, 8).join(' '),
  );
}

function lastTurnOf({ plan, held }: Turn): number {
  return Math.max(-1, ...plan.slots.flatMap((slot) => held(slot).map(({ turn }) => turn)));
}

export function wordsOfSaid(turn: Turn, { start, end }: Pick<Said, 'start' | 'end'>): string {
  return wordsAt(turn.request.callerText, turn.tokens, start, end);
}

export function same(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}
