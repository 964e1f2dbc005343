/** What callers say to a question of consent beside yes and no, and to what has been done already. */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { Caller, type CallerTool } from './__fixtures__/caller.ts';
import { monday } from './__fixtures__/shop.ts';
import { anything, defineIntent, oneOf, onDevice, type Intent } from './index.ts';
import { extractSlots } from './understanding.ts';

const cake = oneOf('cake', { plum: [], apple: [], cheese: [] });
const town = oneOf('town', { Bath: [], York: [] });
const time = { today: { year: 2026, month: 11, day: 23 }, minuteOfDay: 600, weekday: 1 };

const note = defineIntent({
  name: 'note',
  examples: 'leave a note\nplease leave a note for {town}\ntake a note',
  slots: {
    town: { is: town },
    words: { is: anything('words'), ask: 'What may I write?' },
  },
  tool: {
    name: 'write',
    arguments: ({ town: to, words }) => ({ town: to?.value, words: words.value }),
    done: 'Written.',
  },
});

const intents: readonly Intent[] = [
  defineIntent({
    name: 'order',
    undoneBy: 'drop',
    examples:
      'i would like a cake\norder a {cake} cake\na {cake} cake please\ni want a {cake} and a {cake} cake',
    slots: {
      cake: {
        is: cake,
        ask: 'Which cake?',
        merge: (known, said) => (known === said ? said : `${known} and ${said}`) as typeof said,
      },
      town: { is: town },
    },
    tool: { name: 'bake', done: 'It will be baked.', refused: 'No cake, then.' },
  }),
  defineIntent({
    name: 'drop',
    examples: 'drop my order\ni do not want my cake any more',
    slots: { cake: { is: cake } },
    tool: { name: 'drop', done: 'It is dropped.' },
  }),
  defineIntent({
    name: 'orders',
    undoneBy: 'drop',
    examples: 'what did i order\nwhere is my cake\nis my order done',
    tool: { name: 'orders', done: 'A plum cake.' },
  }),
  defineIntent({
    name: 'hours',
    examples: 'when are you open\nwhen do you close\nwhat are your hours in {town}',
    slots: { town: { is: town } },
    tool: { name: 'hours', done: 'We close at six.' },
  }),
  note,
];

const model = onDevice({ intents, abilities: 'bake', wallTime: () => monday });

function tools(): CallerTool[] {
  const tool = (name: string, asks: boolean): CallerTool => ({
    specification: { name, description: '', effect: asks ? 'write' : 'read', parameters: {} },
    ...(asks && { question: (input: object) => `${name} ${JSON.stringify(input)}?` }),
    run: () => 'ok',
  });
  return [
    tool('bake', true),
    tool('drop', true),
    tool('write', true),
    tool('hours', false),
    tool('orders', false),
  ];
}

/** What the call adds where words were taken for a no. */
function refuse(caller: Caller, words: string, tool: string): void {
  const name = { toolCallId: 'no', name: tool };
  caller.messages.push(
    { role: 'user', text: words },
    { role: 'tool-call', ...name, arguments: {} },
    { role: 'tool-result', ...name, result: { status: 'refused', reason: 'the caller said no' } },
  );
}

test.each([
  ['can you say that again', 'who did not hear it'],
  ['okay cancel it please', 'a yes that speaks of cancelling'],
])('"%s" puts the question again, to %s', async (words) => {
  const caller = new Caller(model, tools());
  await caller.says('a plum cake please');
  assert.match(await caller.says(words), /bake \{"cake":"plum"\}\?$/);
  assert.equal(await caller.says('yes'), 'It will be baked.');
});

test('A no with another wish in it is told, and the wish is served', async () => {
  const caller = new Caller(model, tools());
  await caller.says('a plum cake please');
  refuse(caller, 'no when are you open', 'bake');
  const { text, calls } = await caller.generate();
  assert.equal(text.trim(), 'No cake, then.');
  assert.deepEqual(
    calls.map(({ name }) => name),
    ['hours'],
  );
});

test('A question that gave way to another wish is come back to', async () => {
  const caller = new Caller(model, tools());
  await caller.says('a plum cake please');
  const at = caller.messages.findLastIndex(({ role }) => role === 'tool-result');
  const asked = caller.messages[at];
  assert.ok(asked?.role === 'tool-result' && asked.result.status === 'awaiting-consent');
  const result = { status: 'refused', reason: 'replaced by another request' } as const;
  caller.messages[at] = { ...asked, result };
  assert.match(
    await caller.says('well and when are you open'),
    /^We close at six\. bake \{"cake":"plum"\}\?$/,
  );
});

test('A no to which one gives it up, and does not end the call', async () => {
  const caller = new Caller(model, tools());
  assert.equal(await caller.says('i would like a cake'), 'Which cake?');
  assert.match(await caller.says('no'), /^Very well, I leave it at that/);
});

test('Cancel it: what was told of is called off, and where there is nothing it is asked what', async () => {
  const caller = new Caller(model, tools());
  assert.equal(await caller.says('cancel it'), 'What may I cancel for you?');
  await caller.says('when are you open');
  assert.equal(await caller.says('cancel that please'), 'What may I cancel for you?');
  await caller.says('what did i order');
  assert.match(await caller.says('never mind'), /^Very well, I leave it at that/);
  await caller.says('what did i order');
  assert.equal(await caller.says('cancel it'), 'drop {}?');
});

test('A no behind what is done begins what takes it back, and knows what that was', async () => {
  const caller = new Caller(model, tools());
  await caller.says('a plum cake please');
  await caller.says('yes');
  assert.equal(await caller.says('stop i have changed my mind'), 'drop {"cake":"plum"}?');
});

test('What is said in addition comes to what is known', async () => {
  const caller = new Caller(model, tools());
  await caller.says('a plum cake please');
  assert.equal(await caller.says('and an apple cake'), 'bake {"cake":"plum and apple"}?');
});

test('A message keeps the names in it, and is not replaced by a correction of something else', async () => {
  const caller = new Caller(model, tools());
  await caller.says('please leave a note for Bath');
  const asked = await caller.says('the cake for York was late');
  assert.match(asked, /"words":"the cake for york was late"/);
  refuse(caller, 'no for Bath', 'write');
  const { calls } = await caller.generate();
  assert.deepEqual(calls[0]?.arguments, { town: 'Bath', words: 'the cake for york was late' });
});

test.each([
  ['not plum apple', 'apple'],
  ['not the plum', undefined],
  ['plum not apple', 'plum'],
])('Of "%s" is meant: %s', (words, meant) => {
  const { values } = extractSlots(intents[0]!, words.split(' '), time, () => false);
  assert.equal(values.get('cake')?.value, meant);
});
