/**
 * From what happened in the calls to the figures.
 *
 *   slotAccuracy      every slot of every call: does the prompt hold the truth when the caller asks for it again?
 *   intentAccuracy    turns in which the caller says what they want: is it remembered right after?
 *   changeAccuracy    changes of one slot by one turn: made as they were meant, whatever stood before
 *   falseChanges      changes that nobody asked for
 */
import { roundTo } from '../shared/statistics.ts';
import type { CallTurn, Move } from './call-writer.ts';
import { slotNames, type SlotName } from './concierge.ts';
import type { GeneratedCall } from './generate.ts';
import { readNotes } from './notes.ts';
import type { CallTrace, TurnTrace } from './trace.ts';
import { isSameValue } from './values.ts';

/** Something that a turn should have left behind, and did not. */
export interface Miss {
  turn: CallTurn;
  /** `intent`, or a slot. */
  what: string;
  expected: readonly unknown[];
  got: readonly unknown[];
}

export interface Tally {
  right: number;
  of: number;
}

export class Score {
  readonly slots: Tally = { right: 0, of: 0 };
  readonly intents: Tally = { right: 0, of: 0 };
  readonly changes: Tally = { right: 0, of: 0 };
  /** Of turns that say nothing of what the caller wants: those after which another intent stood there. */
  readonly falseIntents: Tally = { right: 0, of: 0 };
  readonly turns: Tally = { right: 0, of: 0 };
  readonly slotsByName = new Map<SlotName, Tally>();
  /** By what the caller did when they spoke of the slot last. */
  readonly slotsByLastMove = new Map<Move, Tally>();
  readonly changesByName = new Map<SlotName, Tally>();
  readonly turnsByMove = new Map<Move, Tally>();
  readonly intentsByName = new Map<string, Tally>();
  falseChanges = 0;
  readonly misses: Miss[] = [];

  add({ turns }: GeneratedCall, trace: CallTrace): void {
    if (trace.turns.length !== turns.length) {
      throw new Error(`the call has ${turns.length} turns, and ${trace.turns.length} of them were answered`);
    }
    const lastMoves = new Map<string, Move>();
    for (const [index, turn] of turns.entries()) {
      const after = trace.turns[index]!;
      for (const { slot } of turn.changes) lastMoves.set(slot, turn.move);
      if (turn.asks !== undefined) this.#addAsked(turn.asks, lastMoves.get(turn.asks)!, turn, after);
      this.#addChanges(turns[index - 1], turn, after);
      this.#addIntent(turn, after, trace.turns[index - 1]);
    }
  }

  #addAsked(slot: SlotName, lastMove: Move, turn: CallTurn, { request }: TurnTrace): void {
    const noted = readNotes(request.prompt.messages, slotNames).get(slot) ?? [];
    const right = isSameSet(noted, turn.truth[slot] ?? []);
    count(this.slots, right);
    count(tallyOf(this.slotsByName, slot), right);
    count(tallyOf(this.slotsByLastMove, lastMove), right);
  }

  #addChanges(previous: CallTurn | undefined, turn: CallTurn, { before, after }: TurnTrace): void {
    let allRight = true;
    for (const slot of slotNames) {
      const meant = { before: previous?.truth[slot] ?? [], after: turn.truth[slot] ?? [] };
      const held = { before: valuesOf(before, slot), after: valuesOf(after, slot) };
      const isMeant = turn.changes.some((change) => change.slot === slot);
      const isMade = !isSameSet(held.before, held.after);
      if (!isMeant && !isMade) continue;
      const right = isMeant && isAsMeant(slot, meant, held);
      if (!isMeant) this.falseChanges += 1;
      if (isMeant) {
        count(this.changes, right);
        count(tallyOf(this.changesByName, slot), right);
      }
      if (right) continue;
      allRight = false;
      this.misses.push({ turn, what: slot, expected: isMeant ? meant.after : held.before, got: held.after });
    }
    count(this.turns, allRight);
    count(tallyOf(this.turnsByMove, turn.move), allRight);
  }

  #addIntent(turn: CallTurn, { intent }: TurnTrace, previous: TurnTrace | undefined): void {
    const right = intent?.name === (turn.intent ?? previous?.intent?.name);
    if (turn.intent === undefined) count(this.falseIntents, right);
    else {
      count(this.intents, right);
      count(tallyOf(this.intentsByName, turn.intent), right);
    }
    if (right) return;
    this.misses.push({ turn, what: 'intent', expected: [turn.intent], got: [intent?.name] });
  }
}

interface Step {
  before: readonly unknown[];
  after: readonly unknown[];
}

/** Of the articles, those that came and went count: an article missed earlier is not missed again. */
function isAsMeant(slot: SlotName, meant: Step, held: Step): boolean {
  if (slot !== 'products' || isSameSet(meant.after, held.after)) return isSameSet(meant.after, held.after);
  const isIn = (values: readonly unknown[], value: unknown): boolean =>
    values.some((one) => isSameValue(one, value));
  const came = meant.after.filter((value) => !isIn(meant.before, value));
  const went = meant.before.filter((value) => !isIn(meant.after, value));
  const stayed = held.before.filter((value) => !isIn(went, value));
  return isSameSet(held.after, [...stayed.filter((value) => !isIn(came, value)), ...came]);
}

function valuesOf(slots: TurnTrace['after'], slot: SlotName): unknown[] {
  return Object.hasOwn(slots, slot) ? slots[slot]!.map(({ value }) => value) : [];
}

export function isSameSet(left: readonly unknown[], right: readonly unknown[]): boolean {
  return left.length === right.length && left.every((one) => right.some((other) => isSameValue(one, other)));
}

function tallyOf<Name>(tallies: Map<Name, Tally>, name: Name): Tally {
  const tally = tallies.get(name) ?? { right: 0, of: 0 };
  tallies.set(name, tally);
  return tally;
}

function count(tally: Tally, right: boolean): void {
  tally.of += 1;
  if (right) tally.right += 1;
}

/** 1 where there was nothing to get right. */
export function shareOf({ right, of }: Tally): number {
  return of === 0 ? 1 : roundTo(right / of, 4);
}
