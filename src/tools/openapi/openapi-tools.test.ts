/** Operations of a document against a server of the test's own: what is sent, and what never is. */
import assert from 'node:assert/strict';
import { describe, test } from 'vitest';
import type { Tool } from '../../agent/tool.ts';
import { AntiphonError } from '../../errors/antiphon-error.ts';
import { openApiServer, type ApiServer } from './__fixtures__/api-server.ts';
import { shop } from './__fixtures__/shop.ts';
import { openApiTools, type OpenApiTools, type OpenApiToolsOptions } from './index.ts';

const usable = ['getOrder', 'cancelOrder', 'listOrders', 'placeOrder', 'getPart', 'POST /notes'];

function open(api: ApiServer, options: Partial<OpenApiToolsOptions> = {}): OpenApiTools {
  return openApiTools({ document: shop, baseUrl: api.baseUrl, include: usable, ...options });
}

function toolNamed({ tools }: OpenApiTools, name: string): Tool {
  const tool = tools.find((one) => one.name === name);
  assert.ok(tool !== undefined, `there is no ${name}`);
  return tool;
}

/** As the house runs it: read first, then run. */
async function run(tools: OpenApiTools, name: string, input: unknown): Promise<unknown> {
  const tool = toolNamed(tools, name);
  const parsed = tool.parse(input);
  assert.ok(parsed.ok, parsed.ok ? '' : parsed.message);
  return tool.run(parsed.input, { signal: AbortSignal.timeout(5000), idempotencyKey: 'key-1' });
}

describe('a document becomes tools', () => {
  test('with the effects of HTTP, unless the configuration says otherwise', () => {
    const { tools, leftOut } = openApiTools({
      document: shop,
      operations: { placeOrder: 'write', cancelOrder: { name: 'call_off' } },
    });
    assert.deepEqual(
      tools.map(({ name, effect, asks }) => [name, effect, asks]),
      [
        ['getOrder', 'read', false],
        ['call_off', 'irreversible', true],
        ['listOrders', 'read', false],
        ['placeOrder', 'write', true],
        ['getPart', 'read', false],
        ['POST_notes', 'irreversible', true],
      ],
    );
    assert.equal(tools[0]!.specification.description, 'Finds an order.\nBy its number.');
    assert.equal(tools[1]!.consentQuestion({ id: '7' }), 'Cancel order: id 7. Shall I go ahead?');
    assert.deepEqual(
      leftOut.map(({ name, reason }) => [name, /: (.*)$/.exec(reason)![1]]),
      [
        ['elsewhere', 'operation "elsewhere": it goes to servers of its own: give a `baseUrl`'],
        ['upload', 'operation "upload": its body is neither JSON nor a form: image/png'],
        ['cookie', 'operation "cookie": it needs the cookie "s"'],
        ['matrix', 'operation "matrix": its parameter "id" has the style matrix'],
        ['lost', 'operation "lost": one of its parameters leads nowhere'],
        ['undescribed', 'operation "undescribed": its path has a {id} that is not described'],
      ],
    );
  });

  test('whose schemas keep their references, a schema that names itself too', async () => {
    await using api = await openApiServer();
    const tools = open(api);
    const { parameters } = toolNamed(tools, 'placeOrder').specification;
    assert.deepEqual(parameters, {
      type: 'object',
      properties: { body: { $ref: '#/$defs/Order' } },
      required: ['body'],
      additionalProperties: false,
      $defs: {
        Order: {
          type: 'object',
          required: ['lines'],
          properties: {
            lines: { type: 'array', minItems: 1, items: { $ref: '#/$defs/Line' } },
            note: { type: ['string', 'null'] },
            part: { $ref: '#/$defs/Order' },
          },
        },
        Line: {
          type: 'object',
          required: ['item'],
          properties: { item: { type: 'string' }, count: { type: 'integer', exclusiveMinimum: 0 } },
        },
      },
    });
    const line = { item: 'lamp', count: 1 };
    const body = { lines: [line], note: null, part: { lines: [line] } };
    await run(tools, 'placeOrder', { body });
    assert.deepEqual(JSON.parse(api.asked[0]!.body), body);
    assert.equal(api.asked[0]!.headers['content-type'], 'application/json');
    for (const wrong of [
      {},
      { body: {} },
      { body: { lines: [] } },
      { body: { lines: [{ item: 'x', count: 0 }] } },
      { body: { lines: [line], note: 7 } },
      { body: { lines: [line] }, url: 'x' },
    ]) {
      const parsed = toolNamed(tools, 'placeOrder').parse(wrong);
      assert.ok(!parsed.ok, JSON.stringify(wrong));
    }
  });
});

describe('arguments are sent as the document wants them', () => {
  test.each<[string, object, string]>([
    ['a list, one by one', { form: ['a b', 'c&d'] }, 'form=a%20b&form=c%26d'],
    ['a list, joined', { joined: ['a,b', 'c'] }, 'joined=a%2Cb,c'],
    ['a list between pipes', { piped: ['a', 'b'] }, 'piped=a%7Cb'],
    ['an object in brackets', { range: { from: 1, to: 2 } }, 'range%5Bfrom%5D=1&range%5Bto%5D=2'],
    ['an object, flat', { flat: { from: 1 } }, 'from=1'],
    ['an object as JSON', { filter: { from: 1 } }, 'filter=%7B%22from%22%3A1%7D'],
    ['an empty list: not at all', { form: [] }, ''],
  ])('%s', async (_, input, query) => {
    await using api = await openApiServer();
    await run(open(api, { headers: { 'x-api-key': 'k' } }), 'listOrders', input);
    assert.equal(api.asked[0]!.url, `/v1/orders${query === '' ? '' : `?${query}`}`);
  });

  test('headers and forms', async () => {
    await using api = await openApiServer();
    const tools = open(api, { headers: { 'x-api-key': 'k' } });
    await run(tools, 'listOrders', { 'X-Trace': 'abc' });
    assert.equal(api.asked[0]!.headers['x-trace'], 'abc');
    await assert.rejects(run(tools, 'listOrders', { 'X-Trace': 'a\r\nx-evil: b' }), {
      code: 'TOOL_DECLINED',
    });
    await run(tools, 'POST_notes', { body: { text: 'a&b=c', tags: ['x', 'y'] } });
    assert.equal(api.asked[1]!.body, 'text=a%26b%3Dc&tags=x&tags=y');
    assert.equal(api.asked[1]!.headers['content-type'], 'application/x-www-form-urlencoded');
  });

  test('a name in a path stays one name', async () => {
    await using api = await openApiServer();
    await run(open(api), 'getOrder', { id: 'a b?c#d%2e' });
    assert.equal(api.asked[0]!.url, '/v1/orders/a%20b%3Fc%23d%252e');
  });

  test.each([['..'], ['.'], [''], ['../admin'], ['a/b'], ['a\\b'], ['..\\admin']])(
    '%j in a path is refused',
    async (id) => {
      await using api = await openApiServer();
      await assert.rejects(run(open(api), 'getOrder', { id }), { code: 'TOOL_DECLINED' });
      assert.deepEqual(api.asked, []);
    },
  );

  test('parts of a name are put together, and a way out is refused even where the document shows it', async () => {
    await using api = await openApiServer();
    await run(open(api), 'getPart', { first: 'a', second: '.b', third: 'c' });
    assert.equal(api.asked[0]!.url, '/v1/parts/a.b/c');
    await assert.rejects(run(open(api), 'getPart', { first: '.', second: '.', third: 'c' }), {
      code: 'TOOL_DECLINED',
    });
    const paths = { '/orders/%2e%2e/../admin/{id}': shop.paths['/orders/{id}'] };
    const { tools } = openApiTools({ document: { ...shop, paths }, baseUrl: api.baseUrl });
    const context = { signal: AbortSignal.timeout(5000), idempotencyKey: 'key-1' };
    await assert.rejects(tools[0]!.run({ id: '7' }, context), { code: 'TOOL_DECLINED' });
    assert.equal(api.asked.length, 1);
  });
});

describe('what is sent along in secret', () => {
  const options = { headers: { 'X-Api-Key': 'sk_live_0123456789' }, query: { api_key: 'qk_9876543210' } };

  test('goes to the server and is no argument of the model’s', async () => {
    await using api = await openApiServer();
    const tools = open(api, options);
    const { parameters } = toolNamed(tools, 'listOrders').specification;
    assert.deepEqual(
      Object.keys(parameters['properties'] as object).filter((name) => /api/i.test(name)),
      [],
    );
    assert.equal(parameters['required'], undefined);
    assert.ok(!toolNamed(tools, 'listOrders').parse({ 'X-Api-Key': 'mine' }).ok);
    await run(tools, 'listOrders', {});
    assert.equal(api.asked[0]!.headers['x-api-key'], 'sk_live_0123456789');
    assert.equal(api.asked[0]!.url, '/v1/orders?api_key=qk_9876543210');
  });

  test('the key of an effect goes along where the tool is keyed, and nowhere else', async () => {
    await using api = await openApiServer();
    await run(open(api), 'cancelOrder', { id: '7' });
    assert.equal(api.asked[0]!.headers['idempotency-key'], undefined);
    await run(
      open(api, { operations: { cancelOrder: { effect: 'write', idempotencyKey: true } } }),
      'cancelOrder',
      { id: '7' },
    );
    assert.equal(api.asked[1]!.headers['idempotency-key'], 'key-1');
  });
});

describe('a configuration that cannot work is refused', () => {
  test.each<[string, Partial<OpenApiToolsOptions>, RegExp]>([
    ['no document', { document: { swagger: '2.0' } }, /no OpenAPI 3 document/],
    ['an unknown operation', { operations: { getorder: 'read' } }, /no operation "getorder".*"getOrder"/],
    ['an unknown one to take', { include: ['getOrders'] }, /no operation "getOrders"/],
    ['one that cannot be used', { include: ['upload'] }, /neither JSON nor a form/],
    ['a relative address', { document: { ...shop, servers: [{ url: '/v1' }] } }, /no whole http address/],
    ['another protocol', { baseUrl: 'file:///etc' }, /no whole http address/],
    ['a password in the address', { baseUrl: 'http://a:b@x/' }, /a name or a password/],
    ['a header of two lines', { headers: { a: 'b\nc' } }, /header "a" cannot be sent/],
    ['a header of the client’s own', { headers: { Host: 'x' } }, /header "Host" cannot be sent/],
    ['an option misspelt', { baseURL: 'x' } as object, /no option `baseURL`.*baseUrl/],
    ['a limit out of range', { answerBytesMax: 1 }, /`answerBytesMax` is 1/],
  ])('%s', (_, options, message) => {
    assert.throws(
      () => openApiTools({ document: shop, ...options }),
      (error) =>
        AntiphonError.is(error) &&
        error.code === 'CONFIG_INVALID' &&
        message.test(`${error.message} ${error.cure}`),
    );
  });
});
