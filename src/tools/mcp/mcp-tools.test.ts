/** Honest servers, the SDK's own: over a process and over HTTP they give the same tools. */
import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import { fileURLToPath } from 'node:url';
import { describe, test } from 'vitest';
import type { Tool } from '../../agent/tool.ts';
import { AntiphonError } from '../../errors/antiphon-error.ts';
import { openShop } from './__fixtures__/http-server.ts';
import { mcpTools, type McpTools, type McpToolsOptions } from './index.ts';

const program = fileURLToPath(new URL('./__fixtures__/shop-server.ts', import.meta.url));
const overProcess = { command: process.execPath, args: [program] };

const context = () => ({ signal: AbortSignal.timeout(10_000), idempotencyKey: 'key-1' });

function toolNamed({ tools }: McpTools, name: string): Tool {
  const tool = tools.find((one) => one.name === name);
  assert.ok(tool !== undefined, `there is no ${name}`);
  return tool;
}

async function assertShop(shop: McpTools): Promise<void> {
  assert.deepEqual(
    shop.tools.map(({ name, effect, asks }) => ({ name, effect, asks })),
    [
      { name: 'find_order', effect: 'read', asks: false },
      { name: 'cancelOrder', effect: 'irreversible', asks: true },
    ],
  );
  const find = toolNamed(shop, 'find_order');
  assert.equal(find.specification.description, 'Finds an order by its number.');
  assert.deepEqual(
    (find.specification.parameters['properties'] as { number: { type: string } }).number.type,
    'integer',
  );
  assert.ok(Object.isFrozen(find.specification.parameters['properties']));
  assert.equal(await find.run({ number: 7 }, context()), 'Order 7: two lamps, paid.');
  const cancel = toolNamed(shop, 'cancelOrder');
  assert.equal(cancel.consentQuestion({ number: 7 }), 'Cancel order: number 7. Shall I go ahead?');
  assert.deepEqual(await cancel.run({ number: 7 }, context()), { cancelled: 7 });
}

describe('an honest server gives its tools', () => {
  test('over a process of ours, which ends with them', async () => {
    const shop = await mcpTools({ server: overProcess });
    try {
      await assertShop(shop);
    } finally {
      await shop[Symbol.asyncDispose]();
    }
    await assert.rejects(toolNamed(shop, 'find_order').run({ number: 7 }, context()), /have been closed/);
  });

  test('over streamable HTTP, to which its headers go', async () => {
    const requests: IncomingMessage[] = [];
    await using server = await openShop(requests);
    await using shop = await mcpTools({
      server: { url: server.url, headers: { authorization: 'Bearer abcdef123' } },
    });
    await assertShop(shop);
    assert.ok(requests.length > 3);
    assert.ok(requests.every(({ headers }) => headers.authorization === 'Bearer abcdef123'));
  });
});

test('arguments that the schema does not allow never reach the server, and the model is told why', async () => {
  await using shop = await mcpTools({ server: overProcess });
  const parsed = toolNamed(shop, 'find_order').parse({ number: 'seven' });
  assert.ok(!parsed.ok);
  assert.match(parsed.message, /expected number.*\n.*number/);
  assert.ok(!toolNamed(shop, 'find_order').parse({}).ok);
  assert.deepEqual(toolNamed(shop, 'find_order').parse({ number: 7 }), { ok: true, input: { number: 7 } });
});

describe('the configuration decides', () => {
  test('effect, name, words and limits of each tool; and which there are', async () => {
    await using shop = await mcpTools({
      server: overProcess,
      include: ['cancelOrder'],
      namePrefix: 'shop_',
      effects: {
        cancelOrder: {
          effect: 'write',
          name: 'call_off',
          description: 'Calls an order off.',
          confirm: ({ number }) => `Shall I call off order ${String(number)}?`,
          timeoutMs: 3000,
          speakWhile: 'One moment.',
          fallback: 'The shop does not answer.',
        },
      },
    });
    const [tool, ...others] = shop.tools;
    assert.deepEqual(others, []);
    assert.deepEqual(
      { ...tool, parse: 0, run: 0, consentQuestion: 0, specification: tool!.specification.description },
      {
        ...tool,
        parse: 0,
        run: 0,
        consentQuestion: 0,
        name: 'call_off',
        effect: 'write',
        asks: true,
        timeoutMs: 3000,
        speakWhile: 'One moment.',
        fallback: 'The shop does not answer.',
        specification: 'Calls an order off.',
      },
    );
    assert.equal(tool!.consentQuestion({ number: 7 }), 'Shall I call off order 7?');
  });

  test.each<[string, Partial<McpToolsOptions>, RegExp]>([
    [
      'a tool that there is not',
      { include: ['cancelOrders'] },
      /no tool "cancelOrders".*Did you mean "cancelOrder"/,
    ],
    [
      'an effect of a tool that there is not',
      { effects: { findorder: 'read' } },
      /no tool "findorder".*"find_order"/,
    ],
    [
      'two tools of one name',
      { effects: { cancelOrder: { name: 'find_order' } } },
      /two tools would be called/,
    ],
    ['an option misspelt', { includes: [] } as object, /no option `includes`.*`include`/],
    [
      'a setting misspelt',
      { effects: { cancelOrder: { speakwhile: 'x' } as object } },
      /no option `speakwhile`/,
    ],
    ['a limit out of range', { connectMaxMs: 1 }, /`connectMaxMs` is 1/],
  ])('%s is refused', async (_, options, message) => {
    await assert.rejects(mcpTools({ server: overProcess, ...options }), (error) => {
      assert.ok(AntiphonError.is(error));
      assert.equal(error.code, 'CONFIG_INVALID');
      assert.match(`${error.message} ${error.cure}`, message);
      return true;
    });
  });

  test.each<[string, McpToolsOptions['server'], RegExp]>([
    ['no address', { url: 'file:///etc/passwd' }, /no http address/],
    ['a password in the address', { url: 'http://a:b@127.0.0.1/' }, /a name or a password/],
    [
      'a header of two lines',
      { url: 'http://127.0.0.1/', headers: { a: 'b\r\nc: d' } },
      /header "a" cannot be sent/,
    ],
    ['no command', { command: '' }, /`server.command` is no text/],
  ])('a server with %s is refused', async (_, server, message) => {
    await assert.rejects(mcpTools({ server }), message);
  });
});
