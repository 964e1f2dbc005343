import assert from 'node:assert/strict';
import { test } from 'vitest';
import { encodeSamples } from '../../audio/decode.ts';
import type { FrameClassifier } from '../../contracts/vad.ts';
import { SteadyTone } from './steady-tone.ts';
import { VadLeg } from './vad-leg.ts';
import { defaultVadTuning } from './vad-tuning.ts';

const classifier: FrameClassifier = {
  sampleRates: [8000],
  open: () => 0,
  isSpeech: () => true,
  close: () => undefined,
  [Symbol.dispose]: () => undefined,
};
const listener = { onSpeechStart: () => undefined, onSpeechEnd: () => undefined };

/** Frames whose samples count up from 1 (sound) or are 0 (silence). */
function pushFrames(leg: VadLeg, frames: string): void {
  for (const frame of frames) {
    const from = (leg.nowMs / 20) * 160;
    const samples = Int16Array.from({ length: 160 }, (_, index) => (frame === 's' ? from + index + 1 : 0));
    const bytes = new Uint8Array(320);
    encodeSamples('pcm16le', samples, 0, 160, bytes);
    leg.push(bytes, 0, 320, classifier, { gateFrames: 0, fvadFrames: 0 });
  }
}

function takeAll(leg: VadLeg): { position: number; first: number; last: number }[] {
  const taken = [];
  const chunk = new Int16Array(256);
  while (leg.isChunkReady) {
    const position = leg.takeChunk(chunk, 0);
    taken.push({ position, first: chunk[0]!, last: chunk[255]! });
  }
  return taken;
}

function openLeg(): VadLeg {
  const format = { encoding: 'pcm16le', sampleRate: 8000, channels: 1 } as const;
  const model = { sampleRate: 8000, chunkSamples: 256 };
  return new VadLeg(
    format,
    model,
    { model: 0, classifier: 0 },
    listener,
    defaultVadTuning,
    new SteadyTone(model.sampleRate),
  );
}

test('the model hears the beginning of a leg, and then nothing while it is quiet', () => {
  const leg = openLeg();
  pushFrames(leg, '.'.repeat(10));
  assert.deepEqual(
    takeAll(leg).map(({ position }) => position),
    [0, 256, 512, 768, 1024, 1280],
  );
  pushFrames(leg, '.'.repeat(3));
  assert.equal(takeAll(leg).length, 2);
  pushFrames(leg, '.'.repeat(90));
  assert.equal(takeAll(leg).length, 0);
  assert.equal(leg.cursor, -1);
});

test('an onset is heard from before it, in whole chunks that end with the frame after it', () => {
  const leg = openLeg();
  for (let frame = 0; frame < 40; frame += 1) {
    pushFrames(leg, '.');
    takeAll(leg);
  }
  pushFrames(leg, 's');
  assert.deepEqual(
    takeAll(leg).map(({ position }) => position),
    [5952, 6208],
  );
  pushFrames(leg, 's');
  // The third chunk ends with sample 42 * 160, and 320 of its neighbours carry sound.
  assert.deepEqual(takeAll(leg), [{ position: 6464, first: 6465, last: 6720 }]);
});

test('chunks that were not fetched in time are passed over: what is read is never stale', () => {
  const leg = openLeg();
  pushFrames(leg, 's'.repeat(100));
  const taken = takeAll(leg);
  assert.ok(taken.length > 0);
  for (const { position, first, last } of taken) {
    assert.ok(position >= leg.audio.start);
    assert.deepEqual([first, last], [position + 1, position + 256]);
  }
});
