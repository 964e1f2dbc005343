/**
 * Words that tell which slot is meant, taken from the names and descriptions of all slots together.
 *
 * A word that several slots share tells little: of "fitting date" and "delivery date" it is "fitting" and
 * "delivery" that count. Words of intents are shared as well: "forget my order" is not about an order number.
 */
import type { IntentSpecification, SlotSpecification } from '../../../contracts/memory.ts';
import { spacedOut } from './phrase-book.ts';
import type { SlotKind } from './schema.ts';
import { stemOf, tokensOf, type Token } from './tokens.ts';

export interface SlotCues {
  /** Of a stem, 0 to 1. */
  weights: ReadonlyMap<string, number>;
  /** Those of the name: how much of it each is, and how far it is this slot's alone. What they weigh together. */
  name: ReadonlyMap<string, { weight: number; own: number }>;
  nameWeight: number;
  /** Other words for a word of the name. */
  alike: ReadonlyMap<string, string>;
}

export interface Cue {
  /** Index of the slot. */
  slot: number;
  at: number;
  weight: number;
}

const descriptionShare = 0.45;
const kindShare = 0.5;

const kindWords: Partial<Record<SlotKind, string>> = {
  phone: 'phone telephone mobile cell call reach ring landline callback',
  email: 'email mail',
  name: 'name called surname',
  date: 'date day',
  time: 'time clock hour',
  code: 'code reference',
};
/** What a number counts is told by its description. */
export const moneyWords =
  /\b(?:price|budget|amount|cost|spend|spending|money|euros?|dollars?|pounds?|eur|usd|gbp|limit|fee)\b/i;
export const countWords =
  /\b(?:quantity|how many|number of|count|pieces|people|guests|persons|copies|items|units|party size)\b/i;
/** Words that mean much the same when somebody names what a slot holds. */
const synonyms: readonly string[] = [
  'store shop branch boutique location outlet salon showroom place address',
  'product article item basket cart selection list thing',
  'method way manner mode means option',
  'date day',
  'time hour',
  'quantity number amount count piece many',
  'budget price limit spend cost maximum ceiling',
  'colour shade tone color tint',
  'occasion event reason celebration purpose',
  'delivery shipping shipment transport dispatch arrival arrive deliver ship parcel package',
  'phone telephone mobile cell callback contact',
  'email mail',
  'name surname',
  'wrap wrapping wrapped giftwrap paper packing ribbon',
  'gift present',
  'appointment booking reservation visit fitting',
  'size measurement',
  'order purchase',
  'address street',
  'guest person people',
  'room bedroom',
  'table seat',
  'note message remark comment',
  'payment pay',
];
const synonymsOf = new Map<string, ReadonlySet<string>>();
/** Heads of names that say what kind of thing it is, and little of which. */
const genericHeads = new Set(
  'number date day time name method address type code id kind value preference'.split(' ').map(stemOf),
);
const headShare = 0.4;
const synonymShare = 0.75;
const moneyCues =
  'budget spend price cost money euro dollar pound maximum max limit under afford buck quid exceed pay tops';
const countCues = 'quantity piece copy item unit many';

const smallWords = new Set(
  (
    'the a an of for to which what who whom whose when where how is are be was it its in on at by with or and not no ' +
    'caller customer client user want would should whether may if any they them one e g such as from ask said say give ' +
    'like need have has do does that this these those there up out most more than so can will his her she he we our my ' +
    'you your i me value text string yes true false told named held thing whole each other some all been iso yyyy mm dd ' +
    'hh letter digit one two three four five six seven eight nine ten format local example currently only just person people wish per into them self'
  )
    .split(' ')
    .map(stemOf),
);

/** In the order of the slots. */
export function cuesOf(
  slots: readonly { specification: SlotSpecification; kind: SlotKind; valueStems: ReadonlySet<string> }[],
  intents: readonly IntentSpecification[],
): SlotCues[] {
  const names = slots.map(({ specification }) => stemsOf(spacedOut(specification.name)));
  const described = slots.map(({ specification, valueStems }) =>
    stemsOf(specification.description).filter((stem) => !valueStems.has(stem)),
  );
  const kinds = slots.map(({ kind }, index) =>
    kind === 'choice' || kind === 'text' ? `${kind} ${index}` : kind,
  );
  const share = sharing(names, described, kinds, intents);
  return slots.map(({ specification, kind }, index) => {
    const weights = new Map<string, number>();
    const name = new Map<string, { weight: number; own: number }>();
    const alike = new Map<string, string>();
    const heavier = (stem: string, weight: number): void => {
      if (weight > (weights.get(stem) ?? 0)) weights.set(stem, weight);
    };
    const own = names[index]!;
    for (const stem of own) {
      const isHead = own.length > 1 && genericHeads.has(stem);
      const kindWeight = isHead ? headShare : 1;
      heavier(stem, kindWeight / share.inKind(stem, index));
      name.set(stem, { weight: kindWeight, own: 1 / share.inAll(stem, index) });
      // "number" stands for too many things.
      for (const other of stem === 'number' ? [] : synonymStems(stem)) {
        heavier(other, (synonymShare * kindWeight) / share.inKind(other, index));
        if (!name.has(other)) alike.set(other, stem);
      }
    }
    if (kind === 'code' && name.has('number'))
      for (const other of ['reference', 'code', 'id'].map(stemOf)) alike.set(other, 'number');
    for (const stem of described[index]!) heavier(stem, descriptionShare / share.inKind(stem, index));
    for (const stem of kindStems(kind, specification))
      heavier(stem, kindShare / Math.sqrt(share.inKind(stem, index)));
    return {
      weights,
      name,
      alike,
      nameWeight: [...name.values()].reduce((sum, { weight }) => sum + weight, 0),
    };
  });
}

/** Which slots the words speak of, and where. */
export function findCues(tokens: readonly Token[], cues: readonly SlotCues[]): Cue[] {
  const found: Cue[] = [];
  for (const [at, { stem }] of tokens.entries()) {
    const joined = stem + (tokens[at + 1]?.stem ?? '');
    for (const [slot, { weights }] of cues.entries()) {
      const weight = weights.get(stem) ?? weights.get(joined);
      if (weight !== undefined) found.push({ slot, at, weight });
    }
  }
  return found;
}

export function stemsOf(text: string): string[] {
  const stems = tokensOf(text.replace(/\be-?mail/gi, 'email')).map(({ stem }) => stem);
  return [...new Set(stems)].filter((stem) => stem.length > 1 && !smallWords.has(stem) && !/\d/.test(stem));
}

export function isMoney({ name, description }: SlotSpecification): boolean {
  return moneyWords.test(spacedOut(name)) || moneyWords.test(description);
}

export function isCount({ name, description }: SlotSpecification): boolean {
  return countWords.test(spacedOut(name)) || countWords.test(description);
}

function synonymStems(stem: string): ReadonlySet<string> {
  if (synonymsOf.size === 0) {
    for (const group of synonyms) {
      const stems = group.split(' ').map(stemOf);
      for (const one of stems) synonymsOf.set(one, new Set([...(synonymsOf.get(one) ?? []), ...stems]));
    }
  }
  return synonymsOf.get(stem) ?? new Set();
}

function kindStems(kind: SlotKind, specification: SlotSpecification): string[] {
  let words = kindWords[kind] ?? '';
  if (kind === 'number' && isMoney(specification)) words = moneyCues;
  else if (kind === 'number' && isCount(specification)) words = countCues;
  return words === '' ? [] : words.split(' ').map(stemOf);
}

/** How many share a stem, seen from one of them: at least 1. */
type Share = (stem: string, index: number) => number;

/** Values of one kind compete for words; in what empties a slot all slots do, and what callers may want. */
function sharing(
  names: readonly (readonly string[])[],
  described: readonly (readonly string[])[],
  kinds: readonly string[],
  intents: readonly IntentSpecification[],
): { inKind: Share; inAll: Share } {
  const inIntents = new Map<string, number>();
  for (const { name, description, examples = [] } of intents) {
    const stems = new Set(stemsOf([spacedOut(name), description, ...examples.slice(0, 30)].join(' . ')));
    for (const stem of stems) inIntents.set(stem, (inIntents.get(stem) ?? 0) + 1);
  }
  const count = (stem: string, index: number, sameKind: boolean): number => {
    let sum = 1;
    for (let other = 0; other < names.length; other++) {
      if (other === index || (sameKind && kinds[other] !== kinds[index])) continue;
      if (names[other]!.includes(stem)) sum += 1;
      else if (described[other]!.includes(stem)) sum += 0.3;
    }
    return sum;
  };
  return {
    inKind: (stem, index) => count(stem, index, true) + 0.05 * (inIntents.get(stem) ?? 0),
    inAll: (stem, index) => count(stem, index, false) + 0.4 * (inIntents.get(stem) ?? 0),
  };
}
