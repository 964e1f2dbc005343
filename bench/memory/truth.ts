/** What every slot of a call must hold, and what each turn changed of it. */
import type { SlotChange } from '../../src/contracts/memory.ts';
import { slotNames, type SlotName } from './concierge.ts';
import type { Value } from './values.ts';

export type Truth = Readonly<Partial<Record<SlotName, readonly Value[]>>>;

export class TruthKeeper {
  readonly #held = new Map<SlotName, readonly Value[]>();
  #changes: SlotChange[] = [];

  get now(): Truth {
    return Object.fromEntries(this.#held);
  }

  get empty(): SlotName[] {
    return slotNames.filter((slot) => !this.#held.has(slot));
  }

  held(slot: SlotName): readonly Value[] {
    return this.#held.get(slot) ?? [];
  }

  filled(slots: readonly SlotName[]): SlotName[] {
    return slots.filter((slot) => this.#held.has(slot));
  }

  /** What has changed since this was asked last: as a perfect listener reports it. */
  takeChanges(): SlotChange[] {
    return this.#changes.splice(0);
  }

  put(slot: SlotName, values: readonly Value[]): void {
    this.#held.set(slot, values);
    for (const [index, value] of values.entries()) {
      this.#changes.push({ slot, change: index === 0 ? 'set' : 'add', value, words: '', confidence: 1 });
    }
  }

  add(slot: SlotName, value: Value): void {
    this.#held.set(slot, [...this.held(slot), value]);
    this.#changes.push({ slot, change: 'add', value, words: '', confidence: 1 });
  }

  remove(slot: SlotName, value: Value): void {
    const left = this.held(slot).filter((one) => one !== value);
    if (left.length === 0) this.#held.delete(slot);
    else this.#held.set(slot, left);
    this.#changes.push({ slot, change: 'remove', value, words: '', confidence: 1 });
  }

  clear(slot: SlotName): void {
    this.#held.delete(slot);
    this.#changes.push({ slot, change: 'clear', words: '', confidence: 1 });
  }
}
