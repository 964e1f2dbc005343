/**
 * Makes what is too long for a prompt short, and says so in its place: nobody must take a part for the whole.
 *
 * A text keeps its beginning and its end. The result of a tool keeps its shape: all its keys before its many
 * items, the first items before the later ones.
 */
import type { ToolOutcome } from '../contracts/conversation.ts';

/** At most `charactersMax`, from 60 on; the mark of what is left out counts. */
export function shortenText(text: string, charactersMax: number): string {
  if (text.length <= charactersMax) return text;
  const kept = Math.max(0, charactersMax - 40);
  const head = whole(text.slice(0, Math.ceil((kept * 2) / 3)));
  const tail = whole(text.slice(text.length - Math.floor(kept / 3)));
  return `${head} [${text.length - head.length - tail.length} characters left out] ${tail}`;
}

/** What was done stays done: only the words and the value of an outcome are shortened. */
export function shortenOutcome(outcome: ToolOutcome, charactersMax: number): ToolOutcome {
  switch (outcome.status) {
    case 'done':
      return { status: 'done', value: shortenJson(outcome.value, charactersMax) };
    case 'failed': {
      const message = shortenText(outcome.message, charactersMax);
      return outcome.say === undefined
        ? { ...outcome, message }
        : { ...outcome, message, say: shortenText(outcome.say, charactersMax) };
    }
    case 'unknown':
    case 'refused':
      return { ...outcome, reason: shortenText(outcome.reason, charactersMax) };
    case 'awaiting-consent':
      return { ...outcome, question: shortenText(outcome.question, charactersMax) };
  }
}

interface Detail {
  items: number;
  characters: number;
  depth: number;
}

/** From generous to scant: the first that fits is taken. */
const details: readonly Detail[] = [
  { items: 12, characters: 400, depth: 6 },
  { items: 6, characters: 200, depth: 5 },
  { items: 3, characters: 120, depth: 4 },
  { items: 2, characters: 80, depth: 3 },
  { items: 1, characters: 60, depth: 2 },
];
const keysPerItem = 8;

/** At most `charactersMax` as JSON, from 60 on; what fits as it is comes back untouched. */
export function shortenJson(value: unknown, charactersMax: number): unknown {
  const json = jsonOf(value);
  if (json.length <= charactersMax) return value;
  if (typeof value === 'string') return fitText(value, charactersMax);
  for (const detail of details) {
    const shortened = withDetail(value, detail);
    if (jsonOf(shortened).length <= charactersMax) return shortened;
  }
  return fitText(json, charactersMax);
}

/** A text whose JSON fits: what must be escaped takes more than it shows. */
function fitText(text: string, charactersMax: number): string {
  let most = charactersMax - 2;
  let shortened = shortenText(text, most);
  while (jsonOf(shortened).length > charactersMax && most > 0) {
    most = Math.floor(most * 0.8);
    shortened = most < 60 ? `[${text.length} characters left out]` : shortenText(text, most);
  }
  return shortened;
}

function withDetail(value: unknown, detail: Detail): unknown {
  if (typeof value === 'string') return shortenText(value, detail.characters);
  if (typeof value !== 'object' || value === null) return value;
  const inner = { ...detail, depth: detail.depth - 1 };
  if (Array.isArray(value)) {
    if (detail.depth === 0) return `[${value.length} items left out]`;
    const shown: unknown[] = value.slice(0, detail.items).map((item) => withDetail(item, inner));
    const left = value.length - shown.length;
    return left === 0 ? shown : [...shown, `[${left} more of ${value.length} left out]`];
  }
  const entries = Object.entries(value);
  if (detail.depth === 0) return `[${entries.length} fields left out]`;
  const shown = entries.slice(0, detail.items * keysPerItem);
  const fields = shown.map(([key, item]) => [shortenText(key, 60), withDetail(item, inner)]);
  const left = entries.length - shown.length;
  return Object.fromEntries(left === 0 ? fields : [...fields, ['[left out]', `${left} more fields`]]);
}

/** Never half a character at the ends. */
function whole(text: string): string {
  return text.replace(/^[\uDC00-\uDFFF]/, '').replace(/[\uD800-\uDBFF]$/, '');
}

function jsonOf(value: unknown): string {
  return JSON.stringify(value) ?? '';
}
