/** Schemas of others: what is checked of them, and that no schema makes the checking endless. */
import assert from 'node:assert/strict';
import { describe, test } from 'vitest';
import { schemaInput } from './schema-input.ts';
import type { JsonObject } from './json.ts';

const accepts = (schema: JsonObject, value: unknown): boolean => schemaInput(schema).safeParse(value).success;
const withA = (a: unknown): JsonObject => ({ type: 'object', properties: { a }, required: ['a'] });

describe('what is checked', () => {
  test.each<[string, unknown, unknown[], unknown[]]>([
    ['a type', { type: 'integer' }, [1, -3], [1.5, '1', null]],
    ['one of several types', { type: ['string', 'null'] }, ['x', null], [1]],
    ['a choice', { enum: ['s', 'm', 3] }, ['s', 3], ['l']],
    ['a constant', { const: 'yes' }, ['yes'], ['no']],
    ['limits', { type: 'number', minimum: 1, exclusiveMaximum: 3 }, [1, 2.9], [0, 3]],
    ['lengths', { type: 'string', minLength: 2, maxLength: 3 }, ['ab'], ['a', 'abcd']],
    ['dates', { type: 'string', format: 'date' }, ['2026-11-22'], ['Friday']],
    ['times', { type: 'string', format: 'date-time' }, ['2026-11-22T10:00:00+01:00'], ['ten']],
    ['lists', { type: 'array', items: { type: 'string' }, minItems: 1 }, [['a']], [[], [1]]],
    [
      'tuples',
      { type: 'array', prefixItems: [{ type: 'string' }, { type: 'number' }] },
      [['a', 1]],
      [[1, 1]],
    ],
    ['what is required and not described', { required: ['b'] }, [{ b: 1 }], [{}]],
    [
      'what else there may be',
      { type: 'object', additionalProperties: { type: 'number' } },
      [{ x: 1 }],
      [{ x: 'y' }],
    ],
    [
      'nothing else',
      { type: 'object', properties: {}, required: [], additionalProperties: false, minProperties: 0 },
      [{}],
      [],
    ],
    ['either', { anyOf: [{ type: 'string' }, { type: 'number' }] }, ['x', 1], [true]],
    ['one of', { oneOf: [{ type: 'string' }, { type: 'number' }] }, ['x', 1], [true]],
    [
      'both',
      { allOf: [withA({ type: 'string' }), { required: ['b'] }] },
      [{ a: 'x', b: 1 }],
      [{ a: 'x' }, { b: 1 }],
    ],
    ['anything', true, [1, {}], []],
  ])('%s', (_, schema, good, bad) => {
    for (const value of good) assert.ok(accepts(withA(schema), { a: value }), JSON.stringify(value));
    for (const value of bad) assert.ok(!accepts(withA(schema), { a: value }), JSON.stringify(value));
  });

  test('references within the schema, by either name for definitions', () => {
    for (const name of ['$defs', 'definitions']) {
      const schema = { ...withA({ $ref: `#/${name}/Size` }), [name]: { Size: { enum: ['s', 'm'] } } };
      assert.ok(accepts(schema, { a: 's' }));
      assert.ok(!accepts(schema, { a: 'x' }));
    }
    assert.ok(accepts(withA({ $ref: 'https://elsewhere.example.com/schema.json' }), { a: 1 }));
  });

  test('a value is passed on as it was sent: no default is put in', () => {
    const schema = { type: 'object', properties: { a: { type: 'string', default: 'x' } } };
    assert.deepEqual(schemaInput(schema).parse({ b: 1 }), { b: 1 });
  });

  test('what is wrong is told with its place', () => {
    const { error } = schemaInput(withA({ type: 'array', items: { type: 'string' } })).safeParse({
      a: ['x', 7],
    });
    assert.deepEqual(
      error!.issues.map(({ path }) => path),
      [['a', 1]],
    );
  });
});

describe('no schema makes the checking endless', () => {
  const soon = (work: () => void): void => {
    const began = performance.now();
    work();
    const tookMs = performance.now() - began;
    assert.ok(tookMs < 500, `it took ${tookMs.toFixed(0)} ms`);
  };
  /** The last of the chain accepts nothing, so that every branch of every link is tried. */
  const doubling = (links: number): JsonObject => {
    const $defs: Record<string, unknown> = { [`L${links}`]: { type: 'boolean' } };
    for (let link = 0; link < links; link++) {
      const next = { $ref: `#/$defs/L${link + 1}` };
      $defs[`L${link}`] = { anyOf: [next, next] };
    }
    return { ...withA({ $ref: '#/$defs/L0' }), $defs };
  };
  const nested = (depth: number): unknown => JSON.parse(`${'{"x":'.repeat(depth)}1${'}'.repeat(depth)}`);

  test('one that names itself', () => {
    soon(() => assert.ok(accepts({ $ref: '#' }, { a: 1 })));
    const tree = {
      ...withA({ $ref: '#/$defs/T' }),
      $defs: { T: { anyOf: [{ $ref: '#/$defs/T' }, { type: 'string' }] } },
    };
    soon(() => assert.ok(accepts(tree, { a: 'x' })));
    // It uses up nobody else's share of the checking.
    const both = { type: 'object', $defs: { T: { anyOf: [{ $ref: '#/$defs/T' }, { $ref: '#/$defs/T' }] } } };
    const properties = { a: { $ref: '#/$defs/T' }, b: { type: 'integer' } };
    soon(() => assert.ok(!accepts({ ...both, properties }, { a: 'x', b: 'y' })));
  });

  test('one that doubles at every link', () => {
    soon(() => assert.ok(accepts(doubling(28), { a: 'x' })));
  });

  test('one that doubles with the depth of the arguments', () => {
    const branch = { type: 'object', properties: { x: { $ref: '#/$defs/T' } } };
    const schema = { ...withA({ $ref: '#/$defs/T' }), $defs: { T: { anyOf: [branch, branch] } } };
    soon(() => assert.ok(accepts(schema, { a: nested(60) })));
  });

  test('a pattern that never ends', () => {
    const schema = withA({ type: 'string', pattern: '^(a+)+$' });
    soon(() => assert.ok(accepts(schema, { a: `${'a'.repeat(40)}!` })));
    const names = { type: 'object', patternProperties: { '^(a+)+$': {} }, additionalProperties: false };
    soon(() => assert.ok(accepts(names, { [`${'a'.repeat(40)}!`]: 1 })));
  });

  test.each(['not', 'items', 'additionalProperties'])('one nested without end in %s', (keyword) => {
    const schema = JSON.parse(`${`{"${keyword}":`.repeat(4000)}{}${'}'.repeat(4000)}`) as JsonObject;
    soon(() => assert.ok(accepts(schema, { a: {} })));
  });

  test('one of nonsense', () => {
    const nonsense = {
      type: 7,
      properties: 'x',
      required: [1, {}],
      enum: [],
      anyOf: 'y',
      minLength: -1,
      minimum: 'z',
      items: 3,
      $ref: 9,
    };
    soon(() => assert.ok(accepts(nonsense as JsonObject, { a: 1 })));
    soon(() => assert.ok(accepts({ properties: { a: nonsense, __proto__: { type: 'x' } } }, { a: 1 })));
  });
});
