/** The boutique's house as it stands: generated, searched, and read aloud. */
import assert from 'node:assert/strict';
import { describe, test } from 'vitest';
import fc from 'fast-check';
import { articles } from '../../examples/boutique/house/articles.ts';
import { prove } from '../../examples/boutique/house/customers.ts';
import { row, rows } from '../../examples/boutique/house/database.ts';
import { digestOf, openHouse } from '../../examples/boutique/house/house.ts';
import { lookUp, sentencesOf } from '../../examples/boutique/house/knowledge.ts';
import {
  spokenDay,
  spokenDigits,
  spokenEuros,
  spokenList,
  spokenNumber,
  spokenSize,
  spokenTime,
} from '../../examples/boutique/house/spoken.ts';
import { findStock, productsLike } from '../../examples/boutique/house/stock.ts';
import { findStores } from '../../examples/boutique/house/stores.ts';
import { aCustomer, aHouse, today } from './fixtures.ts';

const count = (house: ReturnType<typeof aHouse>, table: string): number =>
  row<{ count: number }>(house.database, `SELECT count(*) AS count FROM ${table}`)?.count ?? 0;

describe('a generated house', () => {
  test('is the same for the same seed and day, and another for any other', () => {
    const digest = (seed: number, day: string): string => {
      using house = openHouse({ seed, today: day });
      return digestOf(house);
    };
    assert.equal(digest(7, today), digest(7, today));
    const all = [digest(7, today), digest(8, today), digest(-7, today), digest(7, '2026-03-25')];
    assert.equal(new Set(all).size, all.length);
  });

  test.each([
    ['products', 200],
    ['stores', 5],
    ['departments', 20],
    ['customers', 100],
    ['orders', 200],
    ['order_lines', 400],
    ['repairs', 40],
    ['appointments', 40],
    ['articles', 12],
  ])('has %s enough', (table, atLeast) => {
    using house = aHouse();
    assert.ok(count(house, table) >= atLeast, `${count(house, table)}`);
  });

  test.each([1, 2, 3, 4, 5])('holds together whatever the seed: %i', (seed) => {
    using house = aHouse(undefined, seed);
    assert.deepEqual(rows(house.database, 'PRAGMA foreign_key_check'), []);
    const states = rows<{ state: string }>(
      house.database,
      'SELECT DISTINCT state FROM orders ORDER BY state',
    );
    assert.deepEqual(
      states.map(({ state }) => state),
      ['dispatched', 'in the workshop', 'placed'],
    );
    const early = row(
      house.database,
      'SELECT 1 FROM orders WHERE dispatched_on > ? OR placed_on >= ?',
      today,
      today,
    );
    assert.equal(early, undefined, 'nothing has happened tomorrow');
    assert.equal(
      row(
        house.database,
        `SELECT 1 FROM appointments JOIN hours USING (store)
         WHERE weekday = CAST(strftime('%w', starts_at) AS INTEGER)
           AND (substr(starts_at, 12) < opens OR substr(starts_at, 12) >= closes)`,
      ),
      undefined,
      'nobody comes to a closed store',
    );
  });

  test.each([
    ['a day that is none', { seed: 1, today: '2026-02-30' }],
    ['a seed that is none', { seed: 1.5, today }],
  ])('is not opened with %s', (_, options) => {
    assert.throws(() => openHouse(options), RangeError);
  });
});

describe('stock', () => {
  test('a name that fits one product finds it, however it is said', () => {
    using house = aHouse();
    const [product] = productsLike(house.database, 'harbour coat');
    for (const words of ['Harbour Coat', 'the harbour coats, please', 'coat harbour'])
      assert.deepEqual(productsLike(house.database, words), [product]);
  });

  test.each([
    ['what the house does not have', 'lawnmower', /nothing by that name/],
    ['several that fit', 'coat', /There are ten that fit: the \w+ coat, /],
    ['nothing at all', '', /nothing by that name/],
    ['query syntax', `' OR 1=1 --`, /nothing by that name/],
  ])('%s is declined', (_, product, message) => {
    using house = aHouse();
    assert.throws(() => findStock(house.database, { product }), { name: 'Declined', message });
  });

  test.each([
    ['a colour', { colour: 'plaid' }, /does not come in plaid\. It comes in /],
    ['a size', { size: '99' }, /does not come in 99/],
    ['a store', { store: 'Atlantis' }, /The stores are in Dublin, London, Milan, Paris and Vienna/],
  ])('%s that does not exist is declined with those that do', (_, wish, message) => {
    using house = aHouse();
    assert.throws(() => findStock(house.database, { product: 'harbour coat', ...wish }), { message });
  });

  test('every empty shelf is answered with what is near, and only with what is there', () => {
    using house = aHouse();
    const empty = rows<{ product: string; colour: string; size: string; store: string; sizes: number }>(
      house.database,
      `SELECT products.name AS product, colour, size, city AS store FROM stock
       JOIN products ON products.id = stock.product JOIN stores ON stores.id = stock.store
       WHERE pieces = 0 ORDER BY 1, 2, 3, 4 LIMIT 60`,
    );
    const kinds = new Set<string>();
    for (const wish of empty) {
      const { inStock, alternatives } = findStock(house.database, wish);
      assert.deepEqual(inStock, []);
      assert.ok(alternatives.length >= 1 && alternatives.length <= 3);
      for (const other of alternatives) {
        kinds.add(other.instead);
        assert.ok(other.pieces > 0);
        // An alternative differs in what it says it differs in, and in nothing else.
        assert.equal(other.store !== wish.store, other.instead === 'other store');
        assert.equal(other.size !== wish.size, other.instead === 'other size');
        assert.equal(other.colour !== wish.colour, other.instead === 'other colour');
        assert.equal(other.product !== wish.product, other.instead === 'similar product');
      }
    }
    assert.deepEqual([...kinds].sort(), ['other colour', 'other size', 'other store']);
  });

  test('a piece that is gone everywhere has similar ones of about its price', () => {
    using house = aHouse();
    house.database.exec(`UPDATE stock SET pieces = 0
      WHERE product = (SELECT id FROM products WHERE name = 'Harbour coat')`);
    const { alternatives } = findStock(house.database, { product: 'harbour coat', size: '38' });
    assert.deepEqual(
      alternatives.map(({ instead }) => instead),
      ['similar product'],
    );
    assert.match(alternatives[0]!.product, / coat$/);
  });

  test('the other size is the nearest that is left', () => {
    using house = aHouse();
    house.database.exec(`UPDATE stock SET pieces = 0;
      UPDATE stock SET pieces = 5 WHERE store = 'paris' AND size IN ('34', '40')`);
    const { alternatives } = findStock(house.database, {
      product: 'harbour coat',
      size: '38',
      store: 'Paris',
    });
    assert.equal(alternatives.find(({ instead }) => instead === 'other size')?.size, '40');
  });
});

describe('stores', () => {
  test('one is found by its city, with its floors and hours', () => {
    using house = aHouse();
    const [paris, ...others] = findStores(house.database, { city: 'paris', day: today });
    assert.deepEqual(others, []);
    assert.deepEqual(paris?.today, { opens: '10:00', closes: '18:30' });
    assert.ok(paris?.departments.some(({ name, floor }) => name === 'made to measure' && floor === 2));
  });

  test.each([
    ['2026-03-26', '20:00'],
    ['2026-03-29', undefined],
  ])('on %s Vienna closes at %s', (day, closes) => {
    using house = aHouse();
    assert.equal(findStores(house.database, { city: 'Vienna', day })[0]?.today?.closes, closes);
  });

  test('a department that one store lacks is told with where it is', () => {
    using house = aHouse();
    assert.throws(
      () => findStores(house.database, { city: 'Vienna', department: 'made to measure', day: today }),
      {
        message: 'Vienna has no made to measure department. There is one in London and Paris.',
      },
    );
    assert.equal(findStores(house.database, { department: 'Made to measure', day: today }).length, 2);
  });
});

describe('knowledge', () => {
  test.each([
    ['How is the saddle stitch made?', 'Saddle stitch', /two needles on one waxed thread/],
    ['how should I wash my cashmere pullover', 'Washing cashmere', /lukewarm water/],
    ['Can my shoes be resoled?', 'Welted shoes', /resoled again and again/],
    [
      'when did the house begin',
      'The history of the house: its story, how it was founded, and its beginning',
      /nineteen twenty-six/,
    ],
    ['Where does the cashmere come from?', 'Cashmere', /undercoat of goats/],
    ['my bag got wet in the rain', 'Caring for leather, for a bag or a belt', /away from heat/],
    ['how long does a repair take', 'Repairs in the house', /three to five weeks/],
  ])('%s', (question, title, words) => {
    using house = aHouse();
    const quote = lookUp(house.database, question);
    assert.equal(quote?.title, title);
    assert.match(quote.words, words);
    assert.ok(sentencesOf(quote.words).length <= 2);
  });

  test('what nobody has written about is not answered', () => {
    using house = aHouse();
    const nobody = ['who won the elections', 'what is it?', 'why does it take so long', '', '???'];
    for (const question of [...nobody, 'are the bags of the palace across the street better than yours'])
      assert.equal(lookUp(house.database, question), undefined);
  });

  test.each([
    '"',
    `leather" OR "1`,
    'title:leather',
    'leather NEAR/2 cream',
    'NOT leather',
    'lea*',
    '^(',
    `'; DROP TABLE articles; --`,
  ])('query syntax is only words: %s', (question) => {
    using house = aHouse();
    lookUp(house.database, question);
    assert.equal(count(house, 'articles'), articles.length);
  });

  test('no question breaks it, and every answer stands in an article, two sentences long at most', () => {
    using house = aHouse();
    const words = fc.constantFrom(
      'leather',
      'cashmere',
      'AND',
      'NOT',
      '"',
      '*',
      'NEAR(',
      ':',
      '-',
      'stitch',
      '{a b}',
    );
    const question = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(words).map((all) => all.join(' ')),
    );
    fc.assert(
      fc.property(question, (asked) => {
        const quote = lookUp(house.database, asked);
        if (quote === undefined) return;
        const body = articles.find(({ title }) => title === quote.title)?.body;
        assert.ok(body?.includes(quote.words));
        assert.ok(sentencesOf(quote.words).length <= 2);
      }),
    );
  });
});

describe('who somebody is', () => {
  test('number and postcode prove it, however they are spaced', () => {
    using house = aHouse();
    const { number, postcode } = aCustomer(house);
    const spaced = {
      customer: [...number].join(' '),
      postcode: ` ${postcode.slice(0, 2)} ${postcode.slice(2)}`,
    };
    assert.equal(prove(house.database, spaced)?.number, number);
    assert.equal(prove(house.database, spaced)?.initials.length, 2);
  });

  test('nothing else does', () => {
    using house = aHouse();
    const { number, postcode } = aCustomer(house);
    for (const claim of [
      { customer: number, postcode: '' },
      { customer: number, postcode: `${postcode}0` },
      { customer: '1', postcode },
      { customer: '1', postcode: 'nobody' },
      { customer: '%', postcode },
    ])
      assert.equal(prove(house.database, claim), undefined, JSON.stringify(claim));
  });
});

describe('as a voice says it', () => {
  test.each([
    [spokenNumber(0), 'zero'],
    [spokenNumber(21), 'twenty-one'],
    [spokenNumber(100), 'one hundred'],
    [spokenNumber(1_250), 'one thousand two hundred and fifty'],
    [spokenNumber(3_005), 'three thousand and five'],
    [spokenNumber(12_000), 'twelve thousand'],
    [spokenEuros(1), 'one euro'],
    [spokenDigits('70012'), 'seven zero zero one two'],
    [spokenSize('38'), 'size thirty-eight'],
    [spokenSize('one size'), 'one size'],
    [spokenDay('2026-03-24'), 'Tuesday the twenty-fourth of March'],
    [spokenDay('2026-12-31T10:00'), 'Thursday the thirty-first of December'],
    [spokenDay('2026-05-12'), 'Tuesday the twelfth of May'],
    [spokenDay('2026-05-20'), 'Wednesday the twentieth of May'],
    [spokenTime('10:00'), "ten o'clock in the morning"],
    [spokenTime('2026-03-24T14:30'), 'half past two in the afternoon'],
    [spokenTime('12:00'), "twelve o'clock in the afternoon"],
    [spokenTime('19:30'), 'half past seven in the evening'],
    [spokenList(['a']), 'a'],
    [spokenList(['a', 'b', 'c'], 'or'), 'a, b or c'],
  ])('%s', (spoken, expected) => {
    assert.equal(spoken, expected);
  });
});
