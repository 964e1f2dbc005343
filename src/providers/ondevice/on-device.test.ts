import assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'vitest';
import type { Message, ToolOutcome } from '../../contracts/conversation.ts';
import type { GenerationPart } from '../../contracts/llm.ts';
import { Caller } from './__fixtures__/caller.ts';
import { intents, monday, shop, shopTools, story } from './__fixtures__/shop.ts';
import { defineIntent } from './intent.ts';
import { onDevice } from './on-device.ts';
import { smallTalk } from './small-talk.ts';

const model = shop();
const signal = new AbortController().signal;
const request = {
  prompt: { system: 'Be brief.', messages: [{ role: 'user', text: 'tell me your story' }] as Message[] },
  tools: [],
  toolChoice: 'auto' as const,
  maxTokens: 400,
  language: 'en-US',
};

async function partsOf(change: object = {}, aborts: AbortSignal = signal): Promise<GenerationPart[]> {
  const parts: GenerationPart[] = [];
  for await (const part of model.generate({ ...request, ...change }, { signal: aborts })) parts.push(part);
  return parts;
}

test('a reply streams word by word, then tells what it used, then ends', async () => {
  const parts = await partsOf();
  const words = parts.filter((part) => part.type === 'text-delta').map((part) => part.text);
  assert.equal(words.length, story.split(' ').length);
  assert.equal(words.join(''), story);
  const [usage, end] = parts.slice(-2);
  assert.deepEqual(end, { type: 'end', reason: 'stop' });
  const tokens = Math.ceil(story.length / 4);
  assert.deepEqual(usage, {
    type: 'usage',
    usage: { inputTokens: 7, cachedInputTokens: 0, outputTokens: tokens },
  });
});

test('a reply ends at the limit of tokens, at a word', async () => {
  const parts = await partsOf({ maxTokens: 5 });
  assert.equal(
    parts.map((part) => (part.type === 'text-delta' ? part.text : '')).join(''),
    'It began in spring, ',
  );
  assert.deepEqual(parts.at(-1), { type: 'end', reason: 'length' });
});

test('an abort stops the stream between two words, or before the first', async () => {
  const controller = new AbortController();
  const heard: string[] = [];
  for await (const part of model.generate(request, { signal: controller.signal })) {
    assert.equal(part.type, 'text-delta');
    if (part.type === 'text-delta') heard.push(part.text);
    if (heard.length === 3) controller.abort();
  }
  assert.equal(heard.join(''), 'It began in ');
  assert.deepEqual(await partsOf({}, AbortSignal.abort()), []);
});

const booking = { system: '', messages: [{ role: 'user', text: 'a table on friday at seven' }] };
const tools = shopTools().map((tool) => tool.specification);

test('a call has an id of its own each time, and ends the generation', async () => {
  const first = await partsOf({ prompt: booking, tools });
  const again = await partsOf({ prompt: booking, tools });
  const ids = [first, again].map((parts) => parts.find((part) => part.type === 'tool-call')?.toolCallId);
  assert.ok(ids[0] !== undefined && ids[0] !== ids[1]);
  assert.deepEqual(first.at(-1), { type: 'end', reason: 'tool-calls' });
});

for (const [name, change] of [
  ['where tools are not to be called', { tools, toolChoice: 'none' }],
  ['where the request does not offer the tool', { tools: [] }],
] as const) {
  test(`no tool is called ${name}, and the caller is told`, async () => {
    const parts = await partsOf({ prompt: booking, ...change });
    assert.ok(!parts.some((part) => part.type === 'tool-call'));
    assert.match(
      parts.map((part) => (part.type === 'text-delta' ? part.text : '')).join(''),
      /cannot do that/,
    );
    assert.deepEqual(parts.at(-1), { type: 'end', reason: 'stop' });
  });
}

test('a goodbye ends the call where the request offers to, and is said in any case', async () => {
  const goodbye = { system: '', messages: [{ role: 'user', text: 'thank you goodbye' }] };
  const ends = await partsOf({ prompt: goodbye, tools });
  const call = ends.find((part) => part.type === 'tool-call');
  assert.deepEqual([call?.name, call?.arguments], ['endCall', {}]);
  const stays = await partsOf({ prompt: goodbye });
  assert.ok(!stays.some((part) => part.type === 'tool-call'));
  for (const parts of [ends, stays]) assert.ok(parts.some((part) => part.type === 'text-delta'));
});

test('after the end of the call was ordered there is nothing more to say', async () => {
  const caller = new Caller(model, shopTools());
  assert.equal(await caller.says('goodbye'), 'Thank you for calling. Goodbye.');
  assert.deepEqual(caller.ran, [['endCall', {}]]);
});

for (const [name, messages, says] of [
  ['nobody has spoken', [], /What may I do/],
  ['only we have spoken', [{ role: 'assistant', text: 'Good day.' }], /What may I do/],
  [
    'our question is open and nobody answers',
    [
      { role: 'user', text: 'book a table' },
      { role: 'assistant', text: 'For which day?' },
    ],
    /^Which day, please\?$/,
  ],
  [
    'a call has no result yet',
    [
      { role: 'user', text: 'a table on friday at seven' },
      { role: 'tool-call', toolCallId: 'a', name: 'book', arguments: {} },
    ],
    /still busy/,
  ],
  [
    'a question of consent has not been put',
    [
      { role: 'user', text: 'a table on friday at seven' },
      { role: 'tool-call', toolCallId: 'a', name: 'book', arguments: {} },
      {
        role: 'tool-result',
        toolCallId: 'a',
        name: 'book',
        result: { status: 'awaiting-consent', question: 'Shall I?' },
      },
    ],
    /^Shall I\?$/,
  ],
] as [string, Message[], RegExp][]) {
  test(`there is something to say when ${name}`, async () => {
    const parts = await partsOf({ prompt: { system: '', messages } });
    assert.match(parts.map((part) => (part.type === 'text-delta' ? part.text : '')).join(''), says);
  });
}

test('today is what the clock says, in the zone of the house', async () => {
  const late = Date.UTC(2026, 10, 23, 23, 30);
  for (const [timeZone, day] of [
    ['UTC', 'Tuesday the twenty-fourth'],
    ['Europe/Paris', 'Wednesday the twenty-fifth'],
  ] as const) {
    const caller = new Caller(shop({ wallTime: () => late, timeZone }));
    assert.match(await caller.says('are you open tomorrow'), new RegExp(day));
  }
});

test('phrases for STT are spoken forms: lower case, no digits, no punctuation, none twice', () => {
  const phrases = model.phrases ?? [];
  assert.deepEqual(
    phrases.filter((phrase) => !/^[a-z']+( [a-z']+)*$/.test(phrase)),
    [],
  );
  assert.equal(new Set(phrases).size, phrases.length);
  for (const phrase of ['half past three', 'on thursday', 'the twenty first of september', 'yes please']) {
    assert.ok(phrases.includes(phrase), phrase);
  }
  assert.ok(phrases.length < 2000);
});

test('an intent whose reply throws fails as any model fails', async () => {
  const broken = onDevice({
    intents: [
      defineIntent({
        name: 'broken',
        examples: 'break it',
        reply: () => {
          throw new Error('no stock');
        },
      }),
    ],
    smallTalk: [],
    abilities: '',
    wallTime: () => monday,
  });
  const caller = new Caller(broken);
  await assert.rejects(caller.says('break it'), { code: 'LLM_FAILED', message: /no stock/ });
});

for (const [name, options, message] of [
  ['two intents of one name', { intents: [...intents, intents[0]!] }, /two intents are called "hours"/],
  ['an intent called as one of the small talk', { smallTalk: [...smallTalk(), ...smallTalk()] }, /"hello"/],
  ['a time zone that does not exist', { timeZone: 'Paris' }, /`timeZone` is "Paris"/],
  ['thresholds in the wrong order', { acceptAt: 0.2, guessAt: 0.5 }, /`acceptAt` or `guessAt`/],
] as const) {
  test(`onDevice refuses ${name}`, () => {
    assert.throws(() => shop(options), { code: 'CONFIG_INVALID', message });
  });
}

const word = fc.constantFrom(
  ...'book a table for on friday thursday at seven three no yes not make it when do you open go story say that again never mind [unk] the twenty first of may hello'.split(
    ' ',
  ),
);
const said = fc.oneof(
  { weight: 4, arbitrary: fc.array(word, { maxLength: 9 }).map((words) => words.join(' ')) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme' }) },
);
const outcome: fc.Arbitrary<ToolOutcome> = fc.oneof(
  fc.anything().map((value) => ({ status: 'done' as const, value })),
  fc.constant({ status: 'failed' as const, code: 'X', message: 'y' }),
  fc.constant({ status: 'refused' as const, reason: 'the caller said no' }),
  fc.constant({ status: 'awaiting-consent' as const, question: 'Shall I?' }),
);
const id = fc.constantFrom('a', 'b', 'c');
const tool = fc.constantFrom('book', 'note', 'endCall', 'other');
const message: fc.Arbitrary<Message> = fc.oneof(
  { weight: 5, arbitrary: said.map((text) => ({ role: 'user' as const, text })) },
  {
    weight: 2,
    arbitrary: fc.tuple(said, fc.boolean()).map(([text, interrupted]) => ({
      role: 'assistant' as const,
      text,
      interrupted,
    })),
  },
  fc.tuple(id, tool).map(([toolCallId, name]) => ({
    role: 'tool-call' as const,
    toolCallId,
    name,
    arguments: {},
  })),
  fc.tuple(id, tool, outcome).map(([toolCallId, name, result]) => ({
    role: 'tool-result' as const,
    toolCallId,
    name,
    result,
  })),
);

test('whatever was said and done, a generation ends, once, and a caller who spoke gets an answer', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(message, { maxLength: 12 }), async (messages) => {
      const parts = await partsOf({ prompt: { system: '', messages }, tools });
      assert.equal(parts.at(-1)?.type, 'end');
      assert.equal(parts.filter((part) => part.type === 'end').length, 1);
      const answers = parts.some((part) => part.type === 'text-delta' || part.type === 'tool-call');
      if (messages.at(-1)?.role === 'user') assert.ok(answers);
    }),
    { numRuns: 400 },
  );
});

test('the same messages always get the same answer', async () => {
  const textOf = (parts: GenerationPart[]): string =>
    parts.map((part) => (part.type === 'text-delta' ? part.text : '')).join('');
  await fc.assert(
    fc.asyncProperty(fc.array(message, { maxLength: 8 }), async (messages) => {
      const prompt = { system: '', messages };
      assert.equal(textOf(await partsOf({ prompt, tools })), textOf(await partsOf({ prompt, tools })));
    }),
    { numRuns: 100 },
  );
});
