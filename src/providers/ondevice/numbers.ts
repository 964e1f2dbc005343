/** Numbers as they are spoken, both ways: "twenty first" is 21, and 21 is "twenty-first". */

const units = (
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen ' +
  'seventeen eighteen nineteen'
).split(' ');
const tens = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
const ordinalUnits = (
  'zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth ' +
  'fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth'
).split(' ');

const unitValues = new Map(units.map((word, value) => [word, value]));
const tensValues = new Map(tens.map((word, value) => [word, value * 10] as const).slice(2));
const ordinalValues = new Map([
  ...ordinalUnits.map((word, value) => [word, value] as const).slice(1),
  ...tens.map((word, value) => [word.replace(/y$/, 'ieth'), value * 10] as const).slice(2),
]);

export interface FoundNumber {
  value: number;
  /** Words it takes up. */
  length: number;
}

/** The cardinal that begins at `start`: "three", "twenty one", "two hundred and five", "15". */
export function cardinalAt(words: readonly string[], start: number): FoundNumber | undefined {
  const head = belowHundredAt(words, start);
  if (head === undefined) {
    return words[start] === 'a' && words[start + 1] === 'hundred'
      ? hundredsAt(words, start, 1, 1)
      : undefined;
  }
  return words[start + head.length] === 'hundred' && head.value > 0
    ? hundredsAt(words, start, head.value, head.length)
    : head;
}

/** The ordinal that begins at `start`: "third", "twenty first", "21st". */
export function ordinalAt(words: readonly string[], start: number): FoundNumber | undefined {
  const word = words[start] ?? '';
  const digits = /^(\d{1,3})(?:st|nd|rd|th)$/.exec(word);
  if (digits !== null) return { value: Number(digits[1]), length: 1 };
  const whole = ordinalValues.get(word);
  if (whole !== undefined) return { value: whole, length: 1 };
  const ten = tensValues.get(word);
  const unit = ordinalValues.get(words[start + 1] ?? '');
  if (ten === undefined || unit === undefined || unit > 9) return undefined;
  return { value: ten + unit, length: 2 };
}

/** 0 to 999 in words; larger numbers as digits. */
export function sayCardinal(value: number): string {
  if (!Number.isInteger(value) || value < 0 || value > 999) return String(value);
  if (value < 20) return units[value]!;
  if (value < 100) return joined(tens[Math.floor(value / 10)]!, value % 10 === 0 ? '' : units[value % 10]!);
  const rest = value % 100;
  return `${units[Math.floor(value / 100)]} hundred${rest === 0 ? '' : ` and ${sayCardinal(rest)}`}`;
}

/** 1 to 99 in words. */
export function sayOrdinal(value: number): string {
  if (value < 20) return ordinalUnits[value] ?? `${value}th`;
  const ten = tens[Math.floor(value / 10)];
  if (ten === undefined) return `${value}th`;
  return value % 10 === 0 ? ten.replace(/y$/, 'ieth') : joined(ten, ordinalUnits[value % 10]!);
}

function belowHundredAt(words: readonly string[], start: number): FoundNumber | undefined {
  const word = words[start] ?? '';
  if (/^\d{1,6}$/.test(word)) return { value: Number(word), length: 1 };
  const unit = unitValues.get(word);
  if (unit !== undefined) return { value: unit, length: 1 };
  const ten = tensValues.get(word);
  if (ten === undefined) return undefined;
  const after = unitValues.get(words[start + 1] ?? '');
  return after === undefined || after < 1 || after > 9
    ? { value: ten, length: 1 }
    : { value: ten + after, length: 2 };
}

function hundredsAt(words: readonly string[], start: number, count: number, headLength: number): FoundNumber {
  let length = headLength + 1;
  const and = words[start + length] === 'and' ? 1 : 0;
  const rest = belowHundredAt(words, start + length + and);
  if (rest === undefined || rest.value > 99) return { value: count * 100, length };
  length += and + rest.length;
  return { value: count * 100 + rest.value, length };
}

function joined(ten: string, unit: string): string {
  return unit === '' ? ten : `${ten}-${unit}`;
}
