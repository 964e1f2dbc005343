/** For which slots the agent has just asked, and which it has spoken of: bare words answer these. */
import { findCues } from './cues.ts';
import type { Plan, SlotPlan } from './plan.ts';
import type { SlotKind } from './schema.ts';
import { tokensOf, type Token } from './tokens.ts';

export interface Asked {
  /** By slot index, 0 to 1. */
  of: readonly number[];
  /** Spoken of in any way, 0 to 1. */
  spokenOf: readonly number[];
  /** The question itself. */
  question: readonly Token[];
}

/** What a question word asks for. */
const questionWords: readonly (readonly [RegExp, readonly SlotKind[], 'money' | 'count' | undefined])[] = [
  [/\b(?:what|which) (?:time|hour)\b|\bhow (?:early|late)\b/, ['time'], undefined],
  [/\b(?:when|what day|which day|what date|which date)\b/, ['date'], undefined],
  [/\bhow many\b/, ['number'], 'count'],
  [/\bhow much\b/, ['number'], 'money'],
  [/\b(?:who|whose|whom|your name|called)\b/, ['name'], undefined],
  [/\b(?:where|reach you|call you)\b/, ['phone'], undefined],
];
const kindShare = 0.6;
const valueShare = 0.5;

export function askedBy(agentText: string, plan: Plan): Asked {
  const tokens = tokensOf(agentText);
  const question = questionOf(tokens, agentText);
  const scores = scored(question, plan);
  const best = Math.max(...scores, 0);
  const all = spoken(tokens, plan);
  const most = Math.max(...all, 0);
  return {
    of: scores.map((score) => (best < 0.25 || score < best * 0.45 ? 0 : Math.min(1, score / best) ** 2)),
    spokenOf: all.map((score) => (most === 0 ? 0 : score / most)),
    question,
  };
}

/** The last sentence that asks; without a mark, the last one that begins as a question or a request. */
function questionOf(tokens: readonly Token[], text: string): readonly Token[] {
  const sentences: Token[][] = [];
  for (const token of tokens) {
    if (token.pause === 2 || sentences.length === 0) sentences.push([]);
    sentences.at(-1)!.push(token);
  }
  const marked = sentences.findLast((sentence) => sentence[0]!.asks);
  if (marked !== undefined) return marked;
  if (text.includes('?')) return [];
  const requesting =
    /^(?:(?:and|so|then|now|next|please|first|lastly|finally|perhaps|ok|okay|good|of course|certainly) )*(?:what|which|when|where|who|how|may i|could|can|would|shall|should|do you|is|are|tell|give|let me|please|i need|i just need|i'll need|say|read|spell)\b/;
  return (
    sentences.findLast((sentence) => requesting.test(sentence.map((token) => token.text).join(' '))) ?? []
  );
}

function scored(question: readonly Token[], plan: Plan): number[] {
  const scores = spoken(question, plan);
  const text = question.map((token) => token.text).join(' ');
  for (const [expression, kinds, counts] of questionWords) {
    if (!expression.test(text)) continue;
    for (const slot of plan.slots) if (asksFor(slot, kinds, counts)) scores[slot.index]! += kindShare;
  }
  for (const { book, index, schema } of plan.slots) {
    if (schema.kind !== 'choice' && schema.kind !== 'text') continue;
    const named = new Set(
      book
        .find(question, false)
        .filter(({ weak }) => !weak)
        .map(({ value }) => value),
    );
    // "black or camel?" asks for a colour; one value named is more often one that is known.
    if (named.size > 1) scores[index]! += valueShare;
    else if (named.size === 1) scores[index]! += 0.1;
  }
  return scores;
}

function asksFor(
  { schema, money, count }: SlotPlan,
  kinds: readonly SlotKind[],
  counts: string | undefined,
): boolean {
  if (!kinds.includes(schema.kind)) return false;
  if (counts === undefined) return true;
  return counts === 'money' ? money : count || !money;
}

/** How much of what names each slot was said. */
function spoken(tokens: readonly Token[], plan: Plan): number[] {
  const scores = plan.slots.map(() => 0);
  const seen = new Set<string>();
  for (const { slot, at, weight } of findCues(tokens, plan.cues)) {
    const key = `${slot} ${tokens[at]!.stem}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const byName = plan.cues[slot]!.name.has(tokens[at]!.stem);
    scores[slot]! += byName ? weight * 1.2 : weight;
  }
  return scores;
}
