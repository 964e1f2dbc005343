/** Redaction takes time in proportion to the text, whatever somebody has written to make it slow. */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { redactor } from '../../src/privacy/redactor.ts';

const house = redactor({ names: ['Anna Smith', 'Anna', 'Eins', 'name', 'card'] });

/** Least of three, so that a busy machine does not count. */
function leastMs(text: string): number {
  const times = [0, 1, 2].map(() => {
    const beganAtMs = performance.now();
    house.text(text);
    return performance.now() - beganAtMs;
  });
  return Math.min(...times);
}

test.each([
  '@',
  'a',
  'a@',
  'a.',
  ' at ',
  'a at ',
  'a dot ',
  'at a dot ',
  '1',
  '1 ',
  '1,',
  '1234, ',
  'one ',
  'one and ',
  'double ',
  'twenty ',
  'and ',
  '+',
  '(',
  '[',
  '[card',
  '-',
  'a-',
  '20-',
  '2026-11-',
  'Anna ',
  'uh, ',
  'one uh ',
  '0171 2345678; ',
  'ü\u0308',
])('Sixteen times the text takes no sixty times the time: %j', (piece) => {
  const short = leastMs(piece.repeat(Math.ceil(4_000 / piece.length)));
  const long = leastMs(piece.repeat(Math.ceil(64_000 / piece.length)));
  assert.ok(long < 60 * Math.max(short, 2), `${short} ms, then ${long} ms`);
});
