import assert from 'node:assert/strict';
import { test } from 'vitest';
import { fixedSilenceTurnEnds, type VadEdge } from './fixed-silence.ts';

/** Speech from 0 to 1,000 and from 1,600 to 2,000 ms, told of 60 and 120 ms late. */
const edges: VadEdge[] = [
  { type: 'speech-start', atMs: 60, agoMs: 60 },
  { type: 'speech-end', atMs: 1_120, agoMs: 120 },
  { type: 'speech-start', atMs: 1_660, agoMs: 60 },
  { type: 'speech-end', atMs: 2_120, agoMs: 120 },
];

const cases = [
  { silenceMs: 50, ends: [1_120, 2_120], why: 'no sooner than the edge was told of' },
  { silenceMs: 300, ends: [1_300, 2_300], why: 'counted from where the edge lay' },
  { silenceMs: 650, ends: [1_650, 2_650], why: 'before anybody knew that the caller went on' },
  { silenceMs: 700, ends: [2_700], why: 'the caller went on in time' },
];

for (const { silenceMs, ends, why } of cases) {
  test(`${silenceMs} ms of silence: ${why}`, () => {
    assert.deepEqual(fixedSilenceTurnEnds(edges, silenceMs), ends);
  });
}

test('who never spoke never ends', () => {
  assert.deepEqual(fixedSilenceTurnEnds([], 300), []);
});
