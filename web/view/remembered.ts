/**
 * What the house has understood of the call so far: what the caller wants, and the slots as they fill. Pure.
 *
 * Each `slots-extracted` brings all slots as they are now, so whoever comes in late sees them all with the
 * next one; what stood there before is kept a while as `past`, for a correction to be seen as one.
 */
import type { CallEvent } from '../../src/contracts/events.ts';
import type { RememberedValue } from '../../src/contracts/memory.ts';
import { clockInWords, cut, nameInWords, valueInWords } from './in-words.ts';

export interface RememberedRow {
  key: string;
  name: string;
  /** As they hold now; none where the slot was cleared. */
  values: readonly string[];
  /** What held before and does no longer, the oldest first. */
  past: readonly string[];
  /** "turn 4 · 0:42 · “the blue one”". */
  since: string;
  /** What the last turn did to it. */
  mark: 'new' | 'changed' | 'cleared' | undefined;
}

interface Slot {
  values: readonly RememberedValue[];
  past: string[];
  mark: RememberedRow['mark'];
}

const pastMax = 3;
const valuesMax = 6;
const slotsMax = 64;
/** Of what the turns before wanted. */
const wishesMax = 3;
const turnsKept = 400;
/** Below it the house asks again before it relies on a value. */
const sureFrom = 0.6;

export class Remembered {
  readonly slots = new Map<string, Slot>();
  /** What the caller wants, the latest last, each with the turn that told it. */
  readonly wishes: { name: string; turn: number; isNew: boolean }[] = [];
  isVerified = false;
  /** Slots that calls before have left. */
  recalled: readonly string[] = [];
  /** Turns that could not be read: what they said may be missing. */
  readonly missed: number[] = [];
  /** What the last turn changed, as one sentence for a screen reader. */
  news = '';
  readonly #turnsAt = new Map<number, number>();

  /** @returns whether anything that is shown has changed. */
  take(event: CallEvent): boolean {
    switch (event.type) {
      case 'turn-start':
        this.#turnsAt.set(event.turn, event.atMs);
        if (this.#turnsAt.size > turnsKept) this.#turnsAt.delete(this.#turnsAt.keys().next().value!);
        return false;
      case 'slots-extracted':
        this.#extracted(event);
        return true;
      case 'extraction-failed':
        if (!event.givenUp) return false;
        this.missed.push(event.turn);
        if (this.missed.length > pastMax) this.missed.shift();
        return true;
      case 'caller-verified':
        this.isVerified = true;
        return true;
      case 'caller-recalled':
        this.recalled = event.slots.slice(0, slotsMax);
        return true;
      default:
        return false;
    }
  }

  /** Nothing to show: the page keeps no place for it. */
  get isEmpty(): boolean {
    const { slots, wishes, missed, recalled, isVerified } = this;
    return slots.size + wishes.length + missed.length + recalled.length === 0 && !isVerified;
  }

  /** When a turn began; undefined where it began before this page listened. */
  turnAtMs(turn: number): number | undefined {
    return this.#turnsAt.get(turn);
  }

  #extracted({ turn, intent, changed, slots }: Extract<CallEvent, { type: 'slots-extracted' }>): void {
    const told: string[] = [];
    const last = this.wishes.at(-1);
    for (const wish of this.wishes) wish.isNew = false;
    if (intent !== undefined && intent !== last?.name) {
      this.wishes.push({ name: intent, turn, isNew: true });
      if (this.wishes.length > wishesMax + 1) this.wishes.shift();
      told.push(`you want: ${nameInWords(intent)}`);
    }
    for (const slot of this.slots.values()) slot.mark = undefined;
    const touched = new Set(changed);
    for (const name of new Set([...this.slots.keys(), ...Object.keys(slots).slice(0, slotsMax)])) {
      const now = Object.hasOwn(slots, name) ? slots[name]! : [];
      const slot = this.slots.get(name);
      if (slot === undefined) {
        this.slots.set(name, { values: now, past: [], mark: touched.has(name) ? 'new' : undefined });
      } else {
        this.#replace(slot, now, touched.has(name));
      }
      const mark = this.slots.get(name)!.mark;
      if (mark === 'cleared') told.push(`${nameInWords(name)} cleared`);
      else if (mark !== undefined)
        told.push(
          `${nameInWords(name)}: ${now
            .slice(0, valuesMax)
            .map(({ value }) => valueInWords(value))
            .join(', ')}`,
        );
    }
    if (told.length > 0) this.news = cut(`Noted: ${told.join('; ')}`);
  }

  #replace(slot: Slot, now: readonly RememberedValue[], touched: boolean): void {
    const texts = new Set(now.map(({ value }) => JSON.stringify(value)));
    const gone = slot.values.filter(({ value }) => !texts.has(JSON.stringify(value)));
    const isMore = now.length > slot.values.length - gone.length;
    const wasEmpty = slot.values.length === 0;
    if (touched || gone.length > 0 || isMore)
      slot.mark = now.length > 0 ? (wasEmpty ? 'new' : 'changed') : wasEmpty ? undefined : 'cleared';
    slot.values = now;
    if (gone.length + slot.past.length === 0) return;
    const held = new Set(now.map(({ value }) => valueInWords(value)));
    // What was taken back and said again holds, and is struck no longer.
    slot.past = [...new Set([...slot.past, ...gone.map(({ value }) => valueInWords(value))])]
      .filter((text) => !held.has(text))
      .slice(-pastMax);
  }
}

/** The rows of the page: what the caller wants first, then the slots in the order in which they came. */
export function rememberedRows(remembered: Remembered): RememberedRow[] {
  const rows: RememberedRow[] = [];
  const wish = remembered.wishes.at(-1);
  if (wish !== undefined) {
    const before = remembered.wishes.slice(0, -1).map(({ name }) => nameInWords(name));
    rows.push({
      key: 'wish',
      name: 'you want',
      values: [nameInWords(wish.name)],
      past: [],
      since: [
        sinceTurn(remembered, wish.turn),
        ...(before.length > 0 ? [`before: ${before.join(', ')}`] : []),
      ].join(' · '),
      mark: wish.isNew ? (before.length > 0 ? 'changed' : 'new') : undefined,
    });
  }
  for (const [name, { values, past, mark }] of remembered.slots) {
    if (values.length === 0 && past.length === 0) continue;
    const more = values.length > valuesMax ? [`${values.length - valuesMax} more`] : [];
    rows.push({
      key: `slot-${name}`,
      name: nameInWords(name),
      values: [...values.slice(0, valuesMax).map(({ value }) => valueInWords(value)), ...more],
      past,
      since: sinceOf(remembered, values),
      mark,
    });
  }
  return rows;
}

/** Of the value that was said last. */
function sinceOf(remembered: Remembered, values: readonly RememberedValue[]): string {
  if (values.length === 0) return 'nothing holds now';
  const last = values.reduce((one, other) => (other.turn >= one.turn ? other : one));
  const isSame = last.words.trim().toLowerCase() === valueInWords(last.value).toLowerCase();
  const parts = [sinceTurn(remembered, last.turn)];
  if (last.words.trim() !== '' && !isSame) parts.push(`“${cut(last.words)}”`);
  if (last.confidence < sureFrom) parts.push('not sure');
  return parts.join(' · ');
}

function sinceTurn(remembered: Remembered, turn: number): string {
  const atMs = remembered.turnAtMs(turn);
  return atMs === undefined ? `turn ${turn}` : `turn ${turn} · ${clockInWords(atMs)}`;
}

/** What is to be said beside the rows, a sentence each. */
export function rememberedNotes({ isVerified, recalled, missed }: Remembered): string[] {
  const notes: string[] = [];
  if (isVerified) notes.push('The house knows who you are: you have proved it.');
  if (recalled.length > 0)
    notes.push(`From your calls before: ${cut(recalled.map(nameInWords).join(', '))}.`);
  if (missed.length > 0) {
    const turns = missed.length === 1 ? `turn ${missed[0]}` : `turns ${missed.join(', ')}`;
    notes.push(`What you said in ${turns} could not be noted and may be missing here.`);
  }
  return notes;
}
