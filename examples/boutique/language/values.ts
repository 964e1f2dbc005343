/** What the embedded model finds in a sentence: the names of the house, from its database, and the words callers use for them. */
import { number, oneOf, type Slot } from 'antiphon/providers/ondevice';
import { rows } from '../house/database.ts';
import type { House } from '../house/house.ts';
import { roles, type Role } from '../house/messages.ts';

/** What callers say instead. A word belongs to one name only. */
const otherWords: Readonly<Record<string, readonly string[]>> = {
  coat: ['overcoat'],
  trench: ['trench coat', 'raincoat', 'rain coat'],
  trousers: ['pants'],
  pullover: ['sweater', 'jumper', 'pull over'],
  handbag: ['hand bag', 'bag', 'purse'],
  'travel bag': ['weekend bag', 'travelling bag', 'traveling bag'],
  // No recogniser of ours knows the word: who is understood says the other.
  satchel: ['shoulder bag'],
  loafers: ['moccasins'],
  pumps: ['heels', 'high heels'],
  scarf: ['scarves', 'shawl'],
  harbour: ['harbor'],
  navy: ['navy blue', 'dark blue'],
  ivory: ['cream', 'white', 'off white'],
  camel: ['beige', 'tan'],
  grey: ['gray'],
  rose: ['pink'],
  'ready to wear': ['clothes', 'clothing', "women's wear", 'ready to wear department'],
  'leather goods': ['leather', 'bags', 'luggage', 'leather department'],
  shoes: ['shoe', 'shoe department', 'footwear'],
  accessories: ['accessory', 'accessories department'],
  'made to measure': ['bespoke', 'tailoring', 'a fitting', 'made to measure department'],
  'store manager': ['manager', 'shop manager'],
  tailor: ['tailors', 'dressmaker'],
  shoemaker: ['shoe maker', 'cobbler'],
  'leather workshop': ['workshop', 'saddler'],
  'customer care': ['customer service', 'somebody', 'someone', 'a person', 'a human'],
};

export interface HouseValues {
  store: Slot<string>;
  department: Slot<string>;
  /** "Harbour" of the Harbour coat. */
  line: Slot<string>;
  /** "coat" of it. */
  kind: Slot<string>;
  colour: Slot<string>;
  size: Slot<string>;
  /** Any number of pieces, as somebody names them who sends several back. */
  pieces: Slot<readonly Piece[]>;
  pick: Slot<Pick>;
  role: Slot<Role>;
}

export interface Piece {
  kind: string;
  line: string | undefined;
  /** It comes to those named before, or is none of them. */
  is?: 'too' | 'not';
}

/** Which of those that were named: the first is 0, the last -1. */
export type Pick = number | 'all';

export function houseValues({ database }: House): HouseValues {
  const names = (sql: string): string[] => rows<{ name: string }>(database, sql).map(({ name }) => name);
  const line = named(
    'line',
    names(
      'SELECT DISTINCT substr(name, 1, length(name) - length(kind) - 1) AS name FROM products ORDER BY 1',
    ),
  );
  const kind = named('piece', names('SELECT DISTINCT kind AS name FROM products ORDER BY 1'));
  return {
    store: named('store', names('SELECT city AS name FROM stores ORDER BY 1')),
    department: named('department', names('SELECT DISTINCT name FROM departments ORDER BY 1')),
    line,
    kind,
    colour: notWithin(
      named('colour', names('SELECT DISTINCT colour AS name FROM stock ORDER BY 1')),
      names('SELECT DISTINCT material AS name FROM products ORDER BY 1'),
    ),
    size: sizeOf(names('SELECT DISTINCT size AS name FROM stock ORDER BY 1')),
    pieces: piecesOf(kind, line),
    pick: pick(),
    role: named('role', roles) as Slot<Role>,
  };
}

function named(kind: string, names: readonly string[]): Slot<string> {
  return oneOf(kind, Object.fromEntries(names.map((name) => [name, otherWords[name.toLowerCase()] ?? []])));
}

/** "Camel hair" is no colour. */
function notWithin(slot: Slot<string>, longer: readonly string[]): Slot<string> {
  return {
    ...slot,
    find: (words, context) => {
      const text = ` ${words.join(' ')} `;
      const others = longer.filter((name) => text.includes(` ${name} `)).map((name) => name.split(' '));
      return slot
        .find(words, context)
        .filter(({ start }) => !others.some((name) => isPartOf(words, start, name)));
    },
  };
}

function isPartOf(words: readonly string[], at: number, name: readonly string[]): boolean {
  const from = at - name.indexOf(words[at] ?? '');
  return name.includes(words[at] ?? '') && name.every((word, offset) => words[from + offset] === word);
}

/** A number is a size where it is called one, or was asked for: "a thirty eight", "in size forty". */
function sizeOf(sizes: readonly string[]): Slot<string> {
  const numbers = number({ min: 1, max: 120 });
  const leads = new Set(['size', 'sizes', 'in', 'a', 'an', 'to', 'or', 'sorry', 'no', 'mean', 'rather']);
  const spoken = ['thirty six', 'thirty eight', 'forty', 'forty two'];
  return {
    kind: 'size',
    precedence: 3,
    samples: spoken.map((words) => `size ${words}`),
    phrases: spoken.flatMap((words) => [`size ${words}`, `in ${words}`, `a ${words}`]),
    find: (words, context) =>
      numbers.find(words, context).flatMap(({ value, spoken: said, start, end }) => {
        const isSize = sizes.includes(String(value));
        const isLed = leads.has(words[start - 1] ?? '');
        if (!isSize || !(isLed || context.asked)) return [];
        const first = /^sizes?$/.test(words[start - 1] ?? '') ? start - 1 : start;
        return [{ value: String(value), spoken: `size ${said}`, start: first, end }];
      }),
  };
}

function piecesOf(kind: Slot<string>, line: Slot<string>): Slot<readonly Piece[]> {
  return {
    kind: 'pieces',
    precedence: 2,
    samples: ['coat', 'boots and the scarf', 'handbag'],
    phrases: [],
    find: (words, context) => {
      const kinds = kind.find(words, context);
      const lines = line.find(words, context);
      const [first, last] = [kinds[0], kinds.at(-1)];
      if (first === undefined || last === undefined) return [];
      const isMore = words[0] === 'and' || /\b(?:too|also|as well|another)\b/.test(words.join(' '));
      let start = Math.min(first.start, ...lines.map((found) => found.start));
      const value = kinds.map((found, at): Piece => {
        const of = lines.find(({ end }) => end === found.start);
        const not = refusalBefore(words, of?.start ?? found.start, kinds[at - 1]?.end ?? 0);
        // Told from the word that says no, it is no value that was ruled out.
        if (not !== undefined) start = Math.min(start, not);
        const is = not !== undefined ? 'not' : isMore ? 'too' : undefined;
        return { kind: found.value, line: of?.value, ...(is !== undefined && { is }) };
      });
      const spoken = value.map((piece) => piece.kind).join(' and ');
      return [{ value, spoken, start, end: last.end }];
    },
  };
}

const refusals = new Set(['not', 'except', 'without', 'but', 'keep', 'keeping']);

/** "Not the hat", "everything but my hat": where the word stands. */
function refusalBefore(words: readonly string[], at: number, from: number): number | undefined {
  const back = [1, 2].find((one) => at - one >= from && refusals.has(words[at - one] ?? ''));
  return back === undefined ? undefined : at - back;
}

/** "And the coat too" adds, "not the hat" takes out, and anything else is said instead of what was said before. */
export function mergePieces(known: readonly Piece[], said: readonly Piece[]): readonly Piece[] {
  if (!said.some(({ is }) => is !== undefined)) return said;
  const kept = known.filter((piece) => !isRefused(piece, said));
  return [...kept, ...said.filter(({ is }) => is !== 'not')];
}

export function isRefused({ kind, line }: Piece, said: readonly Piece[]): boolean {
  return said.some(
    (piece) =>
      piece.is === 'not' && piece.kind === kind && (piece.line ?? line ?? '') === (line ?? piece.line ?? ''),
  );
}

const picks: readonly (readonly [RegExp, Pick])[] = [
  // "That is all" is a goodbye, and "all right" a yes.
  [
    /\b(?:(?<!(?:is|be|that's) )all(?: of (?:them|it))?(?! right)|both(?: of them)?|everything|the whole lot)\b/,
    'all',
  ],
  [/\b(?:the )?first(?: one)?\b(?! of)/, 0],
  [/\b(?:the )?second(?: one)?\b(?! of)/, 1],
  [/\b(?:the )?third(?: one)?\b(?! of)/, 2],
  [/\b(?:the )?(?:last|latest|newest|other)(?: one)?\b/, -1],
];

function pick(): Slot<Pick> {
  return {
    kind: 'pick',
    // Before a day: "the second one" is no day of the month.
    precedence: -1,
    samples: ['the first one', 'both', 'all of them'],
    phrases: [
      'the first one',
      'the second one',
      'the third one',
      'the last one',
      'both',
      'both of them',
      'all',
      'all of them',
      'everything',
      'the other one',
    ],
    find: (words) => {
      const text = words.join(' ');
      return picks.flatMap(([expression, value]) => {
        const match = expression.exec(text);
        if (match === null) return [];
        const start = text.slice(0, match.index).split(' ').length - 1;
        return [{ value, spoken: match[0], start, end: start + match[0].split(' ').length }];
      });
    },
  };
}
