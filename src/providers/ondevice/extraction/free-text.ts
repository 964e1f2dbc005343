/** What has no list of values: names, and open texts, by the words that lead to them or as the whole answer. */
import type { Candidate } from './candidate.ts';
import { candidate, namesIn } from './names.ts';
import type { SlotPlan } from './plan.ts';
import type { Turn } from './turn.ts';
import { answerIn } from './yes-no.ts';

export function freeTextIn(turn: Turn, others: readonly Candidate[]): Candidate[] {
  const names = turn.plan.slots.filter(({ schema }) => schema.kind === 'name');
  const texts = turn.plan.slots.filter(({ schema }) => schema.kind === 'text');
  return [...namesIn(turn, names, others), ...texts.flatMap((slot) => textOf(turn, slot, others) ?? [])];
}

const textStart =
  /^(?:(?:well|oh|yes|yeah|sure|please|it'?s|it is|that'?s|that is|that would be|just|say|write|i'?d say|for|a|an|the|my|our|to|something like|let'?s say|make it|put|ok|okay|no|sorry|actually|i mean|i meant)(?: |$))+/;
const textEnd = /(?:^| )(?:please|thanks|thank you|that'?s (?:it|all)|i think|i guess)+$/;
const textWordsMax = 25;

/** What follows "the note should say", or the whole of an answer. */
function textOf(turn: Turn, slot: SlotPlan, others: readonly Candidate[]): Candidate | undefined {
  const led = ledText(turn, slot);
  if (led !== undefined) return led;
  const asked = turn.asked.of[slot.index]!;
  if (asked < 1 || turn.words.length > textWordsMax || turn.words.length === 0) return undefined;
  if (others.some((one) => one.slot === slot.index)) return undefined;
  if (turn.statements.some(({ manner }) => manner !== 'meant' && manner !== 'ruled-out') || answersOnly(turn))
    return undefined;
  const text = turn.words.join(' ');
  const start = (textStart.exec(text)?.[0].trimEnd().split(' ').length ?? 0) % (turn.words.length + 1);
  const tail = textEnd.exec(text)?.[0].trim().split(' ').length ?? 0;
  const end = turn.words.length - tail;
  if (end <= start || turn.plan.slots.some(({ index }) => index !== slot.index && turn.asked.of[index] === 1))
    return undefined;
  return textCandidate(turn, slot, start, end, 0.65);
}

function answersOnly({ words }: Turn): boolean {
  const answer = answerIn(words);
  return answer !== undefined && words.length - answer.end <= 1;
}

function ledText(turn: Turn, slot: SlotPlan): Candidate | undefined {
  for (const { slot: index, at, weight } of turn.cues) {
    if (index !== slot.index || weight < 0.35) continue;
    const after = turn.words.slice(at + 1, at + 5).join(' ');
    const link =
      /^(?:(?:should|must|could|to|please|card|field|text) )*(?:says?|reads?|saying|is|be|that says|as follows)\b/.exec(
        after,
      );
    if (link === null) continue;
    const start = at + 1 + link[0].split(' ').length;
    let end = start;
    while (end < turn.tokens.length && (end === start || turn.tokens[end]!.pause < 2)) end++;
    if (end > start && end - start <= textWordsMax) return textCandidate(turn, slot, start, end, 0.7);
  }
  return undefined;
}

function textCandidate(
  turn: Turn,
  slot: SlotPlan,
  start: number,
  end: number,
  strength: number,
): Candidate | undefined {
  const value = turn.request.callerText.slice(turn.tokens[start]!.start, turn.tokens[end - 1]!.end);
  return slot.schema.fits(value) ? candidate(slot, value, start, end, strength, 0) : undefined;
}
