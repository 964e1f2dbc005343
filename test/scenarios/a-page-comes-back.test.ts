/** What a server does with callers whose socket was lost: real sockets, real sessions, and a clock that is told what time it is. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, test } from 'vitest';
import { defineAgent } from '../../src/agent/define-agent.ts';
import { singleAgentPlanner } from '../../src/agent/turn-planner.ts';
import { SimulatedClock } from '../../src/clock/simulated-clock.ts';
import type { CallEvent } from '../../src/contracts/events.ts';
import type { AntiphonError } from '../../src/errors/antiphon-error.ts';
import { Host } from '../../src/host/host.ts';
import { acceptCalls, type AcceptCallsOptions } from '../../src/server/accept-calls.ts';
import { EnergyVadLane } from '../../src/testing/energy-vad-lane.ts';
import { ScriptedLanguageModel } from '../../src/testing/scripted-llm.ts';
import { ScriptedStt } from '../../src/testing/scripted-stt.ts';
import { ScriptedTts } from '../../src/testing/scripted-tts.ts';
import {
  connectWebSocketCaller,
  type CallerEnd,
  type ConnectOptions,
  type WebSocketCaller,
} from '../../src/transports/websocket/index.ts';
import { loud } from '../support/stage.ts';

const story =
  'Our house was founded ninety years ago. It made gloves, then coats. Today it makes everything.';

/** A caller and what it was told. */
interface Phone {
  caller: WebSocketCaller;
  events: CallEvent[];
  ends: CallerEnd[];
}

/** A server on a free port whose time a test moves; bytes cross real sockets in between. */
class PhoneHouse implements AsyncDisposable {
  readonly clock = new SimulatedClock();
  readonly stt = new ScriptedStt({ clock: this.clock });
  readonly events: CallEvent[] = [];
  readonly errors: AntiphonError[] = [];
  readonly host = new Host({ clock: this.clock, vadLane: new EnergyVadLane(), seats: 2 });
  readonly #server = createServer();
  readonly #calls;
  readonly #phones: Phone[] = [];

  constructor(options: Partial<AcceptCallsOptions> = {}) {
    const { clock, host, stt } = this;
    const agent = defineAgent({ name: 'concierge', instructions: 'Be brief.', greeting: 'Good morning.' });
    const models = {
      stt,
      llm: new ScriptedLanguageModel({ clock, replies: [story] }),
      tts: new ScriptedTts({ clock }),
      vadLane: new EnergyVadLane(),
      [Symbol.asyncDispose]: () => Promise.resolve(),
    };
    this.#calls = acceptCalls(this.#server, {
      clock,
      host,
      planner: singleAgentPlanner(agent),
      models,
      // Letting bytes cross takes pings, and simulated time is short for them.
      socketLimits: { controlPerSecond: 10_000 },
      onEvent: (event) => this.events.push(event),
      onError: (error) => this.errors.push(error),
      ...options,
    });
  }

  async open(): Promise<this> {
    await new Promise<void>((resolve) => {
      this.#server.listen(0, '127.0.0.1', resolve);
    });
    return this;
  }

  /** Comes back with what `lost` was given, or phones anew. */
  async dial(options: Partial<ConnectOptions> = {}): Promise<Phone> {
    const events: CallEvent[] = [];
    const ends: CallerEnd[] = [];
    const caller = await connectWebSocketCaller(
      `ws://127.0.0.1:${(this.#server.address() as AddressInfo).port}/call`,
      {
        clock: this.clock,
        events: true,
        record: 'audio',
        capabilities: { resume: true },
        listener: { onEvent: (event) => events.push(event), onEnd: (end) => ends.push(end) },
        ...options,
      },
    );
    caller.microphone();
    const phone = { caller, events, ends };
    this.#phones.push(phone);
    return phone;
  }

  async comeBack({ caller, events }: Phone, options: Partial<ConnectOptions> = {}): Promise<Phone> {
    const { callId, resumeToken: token = '' } = caller;
    const nextSeq = (events.at(-1)?.seq ?? -1) + 1;
    return await this.dial({ resume: { callId, token, nextSeq }, ...options });
  }

  /** Lets time pass; what these callers send and are sent crosses at every step. */
  async pass(ms: number, ...phones: Phone[]): Promise<void> {
    for (let left = ms; left > 0; left -= 10) {
      await this.clock.run(Math.min(10, left), 10);
      for (const { caller } of phones) await caller.roundTrip();
    }
  }

  /** Until what is done by sockets alone has been done. */
  async until(condition: () => boolean): Promise<void> {
    for (let waited = 0; waited < 5_000; waited += 5) {
      if (condition()) return;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    throw new Error('it did not come to pass');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const { clock } = this;
    // Goodbyes have limits, and limits have clocks.
    const ticking = setInterval(() => clock.advanceBy(200), 5);
    await Promise.all(this.#phones.map(({ caller }) => caller[Symbol.asyncDispose]()));
    await this.host[Symbol.asyncDispose]();
    await this.#calls[Symbol.asyncDispose]();
    clearInterval(ticking);
    this.#server.closeAllConnections();
    await new Promise((resolve) => {
      this.#server.close(resolve);
    });
  }
}

const opened: PhoneHouse[] = [];
afterEach(async () => {
  for (const house of opened.splice(0)) await house[Symbol.asyncDispose]();
});

async function openHouse(options: Partial<AcceptCallsOptions> = {}): Promise<PhoneHouse> {
  const house = await new PhoneHouse(options).open();
  opened.push(house);
  return house;
}
function heardText(phone: Phone): string[] {
  return phone.events.flatMap((event) => (event.type === 'reply-end' ? [event.heardText] : []));
}

test('A closed laptop: its socket is silent for 30 s, the call is parked, then ended, and nobody else notices', async () => {
  const house = await openHouse({ legReturnMs: 20_000 });
  const laptop = await house.dial();
  const other = await house.dial();
  await house.pass(3_000, laptop, other);
  const vanishedAt = house.clock.now();
  laptop.caller.vanish();

  house.stt.texts.push('tell me about the house');
  void other.caller.microphone().say(loud(1_000));
  await house.pass(5_000, other);
  const lost = house.events.find(({ type }) => type === 'leg-lost');
  assert.ok(lost !== undefined && lost.callId === laptop.caller.callId);
  assert.ok(lost.atMs <= vanishedAt + 5_000, `noticed after ${lost.atMs - vanishedAt} ms`);
  assert.equal(house.host.seatsTaken, 2, 'its seat is kept');
  await house.pass(18_000, other);
  const ended = (): CallEvent | undefined => house.events.find(({ type }) => type === 'call-end');
  assert.equal(ended(), undefined);
  await house.pass(7_000, other);
  const end = ended();
  assert.ok(end?.type === 'call-end' && end.callId === laptop.caller.callId && end.reason === 'leg-lost');
  assert.equal(house.host.seatsTaken, 1);
  assert.deepEqual(
    heardText(other).slice(0, 2),
    ['Good morning.', story],
    'the other was answered meanwhile',
  );
  assert.deepEqual(other.ends, []);

  // It wakes up: the page that asks for its call is told.
  await assert.rejects(house.comeBack(laptop), { code: 'CALL_ENDED' });
});

test('A page that comes back has the same call, what it missed, and a new token', async () => {
  const house = await openHouse();
  const lost = await house.dial();
  await house.pass(3_000, lost);
  house.stt.texts.push('tell me about the house');
  void lost.caller.microphone().say(loud(1_000));
  await house.pass(3_500, lost);
  lost.caller.vanish();
  await house.pass(8_000);
  const back = await house.comeBack(lost);
  assert.equal(back.caller.callId, lost.caller.callId);
  assert.equal(back.caller.resumed, true);
  assert.notEqual(back.caller.legId, lost.caller.legId);
  assert.notEqual(back.caller.resumeToken, lost.caller.resumeToken);
  await house.pass(8_000, back);
  assert.deepEqual(heardText(back), [story]);
  const told = [...lost.events, ...back.events];
  told.forEach((event, index) => assert.equal(event.seq, index, 'every event once, in order'));
  assert.equal(house.host.seatsTaken, 1);
  assert.deepEqual(house.errors, []);
});

test('A token is good once: the one before opens nothing any more', async () => {
  const house = await openHouse();
  const first = await house.dial();
  await house.pass(500, first);
  first.caller.vanish();
  await house.pass(6_000);
  const second = await house.comeBack(first);
  await house.pass(500, second);
  await assert.rejects(house.comeBack(first), { code: 'CALL_ENDED' });
  const { callId } = first.caller;
  await assert.rejects(house.dial({ resume: { callId, token: 'guessed' } }), { code: 'CALL_ENDED' });
  await house.pass(500, second);
  assert.deepEqual(second.ends, [], 'who has the call keeps it');
});

test('Who comes back while the old socket seems alive takes the call over, and the old one is closed', async () => {
  const house = await openHouse();
  const wifi = await house.dial();
  await house.pass(400, wifi);
  const mobile = await house.comeBack(wifi);
  await house.until(() => wifi.ends.length === 1);
  assert.equal(wifi.ends[0]!.reason, 'the call goes on over another connection');
  await house.pass(3_000, mobile);
  assert.deepEqual(heardText(mobile), ['Good morning.']);
  assert.equal(house.host.sessions.size, 1);
});

test('A call goes on in the formats it began with; who asks for others is told, and may still come back', async () => {
  const house = await openHouse();
  const lost = await house.dial();
  lost.caller.vanish();
  await house.pass(6_000);
  const narrow = { encoding: 'pcm16le', sampleRate: 8000, channels: 1 } as const;
  await assert.rejects(house.comeBack(lost, { format: narrow }), {
    code: 'FORMAT_UNSUPPORTED',
    message: /in the formats it began with: pcm16le 16000 in/,
  });
  const back = await house.comeBack(lost);
  assert.equal(back.caller.resumed, true);
});

test('A house that is full, or drains, takes back the callers it has', async () => {
  const house = await openHouse({ legReturnMs: 10_000 });
  const lost = await house.dial();
  const other = await house.dial();
  await house.pass(200, lost, other);
  lost.caller.vanish();
  await house.pass(6_000, other);
  const drained = house.host.drain(60_000);
  await assert.rejects(house.dial(), { code: 'CALL_REFUSED_DRAINING' });
  const back = await house.comeBack(lost);
  await house.pass(300, back, other);
  assert.equal(back.caller.resumed, true);
  // Both are lost now, and neither comes back: the drain ends when they are waited for no longer.
  for (const { caller } of [back, other]) caller.vanish();
  await house.pass(16_000);
  assert.equal(await drained, true);
  assert.equal(house.host.seatsTaken, 0);
});

test('A caller who cannot come back gets no token, and is not waited for', async () => {
  const house = await openHouse();
  const plain = await house.dial({ capabilities: {} });
  assert.equal(plain.caller.resumeToken, undefined);
  plain.caller.vanish();
  await house.pass(5_500);
  assert.equal(house.host.seatsTaken, 0);
});

test('Tokens are in no event, no error and no log', async () => {
  const house = await openHouse();
  const lost = await house.dial();
  lost.caller.vanish();
  await house.pass(6_000);
  const back = await house.comeBack(lost);
  await assert.rejects(house.comeBack(lost));
  await house.pass(200, back);
  const told = house.errors.map((error) => JSON.stringify([error, error.stack]));
  const records = [JSON.stringify(house.events), ...told].join();
  for (const token of [lost.caller.resumeToken!, back.caller.resumeToken!]) {
    assert.ok(token.length >= 22);
    assert.equal(records.includes(token), false);
  }
});

test.each([-1, 300_001, Number.NaN])('A wait of %s ms is refused', (legReturnMs) => {
  assert.throws(() => new PhoneHouse({ legReturnMs }), { code: 'CONFIG_INVALID' });
});
