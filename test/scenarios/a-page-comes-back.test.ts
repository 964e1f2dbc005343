/** What a server does with callers whose socket was lost: real sockets, real sessions, and a clock that is told what time it is. */
import assert from 'node:assert/strict';
import { afterEach, test } from 'vitest';
import type { CallEvent } from '../../src/contracts/events.ts';
import {
  heardText,
  houseStory as story,
  PhoneHouse,
  type PhoneHouseOptions,
} from '../support/phone-house.ts';
import { loud } from '../support/stage.ts';

const opened: PhoneHouse[] = [];
afterEach(async () => {
  for (const house of opened.splice(0)) await house[Symbol.asyncDispose]();
});

async function openHouse(options: PhoneHouseOptions = {}): Promise<PhoneHouse> {
  const house = await new PhoneHouse(options).open();
  opened.push(house);
  return house;
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
