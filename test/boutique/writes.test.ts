/** What the boutique's house lets itself be told: once for each key, all of it or nothing, across restarts. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'vitest';
import {
  appointmentsOf,
  book,
  cancelAppointment,
  freeTimes,
  move,
} from '../../examples/boutique/house/appointments.ts';
import { row, rows, within } from '../../examples/boutique/house/database.ts';
import { digestOf, type House } from '../../examples/boutique/house/house.ts';
import { leaveMessage } from '../../examples/boutique/house/messages.ts';
import { cancelOrder, changeOrder, orderOf, ordersOf } from '../../examples/boutique/house/orders.ts';
import { repairsOf } from '../../examples/boutique/house/repairs.ts';
import { returnItems } from '../../examples/boutique/house/returns.ts';
import { variantsOf } from '../../examples/boutique/house/stock.ts';
import { aCustomer, aHouse, anOrder } from './fixtures.ts';

const wish = { store: 'Paris', department: 'shoes', startsAt: '2026-04-14T11:00' };
const customerOf = (house: House): string => aCustomer(house).number;

/** The words in which the act is declined; not a row of the house has changed. */
function refusal(house: House, act: () => unknown): string {
  const before = digestOf(house);
  let words = '';
  assert.throws(act, (thrown: Error) => {
    words = thrown.message;
    return thrown.name === 'Declined';
  });
  assert.equal(digestOf(house), before);
  return words;
}

describe('appointments', () => {
  test('one is booked, moved and cancelled', () => {
    using house = aHouse();
    const customer = customerOf(house);
    const { number } = book(house, customer, wish, 'a');
    assert.deepEqual(appointmentsOf(house, customer), [{ number, ...wish, state: 'booked' }]);
    move(house, customer, { number, startsAt: '2026-04-15T15:30' }, 'b');
    assert.equal(appointmentsOf(house, customer)[0]?.startsAt, '2026-04-15T15:30');
    cancelAppointment(house, customer, number, 'c');
    assert.deepEqual(appointmentsOf(house, customer), []);
  });

  test('a half hour is one customer’s, and free again when it is given back', () => {
    using house = aHouse();
    const [first, second] = [customerOf(house), aCustomer(house, 'patron').number];
    const { number } = book(house, first, wish, 'a');
    assert.match(
      refusal(house, () => book(house, second, wish, 'b')),
      /^Tuesday the fourteenth of April at eleven o'clock in the morning is not free\. Free that day: ten o'clock in the morning, half past ten in the morning or half past eleven in the morning\.$/,
    );
    cancelAppointment(house, first, number, 'c');
    assert.equal(book(house, second, wish, 'b').startsAt, wish.startsAt, 'a no is not kept under its key');
  });

  test('nobody is at two places at once', () => {
    using house = aHouse();
    const customer = customerOf(house);
    book(house, customer, wish, 'a');
    assert.match(
      refusal(house, () => book(house, customer, { ...wish, store: 'Milan' }, 'b')),
      /appointment in Paris/,
    );
  });

  test.each([
    ['today', { startsAt: '2026-03-24T11:00' }, /from tomorrow on/],
    ['too far ahead', { startsAt: '2026-09-01T11:00' }, /four months ahead/],
    ['on a Sunday', { startsAt: '2026-04-19T11:00' }, /Paris is closed/],
    ['before it opens', { startsAt: '2026-04-14T09:30' }, /not free.*ten o'clock in the morning/],
    ['when it closes', { startsAt: '2026-04-14T18:30' }, /not free/],
    ['between the half hours', { startsAt: '2026-04-14T11:10' }, /not free/],
    ['on a day that is none', { startsAt: '2026-04-31T11:00' }, /not in the calendar/],
    ['in words', { startsAt: 'next week' }, /not in the calendar/],
    ['in a city without a store', { store: 'Oslo' }, /no store in Oslo/],
    [
      'where the department is not',
      { store: 'Milan', department: 'made to measure' },
      /one in London and Paris/,
    ],
  ])('none is booked %s', (_, other, message) => {
    using house = aHouse();
    const customer = customerOf(house);
    assert.match(
      refusal(house, () => book(house, customer, { ...wish, ...other }, 'a')),
      message,
    );
  });

  test('what cannot be moved stays where it was', () => {
    using house = aHouse();
    const customer = customerOf(house);
    const { number } = book(house, customer, wish, 'a');
    assert.match(
      refusal(house, () => move(house, customer, { number, startsAt: '2026-04-19T11:00' }, 'b')),
      /closed/,
    );
  });

  test('a stranger’s appointment and none at all are the same', () => {
    using house = aHouse();
    const { number } = book(house, customerOf(house), wish, 'a');
    const stranger = aCustomer(house, 'patron').number;
    for (const asked of [number, '1', '%'])
      assert.match(
        refusal(house, () => cancelAppointment(house, stranger, asked, 'b')),
        /^There is no such appointment ahead/,
      );
  });

  test('what is free is every half hour of the day but those booked', () => {
    using house = aHouse();
    const day = '2026-04-14';
    const before = freeTimes(house, { store: 'Paris', department: 'shoes', day });
    assert.equal(before.length, 17);
    book(house, customerOf(house), wish, 'a');
    const after = freeTimes(house, { store: 'Paris', department: 'shoes', day });
    assert.deepEqual(
      after,
      before.filter((time) => time !== wish.startsAt),
    );
  });
});

describe('orders', () => {
  test.each(['placed', 'in the workshop'] as const)('one that is %s is cancelled, once', (state) => {
    using house = aHouse();
    const { customer, order } = anOrder(house, state);
    assert.equal(cancelOrder(house, customer, order, 'a').state, 'cancelled');
    assert.equal(orderOf(house.database, customer, order).state, 'cancelled');
    assert.match(
      refusal(house, () => cancelOrder(house, customer, order, 'b')),
      /is cancelled already/,
    );
  });

  test('behind dispatch nothing is cancelled or changed, and a return is offered', () => {
    using house = aHouse();
    const { customer, order } = anOrder(house, 'dispatched');
    const sorry =
      /^I am sorry: order [a-z ]+ left the house on \w+day the .* of \w+\. It can come back as a return/;
    assert.match(
      refusal(house, () => cancelOrder(house, customer, order, 'a')),
      sorry,
    );
    assert.match(
      refusal(house, () => changeOrder(house, customer, { order, line: 1, size: '38' }, 'b')),
      sorry,
    );
  });

  test('dispatch between the question and the yes counts', () => {
    using house = aHouse();
    const { customer, order } = anOrder(house, 'placed');
    assert.equal(orderOf(house.database, customer, order).state, 'placed');
    house.database.exec(`UPDATE orders SET state = 'dispatched' WHERE number = '${order}'`);
    assert.match(
      refusal(house, () => cancelOrder(house, customer, order, 'a')),
      /left the house/,
    );
  });

  test('an item gets another colour, and the others stay', () => {
    using house = aHouse();
    const { customer, order } = anOrder(house, 'placed');
    const before = orderOf(house.database, customer, order);
    const [{ product } = { product: '' }] = rows<{ product: string }>(
      house.database,
      'SELECT product FROM order_lines WHERE "order" = ? AND line = 1',
      order,
    );
    const colour = variantsOf(house.database, product).colours.find(
      (one) => one !== before.lines[0]?.colour,
    )!;
    const after = changeOrder(house, customer, { order, line: 1, colour }, 'a');
    assert.deepEqual(after.lines, [{ ...before.lines[0], colour }, ...before.lines.slice(1)]);
    assert.deepEqual(orderOf(house.database, customer, order), after);
    assert.match(
      refusal(house, () => changeOrder(house, customer, { order, line: 1, colour }, 'b')),
      /already/,
    );
    assert.match(
      refusal(house, () => changeOrder(house, customer, { order, line: 9, colour }, 'c')),
      /no such item/,
    );
    assert.match(
      refusal(house, () => changeOrder(house, customer, { order, line: 1, colour: 'plaid' }, 'd')),
      /It comes in/,
    );
  });

  test('a stranger’s order is not there', () => {
    using house = aHouse();
    const { order } = anOrder(house, 'placed');
    assert.match(
      refusal(house, () => cancelOrder(house, aCustomer(house, 'patron').number, order, 'a')),
      /no such order under this customer/,
    );
  });
});

describe('returns', () => {
  const dispatched = (house: House): { customer: string; items: { order: string; line: number }[] } => {
    const found = row<{ order: string; customer: string }>(
      house.database,
      `SELECT number AS "order", customer FROM orders JOIN order_lines ON "order" = number
       WHERE state = 'dispatched' AND dispatched_on > '2026-03-01' GROUP BY number HAVING count(*) >= 3
       ORDER BY number LIMIT 1`,
    )!;
    return { customer: found.customer, items: [1, 2, 3].map((line) => ({ order: found.order, line })) };
  };

  test('three items come back in one go, and their prices with them', () => {
    using house = aHouse();
    const { customer, items } = dispatched(house);
    const done = returnItems(house, customer, items, 'a');
    assert.equal(done.items.length, 3);
    assert.equal(done.euros, done.items[0]!.euros + done.items[1]!.euros + done.items[2]!.euros);
    assert.match(
      refusal(house, () => returnItems(house, customer, items.slice(2), 'b')),
      /under way already/,
    );
  });

  test.each([
    ['one that is not there', { line: 9 }, /no such item/],
    ['one named twice', { line: 1 }, /named twice/],
  ])('with %s none comes back', (_, other, message) => {
    using house = aHouse();
    const { customer, items } = dispatched(house);
    const all = [...items.slice(0, 2), { ...items[0]!, ...other }];
    assert.match(
      refusal(house, () => returnItems(house, customer, all, 'a')),
      message,
    );
  });

  test('no items, too many, too late, and too early', () => {
    using house = aHouse();
    const { customer, items } = dispatched(house);
    assert.match(
      refusal(house, () => returnItems(house, customer, [], 'a')),
      /Which items/,
    );
    const placed = anOrder(house, 'placed');
    assert.match(
      refusal(house, () => returnItems(house, placed.customer, [{ order: placed.order, line: 1 }], 'b')),
      /can be cancelled instead/,
    );
    house.database.exec(`UPDATE orders SET dispatched_on = '2026-02-22' WHERE state = 'dispatched'`);
    assert.equal(
      returnItems(house, customer, items.slice(0, 1), 'c').items.length,
      1,
      'the thirtieth day counts',
    );
    house.database.exec(`UPDATE orders SET dispatched_on = '2026-02-21' WHERE state = 'dispatched'`);
    assert.match(
      refusal(house, () => returnItems(house, customer, items.slice(1), 'd')),
      /more than thirty days ago/,
    );
  });
});

test('a repair is found by whose it is', () => {
  using house = aHouse();
  const { customer } = row<{ customer: string }>(house.database, 'SELECT customer FROM repairs LIMIT 1')!;
  const [repair] = repairsOf(house.database, customer);
  assert.match(repair?.readyOn ?? '', /^2026-/);
  assert.deepEqual(repairsOf(house.database, 'nobody'), []);
});

test('a message keeps its words, whatever they are', () => {
  using house = aHouse();
  const words = `'); DROP TABLE messages; -- "quoted"`;
  leaveMessage(house, { role: 'tailor', words, customer: undefined }, 'a');
  assert.equal(row<{ words: string }>(house.database, 'SELECT words FROM messages')?.words, words);
  assert.match(
    refusal(house, () => leaveMessage(house, { role: 'tailor', words: ' ', customer: undefined }, 'b')),
    /What should/,
  );
  assert.match(
    refusal(house, () =>
      leaveMessage(house, { role: 'tailor', words: 'a'.repeat(601), customer: undefined }, 'c'),
    ),
    /too long/,
  );
});

describe('one key acts once', () => {
  const acts: [string, (house: House) => unknown][] = [
    ['booking', (house) => book(house, firstCustomer(house), wish, 'key')],
    [
      'cancelling an order',
      (house) =>
        cancelOrder(
          house,
          ordersCustomer(house),
          ordersOf(house.database, ordersCustomer(house))[0]!.number,
          'key',
        ),
    ],
    [
      'a message',
      (house) => leaveMessage(house, { role: 'shoemaker', words: 'Soles', customer: undefined }, 'key'),
    ],
  ];
  const firstCustomer = ({ database }: House): string =>
    row<{ number: string }>(database, 'SELECT min(number) AS number FROM customers')!.number;
  const ordersCustomer = ({ database }: House): string =>
    row<{ customer: string }>(
      database,
      `SELECT customer FROM orders GROUP BY customer HAVING sum(state = 'dispatched') = 0 ORDER BY customer LIMIT 1`,
    )?.customer ??
    row<{ customer: string }>(database, `SELECT customer FROM orders WHERE state = 'cancelled'`)!.customer;

  test.each(acts)('%s, the same answer after a restart', (_, act) => {
    const folder = mkdtempSync(join(tmpdir(), 'boutique-'));
    try {
      const file = join(folder, 'house.db');
      const visit = (seed: number): { answer: unknown; digest: string } => {
        using house = aHouse(file, seed);
        return { answer: act(house), digest: digestOf(house) };
      };
      const first = visit(7);
      // Another seed at the reopening changes nothing: the house is there already.
      assert.deepEqual(visit(8), first);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('a key is not lent to another action, nor to other arguments', () => {
    using house = aHouse();
    const customer = customerOf(house);
    const { number } = book(house, customer, wish, 'key');
    assert.throws(() => cancelAppointment(house, customer, number, 'key'), /belongs to another action/);
    assert.throws(
      () => book(house, customer, { ...wish, store: 'Milan' }, 'key'),
      /belongs to another action/,
    );
    assert.throws(
      () => book(house, aCustomer(house, 'patron').number, wish, 'key'),
      /belongs to another action/,
    );
    assert.equal(appointmentsOf(house, customer).length, 1);
  });

  test('what breaks off halfway has not happened', () => {
    using house = aHouse();
    const before = digestOf(house);
    assert.throws(
      () =>
        within(house.database, () => {
          house.database.exec(`UPDATE orders SET state = 'cancelled'`);
          throw new Error('the power went');
        }),
      /the power went/,
    );
    assert.equal(digestOf(house), before);
  });
});
