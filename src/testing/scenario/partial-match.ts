/**
 * Whether a value has what is expected of it, and may have more: the way arguments of tools are compared.
 * A pattern is held against text, and the asymmetric matchers of test runners say for themselves.
 */
export function matches(actual: unknown, expected: unknown): boolean {
  if (expected instanceof RegExp) return typeof actual === 'string' && found(actual, expected);
  if (typeof expected !== 'object' || expected === null) return Object.is(actual, expected);
  const { asymmetricMatch } = expected as { asymmetricMatch?: unknown };
  if (typeof asymmetricMatch === 'function') return asymmetricMatch.call(expected, actual) === true;
  if (typeof actual !== 'object' || actual === null) return false;
  if (Array.isArray(expected) !== Array.isArray(actual)) return false;
  if (Array.isArray(expected) && expected.length !== (actual as unknown[]).length) return false;
  return Object.entries(expected).every(
    ([key, value]) => Object.hasOwn(actual, key) && matches((actual as Record<string, unknown>)[key], value),
  );
}

/** Words stand anywhere in the text, in any case and however spaced; a pattern as it is written. */
export function found(text: string, wanted: string | RegExp): boolean {
  if (typeof wanted === 'string') return plain(text).includes(plain(wanted));
  // A pattern with `g` or `y` would remember where it stopped.
  return new RegExp(wanted.source, wanted.flags.replaceAll(/[gy]/g, '')).test(text);
}

/** As a person would write it into the expectation. */
export function show(expected: unknown): string {
  if (expected instanceof RegExp) return String(expected);
  if (typeof expected !== 'object' || expected === null) return JSON.stringify(expected) ?? 'undefined';
  if ('asymmetricMatch' in expected) return String(expected);
  if (Array.isArray(expected)) return `[${expected.map(show).join(', ')}]`;
  const entries = Object.entries(expected).map(([key, value]) => `${key}: ${show(value)}`);
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

function plain(text: string): string {
  return text.trim().replaceAll(/\s+/g, ' ').toLowerCase();
}
