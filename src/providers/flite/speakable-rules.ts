/**
 * What flite reads badly, and what to give it instead: one rule a line, the first that matches wins.
 *
 * Each was heard (by its phones) to be wrong without the rule: "Co." came out as Colorado, "API" as "appy",
 * euros and degrees not at all, 14:00 as "fourteen", "2026-03-05" digit by digit. What flite reads well has no
 * rule. Patterns are linear in the text and bound every repetition.
 */
export interface RuleContext {
  /** "3/5/2026" is the third of May outside of America. */
  dayFirst: boolean;
}

export interface Rule {
  /** Global; the whole match is replaced. */
  pattern: RegExp;
  /** Undefined leaves the text as it is. */
  speak(match: RegExpMatchArray, context: RuleContext): string | undefined;
}

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const monthAbbreviation = 'Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec';

const weekdays: Readonly<Record<string, string>> = {
  Mon: 'Monday',
  Tue: 'Tuesday',
  Tues: 'Tuesday',
  Wed: 'Wednesday',
  Thu: 'Thursday',
  Thur: 'Thursday',
  Thurs: 'Thursday',
  Fri: 'Friday',
  Sat: 'Saturday',
  Sun: 'Sunday',
};

const abbreviations: Readonly<Record<string, string>> = {
  'Ms.': 'miz',
  'Jr.': 'junior',
  'Sr.': 'senior',
  'Prof.': 'professor',
  'Inc.': 'incorporated',
  'Ltd.': 'limited',
  'Co.': 'company',
  'Corp.': 'corporation',
  'Dept.': 'department',
  'Blvd.': 'boulevard',
  'Rd.': 'road',
  'Apt.': 'apartment',
  'approx.': 'approximately',
  'ext.': 'extension',
  'hrs.': 'hours',
  'min.': 'minutes',
  'e.g.': 'for example',
  'i.e.': 'that is',
  'etc.': 'et cetera',
  'vs.': 'versus',
  'w/': 'with',
  'c/o': 'care of',
};

const units: Readonly<Record<string, string>> = {
  km: 'kilometers',
  cm: 'centimeters',
  mm: 'millimeters',
  kg: 'kilograms',
  mg: 'milligrams',
  ml: 'milliliters',
  lb: 'pounds',
  lbs: 'pounds',
  hr: 'hours',
  hrs: 'hours',
  mins: 'minutes',
  kB: 'kilobytes',
  MB: 'megabytes',
  GB: 'gigabytes',
};

const currencies: Readonly<Record<string, { one: string; many: string; part: string }>> = {
  '\u20ac': { one: 'euro', many: 'euros', part: 'cents' },
  '\u00a3': { one: 'pound', many: 'pounds', part: 'pence' },
  '\u00a5': { one: 'yen', many: 'yen', part: 'sen' },
};

/** Capitals that flite takes for a word. */
const initialisms = 'API|URL|UI|AI|IP|ID|EU|ETA|CEO|CFO|CTO|ATM|ISO|IOU|EUR|USD|VAT|IBAN|ISBN|SMS|MRI|ER|ICU';

const amount = String.raw`\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,2})?|\d{1,12}(?:\.\d{1,2})?`;

export const rules: readonly Rule[] = [
  { pattern: /\bhttps?:\/\/[^\s"'<>)\]]+|\bwww\.[^\s"'<>)\]]+/gi, speak: (match) => speakAddress(match[0]) },
  { pattern: /\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}\b/g, speak: (match) => speakMail(match[0]) },
  {
    pattern: /\b[a-z0-9-]{2,63}(?:\.[a-z0-9-]{2,63}){0,3}\.(?:com|org|net|io|dev|edu|gov|info)\b/gi,
    speak: (match) => speakHost(match[0]),
  },
  {
    pattern: /\b(\d{4})-(\d{2})-(\d{2})\b/g,
    speak: ([, year, month, day]) => speakDate(Number(year), Number(month), Number(day)),
  },
  {
    pattern: /(?<![\d/])(\d{1,2})\/(\d{1,2})\/(\d{4})(?![\d/])/g,
    speak: ([, first, second, year], { dayFirst }) =>
      dayFirst
        ? speakDate(Number(year), Number(second), Number(first))
        : speakDate(Number(year), Number(first), Number(second)),
  },
  {
    pattern: /\b(\d{1,2}):(\d{2})(?::\d{2})?(?:\s?([ap])(?:\.m\b\.?|m\b))?(?!\d)/gi,
    speak: ([whole, hour, minute, half]) => speakTime(whole!, Number(hour), minute!, half),
  },
  {
    pattern: /\b(\d{1,2})\s?([ap])(?:\.m\b\.?|m\b)/gi,
    speak: ([, hour, half]) => `${hour} ${half!.toUpperCase()}.M`,
  },
  {
    pattern: new RegExp(`([\u20ac\u00a3\u00a5])\\s?(${amount})(?![\\d.,]*\\d)`, 'g'),
    speak: ([, sign, value]) => speakMoney(sign!, value!),
  },
  {
    pattern: new RegExp(`(?<![\\d.,])(${amount})\\s?([\u20ac\u00a3\u00a5])`, 'g'),
    speak: ([, value, sign]) => speakMoney(sign!, value!),
  },
  {
    pattern: /(?<=\d)\s?\u00b0\s?([CF])?(?![A-Za-z])/g,
    speak: ([, scale]) =>
      scale === undefined ? ' degrees ' : ` degrees ${scale === 'C' ? 'Celsius' : 'Fahrenheit'} `,
  },
  {
    pattern: new RegExp(
      `\\b(${monthAbbreviation})\\b\\.?(?=\\s\\d)|(?<=\\d(?:st|nd|rd|th)?\\s)(${monthAbbreviation})\\b\\.?`,
      'g',
    ),
    speak: ([, before, after]) => months.find((month) => month.startsWith((before ?? after!).slice(0, 3))),
  },
  {
    pattern: /\b(Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\.(?=,?\s[\da-zA-Z])/g,
    speak: ([, day]) => weekdays[day!],
  },
  { pattern: /\bNo\.\s?(?=\d)/g, speak: () => 'number ' },
  {
    pattern:
      /(?<![\p{L}\p{N}])(?:(?:Ms|Jr|Sr|Prof|Inc|Ltd|Co|Corp|Dept|Blvd|Rd|Apt|approx|ext|hrs|min|e\.g|i\.e|etc|vs)\.|w\/(?=\s)|c\/o\b)/gu,
    speak: ([abbreviation]) => abbreviations[abbreviation!],
  },
  {
    pattern: /(?<=\d)\s?(km|cm|mm|kg|mg|ml|lbs?|hrs?|mins|kB|MB|GB)\b/g,
    speak: ([, unit]) => ` ${units[unit!]}`,
  },
  {
    pattern: new RegExp(`\\b(${initialisms})(?=s?\\b)`, 'g'),
    speak: ([, letters]) => letters!.split('').join('.'),
  },
  { pattern: /(?<![\d/])24\/7(?![\d/])/g, speak: () => '24 7' },
  {
    pattern: /(?<![\d.,:-])(\d{1,2})[-\u2013](\d{1,2})(?![\d.,:-]*\d|-)/g,
    speak: ([, from, to]) => `${from} to ${to}`,
  },
  // Seven digits and more are a number to dial or to note, not to count.
  { pattern: /(?<![\d.,])\+?\d{7,40}(?![\d.,]*\d)/g, speak: ([digits]) => digits!.split('').join(' ') },
  { pattern: /#(?=\d)/g, speak: () => 'number ' },
  { pattern: /&/g, speak: () => ' and ' },
];

function speakAddress(written: string): string {
  const address = written.replace(/[.,;:!?]+$/, '');
  const tail = written.slice(address.length);
  const [host, ...path] = address
    .replace(/^https?:\/\//i, '')
    .replace(/^www\./i, '')
    .split('/');
  // Queries and identifiers are noise to the ear.
  const said = path.filter((part) => /^[A-Za-z]{2,20}$/.test(part)).slice(0, 3);
  return [speakHost(host!), ...said].join(' slash ') + tail;
}

function speakMail(written: string): string {
  const [user, host] = written.split('@');
  return `${speakHost(user!)} at ${speakHost(host!)}`;
}

function speakHost(host: string): string {
  return host
    .replace(/\./g, ' dot ')
    .replace(/_/g, ' underscore ')
    .replace(/-/g, ' dash ')
    .replace(/\s+/g, ' ')
    .trim();
}

function speakDate(year: number, month: number, day: number): string | undefined {
  const name = months[month - 1];
  if (name === undefined || day < 1 || day > 31) return undefined;
  return `${name} ${day}${ordinalEnding(day)}, ${speakYear(year)}`;
}

function ordinalEnding(day: number): string {
  if (day >= 11 && day <= 13) return 'th';
  return { 1: 'st', 2: 'nd', 3: 'rd' }[day % 10] ?? 'th';
}

function speakYear(year: number): string {
  const rest = year % 100;
  if (year < 1100 || year > 2099 || (year >= 2000 && year < 2010)) return String(year);
  if (rest === 0) return year % 1000 === 0 ? String(year) : `${year / 100} hundred`;
  return `${Math.floor(year / 100)} ${rest < 10 ? `oh ${rest}` : rest}`;
}

function speakTime(
  whole: string,
  hour: number,
  minute: string,
  half: string | undefined,
): string | undefined {
  if (hour > 23 || Number(minute) > 59) return undefined;
  const minutes = minute === '00' ? '' : minute.startsWith('0') ? ` oh ${Number(minute)}` : ` ${minute}`;
  // The full stop of a sentence that ends in "a.m." is lost with it; the pause comes from the clause.
  if (half !== undefined) return `${hour}${minutes} ${half.toUpperCase()}.M`;
  // A length ("1:02:03") is not a time of day.
  if (whole.split(':').length > 2) return undefined;
  if (hour === 0) return `12${minutes} A.M`;
  return minutes === '' ? `${hour} o'clock` : `${hour}${minutes}`;
}

function speakMoney(sign: string, value: string): string {
  const { one, many, part } = currencies[sign]!;
  const [whole, cents] = value.split('.');
  const head = `${whole} ${whole === '1' ? one : many}`;
  if (cents === undefined || Number(cents) === 0) return `${head} `;
  return `${head} ${Number(cents.padEnd(2, '0'))} ${part} `;
}
