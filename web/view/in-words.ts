/**
 * Values and names as a reader wants them: a slot holds whatever its schema allows, and nothing of it may be
 * longer than its place. Pure.
 */
import { toolInWords } from '../score/layout.ts';

/** Two lines of the page, about. */
const charactersMax = 140;
const partsMax = 8;

/** `deliveryAddress` as people write it: "delivery address"; a name in camel case and one with dashes alike. */
export function nameInWords(name: string): string {
  return cut(toolInWords(name));
}

/** One value of a slot: text as it is, a day as a day, a list and an object by their parts. */
export function valueInWords(value: unknown): string {
  return cut(inWords(value, 0));
}

/** No longer than its place; between characters as people count them. */
export function cut(text: string): string {
  // What is far too long is not worth looking at.
  const looked = text.slice(0, charactersMax * 4);
  const characters = Array.from(looked.replaceAll(/\s+/g, ' ').trim());
  if (characters.length <= charactersMax && looked === text) return characters.join('');
  const kept = characters.slice(0, charactersMax - 1).join('');
  return `${kept.trimEnd()}…`;
}

/** Of a moment of the call: "1:07". */
export function clockInWords(atMs: number): string {
  const seconds = Math.floor(Math.max(0, atMs) / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

function inWords(value: unknown, depth: number): string {
  if (typeof value === 'string') return momentInWords(value) ?? value;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (value === null || value === undefined) return 'nothing';
  if (typeof value !== 'object') return String(value);
  if (depth > 2) return '…';
  const parts = Array.isArray(value)
    ? value.map((one) => inWords(one, depth + 1))
    : Object.entries(value).map(([key, one]) => `${nameInWords(key)}: ${inWords(one, depth + 1)}`);
  const more = parts.length > partsMax ? [`${parts.length - partsMax} more`] : [];
  return [...parts.slice(0, partsMax), ...more].join(', ');
}

const months = 'January February March April May June July August September October November December'.split(
  ' ',
);

/** "2026-03-24T14:30": the caller's own time, whatever zone this browser is in. Undefined for other text. */
function momentInWords(text: string): string | undefined {
  const found = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}:\d{2})(?::\d{2})?)?$/.exec(text);
  if (found === null) return undefined;
  const [, year, month, day, time] = found;
  const name = months[Number(month) - 1];
  if (name === undefined) return undefined;
  return `${Number(day)} ${name} ${year}${time === undefined ? '' : `, ${time}`}`;
}
