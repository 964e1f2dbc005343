import assert from 'node:assert/strict';
import { describe, test } from 'vitest';
import { UsageError } from './exit-status.ts';
import { parseCallUrl, parsePipeline, parsePort } from './option-values.ts';

describe('an address to call', () => {
  test.each([
    ['ws://127.0.0.1:8080/call', 'ws://127.0.0.1:8080/call'],
    ['wss://calls.example/line/2', 'wss://calls.example/line/2'],
    ['http://127.0.0.1:8080', 'ws://127.0.0.1:8080/call'],
    ['https://calls.example/', 'wss://calls.example/call'],
    ['127.0.0.1:8080', 'ws://127.0.0.1:8080/call'],
    ['[::1]:8080', 'ws://[::1]:8080/call'],
  ])('%s is %s', (text, url) => {
    assert.equal(parseCallUrl(text, '/call').href, url);
  });

  test.each(['', 'foo://bar', 'ws://', 'a b', 'file:///tmp'])('"%s" is none', (text) => {
    assert.throws(() => parseCallUrl(text, '/call'), UsageError);
  });
});

test.each(['0', '8080', '65535'])('%s is a port', (text) => {
  assert.equal(parsePort(text), Number(text));
});

test.each(['', '-1', '65536', '80.5', '0x50', 'http', '8e3'])('"%s" is no port', (text) => {
  assert.throws(() => parsePort(text), UsageError);
});

test('A pipeline has one of three names', () => {
  assert.equal(parsePipeline('streaming'), 'streaming');
  assert.throws(() => parsePipeline('Streaming'), UsageError);
});
