/** Sentences with their values in: as they are spoken, or as a recogniser writes that knows digits. */
import type { Random } from '../../sim/random.ts';
import type { SlotName } from './concierge.ts';
import { sayValue, type Value } from './values.ts';
import { fillIn, pickSentence, type Wording } from './wording.ts';
import { asWritten, writtenValue } from './written.ts';

const writtenShare = 0.2;

export class Speaking {
  readonly #wording: Wording;
  readonly #random: Random;
  readonly #today: number;
  #written = false;

  constructor(wording: Wording, random: Random, today: number) {
    this.#wording = wording;
    this.#random = random;
    this.#today = today;
  }

  /** Of the caller, until the next turn: one of the two ways. */
  beginTurn(): void {
    this.#written = this.#random.chance(writtenShare);
  }

  heard(text: string): string {
    return this.#written ? asWritten(text) : text;
  }

  line(section: string): string {
    return pickSentence(this.#wording, section, this.#random);
  }

  noun(slot: SlotName): string {
    return this.line(`noun ${slot}`);
  }

  say(slot: SlotName, value: Value, form?: string): string {
    const written = this.#written ? writtenValue(slot, value) : undefined;
    return written ?? sayValue(slot, value, this.#random, this.#today, form);
  }

  all(slot: SlotName, values: readonly Value[], form?: string): string {
    return values.map((value) => this.say(slot, value, form)).join(' and ');
  }

  /** A sentence of the caller: `{noun}` is the slot's, the others stand in `values`. */
  fill(section: string, slot: SlotName, values: Readonly<Record<string, Value>> = {}): string {
    return fillIn(this.line(section), ({ name, form }) =>
      name === 'noun' ? this.noun(slot) : this.say(slot, values[name]!, form),
    );
  }

  /** A sentence of the agent, about what it holds. */
  agentSays(section: string, slot: SlotName, old: Value): string {
    const spelt = slot === 'phone' || slot === 'orderNumber' ? [...String(old)].join(' ') : undefined;
    return fillIn(this.line(section), ({ name }) =>
      name === 'noun' ? this.noun(slot) : (spelt ?? sayValue(slot, old, this.#random, this.#today)),
    );
  }
}
