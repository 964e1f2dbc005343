import assert from 'node:assert/strict';
import { test } from 'vitest';
import { countWords, findParts, type KnownReply } from './heard-reply.ts';

/** Four words of 100 samples with silence between, every sample of a word unlike all others. */
const reply: KnownReply = {
  samples: Int16Array.from({ length: 800 }, (_, index) => (index % 200 < 100 ? index + 1 : 0)),
  words: [0, 200, 400, 600].map((startSample) => ({ startSample, endSample: startSample + 100 })),
};

/** A recording in which these stretches of the reply are heard, 50 samples apart. */
function record(...stretches: [from: number, to: number][]): ReturnType<typeof findParts> {
  const recording = new Int16Array(4_000);
  let at = 0;
  const runs = stretches.map(([from, to]) => {
    recording.set(reply.samples.subarray(from, to), at);
    const run = { startSample: at, endSample: at + to - from };
    at = run.endSample + 50;
    return run;
  });
  return findParts(recording, runs, reply);
}

test('a stretch of the recording is found where it stands in the reply', () => {
  assert.deepEqual(
    record([0, 250], [200, 800]).map(({ replySample }) => replySample),
    [0, 200],
  );
});

test('silence, which sounds alike everywhere, is looked for where the reply was left', () => {
  assert.equal(record([0, 310], [320, 380])[1]!.replySample, 310);
});

const resumptions: { name: string; parts: [number, number][]; repeated: number; skipped: number }[] = [
  {
    name: 'from the word in which it paused',
    parts: [
      [0, 250],
      [200, 800],
    ],
    repeated: 0,
    skipped: 0,
  },
  {
    name: 'in the middle of a word',
    parts: [
      [0, 250],
      [250, 800],
    ],
    repeated: 0,
    skipped: 1,
  },
  {
    name: 'a word too late',
    parts: [
      [0, 250],
      [400, 800],
    ],
    repeated: 0,
    skipped: 1,
  },
  {
    name: 'a word too early',
    parts: [
      [0, 350],
      [200, 800],
    ],
    repeated: 1,
    skipped: 0,
  },
  {
    name: 'from the beginning',
    parts: [
      [0, 350],
      [0, 800],
    ],
    repeated: 2,
    skipped: 0,
  },
];

for (const { name, parts, repeated, skipped } of resumptions) {
  test(`a reply that goes on ${name} repeats ${repeated} words and skips ${skipped}`, () => {
    assert.deepEqual(countWords(record(...parts), reply.words), { repeated, skipped });
  });
}
