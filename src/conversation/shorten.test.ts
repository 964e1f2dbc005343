import assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'vitest';
import { shortenJson, shortenOutcome, shortenText } from './shorten.ts';

const products = Array.from({ length: 200 }, (_, index) => ({
  sku: `S-${index}`,
  price: index,
  text: 'wool '.repeat(200),
}));

test('a long text keeps its beginning and its end, and says how much is missing', () => {
  const short = shortenText(`first ${'x'.repeat(1_000)} last`, 100);
  assert.match(short, /^first x+ \[9\d\d characters left out\] x+ last$/);
  assert.equal(shortenText('as it is', 60), 'as it is');
});

test('no character is cut in half', () => {
  const clefs = '\u{1D11E}'.repeat(500);
  for (let most = 60; most < 70; most++) {
    assert.ok(shortenText(clefs, most).isWellFormed());
    assert.ok(shortenText(`x${clefs}`, most).isWellFormed());
  }
});

test('a long list keeps its first items with their fields, and says how many there were', () => {
  const short = shortenJson({ found: 200, products }, 600) as { found: number; products: unknown[] };
  assert.equal(short.found, 200);
  assert.equal((short.products[0] as { sku: string }).sku, 'S-0');
  assert.match(String(short.products.at(-1)), /^\[19\d more of 200 left out\]$/);
});

test('an object of a thousand fields says how many are left out', () => {
  const wide = Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`key${index}`, index]));
  const short = shortenJson(wide, 400) as Record<string, unknown>;
  assert.equal(short['key0'], 0);
  assert.match(String(short['[left out]']), /9\d\d more fields/);
});

test('what was done, failed or is unknown stays so', () => {
  const long = 'x'.repeat(2_000);
  const outcomes = [
    { status: 'done', value: long },
    { status: 'failed', code: 'TOOL_FAILED', message: long, say: long },
    { status: 'unknown', reason: long },
    { status: 'refused', reason: long },
    { status: 'awaiting-consent', question: long },
  ] as const;
  for (const outcome of outcomes) {
    const short = shortenOutcome(outcome, 200);
    assert.equal(short.status, outcome.status);
    assert.ok(JSON.stringify(short).length < 550);
    assert.match(JSON.stringify(short), /characters left out/);
  }
});

test('whatever the value, it fits, and what fits as it is comes back untouched', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), fc.integer({ min: 60, max: 600 }), (value, most) => {
      const short = shortenJson(value, most);
      assert.ok(JSON.stringify(short).length <= most);
      if (JSON.stringify(value).length <= most) assert.equal(short, value);
    }),
  );
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 2_000 }),
      fc.integer({ min: 60, max: 600 }),
      (text, most) => {
        assert.ok(JSON.stringify(shortenJson(text, most)).length <= most);
        assert.ok(shortenText(text, most).length <= most);
        if (text.isWellFormed()) assert.ok(shortenText(text, most).isWellFormed());
      },
    ),
  );
});
