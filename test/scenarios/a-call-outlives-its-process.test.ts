/** The process that held a call is gone; the caller's page finds another one, and the same call. */
import assert from 'node:assert/strict';
import { afterEach, test } from 'vitest';
import { z } from 'zod';
import { defineTool } from '../../src/agent/define-tool.ts';
import { SimulatedClock } from '../../src/clock/simulated-clock.ts';
import type { CallStore } from '../../src/contracts/call-store.ts';
import { AntiphonError } from '../../src/errors/antiphon-error.ts';
import { meddledCallStore } from '../../src/testing/meddled-call-store.ts';
import { CallMemory, MemoryCallStore } from '../../src/testing/memory-call-store.ts';
import { heardText, PhoneHouse, type Phone, type PhoneHouseOptions } from '../support/phone-house.ts';
import { loud } from '../support/stage.ts';

const opened: PhoneHouse[] = [];
afterEach(async () => {
  for (const house of opened.splice(0)) await house[Symbol.asyncDispose]();
});

async function openHouse(options: PhoneHouseOptions): Promise<PhoneHouse> {
  const house = await new PhoneHouse(options).open();
  opened.push(house);
  return house;
}

/** Another process, when the clock of the first had stopped: nothing of that one moves any more. */
async function successor(dead: PhoneHouse, options: PhoneHouseOptions): Promise<PhoneHouse> {
  const clock = new SimulatedClock({ wallTimeAtZero: dead.clock.wallTime() + 500 });
  return await openHouse({ ...options, clock });
}

async function says(house: PhoneHouse, phone: Phone, text: string, thenMs: number): Promise<void> {
  house.stt.texts.push(text);
  void phone.caller.microphone().say(loud(1_000));
  await house.pass(thenMs, phone);
}

async function comeBack(house: PhoneHouse, lost: Phone): Promise<Phone> {
  lost.caller.vanish();
  return await house.comeBack(lost);
}

function outcomesOf(store: CallStore, callId: string) {
  return store.load(callId).then(({ outcome, effects }) => ({
    outcome: outcome?.reason,
    effects: effects.map(({ intent, outcome: of }) => `${intent.tool} ${of.status}`),
  }));
}

test('The page comes back to a new process: the same call, its words, and events that go on counting', async () => {
  const memory = new CallMemory();
  const store = new MemoryCallStore(memory);
  const first = await openHouse({ store });
  const lost = await first.dial();
  await first.pass(3_000, lost);
  await says(first, lost, 'tell me about the house', 9_000);
  assert.equal(heardText(lost).length, 2);

  const second = await successor(first, {
    store: new MemoryCallStore(memory),
    llm: { replies: ['At ten.'] },
  });
  const back = await comeBack(second, lost);
  assert.equal(back.caller.callId, lost.caller.callId);
  assert.equal(back.caller.resumed, true);
  await second.pass(7_000, back);
  await says(second, back, 'and when do you open', 5_000);
  assert.deepEqual(
    second.llm.requests.at(-1)!.request.prompt.messages.map((message) => 'text' in message && message.text),
    [
      'Good morning.',
      'tell me about the house',
      heardText(lost)[1],
      heardText(back)[0],
      'and when do you open',
    ],
  );
  assert.equal(heardText(back).at(-1), 'At ten.');
  assert.notEqual(heardText(back)[0], 'Good morning.', 'it is not greeted again');
  const told = [...lost.events, ...back.events];
  told.forEach((event, index) => assert.equal(event.seq, index, 'every event once, in order'));
  const times = told.map(({ atMs }) => atMs);
  assert.deepEqual(
    times,
    [...times].sort((a, b) => a - b),
    'the time of the call goes on',
  );

  await back.caller.hangup();
  await second.until(() => second.host.sessions.size === 0);
  await second.pass(1_000);
  assert.equal((await outcomesOf(store, back.caller.callId)).outcome, 'caller-hung-up');
  assert.deepEqual(second.errors, []);
});

test('A token is good once, across a crash too, and opens nothing once the call is over', async () => {
  const memory = new CallMemory();
  const store = new MemoryCallStore(memory);
  const first = await openHouse({ store });
  const lost = await first.dial();
  await first.pass(500, lost);
  const second = await successor(first, { store });
  const { callId } = lost.caller;
  await assert.rejects(second.dial({ resume: { callId, token: 'guessed' } }), { code: 'CALL_ENDED' });
  await assert.rejects(second.dial({ resume: { callId: 'no such', token: 'guessed' } }), {
    code: 'CALL_ENDED',
  });
  assert.equal(second.host.seatsTaken, 0);
  const back = await comeBack(second, lost);
  await second.pass(500, back);
  // Crashed again: the token of before the first crash is spent.
  const third = await successor(second, { store });
  await assert.rejects(third.comeBack(lost), { code: 'CALL_ENDED' });
  const again = await comeBack(third, back);
  await third.pass(500, again);
  await again.caller.hangup();
  await third.until(() => third.host.sessions.size === 0);
  await third.pass(500);
  await assert.rejects(third.comeBack(again), { code: 'CALL_ENDED' });
  const records = JSON.stringify([await store.load(callId), first.events, second.events, third.events]);
  for (const { caller } of [lost, back, again]) assert.equal(records.includes(caller.resumeToken!), false);
});

/** Comes back, and is lost again while the store is still at it. */
async function lostOnTheWay(): Promise<{ house: PhoneHouse; lost: Phone; store: MemoryCallStore }> {
  const memory = new CallMemory();
  const store = new MemoryCallStore(memory);
  const first = await openHouse({ store });
  const lost = await first.dial();
  await first.pass(500, lost);
  lost.caller.vanish();
  const asked = Promise.withResolvers<void>();
  const answered = Promise.withResolvers<void>();
  const hesitant = meddledCallStore(new MemoryCallStore(memory), async (method, pass) => {
    if (method === 'claim') {
      asked.resolve();
      await answered.promise;
    }
    return pass();
  });
  const house = await successor(first, { store: hesitant, legReturnMs: 10_000 });
  const leaving = new AbortController();
  const dialled = assert.rejects(house.comeBack(lost, { signal: leaving.signal }), { message: 'lost again' });
  await asked.promise;
  leaving.abort(new Error('lost again'));
  await dialled;
  await house.until(() => house.errors.some(({ code }) => code === 'CALL_ENDED'));
  answered.resolve();
  await house.until(() => house.host.seatsTaken === 0);
  return { house, lost, store };
}

test('Who is lost again on the way back tries once more with the same token', async () => {
  const { house, lost, store } = await lostOnTheWay();
  const back = await house.comeBack(lost);
  assert.equal(back.caller.resumed, true);
  await house.pass(30_000, back);
  assert.deepEqual(back.ends, [], 'nobody ends a call whose caller came');
  assert.equal((await store.load(back.caller.callId)).claim.epoch, 3);
});

test('Who is lost again on the way back and does not try: the call ends here, in time and once', async () => {
  const { house, lost, store } = await lostOnTheWay();
  await house.pass(9_000);
  assert.equal((await outcomesOf(store, lost.caller.callId)).outcome, undefined);
  await house.pass(8_000);
  assert.equal((await outcomesOf(store, lost.caller.callId)).outcome, 'failed');
});

test('A store that takes the claim and answers too late: the caller is told to try again, and the call is not lost', async () => {
  const memory = new CallMemory();
  const first = await openHouse({ store: new MemoryCallStore(memory) });
  const lost = await first.dial();
  await first.pass(500, lost);
  lost.caller.vanish();
  const silent = meddledCallStore(new MemoryCallStore(memory), async (method, pass) => {
    const answer = await pass();
    return method === 'claim' ? new Promise(() => undefined) : answer;
  });
  const house = await successor(first, { store: silent, legReturnMs: 5_000 });
  const refused = assert.rejects(house.comeBack(lost), { code: 'CALL_REFUSED_STORE' });
  for (let tries = 0; tries < 40; tries += 1) {
    await house.pass(100);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await refused;
  assert.equal(house.host.seatsTaken, 0);
  await house.pass(12_000);
  const { outcome } = await outcomesOf(new MemoryCallStore(memory), lost.caller.callId);
  assert.equal(outcome, 'failed', 'it is ended by who holds it');
});

test('A host says that it lives: whoever shares its store takes no call of it for dead', async () => {
  const memory = new CallMemory();
  const store = new MemoryCallStore(memory);
  const house = await openHouse({ store, legReturnMs: 0 });
  const phone = await house.dial();
  for (let seconds = 0; seconds < 30; seconds += 1) {
    await house.pass(1_000, phone);
    assert.deepEqual(await store.orphans(house.clock.wallTime(), 10), []);
  }
});

test('A host that cannot say for half a minute that it lives takes no call of its own for dead', async () => {
  const truth = new MemoryCallStore();
  const store = meddledCallStore(truth, (method, pass) =>
    method === 'renew' ? Promise.reject(new AntiphonError('STORE_BUSY', 'no')) : pass(),
  );
  const house = await openHouse({ store, legReturnMs: 0 });
  const phone = await house.dial();
  await house.pass(30_000, phone);
  assert.deepEqual(phone.ends, []);
  assert.equal((await truth.load(phone.caller.callId)).claim.epoch, 1);
  assert.equal((await truth.orphans(house.clock.wallTime(), 10)).length, 1, 'others may think so');
});

test('A host that was frozen and thaws finds its call taken: it closes its media, and nothing of it acts', async () => {
  const memory = new CallMemory();
  const first = await openHouse({ store: new MemoryCallStore(memory) });
  const lost = await first.dial();
  await first.pass(3_000, lost);
  const second = await successor(first, { store: new MemoryCallStore(memory) });
  const back = await second.comeBack(lost);
  await second.pass(3_000, back);
  const { claim, turns } = await new MemoryCallStore(memory).load(lost.caller.callId);
  assert.equal(claim.epoch, 2);

  await says(first, lost, 'tell me about the house', 12_000);
  assert.deepEqual(
    lost.ends.map(({ reason }) => reason),
    ['another host holds the call'],
  );
  assert.equal(first.host.sessions.size, 0);
  const after = await new MemoryCallStore(memory).load(lost.caller.callId);
  assert.equal(after.outcome, undefined, 'it is not the frozen host that ends it');
  assert.equal(after.turns.length, turns.length);
  assert.deepEqual(back.ends, []);
});

/** One tool that honours its key and one that does not, both too slow for their process. */
function slowTools(ran: string[], ms: number) {
  const common = { description: 'Acts.', input: z.object({ order: z.string() }), timeoutMs: 60_000 };
  const act = (name: string, clock: () => SimulatedClock) => async (): Promise<string> => {
    ran.push(name);
    await new Promise<void>((resolve) => {
      clock().at(clock().now() + ms, resolve);
    });
    return 'fine';
  };
  return (clock: () => SimulatedClock) => [
    defineTool({
      ...common,
      name: 'bookFitting',
      effect: 'write',
      confirm: false,
      idempotencyKey: ({ order }) => `fitting-${order}`,
      run: act('bookFitting', clock),
    }),
    defineTool({ ...common, name: 'sendNote', effect: 'write', confirm: false, run: act('sendNote', clock) }),
  ];
}

const callsBoth = {
  toolCalls: [
    { name: 'bookFitting', arguments: { order: 'x' } },
    { name: 'sendNote', arguments: { order: 'x' } },
  ],
};

async function dieWhileTheyAct(
  memory: CallMemory,
  ran: string[],
): Promise<{ dead: PhoneHouse; lost: Phone }> {
  const house: { current?: PhoneHouse } = {};
  const tools = slowTools(ran, 600_000)(() => house.current!.clock);
  const dead = await openHouse({
    store: new MemoryCallStore(memory),
    agent: { tools },
    llm: { replies: [callsBoth, 'Done.'] },
  });
  house.current = dead;
  const lost = await dead.dial();
  await dead.pass(3_000, lost);
  await says(dead, lost, 'book it and send a note', 4_000);
  assert.deepEqual(ran.toSorted(), ['bookFitting', 'sendNote']);
  ran.length = 0;
  return { dead, lost };
}

test('Killed while tools act: what has a key runs again for the caller who returns, the rest is told as unknown', async () => {
  const memory = new CallMemory();
  const ran: string[] = [];
  const { dead, lost } = await dieWhileTheyAct(memory, ran);
  const house: { current?: PhoneHouse } = {};
  const tools = slowTools(ran, 100)(() => house.current!.clock);
  const store = new MemoryCallStore(memory);
  const second = await successor(dead, { store, agent: { tools }, llm: { replies: ['I see.'] } });
  house.current = second;
  const back = await comeBack(second, lost);
  await second.pass(8_000, back);
  assert.deepEqual(ran, ['bookFitting'], 'nothing runs twice that may not');
  const { effects } = await outcomesOf(store, back.caller.callId);
  assert.deepEqual(effects.toSorted(), ['bookFitting done', 'sendNote unknown']);
  assert.ok(back.events.some(({ type }) => type === 'effect-unknown'));
});

test('Nobody comes back: what acts is settled without a caller, and the call ends in one final record', async () => {
  const memory = new CallMemory();
  const ran: string[] = [];
  const { dead, lost } = await dieWhileTheyAct(memory, ran);
  const house: { current?: PhoneHouse } = {};
  const tools = slowTools(ran, 100)(() => house.current!.clock);
  const store = new MemoryCallStore(memory);
  const second = await successor(dead, { store, agent: { tools }, legReturnMs: 20_000 });
  house.current = second;
  const { callId } = lost.caller;
  await second.pass(20_000);
  assert.equal((await outcomesOf(store, callId)).outcome, undefined, 'it is waited for');
  await second.pass(20_000);
  assert.deepEqual(ran, ['bookFitting']);
  const settled = await outcomesOf(store, callId);
  assert.deepEqual(settled.effects.toSorted(), ['bookFitting done', 'sendNote unknown']);
  assert.equal(settled.outcome, 'failed');
  assert.deepEqual(second.errors, []);
  await assert.rejects(second.comeBack(lost), { code: 'CALL_ENDED' });
});
