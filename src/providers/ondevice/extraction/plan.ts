/**
 * What is known of an agent's slots before anybody has spoken: kinds, names of values, words that tell them apart.
 * Made once for each list of specifications.
 */
import { tableOf } from './table.ts';
import type { IntentSpecification, SlotSpecification } from '../../../contracts/memory.ts';
import { background } from '../background.ts';
import { commonWords } from './common-words.ts';
import { conceptWords } from './concepts.ts';
import { CodeShape } from './code-shape.ts';
import { cuesOf, isCount, isMoney, stemsOf, type SlotCues } from './cues.ts';
import { PhraseBook, spacedOut } from './phrase-book.ts';
import { readSchema, type ReadSchema } from './schema.ts';
import { slotTalk } from './slot-talk.ts';
import { smallWords } from './small-words.ts';
import { stemOf, tokensOf } from './tokens.ts';

export interface SlotPlan {
  index: number;
  specification: SlotSpecification;
  schema: ReadSchema;
  /** Values that have names. */
  book: PhraseBook;
  shape: CodeShape;
  money: boolean;
  count: boolean;
}

export interface Plan {
  slots: readonly SlotPlan[];
  cues: readonly SlotCues[];
  byName: ReadonlyMap<string, SlotPlan>;
}

const everyday =
  'there their where right great green three think those these thing things first third about other again still under over ' +
  'after before black white would could should maybe sorry please thank thanks hello really actually store order phone ' +
  'number email address name colour size price today tomorrow monday tuesday wednesday thursday friday saturday sunday ' +
  'morning afternoon evening forget never mind change chance cancel leave without scrap rather instead called calling ' +
  'correct perfect lovely brilliant course certainly exactly together until later earlier sooner quite little maybe ' +
  'sure yours mine myself yourself something anything nothing everything everyone someone appointment delivery gift ' +
  'start starts begin begins wanted want needed need looking look come came going gone take took make made give gave put send sent said meant';

/** Stems of words that everybody uses: none is a misheard value. */
export const commonStems: ReadonlySet<string> = new Set(
  [...background, ...slotTalk, ...conceptWords, ...smallWords, commonWords, everyday]
    .flatMap((line) => line.trim().split(/\s+/))
    .map(stemOf),
);

export function planOf(
  specifications: readonly SlotSpecification[],
  intents: readonly IntentSpecification[],
): Plan {
  const domain = new Set([
    ...specifications.flatMap(({ name, description }) => stemsOf(`${spacedOut(name)} ${description}`)),
    ...intents.flatMap(({ name, description, examples = [] }) =>
      stemsOf([spacedOut(name), description, ...examples.slice(0, 30)].join(' . ')),
    ),
  ]);
  const slots = specifications.map((specification, index) => slotPlan(specification, index, domain));
  const cues = cuesOf(
    slots.map(({ specification, schema }) => ({
      specification,
      kind: schema.kind,
      valueStems: valueStemsOf(schema),
    })),
    intents,
  );
  return { slots, cues, byName: new Map(slots.map((slot) => [slot.specification.name, slot])) };
}

function slotPlan(specification: SlotSpecification, index: number, domain: ReadonlySet<string>): SlotPlan {
  const schema = readSchema(specification);
  const examples = schema.examples.filter((example) => typeof example === 'string');
  return {
    index,
    specification,
    schema,
    book: bookOf(specification, schema, domain),
    shape: new CodeShape(schema.pattern, schema.fits, examples),
    money: isMoney(specification),
    count: isCount(specification),
  };
}

function bookOf(
  { description }: SlotSpecification,
  schema: ReadSchema,
  domain: ReadonlySet<string>,
): PhraseBook {
  const book = new PhraseBook(commonStems, domain);
  if (schema.kind === 'choice') addChoices(book, schema, description);
  if (schema.kind === 'text') {
    const examples = schema.examples.map((example) => [String(example), example] as const);
    for (const [text, value] of examples) book.add(text, value, 0.9);
    book.addDistinctive(
      examples.filter(([text]) => text.includes(' ')),
      0.65,
    );
  }
  return book;
}

function addChoices(book: PhraseBook, schema: ReadSchema, description: string): void {
  const named = schema.choices
    .filter(({ value }) => typeof value === 'string' || typeof value === 'number')
    .map(({ value, also }) => ({ text: String(value), value, also }));
  for (const { text, value } of named) book.add(text, value, 1);
  for (const { text, value, also } of named) {
    for (const other of also) if (other.split(' ').length <= 4) book.add(other, value, 0.9);
    for (const other of explained(description, text)) book.add(other, value, 0.85);
    for (const other of letterSizes.get(text.toLowerCase()) ?? []) book.add(other, value, 0.9);
  }
  // An example of a choice that is none of its values is another way to say the one it holds.
  for (const example of schema.examples) {
    const stems = tokensOf(String(example)).map(({ stem }) => stem);
    const meant = named.filter(({ text }) =>
      tokensOf(spacedOut(text)).every(({ stem }) => stems.includes(stem)),
    );
    if (meant.length === 1 && stems.length > 1) book.add(String(example), meant[0]!.value, 0.9);
  }
  book.addDistinctive(
    named
      .filter(({ text }) => /[\s_-]|[a-z][A-Z]/.test(text))
      .map(({ text, value }) => [text, value] as const),
    0.75,
  );
}

/** "pickup (collect in store), courier (to the door)": what the description says of a value. */
function explained(description: string, value: string): string[] {
  const at = description.toLowerCase().indexOf(value.toLowerCase());
  if (at < 0) return [];
  const after = /^\s*(?:\(|=|:)\s*([^;.():=]{1,80})/.exec(description.slice(at + value.length));
  if (after === null) return [];
  return after[1]!
    .split(/,|\/|\bor\b/)
    .map((part) => part.trim())
    .filter((part) => part !== '' && part.split(' ').length <= 4);
}

/** Letters that are said as words. */
const letterSizes = tableOf<readonly string[]>({
  xxs: ['double extra small', 'extra extra small', 'double x s'],
  xs: ['extra small', 'x small', 'x s'],
  s: ['small'],
  m: ['medium'],
  l: ['large'],
  xl: ['extra large', 'x large', 'x l'],
  xxl: ['double extra large', 'extra extra large', 'double x l', 'double xl', '2 xl', 'two xl', 'x x l'],
  xxxl: ['triple extra large', 'triple x l', 'triple xl', '3 xl', 'three xl'],
});

function valueStemsOf(schema: ReadSchema): ReadonlySet<string> {
  return new Set(
    schema.choices.flatMap(({ value }) => tokensOf(spacedOut(String(value))).map(({ stem }) => stem)),
  );
}
