/** Numbers that could be values, and what stands beside them: "two scarves", "up to five hundred", "one of those". */
import type { Candidate } from './candidate.ts';
import type { SlotPlan } from './plan.ts';
import { smallWords } from './small-words.ts';
import { numbersAt } from './spoken-number.ts';
import { tableOf } from './table.ts';
import type { Turn } from './turn.ts';

export function numbersFor(turn: Turn, slot: SlotPlan): Candidate[] {
  const { words } = turn;
  const { minimum, maximum, whole } = slot.schema;
  const isAsked = turn.asked.of[slot.index]! > 0.5;
  const found: Candidate[] = [];
  for (let start = 0; start < words.length; start++) {
    const readings = numbersAt(words, start);
    if (readings.length === 0) continue;
    const fit = readings
      .filter(({ value }) => value >= minimum && value <= maximum && (!whole || Number.isInteger(value)))
      // "two fifty" is an amount; of pieces it is two and something else.
      .findLast((reading, index) => readings.length === 1 || index === readings.length - 1 || slot.money);
    const longest = Math.max(...readings.map(({ length }) => length));
    const reading =
      readings.length > 1 && slot.money
        ? readings.find(({ value }) => value >= minimum && value <= maximum)
        : fit;
    if (reading !== undefined && !isPronoun(turn, start, reading.length)) {
      const { value, length } = reading;
      found.push({
        slot: slot.index,
        value,
        start,
        end: start + length,
        strength: 0.85,
        weak: true,
        company: 0,
        by: 'words',
      });
    }
    start += longest - 1;
  }
  if (found.length === 0 && isAsked && words.length <= 3) {
    const heard = words.findIndex((word) => soundsLike.get(word) !== undefined);
    if (heard >= 0) {
      const value = soundsLike.get(words[heard]!)!;
      if (value >= minimum && value <= maximum)
        found.push({
          slot: slot.index,
          value,
          start: heard,
          end: heard + 1,
          strength: 0.6,
          weak: true,
          company: 0,
          by: 'words',
        });
    }
  }
  return found;
}

const soundsLike = tableOf<number>({
  won: 1,
  to: 2,
  too: 2,
  for: 4,
  fore: 4,
  ate: 8,
  tree: 3,
  sex: 6,
});
const beforePronoun =
  /^(?:the|that|this|these|those|which|other|another|first|second|third|fourth|last|no|any|every|each|new|right|wrong|same|a|an|good|nice|said)$/;

/** "that one", "the blue one", "one moment": no number. */
export function isPronoun({ words, tokens, cues }: Turn, at: number, length: number): boolean {
  // "a minute or two"
  if (
    words[at - 1] === 'or' &&
    /^(?:minute|second|moment|hour|day|week|month|year|sec|mile|time|thing)$/.test(words[at - 2] ?? '')
  )
    return true;
  if (words[at] !== 'one' || length > 1) return false;
  // "one of those phones": what it is one of is no piece.
  if (
    words[at + 1] === 'of' &&
    /^(?:the|your|my|his|her|our|these|those)$/.test(words[at + 2] ?? '') &&
    at + 3 < words.length &&
    !smallWords.has(words[at + 3]!)
  )
    return true;
  // "make that one"
  if (/^(?:make|making|call) (?:that|it)$/.test(words.slice(Math.max(0, at - 2), at).join(' '))) return false;
  if (
    /^(?:moment|second|minute|day|week|thing|more|sec|last|other|question|correction|change|mistake|detail|point|problem)s?$/.test(
      words[at + 1] ?? '',
    )
  )
    return true;
  if (at === 0 || tokens[at]!.pause > 0) return false;
  const before = words[at - 1]!;
  if (beforePronoun.test(before)) return true;
  // "the grey one": a word that says which, after an article.
  const article = /^(?:the|that|this|a|your|another|my|his|her|our)$/;
  const isAdjective = !smallWords.has(before) && !cues.some((cue) => cue.at === at - 1);
  return isAdjective && (article.test(words[at - 2] ?? '') || article.test(words[at - 3] ?? ''));
}

/** "three kids", "two minutes": a number of something that no slot counts. */
function isOfOther({ plan, words, tokens, cues, asked }: Turn, { slot, end }: Candidate): boolean {
  const { schema, count } = plan.slots[slot]!;
  const token = tokens[end];
  if (schema.kind !== 'number' || !count || token === undefined || token.pause > 0 || asked.of[slot]! > 0.9)
    return false;
  const isFollowed =
    !smallWords.has(words[end]!) && !cues.some((cue) => cue.at === end) && /^[a-z]{3,}s$/.test(words[end]!);
  return isFollowed;
}

/** What stands beside a number tells what it counts. */
export function withCompany(turn: Turn, found: readonly Candidate[]): Candidate[] {
  const { words, plan } = turn;
  const named = new Set(
    found.flatMap(({ slot, start, weak }) => (plan.slots[slot]!.book.isEmpty || weak ? [] : [start])),
  );
  const manyStarts = new Set(
    found.flatMap(({ slot, start, weak }) => (plan.slots[slot]!.specification.many && !weak ? [start] : [])),
  );
  const choiceEnds = new Set(
    found.flatMap(({ slot, end, weak }) => (plan.slots[slot]!.book.isEmpty || weak ? [] : [end])),
  );
  const numbers = found.filter(
    ({ slot, start }) =>
      !(plan.slots[slot]!.schema.kind === 'number' && words[start] === 'one' && choiceEnds.has(start)),
  );
  const told = numbers.map((candidate) => {
    const { schema, count, money } = plan.slots[candidate.slot]!;
    if (!candidate.weak) return candidate;
    const before = words.slice(Math.max(0, candidate.start - 3), candidate.start).join(' ');
    const after = words.slice(candidate.end, candidate.end + 3).join(' ');
    let company = 0;
    if (schema.kind === 'number' && count) {
      // "two scarves", "three of them", "make it three"; "one birthday" is no number of pieces.
      const isArticle = words[candidate.start] === 'one' && !manyStarts.has(candidate.end);
      if (!isArticle && (named.has(candidate.end) || named.has(candidate.end + 1))) company = 0.5;
      if (
        /^of (?:them|those|these|it|each|em)\b|^(?:pieces?|pairs?|times|copies|altogether|in total|in all|would do|will do|is enough|should be enough|items?|units?)\b/.test(
          after,
        )
      )
        company = 0.7;
    }
    if (schema.kind === 'number' && money) {
      if (
        /^(?:is|would be) (?:the most|my (?:limit|maximum|max|ceiling|budget)|as much as|all i)/.test(after)
      )
        company = 0.7;
      if (
        /^(?:euros?|dollars?|pounds?|bucks|quid|francs?|tops|max|maximum|or (?:less|under|below|cheaper)|at (?:the )?(?:most|very most|maximum|max|outside)|(?:and )?(?:no|not) (?:more|a penny more|higher))\b/.test(
          after,
        )
      )
        company = 0.9;
      else if (
        /(?:euro|dollar|pound|under|below|up to|maximum|max|no more than|more than|around|about|spend|pay|as much as|as far as|exceed|over|above|beyond|past|exceeding|ceiling of|cap of|limit is|below|within|limit of|budget of|most)$/.test(
          before,
        )
      )
        company = 0.6;
    }
    return company === 0 ? candidate : { ...candidate, company };
  });
  return told.filter((one) => one.company > 0 || !isOfOther(turn, one));
}
