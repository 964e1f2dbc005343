import assert from 'node:assert/strict';
import { test } from 'vitest';
import { align, findBoundaries } from './boundaries.ts';

const sampleRate = 16_000;

/** Voice everywhere but from `fromMs` to `toMs`, of each gap. */
function voiceWithGaps(lengthMs: number, gaps: [number, number][]) {
  const samples = Int16Array.from({ length: lengthMs * 16 }, (_, index) => {
    const ms = index / 16;
    return gaps.some(([from, to]) => ms >= from && ms < to) ? 0 : index % 80 < 40 ? 8_000 : -8_000;
  });
  return { samples, sampleRate };
}

const heard = [
  { text: 'please', startMs: 0, endMs: 400 },
  { text: 'hold', startMs: 420, endMs: 800 },
  { text: 'thank', startMs: 1_000, endMs: 1_300 },
  { text: 'you', startMs: 1_310, endMs: 1_700 },
];

test('a boundary lies in the quietest place near the word times, with the mark and the gap that are there', () => {
  const clip = voiceWithGaps(1_700, [
    [390, 420],
    [800, 1_000],
  ]);
  const found = findBoundaries(clip, 'Please hold. Thank you.', heard);
  const [first, second] = found;
  assert.ok(Math.abs(first!.atSample / 16 - 405) <= 15, `${first!.atSample / 16}`);
  assert.deepEqual([first!.mark, first!.before], ['none', 'please']);
  assert.ok(first!.gapMs <= 30);
  assert.deepEqual([second!.mark, second!.before], ['sentence-end', 'please hold']);
  assert.ok(Math.abs(second!.gapMs - 200) <= 30, `${second!.gapMs}`);
});

test('a comma is told from a full stop', () => {
  const clip = voiceWithGaps(1_700, []);
  assert.equal(findBoundaries(clip, 'please hold, thank you', heard)[1]!.mark, 'comma');
});

test('where a word was heard as another there is no boundary on either side of it', () => {
  const clip = voiceWithGaps(1_700, []);
  const found = findBoundaries(clip, 'please fold thank you', heard);
  assert.deepEqual(
    found.map(({ before }) => before),
    ['please fold thank'],
  );
});

test('too near to an edge nothing is cut', () => {
  const clip = voiceWithGaps(600, []);
  assert.deepEqual(findBoundaries(clip, 'please hold', heard.slice(0, 2)), []);
});

const alignments: [string, string, [number, number][]][] = [
  [
    'a b c',
    'a b c',
    [
      [0, 0],
      [1, 1],
      [2, 2],
    ],
  ],
  [
    'a b c',
    'a x c',
    [
      [0, 0],
      [2, 2],
    ],
  ],
  [
    'a b',
    'x a b',
    [
      [0, 1],
      [1, 2],
    ],
  ],
  ['', 'a', []],
];
for (const [written, said, pairs] of alignments) {
  test(`"${written}" heard as "${said}"`, () => {
    assert.deepEqual(align(written.split(' ').filter(Boolean), said.split(' ').filter(Boolean)), pairs);
  });
}
