import assert from 'node:assert/strict';
import { test } from 'vitest';
import { requestTokens } from './agent.ts';
import { generateCall } from './generate.ts';
import { PromptSizes } from './prompt-sizes.ts';
import type { SentRequest } from './trace.ts';
import { heldWording } from './wording-held.ts';

const call = generateCall(heldWording, 1, 0);
const tool = { name: 'look', description: 'Looks.', effect: 'read', parameters: { type: 'object' } } as const;

function request(text: string, rest: { system?: string; tools?: SentRequest['tools'] } = {}): SentRequest {
  const { system = 'You help.', tools = [tool] } = rest;
  return { prompt: { system, messages: [{ role: 'user', text }] }, tools };
}

function sizesOf(...requests: SentRequest[]): PromptSizes {
  const sizes = new PromptSizes();
  const turns = call.turns.map(() => ({ request: requests[0]!, before: {}, after: {}, intent: undefined }));
  sizes.add(call, { turns, requests, extractionMs: [] });
  return sizes;
}

test('system, messages and tools are counted, and of all requests the largest is told', () => {
  const [short, long] = [request('Hello.'), request('Hello, and once more: hello.')];
  assert.ok(requestTokens(short) > requestTokens({ ...short, tools: [] }));
  assert.ok(requestTokens(long) > requestTokens(short));
  const sizes = sizesOf(short, long);
  assert.equal(sizes.max, requestTokens(long));
  assert.equal(sizes.at(200).promptTokens, requestTokens(short));
  assert.ok(sizes.at(200).rawHistoryTokens > 10 * sizes.at(10).promptTokens);
});

test.each([
  ['the same', {}, 0],
  ['another system', { system: 'You help!' }, 1],
  ['another tool', { tools: [{ ...tool, description: 'Looks' }] }, 1],
  ['no tool', { tools: [] }, 1],
])('%s in one request of a call is told', (_, rest, differing) => {
  assert.equal(sizesOf(request('a'), request('b', rest), request('c')).differingPrefixes, differing);
});
