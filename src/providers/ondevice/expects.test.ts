import assert from 'node:assert/strict';
import { test } from 'vitest';
import type { Message, ToolOutcome } from '../../contracts/conversation.ts';
import type { GenerationPart } from '../../contracts/llm.ts';
import { intents, shop } from './__fixtures__/shop.ts';
import { defineIntent } from './intent.ts';
import { digits } from './digits-slot.ts';
import { number } from './value-slots.ts';

const model = shop({
  intents: [
    ...intents,
    defineIntent({
      name: 'parcel',
      slots: {
        code: { is: digits('code', { length: 6 }), ask: 'What is the code?' },
        pieces: { is: number({ max: 20 }), ask: 'How many pieces?' },
      },
      examples: 'where is my parcel\ni wait for a parcel\ntrack a parcel\nhas my parcel left',
      tool: { name: 'track', done: 'It is on its way.' },
    }),
  ],
});
const tools = ['book', 'track', 'note'].map((name) => ({
  name,
  description: '',
  effect: 'write' as const,
  parameters: {},
}));

async function endOf(messages: readonly Message[], maxTokens = 400): Promise<GenerationPart | undefined> {
  const prompt = { system: '', messages };
  const request = { prompt, tools, toolChoice: 'auto' as const, maxTokens, language: 'en-US' };
  let last: GenerationPart | undefined;
  for await (const part of model.generate(request, { signal: new AbortController().signal })) last = part;
  return last;
}

const said = (...texts: string[]): Message[] => texts.map((text) => ({ role: 'user', text }));

function called(result: ToolOutcome): Message[] {
  const call = { toolCallId: 'one', name: 'book' } as const;
  return [
    ...said('a table on friday at seven'),
    { role: 'tool-call', ...call, arguments: {} },
    { role: 'tool-result', ...call, result },
  ];
}

test.each([
  ['where is my parcel', '6 digits'],
  ['where is my parcel | four one zero zero zero five', 'number'],
  ['where is my parcel | my cat is grey', '6 digits'],
  ['where is my parcel | one moment please', '6 digits'],
  ['where is my parcel | say that again', '6 digits'],
  ['where is my parcel | when do you open', '6 digits'],
  ['i would like to book a table', 'date'],
  ['i would like to book a table | on friday', undefined],
  ['where is my parcel | never mind', undefined],
  ['can i leave a message', undefined],
  ['tell me your story', undefined],
])('after "%s" a reply says that it expects: %s', async (heard, expects) => {
  const end = await endOf(said(...heard.split(' | ')));
  assert.deepEqual(end, { type: 'end', reason: 'stop', ...(expects !== undefined && { expects }) });
});

test('a reply that offers to try again waits for a yes or a no', async () => {
  const failed = called({
    status: 'failed',
    code: 'TOOL_FAILED',
    message: 'no line',
    retryable: true,
  } as never);
  assert.deepEqual(await endOf(failed), { type: 'end', reason: 'stop', expects: 'yes-no' });
});

test('what is done expects nothing, and neither does a call that is made, nor words that were cut off', async () => {
  assert.deepEqual(await endOf(called({ status: 'done', value: 'ok' })), { type: 'end', reason: 'stop' });
  assert.deepEqual(await endOf(said('a table on friday at seven')), { type: 'end', reason: 'tool-calls' });
  assert.deepEqual(await endOf(said('where is my parcel'), 1), { type: 'end', reason: 'length' });
});
