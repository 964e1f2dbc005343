/** What leaves or enters as text: cleaned, cut, and without secrets. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, test } from 'vitest';
import { canonicalJson, followPointer, mapTexts } from './json.ts';
import { cleanText, clipText, hideSecrets, oneLine } from './text.ts';

describe('text', () => {
  test('loses what nobody sees, and keeps lines and joined letters', () => {
    assert.equal(cleanText('a\u0000b\u202Ec\u{e0041}d\u200b\ufeff'), 'abcd');
    assert.equal(cleanText('a\n\tb \u{1f469}\u200d\u{1f4bb}'), 'a\n\tb \u{1f469}\u200d\u{1f4bb}');
    assert.equal(oneLine(' a\r\n b ', 10), 'a b');
  });

  test('is cut where it is too long, never within a letter', () => {
    assert.equal(clipText('abc', 3), 'abc');
    assert.equal(clipText('abcd', 3), 'abc [cut: 4 characters in all]');
    assert.ok(clipText('ab\u{1f4bb}cd', 3).isWellFormed());
  });
});

describe('a secret is hidden', () => {
  test.each([
    ['Bearer sk_live_12345', 'key: sk_live_12345.', 'key: [hidden].'],
    ['Bearer sk_live_12345', 'Bearer sk_live_12345', '[hidden]'],
    ['p@ss word!', 'see /?p=p%40ss%20word!', 'see /?p=[hidden]'],
    ['short', 'short', 'short'],
  ])('%s in %s', (secret, text, hidden) => {
    assert.equal(hideSecrets([secret])(text), hidden);
  });

  test('wherever it stands', () => {
    const property = fc.property(
      fc.string(),
      fc.string({ minLength: 6 }),
      fc.string(),
      (before, secret, after) => {
        assert.ok(
          !hideSecrets([secret])(`${before}${secret}${after}`).replaceAll('[hidden]', '\n').includes(secret),
        );
      },
    );
    fc.assert(property, { numRuns: 300 });
  });
});

describe('JSON', () => {
  test('the same value has the same text, whatever the order of its keys', () => {
    const shuffled = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(shuffled);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([key, one]) => [key, shuffled(one)]),
      );
    };
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        assert.equal(canonicalJson(value), canonicalJson(shuffled(value)));
      }),
    );
    assert.notEqual(canonicalJson({ a: [1, 2] }), canonicalJson({ a: [2, 1] }));
    assert.notEqual(canonicalJson({ a: '1' }), canonicalJson({ a: 1 }));
  });

  test('texts are mapped, names too, down to a depth', () => {
    assert.deepEqual(
      mapTexts({ a: ['b', 1, null] }, (text) => `${text}!`),
      { 'a!': ['b!', 1, null] },
    );
    const deep = JSON.parse(`${'['.repeat(3000)}${']'.repeat(3000)}`) as unknown;
    assert.match(JSON.stringify(mapTexts(deep, String)), /too deep/);
  });

  test('a pointer leads to what is the document’s own, and nowhere else', () => {
    const root = { a: { 'b/c': [1, { 'd~e': 2 }] } };
    assert.equal(followPointer(root, '#/a/b~1c/1/d~0e'), 2);
    assert.equal(followPointer({ 'a b': 1 }, '#/a%20b'), 1);
    for (const pointer of ['#/constructor', '#/a/__proto__', 'other.json#/a', '#/a/x/y', '/a']) {
      assert.equal(followPointer(root, pointer), undefined, pointer);
    }
  });
});
