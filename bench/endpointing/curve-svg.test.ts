import assert from 'node:assert/strict';
import { test } from 'vitest';
import { drawCurves } from './curve-svg.ts';

function point(label: string, endpointMsP50: number, midSentenceCutInRate: number) {
  return { label, figures: { endpointMsP50, endpointMsP95: 0, cutInRate: 0, midSentenceCutInRate } };
}

test('slower is further right, cutting in more is further up, and every point has its label', () => {
  const svg = drawCurves('A & B', [
    { name: 'one', points: [point('fast', 200, 0.9), point('slow', 800, 0.1)] },
    { name: 'two', points: [point('fixed', 400, 0.5)] },
  ]);
  const circles = [...svg.matchAll(/<circle cx="([\d.]+)" cy="([\d.]+)"/g)].map(([, x, y]) => [
    Number(x),
    Number(y),
  ]);
  const [fast, slow, fixed] = circles;
  assert.equal(circles.length, 3);
  assert.ok(fast![0]! < fixed![0]! && fixed![0]! < slow![0]!);
  assert.ok(fast![1]! < fixed![1]! && fixed![1]! < slow![1]!);
  for (const label of ['fast', 'slow', 'fixed', 'A &amp; B', 'one', 'two'])
    assert.ok(svg.includes(`>${label}<`));
});
