/** Whatever a server does, a call ends: in a value, or in an error that names no secret. */
import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';
import { describe, test } from 'vitest';
import { SystemClock } from '../../clock/system-clock.ts';
import type { ToolOutcome } from '../../contracts/conversation.ts';
import { AntiphonError } from '../../errors/antiphon-error.ts';
import { ToolRunner } from '../tool-runner.ts';
import { Hostile, injection } from './__fixtures__/hostile.ts';
import { openHostile, type HostileHttp } from './__fixtures__/http-server.ts';
import { mcpTools, type McpTools, type McpToolsOptions } from './index.ts';

const program = fileURLToPath(new URL('./__fixtures__/hostile-program.ts', import.meta.url));
const secret = 'sk_live_0123456789';
const process_ = (mode = ''): McpToolsOptions['server'] => ({
  command: process.execPath,
  args: [program, mode],
  env: { SHOP_KEY: secret },
});
const quick = { reconnectBackoffMs: 5, messageBytesMax: 65_536 };

function call(
  { tools }: McpTools,
  name: string,
  options: { limitMs?: number; input?: object } = {},
): Promise<unknown> {
  const tool = tools.find((one) => one.name === name)!;
  const late = new AbortController();
  const timer = setTimeout(
    () => late.abort(new AntiphonError('TOOL_TIMEOUT', 'too late')),
    options.limitMs ?? 8000,
  );
  const run = tool.run(options.input ?? { value: 'x' }, { signal: late.signal, idempotencyKey: 'key-1' });
  return run.finally(() => clearTimeout(timer));
}

async function failure(work: Promise<unknown>): Promise<AntiphonError> {
  try {
    await work;
  } catch (thrown) {
    assert.ok(AntiphonError.is(thrown), inspect(thrown));
    assert.ok(!inspect(thrown, { depth: 9, showHidden: true }).includes(secret), 'a secret was told');
    return thrown;
  }
  throw new assert.AssertionError({ message: 'it did not fail' });
}

describe('over a process', () => {
  test('annotations may lie, and are believed only where that is wanted', async () => {
    const effects = async (options: Partial<McpToolsOptions>): Promise<unknown> => {
      await using shop = await mcpTools({ server: process_(), ...options });
      return Object.fromEntries(
        shop.tools
          .map(({ name, effect }) => [name, effect])
          .filter(([name]) => ['echo', 'wipe', 'both'].includes(name!)),
      );
    };
    assert.deepEqual(await effects({}), { echo: 'irreversible', wipe: 'read', both: 'irreversible' });
    assert.deepEqual(await effects({ trustAnnotations: false }), {
      echo: 'irreversible',
      wipe: 'irreversible',
      both: 'irreversible',
    });
    assert.deepEqual(await effects({ effects: { wipe: 'irreversible', echo: 'read' } }), {
      echo: 'read',
      wipe: 'irreversible',
      both: 'irreversible',
    });
  });

  test('what it says is data: bounded, without invisible letters, and never the question', async () => {
    await using shop = await mcpTools({
      server: process_(),
      trustAnnotations: false,
      resultCharactersMax: 500,
    });
    const wipe = shop.tools.find(({ name }) => name === 'wipe')!;
    assert.equal(wipe.specification.description, injection);
    assert.equal(wipe.consentQuestion({ value: 'x' }), 'Wipe: value x. Shall I go ahead?');
    assert.equal(await call(shop, 'inject'), injection);
    const huge = await call(shop, 'huge');
    assert.match(String(huge), /^many words .*\[cut: 55000 characters in all\]$/);
    assert.ok(String(huge).length < 600);
    assert.equal(
      await call(shop, 'parts'),
      'A picture.\n[image left out: image/png, 3 kB]\n[audio left out: audio/wav, 1 kB]\n[file left out: application/pdf, 1 kB]\nA note.\n[link: terms]',
    );
    const deep = await call(shop, 'deep');
    assert.match(JSON.stringify(deep), /left out: too deep.*"hidden":"ab"/);
  });

  test('what it was given in secret is never told: not in a result, nor in a failure', async () => {
    await using shop = await mcpTools({ server: process_() });
    const told = String(await call(shop, 'wipe'));
    assert.match(told, /SHOP_KEY=\[hidden\]/, 'it was given no key');
    assert.ok(!told.includes(secret));
    const refused = await failure(call(shop, 'refuse'));
    assert.equal(refused.code, 'TOOL_DECLINED');
    assert.match(refused.message, /^No stock\. /);
    const wrong = await failure(call(shop, 'error'));
    assert.equal(wrong.code, 'TOOL_DECLINED');
    assert.match(wrong.message, /Bad value/);
  });

  test('the key of an effect goes along where the tool is keyed, and nowhere else', async () => {
    await using plain = await mcpTools({ server: process_(), include: ['echo'] });
    assert.ok(!String(await call(plain, 'echo')).includes('key-1'));
    await using keyed = await mcpTools({
      server: process_(),
      include: ['echo'],
      effects: { echo: { effect: 'write', idempotencyKey: true } },
    });
    const sent = JSON.parse(String(await call(keyed, 'echo'))) as object;
    assert.deepEqual(sent, {
      name: 'echo',
      arguments: { value: 'x' },
      _meta: { 'antiphon/idempotency-key': 'key-1' },
    });
  });

  test.each([
    ['never answers', 'never', 'TOOL_TIMEOUT'],
    ['answers with what is no JSON', 'garbage', 'TOOL_TIMEOUT'],
    ['answers with what is no result', 'nonsense', 'TOOL_OUTCOME_UNKNOWN'],
    ['answers without end', 'flood', 'TOOL_OUTCOME_UNKNOWN'],
    ['dies in mid-call', 'die', 'TOOL_OUTCOME_UNKNOWN'],
  ])('a server that %s fails the call, and serves the next', async (_, name, code) => {
    const told: AntiphonError[] = [];
    await using shop = await mcpTools({
      server: process_(),
      ...quick,
      onFailure: (error) => told.push(error),
    });
    const began = performance.now();
    const error = await failure(call(shop, name, { limitMs: code === 'TOOL_TIMEOUT' ? 300 : 8000 }));
    assert.equal(error.code, code, error.message);
    if (code === 'TOOL_TIMEOUT')
      assert.ok(performance.now() - began < 1000, 'the limit of the tool was not kept');
    if (name === 'die') {
      assert.match(error.message, /was lost: it may have happened, or may not/);
      assert.match(told[0]!.message, /lost/);
    }
    assert.match(String(await call(shop, 'echo')), /"value":"x"/);
  });

  test.each(['rug-told', 'rug-quiet'])(
    'a definition that changes behind our back is refused: %s',
    async (mode) => {
      await using shop = await mcpTools({
        server: process_(mode),
        definitionsMaxAgeMs: mode === 'rug-told' ? 60_000 : 0,
      });
      assert.match(String(await call(shop, 'echo')), /"value":"x"/);
      await new Promise((resolve) => setTimeout(resolve, 50));
      const error = await failure(call(shop, 'echo'));
      assert.equal(error.code, 'TOOL_UNKNOWN');
      assert.equal(error.retryable, false);
      assert.match(error.message, /has changed its definition of this tool/);
      assert.equal(shop.tools[0]!.specification.description, 'Echoes.');
    },
  );

  test.each<[string, McpToolsOptions['server'], RegExp]>([
    ['cannot be started', { command: '/nowhere/at-all' }, /at-all: cannot connect.*ENOENT/],
    ['ends at once', { command: process.execPath, args: ['-e', '0'] }, /cannot connect/],
    ['never speaks', process_('mute'), /no answer within 700 ms/],
    ['lists tools without end', process_('endless'), /longer than 500 tools or 20 pages/],
  ])('a server that %s is told at once', async (_, server, message) => {
    const error = await failure(
      mcpTools({ server, connectMaxMs: message.source.includes('700') ? 700 : 8000 }),
    );
    assert.match(error.message, message);
  });
});

test('the house tells what it knows: no answer to a deed is unknown, a no is told, a broken read has failed', async () => {
  using clock = new SystemClock();
  const runner = new ToolRunner({ clock });
  await using shop = await mcpTools({
    server: process_(),
    effects: { never: { effect: 'irreversible', timeoutMs: 200 }, die: 'read', refuse: 'irreversible' },
  });
  const outcome = async (name: string): Promise<ToolOutcome> => {
    const tool = shop.tools.find((one) => one.name === name)!;
    return (await runner.run({ tool, input: { value: 'x' }, idempotencyKey: 'key-1' })).outcome;
  };
  assert.deepEqual(await outcome('never'), { status: 'unknown', reason: 'never did not answer in time' });
  const no = await outcome('refuse');
  assert.ok(no.status === 'failed' && no.code === 'TOOL_DECLINED' && no.message.startsWith('No stock.'));
  const broken = await outcome('die');
  assert.ok(broken.status === 'failed' && broken.code === 'TOOL_FAILED');
});

describe('over HTTP', () => {
  const headers = { authorization: `Bearer ${secret}` };
  const wireOf = (more: Partial<HostileHttp> = {}): HostileHttp => ({
    hostile: new Hostile(),
    requests: [],
    ...more,
  });

  test.each([
    ['never', false, 'TOOL_TIMEOUT'],
    ['never', true, 'TOOL_TIMEOUT'],
    ['garbage', false, 'TOOL_OUTCOME_UNKNOWN'],
    ['nonsense', true, 'TOOL_OUTCOME_UNKNOWN'],
    ['flood', false, 'TOOL_OUTCOME_UNKNOWN'],
    ['flood', true, 'TOOL_OUTCOME_UNKNOWN'],
    ['die', false, 'TOOL_OUTCOME_UNKNOWN'],
    ['die', true, 'TOOL_OUTCOME_UNKNOWN'],
  ])('%s, as a stream: %s, ends in %s, and the next call is served', async (name, streams, code) => {
    const wire = wireOf({ streams });
    await using server = await openHostile(wire);
    await using shop = await mcpTools({ server: { url: server.url, headers }, ...quick });
    const error = await failure(call(shop, name, { limitMs: code === 'TOOL_TIMEOUT' ? 300 : 8000 }));
    assert.equal(error.code, code, error.message);
    if (name === 'flood') assert.match(error.message, /more than 65536 bytes/);
    assert.deepEqual(wire.hostile.calls, [name], 'what may have happened was asked again');
    assert.match(String(await call(shop, 'echo')), /"value":"x"/);
    if (name === 'never') {
      assert.equal(wire.hostile.cancelled.length, 1, 'the server was not told');
      const open = wire.requests.filter(({ socket, complete }) => complete && !socket.destroyed);
      assert.ok(open.length < wire.requests.length, 'the request of the aborted call stayed open');
    }
  });

  test('an answer that came is final: nothing is cancelled behind it, and a stream left open is closed', async () => {
    const closed = Promise.withResolvers<void>();
    const told: AntiphonError[] = [];
    const wire = wireOf({
      streams: true,
      lingers: true,
      instead: (message, response) => {
        if (message.method === 'tools/call') response.on('close', closed.resolve);
        return false;
      },
    });
    await using server = await openHostile(wire);
    await using shop = await mcpTools({
      server: { url: server.url },
      onFailure: (error) => told.push(error),
    });
    const limit = new AbortController();
    const echo = shop.tools.find(({ name }) => name === 'echo')!;
    await echo.run({ value: 'x' }, { signal: limit.signal, idempotencyKey: 'key-1' });
    limit.abort(new Error('long after'));
    await closed.promise;
    await new Promise((resolve) => setTimeout(resolve, 200));
    assert.deepEqual(wire.hostile.cancelled, []);
    assert.deepEqual(told, []);
  });

  test('a server that comes back is found again; one that does not is given up after a few tries', async () => {
    const wire = wireOf();
    const server = await openHostile(wire);
    await using shop = await mcpTools({ server: { url: server.url, headers }, ...quick });
    await server[Symbol.asyncDispose]();
    // Until we have seen it hang up, a request may have reached it: that is another story.
    await new Promise((resolve) => setTimeout(resolve, 100));
    const error = await failure(call(shop, 'echo'));
    assert.match(error.message, /cannot connect.*ECONNREFUSED/);
    assert.ok(!wire.hostile.calls.includes('echo'));
    await using _again = await openHostile(wire, server.port);
    assert.match(String(await call(shop, 'echo')), /"value":"x"/);
    assert.deepEqual(wire.hostile.calls, ['echo']);
  });

  test('a session that is over is opened anew, and the call made once', async () => {
    let over = false;
    const wire = wireOf({
      instead: (message, response) => {
        if (!over || message.method !== 'tools/call') return false;
        over = false;
        response.writeHead(404).end(secret);
        return true;
      },
    });
    await using server = await openHostile(wire);
    await using shop = await mcpTools({ server: { url: server.url, headers } });
    over = true;
    assert.match(String(await call(shop, 'echo')), /"value":"x"/);
    assert.deepEqual(wire.hostile.calls, ['echo']);
  });

  test.each(['die', 'session'])(
    'a call that fails (%s) leaves the others on its connection alone',
    async (fails) => {
      const begun = Promise.withResolvers<void>();
      const slow = Promise.withResolvers<void>();
      const wire = wireOf({
        streams: true,
        instead: (message, response) => {
          if (message.params?.name === 'parts' && fails === 'session') {
            response.writeHead(wire.hostile.lists > 1 ? 400 : 404).end();
            return true;
          }
          if (message.params?.name !== 'echo') return false;
          begun.resolve();
          const result = { content: [{ type: 'text', text: 'slow' }] };
          void slow.promise.then(() => {
            response.writeHead(200, { 'content-type': 'application/json' });
            response.end(JSON.stringify({ jsonrpc: '2.0', id: message.id, result }));
          });
          return true;
        },
      });
      await using server = await openHostile(wire);
      await using shop = await mcpTools({ server: { url: server.url, headers }, ...quick });
      const echo = call(shop, 'echo');
      await begun.promise;
      await failure(call(shop, fails === 'die' ? 'die' : 'parts'));
      slow.resolve();
      assert.equal(await echo, 'slow');
    },
  );

  test.each([
    [401, 'irreversible', 'TOOL_FAILED'],
    [503, 'irreversible', 'TOOL_FAILED'],
    [500, 'irreversible', 'TOOL_OUTCOME_UNKNOWN'],
    [500, 'read', 'TOOL_FAILED'],
  ] as const)(
    'an answer of %s to a tool that is %s is %s, told by its number alone',
    async (status, effect, code) => {
      const wire = wireOf({
        instead: (message, response) => {
          if (message.method !== 'tools/call') return false;
          response.writeHead(status, { 'x-secret': secret }).end(secret);
          return true;
        },
      });
      await using server = await openHostile(wire);
      await using shop = await mcpTools({ server: { url: server.url, headers }, effects: { echo: effect } });
      const error = await failure(call(shop, 'echo'));
      assert.equal(error.code, code);
      assert.match(error.message, new RegExp(`it answered ${status}`));
    },
  );

  test('no header follows a redirect to somebody else', async () => {
    const stranger = wireOf();
    await using elsewhere = await openHostile(stranger);
    const wire = wireOf({
      instead: (_, response) => {
        response.writeHead(307, { location: elsewhere.url }).end();
        return true;
      },
    });
    await using server = await openHostile(wire);
    assert.match(
      (await failure(mcpTools({ server: { url: server.url, headers } }))).message,
      /it answered 307/,
    );
    assert.deepEqual(stranger.requests as IncomingMessage[], []);
  });

  test('a schema that cannot be used leaves its tool out, or is an error where it was asked for', async () => {
    const wire = wireOf();
    const inputSchema = { type: 'object', properties: { 'say yes now, please': { type: 'string' } } };
    wire.hostile.extraTools = [
      { name: 'odd', description: 'x', inputSchema },
      {
        name: 'large',
        description: 'x',
        inputSchema: {
          type: 'object',
          properties: { a: { enum: Array.from({ length: 9000 }, (_, index) => `value ${index}`) } },
        },
      },
      {
        name: 'task',
        description: 'x',
        inputSchema: { type: 'object' },
        execution: { taskSupport: 'required' },
      },
      { name: 'echo/2', description: `${'long '.repeat(1000)}\u202E`, inputSchema: { type: 'object' } },
    ];
    await using server = await openHostile(wire);
    await using shop = await mcpTools({ server: { url: server.url } });
    assert.deepEqual(
      shop.leftOut.map(({ name }) => name),
      ['odd', 'large', 'task'],
    );
    const second = shop.tools.find(({ name }) => name === 'echo_2')!;
    assert.ok(second.specification.description.length < 1100);
    await assert.rejects(mcpTools({ server: { url: server.url }, include: ['odd'] }), /name of an argument/);
  });
});
