import assert from 'node:assert/strict';
import { test } from 'vitest';
import { drawGrowth } from './growth-svg.ts';

test('two lines begin together, and only one of them rises', () => {
  const sizes = [10, 100, 200].map((turn) => ({
    turn,
    promptTokens: 1_200,
    rawHistoryTokens: 1_200 + turn * 30,
  }));
  const svg = drawGrowth('Tokens of a prompt', sizes);
  const ys = [...svg.matchAll(/<polyline points="([^"]*)"/g)].map(([, points]) =>
    points!.split(' ').map((point) => Number(point.split(',')[1])),
  );
  assert.equal(ys.length, 2);
  const [sent, raw] = ys as [number[], number[]];
  assert.equal(new Set(sent).size, 1);
  assert.ok(raw[0]! > raw[1]! && raw[1]! > raw[2]!, 'upwards is less in a picture');
  assert.match(svg, /every word: 7200/);
});
