/** What kind of value a slot holds, read from its JSON Schema, and from its name where the schema leaves it open. */
import type { SlotSpecification } from '../../../contracts/memory.ts';
import { spacedOut } from './phrase-book.ts';

export type SlotKind =
  | 'choice'
  | 'boolean'
  | 'number'
  | 'date'
  | 'time'
  | 'email'
  | 'phone'
  /** Letters and digits, said one by one. */
  | 'code'
  | 'name'
  | 'text'
  /** Nothing that is said in a word: an object. */
  | 'other';

export interface ReadSchema {
  kind: SlotKind;
  /** Of a choice. */
  choices: readonly { value: unknown; also: readonly string[] }[];
  examples: readonly (string | number)[];
  minimum: number;
  maximum: number;
  whole: boolean;
  /** Whether a text fits the patterns and lengths. */
  fits: (text: string) => boolean;
  pattern: string | undefined;
}

type Schema = Readonly<Record<string, unknown>>;

export function readSchema({ name, description, schema: given }: SlotSpecification): ReadSchema {
  const schema = withoutNull(given);
  const choices = choicesOf(schema);
  const pattern = typeof schema['pattern'] === 'string' ? schema['pattern'] : undefined;
  const fits = fitsOf(schema, pattern);
  const read = {
    choices,
    examples: arrayOf(schema['examples'] ?? given['examples']).filter(
      (one) => typeof one === 'string' || typeof one === 'number',
    ),
    minimum: boundOf(schema, 'minimum', 'exclusiveMinimum', -Infinity),
    maximum: boundOf(schema, 'maximum', 'exclusiveMaximum', Infinity),
    whole: schema['type'] === 'integer',
    fits,
    pattern,
  };
  return { kind: kindOf(schema, choices.length, fits, spacedOut(name).toLowerCase(), description), ...read };
}

function kindOf(
  schema: Schema,
  choices: number,
  fits: (text: string) => boolean,
  name: string,
  description: string,
): SlotKind {
  if (choices > 0) return 'choice';
  const type = schema['type'];
  if (type === 'boolean') return 'boolean';
  if (type === 'number' || type === 'integer') return 'number';
  if (type === 'object' || type === 'array') return 'other';
  const format = String(schema['format'] ?? '');
  if (format === 'date' || format === 'time' || format === 'email') return format;
  if (format === 'date-time') return 'other';
  if (format === 'e164' || format === 'phone') return 'phone';
  const named = kindByName(name, description);
  if (schema['pattern'] === undefined) return named;
  return kindByPattern(fits) ?? (named === 'phone' || named === 'email' ? named : codeOrText(fits, named));
}

function kindByPattern(fits: (text: string) => boolean): SlotKind | undefined {
  if (fits('any words at all')) return undefined;
  if (fits('15:30') || fits('15:30:00')) return 'time';
  if (fits('2026-05-12')) return 'date';
  if (fits('anna.k@example.com')) return 'email';
  return undefined;
}

function codeOrText(fits: (text: string) => boolean, named: SlotKind): SlotKind {
  if (named === 'name' && (fits('Anna Keller') || fits('Anna'))) return 'name';
  return fits('any words at all') || fits('words') ? named : 'code';
}

function kindByName(name: string, description: string): SlotKind {
  const has = (expression: RegExp): boolean => expression.test(name);
  if (has(/\be ?mail\b/)) return 'email';
  if (has(/\b(?:phone|telephone|mobile|cell|callback number)\b/)) return 'phone';
  if (has(/\b(?:date|day|birthday)\b/)) return 'date';
  if (has(/\btime\b/) && /\btime\b/i.test(description)) return 'time';
  if (
    has(
      /\b(?:code|reference|id|identifier|postcode|zip|(?:order|booking|account|serial|customer|card) ?number)\b/,
    )
  )
    return 'code';
  if (has(/\b(?:name|surname|recipient|addressee)\b/)) return 'name';
  if (/\b(?:first|last|full|family|person's|caller's) name\b|\bname (?:of|under|for)\b/i.test(description))
    return 'name';
  return 'text';
}

function withoutNull(schema: Schema): Schema {
  const parts = arrayOf(schema['anyOf'] ?? schema['oneOf']).filter(isSchema);
  const real = parts.filter(({ type }) => type !== 'null');
  return real.length === 1 ? { ...schema, ...real[0] } : schema;
}

function choicesOf(schema: Schema): ReadSchema['choices'] {
  const listed = arrayOf(schema['enum']).filter((value) => value !== null);
  if (listed.length > 0) return listed.map((value) => ({ value, also: [] }));
  if ('const' in schema) return [{ value: schema['const'], also: [] }];
  const parts = arrayOf(schema['anyOf'] ?? schema['oneOf']).filter(isSchema);
  if (parts.length === 0 || !parts.every((part) => 'const' in part || Array.isArray(part['enum']))) return [];
  return parts.flatMap((part) => {
    const also = [part['title'], part['description'], ...arrayOf(part['examples'])];
    const values = 'const' in part ? [part['const']] : arrayOf(part['enum']);
    const texts = also.filter((text) => typeof text === 'string');
    return values.map((value) => ({ value, also: values.length === 1 ? texts : [] }));
  });
}

/** Texts are short, and a pattern that cannot be compiled fits everything: the schema itself has the last word. */
function fitsOf(schema: Schema, pattern: string | undefined): (text: string) => boolean {
  let expression: RegExp | undefined;
  try {
    expression = pattern === undefined ? undefined : new RegExp(pattern, 'u');
  } catch {
    expression = undefined;
  }
  const shortest = typeof schema['minLength'] === 'number' ? schema['minLength'] : 0;
  const longest = typeof schema['maxLength'] === 'number' ? schema['maxLength'] : 200;
  return (text) =>
    text.length >= shortest && text.length <= longest && (expression === undefined || expression.test(text));
}

function boundOf(schema: Schema, inclusive: string, exclusive: string, otherwise: number): number {
  const bound = schema[inclusive] ?? schema[exclusive];
  return typeof bound === 'number' && Math.abs(bound) < 2 ** 52 ? bound : otherwise;
}

function arrayOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null;
}
