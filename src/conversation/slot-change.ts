/** One change of one slot: whether it is fit to be kept, and what the slots are after it. */
import type { CallState, RememberedValue, SlotChange, SlotSpecification } from '../contracts/memory.ts';

/** What is remembered has a bound, whatever an extractor sends. */
export const slotLimits = {
  /** Of one turn. */
  changes: 50,
  valuesPerSlot: 20,
  wordsCharacters: 200,
  /** As JSON in UTF-8. */
  valueBytes: 1024,
  valueDepth: 8,
} as const;

export type SlotRejection =
  | 'unknown-slot'
  /** `add` or `remove`, and the slot holds one value. */
  | 'one-value'
  /** Nothing that JSON carries, or too large. */
  | 'value'
  | 'words'
  | 'confidence'
  | 'too-many'
  /** Nothing is there to be removed or cleared. */
  | 'not-held'
  /** A later turn, which came in before, has said otherwise. */
  | 'overtaken'
  /** The turn has been merged before. */
  | 'turn-is-in'
  | 'no-turn';

/** Why a change can never be applied, whatever the state. */
export function whyUnfit(
  change: SlotChange,
  specifications: readonly SlotSpecification[],
): SlotRejection | undefined {
  const specification = specifications.find(({ name }) => name === change.slot);
  if (specification === undefined) return 'unknown-slot';
  if ((change.change === 'add' || change.change === 'remove') && !specification.many) return 'one-value';
  if (typeof change.words !== 'string' || change.words.length > slotLimits.wordsCharacters) return 'words';
  if (!(change.confidence >= 0 && change.confidence <= 1)) return 'confidence';
  if (change.change === 'clear') return undefined;
  const json = plainJson(change.value, slotLimits.valueDepth);
  return json === undefined || utf8Bytes(json) > slotLimits.valueBytes ? 'value' : undefined;
}

/** The slots after a change that is fit; or why it changes nothing. */
export function applyChange(
  slots: CallState['slots'],
  turn: number,
  change: SlotChange,
): CallState['slots'] | SlotRejection {
  const held = Object.hasOwn(slots, change.slot) ? slots[change.slot]! : [];
  if (change.change === 'clear') return held.length === 0 ? 'not-held' : withValues(slots, change.slot, []);
  const { value, words, confidence } = change;
  const said: RememberedValue = { value, turn, words, confidence };
  if (change.change === 'set') return withValues(slots, change.slot, [said]);
  const at = held.findIndex((one) => isSameValue(one.value, value));
  if (change.change === 'remove') {
    return at < 0 ? 'not-held' : withValues(slots, change.slot, held.toSpliced(at, 1));
  }
  if (at >= 0) return withValues(slots, change.slot, held.with(at, said));
  if (held.length >= slotLimits.valuesPerSlot) return 'too-many';
  return withValues(slots, change.slot, [...held, said]);
}

/** Whatever the order of the keys. */
export function isSameValue(one: unknown, other: unknown): boolean {
  return plainJson(one, slotLimits.valueDepth) === plainJson(other, slotLimits.valueDepth);
}

function withValues(
  slots: CallState['slots'],
  slot: string,
  values: readonly RememberedValue[],
): CallState['slots'] {
  const others = Object.entries(slots).filter(([name]) => name !== slot);
  const all = values.length === 0 ? others : [...others, [slot, values] as const];
  // Sorted: the state reads the same whatever the order in which its slots were filled.
  return Object.fromEntries(all.toSorted(([left], [right]) => (left < right ? -1 : 1)));
}

/** JSON with sorted keys, so that equal values are equal texts; undefined where JSON would carry something else. */
function plainJson(value: unknown, depth: number): string | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return JSON.stringify(value);
  if (typeof value === 'number') return Number.isFinite(value) ? JSON.stringify(value) : undefined;
  if (typeof value !== 'object' || depth === 0) return undefined;
  const parts: string[] = [];
  let characters = 0;
  const add = (part: string | undefined, before = ''): boolean => {
    characters += part?.length ?? 0;
    if (part !== undefined) parts.push(before + part);
    return part !== undefined && characters <= slotLimits.valueBytes;
  };
  if (Array.isArray(value)) {
    for (const item of value) if (!add(plainJson(item, depth - 1))) return undefined;
    return `[${parts.join()}]`;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return undefined;
  const entries = Object.entries(value).toSorted(([left], [right]) => (left < right ? -1 : 1));
  for (const [key, item] of entries) {
    if (!add(plainJson(item, depth - 1), `${JSON.stringify(key)}:`)) return undefined;
  }
  return `{${parts.join()}}`;
}

function utf8Bytes(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0)!;
    if (code < 0x80) bytes += 1;
    else if (code < 0x800) bytes += 2;
    else bytes += code < 0x10000 ? 3 : 4;
  }
  return bytes;
}
