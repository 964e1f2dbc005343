/**
 * Values that are pointed to: "the second one", "the blue one", "the same store as last time", "an hour later".
 *
 * Ordinals point into what was offered last; "usual" and "last time" into what is recalled of a caller who has
 * been verified; "later" and "the same day" into what is known of this call.
 */
import { tableOf } from './table.ts';
import type { OfferedValue } from '../../../contracts/memory.ts';
import type { Candidate } from './candidate.ts';
import { fromKnown, referenceTo, wordIndex } from './known-references.ts';
import { commonStems, type SlotPlan } from './plan.ts';
import { PhraseBook } from './phrase-book.ts';
import { numbersAt } from './spoken-number.ts';
import type { Turn } from './turn.ts';
import { answerIn } from './yes-no.ts';

const ordinals = tableOf<number>({
  first: 0,
  '1st': 0,
  former: 0,
  second: 1,
  '2nd': 1,
  third: 2,
  '3rd': 2,
  fourth: 3,
  '4th': 3,
  fifth: 4,
  '5th': 4,
  sixth: 5,
  last: -1,
  latter: -1,
  final: -1,
  middle: NaN,
});

/** @param named values that were named in full: "the wool coat" does not point to the trench coat that was offered. */
export function referencesIn(turn: Turn, named: readonly Candidate[]): Candidate[] {
  return [...toOffered(turn, named), ...toRecalled(turn, named), ...fromKnown(turn)];
}

function toOffered(turn: Turn, named: readonly Candidate[]): Candidate[] {
  const offered = turn.request.offered.filter(({ slot }) => turn.plan.byName.has(slot)).slice(0, 50);
  if (offered.length === 0) return [];
  const found: Candidate[] = [];
  const put = (one: OfferedValue | undefined, start: number, end: number, strength: number): void => {
    const slot = one && turn.plan.byName.get(one.slot);
    if (slot !== undefined) found.push(referenceTo(slot, one!.value, start, end, strength, 0.7));
  };
  for (let at = 0; at < turn.words.length; at++) {
    const reference = ordinalAt(turn, at, offered.length);
    if (reference === undefined) continue;
    for (const index of reference.indexes) put(offered.at(index), at, reference.end, 0.93);
    if (reference.indexes.length > 0) at = reference.end - 1;
  }
  for (const match of wordsOfOffered(turn, offered)) {
    const isPart = named.some(
      ({ start, end, strength }) =>
        strength >= 0.85 &&
        start <= match.start &&
        end >= match.end &&
        (strength >= 0.95 || end - start > match.end - match.start),
    );
    if (!isPart) put(match.value as OfferedValue, match.start, match.end, 0.88 * match.strength);
  }
  if (found.length === 0) pointed(turn, offered, put);
  return found;
}

type Put = (one: OfferedValue | undefined, start: number, end: number, strength: number) => void;

/** "that one", or a plain yes, to the only one that was offered; "the other one" of two. */
function pointed({ words, tokens, asked, plan }: Turn, offered: readonly OfferedValue[], put: Put): void {
  const text = words.join(' ');
  if (offered.length === 1) {
    const that =
      /\b(?:that one|this one|that'?s the one|that would be|that'?ll do|i'?ll take (?:it|that)|that works|sounds good|works for me|perfect|let'?s do that|that is fine|that'?s fine)\b/.exec(
        text,
      );
    const asksYesNo = plan.slots.some(
      ({ schema, index }) => schema.kind === 'boolean' && asked.of[index] === 1,
    );
    if (that !== null) put(offered[0], 0, Math.min(tokens.length, 6), 0.85);
    else if (answerIn(words)?.value === true && asked.question.length > 0 && !asksYesNo && words.length <= 6)
      put(offered[0], 0, tokens.length, 0.8);
  }
}

interface Reference {
  indexes: readonly number[];
  end: number;
}

/** "the second one", "number two", "option three", "the last", "both", "the first two". */
function ordinalAt(
  { words, tokens, plan, asked, corrects }: Turn,
  at: number,
  count: number,
): Reference | undefined {
  const word = words[at]!;
  const next = words[at + 1] ?? '';
  if (word === 'both' && count === 2) return { indexes: [0, 1], end: at + 1 };
  if (/^(?:number|option|choice|item)$/.test(word)) {
    const number = numbersAt(words, at + 1).at(-1);
    if (number === undefined || number.value < 1 || number.value > count) return undefined;
    return { indexes: [number.value - 1], end: at + 1 + number.length };
  }
  if (word === 'all' && /^(?:of them|of those|three|four|two)/.test(words.slice(at + 1, at + 3).join(' ')))
    return { indexes: Array.from({ length: count }, (_, index) => index), end: at + 2 };
  const ordinal = ordinals.get(word);
  if (ordinal === undefined || !leadsToOrdinal(words, at)) return undefined;
  // Asked for a day, "the fourth" is one.
  const asksForDay = plan.slots.some(
    ({ schema, index }) =>
      schema.kind === 'date' && (asked.of[index]! > 0.9 || (corrects && asked.spokenOf[index]! > 0.9)),
  );
  if (asksForDay && !/^(?:one|option|choice)s?$/.test(next)) return undefined;
  if (monthBefore.test(words.slice(Math.max(0, at - 2), at).join(' '))) return undefined;
  if (next === 'of' && !/^(?:those|these|them|the)$/.test(words[at + 2] ?? '')) return undefined;
  if (
    /^(?:time|year|week|month|thing|floor|name|day|night|minute|january|february|march|april|may|june|july|august|september|october|november|december)$/.test(
      next,
    )
  )
    return undefined;
  const group = next === 'two' ? 2 : next === 'three' ? 3 : 1;
  if (group > 1) {
    const indexes = Array.from({ length: Math.min(group, count) }, (_, index) =>
      ordinal < 0 ? count - group + index : index,
    );
    return { indexes: indexes.filter((index) => index >= 0), end: at + 2 };
  }
  const backwards = /^(?:to|but)$/.test(next) && words[at + 2] === 'last' ? 3 : 1;
  const index = Number.isNaN(ordinal)
    ? (count - 1) / 2
    : ordinal < 0
      ? count - 1
      : backwards > 1
        ? count - 1 - ordinal
        : ordinal;
  if (!Number.isInteger(index) || index >= count || index < 0) return undefined;
  const tail = words[at + backwards] ?? '';
  const one =
    /^(?:ones?|option|choice|item|suggestion)$/.test(tail) && tokens[at + backwards]!.pause === 0 ? 1 : 0;
  return { indexes: [index], end: at + backwards + one };
}

const monthBefore =
  /\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\b/;

function leadsToOrdinal(words: readonly string[], at: number): boolean {
  return (
    at === 0 ||
    /^(?:the|your|that|this|take|have|very|definitely|probably|maybe|think|yes|no|say)$/.test(words[at - 1]!)
  );
}

/** "the cashmere": words that only one of the offered has. */
function wordsOfOffered(
  { tokens, plan }: Turn,
  offered: readonly OfferedValue[],
): ReturnType<PhraseBook['find']> {
  const book = new PhraseBook(commonStems);
  const texts = offered.map((one) => {
    const value = typeof one.value === 'string' || typeof one.value === 'number' ? String(one.value) : '';
    return [`${one.words} ${value}`.slice(0, 200), one] as const;
  });
  const open = texts.filter(([, { slot }]) => {
    const { kind } = plan.byName.get(slot)!.schema;
    return kind === 'choice' || kind === 'text' || kind === 'code' || kind === 'other';
  });
  for (const [, one] of open) book.add(one.words, one, 1);
  if (open.length > 1) book.addDistinctive(open, 0.85);
  return book.find(tokens, false).filter(({ weak }) => !weak);
}

/** What was so before, or always is. */
const again =
  /\b(?:last time'?s?|(?:last|previous|prior|earlier|past) (?:time|order|visit|purchase|call|booking|appointment|occasion|conversation)|as (?:ever|always|usual|before|it was)|like (?:before|always|usual)|(?:from|than|since) before|previous(?:ly)?|usual(?:ly)?|(?:my|the|our|that) (?:regular|normal|standard|old)|always|on (?:file|record)|in (?:the system|my (?:file|account|profile)|your (?:records|files|system))|already (?:have|know|got|hold|noted)|unchanged|(?:is|are|stays?|remains?|keep it) (?:still )?the same|same|(?:hasn'?t|has not|haven'?t|have not) changed|no change|reuse)\b/g;

function toRecalled(turn: Turn, named: readonly Candidate[]): Candidate[] {
  const names = Object.keys(turn.request.recalled).filter((name) => turn.plan.byName.has(name));
  if (names.length === 0) return [];
  const found: Candidate[] = [];
  const text = turn.words.join(' ');
  for (const match of text.matchAll(again)) {
    const start = wordIndex(text, match.index);
    const end = start + match[0].split(' ').length;
    const slots = names.map((name) => turn.plan.byName.get(name)!);
    for (const slot of pointedBy(turn, slots, start, end)) {
      // "the usual store is Milan" says which.
      if (named.some((one) => one.slot === slot.index && !one.weak)) continue;
      const value = turn.request.recalled[slot.specification.name];
      const values = Array.isArray(value) && slot.specification.many ? (value as unknown[]) : [value];
      const to = Math.min(turn.words.length, Math.max(end, start + 1));
      for (const one of values)
        if (one !== undefined && one !== null) found.push(referenceTo(slot, one, start, to, 0.92, 0.8));
    }
  }
  return found;
}

/** The slot named in or beside a phrase; else the one asked for; else the only one there is. */
function pointedBy(turn: Turn, slots: readonly SlotPlan[], start: number, end: number): readonly SlotPlan[] {
  const scores = slots.map((slot) => {
    let score = 0;
    for (const { slot: index, at, weight } of turn.cues) {
      if (index === slot.index && at >= start - 6 && at < end + 6)
        score += at >= start && at < end ? weight * 1.5 : weight;
    }
    return { slot, score: score + 0.6 * turn.asked.of[slot.index]! };
  });
  const best = Math.max(...scores.map(({ score }) => score));
  if (best >= 0.3)
    return scores
      .filter(({ score }) => score === best)
      .slice(0, 1)
      .map(({ slot }) => slot);
  return slots.length === 1 ? slots : [];
}
