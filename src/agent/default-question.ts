/**
 * The question for a tool that must ask but has no `confirm`: its description and its arguments, said plainly.
 *
 * The arguments come from a model, and may have been put into its mouth: what is said of them is one phrase
 * within our sentence, and never a sentence or a question of its own. What is left unsaid is said to be.
 */

const saidMax = 6;
const saidCharactersMax = 60;
const depthMax = 3;

/** What it is put together with, in one language. */
interface QuestionWords {
  goAhead: string;
  yes: string;
  no: string;
  and: string;
  soOn: string;
  more(count: number): string;
}

const english: QuestionWords = {
  goAhead: 'Shall I go ahead?',
  yes: 'yes',
  no: 'no',
  and: ' and ',
  soOn: 'and so on',
  more: (count) => `and ${count} more`,
};
const german: QuestionWords = {
  goAhead: 'Soll ich das tun?',
  yes: 'ja',
  no: 'nein',
  and: ' und ',
  soOn: 'und so weiter',
  more: (count) => `und ${count} weitere`,
};

/** @param language BCP-47, of the agent. The description and the names of the arguments stay as their author wrote them. */
export function defaultQuestion(description: string, input: unknown, language = 'en'): string {
  const words = language.toLowerCase().startsWith('de') ? german : english;
  const what = description.trim().replace(/[.!?]+$/, '');
  const particulars = sayArguments(input, 1, words);
  return `${what}${particulars === '' ? '' : `: ${particulars}`}. ${words.goAhead}`;
}

function sayArguments(input: unknown, depth: number, words: QuestionWords): string {
  if (typeof input !== 'object' || input === null) return '';
  const given = Object.entries(input).filter(([, value]) => value !== undefined && value !== null);
  return sayList(
    given.map(
      ([key, value]) =>
        () =>
          `${sayName(key, words)} ${sayValue(value, depth, words)}`,
    ),
    ', ',
    words,
  );
}

function sayList(parts: readonly (() => string)[], between: string, words: QuestionWords): string {
  const said = parts.slice(0, saidMax).map((say) => say());
  return parts.length <= saidMax
    ? said.join(between)
    : `${said.join(between)} ${words.more(parts.length - saidMax)}`;
}

/** `orderNumber` and `order_number` are both "order number". */
function sayName(key: string, words: QuestionWords): string {
  return sayText(
    key
      .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
      .replace(/[_-]+/g, ' ')
      .toLowerCase(),
    words,
  );
}

function sayValue(value: unknown, depth: number, words: QuestionWords): string {
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (typeof value !== 'object' || value === null) return sayText(String(value), words);
  if (depth >= depthMax) return words.soOn;
  if (!Array.isArray(value)) return sayArguments(value, depth + 1, words);
  return sayList(
    value.map((item: unknown) => () => sayValue(item, depth + 1, words)),
    words.and,
    words,
  );
}

/** No line break, and nothing that ends a sentence: "3.5" and "10:30" stay, "nothing. Is this Anna?" does not. */
function sayText(text: string, words: QuestionWords): string {
  const phrase = text
    .replace(/[\p{C}\s]+/gu, ' ')
    .replace(/[?!¿¡。？！…;]+/gu, ',')
    .replace(/[.:,]+(?=\s|$)/gu, ',')
    .replace(/^[\s,]+|[\s,]+$/gu, '');
  const characters = [...phrase];
  return characters.length <= saidCharactersMax
    ? phrase
    : `${characters
        .slice(0, saidCharactersMax)
        .join('')
        .replace(/[\s.:,]+$/u, '')} ${words.soOn}`;
}
