/** The concierge's tools as a call drives them: proof before anything personal, a question before any change. */
import assert from 'node:assert/strict';
import { describe, test } from 'vitest';
import { AntiphonError, type CallerOfTool, type Tool } from '../../src/index.ts';
import { appointmentsOf } from '../../examples/boutique/house/appointments.ts';
import { row } from '../../examples/boutique/house/database.ts';
import { digestOf, type House } from '../../examples/boutique/house/house.ts';
import { ordersOf } from '../../examples/boutique/house/orders.ts';
import { concierge } from '../../examples/boutique/agent.ts';
import { boutiqueTools } from '../../examples/boutique/tools/boutique-tools.ts';
import { aCustomer, aHouse, anOrder } from './fixtures.ts';

let calls = 0;

/** One call: whom it knows, and the tools by name, which it shares with every other call where they are handed in. */
class Call {
  readonly house: House;
  readonly tools: Map<string, Tool>;
  readonly caller: { -readonly [Key in keyof CallerOfTool]: CallerOfTool[Key] };

  constructor(house: House, tools: readonly Tool[] = boutiqueTools(house)) {
    this.house = house;
    this.tools = new Map(tools.map((tool) => [tool.name, tool]));
    calls += 1;
    this.caller = {
      callId: `call-${calls}`,
      callerId: undefined,
      verified: (callerId) => {
        this.caller.callerId = callerId;
      },
    };
  }

  static async proved(house: House, customer: string): Promise<Call> {
    const call = new Call(house);
    await call.run('proveIdentity', { customer, postcode: postcodeOf(house, customer) });
    return call;
  }

  question(name: string, sent: unknown): string | undefined {
    const { tool, input } = this.#parse(name, sent);
    return tool.consentQuestion(input, { caller: this.caller });
  }

  async run(name: string, sent: unknown, idempotencyKey = name): Promise<unknown> {
    const { tool, input } = this.#parse(name, sent);
    return tool.run(input, { signal: new AbortController().signal, idempotencyKey, caller: this.caller });
  }

  /** The words in which the tool declines. */
  async declined(name: string, sent: unknown, key?: string): Promise<string> {
    try {
      await this.run(name, sent, key);
    } catch (thrown) {
      assert.ok(AntiphonError.is(thrown) && thrown.code === 'TOOL_DECLINED', String(thrown));
      return thrown.message;
    }
    return assert.fail(`${name} did not decline`);
  }

  /** The words in which the tool declines to ask. */
  declinedToAsk(name: string, sent: unknown): string {
    try {
      this.question(name, sent);
    } catch (thrown) {
      assert.ok(AntiphonError.is(thrown) && thrown.code === 'TOOL_DECLINED', String(thrown));
      return thrown.message;
    }
    return assert.fail(`${name} asked`);
  }

  #parse(name: string, sent: unknown): { tool: Tool; input: unknown } {
    const tool = this.tools.get(name);
    assert.ok(tool !== undefined, name);
    const parsed = tool.parse(sent);
    assert.ok(parsed.ok, parsed.ok ? '' : parsed.message);
    return { tool, input: parsed.input };
  }
}

const postcodeOf = ({ database }: House, customer: string): string =>
  row<{ postcode: string }>(database, 'SELECT postcode FROM customers WHERE number = ?', customer)!.postcode;

const personal: [string, (order: string) => unknown][] = [
  ['listAppointments', () => ({})],
  ['bookAppointment', () => ({ store: 'Paris', department: 'shoes', startsAt: '2026-04-14T11:00' })],
  ['moveAppointment', () => ({ number: '9001', startsAt: '2026-04-14T11:00' })],
  ['cancelAppointment', () => ({ number: '9001' })],
  ['listOrders', () => ({})],
  ['changeOrder', (order) => ({ order, line: 1, size: '38' })],
  ['cancelOrder', (order) => ({ order })],
  ['returnItems', (order) => ({ items: [{ order, line: 1 }] })],
  ['trackRepairs', () => ({})],
];

describe('before proof', () => {
  test.each(personal)('%s tells nothing, asks nothing and changes nothing', async (name, sent) => {
    using house = aHouse();
    const before = digestOf(house);
    const call = new Call(house);
    const first = 'That is personal: customer number and postcode come first.';
    const input = sent(anOrder(house, 'placed').order);
    assert.equal(await call.declined(name, input), first);
    // Not a word of the order may stand in the question either.
    if (call.tools.get(name)!.effect !== 'read') assert.equal(call.declinedToAsk(name, input), first);
    assert.equal(digestOf(house), before);
  });

  test('every tool is either for anybody or on the list above', () => {
    using house = aHouse();
    const anybody = [
      'findProduct',
      'findStore',
      'findFreeTimes',
      'lookUpCraft',
      'proveIdentity',
      'leaveMessage',
    ];
    assert.deepEqual(
      [...new Call(house).tools.keys()].sort(),
      [...anybody, ...personal.map(([name]) => name)].sort(),
    );
  });

  test('three tries are all, and the right answer comes too late behind them', async () => {
    using house = aHouse();
    const { number: customer, postcode } = aCustomer(house);
    const call = new Call(house);
    const wrong = /^Number and postcode do not fit together in this call\. /;
    for (const claim of [
      { customer, postcode: '0' },
      { customer: '1', postcode },
    ])
      assert.match(await call.declined('proveIdentity', claim), /^Number and .*Please try once more\.$/);
    assert.match(await call.declined('proveIdentity', { customer, postcode: '1' }), wrong);
    assert.match(await call.declined('proveIdentity', { customer, postcode }), /There were three tries/);
    assert.match(await call.declined('listOrders', {}), /That is personal/);
  });

  test('a call knows one customer: a second one is refused, and the first stays', async () => {
    using house = aHouse();
    const [one, other] = [aCustomer(house), aCustomer(house, 'patron')];
    const call = await Call.proved(house, one.number);
    const claim = { customer: other.number, postcode: other.postcode };
    assert.match(await call.declined('proveIdentity', claim), /do not fit together in this call/);
    assert.deepEqual(await call.run('listOrders', {}), ordersOf(house.database, one.number));
  });

  test('what one call has proved, another has not', async () => {
    using house = aHouse();
    const tools = boutiqueTools(house);
    const { number: customer, postcode } = aCustomer(house);
    await new Call(house, tools).run('proveIdentity', { customer, postcode });
    assert.match(await new Call(house, tools).declined('listOrders', {}), /That is personal/);
  });

  test('the tries of one call are not those of another', async () => {
    using house = aHouse();
    const tools = boutiqueTools(house);
    const { number: customer, postcode } = aCustomer(house);
    const guessing = new Call(house, tools);
    for (const wrong of ['1', '2', '3'])
      await guessing.declined('proveIdentity', { customer, postcode: wrong });
    await new Call(house, tools).run('proveIdentity', { customer, postcode });
    assert.match(await guessing.declined('proveIdentity', { customer, postcode }), /There were three tries/);
  });
});

describe('tiers', () => {
  test('change the manners', async () => {
    using house = aHouse();
    const said = new Set<unknown>();
    for (const tier of ['guest', 'friend', 'patron'] as const) {
      const { number: customer, postcode } = aCustomer(house, tier);
      const { tier: told, manners } = (await new Call(house).run('proveIdentity', {
        customer,
        postcode,
      })) as Record<string, unknown>;
      assert.equal(told, tier);
      said.add(manners);
    }
    assert.equal(said.size, 3);
  });

  test.each(['guest', 'friend', 'patron'] as const)(
    'and not the safety: a %s is asked and refused alike',
    async (tier) => {
      using house = aHouse();
      const call = await Call.proved(house, aCustomer(house, tier).number);
      const foreign = anOrder(house, 'placed').order;
      house.database
        .prepare('UPDATE orders SET customer = ? WHERE number = ?')
        .run(
          row<{ number: string }>(house.database, 'SELECT max(number) AS number FROM customers')!.number,
          foreign,
        );
      assert.match(
        await call.declined('cancelOrder', { order: foreign }),
        /no such order under this customer/,
      );
      assert.match(
        call.question('bookAppointment', {
          store: 'paris',
          department: 'Shoes',
          startsAt: '2026-04-14T11:00',
        })!,
        /Is that right\?$/,
      );
    },
  );
});

describe('the question names what will happen', () => {
  test('booking, moving and cancelling an appointment', async () => {
    using house = aHouse();
    const { number: customer } = aCustomer(house);
    const call = await Call.proved(house, customer);
    const wish = { store: 'paris', department: 'Shoes', startsAt: '2026-04-14T11:00' };
    const booked = "Tuesday the fourteenth of April at eleven o'clock in the morning";
    assert.equal(
      call.question('bookAppointment', wish),
      `I will book an appointment for shoes in Paris on ${booked}. Is that right?`,
    );
    const { number } = (await call.run('bookAppointment', wish)) as { number: string };
    assert.equal(
      call.question('moveAppointment', { number, startsAt: '2026-04-15T15:30' }),
      `I will move your appointment for shoes in Paris on ${booked} to Wednesday the fifteenth of April at half past three in the afternoon. Is that right?`,
    );
    assert.equal(
      call.question('cancelAppointment', { number }),
      `Your appointment for shoes in Paris on ${booked} will be cancelled, and its time given away. Shall I do it?`,
    );
    await call.run('cancelAppointment', { number });
    assert.deepEqual(appointmentsOf(house, customer), []);
  });

  test('cancelling an order: its number, every piece and the sum', async () => {
    using house = aHouse();
    const { customer, order } = anOrder(house, 'placed');
    house.database.exec(`DELETE FROM order_lines WHERE "order" = '${order}';
      INSERT INTO order_lines SELECT '${order}', 1, id, 'navy', '38', 1250 FROM products WHERE name = 'Harbour coat';
      INSERT INTO order_lines SELECT '${order}', 2, id, 'red', 'one size', 300 FROM products WHERE kind = 'scarf' LIMIT 1`);
    const call = await Call.proved(house, customer);
    const question = call.question('cancelOrder', { order })!;
    assert.match(
      question,
      /^Order ([a-z]+ ){5}will be cancelled for good: the Harbour coat in navy, size thirty-eight and the [A-Z][a-z]+ scarf in red, one size, for one thousand five hundred and fifty euros together\. Shall I do it\?$/,
    );
    assert.doesNotMatch(question, /\d/, 'no figure is left to a voice');
    await call.run('cancelOrder', { order });
    assert.equal(
      ordersOf(house.database, customer).find(({ number }) => number === order)?.state,
      'cancelled',
    );
  });

  test('several items of a return, and what is paid back, in one question', async () => {
    using house = aHouse();
    const { customer, order } = anOrder(house, 'dispatched');
    const lines = ordersOf(house.database, customer).find(({ number }) => number === order)!.lines;
    const call = await Call.proved(house, customer);
    const items = lines.map(({ line }) => ({ order, line }));
    const question = call.question('returnItems', { items })!;
    for (const { product, colour } of lines)
      assert.ok(question.includes(`the ${product} in ${colour}`), question);
    assert.match(question, /You will be paid back .* euros\. Shall I do it\?$/);
    assert.doesNotMatch(question, /\d/);
    const done = (await call.run('returnItems', { items })) as { items: unknown[] };
    assert.equal(done.items.length, lines.length);
  });

  test('a message is read back', async () => {
    using house = aHouse();
    const call = new Call(house);
    const sent = { role: 'tailor', words: 'The hem is too long.' };
    assert.equal(
      call.question('leaveMessage', sent),
      'I will write to the tailor: "The hem is too long." Is that right?',
    );
    assert.deepEqual(await call.run('leaveMessage', sent), { number: 1, role: 'tailor' });
  });
});

describe('behind dispatch', () => {
  test('that is said at once, and nothing is asked', async () => {
    using house = aHouse();
    const { customer, order } = anOrder(house, 'dispatched');
    const call = await Call.proved(house, customer);
    const before = digestOf(house);
    for (const [name, sent] of [
      ['cancelOrder', { order }],
      ['changeOrder', { order, line: 1, size: '38' }],
    ] as const) {
      const sorry = await call.declined(name, sent);
      assert.match(
        sorry,
        /^I am sorry: order .* left the house on .* It can come back as a return instead\.$/,
      );
      assert.equal(call.declinedToAsk(name, sent), sorry);
    }
    assert.equal(digestOf(house), before);
  });
});

describe('effects', () => {
  test('what cannot be undone always asks, and every change that asks honours its key', () => {
    using house = aHouse();
    const { tools } = new Call(house);
    for (const name of ['cancelOrder', 'changeOrder', 'returnItems', 'cancelAppointment'])
      assert.equal(tools.get(name)?.effect, 'irreversible', name);
    for (const tool of tools.values()) {
      if (tool.effect === 'read') continue;
      assert.equal(tool.asks, tool.name !== 'proveIdentity', tool.name);
      assert.equal(tool.keyed, tool.name !== 'proveIdentity', tool.name);
    }
  });

  test('a call that dies behind the act and comes back under its key acts once', async () => {
    using house = aHouse();
    const { number: customer } = aCustomer(house);
    const wish = { store: 'Paris', department: 'shoes', startsAt: '2026-04-14T11:00' };
    const first = await (await Call.proved(house, customer)).run('bookAppointment', wish, 'key');
    assert.deepEqual(await (await Call.proved(house, customer)).run('bookAppointment', wish, 'key'), first);
    assert.equal(appointmentsOf(house, customer).length, 1);
  });

  test('a failure that is no refusal stays a failure', async () => {
    using house = aHouse();
    const call = await Call.proved(house, aCustomer(house).number);
    const wish = { store: 'Paris', department: 'shoes', startsAt: '2026-04-14T11:00' };
    await call.run('bookAppointment', wish, 'key');
    await assert.rejects(call.run('bookAppointment', { ...wish, store: 'Milan' }, 'key'), /another action/);
  });
});

describe('for anybody', () => {
  test.each([
    ['findProduct', { product: 'harbour coat' }, /camel hair|wool|cashmere/],
    ['findStore', { city: 'vienna' }, /half past six in the evening/],
    ['findFreeTimes', { store: 'Paris', department: 'shoes', day: '2026-04-14' }, /2026-04-14T18:00/],
    ['lookUpCraft', { question: 'How do I wash cashmere?' }, /lukewarm/],
  ])('%s', async (name, sent, answer) => {
    using house = aHouse();
    assert.match(JSON.stringify(await new Call(house).run(name, sent)), answer);
  });

  test.each([
    ['findProduct', { product: 'lawnmower' }, /nothing by that name/],
    ['findStore', { city: 'Oslo' }, /no store in Oslo/],
    ['lookUpCraft', { question: 'Who won the elections?' }, /nothing written/],
  ])('%s says no in words', async (name, sent, message) => {
    using house = aHouse();
    assert.match(await new Call(house).declined(name, sent), message);
  });
});

test('the concierge has its tools, and listens for the names of the house', () => {
  using house = aHouse();
  const agent = concierge(house);
  assert.deepEqual(
    agent.tools.map(({ name }) => name),
    [...new Call(house).tools.keys()],
  );
  for (const name of ['Harbour coat', 'Vienna']) assert.ok(agent.phrases.includes(name), name);
  assert.match(agent.instructions, /Today is Tuesday the twenty-fourth of March, 2026-03-24\./);
});
