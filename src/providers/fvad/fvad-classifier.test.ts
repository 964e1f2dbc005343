import assert from 'node:assert/strict';
import { afterAll, beforeAll, test } from 'vitest';
import { createResampler } from '../../audio/resample.ts';
import { FliteEngine, pristineMemory } from '../flite/engine.ts';
import { loadFliteModule } from '../flite/flite-module.ts';
import { FvadClassifier } from './fvad-classifier.ts';

const speech = new Map<number, Int16Array>();
const classifiers: FvadClassifier[] = [];

beforeAll(async () => {
  const module = await loadFliteModule();
  const engine = new FliteEngine(module, pristineMemory(module));
  const { samples } = engine.synthesize(
    'I would like to book a table for four people tomorrow evening.',
    'rms',
  );
  speech.set(16000, samples);
  const narrow = new Int16Array(samples.length / 2);
  createResampler(16000, 8000).process(samples, 0, samples.length & ~1, narrow, 0);
  speech.set(8000, narrow);
});

afterAll(() => {
  for (const classifier of classifiers) classifier[Symbol.dispose]();
});

async function create(options?: Parameters<typeof FvadClassifier.create>[0]): Promise<FvadClassifier> {
  const classifier = await FvadClassifier.create(options);
  classifiers.push(classifier);
  return classifier;
}

/** Share of frames taken for speech. */
function shareOfSpeech(classifier: FvadClassifier, rate: number, audio: Int16Array): number {
  const handle = classifier.open(rate);
  const frame = new Int16Array(rate / 50);
  let hits = 0;
  let frames = 0;
  for (let at = 0; at + frame.length <= audio.length; at += frame.length) {
    frame.set(audio.subarray(at, at + frame.length));
    frames += 1;
    if (classifier.isSpeech(handle, frame, frame.length)) hits += 1;
  }
  classifier.close(handle);
  return hits / frames;
}

/** Noise from a fixed generator, of constant level. */
function hiss(count: number, amplitude: number): Int16Array {
  let state = 12345;
  return Int16Array.from({ length: count }, () => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return ((state / 2 ** 32) * 2 - 1) * amplitude;
  });
}

for (const rate of [8000, 16000]) {
  test(`libfvad passes a spoken sentence at ${rate} Hz and stops silence and hiss`, async () => {
    const classifier = await create();
    assert.ok(shareOfSpeech(classifier, rate, speech.get(rate)!) > 0.85);
    assert.equal(shareOfSpeech(classifier, rate, new Int16Array(rate)), 0);
    assert.ok(shareOfSpeech(classifier, rate, hiss(rate * 2, 300)) < 0.2);
  });
}

test('a higher aggressiveness lets less through', async () => {
  const share = async (aggressiveness: 0 | 3): Promise<number> =>
    shareOfSpeech(await create({ aggressiveness }), 8000, speech.get(8000)!);
  assert.ok((await share(3)) < (await share(0)));
});

test('legs do not hear one another', async () => {
  const classifier = await create();
  const alone = shareOfSpeech(classifier, 8000, speech.get(8000)!);
  const other = classifier.open(16000);
  const noise = hiss(320, 8000);
  const handle = classifier.open(8000);
  const frame = new Int16Array(160);
  let hits = 0;
  let frames = 0;
  for (let at = 0; at + 160 <= speech.get(8000)!.length; at += 160) {
    classifier.isSpeech(other, noise, 320);
    frame.set(speech.get(8000)!.subarray(at, at + 160));
    frames += 1;
    if (classifier.isSpeech(handle, frame, 160)) hits += 1;
  }
  assert.equal(hits / frames, alone);
});

test('many legs open and close: handles are given out again, and start afresh', async () => {
  const classifier = await create();
  const first = classifier.open(8000);
  const many = Array.from({ length: 40_000 }, () => classifier.open(8000));
  assert.equal(new Set([first, ...many]).size, 40_001);
  // Memory has grown under the first handle: it must still be fed in the right place.
  const frame = speech.get(8000)!.slice(8000, 8160);
  let hits = 0;
  for (let count = 0; count < 20; count += 1) if (classifier.isSpeech(first, frame, 160)) hits += 1;
  assert.ok(hits > 10);
  for (const handle of many) classifier.close(handle);
  assert.ok(many.includes(classifier.open(8000)));
});

test('closing twice frees once, and a disposed classifier opens nothing', async () => {
  const classifier = await create();
  const handle = classifier.open(8000);
  classifier.close(handle);
  classifier.close(handle);
  assert.notEqual(classifier.open(8000), classifier.open(8000));
  classifier[Symbol.dispose]();
  classifier[Symbol.dispose]();
  assert.throws(() => classifier.open(8000), { code: 'INVARIANT_BROKEN' });
});

test('a rate that libfvad does not know is refused', async () => {
  const classifier = await create();
  assert.throws(() => classifier.open(24000), { code: 'INVARIANT_BROKEN' });
});
