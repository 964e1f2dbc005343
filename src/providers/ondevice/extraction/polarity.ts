/** Whether each value that was named is meant, ruled out, or only spoken of. */
import type { Chosen } from './choose.ts';
import { isMeantAfterAll } from './meant-after-all.ts';
import { isPutRight } from './put-right.ts';
import { statementAt, type Statement } from './statements.ts';
import type { Turn } from './turn.ts';

export type Polarity =
  | 'in'
  /** Named in order to be excluded. */
  | 'out'
  /** Put right in the same breath: "the coat, no, the scarf". */
  | 'overtaken'
  /** Asked about, supposed, told of somebody else. */
  | 'aside';

export interface Said extends Chosen {
  polarity: Polarity;
}

const reach = 6;

/** @param chosen in the order in which they were said. */
export function withPolarity(turn: Turn, chosen: readonly Chosen[]): Said[] {
  const said: Said[] = [];
  for (const [index, one] of chosen.entries()) {
    const statement = statementAt(turn.statements, turn.tokens, one.start);
    let polarity = polarityOf(turn, one, statement, said);
    if (polarity === 'in' && isRefusedAfter(turn, one, chosen[index + 1])) polarity = 'out';
    if (polarity === 'in' && isSwappedFor(turn, one, chosen[index + 1])) polarity = 'out';
    if (polarity === 'in' && isLessLiked(turn, said.at(-1), one)) polarity = 'out';
    if (polarity === 'in' && isRefusedHeld(turn, one)) polarity = 'out';
    if (polarity === 'in' && isForbidden(turn, one)) polarity = 'out';
    if (polarity === 'in' && isReplaced(turn, one, chosen[index - 1], chosen[index + 1])) polarity = 'out';
    if (polarity === 'in' && isUnloved(turn, one, chosen)) polarity = 'out';
    if (polarity !== 'out' && isTakenBack(turn, one, chosen[index + 1])) polarity = 'out';
    const confidence = statement?.manner === 'proposed' ? one.confidence * 0.75 : one.confidence;
    const before = said.findLast(({ slot, polarity: its }) => slot === one.slot && its === 'in');
    if (polarity === 'in' && before !== undefined && isPutRight(turn, before.end, one.start))
      before.polarity = 'overtaken';
    said.push({ ...one, polarity, confidence });
  }
  return said;
}

function polarityOf(
  turn: Turn,
  one: Chosen,
  statement: Statement | undefined,
  before: readonly Said[],
): Polarity {
  if (statement === undefined) return 'in';
  const { manner, start, end } = statement;
  // "on Sunday, scratch that, on Monday"
  const isThat = turn.words[end - 1] === 'that' || turn.words[end] === 'that';
  if (
    (manner === 'dismissed' || manner === 'taken-out') &&
    isThat &&
    (before.some((other) => other.slot === one.slot && other.end <= start && other.polarity === 'in') ||
      !isHeld(turn, one))
  )
    return 'in';
  if (manner === 'meant' || manner === 'proposed') return 'in';
  if (manner === 'asked' || manner === 'supposed' || manner === 'told')
    return isMeantAfterAll(turn, one, statement) ? 'in' : 'aside';
  // "my size has not changed since last time"
  if (one.by === 'reference' && /\b(?:not|n't|never) changed\b|\bunchanged\b/.test(turn.words.join(' ')))
    return 'in';
  // "I don't want to spend more than five hundred" gives a limit.
  if (
    /\b(?:more than|over|above|exceed|beyond|past|less than|below|fewer than|later than|before|after)\b/.test(
      turn.words.slice(end - 1, one.start).join(' '),
    )
  )
    return 'in';
  // "I've changed my mind about the colour, navy please": it is the slot that is taken back, and filled anew.
  if (manner !== 'ruled-out' && isNamedBetween(turn, one, end)) return 'in';
  const since = before.filter(({ start }) => start >= end);
  const last = since.at(-1);
  if (last === undefined) {
    const stops = manner === 'ruled-out' ? pauseWithin(turn, end + 1, one.start) : false;
    return one.start - end <= reach && !stops ? 'out' : 'in';
  }
  if (last.polarity !== 'out' || last.slot !== one.slot) return 'in';
  return isJoined(turn, last.end, one.start, manner !== 'ruled-out') ? 'out' : 'in';
}

function isHeld(turn: Turn, { slot, value }: Chosen): boolean {
  return turn.held(turn.plan.slots[slot]!).some((held) => held.value === value);
}

function isNamedBetween(turn: Turn, { slot, start, value }: Chosen, from: number): boolean {
  const its = turn.plan.slots[slot]!;
  if (its.specification.many || turn.held(its).some((held) => held.value === value)) return false;
  return turn.cues.some((cue) => cue.slot === slot && cue.weight >= 0.35 && cue.at >= from && cue.at < start);
}

function pauseWithin({ tokens }: Turn, from: number, to: number): boolean {
  for (let at = from; at <= to; at++) if (tokens[at]!.pause > 0) return true;
  return false;
}

/** "the scarf and the belt", "the scarf, the belt": one list. */
function isJoined({ tokens, words }: Turn, from: number, to: number, byComma: boolean): boolean {
  const between = words.slice(from, to);
  const small = between.every((word) =>
    /^(?:and|or|nor|the|a|an|in|on|my|that|those|also|any|at)$/.test(word),
  );
  if (!small) return false;
  return between.some((word) => /^(?:and|or|nor)$/.test(word)) || (byComma && tokens[to]!.pause === 1);
}

/** "Thursday doesn't work", "the red one is wrong". */
function isRefusedAfter(turn: Turn, { slot, end }: Chosen, next: Chosen | undefined): boolean {
  // "navy, it is not grey": that is said of the grey.
  if (
    next?.slot === slot &&
    /(?:\bnot|n't|\bnever|\bthan)(?: (?:the|a|an|in|on|at|for|really|want|my))*$/.test(
      turn.words.slice(end, next.start).join(' '),
    )
  )
    return false;
  return [end, pastName(turn, slot, end)].some((from) => {
    // "the belt's not needed"
    const isShort = from === end && turn.words[end - 1]!.endsWith("'s");
    const after = `${isShort ? 'is ' : ''}${turn.words.slice(from, from + 9).join(' ')}`;
    // "isn't it?" at the end asks for nothing but a yes.
    return !/^(?:is|does|would|wo|ca)n'?t (?:it|that|they)\b/.test(after) && refused.test(after);
  });
}

/** Behind "... for the colour", "... as my size". */
function pastName({ words, cues }: Turn, slot: number, end: number): number {
  if (!/^(?:for|as|in|on|of|with)$/.test(words[end] ?? '')) return end;
  let at = end + 1;
  while (/^(?:the|my|a|an|our|your|that|for|of)$/.test(words[at] ?? '')) at++;
  const from = at;
  while (at < from + 3 && cues.some((cue) => cue.slot === slot && cue.at === at)) {
    at++;
    const joint = /^(?:for|of)$/.test(words[at] ?? '') ? 1 : 0;
    const article = joint === 1 && words[at + 1] === 'the' ? 1 : 0;
    if (joint === 1 && cues.some((cue) => cue.slot === slot && cue.at === at + joint + article))
      at += joint + article;
  }
  return at > from ? at : end;
}

const refused =
  /^(?:one |ones )?(?:please )?(?:(?:(?:do|does|did|is|was|are|were|wo|will|would|could|can|should|must|need)(?:n'?t| not)|cannot|can'?t) \w+|(?:can|may|should|could|must|has to|needs to|is to|would have to) (?:go\b|come (?:off|out)|be (?:removed|deleted|dropped|taken|cancelled|canceled|left out|struck|cut|crossed|scrapped|skipped|omitted))|(?:is|are|was|were) (?:no longer|not|out\b|off\b|no good|wrong|too|bad|impossible|a mistake|unnecessary|cancelled|incorrect|an error|my mistake)|no longer|(?:after all )?any ?more\b|(?:out|off|away|back)(?: (?:please|again|of|the|my|then)\b|$)|(?:removed|deleted|taken (?:off|out)|struck)|(?:is|would be|that'?s|it'?s|are) (?:\w+ )?(?:hard|big|definite|firm|absolute|total|flat|clear|complete)? ?(?:no\b|pass\b|awful|terrible|horrible|out\b)|(?:and |but )?(?:no|not)(?:,? (?:it'?s|that'?s|thanks?|thank you|way|for me|my|at all|a chance|happening|ever|please))|(?:and |but )?(?:no|not)$|never\b|(?:and |but )?no,? (?:that|it|i|we|this)\b|(?:i|we|it|that|this) (?:(?:would|could|do|did|can|will|should|am|are|was|is|have|ca|wo)(?:n'?t| not| never)|cannot|no longer|never|refuse|hate|dislike)\b|i'?m not\b|you can (?:\w+ )?(?:spare|skip|leave|drop|forget|remove|delete|take|keep)\b|(?:be|get|been) (?:removed|deleted|dropped|cancelled|canceled|taken (?:off|out)|struck|left out|scrapped|crossed)|(?:is|are) (?:coming|going|getting) (?:off|out|away)\b|(?:i|we) can (?:do|live|manage) without|(?:would be|is|was) (?:all |just |quite )?wrong|(?:was|is) never|(?:and |but )(?:i'?d )?(?:hate|dislike))/;

/** "I'd prefer the scarf over the belt". */
function isLessLiked({ words }: Turn, before: Said | undefined, one: Chosen): boolean {
  if (before === undefined || before.slot !== one.slot || before.polarity !== 'in') return false;
  if (
    !/^(?:(?:euros?|pounds?|dollars?|pieces?|one) )?(?:over|to|than)(?: (?:the|a|an|on|in))*$/.test(
      words.slice(before.end, one.start).join(' '),
    )
  )
    return false;
  return /\b(?:prefer|rather|sooner|better)\b/.test(
    words.slice(Math.max(0, before.start - 6), before.end).join(' '),
  );
}

/** Of a value on the list and one that is not, named as one or the other, the first goes: "make the coat a scarf". */
function isReplaced(turn: Turn, one: Chosen, before: Chosen | undefined, next: Chosen | undefined): boolean {
  const its = turn.plan.slots[one.slot]!;
  if (!its.specification.many) return false;
  const isHeld = (value: unknown): boolean => turn.held(its).some((held) => held.value === value);
  if (!isHeld(one.value)) return false;
  return [before, next].some((other) => {
    if (other === undefined || other.slot !== one.slot || isHeld(other.value)) return false;
    const [from, to] = other.start < one.start ? [other.end, one.start] : [one.end, other.start];
    const between = turn.words.slice(from, to).join(' ');
    return (
      to - from <= 9 &&
      to > from &&
      !/\b(?:and(?! not)|also|plus|or|as well|with|too|under|matching)\b/.test(between)
    );
  });
}

/** "I refuse black", "black is the last colour I'd take": the one value that the turn names is not wanted. */
function isUnloved(turn: Turn, one: Chosen, chosen: readonly Chosen[]): boolean {
  const { schema, specification } = turn.plan.slots[one.slot]!;
  if (
    schema.kind !== 'choice' ||
    specification.many ||
    chosen.some((other) => other !== one && other.slot === one.slot)
  )
    return false;
  if (unloved.test(turn.words.join(' '))) return true;
  if (isHeld(turn, one)) return false;
  let end = one.end;
  while (end < turn.words.length && turn.tokens[end]!.pause < 2) end++;
  return deniesAfter.test(turn.words.slice(one.end, end).join(' ').replace(polite, ' '));
}

const deniesAfter = /\b(?:not|no|never|nobody|nothing|cannot|neither|\w+n't)\b|\b(?:a miss|cold)\b/;
const polite =
  /\bno (?:problem|rush|hurry|worries|bother|doubt|matter|trouble|longer|more)\b|\bnot (?:a problem|too|yet|sure|only)\b|\bif (?:it|that)(?:'s| is) not\b|\b(?:is|wo|do|does|ca|could|would)n't (?:it|you|they|that)$|\b(?:why|or|if) not\b|\b(?:don't|do not) (?:mind|know|worry|forget|you)\b|\bno (?:please|sorry|wait|thanks)\b/g;
const unloved =
  /\b(?:hate|dislike|loathe|detest|refuse|veto|spare (?:me|us)|can'?t (?:stand|bear|abide|see)|cannot (?:stand|bear|abide|see)|couldn'?t (?:stand|bear)|(?:not|never) (?:been )?(?:fond|keen|a fan|mad about|crazy about|into)|rul(?:e|ed|ing) (?:\w+ ){1,3}out|the last \w+ (?:i|we)|unacceptable|unthinkable|out of the question|no[- ]go|not on your life|not in a million years|over my dead body|(?:anything|any \w+|everything) (?:\w+ ){0,6}(?:but|except)|deal ?breaker|(?:puts|turns) me off|leaves me cold|no fan of|a miss\b|nobody wants|can't be doing|steer (?:well )?(?:away|clear)|sick of|fed up with|tired of|not (?:happy|comfortable) with|never again)\b/;

/** "the scarf, no, take it off": what stands in a list goes by a word for it. */
function isTakenBack(turn: Turn, one: Chosen, next: Chosen | undefined): boolean {
  if (!turn.plan.slots[one.slot]!.specification.many || !isHeld(turn, one)) return false;
  const after = turn.words.slice(one.end, next?.start ?? one.end + 16).join(' ');
  return takesBack.test(after);
}

const takesBack =
  /\b(?:(?:take|cross|strike|leave|get|knock) (?:it|that|that one|them|those) (?:off|out|away|back)|(?:remove|delete|drop|scrap|cancel|ditch|nix|lose|skip|forget|scratch|erase|bin) (?:it|that|that one|them|those)|(?:don'?t|do not|no longer|won'?t) (?:want|need|take|buy) (?:it|that|that one|them|those))\b/;

/** "please no red": the word before tells that it is no answer. */
function isForbidden({ words, tokens }: Turn, { start }: Chosen): boolean {
  const at = /^(?:the|a|an|more)$/.test(words[start - 1] ?? '') ? start - 2 : start - 1;
  return (
    words[at] === 'no' &&
    tokens[at + 1]!.pause === 0 &&
    tokens[at]!.pause === 0 &&
    /^(?:please|want|with|be|absolutely|definitely|certainly|have|take|like|wear|there's)$/.test(
      words[at - 1] ?? '',
    )
  );
}

/** "no belt after all", where the belt is on the list. */
function isRefusedHeld({ words, tokens, plan, held }: Turn, { slot, start, value }: Chosen): boolean {
  const its = plan.slots[slot]!;
  const at = /^(?:the|a|an|more)$/.test(words[start - 1] ?? '') ? start - 2 : start - 1;
  if (!its.specification.many || words[at] !== 'no' || tokens[at + 1]!.pause > 0) return false;
  return held(its).some((one) => one.value === value);
}

/** "swap the scarf for a belt", "from Thursday to Friday": the first goes, the second comes. */
function isSwappedFor({ words }: Turn, one: Chosen, next: Chosen | undefined): boolean {
  if (next === undefined || next.slot !== one.slot || next.start - one.end > 5) return false;
  const between = words.slice(one.end, next.start).join(' ');
  const lead = words.slice(Math.max(0, one.start - 3), one.start).join(' ');
  if (/^but(?: (?:the|a|an|in|on|at|for|with))*$/.test(between) && /\bno(?: (?:the|a|an))?$/.test(lead))
    return true;
  if (
    /^(?:should(?: really)? (?:be|have been)|is now|becomes|ought to be)(?: (?:the|a|an|my|some))*$/.test(
      between,
    )
  )
    return true;
  if (!/^(?:\w+ )?(?:for|with|to|by|into|against)(?: (?:the|a|an|my|some|maybe|be))*$/.test(between))
    return false;
  const before = words.slice(Math.max(0, one.start - 6), one.start).join(' ');
  return /\b(?:swap|replac(?:e|ing)|exchang(?:e|ing)|trade|chang(?:e|ing)|switch|mov(?:e|ing)|from|turn|push|shift|correct|mak(?:e|ing))\b/.test(
    before,
  );
}
