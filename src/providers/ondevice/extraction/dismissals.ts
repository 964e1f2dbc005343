/** Slots that are emptied: "forget the size", "no particular colour", "the date doesn't matter". */
import type { SlotChange } from '../../../contracts/memory.ts';
import type { SlotPlan } from './plan.ts';
import type { Said } from './polarity.ts';
import { statementAt } from './statements.ts';
import { wordsAt } from './tokens.ts';
import type { Turn } from './turn.ts';

/** What stands before the name of the slot, and after it. */
const leads =
  /\b(?:no (?:particular|specific|special|fixed|preferred|set|preference(?: (?:for|on|about|as to|regarding|in terms of|when it comes to))?)|any|whatever|whichever|(?:don'?t|do not) (?:mind|care|know|have|note|keep|store|save|use|need|want)(?: (?:about|which|what|any|yet))?|(?:can'?t|cannot) (?:say|tell(?: you)?|decide|give(?: you)?)(?: on)?|(?:rather|prefer|like|want|wish) (?:you|it if you) (?:to )?(?:deleted?|removed?|dropped|drop|erased?|forgot|forget|took out|cleared?|cancell?ed|scrapped)|in two minds (?:about|on|over)|(?:nail|pin|firm|tie) (?:down|up)|rub out|get back to you (?:on|about|with)|withdraw(?:ing)?|(?:pretend|as if|like) i (?:never|hadn't|didn't) (?:gave|give|given|mentioned?|said|say|told|tell|named?)(?: you)?|haven'?t (?:got|decided|settled|chosen|picked)(?: on| about)?|(?:not|no longer) (?:so |quite |really )?(?:decided|sure|certain|have|want|need|know)(?: (?:on|about|of))?(?: which| what)?|undecided (?:on|about)|regardless of|hold off (?:on|with)|put off|come back to|reconsider|think (?:again )?about|rather not (?:give|say|tell|decide|fix|share)(?: you)?|there(?:'?s| is) no|without|no|unset|void|put aside|set aside)(?: (?:the|a|an|my|your|any|that|this))?\s*$/;
const tails =
  /^(?:(?:that )?i (?:mentioned|gave(?: you)?|told you|said|named) )?(?:(?:please|really|actually|just|again|for now|of (?:the|my) \w+) ){0,2}(?:doesn'?t (?:really |actually )?(?:matter|count|apply|stand|hold)|does not (?:really )?(?:matter|count|apply|stand|hold)|no longer (?:matters|counts|applies|stands|holds)|don'?t matter|(?:i am|i'm|we're|we are|i remain) (?:still |now |again )?(?:undecided|unsure|not sure|in two minds|torn|open)\b|gone\b|(?:should|must|need|may|can)(?: not|n'?t) be (?:kept|stored|saved|recorded|used|noted|held)|cannot be (?:kept|fixed|given|decided)|(?:i (?:gave|told) you|you have(?: there)?|we (?:said|had|noted)|from (?:before|earlier))?,? ?(?:just |please )?(?:toss|nix|drop|scrap|forget|delete|remove|erase|scratch|bin|ditch|lose|clear|wipe|cancel|skip) (?:it|that)\b|(?:i (?:gave|told) you|you have(?: there)?|we (?:said|had|noted))?,? ?(?:please )?(?:take|leave|cross|strike|put) (?:it|that) (?:out|off|open|away|aside|blank|empty)|counts? no more|(?:is|are)(?:n'?t| not| no longer| not yet| still not) (?:\w+ )?(?:important|relevant|needed|necessary|decided|fixed|certain|known|set|settled|final|clear|required|valid|sure)|is (?:still |now |again )?(?:off the (?:table|cards|menu)|open(?! (?:till|until|on|at|from|late|to|today|tomorrow))|undecided|unclear|up to you|up in the air|irrelevant|flexible|to be (?:decided|confirmed)|void|off\b)|can be (?:anything|any)|(?:can|should|could|may|must|needs to|has to|is to)? ?(?:be )?(?:removed|deleted|cleared|cancelled|canceled|dropped|erased|wiped|scrapped|taken (?:out|off|away)|struck|discarded|left (?:out|open|blank|empty)|forgotten)|can (?:go|wait)\b|(?:off|out of|from) (?:the|your|my|our) (?:list|notes?|record|file|form|order|booking|system)|(?:on hold|for later|another time|some other time|till later|until later|later)\b|back (?:please|again)|on ice\b|to one side|aside|neither here nor there|be (?:blank|open|empty|unset)|blank|empty|unset|undecided)/;
const bare =
  /^(?:(?:oh|well|um|it|that|honestly|really|i) )*(?:doesn'?t (?:really )?matter|does not matter|don'?t (?:really )?(?:mind|care)|no preference|whatever|don'?t know(?: yet)?|no idea|not (?:decided|sure)(?: yet)?|haven'?t decided(?: yet)?|any(?:thing)?(?: is fine| will do)?)(?: \w+){0,2}$/;
const takesBack =
  /^(?:(?:delete|remove|forget|scrap|drop|clear|erase|cancel|ignore|disregard|strike|wipe|toss|nix|ditch|bin|lose|skip|scratch) (?:it|that|this)|(?:take|cross|leave) (?:it|that) (?:out|off|back|open)|leave (?:it|that) (?:out|open|blank|empty)) /;
const scopeWords = 7;
const coveredFrom = 0.5;

export function dismissals(turn: Turn, said: readonly Said[]): SlotChange[] {
  const changes = new Map<number, SlotChange>();
  const clear = (slot: SlotPlan, start: number, end: number, confidence: number): void => {
    const isSaid = said.some((one) => one.slot === slot.index && one.polarity === 'in');
    if (isSaid && !slot.specification.many) return;
    const isRemoved = said.some(
      (one) =>
        one.slot === slot.index && one.polarity === 'out' && (one.start >= start || slot.specification.many),
    );
    if (isRemoved) return;
    const words = wordsAt(turn.request.callerText, turn.tokens, start, end);
    // "forget about the gift wrap" wants none; "forget what I said about it" leaves it open.
    if (
      slot.schema.kind === 'boolean' &&
      !/\b(?:said|told|gave|open|matter|decided)\b/.test(turn.words.join(' '))
    ) {
      changes.set(slot.index, {
        slot: slot.specification.name,
        change: 'set',
        value: false,
        words,
        confidence,
      });
      return;
    }
    changes.set(slot.index, { slot: slot.specification.name, change: 'clear', words, confidence });
  };
  for (const statement of turn.statements) {
    const { manner, start, end } = statement;
    if (manner !== 'dismissed' && manner !== 'taken-out') continue;
    const to = scopeEnd(turn, start, end);
    for (const slot of covered(turn, end, to, said)) {
      if (slot.schema.kind === 'boolean' && manner === 'taken-out') continue;
      clear(slot, start, to, 0.85);
    }
  }
  byNeighbours(turn, said, clear);
  byPronoun(turn, said, clear);
  const asked = turn.plan.slots.filter(({ index }) => turn.asked.of[index] === 1);
  const [only] = asked;
  if (
    asked.length === 1 &&
    changes.size === 0 &&
    said.length === 0 &&
    turn.held(only!).length > 0 &&
    bare.test(turn.words.join(' '))
  )
    clear(only!, 0, turn.tokens.length, 0.7);
  return [...changes.values()];
}

/** Slots whose whole names stand in the turn. */
export function namedSlots(turn: Turn): SlotPlan[] {
  const [first] = turn.plan.cues;
  return first === undefined
    ? []
    : covered(turn, 0, turn.tokens.length, [], 0.9).filter(({ index }) => {
        const { name } = turn.plan.cues[index]!;
        return name.size > 1 || [...name.values()].some(({ own }) => own > 0.8);
      });
}

type Clear = (slot: SlotPlan, start: number, end: number, confidence: number) => void;

/** "I can't say the size yet, please delete it" */
function byPronoun(turn: Turn, said: readonly Said[], clear: Clear): void {
  const { words } = turn;
  const at = words.findIndex(
    (word, index) =>
      index > 1 && takesBack.test(`${word} ${words[index + 1] ?? ''} ${words[index + 2] ?? ''} `),
  );
  if (at < 0) return;
  for (const slot of covered(turn, 0, at, said)) clear(slot, 0, words.length, 0.8);
}

/** "any colour", "the colour doesn't matter" */
function byNeighbours(turn: Turn, said: readonly Said[], clear: Clear): void {
  for (const { at } of turn.cues) {
    let begun = at;
    while (begun > Math.max(0, at - 7) && turn.tokens[begun]!.pause === 0) begun--;
    const before = turn.words.slice(begun, at).join(' ');
    const isShort = turn.words[at]!.endsWith("'s");
    const after = `${isShort ? 'is ' : ''}${turn.words.slice(at + 1, at + 10).join(' ')}`;
    const lead = leads.test(before);
    if (!lead && !tails.test(after)) continue;
    const manner = statementAt(turn.statements, turn.tokens, at)?.manner;
    if (manner === 'asked' || manner === 'told' || manner === 'supposed') continue;
    const from = Math.max(0, at - (lead ? 1 : 4));
    for (const slot of covered(turn, from, Math.min(at + 2, turn.tokens.length), said)) {
      if (slot.schema.kind !== 'boolean') clear(slot, from, at + 1, 0.8);
    }
  }
}

function scopeEnd({ tokens, statements }: Turn, start: number, end: number): number {
  const next = statements.find((other) => other.start >= end)?.start ?? tokens.length;
  let to = end;
  while (to < tokens.length && to < end + scopeWords && to < next) {
    if (to > start && to > end && tokens[to]!.pause > 0) break;
    if (to === end && tokens[to]!.pause === 2) break;
    to++;
  }
  return to;
}

/** The slots whose names stand in [from, to): each word counts for the slot that it names best. */
function covered(
  turn: Turn,
  from: number,
  to: number,
  said: readonly Said[],
  least = coveredFrom,
): SlotPlan[] {
  const inScope = turn.cues.filter(
    ({ at, slot }) =>
      at >= from &&
      (turn.tokens[at]!.stem !== 'number' ||
        turn.plan.cues[slot]!.name.has('number') ||
        turn.words[at + 1] === 'of') &&
      at < to &&
      isNoun(turn, at, slot) &&
      !said.some(({ start, end, polarity }) => polarity === 'in' && at >= start && at < end),
  );
  const scores = turn.plan.slots.map((slot) => {
    const { name, nameWeight, alike } = turn.plan.cues[slot.index]!;
    const stems = new Set(
      inScope.filter((cue) => cue.slot === slot.index).map(({ at }) => turn.tokens[at]!.stem),
    );
    let named = 0;
    let own = 0;
    const counted = new Set<string>();
    for (const stem of stems) {
      const word = name.has(stem) ? stem : alike.get(stem);
      if (word === undefined || counted.has(word)) continue;
      counted.add(word);
      const { weight, own: its } = name.get(word)!;
      named += weight * (word === stem ? 1 : 0.95);
      own = Math.max(own, its);
    }
    const part = nameWeight === 0 ? 0 : named / nameWeight;
    return { slot, stems, score: Math.max(part > 0.9 ? part : part * own, byKind(turn, slot, stems)) };
  });
  const found: SlotPlan[] = [];
  const used = new Set<string>();
  scores.sort(
    (left, right) =>
      right.score - left.score || turn.recency[right.slot.index]! - turn.recency[left.slot.index]!,
  );
  for (const { slot, stems, score } of scores) {
    if (score < least) break;
    if ([...stems].every((stem) => used.has(stem))) continue;
    for (const stem of stems) used.add(stem);
    found.push(slot);
  }
  return found;
}

/**
 * "item count" is about the count, "number of items" about the number, "it counts no more" about neither: of two
 * words that stand together, a slot that both name goes before one that only one of them names.
 */
function isNoun({ words, tokens, cues, plan }: Turn, at: number, slot: number): boolean {
  if (/^(?:it|i|we|you|they|he|she)$/.test(words[at - 1] ?? '') && tokens[at]!.pause === 0) return false;
  const names = (place: number, index: number): boolean => {
    const { name, alike } = plan.cues[index]!;
    const stem = tokens[place]?.stem ?? '';
    return name.has(stem) || alike.has(stem);
  };
  const owners = (place: number): number[] =>
    cues.filter((cue) => cue.at === place && names(place, cue.slot)).map((cue) => cue.slot);
  const other = (place: number, isHead: boolean): boolean => {
    const theirs = owners(place);
    const isIts = cues.some((cue) => cue.at === place && cue.slot === slot);
    if (theirs.length === 0 || isIts) return false;
    return isHead || theirs.some((one) => cues.some((cue) => cue.at === at && cue.slot === one));
  };
  if (tokens[at + 1]?.pause === 0 && other(at + 1, true)) return false;
  if (tokens[at]!.pause > 0) return true;
  if (other(at - 1, false)) return false;
  let head = at - 1;
  while (/^(?:of|for|the|my|a|our|your)$/.test(words[head] ?? '')) head--;
  const joins = words.slice(head + 1, at);
  return !(joins.some((word) => word === 'of') && other(head, true));
}

/** "scrap that time": its kind is enough where only one slot is of it, or one was spoken of last. */
function byKind(turn: Turn, slot: SlotPlan, stems: ReadonlySet<string>): number {
  const { kind } = slot.schema;
  if (!stems.has(kind) && !(kind === 'phone' && stems.has('number') && stems.size === 1)) return 0;
  const rivals = turn.plan.slots.filter((other) => other !== slot && other.schema.kind === kind);
  if (rivals.length === 0) return 0.6;
  const isLast = rivals.every(({ index }) => turn.recency[index]! < turn.recency[slot.index]!);
  return isLast ? 0.52 : 0;
}
