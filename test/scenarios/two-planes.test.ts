/** Audio flows without an allocation, a promise or an event per frame; everything else is a typed event with its envelope. */
import assert from 'node:assert/strict';
import { createHook } from 'node:async_hooks';
import { Session, type HeapProfiler } from 'node:inspector';
import { test } from 'vitest';
import { BatchedVadLane } from '../../src/host/vad-lane.ts';
import type { SttStream } from '../../src/contracts/stt.ts';
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

/** Bytes that `work` allocates, what is collected again included: sampled every 512 bytes. */
function bytesOf(work: () => void): number {
  const inspector = new Session();
  inspector.connect();
  inspector.post('HeapProfiler.startSampling', {
    samplingInterval: 512,
    includeObjectsCollectedByMajorGC: true,
    includeObjectsCollectedByMinorGC: true,
  });
  work();
  let bytes = 0;
  const add = (node: HeapProfiler.SamplingHeapProfileNode): void => {
    bytes += node.selfSize;
    for (const child of node.children) add(child);
  };
  inspector.post('HeapProfiler.stopSampling', (_error, { profile }) => add(profile.head));
  inspector.disconnect();
  return bytes;
}

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

/** Ears on one lane, as in a process: a frame each per round, then one flush for all of them. */
const planes = [
  { name: 'of silence', frame: new Uint8Array(640), ears: 1, bytesMax: 1 },
  // The batches of the model and its queue cost something per tick, whatever the number of calls.
  { name: 'of speech, in a crowd', frame: loud(20), ears: 100, bytesMax: 8 },
];

test.each(planes)(
  'A frame $name costs no promise and no allocation through the ear and the VAD lane',
  async ({ frame, ears: count, bytesMax }) => {
    await using lane = new BatchedVadLane({ clock: new SimulatedClock(), classifier, model });
    let sttBytes = 0;
    const stt: SttStream = {
      write: (_bytes, _offset, length) => void (sttBytes += length),
      flush: () => undefined,
      update: () => undefined,
      close: () => undefined,
    };
    const edges = { onSpeechStart: () => undefined, onSpeechEnd: () => undefined };
    const ears = Array.from({ length: count }, () => new Ear(format, false, lane, edges));
    for (const ear of ears) ear.connect(stt);
    let sequence = 0;
    const pass = (frames: number): void => {
      for (let round = 0; round < frames / count; round += 1) {
        for (let index = 0; index < count; index += 1) {
          ears[index]!.write(frame, 0, frame.length, sequence, sequence * 320, 0);
        }
        sequence += 1;
        lane.flush();
      }
    };
    pass(20_000);
    for (const ear of ears) ear.startSpeech(sequence * 20 - 20);
    pass(20_000);
    assert.ok(sttBytes >= 20_000 * frame.length, 'the frames reached the STT');
    assert.equal(await promisesOf(() => pass(1_000)), 0);
    // The least of three: a compiler at work allocates too.
    const bytesPerFrame = Math.min(...[1, 2, 3].map(() => bytesOf(() => pass(20_000)) / 20_000));
    const told = `${bytesPerFrame.toFixed(2)} bytes per frame: an object would be 16 or more`;
    assert.ok(bytesPerFrame < bytesMax, told);
    for (const ear of ears) ear.close();
  },
);

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
