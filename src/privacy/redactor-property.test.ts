/** What holds for every text: planted data never survives, and a second look changes nothing. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'vitest';
import { isCard } from './numbers.ts';
import { redactor } from './redactor.ts';

const house = redactor({ names: ['Anna Smith', 'Anna', 'Eins', 'name', 'card'] });
const runs = { numRuns: 400 };

const english = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
const german = ['null', 'eins', 'zwei', 'drei', 'vier', 'fünf', 'sechs', 'sieben', 'acht', 'neun'];

const prose = fc
  .array(fc.constantFrom('please', 'send', 'it', 'to', 'die', 'Tasche', 'in', 'blue', 'order 40217'), {
    maxLength: 6,
  })
  .map((words) => words.join(' '));

/** 16 digits that are a card. */
const card = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 14, maxLength: 14 }).map((middle) => {
  const body = `4${middle.join('')}`;
  return body + [...'0123456789'].find((check) => isCard(body + check))!;
});

const long = fc
  .array(fc.integer({ min: 0, max: 9 }), { minLength: 9, maxLength: 15 })
  .map((digits) => digits.join(''));

/** A number as it is typed or said. */
function told(digits: string): fc.Arbitrary<string> {
  const written = fc
    .tuple(fc.constantFrom('', ' ', '-', '.', ' - '), fc.integer({ min: 1, max: 5 }))
    .map(([gap, size]) => digits.match(new RegExp(`.{1,${size}}`, 'g'))!.join(gap));
  const said = fc
    .tuple(
      fc.constantFrom(english, german),
      fc.array(fc.constantFrom(' ', ' ', ', ', ' uh ', ' and then ', ' und '), {
        minLength: digits.length,
        maxLength: digits.length,
      }),
    )
    .map(([words, gaps]) =>
      [...digits].map((digit, index) => `${index === 0 ? '' : gaps[index]}${words[Number(digit)]}`).join(''),
    );
  return fc.oneof(written, said);
}

const digitWord = new RegExp(`\\d|\\b(?:${[...english, ...german].join('|')})\\b`, 'iu');

test('A card or a long number never survives, however it is said', () => {
  const planted = fc.oneof(card, long).chain((digits) => told(digits));
  fc.assert(
    fc.property(prose, planted, prose, (before, number, after) => {
      // Walls, so that an order beside it is not taken for a part of it.
      const out = house.text(`${before}: ${number}; ${after}`);
      const rest = out.slice(before.length + 2, out.length - after.length - 2);
      assert.match(rest, /^\[(?:card|phone|number)\]$/);
      assert.doesNotMatch(rest, digitWord);
      assert.ok(out.startsWith(`${before}: `) && out.endsWith(`; ${after}`), out);
    }),
    runs,
  );
});

test('An address never survives, written or spoken', () => {
  const word = fc.stringMatching(/^[a-z]{2,8}$/).filter((text) => !['at', 'dot', 'et'].includes(text));
  const plain = fc.array(word, { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(
      plain,
      word,
      fc.constantFrom('com', 'de', 'example'),
      fc.boolean(),
      (local, host, top, spoken) => {
        const joiners = new Set(['punkt', 'point', 'dash', 'hyphen', 'minus', 'strich', 'plus', 'und']);
        fc.pre(![...local, host].some((text) => joiners.has(text)));
        const address = spoken
          ? `${local.join(' dot ')} at ${host} dot ${top}`
          : `${local.join('.')}@${host}.${top}`;
        assert.equal(house.text(`write: ${address}, please`), 'write: [email], please');
      },
    ),
    runs,
  );
});

/** Whatever the searches look at, in any order. */
const pieces = fc.array(
  fc.oneof(
    fc.constantFrom(
      'at',
      'dot',
      'double',
      'twenty',
      'oh',
      'und',
      'plus',
      'Anna',
      'Smith',
      'eins',
      'four',
      'acht',
      'zehn',
    ),
    fc.constantFrom(
      ' ',
      ' ',
      ', ',
      '-',
      '.',
      '+',
      '(',
      ')',
      '/',
      '@',
      '\n',
      '\u00a0',
      '\u200b',
      "'",
      '[',
      ']',
    ),
    fc.constantFrom(
      '[card]',
      '[name]',
      'name',
      'card',
      '2026-11-23',
      '23.11.2026',
      'a@b.com',
      'x.de',
      '@c.de',
    ),
    fc.constantFrom('4111', '1111', '4111 1111 1111 1111', '0171', '36', '５', '٣'),
    fc.nat({ max: 99_999 }).map(String),
    fc.string({ unit: 'binary', maxLength: 3 }),
  ),
  { maxLength: 40 },
);

test('A second look changes nothing, and no text grows without bound', () => {
  fc.assert(
    fc.property(pieces, (parts) => {
      const text = parts.join('');
      const once = house.text(text);
      assert.equal(house.text(once), once);
      assert.ok(once.length <= text.length * 4);
      const words = parts.map((text, startMs) => ({ text, startMs }));
      assert.deepEqual(house.json(house.json([parts, words])), house.json([parts, words]));
    }),
    { numRuns: 3000 },
  );
});

test('Short numbers are left alone', () => {
  fc.assert(
    fc.property(fc.nat({ max: 999_999 }), fc.constantFrom('order', 'room', 'Größe'), (number, what) => {
      const text = `${what} ${number}, please`;
      assert.equal(house.text(text), text);
    }),
    runs,
  );
});
