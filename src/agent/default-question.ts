/**
 * The question for a tool that must ask but has no `confirm`: its description and its arguments, said plainly.
 *
 * The arguments come from a model, and may have been put into its mouth: what is said of them is one phrase
 * within our sentence, and never a sentence or a question of its own. What is left unsaid is said to be.
 */

const saidMax = 6;
const saidCharactersMax = 60;
const depthMax = 3;

export function defaultQuestion(description: string, input: unknown): string {
  const what = description.trim().replace(/[.!?]+$/, '');
  const particulars = sayArguments(input, 1);
  return `${what}${particulars === '' ? '' : `: ${particulars}`}. Shall I go ahead?`;
}

function sayArguments(input: unknown, depth: number): string {
  if (typeof input !== 'object' || input === null) return '';
  const given = Object.entries(input).filter(([, value]) => value !== undefined && value !== null);
  return sayList(
    given.map(
      ([key, value]) =>
        () =>
          `${sayName(key)} ${sayValue(value, depth)}`,
    ),
    ', ',
  );
}

function sayList(parts: readonly (() => string)[], between: string): string {
  const said = parts.slice(0, saidMax).map((say) => say());
  return parts.length <= saidMax
    ? said.join(between)
    : `${said.join(between)} and ${parts.length - saidMax} more`;
}

/** `orderNumber` and `order_number` are both "order number". */
function sayName(key: string): string {
  return sayText(
    key
      .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
      .replace(/[_-]+/g, ' ')
      .toLowerCase(),
  );
}

function sayValue(value: unknown, depth: number): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value !== 'object' || value === null) return sayText(String(value));
  if (depth >= depthMax) return 'and so on';
  if (!Array.isArray(value)) return sayArguments(value, depth + 1);
  return sayList(
    value.map((item: unknown) => () => sayValue(item, depth + 1)),
    ' and ',
  );
}

/** No line break, and nothing that ends a sentence: "3.5" and "10:30" stay, "nothing. Is this Anna?" does not. */
function sayText(text: string): string {
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
        .replace(/[\s.:,]+$/u, '')} and so on`;
}
