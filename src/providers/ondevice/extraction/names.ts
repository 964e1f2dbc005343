/**
 * Names of people, by the words that lead to them, by given names that many bear, or as the whole answer.
 *
 *   "it's under the name of anna keller" ─▶ Anna Keller      "my name is keller, k e double l e r" ─▶ Keller
 */
import { cardinalAt } from '../numbers.ts';
import type { Candidate } from './candidate.ts';
import { givenNames } from './given-names.ts';
import { commonStems, type SlotPlan } from './plan.ts';
import { editDistance } from './phrase-book.ts';
import { isPutRight } from './put-right.ts';
import { smallWords } from './small-words.ts';
import type { Token } from './tokens.ts';
import type { Turn } from './turn.ts';

/** Of the caller's own name; of somebody else's. The strong ones take any word for a name. */
const selfLead =
  /(?:\b(?:my|the) (?:full |last |first |sur)?name(?: is|'s| should be| would be| to)|\bname'?s|\bname is|\bname (?:of|to)|\bunder(?: the name(?: of)?)?|\bin the name of|\bon the name of|\bcall me|\bi'?m called|\bcalled|\bsurname(?: is)?|\bbook(?:ed)? (?:it )?(?:for|as)|\bput (?:it |me )?down (?:as|for)) $/;
const weakSelfLead = /(?:\bthis is|\bi'?m|\bi am|\bit'?s|\bspeaking to|\bspeaking with) $/;
const otherLead =
  /(?:\b(?:it'?s|it is|that'?s|this is|that is|they'?re|parcel is|gift|present|one) for|\brecipient(?: is|'s)?|\b(?:send|deliver|address)(?:ed)?(?: it| them| that)? to|\bgoes to|\bgo to|\bfor (?:my|her|his) \w+) $/;
const particles = new Set(['van', 'von', 'de', 'der', 'den', 'la', 'di', 'da', 'du', 'le', 'el', 'al', 'zu']);
const titles = new Set([
  'mr',
  'mrs',
  'ms',
  'miss',
  'mister',
  'dr',
  'doctor',
  'madam',
  'sir',
  'madame',
  'herr',
  'frau',
]);
const nameWordsMax = 4;

export function namesIn(turn: Turn, slots: readonly SlotPlan[], others: readonly Candidate[]): Candidate[] {
  if (slots.length === 0) return [];
  const found: Candidate[] = [];
  for (let at = 0; at < turn.tokens.length; at++) {
    const before = at === 0 ? '' : `${turn.words.slice(Math.max(0, at - 6), at).join(' ')} `;
    const strong =
      selfLead.test(before) ||
      ((givenNames.has(turn.words[at]!) || !commonStems.has(turn.tokens[at]!.stem)) &&
        /^\S+ (?:here|speaking|calling|on the line|is (?:my|the) (?:\w+ )?name|is what i'?m called)\b/.test(
          turn.words.slice(at + 1, at + 5).join(' '),
        ));
    const other = otherLead.test(before);
    const isGiven =
      givenNames.has(turn.words[at]!) && (!doubtfulNames.has(turn.words[at]!) || isSurname(turn, at + 1));
    const led = strong || other || weakSelfLead.test(before);
    if (!isGiven && !strong && determiners.test(turn.words[at - 1] ?? '')) continue;
    const name = nameAt(turn, at, strong || isGiven);
    if (name === undefined || (!isGiven && !strong && isCue(turn, at, name.end))) continue;
    const isOdd = !isGiven && !strong && !looksLikeName(turn, at, name.end);
    if (isOdd) continue;
    if (!isGiven && turn.statements.some((one) => one.start < name.end && one.end > at)) continue;
    if (!isGiven && others.some(({ weak, start, end }) => !weak && start < name.end && end > at)) continue;
    const isUsual = isGiven || (name.capital && at > 0 && turn.tokens[at]!.pause < 2);
    for (const slot of slots) {
      const expected =
        (turn.asked.of[slot.index]! > 0.5 && (led || answersWith(turn, at, name.end))) ||
        (isSpokenOf(turn, slot) && (name.text.includes(' ') || linked.test(before))) ||
        isStrange(turn, at, name.end, others) ||
        (name.text.includes(' ') &&
          found.some((one) => one.slot === slot.index && isPutRight(turn, one.end, at)));
      if (!isUsual && !strong && !expected) continue;
      if (other && slots.length === 1 && ownSlot(slot) !== 'other' && !isGiven) continue;
      if (!slot.schema.fits(name.text)) continue;
      const suits = other ? ownSlot(slot) === 'other' : ownSlot(slot) !== 'other' || slots.length === 1;
      const company = (strong ? 0.7 : led ? 0.45 : isGiven ? 0.2 : 0.1) * (suits ? 1 : 0.4);
      const strength = strong ? 0.92 : isGiven ? 0.85 : led ? 0.8 : 0.7;
      found.push({
        ...candidate(slot, name.text, at, name.end, strength, company),
        weak: !led && !expected && !(isGiven && name.text.includes(' ')),
      });
    }
    at = name.end - 1;
  }
  // Where a name was plainly given, odd words beside it are none.
  const plain = found.filter(
    ({ strength, company, value }) => strength > 0.8 || company > 0.3 || String(value).includes(' '),
  );
  return plain.length > 0 ? plain : found;
}

const determiners = /^(?:a|an|my|your|his|her|our|their|some|any|every|this|that|these|those)$/;
const linked =
  /\b(?:is|was|be|to|as|it'?s|that'?s|not|but|than|of|from|put|put down|say|mean|meant|said|write|use|with|by|for|please|no|sorry|actually|now|then) $/;

/** "what'd", "huh", "altogether" are no names, though few sentences have them; "O'Brien" is one. */
function looksLikeName({ words }: Turn, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const word = words[at]!;
    if (/\w{2,}'|'(?:d|s|t|m|ll|re|ve|am|all)$/.test(word)) return false;
    if (notNames.has(word)) return false;
    if (
      /(?:ing|tion|sion|ment|ness|able|ible|ful|less|ously|ally|ily|where|body|thing|times|wards|ised|ized|ated|ever)$/.test(
        word,
      ) &&
      word.length > 5
    )
      return false;
  }
  return true;
}

const notNames = new Set(
  (
    'huh bingo affirmative negative nix gonna gotta gimme wanna lemme kinda sorta dunno yall bump squeeze swing altogether ' +
    'anywhere supervisor easier know closet toss ditch yup nah whoa wow gosh goodness heavens darling dear honey love mate ' +
    'guys folks sir madam aye och crikey blimey cheers ta hooray oops whoops alas hey hiya gday precisely spot bang roger ' +
    'copy done fab super brill smashing grand deadly sound class magic ace neat cool nice swell yikes ugh ooh aha duh meh ' +
    'okey dokey righto indeed quite nearly almost barely hardly scarcely somehow somewhat whatsoever nevertheless besides ' +
    'kid kids toddler baby hush shush quiet sweetie sweetheart mummy daddy mama papa nana granny please-and-thank-you ' +
    'checking checkout gifted wrapped anymore sooner later'
  ).split(' '),
);

/** The whole of the answer, but for small words. */
function answersWith({ words }: Turn, start: number, end: number): boolean {
  const rest = [...words.slice(0, start), ...words.slice(end)];
  return (
    rest.every((word) => smallWords.has(word) || titles.has(word) || notNames.has(word)) && rest.length <= 6
  );
}

/** Words that name a slot are no names: "my e-mail", "gift wrapping". */
function isCue({ cues }: Turn, start: number, end: number): boolean {
  return cues.some(({ at, weight }) => at >= start && at < end && weight >= 0.2);
}

/** After "mark" or "rose", which are words of their own, a word that can only be a name. */
function isSurname({ tokens }: Turn, at: number): boolean {
  const token = tokens[at];
  return token !== undefined && token.pause === 0 && isNameWord(token) && !commonStems.has(token.stem);
}

/** Given names that are words of their own as well. */
const doubtfulNames = new Set(
  'mark will april may june bill hope art sue dawn joy drew chase grant guy pat summer autumn van ray grace rose max frank rob mike dean'.split(
    ' ',
  ),
);

/** Two words that are hardly anything but a name, in a short turn that gives nothing else. */
function isStrange(turn: Turn, start: number, end: number, others: readonly Candidate[]): boolean {
  if (
    end - start !== 2 ||
    turn.words.length > 22 ||
    others.some((one) => one.start < end && one.end > start && !one.weak)
  )
    return false;
  const asks = turn.statements.some(({ manner }) => manner !== 'meant');
  const isAlone =
    end === turn.tokens.length || turn.tokens[end]!.pause > 0 || smallWords.has(turn.words[end]!);
  return (
    !asks && isAlone && isUncommon(turn, start) && isUncommon(turn, start + 1) && !isCue(turn, start, end)
  );
}

/** "the workshop" is a thing. */
function isUncommon({ tokens, words }: Turn, at: number): boolean {
  return (
    !commonStems.has(tokens[at]!.stem) &&
    !/^(?:the|a|an|my|your|our|some|any|this|that)$/.test(words[at - 1] ?? '')
  );
}

/** The turn or what the agent said before it is about this slot. */
function isSpokenOf(turn: Turn, slot: SlotPlan): boolean {
  const isNamed = turn.cues.some((cue) => cue.slot === slot.index && cue.weight >= 0.35);
  return isNamed || (turn.corrects && turn.asked.spokenOf[slot.index]! > 0.7);
}

/** Whose name a slot holds, by its description. */
function ownSlot({ specification }: SlotPlan): 'own' | 'other' {
  const text = `${specification.name} ${specification.description}`.toLowerCase();
  return /\b(?:recipient|for whom|gift|someone else|deliver\w* to|other person|receives?)\b/.test(
    text.replace(/([a-z])(name)\b/g, '$1 $2'),
  )
    ? 'other'
    : 'own';
}

interface Name {
  text: string;
  end: number;
  capital: boolean;
}

/** @param any everyday words may be names: "my name is Baker". */
function nameAt(turn: Turn, start: number, any: boolean): Name | undefined {
  let from = start;
  while (titles.has(turn.words[from] ?? '')) from++;
  let end = from;
  while (end < turn.tokens.length && end - from < nameWordsMax) {
    const token = turn.tokens[end]!;
    if (end > from && token.pause > 0) break;
    if (!isNameWord(token)) break;
    // Another person: "anna stone, simon turner".
    if (end > from + 1 && givenNames.has(token.text)) break;
    if (
      end > from &&
      !givenNames.has(token.text) &&
      (notNames.has(token.text) || token.text.includes("m'am") || /^ma'?am$/.test(token.text))
    )
      break;
    // After the first, everyday words are surnames: "robert field".
    if (!any && end === from && (commonStems.has(token.stem) || givenStops.has(token.text))) break;
    if (end > from + 1 && !particles.has(turn.words[end - 1]!) && commonStems.has(token.stem)) break;
    end++;
  }
  while (end > from && particles.has(turn.words[end - 1]!)) end--;
  const spelled = spelledAt(turn.tokens, end);
  if (end === from)
    return spelled === undefined || !any
      ? undefined
      : { text: titled(spelled.text), end: spelled.end, capital: false };
  let text = nameText(turn, from, end);
  if (spelled !== undefined) {
    const words = text.split(' ');
    const last = words.at(-1)!.toLowerCase();
    // A spelling is of the last word said, and says it better.
    if (last[0] === spelled.text[0] || editDistance(last, spelled.text, 3) <= 3)
      words[words.length - 1] = titled(spelled.text);
    text = words.join(' ');
  }
  return { text, end: spelled?.end ?? end, capital: turn.tokens[from]!.capital };
}

function isNameWord({ text }: Token): boolean {
  if (particles.has(text)) return true;
  return (
    text.length > 1 &&
    !smallWords.has(text) &&
    /^[\p{L}'-]+$/u.test(text) &&
    cardinalAt([text], 0) === undefined
  );
}

/** Words that are no names though not every sentence has them. */
const givenStops = new Set(
  'customer appointment delivery fitting parcel booking reservation details afraid regarding concerning'.split(
    ' ',
  ),
);

/** "k e double l e r", perhaps after "spelled" or "that's". */
function spelledAt(tokens: readonly Token[], start: number): { text: string; end: number } | undefined {
  let at = start;
  while (at < start + 3 && /^(?:spelled|spelt|that's|that|is|it's|spell)$/.test(tokens[at]?.text ?? '')) at++;
  let text = '';
  while (at < tokens.length) {
    const { text: word } = tokens[at]!;
    const next = tokens[at + 1]?.text ?? '';
    if (word === 'double' && next.length === 1) {
      text += next.repeat(2);
      at += 2;
    } else if (/^[a-z]$/.test(word)) {
      text += word;
      at++;
    } else break;
  }
  return text.length >= 3 ? { text, end: at } : undefined;
}

function nameText({ request, tokens }: Turn, start: number, end: number): string {
  const words = tokens.slice(start, end).map((token) => request.callerText.slice(token.start, token.end));
  if (words.some((word) => /^\p{Lu}/u.test(word))) return words.join(' ');
  return words.map((word, index) => (index > 0 && particles.has(word) ? word : titled(word))).join(' ');
}

function titled(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

export function candidate(
  slot: SlotPlan,
  value: unknown,
  start: number,
  end: number,
  strength: number,
  company: number,
): Candidate {
  return { slot: slot.index, value, start, end, strength, weak: false, company, by: 'words' };
}
