/**
 * What of a foreign JSON Schema is checked here, before a call leaves: types, required properties, choices, sizes.
 *
 *   schema with references -> finite tree of known keywords -> zod
 *
 * The other side checks again, so weaker is fine and stronger is not. Unfolded once, with a bound on its
 * nodes and a reference to itself taken as "anything": otherwise a schema could be written whose checking never
 * ends. For the same reason `pattern` is left to the other side. `oneOf` counts as `anyOf`, since two weakened
 * branches may both match.
 */
import { followPointer, isObject, type JsonObject } from './json.ts';

const nodesMax = 2000;
const depthMax = 32;
const types = new Set(['string', 'number', 'integer', 'boolean', 'object', 'array', 'null']);
const numbers = ['minLength', 'maxLength', 'minItems', 'maxItems', 'minProperties', 'maxProperties'];
const limits = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'];
const formats = new Set(['date', 'date-time']);

type Checkable = Record<string, unknown>;

/** @param schema self-contained: its references lead into itself. */
export function checkableSchema(schema: JsonObject): JsonObject {
  const unfolded = new Unfolding(schema).schema(schema, []);
  return isObject(unfolded) ? unfolded : {};
}

class Unfolding {
  readonly #root: JsonObject;
  #nodesLeft = nodesMax;

  constructor(root: JsonObject) {
    this.#root = root;
  }

  /** @param path the references that led here. */
  schema(schema: unknown, path: readonly string[], depth = 0): Checkable | boolean {
    if (typeof schema === 'boolean') return schema;
    if (!isObject(schema) || depth > depthMax || this.#nodesLeft <= 0) return {};
    this.#nodesLeft -= 1;
    const reference = schema['$ref'];
    if (typeof reference === 'string') return this.#reference(reference, schema, path, depth);
    const below = (inner: unknown): Checkable | boolean => this.schema(inner, path, depth + 1);
    return {
      ...scalars(schema),
      ...objectPart(schema, below),
      ...arrayPart(schema, below),
      ...choices(schema, below),
    };
  }

  #reference(
    reference: string,
    schema: JsonObject,
    path: readonly string[],
    depth: number,
  ): Checkable | boolean {
    const { $ref: _, ...beside } = schema;
    const rest = this.schema(beside, path, depth + 1);
    if (path.includes(reference)) return rest;
    const target = this.schema(followPointer(this.#root, reference), [...path, reference], depth + 1);
    if (isObject(rest) && Object.keys(rest).length === 0) return target;
    return { allOf: [target, rest] };
  }
}

type Below = (inner: unknown) => Checkable | boolean;

function scalars(schema: JsonObject): Checkable {
  const checked: Checkable = {};
  const { type, enum: values, const: value, format } = schema;
  if (typeof type === 'string' && types.has(type)) checked['type'] = type;
  if (Array.isArray(type) && type.length > 0 && type.every((one) => types.has(one as string)))
    checked['type'] = type;
  if (Array.isArray(values) && values.length > 0 && values.every(isScalar)) checked['enum'] = values;
  if (value !== undefined && isScalar(value)) checked['const'] = value;
  if (typeof format === 'string' && formats.has(format)) checked['format'] = format;
  for (const name of numbers) if (isCount(schema[name])) checked[name] = schema[name];
  for (const name of limits) if (typeof schema[name] === 'number') checked[name] = schema[name];
  if (schema['uniqueItems'] === true) checked['uniqueItems'] = true;
  return checked;
}

function objectPart(schema: JsonObject, below: Below): Checkable {
  const { properties, required, additionalProperties } = schema;
  const names = Array.isArray(required) ? required.filter((name) => typeof name === 'string') : [];
  if (!isObject(properties) && names.length === 0 && !isObject(additionalProperties)) return {};
  // A name that is required and not described would not be looked at.
  const all: JsonObject = {
    ...Object.fromEntries(names.map((name) => [name, {}])),
    ...(isObject(properties) ? properties : {}),
  };
  const checked: Checkable = {
    properties: Object.fromEntries(
      Object.entries(all)
        .filter(([name]) => name !== '__proto__')
        .map(([name, inner]) => [name, below(inner)]),
    ),
    required: names,
  };
  if (schema['type'] === undefined) checked['type'] = 'object';
  // Names may also be allowed by a pattern, which is not looked at.
  if (schema['patternProperties'] !== undefined || additionalProperties === undefined) return checked;
  return { ...checked, additionalProperties: below(additionalProperties) };
}

function arrayPart({ items, prefixItems }: JsonObject, below: Below): Checkable {
  if (Array.isArray(prefixItems))
    return { prefixItems: prefixItems.map(below), items: items === undefined ? true : below(items) };
  if (Array.isArray(items)) return { prefixItems: items.map(below), items: true };
  return items === undefined ? {} : { items: below(items) };
}

function choices({ anyOf, oneOf, allOf }: JsonObject, below: Below): Checkable {
  const any = [anyOf, oneOf].filter((list) => Array.isArray(list) && list.length > 0) as unknown[][];
  const all = Array.isArray(allOf) ? allOf.map(below) : [];
  if (any.length === 1 && all.length === 0) return { anyOf: any[0]!.map(below) };
  const every = [...all, ...any.map((list) => ({ anyOf: list.map(below) }))];
  return every.length === 0 ? {} : { allOf: every };
}

function isScalar(value: unknown): boolean {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

function isCount(value: unknown): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}
