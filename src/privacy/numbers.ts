/**
 * Which runs of digits are personal: cards, telephone numbers, and whatever else is nine digits long or longer.
 *
 * A recogniser that mishears one digit of a card leaves a number that no check knows for one. So the checks (Luhn,
 * libphonenumber) only name what was found: nine digits are taken out in any case, six never are, and in between a
 * number must be a valid telephone number that is dialled with 0 or +. Dates and identifiers of calls stay.
 */
import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/min';
import { digitRuns, type DigitGroup } from './digit-runs.ts';
import { blanked, type Finding, type Label } from './finding.ts';

const phoneDigitsMin = 7;
/** E.164 has 15; the prefix 00 comes on top. */
const phoneDigitsMax = 17;
const alwaysDigitsMin = 9;
const cardDigits = { min: 13, max: 19 };

const month = '(?:0?[1-9]|1[0-2])';
const day = '(?:0?[1-9]|[12]\\d|3[01])';
const year = '(?:19|20)\\d\\d';
/** What is long and no secret. A digit right beside it makes it a part of something else. */
const harmless = new RegExp(
  [
    `(?<![\\d]|\\d[-./])(?:${year}([-./])${month}\\1${day}|${day}([-./])${month}\\2${year}|${month}/${day}/${year})(?![\\d]|[-./]\\d)`,
    '(?<![\\da-f])[\\da-f]{8}-[\\da-f]{4}-[\\da-f]{4}-[\\da-f]{4}-[\\da-f]{12}(?![\\da-f])',
  ].join('|'),
  'gi',
);

export function findNumbers(text: string, countries: readonly CountryCode[]): Finding[] {
  const kept = Array.from(text.matchAll(harmless), ({ index, 0: found }) => ({
    start: index,
    end: index + found.length,
  }));
  const found: Finding[] = [];
  for (const { plus, groups } of digitRuns(blanked(text, kept))) {
    let together: DigitGroup[] = [];
    for (const [index, group] of groups.entries()) {
      const label = labelOf(group.digits, plus && index === 0, countries);
      if (label === undefined) {
        together.push(group);
        continue;
      }
      found.push(...cardOver(together), { start: group.start, end: group.end, label });
      together = [];
    }
    found.push(...cardOver(together));
  }
  return found.map((one) => ({ ...one, start: opening(text, one.start) }));
}

/** With the "+" or the bracket that it begins with. */
function opening(text: string, start: number): number {
  let from = start;
  while (from > start - 2 && /[+(]/.test(text[from - 1] ?? '')) from -= 1;
  return from;
}

/** Groups with commas between: only as a card are they one number. */
function cardOver(groups: readonly DigitGroup[]): Finding[] {
  if (groups.length < 2 || !isCard(groups.map(({ digits }) => digits).join(''))) return [];
  return [{ start: groups[0]!.start, end: groups.at(-1)!.end, label: 'card' }];
}

function labelOf(digits: string, plus: boolean, countries: readonly CountryCode[]): Label | undefined {
  if (digits.length < phoneDigitsMin) return undefined;
  if (isCard(digits)) return 'card';
  const dialled = plus || digits.startsWith('0');
  if ((dialled || digits.length >= alwaysDigitsMin) && isPhone(digits, plus, countries)) return 'phone';
  return digits.length >= alwaysDigitsMin ? 'number' : undefined;
}

function isPhone(digits: string, plus: boolean, countries: readonly CountryCode[]): boolean {
  if (digits.length > phoneDigitsMax) return false;
  const abroad = plus ? digits : digits.startsWith('00') ? digits.slice(2) : undefined;
  if (abroad !== undefined && parsePhoneNumberFromString(`+${abroad}`)?.isValid() === true) return true;
  return countries.some((country) => parsePhoneNumberFromString(digits, country)?.isValid() === true);
}

/** Luhn's check; the first digit of a payment card is 2 to 6, or 9 for national ones. */
export function isCard(digits: string): boolean {
  if (digits.length < cardDigits.min || digits.length > cardDigits.max || !/^[2-69]/.test(digits))
    return false;
  let sum = 0;
  for (let place = 0; place < digits.length; place += 1) {
    const digit = Number(digits[digits.length - 1 - place]);
    const doubled = place % 2 === 0 ? digit : digit * 2;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
