import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { describe, test } from 'vitest';
import { english, german, results } from './__fixtures__/token-corpus.ts';
import { estimateTokens } from './estimate-tokens.ts';

const counted = (text: string): number => countTokens(text, { disallowedSpecial: new Set() });
const json = [
  ...results.map((value) => JSON.stringify(value)),
  ...results.map((value) => JSON.stringify(value, null, 2)),
];

/** Printed, so that whoever changes the rule sees the margins that the header names. */
function weigh(texts: readonly string[]): { less: string[]; more: number } {
  const sum = (count: (text: string) => number): number => texts.reduce((all, text) => all + count(text), 0);
  return {
    less: texts.filter((text) => estimateTokens(text) < counted(text)),
    more: Math.round((sum(estimateTokens) / sum(counted) - 1) * 100),
  };
}

describe('against o200k', () => {
  test.each([
    ['English', english, 31],
    ['German', german, 20],
    ['JSON', json, 27],
  ])('%s never counts less, and on average as much more as the header says', (_, texts, more) => {
    assert.deepEqual(weigh(texts), { less: [], more });
  });

  test('of two thousand messages in German, one in a hundred counts less', () => {
    const file = join(
      import.meta.dirname,
      '../../node_modules/typescript/lib/de/diagnosticMessages.generated.json',
    );
    const messages = Object.values(JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>);
    const { less } = weigh(messages);
    assert.ok(
      messages.length > 2_000 && less.length < messages.length / 100,
      `${less.length} of ${messages.length}`,
    );
  });

  test('sixty words of it or more, in whatever order, do not count less', () => {
    const words = [...english, ...german].flatMap((text) => text.split(' '));
    const text = fc.shuffledSubarray(words, { minLength: 60 }).map((some) => some.join(' '));
    fc.assert(fc.property(text, (some) => assert.ok(estimateTokens(some) >= counted(some), some)));
  });

  test('nor do records of what tools look up', () => {
    const word = fc.constantFrom(...german, ...english, 'CT-1042-NVY', '2026-11-27T15:30:00Z', '');
    const field = fc.oneof(
      word,
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.boolean(),
      fc.constant(null),
      fc.uuid(),
    );
    const record = fc.dictionary(
      fc.constantFrom('id', 'orderNumber', 'store', 'items', 'priceCents', 'day'),
      fc.oneof(field, fc.array(field, { maxLength: 8 })),
      { minKeys: 2 },
    );
    fc.assert(
      fc.property(fc.array(record, { minLength: 1, maxLength: 8 }), (records) => {
        const text = JSON.stringify(records);
        assert.ok(estimateTokens(text) >= counted(text), text);
      }),
    );
  });
});

test('no text has no tokens, and every other has some', () => {
  assert.equal(estimateTokens(''), 0);
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1 }), (text) => {
      const tokens = estimateTokens(text);
      assert.ok(Number.isInteger(tokens) && tokens > 0 && tokens <= text.length * 4, `${tokens}`);
    }),
  );
});

test('a longer text never has fewer', () => {
  fc.assert(
    fc.property(fc.constantFrom(...english, ...german, ...json), fc.nat(300), (text, cut) => {
      assert.ok(estimateTokens(text.slice(0, cut)) <= estimateTokens(text) + 1);
    }),
  );
});
