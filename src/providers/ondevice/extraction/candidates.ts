/** Every value that the words of a turn could be, for every slot; which of them are meant is decided elsewhere. */
import { tableOf } from './table.ts';
import { takenWord } from '../slot.ts';
import { codeRuns, type CodeRun } from './spoken-code.ts';
import { daysIn } from './days.ts';
import type { SlotPlan } from './plan.ts';
import { isPutRight } from './put-right.ts';
import { emailsIn } from './spoken-email.ts';
import { numbersAt } from './spoken-number.ts';
import { smallWords } from './small-words.ts';
import { timesIn } from './times.ts';
import type { Turn } from './turn.ts';

export interface Candidate {
  /** Index of the slot. */
  slot: number;
  value: unknown;
  /** Words: [start, end). */
  start: number;
  end: number;
  /** How well the words name the value, 0 to 1. */
  strength: number;
  /** Only a value where something else points to the slot. */
  weak: boolean;
  /** Points to its slot by the company it keeps, 0 to 1. */
  company: number;
  /** What it was read from: "the same day" is sure of its slot where "Thursday" is not. */
  by: 'words' | 'reference';
}

export function candidatesIn(turn: Turn): Candidate[] {
  const found: Candidate[] = [];
  const emails = emailsIn(turn.tokens);
  const runs = codeRuns(turn.tokens);
  const asksForDay = anyAsked(turn, 'date');
  const days = daysIn(turn.tokens, turn.now, asksForDay);
  const times = timesIn(
    blanked(turn.words, [...days, ...longRuns(runs), ...emails]),
    turn.now,
    anyAsked(turn, 'time'),
    (from, to) => isPutRight(turn, from, to),
  );
  const add = (
    slot: SlotPlan,
    value: unknown,
    at: { start: number; end: number },
    strength: number,
    weak: boolean,
  ): void => {
    found.push({
      slot: slot.index,
      value,
      start: at.start,
      end: at.end,
      strength,
      weak,
      company: 0,
      by: 'words',
    });
  };
  for (const slot of turn.plan.slots) {
    const isAsked = turn.asked.of[slot.index]! > 0.5;
    const isNamed = turn.cues.some((cue) => cue.slot === slot.index && cue.weight > 0.3);
    switch (slot.schema.kind) {
      case 'email':
        for (const email of emails)
          if (slot.schema.fits(email.value)) add(slot, email.value, email, 1, false);
        break;
      case 'date':
        for (const day of days)
          if (day.sure || !asksForDay || isAsked || isNamed)
            add(slot, day.value, day, day.sure ? 0.95 : 0.6, !day.sure);
        break;
      case 'time':
        for (const time of times)
          if (time.sure || !isPronoun(turn, time.start, time.end - time.start)) add(slot, written(slot, time.value), time, time.sure ? 0.95 : 0.7, time.loose === true);
        break;
      case 'phone':
      case 'code':
        for (const run of runs) addCode(turn, slot, run, isAsked, add);
        break;
      case 'number':
        found.push(...numbersFor(turn, slot));
        break;
      case 'choice':
      case 'text':
        for (const match of slot.book.find(turn.tokens, isAsked))
          add(slot, match.value, match, match.strength, match.weak);
        break;
      default:
    }
  }
  return withCompany(turn, found);
}

/** Patterns of times may want seconds. */
function written({ schema }: SlotPlan, value: string): string {
  return schema.fits(value) || !schema.fits(`${value}:00`) ? value : `${value}:00`;
}

function anyAsked({ plan, asked }: Turn, kind: string): boolean {
  return plan.slots.some(({ schema, index }) => schema.kind === kind && asked.of[index]! > 0.5);
}

function longRuns(runs: readonly CodeRun[]): readonly CodeRun[] {
  return runs.filter(({ digits }) => digits >= 5);
}

function blanked(words: readonly string[], spans: readonly { start: number; end: number }[]): string[] {
  const left = [...words];
  for (const { start, end } of spans) left.fill(takenWord, start, end);
  return left;
}

type Add = (
  slot: SlotPlan,
  value: unknown,
  at: { start: number; end: number },
  strength: number,
  weak: boolean,
) => void;

function addCode(turn: Turn, slot: SlotPlan, run: CodeRun, isAsked: boolean, add: Add): void {
  const isPhone = slot.schema.kind === 'phone';
  const value = isPhone ? phoneOf(slot, run, isAsked) : slot.shape.write(run.text);
  if (value !== undefined) {
    const typical = isPhone ? run.digits >= 7 : slot.schema.pattern !== undefined && run.digits >= 4;
    add(slot, value, run, typical ? 0.95 : 0.7, !typical);
    return;
  }
  if (isPhone) return;
  // "for two: A 4 7 7": words at an end of the run belong to something else.
  for (const [from, to] of [
    [1, 0],
    [0, 1],
    [2, 0],
    [0, 2],
    [1, 1],
  ] as const) {
    if (run.end - run.start - from - to < 2) continue;
    const [inner] = codeRuns(turn.tokens.slice(run.start + from, run.end - to));
    const text = inner === undefined ? undefined : slot.shape.write(inner.text);
    if (inner === undefined || text === undefined || slot.schema.pattern === undefined) continue;
    const start = run.start + from + inner.start;
    add(slot, text, { start, end: start + inner.end - inner.start }, 0.75, false);
    return;
  }
}

function phoneOf(
  { schema, shape }: SlotPlan,
  { text, digits }: CodeRun,
  isAsked: boolean,
): string | undefined {
  if (digits < (isAsked ? 4 : 6) || /[a-z]/.test(text)) return undefined;
  const plain = text.replace(/[^\d+]/g, '').replace(/(?<=.)\+/g, '');
  const international = plain.startsWith('00') ? `+${plain.slice(2)}` : plain;
  for (const value of [plain, international, `+${plain}`]) if (schema.fits(value)) return value;
  return schema.pattern === undefined ? undefined : shape.write(plain);
}

function numbersFor(turn: Turn, slot: SlotPlan): Candidate[] {
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
function isPronoun({ words, tokens, cues }: Turn, at: number, length: number): boolean {
  // "a minute or two"
  if (words[at - 1] === 'or' && /^(?:minute|second|moment|hour|day|week|month|year|sec|mile|time|thing)$/.test(words[at - 2] ?? ''))
    return true;
  if (words[at] !== 'one' || length > 1) return false;
  // "one of those phones": what it is one of is no piece.
  if (words[at + 1] === 'of' && /^(?:the|your|my|his|her|our|these|those)$/.test(words[at + 2] ?? '') && at + 3 < words.length && !smallWords.has(words[at + 3]!)) return true;
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
  if (schema.kind !== 'number' || !count || token === undefined || token.pause > 0 || asked.of[slot]! > 0.9) return false;
  const isFollowed = !smallWords.has(words[end]!) && !cues.some((cue) => cue.at === end) && /^[a-z]{3,}s$/.test(words[end]!);
  return isFollowed;
}

/** What stands beside a number tells what it counts. */
function withCompany(turn: Turn, found: readonly Candidate[]): Candidate[] {
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
      if (/^(?:euros?|dollars?|pounds?|bucks|quid|francs?|tops|max|maximum|or (?:less|under|below|cheaper)|at (?:the )?(?:most|very most|maximum|max|outside)|(?:and )?(?:no|not) (?:more|a penny more|higher))\b/.test(after)) company = 0.9;
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
