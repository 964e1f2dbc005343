import assert from 'node:assert/strict';
import { expectTypeOf, test } from 'vitest';
import { z } from 'zod';
import { AntiphonError } from '../errors/antiphon-error.ts';
import { defineTool, type Tool, type ToolDefinition } from './define-tool.ts';

const input = z.object({ store: z.string().min(1), at: z.iso.datetime(), guests: z.int().default(1) });
const context = { signal: new AbortController().signal, idempotencyKey: 'key-1' };

const bookFitting = defineTool({
  name: 'bookFitting',
  description: 'Books a fitting in a store.',
  input,
  effect: 'write',
  confirm: ({ store, guests }) => `A fitting at ${store} for ${guests}. Shall I book it?`,
  timeoutMs: 5000,
  speakWhile: 'One moment.',
  fallback: 'The diary does not answer.',
  run: async ({ store }, { idempotencyKey }) => ({ store, idempotencyKey }),
});

test('a tool is typed from its schema, and a typo is a type error', () => {
  expectTypeOf(bookFitting.run).parameter(0).toEqualTypeOf<{ store: string; at: string; guests: number }>();
  expectTypeOf(bookFitting.run).returns.resolves.toEqualTypeOf<{ store: string; idempotencyKey: string }>();
  expectTypeOf(bookFitting).toExtend<Tool>();

  const definition = { name: 'a', description: 'b', input, effect: 'read', run: () => 1 } as const;
  // @ts-expect-error: `confrim` is no option
  assert.throws(() => defineTool({ ...definition, confrim: () => '' }), /no option `confrim`/);
  // @ts-expect-error: `stor` is not in the schema
  defineTool({ ...definition, run: ({ stor }) => String(stor) });
});

test('the specification is what a model needs: what must be sent, not what comes out of defaults', () => {
  const { name, effect, parameters } = bookFitting.specification;
  assert.deepEqual([name, effect], ['bookFitting', 'write']);
  assert.equal(parameters['type'], 'object');
  assert.deepEqual(parameters['required'], ['store', 'at']);
  assert.equal('$schema' in parameters, false);
  assert.ok(Object.isFrozen(bookFitting) && Object.isFrozen(bookFitting.specification));
});

test('arguments parse into a value, defaults filled in', () => {
  const parsed = bookFitting.parse({ store: 'Paris', at: '2026-11-26T15:00:00Z' });
  assert.deepEqual(parsed, { ok: true, input: { store: 'Paris', at: '2026-11-26T15:00:00Z', guests: 1 } });
});

for (const { sent, says } of [
  { sent: { store: 'Paris', at: 'thursday' }, says: /bookFitting[^]*ISO datetime[^]*at/ },
  { sent: { store: '', at: '2026-11-26T15:00:00Z' }, says: /store/ },
  { sent: 'Paris', says: /expected object/ },
  { sent: undefined, says: /expected object/ },
]) {
  test(`arguments ${JSON.stringify(sent)} parse into a message the model can act on`, () => {
    const parsed = bookFitting.parse(sent);
    assert.ok(!parsed.ok);
    assert.match(parsed.message, says);
  });
}

test('a schema that only works asynchronously is the definition’s fault', () => {
  const tool = plain({ input: z.object({ id: z.string().refine(async () => true) }) });
  assert.throws(() => tool.parse({ id: 'x' }), { code: 'CONFIG_INVALID' });
});

const questions: { name: string; tool: Tool; question: string | undefined }[] = [
  { name: 'a read tool never asks', tool: plain({ effect: 'read' }), question: undefined },
  {
    name: 'a write tool asks unless its author has said that it need not',
    tool: plain({ effect: 'write', confirm: false }),
    question: undefined,
  },
  {
    name: 'a write tool without confirm asks what it can say of itself',
    tool: plain({ effect: 'write' }),
    question: 'Cancels an order: id 7. Shall I go ahead?',
  },
  {
    name: 'a write tool with confirm asks it',
    tool: plain({ effect: 'write', confirm: ({ id }) => `Order ${id}?` }),
    question: 'Order 7?',
  },
  {
    name: 'an irreversible tool asks even without confirm',
    tool: plain({ effect: 'irreversible' }),
    question: 'Cancels an order: id 7. Shall I go ahead?',
  },
  {
    name: 'a blank confirm does not switch the question off',
    tool: plain({ effect: 'irreversible', confirm: () => ' ' }),
    question: 'Cancels an order: id 7. Shall I go ahead?',
  },
];
for (const { name, tool, question } of questions) {
  test(name, () => assert.equal(tool.consentQuestion({ id: '7' }), question));
}

test('a default question says every kind of argument as words', () => {
  const tool = defineTool({
    name: 'send',
    description: 'Sends a gift!',
    input: z.object({
      giftWrap: z.boolean(),
      item_names: z.array(z.string()),
      to: z.object({ city: z.string() }),
      note: z.string().optional(),
    }),
    effect: 'irreversible',
    run: () => null,
  });
  const question = tool.consentQuestion({ giftWrap: true, item_names: ['a', 'b'], to: { city: 'Paris' } });
  assert.equal(question, 'Sends a gift: gift wrap yes, item names a and b, to city Paris. Shall I go ahead?');
});

test('a confirm that throws lets nothing run, and its words stay behind as the cause', () => {
  const cause = new Error('no price');
  const tool = plain({
    effect: 'write',
    confirm: () => {
      throw cause;
    },
  });
  const message = 'tool "cancelOrder": `confirm` threw';
  assert.throws(() => tool.consentQuestion({ id: '7' }), { code: 'TOOL_FAILED', message, cause });
});

test('run gives the result, and a run that throws at once rejects like any other', async () => {
  const booked = await bookFitting.run({ store: 'Paris', at: '', guests: 1 }, context);
  assert.deepEqual(booked, { store: 'Paris', idempotencyKey: 'key-1' });
  const broken = plain({
    run: () => {
      throw new Error('down');
    },
  });
  await assert.rejects(broken.run({ id: '1' }, context), /down/);
});

test('what is left out of a retry and a breaker has a default, and one attempt is no retry', () => {
  const { retry, breaker, keyed, duplicates } = plain({});
  assert.deepEqual(retry, { attemptsMax: 1, firstDelayMs: 200, delayMaxMs: 2_000, withinMs: 20_000 });
  assert.deepEqual(breaker, { failuresInARow: 5, coolOffMs: 10_000, coolOffMaxMs: 120_000 });
  assert.deepEqual([keyed, duplicates], [false, 'allow']);

  const write = plain({ effect: 'write', idempotencyKey: true, retry: 3, breaker: false });
  assert.equal(write.retry.attemptsMax, 3);
  assert.deepEqual([write.breaker, write.keyed, write.duplicates], [undefined, true, 'reject']);
  assert.equal(plain({ breaker: { coolOffMs: 300_000 } }).breaker?.coolOffMaxMs, 300_000);
  assert.equal(plain({ effect: 'irreversible', retry: 1 }).retry.attemptsMax, 1);
});

test('a key made of the arguments carries the tool’s name; any other tool goes by the call’s key', () => {
  const byOrder = plain({ effect: 'write', idempotencyKey: ({ id }) => id });
  assert.equal(byOrder.keyOf({ id: '7' }, 'call-1:a'), 'cancelOrder:7');
  assert.equal(byOrder.keyOf({ id: '7' }, 'call-2:b'), 'cancelOrder:7');
  assert.equal(plain({ effect: 'write', idempotencyKey: true }).keyOf({ id: '7' }, 'call-1:a'), 'call-1:a');
  assert.equal(plain({ effect: 'write' }).keyOf({ id: '7' }, 'call-1:a'), 'call-1:a');
});

for (const { name, key } of [
  { name: 'blank', key: () => ' ' },
  { name: 'endless', key: () => 'x'.repeat(201) },
  { name: 'no text', key: () => undefined as never },
  {
    name: 'thrown',
    key: () => {
      throw new Error('no number');
    },
  },
]) {
  test(`a key that is ${name} lets nothing run`, () => {
    const tool = plain({ effect: 'write', idempotencyKey: key });
    assert.throws(() => tool.keyOf({ id: '7' }, 'call-1:a'), { code: 'TOOL_FAILED' });
  });
}

const mistakes: { name: string; change: object; says: RegExp; cure: RegExp }[] = [
  { name: 'no name', change: { name: '' }, says: /`name` is empty/, cure: /bookFitting/ },
  {
    name: 'a name with a space',
    change: { name: 'book it' },
    says: /cannot be sent/,
    cure: /letters, digits/,
  },
  {
    name: 'no description',
    change: { description: ' ' },
    says: /`description` is empty/,
    cure: /Write a text/,
  },
  { name: 'another effect', change: { effect: 'delete' }, says: /"delete"/, cure: /irreversible/ },
  { name: 'no zod object', change: { input: {} }, says: /not a zod object/, cure: /z\.object/ },
  { name: 'a date', change: { input: z.object({ on: z.date() }) }, says: /Date/, cure: /z\.iso\.date/ },
  {
    name: 'a read that asks',
    change: { confirm: () => '?' },
    says: /never be asked/,
    cure: /effect: 'write'/,
  },
  { name: 'no run', change: { run: undefined }, says: /`run` is missing/, cure: /async/ },
  { name: 'a timeout of 0', change: { timeoutMs: 0 }, says: /timeoutMs` is 0/, cure: /from 100/ },
  { name: 'no attempts', change: { retry: 0 }, says: /attemptsMax` is 0/, cure: /from 1 to 5/ },
  { name: 'too many attempts', change: { retry: { attemptsMax: 6 } }, says: /is 6/, cure: /from 1 to 5/ },
  {
    name: 'an endless delay',
    change: { retry: { attemptsMax: 2, delayMaxMs: Infinity } },
    says: /retry\.delayMaxMs` is Infinity/,
    cure: /milliseconds/,
  },
  {
    name: 'a misspelt part of a retry',
    change: { retry: { attemptsMax: 2, firstDelayMS: 5 } },
    says: /`retry`: there is no option `firstDelayMS`/,
    cure: /`firstDelayMs`/,
  },
  { name: 'a retry of another kind', change: { retry: 'often' }, says: /"often"/, cure: /attemptsMax: 3/ },
  {
    name: 'a retry that could act twice',
    change: { effect: 'write', retry: 2 },
    says: /no `idempotencyKey`/,
    cure: /idempotencyKey: true/,
  },
  {
    name: 'a retry of what cannot be undone, keyed or not',
    change: { effect: 'irreversible', idempotencyKey: true, retry: 2 },
    says: /`irreversible` tool has a `retry`/,
    cure: /`fallback`/,
  },
  {
    name: 'a key for what changes nothing',
    change: { idempotencyKey: true },
    says: /`read` tool has an `idempotencyKey`/,
    cure: /Leave it out/,
  },
  {
    name: 'a key that is one and the same for all',
    change: { effect: 'write', idempotencyKey: 'order-7' },
    says: /`idempotencyKey` is "order-7"/,
    cure: /\(input\) => key/,
  },
  { name: 'another duplicate policy', change: { duplicates: 'merge' }, says: /"merge"/, cure: /replace/ },
  { name: 'a breaker set to true', change: { breaker: true }, says: /`breaker` is true/, cure: /false/ },
  {
    name: 'a breaker that never opens',
    change: { breaker: { failuresInARow: 0 } },
    says: /failuresInARow` is 0/,
    cure: /from 1 to 100/,
  },
  {
    name: 'a cool-off above its maximum',
    change: { breaker: { coolOffMs: 5_000, coolOffMaxMs: 1_000 } },
    says: /coolOffMaxMs` is 1000/,
    cure: /from 5000/,
  },
  { name: 'a blank fallback', change: { fallback: ' ' }, says: /`fallback` is empty/, cure: /call you back/ },
  { name: 'a blank speakWhile', change: { speakWhile: '' }, says: /`speakWhile` is empty/, cure: /moment/ },
  { name: 'a misspelt option', change: { timeoutMS: 1 }, says: /timeoutMS/, cure: /`timeoutMs`/ },
];
for (const { name, change, says, cure } of mistakes) {
  test(`defineTool refuses ${name} and says what to write`, () => {
    const definition = { name: 'a', description: 'b', input: z.object({}), effect: 'read', run: () => 1 };
    const refused = (thrown: unknown): boolean =>
      AntiphonError.is(thrown) &&
      thrown.code === 'CONFIG_INVALID' &&
      says.test(thrown.message) &&
      cure.test(thrown.cure);
    assert.throws(() => defineTool({ ...definition, ...change } as never), refused);
  });
}

type Order = z.ZodObject<{ id: z.ZodString }>;

function plain(change: Partial<ToolDefinition<Order, unknown>>): Tool<{ id: string }> {
  return defineTool({
    name: 'cancelOrder',
    description: 'Cancels an order.',
    input: z.object({ id: z.string() }),
    effect: 'read',
    run: () => 'done',
    ...change,
  });
}
