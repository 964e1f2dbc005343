/** The question for a tool that must ask but has no `confirm`: its description and its arguments, said plainly. */

const saidMax = 6;
const saidCharactersMax = 60;

export function defaultQuestion(description: string, input: unknown): string {
  const what = description.trim().replace(/[.!?]+$/, '');
  const particulars = sayArguments(input);
  return `${what}${particulars === '' ? '' : `: ${particulars}`}. Shall I go ahead?`;
}

function sayArguments(input: unknown): string {
  if (typeof input !== 'object' || input === null) return '';
  return Object.entries(input)
    .filter(([, value]) => value !== undefined && value !== null)
    .slice(0, saidMax)
    .map(([key, value]) => `${sayName(key)} ${sayValue(value)}`)
    .join(', ');
}

/** `orderNumber` and `order_number` are both "order number". */
function sayName(key: string): string {
  return key
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .toLowerCase();
}

function sayValue(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.slice(0, saidMax).map(sayValue).join(' and ');
  if (typeof value === 'object') return sayArguments(value);
  return String(value).slice(0, saidCharactersMax);
}
