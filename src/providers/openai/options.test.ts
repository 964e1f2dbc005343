import assert from 'node:assert/strict';
import { test } from 'vitest';
import { openai } from './index.ts';
import { checkOptions, type OpenAiOptions } from './options.ts';

const good: OpenAiOptions = { baseUrl: 'http://localhost:11434/v1', model: 'llama3.2' };

test.each([
  ['http://localhost:11434/v1', 'http://localhost:11434/v1/chat/completions'],
  ['http://localhost:11434/v1/', 'http://localhost:11434/v1/chat/completions'],
  ['https://api.openai.com/v1', 'https://api.openai.com/v1/chat/completions'],
  ['http://localhost:8080', 'http://localhost:8080/chat/completions'],
  [
    'https://house.openai.azure.com/openai/deployments/x?api-version=2024-10-21',
    'https://house.openai.azure.com/openai/deployments/x/chat/completions?api-version=2024-10-21',
  ],
])('%s leads to %s', (baseUrl, address) => {
  assert.equal(checkOptions({ ...good, baseUrl }).url.href, address);
});

test.each<[Partial<OpenAiOptions>, RegExp]>([
  [{ baseUrl: 'localhost:11434' }, /`baseUrl` is no http address/],
  [{ baseUrl: 'http://localhost/v1/chat/completions' }, /goes too far/],
  [{ model: ' ' }, /`model` is missing/],
  [{ apiKey: '' }, /`apiKey` is empty/],
  [{ retriesMax: -1 }, /`retriesMax` is -1/],
  [{ firstClauseMaxMs: NaN }, /`firstClauseMaxMs` is NaN/],
  [{ connectionsMax: 0 }, /`connectionsMax` is 0/],
  [{ headers: { 'a b': 'c' } }, /the header "a b"/],
])('%o is refused', (options, message) => {
  assert.throws(() => openai({ ...good, ...options }), { code: 'CONFIG_INVALID', message });
});
