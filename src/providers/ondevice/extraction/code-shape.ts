/**
 * Writes a code as its pattern wants it: "one zero four nine two" is "A-10492" where the pattern is ^A-\d{5}$.
 *
 * A plain pattern is a row of signs and classes with counts; signs that nobody says are put in. Any other
 * pattern is only asked whether a spelling fits.
 */

interface Part {
  /** One sign, or undefined for a class. */
  sign: string | undefined;
  accepts: (sign: string) => boolean;
  least: number;
  most: number;
}

export class CodeShape {
  readonly #parts: readonly Part[] | undefined;
  readonly #fits: (text: string) => boolean;
  readonly #free: boolean;

  /** @param pattern a regular expression; undefined: any code, in the shape of the examples if they share one. */
  constructor(pattern: string | undefined, fits: (text: string) => boolean, examples: readonly string[]) {
    this.#fits = fits;
    const shape = pattern ?? shapeOf(examples);
    this.#free = shape === undefined;
    this.#parts = shape === undefined ? undefined : partsOf(shape);
  }

  /** The value for what was said, lower case; undefined where it cannot be one. */
  write(said: string): string | undefined {
    const bare = said.replace(/[-/. ]/g, '');
    for (const text of [said.toUpperCase(), said, bare.toUpperCase(), bare]) {
      if (!this.#free && this.#parts === undefined && this.#fits(text)) return text;
      if (this.#parts !== undefined) {
        const written = fill(this.#parts, text);
        if (written !== undefined && this.#fits(written)) return written;
      }
    }
    if (this.#free && bare.length >= 3 && this.#fits(bare.toUpperCase())) return bare.toUpperCase();
    return undefined;
  }
}

/** Puts what was said into the parts, from the left, as much into each as it takes. */
function fill(parts: readonly Part[], said: string): string | undefined {
  let written = '';
  let at = 0;
  for (const [index, part] of parts.entries()) {
    let count = 0;
    while (count < part.most && at < said.length && part.accepts(said[at]!)) {
      // Leave enough for what must follow.
      if (count >= part.least && said.length - at <= needed(parts, index + 1)) break;
      written += said[at++];
      count++;
    }
    if (count >= part.least) continue;
    if (part.sign === undefined) return undefined;
    written += part.sign.repeat(part.least - count);
  }
  return at === said.length ? written : undefined;
}

function needed(parts: readonly Part[], from: number): number {
  return parts.slice(from).reduce((sum, part) => sum + (part.sign === undefined ? part.least : 0), 0);
}

/** Undefined where the pattern has groups, alternatives or anything else that is not a plain row. */
function partsOf(pattern: string): Part[] | undefined {
  const parts: Part[] = [];
  const plain = pattern.replace(/^\^/, '').replace(/\$$/, '');
  const piece = /(\\d|\\w|\[(?:\\.|[^\]\\])+\]|\\[^\w]|[^\\[\](){}|?*+.^$])(\{\d+(?:,\d*)?\}|[?*+])?/y;
  while (piece.lastIndex < plain.length) {
    const match = piece.exec(plain);
    if (match === null) return undefined;
    const [, what = '', count = ''] = match;
    const isClass = what.startsWith('[') || what === '\\d' || what === '\\w';
    const sign = isClass ? undefined : what.replace('\\', '');
    const accepts = isClass ? classOf(what) : (one: string) => one.toLowerCase() === sign!.toLowerCase();
    parts.push({ sign, accepts, ...countOf(count) });
  }
  return parts.length === 0 ? undefined : parts;
}

function classOf(what: string): (sign: string) => boolean {
  const expression = new RegExp(`^${what}$`, 'u');
  return (sign) => expression.test(sign);
}

function countOf(count: string): { least: number; most: number } {
  if (count === '?') return { least: 0, most: 1 };
  if (count === '*') return { least: 0, most: 40 };
  if (count === '+') return { least: 1, most: 40 };
  const numbers = /^\{(\d+)(,?)(\d*)\}$/.exec(count);
  if (numbers === null) return { least: 1, most: 1 };
  const least = Number(numbers[1]);
  return { least, most: numbers[2] === '' ? least : numbers[3] === '' ? 40 : Number(numbers[3]) };
}

/** "A-10492" and "A-20417" have one shape: ^A-\d{5}$. */
function shapeOf(examples: readonly string[]): string | undefined {
  const shapes = new Set(examples.map((text) => text.replace(/\d/g, '0')));
  if (shapes.size !== 1) return undefined;
  const [shape = ''] = shapes;
  if (!shape.includes('0') || /\s/.test(shape)) return undefined;
  return shape.replace(/[^\w]/g, '\\$&').replace(/0+/g, (run) => `\\d{${run.length}}`);
}
