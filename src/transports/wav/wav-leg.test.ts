import assert from 'node:assert/strict';
import { test } from 'vitest';
import { parseWav, wavChannel, type WavFile } from '../../audio/wav.ts';
import { SimulatedClock } from '../../clock/simulated-clock.ts';
import type { LegClosed } from '../../contracts/media-leg.ts';
import { AntiphonError } from '../../errors/antiphon-error.ts';
import { testMediaLeg } from '../../testing/conformance/media-leg.ts';
import { WavLeg, type WavLegOptions } from './wav-leg.ts';

function recordingOf(data: Uint8Array, sampleRate = 16_000): WavFile {
  return { encoding: 'pcm16le', sampleRate, channels: 1, data, samples: data.length / 2 };
}

testMediaLeg('A recording', (callerAudio) => {
  const clock = new SimulatedClock();
  const leg = new WavLeg({ clock, caller: recordingOf(callerAudio) });
  return Promise.resolve({
    leg,
    pass: (ms) => {
      clock.advanceBy(ms);
      return Promise.resolve();
    },
    heard: () => leg.heardAudio(),
    hangUp: () => leg.hangUp('the caller hung up'),
    armedTimers: () => clock.pending,
    [Symbol.asyncDispose]: () => leg[Symbol.asyncDispose](),
  });
});

function open(options: Omit<WavLegOptions, 'clock'>) {
  const clock = new SimulatedClock();
  const leg = new WavLeg({ clock, ...options });
  const closed: (LegClosed & { atMs: number })[] = [];
  let loudFrames = 0;
  leg.attach({
    audio: {
      write: (bytes, offset) => {
        if (bytes[offset] !== 0) loudFrames += 1;
      },
    },
    onReceipt: () => {},
    onDtmf: () => {},
    onClosed: (reason) => closed.push({ ...reason, atMs: clock.now() }),
  });
  return { clock, leg, closed, loudFrames: () => loudFrames };
}

/** PCM16 of one value. */
function tone(ms: number, value: number, samplesPerMs = 16): Uint8Array {
  return new Uint8Array(new Int16Array(ms * samplesPerMs).fill(value).buffer);
}

test('A recording is said once, and the caller hangs up when both have been silent long enough', async () => {
  const { clock, leg, closed, loudFrames } = open({ caller: recordingOf(tone(1000, 5)), tailMs: 2000 });
  clock.advanceBy(2900);
  // The agent answers late; its words count as well.
  leg.play(tone(500, 9), 0, 16_000);
  clock.advanceBy(2400);
  assert.equal(closed.length, 0);
  clock.advanceBy(300);
  assert.deepEqual(
    closed.map(({ by, reason }) => [by, reason]),
    [['caller', 'the recording is over']],
  );
  assert.ok(closed[0]!.atMs >= 5400 && closed[0]!.atMs <= 5600, `hung up at ${closed[0]!.atMs}`);
  assert.equal(loudFrames(), 50);
  await leg.ended;
  assert.equal(clock.pending, 0);
});

test('The recording of the call has both voices where they were, the agent as far as it was heard', () => {
  const { clock, leg } = open({ caller: recordingOf(tone(100, 5)), startAfterMs: 200 });
  clock.advanceBy(500);
  leg.play(tone(400, 9), 0, 12_800);
  clock.advanceBy(100);
  leg.clear();
  const file = parseWav(leg.recording());
  assert.equal(file.channels, 2);
  const said = new Int16Array(wavChannel(file, 0).slice().buffer);
  const heard = new Int16Array(wavChannel(file, 1).slice().buffer);
  assert.deepEqual([said.indexOf(5), said.lastIndexOf(5)], [200 * 16, 300 * 16 - 1]);
  assert.deepEqual([heard.indexOf(9), heard.lastIndexOf(9)], [500 * 16, 600 * 16 - 1]);
});

test('Two rates meet in one recording', () => {
  const { clock, leg } = open({
    caller: recordingOf(tone(100, 1000, 8), 8000),
    formatOut: { encoding: 'pcm16le', sampleRate: 24_000, channels: 1 },
  });
  leg.play(tone(100, 2000, 24), 0, 4800);
  clock.advanceBy(200);
  const file = parseWav(leg.recording());
  assert.equal(file.sampleRate, 24_000);
  assert.ok(Math.abs(file.samples - 2400) <= 24, `${file.samples} samples`);
});

test('A call never lasts longer than it may', () => {
  const { clock, closed } = open({ caller: recordingOf(tone(5000, 5)), maxMs: 1000 });
  clock.advanceBy(1000);
  assert.equal(closed[0]!.reason, 'the call has reached its longest time');
  assert.equal(clock.pending, 0);
});

test('A recording at a rate no leg has is refused, with what to do', () => {
  assert.throws(
    () => open({ caller: recordingOf(tone(10, 1), 44_100) }),
    (thrown) =>
      AntiphonError.is(thrown) && thrown.code === 'FORMAT_UNSUPPORTED' && /Convert/.test(thrown.cure),
  );
});
