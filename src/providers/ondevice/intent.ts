/**
 * An intent: what callers say when they want one thing, what must be known before it can be done,
 * and what is said or done then. Plain data and small functions; the types of the slots reach into
 * every function, so that `slots.day.value` is a type error where there is no day.
 */
import { AntiphonError } from '../../errors/antiphon-error.ts';
import type { LocalTime } from './calendar.ts';
import type { Slot, SlotValue } from './slot.ts';
import { linesOf } from './words.ts';

export interface SlotUse<Value = unknown> {
  is: Slot<Value>;
  /** The question for it: the slot is required. Several are asked in turn; without any it is optional. */
  ask?: string | readonly string[];
  /** Asked for only after the look-up. */
  late?: boolean;
  /** Where nothing was said of it, what was last said of a slot of this name, in this call, is taken. */
  recall?: boolean;
  /** Another slot that it belongs to: a new product forgets the size of the one before. */
  of?: string;
  /** What is known once more was said: "and the coat too". Default: what was said last. */
  merge?(known: Value, said: Value): Value;
}

export type SlotUses = Readonly<Record<string, SlotUse>>;

/** What is known when a reply is made: a required slot surely, an optional one perhaps. */
export type Filled<Uses extends SlotUses> = {
  readonly [Name in keyof Uses]: Uses[Name]['is'] extends Slot<infer Value>
    ? Uses[Name] extends { ask: string | readonly string[] }
      ? SlotValue<Value>
      : SlotValue<Value> | undefined
    : never;
};

/** What is known so far. */
export type PartlyFilled<Uses extends SlotUses> = {
  readonly [Name in keyof Uses]: Uses[Name]['is'] extends Slot<infer Value>
    ? SlotValue<Value> | undefined
    : never;
};

/** A sentence with `{slot}` where a slot's spoken value belongs; several take turns; or a function. */
export type Saying<Uses extends SlotUses> =
  string | readonly string[] | ((slots: Filled<Uses>, time: LocalTime) => string);

export interface ToolUse<Uses extends SlotUses> {
  name: string;
  /**
   * What the tool gets. Default: the slots' values by their names. `replaces` is what was done before,
   * where the caller has changed his mind about it since.
   */
  arguments?: (
    slots: Filled<Uses>,
    replaces: Filled<Uses> | undefined,
    known: Known,
  ) => Readonly<Record<string, unknown>>;
  /** Said once it is done. A function also gets what the tool returned, and may ask for a slot anew. */
  done: string | readonly string[] | ((slots: Filled<Uses>, value: unknown) => string | Complaint<Uses>);
  /** Said, or asked, when the tool said no (TOOL_DECLINED). Default: as `failed`. */
  declined?: (slots: Filled<Uses>, message: string) => string | Complaint<Uses>;
  /** Said when the tool failed: should offer to try again, since "yes" then does. */
  failed?: Saying<Uses>;
  /** Said when the caller refused. */
  refused?: Saying<Uses>;
}

/** What an action may be made of beside its slots. */
export interface Known {
  /** What the look-up made of its answer. */
  facts: unknown;
  /** The words that began it. */
  words: string;
}

/** A tool that is asked first: for the order that is meant, for the times that are free. */
export interface Lookup<Uses extends SlotUses> {
  tool: string;
  /** Default: always. */
  when?: (slots: PartlyFilled<Uses>) => boolean;
  /** Default: none. */
  arguments?: (slots: PartlyFilled<Uses>) => Readonly<Record<string, unknown>>;
  /** Asked anew whenever the caller has said more: it may go by every slot. */
  found: (slots: PartlyFilled<Uses>, value: unknown, words: string) => Looked<Uses>;
  /** Said where the tool said no; otherwise its own words are. */
  declined?: (slots: PartlyFilled<Uses>, message: string) => string | Complaint<Uses>;
}

/** Facts for the action; a slot to be asked for; or the end of it, in words. */
export type Looked<Uses extends SlotUses> = { facts: unknown } | Complaint<Uses> | { end: string };

/** A value that will not do: the slot is asked for again with `say`. */
export interface Complaint<Uses extends SlotUses> {
  slot: keyof Uses & string;
  say: string;
  /** The values that are named in it, in their order: "the second one" is the second. */
  offers?: readonly SlotValue[];
  /** Other slots that are not known any more. */
  forget?: readonly (keyof Uses & string)[];
}

export interface IntentDefinition<Uses extends SlotUses> {
  name: string;
  /** Completes "Did you ask ...?" when it is not sure: "about our opening hours". */
  about?: string;
  /** What callers say, one a line, in spoken form: no digits. `{slot}` stands for any value of that slot. */
  examples: string | readonly string[];
  slots?: Uses;
  check?: (slots: PartlyFilled<Uses>, time: LocalTime) => Complaint<Uses> | undefined;
  /** Either this or `tool`. */
  reply?: Saying<Uses>;
  tool?: ToolUse<Uses>;
  lookup?: Lookup<Uses>;
  /** An intent that must have been done in this call before: who is calling. It is begun where it was not. */
  after?: string;
  /** "And in navy?" goes on from what was said before: for what only looks. */
  refines?: boolean;
  /** The intent that takes corrections once this one is done: what is booked is moved. */
  corrections?: string;
  /** The intent that takes it back once this one is done: "no, stop" to what is booked, "cancel it" to what was told. */
  undoneBy?: string;
  /** After the reply the call may end: `endCall` is called where the request offers it. */
  endsCall?: boolean;
}

/** An intent whose slots' types have been forgotten, so that a list can hold any. */
export type Intent = Omit<IntentDefinition<SlotUses>, 'examples'> & { examples: readonly string[] };

/**
 * Checks an intent and gives its functions their types.
 * @throws AntiphonError CONFIG_INVALID, saying what to write instead.
 */
export function defineIntent<const Uses extends SlotUses>(definition: IntentDefinition<Uses>): Intent {
  const { examples } = definition;
  const intent = {
    ...(definition as unknown as IntentDefinition<SlotUses>),
    examples: typeof examples === 'string' ? linesOf(examples) : examples,
  };
  if (intent.name.trim() === '') throw invalid('an intent', 'has no name', "Write name: 'opening-hours'.");
  const where = `intent "${intent.name}"`;
  if (intent.examples.length === 0) {
    throw invalid(where, 'has no examples', 'Write ten or more things that callers say.');
  }
  if ((intent.reply === undefined) === (intent.tool === undefined)) {
    throw invalid(
      where,
      'must have either `reply` or `tool`',
      'Write what is said, or the tool to be called.',
    );
  }
  const known = Object.keys(intent.slots ?? {});
  for (const text of [...intent.examples, ...textsOf(intent)]) {
    const strange = placeholdersOf(text).find((name) => !known.includes(name));
    if (strange !== undefined) {
      throw invalid(
        where,
        `has no slot {${strange}}, as in "${text}"`,
        `Slots: ${known.join(', ') || 'none'}.`,
      );
    }
  }
  return Object.freeze(intent);
}

export function placeholdersOf(text: string): string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!);
}

/** Puts spoken values into a sentence; a slot that is not filled leaves nothing behind. */
export function fillIn(text: string, slots: Readonly<Record<string, SlotValue | undefined>>): string {
  return text
    .replace(/\{(\w+)\}/g, (_, name: string) => slots[name]?.spoken ?? '')
    .replace(/ {2,}/g, ' ')
    .replace(/ ([,.?!])/g, '$1')
    .trim();
}

function textsOf({ reply, tool }: Intent): string[] {
  const sayings: readonly unknown[] = [reply, tool?.done, tool?.failed, tool?.refused];
  return sayings.flat().filter((text) => typeof text === 'string');
}

function invalid(where: string, problem: string, cure: string): AntiphonError {
  return new AntiphonError('CONFIG_INVALID', `${where} ${problem}`, { cure });
}
