/**
 * A value in one line: what a reader must know of it, when its whole has gone.
 *
 *   { articles: [{ text, sku, name }, ...], found: 12 }  ─▶  found: 12; articles: 12, first (name: "Silk scarf", sku: "S-1")
 *
 * Names and numbers of things come first, since with them more can be looked up; then the other single values,
 * then lists with their length and first items. What has no room is counted. The same value always reads the same.
 */
import { briefKey, briefText } from './brief-text.ts';

/** Of one text within a value. */
const textMax = 60;
/** Of one item in a list. */
const itemMax = 70;
const depthMax = 3;
/** ", 1234 more" */
const moreRoom = 12;

/** At most `room` characters; undefined where not even a short form fits. */
export function briefValue(value: unknown, room: number, depth = 0): string | undefined {
  const text =
    typeof value === 'string' ? briefText(value, Math.min(room, depth === 0 ? room : textMax)) : undefined;
  if (text !== undefined || typeof value === 'string') return text;
  if (Array.isArray(value)) return briefList(value, room, depth);
  if (typeof value === 'object' && value !== null) return briefFields(value, room, depth);
  const scalar = typeof value === 'number' || typeof value === 'boolean' ? String(value) : 'nothing';
  return scalar.length <= room ? scalar : undefined;
}

/** `key: value` of each, `separator` between them. */
export function briefFields(value: object, room: number, depth = 0): string | undefined {
  const entries = Object.entries(value).filter(([, held]) => !isEmpty(held));
  if (entries.length === 0) return fit('nothing', room);
  if (depth >= depthMax) return fit(`${entries.length} fields`, room);
  const separator = depth === 0 ? '; ' : ', ';
  const sorted = entries.toSorted(
    ([key, held], [otherKey, other]) => rank(key, held) - rank(otherKey, other),
  );
  const [opening, closing] = depth === 0 ? ['', ''] : ['(', ')'];
  const parts = taken(sorted, room - opening.length - closing.length, separator, ([key, held], left) => {
    const name = briefKey(key);
    const inner = briefValue(held, left - name.length - 2, depth + 1);
    return inner === undefined ? undefined : `${name}: ${inner}`;
  });
  if (parts.length === 0) return depth === 0 ? fit(`${entries.length} fields`, room) : undefined;
  const more = entries.length - parts.length;
  const end = more === 0 ? '' : `${separator}${more} more`;
  return `${opening}${parts.join(separator)}${end}${closing}`;
}

function briefList(items: readonly unknown[], room: number, depth: number): string | undefined {
  if (items.length === 0) return fit('none', room);
  if (depth >= depthMax) return fit(`${items.length}`, room);
  const count = `${items.length}, first `;
  const shown = taken(items, room - count.length, ', ', (item, left) =>
    briefValue(item, Math.min(left, itemMax), Math.max(1, depth + 1)),
  );
  if (shown.length === 0) return fit(`${items.length}`, room);
  return shown.length === items.length ? `${items.length}: ${shown.join(', ')}` : count + shown.join(', ');
}

/** As many as there is room for, from the first on, with room for what counts the others. */
function taken<Item>(
  items: readonly Item[],
  room: number,
  separator: string,
  write: (item: Item, left: number) => string | undefined,
): string[] {
  const parts: string[] = [];
  let left = room;
  for (const [index, item] of items.entries()) {
    const between = index === 0 ? 0 : separator.length;
    const last = index === items.length - 1;
    const part = write(item, left - between - (last ? 0 : moreRoom));
    if (part === undefined) break;
    parts.push(part);
    left -= between + part.length;
  }
  return parts;
}

function rank(key: string, value: unknown): number {
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 3 : 4;
  if (/^(id|sku)$|(id|number|code|reference)$/i.test(key)) return 0;
  return /(name|title|state|status)$/i.test(key) ? 1 : 2;
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === '';
}

function fit(text: string, room: number): string | undefined {
  return text.length <= room ? text : undefined;
}
