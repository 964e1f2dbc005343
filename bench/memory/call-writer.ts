/**
 * Writes the turns of one call, move by move, and keeps the truth: what every slot must hold after each of them.
 *
 * A move is what the caller does; the wording gives the sentence, chance the values. Only what an attentive
 * person understands from the turn, the agent's sentence before it, the list on offer and what is known.
 */
import type { OfferedValue, SlotChange } from '../../src/contracts/memory.ts';
import type { Random } from '../../sim/random.ts';
import { choices, conciergeIntents, slotNames, type SlotName } from './concierge.ts';
import { Speaking } from './speaking.ts';
import { TruthKeeper, type Truth } from './truth.ts';
import { drawValue, isSameValue, type Value } from './values.ts';
import { fillIn, placeholdersOf, sentencesOf, type Wording } from './wording.ts';

export type Move =
  | 'set'
  | 'answer'
  | 'several'
  | 'correct'
  | 'deny'
  | 'repair'
  | 'negate'
  | 'rule-out'
  | 'clear'
  | 'add'
  | 'remove'
  | 'pick'
  | 'recall'
  | 'confirm'
  | 'intent'
  | 'small-talk'
  | 'question'
  | 'ask';

export interface CallTurn {
  turn: number;
  move: Move;
  /** What the caller had heard before they spoke. */
  agentText: string;
  callerText: string;
  /** The last list that the agent named. */
  offered: readonly OfferedValue[];
  /** What the caller says they want, in this turn. */
  intent: string | undefined;
  /** The slot that the caller asks for. */
  asks: SlotName | undefined;
  /** What a perfect listener reports. */
  changes: readonly SlotChange[];
  /** Of every slot, after this turn. */
  truth: Truth;
}

export interface Aim {
  slot?: SlotName;
  /** Exactly these in one sentence. */
  slots?: readonly SlotName[];
}

type Said = Pick<CallTurn, 'agentText' | 'callerText'> & Partial<Pick<CallTurn, 'intent' | 'asks' | 'move'>>;
type Enumerated = Exclude<keyof typeof choices, 'products'>;

const enumerated: readonly Enumerated[] = ['store', 'size', 'colour', 'occasion', 'deliveryMethod'];
const single: readonly SlotName[] = slotNames.filter((slot) => slot !== 'products' && slot !== 'giftWrap');
/** Said in a word or two: callers name the old value too, or trip over it. */
const short: readonly SlotName[] = single.filter(
  (slot) => slot !== 'phone' && slot !== 'email' && slot !== 'orderNumber',
);
const productsMax = 5;
const ordinals = ['first', 'second', 'third'];

export class CallWriter {
  readonly turns: CallTurn[] = [];
  readonly #wording: Wording;
  readonly #random: Random;
  readonly #today: number;
  readonly #recalled: Readonly<Record<string, Value>>;
  readonly #truth = new TruthKeeper();
  readonly #speaking: Speaking;
  #offered: OfferedValue[] = [];
  #intent: string | undefined;

  constructor(wording: Wording, random: Random, today: number, recalled: Readonly<Record<string, Value>>) {
    this.#wording = wording;
    this.#random = random;
    this.#today = today;
    this.#recalled = recalled;
    this.#speaking = new Speaking(wording, random, today);
  }

  write(move: Move, aim: Aim = {}): void {
    this.#speaking.beginTurn();
    const { agentText, callerText, intent, asks, move: played = move } = this.#play(move, aim);
    this.turns.push({
      turn: this.turns.length + 1,
      move: played,
      agentText: this.turns.length === 0 ? this.#speaking.line('agent greeting') : agentText,
      callerText: this.#speaking.heard(callerText),
      offered: this.#offered,
      intent,
      asks,
      changes: this.#truth.takeChanges(),
      truth: this.#truth.now,
    });
  }

  #play(move: Move, aim: Aim): Said {
    switch (move) {
      case 'set':
        return this.#set(aim.slot ?? this.#slotToFill());
      case 'answer':
        return this.#answer(aim.slot ?? this.#slotToFill());
      case 'several':
        return this.#several(aim.slots);
      case 'correct':
        return this.#correct(aim.slot);
      case 'deny':
        return this.#deny();
      case 'repair':
        return this.#repair();
      case 'negate':
        return this.#negate();
      case 'rule-out':
        return this.#ruleOut();
      case 'clear':
        return this.#clear();
      case 'add':
        return this.#truth.held('products').length >= productsMax ? this.#remove() : this.#add();
      case 'remove':
        return this.#truth.held('products').length < 2 ? this.#add() : this.#remove();
      case 'pick':
        return this.#pick();
      case 'recall':
        return this.#recall();
      case 'confirm':
        return this.#confirm();
      case 'intent':
        return this.#wish();
      case 'small-talk':
        return this.#acknowledged(this.#speaking.line('small talk'));
      case 'question':
        return this.#question();
      case 'ask':
        return { ...this.#acknowledged(this.#ask(aim.slot!)), asks: aim.slot };
    }
  }

  #set(slot: SlotName): Said {
    if (slot === 'giftWrap') return this.#beforeSaid(this.#giftWrap('set'), slot);
    const values = slot === 'products' ? this.#newProducts(this.#random.whole(1, 2)) : [this.#newValue(slot)];
    const text = fillIn(this.#speaking.line(`set ${slot}`), ({ form }) =>
      this.#speaking.all(slot, values, form),
    );
    this.#truth.put(slot, values);
    return this.#beforeSaid(text, slot);
  }

  #answer(slot: SlotName): Said {
    const agentText = this.#speaking.line(`agent question ${slot}`);
    if (slot === 'giftWrap') return { agentText, callerText: this.#giftWrap('answer') };
    const values = slot === 'products' ? this.#newProducts(1) : [this.#newValue(slot)];
    const sentence = this.#random.chance(0.4) ? '{value}' : this.#speaking.line('answer');
    const callerText = fillIn(sentence, () => this.#speaking.all(slot, values));
    this.#truth.put(slot, values);
    return { agentText, callerText };
  }

  #several(slots: readonly SlotName[] | undefined): Said {
    const wanted = slots?.toSorted().join();
    const sentences = sentencesOf(this.#wording, 'several').filter((sentence) => {
      const named = placeholdersOf(sentence).map(({ name }) => name);
      return wanted === undefined || named.toSorted().join() === wanted;
    });
    const callerText = fillIn(this.#random.pick(sentences), ({ name, form }) => {
      const slot = name as SlotName;
      const value = this.#newValue(slot);
      this.#truth.put(slot, [value]);
      return this.#speaking.say(slot, value, form);
    });
    return this.#acknowledged(callerText);
  }

  #correct(aimed: SlotName | undefined): Said {
    const slot = aimed ?? this.#random.pick(slotNames.filter((one) => this.#truth.held(one).length > 0));
    if (slot === 'giftWrap') return this.#beforeSaid(this.#giftWrap('correct'), slot);
    if (slot === 'products') {
      const old = this.#random.pick(this.#truth.held(slot));
      const [value] = this.#newProducts(1);
      const text = this.#speaking.fill('correct products', slot, { value: value!, old });
      this.#truth.remove('products', old);
      this.#truth.add('products', value!);
      return this.#acknowledged(text);
    }
    const old = this.#truth.held(slot)[0]!;
    const value = this.#newValue(slot);
    const section = short.includes(slot) && this.#random.chance(0.35) ? 'correct old' : 'correct';
    const text = this.#speaking.fill(section, slot, { value, old });
    this.#truth.put(slot, [value]);
    return this.#beforeSaid(text, slot);
  }

  /** The agent says what it has noted, and it is no longer so. */
  #deny(): Said {
    const slot = this.#random.pick(this.#truth.filled(single));
    const old = this.#truth.held(slot)[0]!;
    const value = this.#newValue(slot);
    const agentText = this.#speaking.agentSays('agent echo', slot, old);
    const callerText = this.#speaking.fill('deny', slot, { value });
    this.#truth.put(slot, [value]);
    return { agentText, callerText };
  }

  #repair(): Said {
    const slot = this.#random.pick(short);
    const value = this.#newValue(slot);
    const wrong = this.#newValue(slot, value);
    const repair = this.#speaking.line('repair');
    const text = fillIn(this.#speaking.line(`set ${slot}`), ({ form }) =>
      fillIn(repair, ({ name }) => this.#speaking.say(slot, name === 'wrong' ? wrong : value, form)),
    );
    this.#truth.put(slot, [value]);
    return this.#acknowledged(text);
  }

  #negate(): Said {
    const slot = this.#random.pick(short);
    const value = this.#newValue(slot);
    const held = this.#truth.held(slot)[0];
    const wrong = held !== undefined && this.#random.chance(0.6) ? held : this.#newValue(slot, value);
    const text = this.#speaking.fill('negation', slot, { value, wrong });
    this.#truth.put(slot, [value]);
    return this.#acknowledged(text);
  }

  /** What is ruled out is not what is held: nothing changes. */
  #ruleOut(): Said {
    const slot = this.#random.pick(enumerated);
    return this.#acknowledged(this.#speaking.fill('rule out', slot, { value: this.#newValue(slot) }));
  }

  #clear(): Said {
    const slot = this.#random.pick(this.#truth.filled(single));
    const text = this.#speaking.fill('clear', slot, {});
    this.#truth.clear(slot);
    return this.#acknowledged(text);
  }

  #add(): Said {
    const values = this.#newProducts(this.#random.whole(1, 2));
    const said = this.#speaking.all('products', values);
    const text = fillIn(this.#speaking.line('add'), () => said);
    for (const value of values) this.#truth.add('products', value);
    return { ...this.#acknowledged(text), move: 'add' };
  }

  #remove(): Said {
    const value = this.#random.pick(this.#truth.held('products'));
    const text = this.#speaking.fill('remove', 'products', { value });
    this.#truth.remove('products', value);
    return { ...this.#acknowledged(text), move: 'remove' };
  }

  #pick(): Said {
    const slot = this.#random.pick([...enumerated, 'products' as const]);
    const list = this.#otherChoices(slot, this.#random.whole(2, 4));
    this.#offered = list.map((value) => ({ slot, value, words: String(value) }));
    const named = list.map((value) => (slot === 'products' ? `the ${value}` : String(value)));
    const agentText = fillIn(this.#speaking.line('agent offer'), ({ name }) =>
      name === 'list' ? `${named.slice(0, -1).join(', ')} or ${named.at(-1)}` : this.#speaking.noun(slot),
    );
    const isLast = this.#random.chance(0.2);
    const at = isLast ? list.length - 1 : this.#random.whole(0, Math.min(2, list.length - 1));
    const callerText = fillIn(this.#speaking.line('pick'), () => (isLast ? 'last' : ordinals[at]!));
    if (slot === 'products') this.#truth.add('products', list[at]!);
    else this.#truth.put(slot, [list[at]!]);
    return { agentText, callerText };
  }

  #recall(): Said {
    const slot = this.#random.pick(Object.keys(this.#recalled)) as SlotName;
    const text = this.#speaking.fill('recall', slot, {});
    this.#truth.put(slot, [this.#recalled[slot]!]);
    return this.#acknowledged(text);
  }

  #confirm(): Said {
    const slot = this.#random.pick(this.#truth.filled(single));
    const agentText = this.#speaking.agentSays('agent check', slot, this.#truth.held(slot)[0]!);
    return { agentText, callerText: this.#speaking.line('confirm') };
  }

  #wish(): Said {
    const { name } = this.#random.pick(conciergeIntents.filter(({ name }) => name !== this.#intent));
    this.#intent = name;
    return { ...this.#acknowledged(this.#speaking.line(`intent ${name}`)), intent: name };
  }

  #question(): Said {
    const text = fillIn(this.#speaking.line('question'), ({ name }) => {
      const slot = name === 'product' ? 'products' : (name as Enumerated);
      return this.#speaking.say(slot, this.#random.pick<string>(choices[slot]));
    });
    return this.#acknowledged(text);
  }

  #ask(slot: SlotName): string {
    return this.#speaking.fill('ask', slot, {});
  }

  #giftWrap(section: 'set' | 'answer' | 'correct'): string {
    const held = this.#truth.held('giftWrap')[0];
    const value = section === 'correct' ? held !== true : this.#random.chance(0.5);
    this.#truth.put('giftWrap', [value]);
    return this.#speaking.line(`${section} giftWrap ${value ? 'yes' : 'no'}`);
  }

  #acknowledged(callerText: string): Said {
    return { agentText: this.#speaking.line('agent acknowledge'), callerText };
  }

  /** Now and then the agent had asked for something else, and is told this. */
  #beforeSaid(callerText: string, slot: SlotName): Said {
    const others = single.filter((one) => one !== slot);
    if (!this.#random.chance(0.15)) return this.#acknowledged(callerText);
    return { agentText: this.#speaking.line(`agent question ${this.#random.pick(others)}`), callerText };
  }

  /** One that is empty, as long as there is one. */
  #slotToFill(): SlotName {
    const { empty } = this.#truth;
    const others = slotNames.filter((slot) => slot !== 'products');
    return this.#random.pick(empty.length > 0 && this.#random.chance(0.6) ? empty : others);
  }

  /** Neither what is held nor `other`. */
  #newValue(slot: SlotName, other?: Value): Value {
    for (;;) {
      const value = drawValue(slot, this.#wording, this.#random, this.#today);
      if (!isSameValue(value, this.#truth.held(slot)[0]) && value !== other) return value;
    }
  }

  #newProducts(count: number): Value[] {
    return this.#otherChoices('products', count);
  }

  #otherChoices(slot: keyof typeof choices, count: number): Value[] {
    const left: string[] = choices[slot].filter((value) => !this.#truth.held(slot).includes(value));
    return Array.from({ length: Math.min(count, left.length) }, () => {
      const [value] = left.splice(this.#random.whole(0, left.length - 1), 1);
      return value!;
    });
  }
}
