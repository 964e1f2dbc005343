import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'vitest';
import type { CallEvent } from '../../contracts/events.ts';
import type { LegClosed, LegListener, MediaLeg } from '../../contracts/media-leg.ts';
import { AntiphonError } from '../../errors/antiphon-error.ts';
import { testMediaLeg } from '../../testing/conformance/media-leg.ts';
import type { PageMessage } from './channel.ts';
import type { CallerEnd } from './caller.ts';
import { connectWebSocketCaller } from './client.ts';
import { openHouse } from './__fixtures__/house.ts';

testMediaLeg('A WebSocket', async (callerAudio) => {
  const house = await openHouse();
  const { caller, answer } = await house.call({ record: 'audio' });
  const microphone = caller.microphone();
  if (callerAudio.length > 0) void microphone.say(callerAudio);
  return {
    leg: answer.leg,
    pass: (ms) => house.pass(ms, caller),
    heard: () => caller.heardAudio(),
    hangUp: () => void caller.hangup(),
    pressKey: (digit) => caller.dtmf(digit),
    armedTimers: () => house.clock.pending,
    [Symbol.asyncDispose]: async () => {
      await caller[Symbol.asyncDispose]();
      await house[Symbol.asyncDispose]();
    },
  };
});

function listenTo(
  leg: MediaLeg,
  override: Partial<LegListener> = {},
): { closed: LegClosed[]; receipts: string[] } {
  const closed: LegClosed[] = [];
  const receipts: string[] = [];
  leg.attach({
    audio: { write: () => {} },
    onReceipt: ({ markId, epoch, status }) => receipts.push(`${markId}/${epoch} ${status}`),
    onDtmf: () => {},
    onClosed: (reason) => closed.push(reason),
    ...override,
  });
  return { closed, receipts };
}

/** PCM16 at 16 kHz of one value. */
function tone(ms: number, value: number): Uint8Array {
  return new Uint8Array(new Int16Array(ms * 16).fill(value).buffer);
}

const event: CallEvent = { type: 'speech-end', callId: 'c', legId: 'l', seq: 0, atMs: 0, mediaMs: 0 };

test('A call is agreed on: formats each way, what the caller asks for, and the name of the call', async () => {
  await using house = await openHouse({
    admit: (start) => ({ callId: `for ${start.token}`, resumeToken: 'come-back' }),
    legId: 'leg-7',
  });
  const { caller, answer } = await house.call({
    format: { encoding: 'pcm16le', sampleRate: 16_000, channels: 1 },
    formatOut: { encoding: 'pcm16le', sampleRate: 24_000, channels: 1 },
    token: 'opal',
    pipeline: 'streaming',
    app: { page: 'home' },
  });
  await using _caller = caller;
  assert.deepEqual(
    [caller.callId, caller.legId, caller.resumeToken, caller.resumed],
    ['for opal', 'leg-7', 'come-back', false],
  );
  assert.equal(answer.leg.formatIn.sampleRate, 16_000);
  assert.equal(answer.leg.formatOut.sampleRate, 24_000);
  assert.equal(answer.start.pipeline, 'streaming');
  assert.deepEqual(answer.start.app, { page: 'home' });
  assert.equal(answer.leg.capabilities.pause, true);
});

test('A caller whose socket was lost goes on with the same call', async () => {
  await using house = await openHouse({
    admit: ({ resume }) =>
      resume?.token === 'come-back'
        ? { callId: resume.callId, resumed: true }
        : { callId: 'call-9', resumeToken: 'come-back' },
  });
  const { caller: first, answer } = await house.call();
  const { closed } = listenTo(answer.leg);
  house.sockets[0]!.terminate();
  assert.equal((await first.ended).by, 'network');
  assert.equal(closed[0]!.by, 'network');
  const resume = { callId: first.callId, token: first.resumeToken! };
  const { caller: second } = await house.call({ resume });
  assert.deepEqual([second.callId, second.resumed], ['call-9', true]);
  assert.notEqual(second.legId, first.legId);
  await first[Symbol.asyncDispose]();
  await second[Symbol.asyncDispose]();
});

test('A house that refuses a call says why, in words the caller can act on', async () => {
  await using house = await openHouse({
    admit: () => {
      throw new AntiphonError('CALL_REFUSED_FULL', 'all 2 seats are taken');
    },
  });
  const refused = await connectWebSocketCaller(house.url, { clock: house.clock }).catch(
    (thrown: unknown) => thrown,
  );
  assert.ok(AntiphonError.is(refused));
  assert.deepEqual([refused.code, refused.retryable], ['CALL_REFUSED_FULL', true]);
  assert.match(refused.message, /all 2 seats are taken/);
  assert.equal(house.refused[0]!.code, 'CALL_REFUSED_FULL');
});

test('A caller who leaves while the house makes up its mind takes no seat', async () => {
  const asked = Promise.withResolvers<AbortSignal>();
  await using house = await openHouse({
    admit: (_start, { signal }) => {
      asked.resolve(signal);
      return new Promise(() => {});
    },
  });
  const abort = new AbortController();
  const calling = connectWebSocketCaller(house.url, { clock: house.clock, signal: abort.signal });
  const signal = await asked.promise;
  abort.abort(new Error('changed my mind'));
  await assert.rejects(calling, /changed my mind/);
  await new Promise((resolve) => {
    signal.addEventListener('abort', resolve);
  });
  while (house.refused.length === 0) await new Promise(setImmediate);
  assert.deepEqual(
    house.refused.map(({ code }) => code),
    ['CALL_ENDED'],
  );
  assert.equal(house.clock.pending, 0);
});

test('A house that cannot make up its mind lets the caller go', async () => {
  const asked = Promise.withResolvers<void>();
  await using house = await openHouse({
    admit: () => {
      asked.resolve();
      return new Promise(() => {});
    },
  });
  const calling = connectWebSocketCaller(house.url, { clock: house.clock, timeoutMs: 60_000 });
  calling.catch(() => {});
  await asked.promise;
  await house.seconds(5);
  await assert.rejects(calling, (thrown) => AntiphonError.is(thrown) && thrown.code === 'START_TIMEOUT');
});

test('Nobody there is CONNECT_FAILED, a wrong address too, and a server that says nothing as well', async () => {
  const house = await openHouse();
  await house[Symbol.asyncDispose]();
  const isConnectFailed = (thrown: unknown) => AntiphonError.is(thrown) && thrown.code === 'CONNECT_FAILED';
  await assert.rejects(connectWebSocketCaller(house.url, { clock: house.clock }), isConnectFailed);
  await assert.rejects(connectWebSocketCaller('gopher://nowhere', { clock: house.clock }), isConnectFailed);

  await using silent = await openHouse({ admit: () => new Promise(() => {}) });
  const calling = connectWebSocketCaller(silent.url, { clock: silent.clock, timeoutMs: 300 });
  calling.catch(() => {});
  silent.clock.advanceBy(300);
  await assert.rejects(calling, isConnectFailed);
});

test('Events reach the page that asked for them, and no other', async () => {
  await using house = await openHouse();
  const seen: CallEvent[] = [];
  const { caller, answer } = await house.call({
    events: true,
    listener: { onEvent: (one) => seen.push(one) },
  });
  const { caller: other, answer: otherAnswer } = await house.call();
  assert.equal(answer.channel.sendEvent(event), true);
  assert.equal(otherAnswer.channel.sendEvent(event), false);
  await house.pass(0, caller, other);
  assert.deepEqual(seen, [event]);
  await caller[Symbol.asyncDispose]();
  await other[Symbol.asyncDispose]();
  assert.equal(answer.channel.sendEvent(event), false);
});

test('Messages of the page and the application pass both ways, those that come early too', async () => {
  await using house = await openHouse();
  const toPage: unknown[] = [];
  const { caller, answer } = await house.call({
    listener: { onApp: (name, payload) => toPage.push([name, payload]) },
  });
  caller.setPipeline('sequential');
  caller.pushToTalk(true);
  await house.pass(0, caller);
  const toHouse: PageMessage[] = [];
  answer.channel.onMessage((message) => toHouse.push(message));
  caller.sendApp('cart', { items: 2 });
  answer.channel.send('offer', { percent: 5 });
  await house.pass(0, caller);
  assert.deepEqual(toHouse, [
    { type: 'set-pipeline', pipeline: 'sequential' },
    { type: 'push-to-talk', down: true },
    { type: 'app', name: 'cart', payload: { items: 2 } },
  ]);
  assert.deepEqual(toPage, [['offer', { percent: 5 }]]);
  await caller[Symbol.asyncDispose]();
});

test('A held playout goes on from the sample where it stopped, and no more is sent meanwhile', async () => {
  await using house = await openHouse();
  const { caller, answer } = await house.call({ record: 'runs' });
  const { receipts } = listenTo(answer.leg);
  assert.equal(answer.leg.play(tone(100, 1), 0, 3200), 3200);
  answer.leg.mark('end');
  await house.pass(30, caller);
  answer.leg.pause(true);
  await house.pass(2000, caller);
  assert.equal(caller.playedSamples, 30 * 16);
  const minute = tone(60_000, 1);
  assert.equal(answer.leg.play(minute, 0, minute.length), 920 * 32);
  answer.leg.pause(false);
  await house.pass(75, caller);
  assert.deepEqual(receipts, ['end/0 played']);
  assert.equal(caller.overflowBytes, 0);
  await caller[Symbol.asyncDispose]();
});

test('The end of a call is told with its reason, and what was sent before it is still heard', async () => {
  await using house = await openHouse();
  const ends: CallerEnd[] = [];
  const { caller, answer } = await house.call({ listener: { onEnd: (end) => ends.push(end) } });
  listenTo(answer.leg);
  answer.leg.play(tone(200, 1), 0, 6400);
  answer.leg.close('goodbye');
  assert.deepEqual(await caller.ended, { by: 'server', code: 'OK', reason: 'goodbye', retryable: false });
  house.clock.advanceBy(300);
  assert.equal(caller.playedSamples, 200 * 16);
  await caller[Symbol.asyncDispose]();
  assert.equal(ends.length, 1);
});

test('A caller who stops answering is noticed within five seconds, whoever else calls', async () => {
  await using house = await openHouse();
  const { caller, answer } = await house.call();
  const { caller: neighbour, answer: neighbourAnswer } = await house.call();
  const { closed } = listenTo(answer.leg);
  neighbour.microphone();
  caller.vanish();
  await house.pass(3900, neighbour);
  assert.equal(closed.length, 0);
  await house.pass(1100, neighbour);
  assert.deepEqual(
    closed.map(({ by, error }) => [by, error?.code]),
    [['network', 'PEER_SILENT']],
  );
  assert.equal(neighbourAnswer.leg.isClosed, false);
  await caller[Symbol.asyncDispose]();
  await neighbour[Symbol.asyncDispose]();
});

test('A caller who only listens stays on the line: pings are answered', async () => {
  await using house = await openHouse();
  const { caller, answer } = await house.call();
  await house.seconds(20);
  assert.equal(answer.leg.isClosed, false);
  await caller[Symbol.asyncDispose]();
});

test('A listener that throws ends its own call, and no other', async () => {
  await using house = await openHouse();
  const { caller, answer } = await house.call();
  const { caller: neighbour, answer: neighbourAnswer } = await house.call();
  const { closed } = listenTo(answer.leg, {
    audio: {
      write: () => {
        throw new Error('a defect');
      },
    },
  });
  caller.write(tone(20, 1));
  const end = await caller.ended;
  assert.equal(end.code, 'INVARIANT_BROKEN');
  assert.equal(closed[0]!.by, 'error');
  assert.equal(neighbourAnswer.leg.isClosed, false);
  await neighbour[Symbol.asyncDispose]();
  await caller[Symbol.asyncDispose]();
});

test('A far end that sends but reads nothing is not fed without bound, and let go', async () => {
  await using house = await openHouse({ limits: { maxQueuedMs: 600_000 } });
  const { caller, answer } = await house.call();
  const { closed } = listenTo(answer.leg);
  caller.vanish();
  const second = tone(1000, 1);
  let taken = 0;
  for (let piece = answer.leg.play(second, 0, second.length); piece > 0;) {
    taken += piece;
    // Whatever the kernel takes is not ours; each turn of the loop lets it.
    await new Promise(setImmediate);
    piece = answer.leg.play(second, 0, second.length);
  }
  assert.ok(house.sockets[0]!.bufferedAmount <= 16 * 1024 + second.length, `${taken} bytes taken`);
  for (let spoken = 0; spoken < 5; spoken += 1) {
    caller.write(tone(20, 1));
    await once(house.sockets[0]!, 'message');
    assert.equal(closed.length, 0);
    house.clock.advanceBy(1000);
  }
  assert.match(closed[0]!.reason, /stopped reading/);
  await caller[Symbol.asyncDispose]();
});
