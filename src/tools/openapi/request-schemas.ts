/**
 * The schemas of a document as one JSON Schema for a model: references stay references, to definitions that are
 * carried along, so that a schema that names itself is as small as it was written. What only OpenAPI 3.0 writes
 * (`nullable`, limits that are true or false) becomes JSON Schema; what is read only is not asked for.
 */
import { followPointer, isObject, type JsonObject } from '../shared/json.ts';

const depthMax = 48;
const definitionsMax = 300;
/** Words for readers and for code generators, which cost a prompt room. */
const left = new Set([
  'example',
  'examples',
  'xml',
  'externalDocs',
  'discriminator',
  'nullable',
  '$schema',
  '$id',
  '$anchor',
]);
const listKeywords = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems']);
const schemaKeywords = new Set([
  'items',
  'additionalProperties',
  'not',
  'propertyNames',
  'contains',
  'if',
  'then',
  'else',
  'unevaluatedProperties',
  'unevaluatedItems',
]);
const mapKeywords = new Set(['patternProperties', 'dependentSchemas']);

type Written = Record<string, unknown>;

export class RequestSchemas {
  readonly #document: JsonObject;
  readonly #names = new Map<string, string>();
  readonly #definitions: Written = {};
  readonly #waiting: string[] = [];

  constructor(document: JsonObject) {
    this.#document = document;
  }

  /** All that was referred to so far, by the names that `copy` used. @throws Error where a reference leads nowhere. */
  definitions(): JsonObject {
    for (let pointer = this.#waiting.shift(); pointer !== undefined; pointer = this.#waiting.shift()) {
      const target = followPointer(this.#document, pointer);
      if (target === undefined)
        throw new Error(`the reference ${pointer.slice(0, 100)} leads nowhere within the document`);
      this.#definitions[this.#names.get(pointer)!] = this.copy(target);
    }
    return this.#definitions;
  }

  copy(schema: unknown, depth = 0): unknown {
    if (typeof schema === 'boolean') return schema;
    if (!isObject(schema) || depth > depthMax) return {};
    if (typeof schema['$ref'] === 'string') return this.#reference(schema['$ref'], schema, depth);
    const copied: Written = {};
    for (const [keyword, value] of Object.entries(schema)) {
      if (left.has(keyword) || keyword.startsWith('x-')) continue;
      copied[keyword] = this.#keyword(keyword, value, depth + 1);
    }
    if (isObject(schema['properties'])) this.#properties(copied, schema['properties'], depth + 1);
    return plain(copied, schema['nullable'] === true);
  }

  #reference(pointer: string, schema: JsonObject, depth: number): unknown {
    const { $ref: _, ...beside } = schema;
    const reference = { $ref: `#/$defs/${this.#nameOf(pointer)}` };
    const rest = this.copy(beside, depth + 1);
    // Beside a reference 3.0 ignores everything; a description does no harm.
    return isObject(rest) ? { ...reference, ...rest } : reference;
  }

  #nameOf(pointer: string): string {
    const known = this.#names.get(pointer);
    if (known !== undefined) return known;
    if (this.#names.size >= definitionsMax)
      throw new Error(`it refers to more than ${definitionsMax} schemas`);
    const last =
      pointer
        .split('/')
        .at(-1)!
        .replaceAll(/[^\w.-]+/g, '_')
        .slice(0, 60) || 'schema';
    const taken = new Set(this.#names.values());
    let name = last;
    for (let number = 2; taken.has(name); number += 1) name = `${last}_${number}`;
    this.#names.set(pointer, name);
    this.#waiting.push(pointer);
    return name;
  }

  #keyword(keyword: string, value: unknown, depth: number): unknown {
    if (listKeywords.has(keyword) && Array.isArray(value)) return value.map((one) => this.copy(one, depth));
    if (schemaKeywords.has(keyword)) return this.copy(value, depth);
    if (mapKeywords.has(keyword) && isObject(value)) {
      return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, this.copy(one, depth)]));
    }
    return value;
  }

  #properties(copied: Written, properties: JsonObject, depth: number): void {
    const asked = Object.entries(properties).filter(
      ([, one]) => !(isObject(one) && one['readOnly'] === true),
    );
    const names = new Set(asked.map(([name]) => name));
    copied['properties'] = Object.fromEntries(asked.map(([name, one]) => [name, this.copy(one, depth)]));
    const required = copied['required'];
    if (Array.isArray(required)) {
      // Read only and required: required in answers.
      copied['required'] = required.filter(
        (name: string) => names.has(name) || !Object.hasOwn(properties, name),
      );
    }
  }
}

/** From the dialect of OpenAPI 3.0. */
function plain(schema: Written, nullable: boolean): Written {
  for (const [exclusive, limit] of [
    ['exclusiveMinimum', 'minimum'],
    ['exclusiveMaximum', 'maximum'],
  ] as const) {
    if (typeof schema[exclusive] !== 'boolean') continue;
    if (schema[exclusive]) {
      schema[exclusive] = schema[limit];
      delete schema[limit];
    } else delete schema[exclusive];
  }
  if (!nullable) return schema;
  if (Array.isArray(schema['enum']) && !schema['enum'].includes(null))
    schema['enum'] = [...(schema['enum'] as unknown[]), null];
  if (typeof schema['type'] === 'string') return { ...schema, type: [schema['type'], 'null'] };
  return Object.keys(schema).length === 0 ? schema : { anyOf: [schema, { type: 'null' }] };
}
