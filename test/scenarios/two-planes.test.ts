/** Audio flows without an allocation, a promise or an event per frame; everything else is a typed event with its envelope. */
import assert from 'node:assert/strict';
import { createHook } from 'node:async_hooks';
import { test } from 'vitest';
import { BatchedVadLane } from '../../src/host/vad-lane.ts';
import type { BatchVadModel, FrameClassifier } from '../../src/contracts/vad.ts';
import { SimulatedClock } from '../../src/clock/simulated-clock.ts';
import { Ear } from '../../src/session/ear.ts';
import { Stage, loud } from '../support/stage.ts';

const format = { encoding: 'pcm16le', sampleRate: 16_000, channels: 1 } as const;

/** Counts the promises that `work` makes. */
async function promisesOf(work: () => void): Promise<number> {
  let promises = 0;
  const hook = createHook({
    init: (_id, type) => {
      if (type === 'PROMISE') promises += 1;
    },
  });
  hook.enable();
  work();
  hook.disable();
  return promises;
}

/** Bytes of heap that `work` leaves behind, the least of three runs: a compiler at work allocates too. */
function heapOf(work: () => void): number {
  let least = Infinity;
  for (let run = 0; run < 3; run += 1) {
    const before = process.memoryUsage().heapUsed;
    work();
    least = Math.min(least, Math.max(0, process.memoryUsage().heapUsed - before));
  }
  return least;
}

test('A frame costs no promise and no allocation on its way through the ear and the VAD lane', async () => {
  const clock = new SimulatedClock();
  const classifier: FrameClassifier = {
    sampleRates: [8000, 16_000],
    open: () => 0,
    isSpeech: () => true,
    close: () => undefined,
    [Symbol.dispose]: () => undefined,
  };
  const probabilities = new Float32Array(32).fill(0.9);
  const model: BatchVadModel = {
    sampleRate: 16_000,
    chunkSamples: 512,
    maxBatch: 32,
    open: () => 0,
    reset: () => undefined,
    close: () => undefined,
    submit: (_handles, _samples, count, onResult) => {
      onResult(probabilities, count);
      return true;
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
  await using lane = new BatchedVadLane({ clock, classifier, model });
  let sttBytes = 0;
  const ear = new Ear(format, false, lane, { onSpeechStart: () => undefined, onSpeechEnd: () => undefined });
  ear.connect({
    write: (_bytes, _offset, length) => void (sttBytes += length),
    flush: () => undefined,
    update: () => undefined,
    close: () => undefined,
  });
  const frame = loud(20);
  let sequence = 0;
  const pass = (frames: number): void => {
    for (let count = 0; count < frames; count += 1) {
      ear.write(frame, 0, frame.length, sequence, sequence * 320, 0);
      sequence += 1;
      lane.flush();
    }
  };
  pass(2_000);
  ear.startSpeech((sequence * 320) / 16 - 20);
  pass(20_000);
  assert.ok(sttBytes > 20_000 * frame.length, 'the frames reached the STT');
  assert.equal(await promisesOf(() => pass(1_000)), 0);
  const bytesPerFrame = heapOf(() => pass(20_000)) / 20_000;
  assert.ok(bytesPerFrame < 8, `${bytesPerFrame.toFixed(1)} bytes per frame: an object would be 16 or more`);
  ear.close();
});

test('Every event names its call, leg, place in the sequence, and its two times', async () => {
  await using stage = new Stage({ agent: { greeting: 'Good morning.' } });
  await stage.until('reply-end');
  await stage.says('when do you open');
  await stage.until('reply-end');
  stage.events.forEach((event, index) => {
    assert.equal(event.callId, 'call-1');
    assert.equal(event.legId, 'leg-1');
    assert.equal(event.seq, index);
    assert.ok(Number.isFinite(event.atMs) && event.atMs >= 0);
    assert.ok(Number.isFinite(event.mediaMs));
    const wordy = ['transcript', 'reply-clause', 'turn-end'].includes(event.type);
    assert.equal(event.language === undefined, !wordy, event.type);
  });
  const frames = stage.clock.now() / 20;
  assert.ok(stage.events.length < frames / 5, 'edges are told, frames are not');
});
