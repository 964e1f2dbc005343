import assert from 'node:assert/strict';
import { test } from 'vitest';
import { SimulatedClock } from '../../clock/simulated-clock.ts';
import type { LegClosed, LegListener, MarkReceipt } from '../../contracts/media-leg.ts';
import { testMediaLeg } from '../../testing/conformance/media-leg.ts';
import { createLoopback, type LoopbackOptions } from './loopback.ts';

testMediaLeg('A loopback', (callerAudio) => {
  const clock = new SimulatedClock();
  const { leg, far } = createLoopback({ clock, record: 'audio' });
  if (callerAudio.length > 0) void far.microphone().say(callerAudio);
  else far.microphone();
  return Promise.resolve({
    leg,
    pass: (ms) => {
      clock.advanceBy(ms);
      return Promise.resolve();
    },
    heard: () => far.heardAudio(),
    hangUp: () => far.hangup(),
    pressKey: (digit) => far.dtmf(digit),
    armedTimers: () => clock.pending,
    [Symbol.asyncDispose]: () => leg[Symbol.asyncDispose](),
  });
});

function open(options: Omit<LoopbackOptions, 'clock'> = {}) {
  const clock = new SimulatedClock();
  const pair = createLoopback({ clock, record: 'audio', ...options });
  const receipts: string[] = [];
  const closed: LegClosed[] = [];
  let bytesIn = 0;
  const listener: LegListener = {
    audio: {
      write: (_bytes, _offset, length) => {
        bytesIn += length;
      },
    },
    onReceipt: ({ markId, epoch, status }: MarkReceipt) =>
      receipts.push(`${clock.now()} ${markId}/${epoch} ${status}`),
    onDtmf: () => {},
    onClosed: (reason) => closed.push(reason),
  };
  pair.leg.attach(listener);
  return { clock, ...pair, receipts, closed, bytesIn: () => bytesIn };
}

/** PCM16 at 16 kHz of one value. */
function tone(ms: number, value: number): Uint8Array {
  return new Uint8Array(new Int16Array(ms * 16).fill(value).buffer);
}

function play(leg: { play(bytes: Uint8Array, offset: number, length: number): number }, sound: Uint8Array) {
  return leg.play(sound, 0, sound.length);
}

test('With latency, sound, clear and receipts each take their time, and clear is still exact', () => {
  const { clock, leg, far, receipts } = open({ latencyMs: 50 });
  play(leg, tone(200, 1000));
  leg.mark('end');
  clock.advanceBy(100);
  assert.equal(far.playedSamples, 50 * 16);
  leg.clear();
  play(leg, tone(40, 2000));
  leg.mark('next');
  clock.advanceBy(200);
  // Cleared at 100, there at 150: of the first reply, which began to sound at 50, 100 ms were heard.
  assert.deepEqual(far.heard!.runs(), [{ startSample: 50 * 16, endSample: 190 * 16 }]);
  const heard = new Int16Array(far.heardAudio().slice().buffer);
  assert.equal(heard.indexOf(2000), 150 * 16);
  assert.equal(heard.lastIndexOf(1000), 150 * 16 - 1);
  assert.equal(far.playedSamples, 140 * 16);
  assert.equal(far.clearedSamples, 100 * 16);
  assert.deepEqual(receipts, ['150 end/0 cleared', '240 next/1 played']);
});

test('A held playout goes on from the very sample, and its marks come that much later', () => {
  const { clock, leg, far, receipts } = open();
  play(leg, tone(100, 1000));
  leg.mark('end');
  clock.advanceBy(30);
  leg.pause(true);
  clock.advanceBy(500);
  play(leg, tone(20, 2000));
  leg.mark('later');
  assert.equal(far.playedSamples, 30 * 16);
  assert.equal(far.queuedSamples, 90 * 16);
  leg.pause(false);
  clock.advanceBy(300);
  assert.deepEqual(receipts, ['600 end/0 played', '620 later/0 played']);
  assert.deepEqual(far.heard!.runs(), [
    { startSample: 0, endSample: 30 * 16 },
    { startSample: 530 * 16, endSample: 620 * 16 },
  ]);
  const heard = new Int16Array(far.heardAudio().slice().buffer);
  assert.equal(heard.filter((sample) => sample === 1000).length, 100 * 16);
  assert.equal(heard.indexOf(2000), 600 * 16);
});

test('A reply cleared while it is held is never heard again', () => {
  const { clock, leg, far, receipts } = open();
  play(leg, tone(100, 1000));
  leg.mark('end');
  clock.advanceBy(30);
  leg.pause(true);
  clock.advanceBy(100);
  leg.clear();
  play(leg, tone(10, 2000));
  clock.advanceBy(100);
  const heard = new Int16Array(far.heardAudio().slice().buffer);
  assert.equal(heard.filter((sample) => sample === 1000).length, 30 * 16);
  assert.equal(heard.indexOf(2000), 130 * 16);
  assert.deepEqual(receipts, ['130 end/0 cleared']);
});

test('A far end that cannot clear plays on, and says so', () => {
  const { clock, leg, far, receipts } = open({ capabilities: { clear: false } });
  play(leg, tone(100, 1000));
  leg.mark('end');
  clock.advanceBy(20);
  assert.equal(leg.clear(), 1);
  clock.advanceBy(200);
  assert.equal(far.playedSamples, 100 * 16);
  assert.deepEqual(receipts, ['100 end/0 played']);
});

test('Receipts come when sent, or never, where the far end knows no better', () => {
  const sent = open({ capabilities: { receipts: 'sent' } });
  play(sent.leg, tone(100, 1000));
  sent.leg.mark('end');
  sent.clock.advanceBy(10);
  assert.deepEqual(sent.receipts, ['0 end/0 played']);

  const none = open({ capabilities: { receipts: 'none' } });
  play(none.leg, tone(100, 1000));
  none.leg.mark('end');
  none.clock.advanceBy(500);
  assert.deepEqual(none.receipts, []);
});

test('A network that vanishes is noticed after its limit, and takes no sound meanwhile', () => {
  const { clock, leg, far, closed, bytesIn } = open({ silenceMaxMs: 3000 });
  far.vanish();
  far.write(tone(20, 1));
  assert.equal(bytesIn(), 0);
  assert.equal(play(leg, tone(20, 1)), 0);
  clock.advanceBy(2999);
  assert.equal(closed.length, 0);
  clock.advanceBy(1);
  assert.deepEqual(
    closed.map(({ by, error }) => [by, error?.code]),
    [['network', 'PEER_SILENT']],
  );
  assert.equal(clock.pending, 0);
});

test('After its end a loopback hands on nothing more', () => {
  const { leg, far, bytesIn } = open();
  far.write(tone(20, 1));
  leg.close('done');
  far.write(tone(20, 1));
  far.dtmf('1');
  assert.equal(bytesIn(), 640);
  assert.equal(far.endedReason, 'done');
});

test('Pieces of any size come out as frames of 20 ms, none lost and none invented', () => {
  const { far, bytesIn } = open();
  for (const size of [2, 638, 640, 1280, 500, 140, 6400]) far.write(new Uint8Array(size));
  assert.equal(bytesIn(), 9600);
});

test('Audio beyond the early bound is dropped, and the next frame says how much', () => {
  const clock = new SimulatedClock();
  const { leg, far } = createLoopback({ clock, earlyMs: 100 });
  for (let frame = 0; frame < 8; frame += 1) far.write(tone(20, frame));
  const lost: number[] = [];
  const sequences: number[] = [];
  leg.attach({
    audio: {
      write: (_bytes, _offset, _length, sequence, _mediaTime, lostFrames) => {
        sequences.push(sequence);
        lost.push(lostFrames);
      },
    },
    onReceipt: () => {},
    onDtmf: () => {},
    onClosed: () => {},
  });
  far.write(tone(20, 9));
  assert.deepEqual(sequences, [0, 1, 2, 3, 4, 8]);
  assert.deepEqual(lost, [0, 0, 0, 0, 0, 3]);
});

test('A microphone begins at the sample it is asked to, and says when the last one was', async () => {
  const { clock, far } = open();
  const microphone = far.microphone();
  clock.advanceBy(50);
  const spoken = microphone.say(tone(30, 5));
  clock.advanceBy(100);
  assert.deepEqual(await spoken, { startedAtMs: 50, endedAtMs: 80, completed: true });
  const cut = microphone.say(tone(1000, 5));
  far.hangup();
  assert.deepEqual(await cut, { startedAtMs: 150, endedAtMs: 150, completed: false });
  assert.equal(clock.pending, 0);
});
