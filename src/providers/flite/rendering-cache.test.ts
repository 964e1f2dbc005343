import assert from 'node:assert/strict';
import { test } from 'vitest';
import { RenderingCache } from './rendering-cache.ts';
import type { Rendering } from './rendering.ts';

/** Weighs about 2,300 bytes. */
const clause = (): Rendering => ({
  samples: new Int16Array(1000),
  tokens: [],
  soundStartMs: 0,
  soundEndMs: 60,
  durationMs: 62.5,
});

test('the clause that was used least lately is forgotten first', () => {
  const cache = new RenderingCache(5000);
  cache.set('greeting', clause());
  cache.set('filler', clause());
  assert.ok(cache.get('greeting'));
  cache.set('new', clause());
  assert.ok(cache.get('greeting'));
  assert.equal(cache.get('filler'), undefined);
  assert.ok(cache.get('new'));
});

test('the cache never holds more than its bytes, and the same clause only once', () => {
  const cache = new RenderingCache(10_000);
  for (let round = 0; round < 50; round += 1) cache.set(`clause ${round % 7}`, clause());
  assert.ok(cache.bytes > 5000 && cache.bytes <= 10_000);
  const once = new RenderingCache(10_000);
  once.set('a', clause());
  const { bytes } = once;
  once.set('a', clause());
  assert.equal(once.bytes, bytes);
});

test('a cache of no bytes keeps nothing', () => {
  const cache = new RenderingCache(0);
  cache.set('greeting', clause());
  assert.equal(cache.get('greeting'), undefined);
  assert.equal(cache.bytes, 0);
});
