/**
 * Redacts a JSON value into a copy of its own, bounded in depth and size: what is cut off is said, and a circle ends.
 * Transcripts come as lists of words too; one digit each, they are read as the sentence that they are.
 */
import { placeholder, replaced, type Finding } from './finding.ts';

const depthMax = 64;
const valuesMax = 200_000;
const omitted = '[omitted]';

type Find = (text: string) => Finding[];
type Fields = Readonly<Record<string, unknown>>;

interface Work {
  find: Find;
  valuesLeft: number;
}

export function redactJson(value: unknown, find: Find): unknown {
  return visit(value, { find, valuesLeft: valuesMax }, 0);
}

function visit(value: unknown, work: Work, depth: number): unknown {
  if (value === null || typeof value === 'boolean' || value === undefined) return value;
  work.valuesLeft -= 1;
  if (work.valuesLeft < 0 || depth > depthMax) return omitted;
  if (typeof value === 'string') return replaced(value, work.find(value));
  if (typeof value === 'number') return redactNumber(value, work.find);
  if (typeof value === 'bigint') return replaced(String(value), work.find(String(value)));
  if (typeof value !== 'object') return omitted;
  if (value instanceof Date) return value;
  if (Array.isArray(value)) {
    const items = spokenTogether(value, work) ?? value;
    return visitItems(items, work, depth);
  }
  const copy: [string, unknown][] = [];
  for (const [key, field] of Object.entries(value)) {
    if (work.valuesLeft <= 0) break;
    copy.push([key, visit(field, work, depth + 1)]);
  }
  // Never by assignment: a key may be `__proto__`.
  return Object.fromEntries(copy);
}

function visitItems(items: readonly unknown[], work: Work, depth: number): unknown[] {
  const copy: unknown[] = [];
  for (const item of items) {
    if (work.valuesLeft <= 0) return [...copy, omitted];
    copy.push(visit(item, work, depth + 1));
  }
  return copy;
}

/** Instants are long numbers too: seconds and milliseconds since 1970 begin with 1 for years to come. */
function redactNumber(value: number, find: Find): unknown {
  const text = String(value);
  if (!Number.isInteger(value) || /^1(?:\d{9}|\d{12})$/.test(text)) return value;
  const found = find(text);
  return found.length === 0 ? value : replaced(text, found);
}

/** Words of one sentence, where the list is one and something in it is found only when they are read together. */
function spokenTogether(items: readonly unknown[], { find }: Work): readonly unknown[] | undefined {
  const words = items.map(wordOf);
  if (words.length < 2 || !words.every((word) => word !== undefined)) return undefined;
  const findings = find(words.join(' '));
  if (findings.length === 0) return undefined;
  const out: unknown[] = [];
  let at = 0;
  let next = 0;
  for (const [index, word] of words.entries()) {
    const end = at + word.length;
    while (next < findings.length && findings[next]!.end <= at) next += 1;
    const finding = findings[next];
    if (finding === undefined || finding.start >= end) out.push(items[index]);
    else if (finding.start >= at) out.push(withWord(items[index], placeholder(finding.label)));
    else out.push(withWord(items[index], ''));
    at = end + 1;
  }
  return out;
}

/** A word has its text and its timing; a list of bare texts may be orders, which are not one number. */
function wordOf(item: unknown): string | undefined {
  const { text, startMs } = (item ?? {}) as Fields;
  return typeof text === 'string' && typeof startMs === 'number' ? text : undefined;
}

function withWord(item: unknown, word: string): unknown {
  return { ...(item as Fields), text: word };
}
