/**
 * How a mistake in a definition is told: CONFIG_INVALID, naming the option and what to write instead.
 *
 * TypeScript catches most of these first. The checks are for JavaScript, for values that come from
 * a file, and for what types cannot say (an empty name, two tools alike).
 */
import { AntiphonError } from '../errors/antiphon-error.ts';

export function configInvalid(where: string, problem: string, cure: string): AntiphonError {
  return new AntiphonError('CONFIG_INVALID', `${where}: ${problem}`, { cure });
}

export function requireText(where: string, option: string, value: unknown, example: string): void {
  if (typeof value === 'string' && value.trim() !== '') return;
  throw configInvalid(where, `\`${option}\` is ${nameOf(value)}`, `Write a text, for example ${example}.`);
}

export function requireMs(where: string, option: string, value: unknown, minMs: number, maxMs: number): void {
  if (typeof value === 'number' && value >= minMs && value <= maxMs) return;
  throw configInvalid(
    where,
    `\`${option}\` is ${nameOf(value)}`,
    `Write milliseconds from ${minMs} to ${maxMs}.`,
  );
}

/** A misspelt option must never be silently ignored. */
export function rejectUnknownKeys(where: string, value: object, known: readonly string[]): void {
  for (const key of Object.keys(value)) {
    if (known.includes(key)) continue;
    const nearest = nearestName(key, known);
    const cure = nearest === undefined ? `Use one of: ${known.join(', ')}.` : `Did you mean \`${nearest}\`?`;
    throw configInvalid(where, `there is no option \`${key}\``, cure);
  }
}

export function rejectDuplicates(where: string, option: string, names: readonly string[]): void {
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(name)) {
      throw configInvalid(where, `two ${option} are called "${name}"`, 'Give each a name of its own.');
    }
    seen.add(name);
  }
}

export function nameOf(value: unknown): string {
  if (value === undefined) return 'missing';
  if (typeof value === 'string') return value.trim() === '' ? 'empty' : `"${value.slice(0, 80)}"`;
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return String(value);
  return Array.isArray(value) ? 'an array' : `of type ${typeof value}`;
}

/** The known name within two edits of `name`, where there is one. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  let best: string | undefined;
  let bestDistance = 3;
  for (const candidate of known) {
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

function editDistance(left: string, right: string): number {
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row++) {
    const current = [row];
    for (let column = 1; column <= right.length; column++) {
      const substitution = previous[column - 1]! + (left[row - 1] === right[column - 1] ? 0 : 1);
      current.push(Math.min(substitution, previous[column]! + 1, current[column - 1]! + 1));
    }
    previous = current;
  }
  return previous[right.length]!;
}
