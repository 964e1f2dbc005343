/**
 * What is to be remembered of a call, written as a zod object: a slot for each of its keys.
 *
 *   z.object({ store: z.string().describe('Which store.'), sizes: z.array(z.string()) })
 *     ─▶ specifications, for an extractor and a model; `parse`, for what they send back
 *
 * An array is a slot that holds several values, each of the type of its items. Every slot may stay empty,
 * so `.optional()` changes nothing. A frozen value, like a tool.
 */
import { z } from 'zod';
import type { SlotSpecification } from '../contracts/memory.ts';
import { AntiphonError, describeThrown } from '../errors/antiphon-error.ts';
import { configInvalid, nameOf, nearestName, rejectUnknownKeys } from './check.ts';

const slotsMax = 64;

export type ParsedSlot =
  | { ok: true; value: unknown }
  /** `message` is meant for a model: what is wrong with the value. */
  | { ok: false; message: string };

export interface Slots {
  /** In the order in which they were written. */
  readonly specifications: readonly SlotSpecification[];
  /** Names of the slots that outlive the call, in the same order. */
  readonly remembered: readonly string[];
  /**
   * Reads one value for a slot: one item where it holds several.
   * @throws AntiphonError CONFIG_INVALID when the schema throws, or only works asynchronously.
   */
  parse(slot: string, value: unknown): ParsedSlot;
}

export interface SlotsOptions<Name extends string = string> {
  /**
   * Slots that outlive the call: a caller who has been verified finds them again in the next one, until they are too
   * old or the caller asks to be forgotten. Name what spares a question and harms nobody. Default: none.
   */
  remember?: readonly Name[];
}

/**
 * Defines the slots of an agent. What each holds is told with `.describe()`; without it, by its name.
 * @throws AntiphonError CONFIG_INVALID, saying what to write instead.
 */
export function defineSlots<Schema extends z.ZodObject>(
  schema: Schema,
  options: SlotsOptions<keyof Schema['shape'] & string> = {},
): Slots {
  if (!(schema instanceof z.ZodObject)) {
    throw configInvalid(
      'defineSlots',
      `the slots are ${nameOf(schema)}`,
      'Write defineSlots(z.object({ store: z.string() })).',
    );
  }
  const fields = new Map<string, Field>();
  for (const [name, type] of Object.entries(schema.shape)) fields.set(name, fieldOf(name, type as z.ZodType));
  checkCount(fields.size);
  return Object.freeze({
    specifications: Object.freeze([...fields.values()].map(({ specification }) => specification)),
    remembered: Object.freeze(rememberedOf([...fields.keys()], options)),
    parse: (slot: string, value: unknown) => parseValue(fields, slot, value),
  });
}

interface Field {
  specification: SlotSpecification;
  /** Of one value. */
  type: z.ZodType;
}

function fieldOf(name: string, written: z.ZodType): Field {
  const where = `slot "${name}"`;
  if (!/^[a-zA-Z][a-zA-Z0-9_-]{0,63}$/.test(name)) {
    throw configInvalid(
      where,
      'the name cannot be sent to every model',
      'Begin with a letter; use at most 64 letters, digits, "_" and "-".',
    );
  }
  const inner = unwrapped(written);
  const many = inner instanceof z.ZodArray;
  const type = many ? (inner.element as z.ZodType) : inner;
  const schema = jsonSchema(where, type);
  const description = written.description ?? inner.description ?? type.description ?? spelledOut(name);
  return { specification: Object.freeze({ name, description, schema, many }), type };
}

/** What may be left out is what it is when it is there. */
function unwrapped(type: z.ZodType): z.ZodType {
  if (type instanceof z.ZodOptional || type instanceof z.ZodNullable || type instanceof z.ZodDefault) {
    const inner = unwrapped(type.unwrap() as z.ZodType);
    return type.description === undefined || inner.description !== undefined
      ? inner
      : inner.describe(type.description);
  }
  return type;
}

function jsonSchema(where: string, type: z.ZodType): Readonly<Record<string, unknown>> {
  try {
    const { $schema: _, ...schema } = z.toJSONSchema(type, { io: 'input' });
    // What is read must be JSON as well: it is remembered, logged and kept.
    z.toJSONSchema(type, { io: 'output' });
    return frozen(schema);
  } catch (thrown) {
    throw new AntiphonError('CONFIG_INVALID', `${where}: ${describeThrown(thrown)}`, {
      cure: 'Use types that JSON can carry: z.iso.date() or z.iso.datetime() in place of z.date(), for example; no transforms.',
      cause: thrown,
    });
  }
}

function checkCount(count: number): void {
  if (count > 0 && count <= slotsMax) return;
  const cure = `Write 1 to ${slotsMax} slots; what belongs together can be one, as an object.`;
  throw configInvalid('defineSlots', `there are ${count} slots`, cure);
}

/** A slot that is not there would never be remembered, and nobody would notice. */
function rememberedOf(names: readonly string[], options: SlotsOptions): string[] {
  const where = 'defineSlots';
  rejectUnknownKeys(where, options, ['remember']);
  const { remember = [] } = options;
  if (!Array.isArray(remember)) {
    throw configInvalid(where, `\`remember\` is ${nameOf(remember)}`, 'Write a list of names of slots.');
  }
  for (const name of remember as readonly unknown[]) {
    if (typeof name === 'string' && names.includes(name)) continue;
    const nearest = typeof name === 'string' ? nearestName(name, names) : undefined;
    const cure = nearest === undefined ? `Use some of: ${names.join(', ')}.` : `Did you mean "${nearest}"?`;
    throw configInvalid(where, `\`remember\` names a slot that is not there: ${nameOf(name)}`, cure);
  }
  return names.filter((name) => remember.includes(name));
}

function parseValue(fields: ReadonlyMap<string, Field>, slot: string, value: unknown): ParsedSlot {
  const field = fields.get(slot);
  if (field === undefined) {
    const nearest = nearestName(slot, [...fields.keys()]);
    const hint = nearest === undefined ? '' : ` Did you mean "${nearest}"?`;
    return { ok: false, message: `There is no slot "${slot.slice(0, 80)}".${hint}` };
  }
  let result;
  try {
    result = field.type.safeParse(value);
  } catch (thrown) {
    // An async refinement, or one that throws: the definition is at fault, not what was sent.
    throw new AntiphonError('CONFIG_INVALID', `slot "${slot}" cannot be checked`, {
      cure: 'Let every refinement and transform answer at once, and throw nothing: see the cause.',
      cause: thrown,
    });
  }
  if (result.success) return { ok: true, value: result.data };
  return { ok: false, message: `The value of ${slot} is not valid:\n${z.prettifyError(result.error)}` };
}

/** A name is a description of a kind: `orderNumber` is the order number. */
function spelledOut(name: string): string {
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').replace(/[_-]+/g, ' ');
  return `The ${words.toLowerCase()}.`;
}

function frozen<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value;
  for (const inner of Object.values(value)) frozen(inner);
  return Object.freeze(value);
}
