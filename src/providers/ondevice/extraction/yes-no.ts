/** Slots that hold yes or no: an answer to the question for one, or its own words: "gift wrapped", "no newsletter". */
import type { SlotChange } from '../../../contracts/memory.ts';
import type { SlotPlan } from './plan.ts';
import type { Said } from './polarity.ts';
import { statementAt } from './statements.ts';
import { wordsAt } from './tokens.ts';
import type { Turn } from './turn.ts';

const yes =
  /^(?:(?:oh|well|um|hmm|ah|ok|okay|and) )*(?:yes|yeah|yep|yup|yah|ya|yea|aye|sure|surely|you bet|i (?:should |would |do )?(?:think|hope|believe|imagine|suppose|guess) so|you betcha|bingo|affirmative|naturally|for sure|totally|would you|i'?d appreciate|that'?d be|that'?s (?:so|fine|perfect|great|it)|wouldn'?t say no|go for it|(?:that|it) is|it would|certainly|absolutely|definitely|of course|please do|please|go ahead|correct|that'?s right|right|exactly|indeed|why not|ok|okay|alright|by all means|with pleasure|i (?:would|do|am|have|will)(?! (?:n'?t|not|rather not|prefer not))\b|that (?:would|'?d) be|sounds? (?:good|great|lovely|nice)|if you (?:could|would|don'?t mind|like|can)|if you'd be so kind|if you'd (?:like|be so good)|go on(?: then)?|great|lovely|perfect|happy to|i'?d (?:love|like) (?:that|it|to(?: please)?$)|do that|let'?s do (?:that|it))\b/;
const no =
  /^(?:(?:oh|well|um|hmm|ah|ok|okay|and|actually|yeah) )*(?:no\b|nope|nah|not (?:really|necessary|needed|today|at all|this time|for me|yet)|never|i (?:don'?t|do not|wouldn'?t|would not|haven'?t|have not|am not|won'?t)|i'?m (?:not|afraid not|good|fine)|i'?d (?:rather|prefer) (?:not|you didn'?t|if you didn'?t)|rather not|prefer not|(?:it|that)(?:'?s| is) not|it isn'?t|don'?t bother|better not|i (?:think|hope|guess|suppose) not|i (?:don'?t|do not) think so|i'?ll pass|pass\b|(?:heavens|god|hell|lord|goodness|gosh|absolutely|definitely) no\b|skip|forget|leave it|hardly|not on|(?:that'?s|it'?s|we'?re|all) (?:all right|alright|fine|ok|okay|good) (?:as|without)|no can do|without\b|save|spare|negative|neither|i would (?:rather|prefer) not|that won'?t|(?:that'?s|it'?s) not (?:necessary|needed)|there'?s no need|no need|definitely not|absolutely not|certainly not|please don'?t|don'?t)/;

const coveredFrom = 0.5;

export interface Answer {
  value: boolean;
  /** Words: [0, end). */
  end: number;
}

/** What the turn begins with: yes, no, or neither. */
export function answerIn(words: readonly string[]): Answer | undefined {
  const text = words.slice(0, 12).join(' ');
  const refused = no.exec(text);
  const agreed = yes.exec(text);
  const match =
    refused !== null && (agreed === null || refused[0].length >= agreed[0].length) ? refused : agreed;
  return match === null ? undefined : { value: match === agreed, end: match[0].split(' ').length };
}

export function yesNoChanges(turn: Turn, said: readonly Said[]): SlotChange[] {
  return turn.plan.slots
    .filter(({ schema }) => schema.kind === 'boolean')
    .flatMap((slot) => byItsWords(turn, slot, said) ?? byAnswer(turn, slot) ?? []);
}

function byAnswer(turn: Turn, slot: SlotPlan): SlotChange | undefined {
  const asked = turn.asked.of[slot.index]!;
  const others = turn.asked.of.some((score, index) => index !== slot.index && score > asked);
  if (asked <= 0.5 || others) return undefined;
  const answer = answerIn(turn.words) ?? answerWithin(turn.words);
  if (answer === undefined) return undefined;
  const words = wordsAt(turn.request.callerText, turn.tokens, 0, answer.end);
  return { slot: slot.specification.name, change: 'set', value: answer.value, words, confidence: 0.92 };
}

/** "I would say no", "I'd be delighted, yes": a short turn with one of the two words in it. */
function answerWithin(words: readonly string[]): Answer | undefined {
  if (words.length > 8) return undefined;
  const text = words.join(' ');
  const agrees =
    /\b(?:yes|yeah|aye|yep|do|sure|right|delighted|grand|lovely|great|love|please|happy|nice|kindly?)\b/.test(
      text,
    );
  const refuses = /\b(?:no|not|nope|nah|never|without|rather|pass|\w+n't)\b/.test(text);
  return agrees === refuses
    ? refuses && /\b(?:no|not)$/.test(text)
      ? { value: false, end: words.length }
      : undefined
    : { value: agrees, end: words.length };
}

/** The last place where its own words stand decides. */
function byItsWords(turn: Turn, slot: SlotPlan, said: readonly Said[]): SlotChange | undefined {
  const { name, weights, alike, nameWeight } = turn.plan.cues[slot.index]!;
  let change: SlotChange | undefined;
  const own = turn.cues.filter(
    ({ slot: its, at }) => its === slot.index && !said.some(({ start, end }) => at >= start && at < end),
  );
  const words = new Set(
    own
      .map(({ at }) => alike.get(turn.tokens[at]!.stem) ?? turn.tokens[at]!.stem)
      .filter((stem) => name.has(stem)),
  );
  const covered =
    [...words].reduce(
      (sum, stem) => sum + name.get(stem)!.weight * Math.min(1, name.get(stem)!.own + (words.size - 1)),
      0,
    ) / Math.max(nameWeight, 0.01);
  if (covered < coveredFrom || !own.some(({ at }) => name.has(turn.tokens[at]!.stem)) || isAskedFor(turn))
    return undefined;
  // The word that tells most: of "gift wrap" it is "wrap".
  const most = Math.max(...own.map(({ weight }) => weight));
  const strong = own.filter(({ weight }) => weight >= most * 0.8);
  for (const { at } of strong) {
    const value = polarityAt(turn, at);
    if (value === undefined) continue;
    const own = weights.get(turn.tokens[at]!.stem) ?? 0.5;
    const start = Math.max(0, at - 2);
    const words = wordsAt(turn.request.callerText, turn.tokens, start, Math.min(at + 2, turn.tokens.length));
    const confidence = Math.min(0.9, 0.5 + 0.4 * own);
    change = { slot: slot.specification.name, change: 'set', value, words, confidence };
  }
  return change;
}

/** "which gift wrap did I give you", "the gift wrap again please": nothing is said of whether. */
function isAskedFor({ words }: Turn): boolean {
  const text = words.join(' ').replace(/\b(?:you|know|guess|no matter) what\b|\bwhat about\b/g, '');
  return (
    (/\b(?:what|which)\b|\bwhat's\b|\b(?:remind|repeat|recap|once more|read|hear|confirm|tell me|say)\b(?! (?:yes|no)\b)/.test(
      text,
    ) &&
      !/\b(?:yes|no|not|without|don't|please (?:do|wrap|add))\b/.test(text)) ||
    (/\bagain,?(?: please| if i may)?$/.test(text) && !/\b(?:take|leave|put|out|off|back|add)\b/.test(text))
  );
}

/** Undefined: nothing is said of whether. */
function polarityAt(turn: Turn, at: number): boolean | undefined {
  const { words, tokens } = turn;
  const before = words.slice(Math.max(0, at - 4), at).join(' ');
  const longBefore = words.slice(Math.max(0, at - 9), at).join(' ');
  const after = words.slice(at + 1, at + 9).join(' ');
  const told =
    /^(?:wrap\w* |pack\w* |paper )?(?:is |should be |to |it's |as )?(?:a )?(yes|no)\b(?! (?:need|longer|worries|way|matter))|\b(yes|no) (?:to|on|for|with|about) (?:the |a |any |that )?(?:gift )?$/;
  const answered = told.exec(after) ?? told.exec(`${longBefore} `);
  if (answered !== null) return (answered[1] ?? answered[2]) === 'yes';
  if (
    /\b(?:no (?:need|point|use|call|worries|reason|sense)|needn't|don't (?:bother|worry|trouble|need|want)|do not (?:bother|need|want)|not bother|spare (?:me|us|yourself)|forget(?: about)?|skip|scrap|drop|lose|nix|ditch|never ?mind(?: about)?|save|do without|go without|can live without|hold) (?!(?:\w+ ){0,5}(?:but|please|now|so|do|and) (?!the |a ))(?:\w+ ){0,6}?$/.test(
      `${longBefore} `,
    )
  )
    return false;
  if (
    /^(?:wrap\w* |pack\w* |paper |it )?(?:(?:is|was|would be|seems|that'?s) (?:\w+ )?(?:too much|over the top|a waste|silly|pointless|unnecessary|overkill|not (?:wanted|for me))|(?:can|may|should|could) (?:be (?:skipped|left|dropped|removed|taken|cancelled|omitted|deleted|spared)|go\b|come off)|you can (?:\w+ )?(?:spare|skip|leave|drop|forget|save|keep)|(?:i|we) (?:don'?t|do not|can do without|won'?t)|(?:please )?(?:take|leave) (?:it|that) (?:out|off)|no longer)/.test(
      after,
    )
  )
    return false;
  if (
    /\b(?:no|without|non)(?: (?:to|need for|more|thanks?|thank you))?(?: (?:the|a|any|to))?(?: \w+)?$/.test(
      before,
    ) &&
    !pauseBetween(turn, at)
  )
    return false;
  if (
    /^(?:\w+ )?(?:is|isn'?t|not|won'?t be|will not be)(?: not| n'?t)? (?:necessary|needed|required|important|wanted|desired|wished)/.test(
      after,
    )
  )
    return /^(?:\w+ )?is (?:now )?(?:necessary|needed|required|important|wanted|desired)/.test(after);
  // "don't wrap it": the phrase takes the word in.
  if (turn.statements.some(({ manner, start, end }) => manner === 'ruled-out' && start < at && end > at))
    return false;
  const statement = statementAt(turn.statements, tokens, at);
  if (statement === undefined || statement.manner === 'meant' || statement.manner === 'proposed') return true;
  if (statement.manner === 'ruled-out' || statement.manner === 'taken-out')
    return at - statement.end <= 6 ? false : undefined;
  return undefined;
}

/** "no, gift wrap it": the "no" is about something else. */
function pauseBetween({ tokens, words }: Turn, at: number): boolean {
  for (let index = at; index > Math.max(0, at - 4); index--) {
    if (words[index - 1] === 'no' || words[index - 1] === 'without') return tokens[index]!.pause > 0;
  }
  return false;
}
