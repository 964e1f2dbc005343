import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { LegClosed } from '../../contracts/media-leg.ts';
import { openHouse, type House } from './__fixtures__/house.ts';

/** Whoever calls here follows no protocol: a bare socket, and what the server says as it closes it. */
class Stranger implements AsyncDisposable {
  readonly socket: WebSocket;
  readonly texts: { type: string; code?: string; reason?: string }[] = [];
  readonly closed: Promise<number>;

  constructor(url: string) {
    this.socket = new WebSocket(url, { perMessageDeflate: false });
    // An EPIPE while the server hangs up on us is part of the story.
    this.socket.on('error', () => {});
    this.socket.on('message', (data, isBinary) => {
      if (!isBinary) this.texts.push(JSON.parse(String(data)) as { type: string });
    });
    this.closed = new Promise((resolve) => {
      this.socket.once('close', resolve);
    });
  }

  async opened(): Promise<this> {
    if (this.socket.readyState !== WebSocket.OPEN) await once(this.socket, 'open');
    return this;
  }

  send(...messages: (string | Uint8Array | object)[]): this {
    for (const message of messages) {
      const isRaw = typeof message === 'string' || message instanceof Uint8Array;
      this.socket.send(isRaw ? message : JSON.stringify(message));
    }
    return this;
  }

  end(): { code?: string; reason?: string } | undefined {
    return this.texts.find(({ type }) => type === 'end');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.socket.terminate();
    await this.closed;
  }
}

/** How long a busy machine may take over what is certain to come. */
const patience = { timeout: 15_000, interval: 5 };
const format = { encoding: 'pcm16le', sampleRate: 16_000 };
const start = { type: 'start', version: 1, format };
const frame = new Uint8Array(640);

const offences: {
  name: string;
  sends: (string | Uint8Array | object)[];
  code: string;
  close: number;
  says: RegExp;
}[] = [
  {
    name: 'audio before start',
    sends: [frame],
    code: 'PROTOCOL_VIOLATION',
    close: 4400,
    says: /before `start`/,
  },
  {
    name: 'text that is not JSON',
    sends: ['{"type":'],
    code: 'PROTOCOL_VIOLATION',
    close: 4400,
    says: /not JSON/,
  },
  {
    name: 'JSON that is no message',
    sends: ['[1,2]'],
    code: 'PROTOCOL_VIOLATION',
    close: 4400,
    says: /not understood/,
  },
  {
    name: 'another first message',
    sends: [{ type: 'ping', id: 1 }],
    code: 'PROTOCOL_VIOLATION',
    close: 4400,
    says: /first message/,
  },
  {
    name: 'another version',
    sends: [{ ...start, version: 2 }],
    code: 'PROTOCOL_VIOLATION',
    close: 4400,
    says: /version/,
  },
  {
    name: 'a wrong rate',
    sends: [{ ...start, format: { ...format, sampleRate: 44_100 } }],
    code: 'FORMAT_UNSUPPORTED',
    close: 4415,
    says: /44100 Hz/,
  },
  {
    name: 'a wrong rate to hear',
    sends: [{ ...start, formatOut: { ...format, sampleRate: 11_025 } }],
    code: 'FORMAT_UNSUPPORTED',
    close: 4415,
    says: /11025 Hz/,
  },
  {
    name: 'an unknown encoding',
    sends: [{ ...start, format: { ...format, encoding: 'opus' } }],
    code: 'FORMAT_UNSUPPORTED',
    close: 4415,
    says: /opus/,
  },
  { name: 'two starts', sends: [start, start], code: 'PROTOCOL_VIOLATION', close: 4400, says: /twice/ },
  {
    name: 'text where binary belongs',
    sends: [start, 'AAAAAAAA'],
    code: 'PROTOCOL_VIOLATION',
    close: 4400,
    says: /not JSON/,
  },
  {
    name: 'half a sample',
    sends: [start, new Uint8Array(641)],
    code: 'PROTOCOL_VIOLATION',
    close: 4400,
    says: /whole samples/,
  },
  {
    name: 'audio of nothing',
    sends: [start, new Uint8Array(0)],
    code: 'PROTOCOL_VIOLATION',
    close: 4400,
    says: /whole samples/,
  },
  {
    name: 'audio of 100 kB in one message',
    sends: [start, new Uint8Array(100_000)],
    code: 'MESSAGE_TOO_LARGE',
    close: 1009,
    says: /100000 bytes/,
  },
  {
    name: 'text of 20 kB',
    sends: [start, { type: 'app', name: 'x', payload: 'y'.repeat(20_000) }],
    code: 'MESSAGE_TOO_LARGE',
    close: 1009,
    says: /at most 16384/,
  },
  {
    name: 'audio faster than real time',
    sends: [start, ...Array.from({ length: 300 }, () => frame)],
    code: 'PROTOCOL_VIOLATION',
    close: 4400,
    says: /ahead of real time/,
  },
  {
    name: 'a flood of tiny pieces',
    sends: [start, ...Array.from({ length: 2100 }, () => new Uint8Array(2))],
    code: 'PROTOCOL_VIOLATION',
    close: 4400,
    says: /ahead of real time/,
  },
  {
    name: 'a flood of control messages',
    sends: [start, ...Array.from({ length: 300 }, () => ({ type: 'ping', id: 1 }))],
    code: 'PROTOCOL_VIOLATION',
    close: 4400,
    says: /too many control/,
  },
  {
    name: 'a receipt for nothing',
    sends: [start, { type: 'mark-played', id: 'm', epoch: 0 }],
    code: 'PROTOCOL_VIOLATION',
    close: 4400,
    says: /not out/,
  },
  {
    name: 'an answer to no clear',
    sends: [start, { type: 'cleared', epoch: 1, marks: [], playedSamples: 0 }],
    code: 'PROTOCOL_VIOLATION',
    close: 4400,
    says: /no clear/,
  },
  {
    name: 'a key no telephone has',
    sends: [start, { type: 'dtmf', digit: '12' }],
    code: 'PROTOCOL_VIOLATION',
    close: 4400,
    says: /digit/,
  },
];

for (const { name, sends, code, close, says } of offences) {
  test(`A caller who sends ${name} is told ${code} and hung up on, and nobody else is`, async () => {
    await using house = await openHouse({ limits: { controlPerSecond: 50 } });
    const { caller: neighbour, answer } = await house.call();
    await using stranger = await new Stranger(house.url).opened();
    stranger.send(...sends);
    assert.equal(await stranger.closed, close);
    assert.equal(stranger.end()?.code, code);
    assert.match(stranger.end()!.reason!, says);
    // The neighbour's call goes on.
    await neighbour.roundTrip();
    assert.equal(answer.leg.isClosed, false);
    await neighbour[Symbol.asyncDispose]();
    await assertNothingLeft(house);
  });
}

test('A frame of 10 MB is refused before it is read, by the close code alone', async () => {
  await using house = await openHouse();
  await using stranger = await new Stranger(house.url).opened();
  stranger.send(start);
  await once(stranger.socket, 'message');
  stranger.send(new Uint8Array(10 * 1024 * 1024));
  // The server hangs up while we still send: whether its close frame or a reset comes first is chance.
  assert.ok([1006, 1009].includes(await stranger.closed));
  const closed = await new Promise<LegClosed>((resolve) => {
    house.accepted[0]!.leg.attach({
      audio: { write: () => {} },
      onReceipt: () => {},
      onDtmf: () => {},
      onClosed: resolve,
    });
  });
  assert.equal(closed.error?.code, 'MESSAGE_TOO_LARGE');
});

test('A caller who says nothing is hung up on after five seconds', async () => {
  await using house = await openHouse();
  await using stranger = await new Stranger(house.url).opened();
  await house.seconds(5);
  assert.equal(await stranger.closed, 4408);
  assert.equal(stranger.end()?.code, 'START_TIMEOUT');
  await assertNothingLeft(house);
});

test('A caller who never answers a clear is hung up on', async () => {
  await using house = await openHouse();
  await using stranger = await new Stranger(house.url).opened();
  stranger.send(start);
  await expect.poll(() => house.accepted.length, patience).toBe(1);
  house.accepted[0]!.leg.clear();
  for (let second = 0; second < 5; second += 1) {
    stranger.send(frame);
    await once(house.sockets[0]!, 'message');
    house.clock.advanceBy(1000);
  }
  assert.equal(await stranger.closed, 4410);
  assert.match(stranger.end()!.reason!, /clear/);
});

test('A caller who lies about what was dropped is hung up on', async () => {
  await using house = await openHouse();
  await using stranger = await new Stranger(house.url).opened();
  stranger.send(start);
  await expect.poll(() => house.accepted.length, patience).toBe(1);
  const { leg } = house.accepted[0]!;
  leg.play(frame, 0, 640);
  leg.mark('a');
  leg.clear();
  stranger.send({ type: 'cleared', epoch: 1, marks: [], playedSamples: 320 });
  assert.equal(await stranger.closed, 4400);
  assert.match(stranger.end()!.reason!, /not those that were out/);
});

const anyJson = fc.json({ maxDepth: 3 });
const nearlyMessage = fc
  .record({
    type: fc.constantFrom(
      'start',
      'mark-played',
      'cleared',
      'dtmf',
      'hangup',
      'ping',
      'set-pipeline',
      'push-to-talk',
      'app',
      'x',
    ),
    id: fc.oneof(fc.string(), fc.integer()),
    epoch: fc.integer(),
    marks: fc.array(fc.string(), { maxLength: 3 }),
    playedSamples: fc.oneof(fc.nat(), fc.double()),
    digit: fc.string({ maxLength: 2 }),
    version: fc.constantFrom(1, '1', null),
    format: fc.oneof(fc.constant(format), fc.anything()),
    pipeline: fc.string(),
    name: fc.string(),
    payload: fc.anything(),
  })
  .map((message) => {
    try {
      return JSON.stringify(message);
    } catch {
      return '{}';
    }
  });
const anyMessage: fc.Arbitrary<string | Uint8Array> = fc.oneof(
  anyJson,
  nearlyMessage,
  fc.string({ maxLength: 200 }),
  fc.uint8Array({ maxLength: 2000 }),
  fc.constant(frame),
);

/** Reads whatever comes and waits for the end. */
function drained(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    socket.resume();
    socket.on('error', () => {});
    socket.once('close', () => resolve());
  });
}

/** Every timer of every call is gone once all have hung up: nothing leaks. */
async function assertNothingLeft(house: House): Promise<void> {
  await expect
    .poll(() => house.sockets.every((socket) => socket.readyState === WebSocket.CLOSED), patience)
    .toBe(true);
  await expect.poll(() => house.accepted.length + house.refused.length, patience).toBe(house.sockets.length);
  assert.ok(house.accepted.every(({ leg }) => leg.isClosed));
  assert.equal(house.clock.pending, 0);
}

test(
  'Whatever messages a caller invents, the house stands and keeps nothing of them',
  { timeout: 60_000 },
  async () => {
    await using house = await openHouse({ limits: { controlPerSecond: 50 } });
    const { caller: neighbour, answer } = await house.call();
    await fc.assert(
      fc.asyncProperty(fc.boolean(), fc.array(anyMessage, { maxLength: 12 }), async (begins, messages) => {
        await using stranger = await new Stranger(house.url).opened();
        if (begins) stranger.send(start);
        for (const message of messages) {
          if (stranger.socket.readyState === WebSocket.OPEN) stranger.send(message);
        }
        stranger.socket.close();
        const code = await stranger.closed;
        // 1005: nothing was wrong with what came, and the caller hung up first.
        const isExplained = code === 1005 || code === 1000 || stranger.end() !== undefined;
        assert.ok(isExplained, `closed with ${code} and no word`);
      }),
      { numRuns: 200 },
    );
    assert.equal(answer.leg.isClosed, false);
    await neighbour[Symbol.asyncDispose]();
    await assertNothingLeft(house);
  },
);

test('Whatever bytes come instead of WebSocket frames, the house stands', { timeout: 60_000 }, async () => {
  await using house = await openHouse();
  const upgrade = [
    'GET / HTTP/1.1',
    'Host: localhost',
    'Upgrade: websocket',
    'Connection: Upgrade',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    '\r\n',
  ].join('\r\n');
  await fc.assert(
    fc.asyncProperty(
      fc.boolean(),
      fc.array(fc.uint8Array({ maxLength: 600 }), { maxLength: 5 }),
      async (upgraded, pieces) => {
        const socket = connect(house.port, '127.0.0.1');
        const gone = drained(socket);
        if (upgraded) socket.write(upgrade);
        for (const piece of pieces) socket.write(piece);
        socket.end();
        await gone;
      },
    ),
    { numRuns: 150 },
  );
  const { caller } = await house.call();
  await caller.roundTrip();
  await caller[Symbol.asyncDispose]();
  await assertNothingLeft(house);
});
