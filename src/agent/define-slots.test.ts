import assert from 'node:assert/strict';
import { test } from 'vitest';
import { z } from 'zod';
import { AntiphonError } from '../errors/antiphon-error.ts';
import { defineSlots } from './define-slots.ts';

const visit = defineSlots(
  z.object({
    store: z.enum(['Vienna', 'Paris']).describe('Where the visit is.'),
    day: z.iso.date(),
    sizes: z.array(z.string().trim().min(1)).describe('Sizes to lay out.').optional(),
    orderNumber: z.string().optional().describe('As on the receipt.').nullable(),
    guest: z.object({ name: z.string(), seats: z.number().int().default(1) }).optional(),
  }),
);

test('each key is a slot, in order, told by its description or its name; an array holds several', () => {
  assert.deepEqual(
    visit.specifications.map(({ name, description, many }) => [name, description, many]),
    [
      ['store', 'Where the visit is.', false],
      ['day', 'The day.', false],
      ['sizes', 'Sizes to lay out.', true],
      ['orderNumber', 'As on the receipt.', false],
      ['guest', 'The guest.', false],
    ],
  );
  assert.equal(
    defineSlots(z.object({ orderNumber: z.string() })).specifications[0]!.description,
    'The order number.',
  );
});

test('the schema is that of one value, as JSON Schema and as it is sent', () => {
  const schemas = Object.fromEntries(visit.specifications.map(({ name, schema }) => [name, schema]));
  assert.deepEqual(schemas['store'], {
    type: 'string',
    enum: ['Vienna', 'Paris'],
    description: 'Where the visit is.',
  });
  assert.deepEqual(schemas['sizes'], { type: 'string', minLength: 1 });
  assert.equal(schemas['day']!['format'], 'date');
  assert.deepEqual(schemas['guest']!['required'], ['name']);
});

test('slots are frozen all the way', () => {
  assert.ok(Object.isFrozen(visit) && Object.isFrozen(visit.specifications));
  for (const specification of visit.specifications) {
    assert.ok(Object.isFrozen(specification) && Object.isFrozen(specification.schema));
  }
  assert.ok(Object.isFrozen(visit.specifications[4]!.schema['properties']));
});

const values: { name: string; slot: string; value: unknown; read: unknown }[] = [
  { name: 'a choice', slot: 'store', value: 'Vienna', read: 'Vienna' },
  { name: 'one of several, tidied up', slot: 'sizes', value: ' 38 ', read: '38' },
  { name: 'what may be left out', slot: 'orderNumber', value: 'A1', read: 'A1' },
  { name: 'an object, filled in', slot: 'guest', value: { name: 'x' }, read: { name: 'x', seats: 1 } },
];
for (const { name, slot, value, read } of values) {
  test(`${name} is read, and reads the same again`, () => {
    assert.deepEqual(visit.parse(slot, value), { ok: true, value: read });
    assert.deepEqual(visit.parse(slot, read), { ok: true, value: read });
  });
}

const refusals: { name: string; slot: string; value: unknown; says: RegExp }[] = [
  { name: 'none of the choices', slot: 'store', value: 'Rome', says: /value of store.*\n.*"Vienna"/ },
  { name: 'a day that is not', slot: 'day', value: '2026-02-30', says: /value of day/ },
  { name: 'all of several at once', slot: 'sizes', value: ['38', '40'], says: /expected string/ },
  { name: 'nothing', slot: 'orderNumber', value: null, says: /expected string/ },
  { name: 'a slot by nearly its name', slot: 'stor', value: 'x', says: /no slot "stor".*"store"/ },
  { name: 'what every object inherits', slot: 'constructor', value: 'x', says: /no slot "constructor"\.$/ },
];
for (const { name, slot, value, says } of refusals) {
  test(`${name} is refused, in words for a model`, () => {
    const parsed = visit.parse(slot, value);
    assert.ok(!parsed.ok);
    assert.match(parsed.message, says);
  });
}

const mistakes: { name: string; schema: unknown; says: RegExp; cure: RegExp }[] = [
  { name: 'no schema', schema: undefined, says: /missing/, cure: /defineSlots\(z\.object/ },
  { name: 'a list', schema: z.array(z.string()), says: /of type object/, cure: /defineSlots\(z\.object/ },
  { name: 'no slots', schema: z.object({}), says: /0 slots/, cure: /1 to 64/ },
  {
    name: 'sixty-five of them',
    schema: z.object(Object.fromEntries(Array.from({ length: 65 }, (_, n) => [`slot${n}`, z.string()]))),
    says: /65 slots/,
    cure: /1 to 64/,
  },
  {
    name: 'a slot with a space in its name',
    schema: z.object({ 'a b': z.string() }),
    says: /"a b"/,
    cure: /Begin with a letter/,
  },
  {
    name: 'a date that JSON has not',
    schema: z.object({ at: z.date() }),
    says: /"at"/,
    cure: /z\.iso\.date/,
  },
  {
    name: 'a value that turns into something else',
    schema: z.object({ at: z.string().transform((text) => new Date(text)) }),
    says: /"at"/,
    cure: /no transforms/,
  },
];
for (const { name, schema, says, cure } of mistakes) {
  test(`defineSlots refuses ${name} and says what to write`, () => {
    const refused = (thrown: unknown): boolean =>
      AntiphonError.is(thrown) &&
      thrown.code === 'CONFIG_INVALID' &&
      says.test(thrown.message) &&
      cure.test(thrown.cure);
    assert.throws(() => defineSlots(schema as z.ZodObject), refused);
  });
}

test('a check that does not answer at once is a mistake of the definition', () => {
  const slots = defineSlots(z.object({ store: z.string().refine(async () => true) }));
  assert.throws(
    () => slots.parse('store', 'x'),
    (thrown) => AntiphonError.is(thrown) && thrown.code === 'CONFIG_INVALID',
  );
});

test('nothing outlives the call but the slots that are named, in the order of the slots', () => {
  assert.deepEqual(visit.remembered, []);
  const schema = z.object({ store: z.string(), size: z.string(), note: z.string() });
  const { remembered } = defineSlots(schema, { remember: ['size', 'store', 'size'] });
  assert.deepEqual(remembered, ['store', 'size']);
  assert.ok(Object.isFrozen(remembered));
});

const wronglyRemembered: [unknown, RegExp][] = [
  [{ remember: ['sise'] }, /not there: "sise".*Did you mean "size"\?/s],
  [{ remember: ['colour'] }, /not there: "colour".*Use some of: size\./s],
  [{ remember: [7] }, /not there: 7/],
  [{ remember: 'size' }, /`remember` is "size"/],
  [{ remembers: ['size'] }, /no option `remembers`.*Did you mean `remember`\?/s],
];
test.each(wronglyRemembered)('what is to be remembered must be there: %j', (options, told) => {
  assert.throws(
    () => defineSlots(z.object({ size: z.string() }), options as never),
    (thrown) => {
      assert.ok(AntiphonError.is(thrown) && thrown.code === 'CONFIG_INVALID');
      assert.match(`${thrown.message} ${thrown.cure}`, told);
      return true;
    },
  );
});
