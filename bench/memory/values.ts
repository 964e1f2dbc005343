/**
 * Values and how callers say them: "k t four one oh nine two", "half past three", "twelve hundred pounds".
 *
 * Both ways of speaking share these: a number or a weekday is said as everybody says it. The people's names and
 * the hosts of their mail come from the wording.
 */
import type { Random } from '../../sim/random.ts';
import { cardinalWords, ordinalWords } from '../recognition/number-words.ts';
import { choices, type SlotName } from './concierge.ts';
import { sentencesOf, type Wording } from './wording.ts';

export type Value = string | number | boolean;

const dayMs = 86_400_000;
const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const months = 'january february march april may june july august september october november december'.split(
  ' ',
);
/** What no caller confuses when a letter is heard, and no article. */
const letters = 'bdfghklmnprstvwxz';
const plurals = new Set<string>(['leather gloves', 'ankle boots', 'sunglasses']);

/** @param today midnight UTC of the day of the call. */
export function drawValue(slot: SlotName, wording: Wording, random: Random, today: number): Value {
  switch (slot) {
    case 'store':
    case 'products':
    case 'size':
    case 'colour':
    case 'occasion':
    case 'deliveryMethod':
      return random.pick<string>(choices[slot]);
    case 'quantity':
      return random.whole(1, 12);
    case 'fittingDate':
    case 'deliveryDate':
      return isoDay(today + dayMs * (random.chance(0.45) ? random.whole(1, 6) : random.whole(7, 80)));
    case 'fittingTime': {
      const minute = random.whole(40, 72) * 15;
      return `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`;
    }
    case 'name':
      return `${random.pick(sentencesOf(wording, 'given'))} ${random.pick(sentencesOf(wording, 'family'))}`;
    case 'phone':
      return `0${digits(random, 9)}`;
    case 'email': {
      const given = random.pick(sentencesOf(wording, 'given'));
      const family = random.pick(sentencesOf(wording, 'family'));
      const local = random.pick([`${given}.${family}`, `${given}_${family}`, `${given}${digits(random, 2)}`]);
      return `${local}@${random.pick(sentencesOf(wording, 'domain'))}`;
    }
    case 'orderNumber':
      return `${letter(random)}${letter(random)}${digits(random, 5)}`;
    case 'giftWrap':
      return random.chance(0.5);
    case 'budget':
      return random.whole(2, 60) * 50;
  }
}

/** @param form `on`: with the preposition that a date takes. */
export function sayValue(slot: SlotName, value: Value, random: Random, today: number, form?: string): string {
  switch (slot) {
    case 'products':
      return `the ${value}`;
    case 'fittingDate':
    case 'deliveryDate':
      return sayDate(Date.parse(String(value)), random, today, form === 'on');
    case 'fittingTime':
      return sayTime(String(value), random);
    case 'phone':
      return sayDigits(String(value), random);
    case 'email':
      return sayEmail(String(value));
    case 'orderNumber':
      return `${[...String(value).slice(0, 2).toLowerCase()].join(' ')} ${sayDigits(String(value).slice(2), random)}`;
    case 'quantity':
      return cardinalWords(String(value));
    case 'budget':
      return sayBudget(Number(value), random);
    default:
      return String(value).toLowerCase();
  }
}

export function isPlural(product: string): boolean {
  return plurals.has(product);
}

/** Whoever wrote it: capitals and spaces make no other value. */
export function isSameValue(left: unknown, right: unknown): boolean {
  return plain(left) === plain(right);
}

function plain(value: unknown): unknown {
  return typeof value === 'string' ? value.toLowerCase().replaceAll(/\s+/g, ' ').trim() : value;
}

function sayDate(day: number, random: Random, today: number, preposition: boolean): string {
  const ahead = Math.round((day - today) / dayMs);
  const date = new Date(day);
  const on = preposition ? 'on ' : '';
  if (ahead === 1) return 'tomorrow';
  if (ahead === 2 && random.chance(0.5)) return 'the day after tomorrow';
  if (ahead < 7 && random.chance(0.8)) return on + weekdays[date.getUTCDay()]!;
  if (ahead === 14 && preposition) return 'in two weeks';
  const ordinal = ordinalWords(date.getUTCDate());
  const month = months[date.getUTCMonth()]!;
  const sayings = [`the ${ordinal} of ${month}`, `${month} the ${ordinal}`, `${month} ${ordinal}`];
  const weekday = `${weekdays[date.getUTCDay()]} the ${ordinal} of ${month}`;
  if (ahead < 27) sayings.push(`the ${ordinal}`);
  return on + random.pick([...sayings, weekday]);
}

/** The house is open from ten to six: no hour of the day is meant twice. */
function sayTime(time: string, random: Random): string {
  const [hour, minute] = time.split(':').map(Number) as [number, number];
  const named = (of: number): string => cardinalWords(String(of > 12 ? of - 12 : of));
  if (hour === 12 && minute === 0) return random.pick(['noon', "twelve o'clock", 'midday']);
  const half = hour < 12 ? 'in the morning' : 'in the afternoon';
  const short = hour < 12 ? 'a m' : 'p m';
  if (minute === 0) {
    const said = named(hour);
    const evening = hour > 17 ? `${said} in the evening` : `${said} ${half}`;
    return random.pick([`${said} o'clock`, `${said} ${short}`, evening]);
  }
  const plainly = `${named(hour)} ${cardinalWords(String(minute))}`;
  const clock = {
    15: `quarter past ${named(hour)}`,
    30: `half past ${named(hour)}`,
    45: `quarter to ${named(hour + 1)}`,
  }[minute]!;
  return random.pick([plainly, clock, clock, `${plainly} ${short}`, `${plainly} ${half}`]);
}

function sayBudget(value: number, random: Random): string {
  const hundreds = value % 100 === 0 && value > 1000 && value < 2000 && random.chance(0.5);
  const plainWords = hundreds ? `${cardinalWords(String(value / 100))} hundred` : withAnd(value);
  return random.chance(0.7) ? `${plainWords} pounds` : plainWords;
}

function withAnd(value: number): string {
  const thousands = Math.floor(value / 1000);
  const hundreds = Math.floor((value % 1000) / 100);
  const rest = value % 100;
  const parts = [
    ...(thousands > 0 ? [`${cardinalWords(String(thousands))} thousand`] : []),
    ...(hundreds > 0 ? [`${cardinalWords(String(hundreds))} hundred`] : []),
  ];
  const head = parts.join(' ');
  if (rest === 0) return head;
  return head === '' ? cardinalWords(String(rest)) : `${head} and ${cardinalWords(String(rest))}`;
}

/** "oh one five double two". */
function sayDigits(text: string, random: Random): string {
  const oh = random.chance(0.5) ? 'oh' : 'zero';
  const doubles = random.chance(0.4);
  const words: string[] = [];
  for (let at = 0; at < text.length; at++) {
    const word = text[at] === '0' ? oh : cardinalWords(text[at]!);
    const isDouble = doubles && text[at] === text[at + 1] && text[at] !== text[at + 2];
    words.push(isDouble ? `double ${word}` : word);
    if (isDouble) at++;
  }
  return words.join(' ');
}

function sayEmail(email: string): string {
  return email
    .replace('@', ' at ')
    .replaceAll('.', ' dot ')
    .replaceAll('_', ' underscore ')
    .replaceAll(/\d/g, (digit) => ` ${cardinalWords(digit)}`);
}

function digits(random: Random, count: number): string {
  return Array.from({ length: count }, () => random.whole(0, 9)).join('');
}

function letter(random: Random): string {
  return letters[random.whole(0, letters.length - 1)]!.toUpperCase();
}

function isoDay(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
