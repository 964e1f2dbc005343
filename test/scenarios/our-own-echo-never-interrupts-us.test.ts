/**
 * Our own voice, sent back by a far end that cancels no echo, never interrupts us; a caller who speaks over
 * it does.
 *
 * Elsewhere an agent on a loudspeaker stops at its own second word. Here speexdsp learns the way of the echo,
 * a gate lowers what it leaves, and where there is no canceller the words give the echo away: they are ours.
 */
import assert from 'node:assert/strict';
import { afterAll, describe, test } from 'vitest';
import { decodeSamples } from '../../src/audio/decode.ts';
import { SystemClock } from '../../src/clock/system-clock.ts';
import { openSpeexdsp } from '../../src/providers/speexdsp/speexdsp.ts';
import { EchoHouse, EchoRoom, type EchoPath } from '../support/echo-room.ts';
import { spoken } from '../support/spoken.ts';

const greeting =
  'Thank you for calling the garden centre on the hill. ' +
  'We are open every day of the week from nine in the morning until six in the evening, and on Fridays we stay until eight.';
const greetingMs = 9_500;
const question = 'Wait, I have a question about the roses please.';

const paths: EchoPath[] = [-15, -25].flatMap((levelDb) =>
  [50, 150, 250].map((delayMs) => ({ levelDb, delayMs })),
);
const named = ({ levelDb, delayMs }: EchoPath): string => `${levelDb} dB after ${delayMs} ms`;

const house = await EchoHouse.open();
afterAll(() => house[Symbol.asyncDispose]());
for (const text of [greeting, 'Of course.']) await house.tts.record(text);
const cancellation = await openSpeexdsp();
const caller = await (async () => {
  await using clock = new SystemClock();
  const [bytes] = await spoken([question], clock, 'rms');
  const samples = new Int16Array(bytes!.length / 2);
  decodeSamples('pcm16le', bytes!, 0, bytes!.length, samples);
  return samples;
})();

describe('with a canceller, our own voice takes no floor and hardly pauses us', () => {
  for (const path of paths) {
    test(named(path), async () => {
      // Whatever it hears of us, it takes for our words.
      const hears = Array.from({ length: 20 }, () => 'every day of the week from nine');
      await using room = new EchoRoom(house, { agent: { greeting }, path, cancellation, hears });
      // Without a canceller this echo pauses us a dozen times; what is left of it may do so twice, briefly.
      await room.run(greetingMs + 2_000);
      assert.equal(room.count('reply-end'), 1, 'the greeting was heard to its end');
      assert.deepEqual([room.count('interruption-committed'), room.count('turn-end')], [0, 0]);
      assert.ok(room.count('interruption-suspected') <= 2);
    });
  }
});

describe('a caller who speaks over the echo is heard', () => {
  for (const path of paths) {
    for (const atMs of [700, 5_000]) {
      test(`${named(path)}, ${atMs} ms into the call`, async () => {
        await using room = new EchoRoom(house, {
          agent: { greeting },
          path,
          cancellation,
          hears: [question],
        });
        await room.run(atMs);
        room.says(caller);
        await room.run(1_000);
        const committed = room.events.find(({ type }) => type === 'interruption-committed');
        assert.ok(committed !== undefined && committed.atMs < atMs + 800, `${committed?.atMs}`);
      });
    }
  }
});

describe('once the echo is learned, so is a caller half as loud', () => {
  for (const path of paths) {
    test(named(path), async () => {
      await using room = new EchoRoom(house, { agent: { greeting }, path, cancellation, hears: [question] });
      await room.run(5_000);
      room.says(caller.map((sample) => sample / 2));
      await room.run(1_000);
      assert.equal(room.count('interruption-committed'), 1);
    });
  }
});

describe('without a canceller the words give the echo away', () => {
  for (const path of paths) {
    test(named(path), async () => {
      await using room = new EchoRoom(house, { agent: { greeting }, path, hears: ['thank you for calling'] });
      await room.run(3_000);
      assert.ok(room.count('interruption-suspected') >= 1, 'this echo is loud enough to be heard');
      assert.equal(room.count('interruption-committed'), 0);
      assert.ok(room.count('interruption-dismissed') >= 1);
    });
  }
});

test('and what the caller says behind our words is heard all the same', async () => {
  const heard = 'thank you for wait I have a question';
  await using room = new EchoRoom(house, {
    agent: { greeting },
    path: { levelDb: -15, delayMs: 150 },
    hears: [heard],
  });
  await room.run(3_000);
  assert.equal(room.count('interruption-committed'), 1);
});
