/** Flite itself: the one place where its program, its memory and its voices are put to the test. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { beforeAll, test } from 'vitest';
import { FliteEngine, pristineMemory } from './engine.ts';
import { loadFliteModule } from './flite-module.ts';
import { LexiconMatcher } from './lexicon.ts';
import { render } from './rendering.ts';
import { makeSpeakable } from './speakable.ts';
import { readUtterance } from './utterance.ts';
import type { WasmModule } from './wasm.ts';
import { timeWords, writtenWords } from './word-timings.ts';

let module: WasmModule;
let engine: FliteEngine;

beforeAll(async () => {
  module = await loadFliteModule();
  engine = new FliteEngine(module, pristineMemory(module));
});

for (const voice of ['rms', 'slt', 'awb', 'kal16']) {
  test(`voice ${voice} speaks at 16 kHz, and tells the phones of each token`, () => {
    const { samples, sampleRate, utterance } = engine.synthesize('Room 12, Tom.', voice);
    assert.equal(sampleRate, 16000);
    assert.ok(samples.length > 8000 && samples.some((sample) => Math.abs(sample) > 3000));
    assert.deepEqual(
      utterance?.tokens.map(({ name, phones }) => [name, phones.length]),
      [
        ['Room', 3],
        ['12', 5],
        ['Tom', 3],
      ],
    );
    // The diphone voice falls short of its plan by a pitch period now and then.
    assert.ok(Math.abs(utterance!.endS - samples.length / 16000) < 0.15);
  });
}

test('each word sounds exactly where it is said to: silence on both sides of it', () => {
  const text = 'Well, ten, on Monday, at 3:30.';
  for (const voice of ['rms', 'kal16']) {
    const rendering = render(engine.synthesize(text, voice), text, 40);
    const { spans } = makeSpeakable(text, new LexiconMatcher(), { dayFirst: false });
    const words = timeWords(text, spans, rendering);
    const power = (fromMs: number, toMs: number): number => {
      const stretch = rendering.samples.subarray(Math.round(fromMs * 16), Math.round(toMs * 16));
      return Math.sqrt(stretch.reduce((sum, sample) => sum + sample ** 2, 0) / stretch.length);
    };
    for (const [index, word] of words.entries()) {
      const loud = power(word.startMs, word.endMs);
      assert.ok(loud > 600, `${voice}: ${text.slice(word.textStart, word.textEnd)} is heard`);
      // A comma behind the word: nothing of it may be left after its end.
      const next = words[index + 1];
      if (next === undefined || next.startMs - word.endMs < 35) continue;
      const rest = power(word.endMs, word.endMs + 30);
      assert.ok(rest < loud / 10, `${voice}: ${word.textEnd} has ended, ${rest} of ${loud} is left`);
    }
  }
});

test('an engine speaks the same text the same way, whatever it said before', () => {
  const first = engine.synthesize('One moment, please.', 'kal16');
  engine.synthesize('Something else, and rather longer than that, in order to make the memory grow.', 'rms');
  const second = engine.synthesize('One moment, please.', 'kal16');
  assert.deepEqual(second.samples, first.samples);
  assert.deepEqual(second.utterance, first.utterance);
});

test('an engine lives on after its program was trapped', () => {
  // Put back to garbage, the second run cannot go well.
  const broken = new FliteEngine(module, pristineMemory(module).fill(0xff));
  const first = broken.synthesize('Hello.', 'kal16');
  assert.throws(() => broken.synthesize('Hello.', 'kal16'));
  assert.deepEqual(broken.synthesize('Hello.', 'kal16').samples, first.samples);
});

test('memory that holds no utterance, or a broken one, yields none', () => {
  assert.equal(readUtterance(new ArrayBuffer(1 << 16), 0), undefined);
  const memory = new ArrayBuffer(1 << 16);
  const words = new Uint32Array(memory);
  new Uint8Array(memory).set(new TextEncoder().encode('Segment\0'), 256);
  // A relation of that name, in an utterance whose list of relations leads out of memory.
  words.set([256, 0, 1024, 0], 512 >> 2);
  words.set([0, 0, 2048], 1024 >> 2);
  words.set([0xffff_fff0], 2048 >> 2);
  assert.equal(readUtterance(memory, 0), undefined);
  // Or one that goes round in circles.
  words.set([4096], 2048 >> 2);
  words.set([260, 0, 4096], 4096 >> 2);
  assert.equal(readUtterance(memory, 0), undefined);
});

test('whatever is written, it is spoken without a trap and every word has its time', () => {
  const sign = fc.constantFrom(...'.,;:!?-\u2014/@#%&*()[]{}<>|\\^~`\'"$+=\u20ac\u00a3\u00b0 ');
  const part = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.string({ unit: sign, maxLength: 6 }),
    fc.lorem({ maxCount: 3 }),
    fc.constantFrom(
      '10',
      '1,000',
      '$3.50',
      '3:30',
      'IV',
      '007',
      '1e9',
      'a.b.c',
      "o'clock",
      "'s",
      '-5',
      '555-1234',
    ),
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 5 }), (parts) => {
      const text = parts.join(' ');
      const { spoken, spans } = makeSpeakable(text, new LexiconMatcher(), { dayFirst: false });
      if (spoken === '') return;
      const rendering = render(engine.synthesize(spoken, 'kal16'), spoken, 40);
      const words = timeWords(text, spans, rendering);
      assert.equal(words.length, writtenWords(text).length);
      let at = 0;
      for (const { startMs, endMs } of words) {
        assert.ok(startMs >= at && endMs >= startMs && endMs <= rendering.durationMs);
        at = endMs;
      }
    }),
    { numRuns: 60 },
  );
}, 20_000);
